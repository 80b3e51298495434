"""Where one article of a page ends and the next begins."""

from collections.abc import Iterator, Sequence
from statistics import median_low

from corpus.importing.steps.meta import dateline_of
from corpus.importing.steps.rows import Row

# Words that an article has before another can begin: after a date over a title, and otherwise.
_SOME, _ENOUGH = 10, 30


def stories_of(rows: Sequence[Row]) -> tuple[tuple[int, int], ...]:
    """The rows of each article, first and after last; together they are all rows."""
    starts = [0, *_starts(rows)]
    return tuple(zip(starts, [*starts[1:], len(rows)], strict=True))


def _starts(rows: Sequence[Row]) -> Iterator[int]:
    gaps = [row.line.blanks for row in rows if row.role == "prose"][1:]
    usual = median_low(gaps) if gaps else 0
    words, block, heard = 0, -1, False
    for place, row in enumerate(rows):
        if row.role != "prose":
            block = place if block < 0 else block
            continue
        if block >= 0 and words >= _SOME:
            heard = heard or any(_opens_comments(row) for row in rows[block:place])
            start, firm = _head(rows, block, place, usual)
            reader = heard and _may_be_reader(rows[start:place])
            if start is not None and not reader and (firm or words >= _ENOUGH):
                yield start
                words, heard = 0, False
        words += row.size
        block = -1


def _opens_comments(row: Row) -> bool:
    return row.rule == "comments" and row.then == "rest"


def _may_be_reader(head: Sequence[Row]) -> bool:
    """A reader's name stands over a date and a text, too, but with no outlet beside it."""
    return head[0].headline and not any(_outlet_of(row) for row in head)


def _head(rows: Sequence[Row], block: int, prose: int, usual: int) -> tuple[int | None, bool]:
    """The first row of a new article's head in rows[block:prose], and whether it is a firm one."""
    first = block
    for place in range(block, prose):
        if rows[place].then in ("titles", "rest") or rows[place].role in (
            "separator",
            "disclosure",
        ):
            first = place + 1
    related = first > block and rows[first - 1].then == "titles"
    titles = [place for place in range(first, prose) if rows[place].headline]
    if not titles:
        return None, False
    named = [place for place in range(first, prose) if _names_story(rows[place])]
    if named:
        card = _is_card(rows, titles, prose)
        start = _named_head(rows, first, titles, named, related and not card)
        return start, card or named[-1] < titles[-1]
    return None if related else _bare_head(rows, block, first, prose, titles, usual), False


def _names_story(row: Row) -> bool:
    meta = row.meta
    return meta is not None and bool(meta.date or meta.dashed or (meta.author and meta.marked))


def _named_head(
    rows: Sequence[Row], first: int, titles: list[int], named: list[int], related: bool
) -> int | None:
    """A date, an outlet or an author before the title begins an article; after it, too, unless
    the title may be one of a list of teasers."""
    before = [place for place in named if place < titles[-1]]
    if before and named[-1] < titles[-1]:
        teasers = related and len(titles) > 1
        return None if teasers else _with_short(rows, first, before[0])
    if related:
        return None
    title = max((place for place in titles if place < named[-1]), default=None)
    after = [place for place in named if title is not None and place > title]
    if title is None or any(rows[place].role == "short" for place in range(title + 1, after[0])):
        return None
    says_who = any(rows[place].meta and _outlet_of(rows[place]) for place in after)
    return title if says_who else _with_outlet(rows, first, title)


def _is_card(rows: Sequence[Row], titles: list[int], prose: int) -> bool:
    """One title, its date below and its outlet beside it or the date a relative one, as only
    lists of stories print it: a story, however short the one before was."""
    title = titles[0]
    dates = [row.meta.date for row in rows[title + 1 : prose] if row.meta and row.meta.date]
    known = any(date.back for date in dates) or any(
        _outlet_of(row) for row in rows[max(0, title - 1) : prose]
    )
    return len(titles) == 1 and bool(dates) and known


def _outlet_of(row: Row) -> str | None:
    return row.meta.outlet if row.meta else None


def _with_outlet(rows: Sequence[Row], first: int, title: int) -> int:
    """An outlet's name over a title that has only a time under it is this story's."""
    over = rows[title - 1] if title > first else None
    bare = over is not None and over.meta is not None and not over.meta.marked
    return title - 1 if over and bare and _outlet_of(over) and over.size <= 4 else title


def _with_short(rows: Sequence[Row], first: int, named: int) -> int:
    """The short lines (an outlet, a section) that stand right over the named one go with it."""
    while named > first and rows[named - 1].role in ("short", "meta") and rows[named - 1].size <= 4:
        named -= 1
    return named


def _bare_head(
    rows: Sequence[Row], block: int, first: int, prose: int, titles: list[int], usual: int
) -> int | None:
    """A title without a date: twice, after a rule, a wide gap, or before an agency's dateline."""
    twice = [t for t in titles[:-1] if rows[t].line.words == rows[t + 1].line.words]
    if twice:
        return twice[0]
    if first > block and rows[first - 1].role == "separator" and titles[0] == first:
        return first
    apart = [t for t in titles if rows[t].line.blanks > max(1, usual) and rows[t].size >= 6]
    if apart:
        return apart[0]
    opening = dateline_of(rows[prose].line.text[:200])
    if opening and opening[1].outlet:
        return titles[-1]
    return None
