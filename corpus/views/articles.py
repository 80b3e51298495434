"""The browse page, and how its search is written."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from corpus.chips import chips_of
from corpus.day_bars import day_bars
from corpus.facet_queries import groups_of, ways_out
from corpus.filters import CONTESTED, NEWEST, OLDEST, RELEVANCE, Filters
from corpus.forms import article_filters
from corpus.http import Request, wants_partial
from corpus.queries import ArticlePage, articles_matching
from corpus.saved_search_queries import search_kept
from corpus.search_help import complaints, field_names, help_sections

ORDERS = {
    RELEVANCE: _("Closest first"),
    NEWEST: _("Newest first"),
    OLDEST: _("Oldest first"),
    CONTESTED: _("Most contested"),
}


@require_safe
@vary_on_headers("HX-Request")
def article_list(request: Request) -> HttpResponse:
    """The articles that have the words and values in the address."""
    filters = article_filters(request.GET)
    page = articles_matching(filters)
    context = {
        "page": page,
        "filters": filters,
        "complaints": complaints(filters, page.problems),
        "is_partial": wants_partial(request),
        **_controls(request, page, filters),
    }
    template = "corpus/article_list.html"
    if not context["is_partial"]:
        return render(request, template, context)
    response = render(request, f"{template}#results", context)
    # One address for one state, whatever empty fields a form sent along.
    response["HX-Push-Url"] = reverse("corpus:article-list") + filters.address.removesuffix("?")
    return response


article_list.open_reading = True  # type: ignore[attr-defined]


def _controls(request: Request, page: ArticlePage, filters: Filters) -> dict[str, Any]:
    """What the page offers to ask otherwise."""
    chips = chips_of(filters, {it.key: it.label for it in (*page.chosen, *page.refused)})
    return {
        "chips": chips,
        "ways_out": [] if page.cards or filters.after or filters.before else ways_out(chips),
        "groups": groups_of(page.groups, filters),
        "bars": day_bars(
            page.months, filters, is_about=page.is_about, rtl=request.LANGUAGE_CODE != "en"
        ),
        "orders": [
            (name, label, filters.ordered(name))
            for name, label in ORDERS.items()
            if name != RELEVANCE or page.can_rank
        ],
        "kept": request.user.is_authenticated and search_kept(filters, request.user),
    }


@require_safe
def search_help(request: Request) -> HttpResponse:
    """How a search is written, by examples that lead to what they find."""
    context = {"sections": help_sections(), "fields": field_names()}
    return render(request, "corpus/search_help.html", context)


search_help.open_reading = True  # type: ignore[attr-defined]
