"""The comparison page: selections beside one another, and its tables as CSV."""

from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from corpus import comparison_tables
from corpus.comparison import COUNTS, OUTLETS, SELECTIONS, SHARES, Comparison
from corpus.comparison_forms import comparison_in, filters_in
from corpus.comparison_page import compare, examples
from corpus.comparison_queries import TooSlow
from corpus.formats.csv import csv_bytes
from corpus.http import Request

# Where the session keeps the comparison last looked at, for "add" on the browse page to go on with.
REMEMBERED = "comparison"
AGAINST = {SELECTIONS: _("By selection"), OUTLETS: _("By outlet")}
MEASURES = {SHARES: _("Shares"), COUNTS: _("Numbers")}


@require_safe
def comparison(request: Request) -> HttpResponse:
    """The selections in the address, compared; what the form sends leads to their address."""
    asked = comparison_in(request.GET)
    if "add" in request.GET:
        remembered = comparison_in(QueryDict(request.session.get(REMEMBERED, "")))
        asked = remembered.adding(filters_in(request.GET["add"]))
    sent = request.GET.keys() & {"add", "q"}
    if sent or request.user.is_authenticated:
        _remember(request, asked)
    if sent:
        return redirect(f"{reverse('corpus:comparison')}?{asked.query}")
    context = {
        "asked": asked,
        "examples": [] if asked.selections else examples(),
        "against": [(label, it, asked.set_against(it)) for it, label in AGAINST.items()],
        "measures": [(label, it, asked.measured(it)) for it, label in MEASURES.items()],
    }
    try:
        context["page"] = compare(asked, rtl=request.LANGUAGE_CODE != "en")
    except TooSlow as error:
        context["error"] = error
    return render(request, "corpus/comparison.html", context)


comparison.open_reading = True  # type: ignore[attr-defined]


@require_safe
def comparison_table(request: Request, table: str) -> HttpResponseBase:
    """One of the page's tables as CSV, a line for each value."""
    if table not in comparison_tables.TABLES:
        raise Http404
    try:
        header, rows = comparison_tables.TABLES[table](comparison_in(request.GET))
    except TooSlow as error:
        return HttpResponse(str(error), status=503, content_type="text/plain; charset=utf-8")
    response = StreamingHttpResponse(
        csv_bytes(rows, header=header, bom="bom" in request.GET),
        content_type="text/csv; charset=utf-8",
    )
    response.headers["Content-Disposition"] = f'attachment; filename="isnad-{table}.csv"'
    return response


comparison_table.open_reading = True  # type: ignore[attr-defined]


def _remember(request: Request, asked: Comparison) -> None:
    """Keep it in the session, which a stranger who only looks at an address does not need."""
    if request.session.get(REMEMBERED, "") != asked.query:
        request.session[REMEMBERED] = asked.query
