"""The concordance: words in their contexts, and all such lines to take away."""

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from corpus.concordance_filters import (
    DATE,
    ENTITY,
    LEMMA,
    NEXT,
    OUTLET,
    PREVIOUS,
    LineFilters,
    line_filters,
)
from corpus.concordance_queries import every_line, lines_matching
from corpus.formats.concordance import as_csv, as_jsonl
from corpus.http import Request, wants_partial
from corpus.search_help import complaints

SORTS = {
    DATE: _("Newest first"),
    PREVIOUS: _("By the word before"),
    NEXT: _("By the word after"),
}
GROUPS = {
    LEMMA: _("By lemma"),
    OUTLET: pgettext_lazy("lines grouped", "By outlet"),
    ENTITY: pgettext_lazy("lines grouped", "By entity"),
}
EXAMPLES = ("رقائق", "«الذكاء الاصطناعي»", "رقا*", "هواوي أو إنفيديا")


@require_safe
@vary_on_headers("HX-Request")
def concordance(request: Request) -> HttpResponse:
    """The words of the query in their contexts, a page of lines or their groups."""
    asked = line_filters(request.GET)
    partial = wants_partial(request)
    page = lines_matching(asked)
    context = {
        "page": page,
        "asked": asked,
        "complaints": complaints(asked.asked, page.problems),
        "orders": _orders(asked),
        "groupings": _groupings(asked),
        "examples": [(text, LineFilters(asked.filters.asking(text))) for text in EXAMPLES],
        "kept": asked.anew.pairs,
        "is_partial": partial,
    }
    template = "corpus/concordance.html"
    return render(request, f"{template}#lines" if partial else template, context)


concordance.open_reading = True  # type: ignore[attr-defined]


@require_safe
def concordance_lines(request: Request) -> HttpResponseBase:
    """All lines as a file, written while they are read."""
    lines = every_line(line_filters(request.GET))
    is_jsonl = request.GET.get("format") == "jsonl"
    written = as_jsonl(lines) if is_jsonl else as_csv(lines, bom=request.GET.get("bom") == "1")
    response = StreamingHttpResponse(
        written, content_type="application/jsonl" if is_jsonl else "text/csv; charset=utf-8"
    )
    name = "concordance.jsonl" if is_jsonl else "concordance.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


concordance_lines.open_reading = True  # type: ignore[attr-defined]


def _orders(asked: LineFilters) -> list[tuple[object, LineFilters, bool]]:
    return [
        (label, asked.sorted_by(sort), sort == asked.sort and not asked.group)
        for sort, label in SORTS.items()
    ]


def _groupings(asked: LineFilters) -> list[tuple[object, LineFilters, bool]]:
    return [
        (label, asked.grouped_by(group), group == asked.group) for group, label in GROUPS.items()
    ]
