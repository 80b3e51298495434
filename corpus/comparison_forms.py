"""What readers send to the comparison page, turned into a comparison."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from urllib.parse import urlencode

from django.http import QueryDict

from corpus.comparison import (
    COUNTS,
    MOST_SELECTIONS,
    MOST_WORDS,
    OUTLETS,
    SELECTIONS,
    SHARES,
    Compared,
    Comparison,
)
from corpus.filters import NEWEST, Filters
from corpus.forms import article_filters

_LONGEST_NAME = 60
_LONGEST_WORD = 60
# Django refuses a query string of a thousand.
_MOST_PARAMETERS = 200


def comparison_in(sent: QueryDict) -> Comparison:
    """The comparison that an address or the page's form asks for; never fails.

    The form sends the words of each selection as `q` beside its filters `s`; one more `q` than
    there are `s` is a new selection.
    """
    texts = [filters_in(urlencode({"q": it})).text for it in sent.getlist("q")[:MOST_SELECTIONS]]
    filters = [filters_in(it) for it in sent.getlist("s")[:MOST_SELECTIONS]]
    names = [_plain(it, _LONGEST_NAME) for it in sent.getlist("name")[:MOST_SELECTIONS]]
    selections = [
        Compared(
            (one or Filters()) if text is None else (one or Filters()).asking(text), name or ""
        )
        for one, text, name in zip_longest(filters, texts, names)
        if one or text
    ]
    return Comparison(
        tuple(selections),
        _words(sent.getlist("words")),
        OUTLETS if sent.get("across") == OUTLETS else SELECTIONS,
        COUNTS if sent.get("measure") == COUNTS else SHARES,
    )


def filters_in(query: str) -> Filters:
    """The filters in a query string, wherever in their list and in whatever order."""
    few = "&".join(query.removeprefix("?").split("&")[:_MOST_PARAMETERS])
    return replace(article_filters(QueryDict(few)).at(), order=NEWEST)


def _words(given: Sequence[str]) -> tuple[str, ...]:
    parts = " ، ".join(given).replace(",", "،").replace("\n", "،").split("،")
    words = dict.fromkeys(_plain(it, _LONGEST_WORD) for it in parts)
    return tuple(it for it in words if it)[:MOST_WORDS]


def _plain(text: str, longest: int) -> str:
    return " ".join(text.replace("\0", " ").split())[:longest].strip()
