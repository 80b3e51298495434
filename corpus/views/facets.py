"""The values of one kind of facets, found by their names."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from corpus.chips import HEADINGS
from corpus.facet_queries import values_called
from corpus.filters import KINDS
from corpus.forms import LONGEST_TEXT, article_filters
from corpus.http import Request, wants_partial


@require_safe
@vary_on_headers("HX-Request")
def facet_values(request: Request, kind: str) -> HttpResponse:
    """The values of a kind whose names have the letters sent, to filter the articles by."""
    if kind not in KINDS:
        raise Http404
    find = request.GET.get("find", "").replace("\0", " ")[:LONGEST_TEXT]
    filters = article_filters(request.GET)
    context = {
        "kind": kind,
        "heading": HEADINGS[kind],
        "find": find,
        "filters": filters,
        "found": values_called(kind, find, filters),
    }
    template = "corpus/facet_values.html"
    return render(request, f"{template}#found" if wants_partial(request) else template, context)


facet_values.open_reading = True  # type: ignore[attr-defined]
