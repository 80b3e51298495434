"""The page on which an article is read and marked."""

import re

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotations import queries
from annotations.rendering import NOWHERE
from annotations.views.reading import Reading
from corpus.http import Request, wants_partial
from corpus.models import Article

_PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


@require_safe
def article_detail(request: Request, key: str) -> HttpResponse:
    """The article with its marks; `?mark=` opens one in the panel, `?find=` looks for values.

    `?at=START-END` shows a place of the captured text; its element is called `at-START`.
    """
    reading = Reading(
        article_or_404(key),
        request.user,
        chosen_in(request.GET),
        request.GET.get("find", "").strip()[:100],
        sought=sought_in(request),
    )
    part = "#details" if wants_partial(request) else ""
    return render(request, f"annotations/article_detail.html{part}", {"reading": reading})


article_detail.open_reading = True  # type: ignore[attr-defined]


def article_or_404(key: str) -> Article:
    """The article of a key from a URL."""
    try:
        return queries.article_with(key)
    except (Article.DoesNotExist, ValueError) as error:
        raise Http404 from error


def chosen_in(sent: QueryDict) -> int | None:
    """The mark that the request names, if it is a number that an id can be."""
    given = sent.get("mark", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 19 else None


def sought_in(request: Request) -> tuple[int, int]:
    """The place that the address leads to; nowhere if it names none."""
    place = _PLACE.fullmatch(request.GET.get("at", ""))
    return (int(place[1]), int(place[2])) if place else NOWHERE
