"""Verdicts on relations of claims, and their discussion: each view is a form, a service, a way back."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from annotations.claim_forms import JudgementForm, RemarkForm
from annotations.models import ClaimLink, Remark
from annotations.services import assessing, claims, links
from annotations.views.claim_steps import checked, only, take
from corpus.errors import Conflict
from corpus.http import Request
from corpus.models import Event
from corpus.permissions import Action

# Who takes a step back, by what it was on.
UNDO: dict[str, Callable[..., object]] = {
    "link": links.take_back,
    "claim": claims.take_back,
    "assessment": assessing.take_back,
}


@require_POST
@only(Action.ANNOTATE)
def link_judge(request: Request) -> HttpResponse:
    """Say what two ends are to each other, or that they are nothing to each other."""
    form = JudgementForm(request.POST)

    def judge() -> None:
        checked(form)
        link = _link(form.cleaned_data["link"])
        if form.kind:
            links.judge(link, kind=form.kind, reason=form.why, by=request.user)
        else:
            links.reject(link, reason=form.why, by=request.user)

    return take(request, judge, _("The verdict was recorded."))


@require_POST
@only(Action.ANNOTATE)
def remark_make(request: Request) -> HttpResponse:
    """Add to the discussion of a link."""
    form = RemarkForm(request.POST)

    def remark() -> None:
        checked(form)
        links.remark(
            _link(form.cleaned_data["link"]), text=form.cleaned_data["text"], by=request.user
        )

    return take(request, remark, _("The remark was added."))


@require_POST
@only(Action.ANNOTATE)
def remark_withdraw(request: Request, remark_id: int) -> HttpResponse:
    """Take a remark of one's own back."""
    remark = get_object_or_404(Remark, pk=remark_id)
    return take(
        request,
        lambda: links.withdraw(remark, by=request.user),
        _("The remark was withdrawn."),
    )


@require_POST
@only(Action.ANNOTATE)
def claim_undo(request: Request, event_id: int) -> HttpResponse:
    """Take a step on a claim, a link or an assessment back."""
    event = get_object_or_404(Event, pk=event_id)
    take_back = UNDO.get("claim" if event.verb == claims.SPLIT else event.object_type)
    if take_back is None:
        raise Http404
    return take(request, lambda: take_back(event, by=request.user), _("The step was taken back."))


def _link(key: str) -> ClaimLink:
    """The link of a key; Conflict when the rules no longer propose it."""
    link = ClaimLink.objects.filter(key=key).first()
    if link is None:
        raise Conflict
    return link
