"""Which line of an article's head is its title."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.importing.steps.cues import Words, folded
from corpus.importing.steps.lines import SHORT
from corpus.importing.steps.meta import is_outlet
from corpus.importing.steps.rows import Row

_FULL = 5
_SITE_MARKS = (" | ", " - ", " – ", " :: ", " — ")


@dataclass(frozen=True, slots=True)
class Title:
    """A title's row, and where in its line the name of the site begins, if it is there."""

    row: int
    end: int
    words: Words
    site: str | None = None


def title_of(rows: Sequence[Row], first: int, body: int) -> Title | None:
    """The title among the rows before the body, or the sentence over a byline that is one."""
    heads = [place for place in range(first, body) if _could_be(rows[place])]
    named = [p for p in range(first, body) if rows[p].meta and p > first]
    before = [place for place in heads if named and place < named[0] and rows[place].size >= 4]
    chosen = _chosen(rows, before or heads)
    return None if chosen is None else _without_site(rows, chosen, heads)


def _could_be(row: Row) -> bool:
    return row.headline or (
        row.role == "short" and row.size == 3 and not row.line.text.endswith(":")
    )


def _chosen(rows: Sequence[Row], heads: list[int]) -> int | None:
    keys = [rows[place].line.words for place in heads]
    for place, key in zip(heads, keys, strict=True):
        same = sum(other[: len(key)] == key or key[: len(other)] == other for other in keys)
        if same > 1 and len(key) >= 3:
            return place
    full = next((place for place in heads if rows[place].size >= _FULL), None)
    return full if full is not None else max(heads, key=lambda p: rows[p].size, default=None)


def _without_site(rows: Sequence[Row], place: int, heads: list[int]) -> Title:
    line = rows[place].line
    for mark in _SITE_MARKS:
        cut = line.text.rfind(mark)
        name = line.text[cut + len(mark) :].strip()
        rest = folded(line.text[:cut]) if cut > 0 else ()
        again = any(rows[other].line.words == rest for other in heads)
        if len(rest) >= 4 and len(folded(name)) <= 5 and (again or is_outlet(folded(name))):
            end = line.start + len(line.text[:cut].rstrip())
            return Title(place, end, rest, name)
    return Title(place, line.end, line.words)


def sentence_as_title(rows: Sequence[Row], first: int, last: int) -> int | None:
    """A short sentence right over a byline or a date, with text below, stands as the title."""
    prose = [place for place in range(first, last) if rows[place].role == "prose"]
    if len(prose) < 2 or rows[prose[0]].size > SHORT or prose[1] == prose[0] + 1:
        return None
    below = rows[prose[0] + 1]
    return prose[0] if below.role == "meta" else None
