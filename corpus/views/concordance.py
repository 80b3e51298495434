"""The concordance: words in their contexts, and all such lines to take away."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
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
from corpus.permissions import Action, can
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
FILES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl"}
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
    """All lines as a file, written while they are read; the page says what cannot be."""
    if not can(request.user, Action.READ):
        raise PermissionDenied
    asked = line_filters(request.GET)
    name = request.GET.get("format", "")
    if name not in FILES:
        raise Http404
    lines = every_line(asked)
    if lines is None:
        return redirect(reverse("corpus:concordance") + asked.address)
    written = as_jsonl(lines) if name == "jsonl" else as_csv(lines, bom="bom" in request.GET)
    attached = f'attachment; filename="concordance.{name}"'
    headers = {"Content-Type": FILES[name], "Content-Disposition": attached}
    return StreamingHttpResponse(written, headers=headers)


def _orders(asked: LineFilters) -> list[tuple[object, LineFilters, bool]]:
    return [
        (label, asked.sorted_by(sort), sort == asked.sort and not asked.group)
        for sort, label in SORTS.items()
    ]


def _groupings(asked: LineFilters) -> list[tuple[object, LineFilters, bool]]:
    return [
        (label, asked.grouped_by(group), group == asked.group) for group, label in GROUPS.items()
    ]
