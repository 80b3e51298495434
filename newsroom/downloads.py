"""Taking away what the browse page shows: the choice of a format, and the file."""

from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import quote

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from corpus.facet_counts import count_values
from corpus.forms import article_filters
from corpus.http import Request
from corpus.models import FacetValue
from corpus.permissions import Action, can
from corpus.search_help import complaints
from corpus.selection import Selection, select
from newsroom.exporting import FORMATS, Format, Options

_LONGEST_NAME = 60


class _Choice(NamedTuple):
    value: str
    called: str
    about: Promise


CHOICES = [
    _Choice("csv", "CSV", _("A table for Excel, LibreOffice and the like.")),
    _Choice("parquet", "Parquet", _("A table for Python and R, with real lists and times.")),
    _Choice("jsonl", "JSONL", _("All that is marked and decided, one record a line.")),
    _Choice("bibtex", "BibTeX", _("Citations for LaTeX, JabRef and Zotero.")),
    _Choice("ris", "RIS", _("Citations for Zotero, EndNote and Mendeley.")),
]


@require_safe
def download(request: Request) -> HttpResponseBase:
    """The articles that a filtered list shows, as a file; without a format, the choice of one."""
    if not can(request.user, Action.READ):
        raise PermissionDenied
    selection = select(article_filters(request.GET).at())
    name = request.GET.get("format", "")
    if name and name not in FORMATS:
        raise Http404
    if not name or not _is_understood(selection):
        return _choice(request, selection, status=422 if name else 200)
    options = Options(
        site=f"{request.scheme}://{request.get_host()}",
        text="text" in request.GET,
        bom="bom" in request.GET,
    )
    return StreamingHttpResponse(
        FORMATS[name].write(selection, options),
        content_type=FORMATS[name].content_type,
        headers={"Content-Disposition": _attached(selection.filters.text, FORMATS[name])},
    )


def _is_understood(selection: Selection) -> bool:
    """Whether all of the words could be read; else a file would hold less than was asked."""
    return not (selection.inquiry.problems or selection.is_nothing)


def _choice(request: Request, selection: Selection, *, status: int) -> HttpResponse:
    filters, counted = selection.filters, count_values(selection, ())
    context = {
        "filters": filters,
        "formats": CHOICES,
        "chosen": _called(filters.chosen),
        "refused": _called(filters.refused),
        "complaints": complaints(filters, selection.inquiry.problems),
        "no_words": selection.is_nothing and not selection.inquiry.problems,
        "count": counted.total,
        "is_about": counted.is_about,
    }
    return render(request, "newsroom/download.html", context, status=status)


def _called(keys: Iterable[str]) -> list[str]:
    known = FacetValue.objects.in_bulk(list(keys))
    return [known[key].label if key in known else key for key in sorted(keys)]


def _attached(words: str, form: Format) -> str:
    """A name in ASCII, and for browsers of today one with the words that were sought."""
    day = localdate().isoformat()
    sought = slugify(words, allow_unicode=True)[:_LONGEST_NAME]
    full = "-".join(part for part in ("إسناد", sought, day) if part)
    return (
        f'attachment; filename="isnad-{day}.{form.ending}"; '
        f"filename*=UTF-8''{quote(f'{full}.{form.ending}')}"
    )
