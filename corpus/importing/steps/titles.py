"""Which line of an article's head is its title."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.importing.steps.cues import RULES, Words, folded, longest_start, phrases
from corpus.importing.steps.lines import SHORT
from corpus.importing.steps.meta import is_outlet, is_section
from corpus.importing.steps.rows import Row

_FULL = 5
_HEADS = 300
# More lines than this between two copies of a title are the menu of the site.
_MENU = 6
_TICKER = phrases(RULES["ticker"]["words"])
_CUT_OFF = re.compile(r"[|:•–-]")
_SITE_MARK = re.compile(r"\s+(?:[|–—-]|::)\s+")


@dataclass(frozen=True, slots=True)
class Title:
    """A title's row, and where in its line the name of the site begins, if it is there."""

    row: int
    end: int
    words: Words
    site: str | None = None


def title_of(rows: Sequence[Row], first: int, body: int) -> Title | None:
    """The title among the rows before the body."""
    heads = [place for place in range(first, body) if _could_be(rows[place])][:_HEADS]
    heads = [place for place in heads if not _is_ticker(rows[place])] or heads
    named = [p for p in range(first, body) if rows[p].meta and p > first]
    before = [place for place in heads if named and place < named[0] and rows[place].size >= 4]
    chosen = _twice(rows, heads)
    if chosen is None:
        chosen = _fullest(rows, before or heads)
    return None if chosen is None else _without_site(rows, chosen, heads)


def _could_be(row: Row) -> bool:
    words = row.line.words
    plain = row.role == "short" and row.size >= 2 and not row.line.text.endswith(":")
    return plain and not (is_section(words) or is_outlet(words))


def _is_ticker(row: Row) -> bool:
    running = longest_start(row.line.words, _TICKER)
    return bool(running and _CUT_OFF.search(row.line.text[:24]))


def _twice(rows: Sequence[Row], heads: list[int]) -> int | None:
    """A line that stands there twice; the last one, when the menu of the site is between."""
    first = next((place for place in heads if _again(rows, heads, place)), None)
    if first is None:
        return None
    last = max(place for place in heads if _alike(rows[first], rows[place]))
    return last if last - first > _MENU else first


def _fullest(rows: Sequence[Row], heads: list[int]) -> int | None:
    full = next((place for place in heads if rows[place].size >= _FULL), None)
    return full if full is not None else max(heads, key=lambda p: rows[p].size, default=None)


def _again(rows: Sequence[Row], heads: list[int], place: int) -> bool:
    return rows[place].size >= 3 and any(
        other != place and _alike(rows[place], rows[other]) for other in heads
    )


def _alike(one: Row, other: Row) -> bool:
    """Whether one line is the other, or the other with the name of the site after it."""
    size = min(one.size, other.size)
    return size >= 3 and one.line.words[:size] == other.line.words[:size]


def _without_site(rows: Sequence[Row], place: int, heads: list[int]) -> Title:
    line = rows[place].line
    others = {rows[other].line.words for other in heads}
    for cut in _SITE_MARK.finditer(line.text):
        rest = folded(line.text[: cut.start()])
        name = line.text[cut.end() :].strip()
        site = _SITE_MARK.split(name)[-1]
        known = len(folded(name)) <= 5 and is_outlet(folded(name))
        if rest in others or (len(rest) >= 4 and known):
            return Title(place, line.start + cut.start(), rest, site)
    return Title(place, line.end, line.words)


def sentence_as_title(rows: Sequence[Row], first: int, last: int) -> int | None:
    """A short sentence right over a byline or a date, with text below, stands as the title."""
    prose = [place for place in range(first, last) if rows[place].role == "prose"]
    if len(prose) < 2 or rows[prose[0]].size > SHORT or prose[1] == prose[0] + 1:
        return None
    below = rows[prose[0] + 1]
    return prose[0] if below.role == "meta" else None
