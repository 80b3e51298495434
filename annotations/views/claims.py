"""The claim board and the page of each claim."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from annotations.board_filters import CONTESTED, NEWEST, ORIGINS
from annotations.claim_forms import DIFFERENCES, board_filters
from annotations.models import Rating
from annotations.queries.board import board
from annotations.queries.claim_groups import groups_of
from annotations.queries.claim_history import history_of
from annotations.queries.claim_page import claim_page
from annotations.views.claim_files import embedded, site_of
from annotations.views.claim_graphs import chains_of
from annotations.views.claim_lines import drawn
from annotations.views.claim_steps import claim_with
from annotations.views.retellings import retellings_of
from corpus.http import Request, wants_partial
from corpus.permissions import Action, can

SORTS = {
    CONTESTED: _("Most contested"),
    NEWEST: _("Newest first"),
    ORIGINS: _("Most independent origins"),
}


@require_safe
@vary_on_headers("HX-Request")
def claim_list(request: Request) -> HttpResponse:
    """The questions that claims answer, as the address filters and orders them."""
    filters = board_filters(request.GET)
    page = board(filters)
    context = {
        "board": page,
        "filters": filters,
        "groups": [drawn(it, filters) for it in groups_of(page.rows, after=filters.claim)],
        "orders": [(name, label, filters.ordered(name)) for name, label in SORTS.items()],
        "is_partial": wants_partial(request),
        **judging(request),
    }
    template = "annotations/claim_list.html"
    if not context["is_partial"]:
        return render(request, template, context)
    response = render(request, f"{template}#board", context)
    response["HX-Push-Url"] = reverse("annotations:claim-list") + filters.address.removesuffix("?")
    return response


def judging(request: Request) -> dict[str, Any]:
    """What the forms about links need."""
    known = request.user.is_authenticated
    return {
        "may_annotate": known and can(request.user, Action.ANNOTATE),
        "may_review": known and can(request.user, Action.REVIEW),
        "differences": DIFFERENCES.items(),
        "here": request.get_full_path(),
    }


@require_safe
def claim_detail(request: Request, key: str) -> HttpResponse:
    """What is known of a claim; the address of one that was merged leads to what it is read as."""
    claim = claim_with(key)
    if claim.merged_into:
        return redirect(claim.merged_into)
    page = claim_page(claim, request.GET.get("after", ""))
    site = site_of(request)
    mine = [it for it in page.assessments if it.by_id == request.user.pk]
    context = {
        "page": page,
        "claim": claim,
        "chains": chains_of(page.newest),
        "retellings": retellings_of(page.newest, page.titles),
        "history": history_of(claim, page.merged),
        "address": f"{site}{claim.get_absolute_url()}",
        "json_ld": embedded(page, site) if page.mentions.is_first else "",
        "mine": mine[0] if mine else None,
        "ratings": Rating.choices,
        "swapped": "claim",
        **judging(request),
    }
    return render(request, "annotations/claim_detail.html", context)


claim_list.open_reading = True  # type: ignore[attr-defined]
claim_detail.open_reading = True  # type: ignore[attr-defined]
