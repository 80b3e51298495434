"""Changing a claim: what it says, which other it is the same as, and which places are another's."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from annotations.claim_forms import ClaimForm, MergeClaimForm, RelateForm, SplitClaimForm
from annotations.measured import METRICS
from annotations.models import Claim, LinkKind, Mark, Phase, Question
from annotations.queries.claim_candidates import candidate, candidates_for, claims_saying
from annotations.queries.claim_page import claim_page
from annotations.queries.questions import questions_near
from annotations.services import claims, links
from annotations.services.ends import End
from annotations.views.claim_steps import Refused, checked, claim_with, only, take
from corpus.errors import IsnadError, NotAllowed
from corpus.http import Request
from corpus.models import Topic
from corpus.permissions import Action, can

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
LONGEST_SOUGHT = 100


@GET_OR_POST
@only(Action.ANNOTATE)
def claim_edit(request: Request, key: str) -> HttpResponse:
    """Change what a claim says, and which question it answers."""
    claim = claim_with(key)
    if claim.merged_into:
        return redirect("annotations:claim-edit", claim.merged_into.key)
    form = ClaimForm(request.POST or None, initial=_initial(claim))
    if request.method == "POST" and form.is_valid():
        try:
            _describe(claim, form.cleaned_data, request)
        except IsnadError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The claim was changed."))
            return redirect(claim)
    find = _sought(request)
    context = {
        "find": find,
        "questions": questions_near(claim, find),
        "topics": Topic.objects.order_by("path"),
        "metrics": METRICS.items(),
        "phases": Phase.choices,
    }
    return _page(request, "annotations/claim_edit.html", form, claim=claim, **context)


def _initial(claim: Claim) -> dict[str, Any]:
    return {
        "statement_ar": claim.statement_ar,
        "statement_en": claim.statement_en,
        "scope": claim.scope,
        "question": claim.question.key if claim.question else "",
        "subject": claim.subject.key if claim.subject else "",
        "topics": [topic.path for topic in claim.topics.all()],
    }


def _describe(claim: Claim, wanted: dict[str, Any], request: Request) -> None:
    """A question that is asked anew goes before one that was chosen."""
    claims.describe(
        claim,
        by=request.user,
        statement_ar=wanted["statement_ar"],
        statement_en=wanted["statement_en"],
        scope=wanted["scope"],
        question=_asked(wanted, request) or wanted["question"],
        subject=wanted["subject"] or None,
        topics=list(wanted["topics"]),
    )


def _asked(wanted: dict[str, Any], request: Request) -> Question | None:
    if not wanted["ask"].strip():
        return None
    return claims.ask(
        text_ar=wanted["ask"],
        text_en=wanted["ask_en"],
        subject=wanted["ask_about"] or None,
        metric=wanted["metric"],
        phase=wanted["phase"],
        by=request.user,
    )


@GET_OR_POST
@only(Action.ANNOTATE)
def claim_merge(request: Request, key: str) -> HttpResponse:
    """Find which claim another has to do with, look at both, and read it as that one."""
    claim = claim_with(key)
    if claim.merged_into:
        return redirect("annotations:claim-merge", claim.merged_into.key)
    other = _other(request, claim)
    form = MergeClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and other:
        try:
            claims.merge(claim, into=other, by=request.user)
        except NotAllowed as error:
            raise PermissionDenied from error
        except IsnadError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The two claims are one now."))
            return redirect(other)
    elif request.method == "POST":
        form.add_error(None, _("There is no such claim."))
    find = _sought(request)
    context: dict[str, Any] = {"claim": claim, "find": find, "other": other}
    if other:
        context["pair"] = [candidate(other, claim), candidate(claim, other)]
        context["may_merge"] = can(request.user, Action.REVIEW)
        context["kinds"] = RelateForm().fields["kind"].choices  # type: ignore[attr-defined]
    else:
        context["found"] = claims_saying(find, claim) if find else []
        context["alike"] = candidates_for(claim)
    return _page(request, "annotations/claim_merge.html", form, **context)


@require_POST
@only(Action.ANNOTATE)
def claim_relate(request: Request, key: str) -> HttpResponse:
    """Raise what two claims may be to each other, to be judged."""
    claim, form = claim_with(key), RelateForm(request.POST)
    other = _other(request, claim)

    def relate() -> None:
        checked(form)
        if other is None:
            raise Refused(_("There is no such claim."))
        kind, reason = LinkKind(form.cleaned_data["kind"]), form.cleaned_data["reason"]
        links.raise_question(End(claim), End(other), kind=kind, reason=reason, by=request.user)

    return take(request, relate, gettext_lazy("The relation waits for a verdict."))


def _other(request: Request, claim: Claim) -> Claim | None:
    key = (request.POST.get("into") or request.GET.get("into", "")).replace("\0", "")
    others = Claim.objects.filter(key=key, merged_into=None).exclude(pk=claim.pk)
    return others.select_related("question").first()


@GET_OR_POST
@only(Action.REVIEW)
def claim_split(request: Request, key: str) -> HttpResponse:
    """Choose places that say something else, and what that is."""
    claim = claim_with(key)
    if claim.merged_into:
        return redirect("annotations:claim-split", claim.merged_into.key)
    page = claim_page(claim, request.GET.get("after", "")).mentions
    form = SplitClaimForm(request.POST or None, marks=[it.mark.pk for it in page.mentions])
    if request.method == "POST" and form.is_valid():
        marks = list(Mark.objects.filter(pk__in=form.cleaned_data["marks"]))
        statement = form.cleaned_data["statement_ar"]
        try:
            made = claims.split(claim, marks, statement_ar=statement, by=request.user)
        except IsnadError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The places say something else now."))
            return redirect(made)
    return _page(request, "annotations/claim_split.html", form, claim=claim, page=page)


def _sought(request: Request) -> str:
    return " ".join(request.GET.get("find", "").replace("\0", " ").split())[:LONGEST_SOUGHT]


def _page(request: Request, template: str, form: Form, **context: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)
