"""Assessing a claim: what checking it came to, apart from the stance of whoever makes it."""

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from annotations.claim_forms import AssessmentForm
from annotations.models import Rating
from annotations.services import assessing
from annotations.views.claim_steps import checked, claim_with, only, take
from corpus.http import Request
from corpus.permissions import Action


@require_POST
@only(Action.ANNOTATE)
def claim_assess(request: Request, key: str) -> HttpResponse:
    """Say what checking came to, or say it otherwise than before."""
    claim, form = claim_with(key), AssessmentForm(request.POST)

    def assess() -> None:
        checked(form)
        data = form.cleaned_data
        assessing.assess(
            claim,
            rating=Rating(data["rating"]),
            rationale=data["rationale"],
            evidence=data["evidence"],
            by=request.user,
        )

    return take(request, assess, _("The assessment was saved."))


@require_POST
@only(Action.ANNOTATE)
def claim_withdraw(request: Request, key: str) -> HttpResponse:
    """Take one's assessment back."""
    claim = claim_with(key)
    return take(
        request,
        lambda: assessing.withdraw(claim, by=request.user),
        _("The assessment was withdrawn."),
    )
