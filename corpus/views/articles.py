"""The browse page, and how its search is written."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from corpus.filters import NEWEST, RELEVANCE
from corpus.forms import article_filters
from corpus.http import Request, wants_partial
from corpus.queries import articles_matching
from corpus.search_help import complaints, field_names, help_sections

HEADINGS = {
    "outlet": pgettext_lazy("who published", "Outlet"),
    "source": _("Cited source"),
    "entity": _("Entity"),
    "topic": _("Topic"),
    "has": _("Contains"),
    "state": _("Review"),
}
ORDERS = {NEWEST: _("Newest first"), RELEVANCE: _("Closest first")}


@require_safe
@vary_on_headers("HX-Request")
def article_list(request: Request) -> HttpResponse:
    """The articles that have the words and values in the address."""
    filters = article_filters(request.GET)
    partial = wants_partial(request)
    page = articles_matching(filters)
    context = {
        "page": page,
        "filters": filters,
        "complaints": complaints(filters, page.problems),
        "headings": HEADINGS,
        "orders": [(name, label, filters.ordered(name)) for name, label in ORDERS.items()],
        "is_partial": partial,
    }
    template = "corpus/article_list.html"
    return render(request, f"{template}#results" if partial else template, context)


article_list.open_reading = True  # type: ignore[attr-defined]


@require_safe
def search_help(request: Request) -> HttpResponse:
    """How a search is written, by examples that lead to what they find."""
    context = {"sections": help_sections(), "fields": field_names()}
    return render(request, "corpus/search_help.html", context)


search_help.open_reading = True  # type: ignore[attr-defined]
