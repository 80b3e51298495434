"""Label the lines of one article by their cues and by where they stand."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from corpus.importing.records import SegmentDraft, SegmentKind
from corpus.importing.steps.cues import SPEECH, longest_start
from corpus.importing.steps.lines import Line
from corpus.importing.steps.meta import Meta, dateline_of, is_section
from corpus.importing.steps.rows import Row
from corpus.importing.steps.tails import tails_of
from corpus.importing.steps.titles import Title, sentence_as_title, title_of

_SPACER = re.compile(r"(?<=\n)[ \t]*(\u00a0+)[ \t]*(?=[\r\n])")
_LEAST_SPACER = 3  # with the breaks around it
_OPENING = 320
_SUBHEADING = 14
_ASKED = 8
_LEADING, _SPOKEN = 6, 5
_NEAR = 6
_SHORTEST_HEADLINE = 3
NAME = "name under the title"
# So many short lines on end, none longer, are verses or a list.
_VERSE, _LONGEST_VERSE = 3, 9
_KEPT_BEFORE_COMMENTS = 0.4


class Labels:
    """The kind and the rule of each row of an article, found in one pass from head to tail."""

    def __init__(self, rows: Sequence[Row], first: int, last: int, titled: bool = False) -> None:
        self.rows, self.first, self.last = rows, first, last
        self.kinds: dict[int, tuple[SegmentKind, str]] = {}
        self.title = _given_title(rows[first]) if titled else None
        self.cut = self._comments_at()
        excerpts = set(self._excerpts())
        prose = [p for p in range(first, self.cut) if rows[p].role == "prose" and p not in excerpts]
        if titled and prose[:1] == [first]:
            prose = prose[1:]
        over = None if titled else sentence_as_title(rows, first, self.cut)
        if over is not None and prose and prose[0] == over and not self._has_headline(over):
            self.title, prose = Title(over, rows[over].line.end, rows[over].line.words), prose[1:]
        self.prose = frozenset(prose)
        self.body, self.end = (prose[0], prose[-1]) if prose else (self.cut, self.cut)
        self.title = self.title or title_of(rows, first, self.body)
        self.teasers = frozenset(self._teasers()) | excerpts
        opens = rows[self.body].line.text[:_OPENING] if prose else ""
        self.opening = dateline_of(opens) if opens else None
        self.stopless = sum(not rows[p].line.stops for p in prose) * 2 > len(prose)
        for place in range(first, last):
            self.kinds[place] = self._kind(place)

    def _has_headline(self, place: int) -> bool:
        return any(row.headline for row in self.rows[self.first : place])

    def _comments_at(self) -> int:
        """The row where comments or the site's foot begin, with enough of the article before."""
        if not any(row.cue and row.then == "rest" for row in self._span()):
            return self.last
        total = sum(row.size for row in self._span() if row.role == "prose")
        before = 0
        for place in range(self.first, self.last):
            row = self.rows[place]
            if row.then == "rest" and before and before >= _KEPT_BEFORE_COMMENTS * total:
                return place
            before += row.size if row.role == "prose" else 0
        return self.last

    def _span(self) -> Sequence[Row]:
        return self.rows[self.first : self.last]

    def _excerpts(self) -> list[int]:
        """Prose under each of several related headlines: teasers with their first sentences."""
        prose = [p for p in range(self.first, self.cut) if self.rows[p].role == "prose"]
        under = len(prose)
        while under and self._is_excerpt(prose[under - 1]):
            under -= 1
        text_end = prose[under - 1] if under else self.first
        cues = (p for p in range(text_end, self.cut) if self.rows[p].then == "titles")
        cue = next(cues, self.cut)
        after = prose[bisect_right(prose, cue) :]
        return after if len(after) > 1 else []

    def _is_excerpt(self, place: int) -> bool:
        """Under a headline, and not reading on from what stands over that."""
        over = self.rows[place - 1]
        headed = over.role == "meta" or (over.role == "short" and over.size >= _SHORTEST_HEADLINE)
        return headed and not longest_start(self.rows[place].line.words, SPEECH)

    def _teasers(self) -> Iterator[int]:
        """The headlines that a cue announces: all up to the next text."""
        announced = False
        for place in range(self.first, self.cut):
            row = self.rows[place]
            if row.cue and row.then == "titles":
                announced = row.size - len(row.cue.phrase) < 3
            elif place in self.prose:
                announced = False
            elif announced and row.role in ("short", "meta", "noise") and place > self.body:
                yield place

    def _kind(self, place: int) -> tuple[SegmentKind, str]:
        row = self.rows[place]
        if self.title and place == self.title.row:
            return "title", "title"
        if row.role == "disclosure" and not self.body < place < self.end:
            return "disclosure", row.rule
        if place >= self.cut:
            return "boilerplate", row.rule or "after the article"
        if place in self.prose:
            return "paragraph", "text"
        if place in self.teasers:
            return "boilerplate", "teaser"
        return self._by_role(place, row)

    def _by_role(self, place: int, row: Row) -> tuple[SegmentKind, str]:
        if row.cue:
            return row.cue.label, row.cue.name
        if self.title and self.title.row - place > _NEAR:
            return "boilerplate", "over the title"
        if row.role in ("noise", "separator"):
            return "boilerplate", row.rule
        if row.role == "disclosure":
            return "paragraph", "text"
        if row.role == "meta":
            return self._meta_kind(place, row)
        if place < self.body:
            return self._head_kind(place, row)
        if place < self.end:
            return self._inner_kind(place, row)
        return self._tail_kind(place, row)

    def _meta_kind(self, place: int, row: Row) -> tuple[SegmentKind, str]:
        meta = row.meta
        inside = self.body < place < self.end
        if inside and meta and not (meta.marked or meta.dashed or meta.author):
            if meta.date and meta.date.value and not meta.outlet:
                return "subheading", "date in a timeline"
            if not meta.date and not meta.place:
                return self._inner_kind(place, row)
        return ("dateline" if meta and meta.date and not meta.author else "byline"), row.rule

    def _head_kind(self, place: int, row: Row) -> tuple[SegmentKind, str]:
        if self.title is None:
            return ("boilerplate" if self.prose else "paragraph"), "head without a title"
        if row.line.words == self.title.words:
            return "boilerplate", "title again"
        if place < self.title.row:
            return "boilerplate", "over the title"
        if is_section(row.line.words):
            return "boilerplate", "section"
        if row.size >= _ASKED and row.line.text[-1] in "؟!?…" and place == self.body - 1:
            return "paragraph", "opens the text"
        if row.size >= 5:
            return ("subheading" if self.prose else "paragraph"), "under the title"
        near = place - self.title.row <= _NEAR
        return ("byline" if near else "boilerplate"), NAME

    def _inner_kind(self, place: int, row: Row) -> tuple[SegmentKind, str]:
        text, words = row.line.text, row.line.words
        if row.quoted and row.size >= 4:
            return "paragraph", "quotation"
        if row.listed and self._beside_list(place):
            return "paragraph", "list"
        if row.line.stops or row.size > _SUBHEADING:
            return "paragraph", "text"
        speaks = bool(longest_start(words, SPEECH))
        if text.endswith(":") and (speaks or row.size >= _LEADING):
            return "paragraph", "leads to a quotation"
        if speaks and row.size >= _SPOKEN:
            return "paragraph", "text"
        if (
            self.rows[place + 1].role == "short"
            and not self.rows[place + 1].listed
            and row.size > 8
        ):
            return "paragraph", "text"
        return ("paragraph", "verse") if self._in_verse(place) else ("subheading", "short line")

    def _in_verse(self, place: int) -> bool:
        """One of several short lines on end: no text stands under them to head."""
        if not self._is_verse(place):
            return False
        run, other = 1, place - 1
        while self._is_verse(other):
            run, other = run + 1, other - 1
        other = place + 1
        while self._is_verse(other):
            run, other = run + 1, other + 1
        return run >= _VERSE

    def _is_verse(self, place: int) -> bool:
        row = self.rows[place]
        return row.role == "short" and row.size <= _LONGEST_VERSE and row.line.text[-1] not in ":؟?"

    def _beside_list(self, place: int) -> bool:
        beside = [p for p in (place - 1, place + 1) if self.first <= p < self.last]
        return any(self.rows[p].listed and self.rows[p].role in ("short", "prose") for p in beside)

    def _tail_kind(self, place: int, row: Row) -> tuple[SegmentKind, str]:
        """A last line that is no sentence ends the article only where it reads on from it."""
        joined = place == self.end + 1 or self.kinds[place - 1][0] == "paragraph"
        if not joined:
            return "boilerplate", "after the article"
        lists = row.listed and (self.rows[place - 1].listed or self._leads_in(place - 1))
        if (row.quoted and row.size >= 4) or lists or row.line.stops:
            return "paragraph", "end of the text"
        if self._leads_in(place - 1) or self.kinds[place - 1][1] == "list under the text":
            return "paragraph", "list under the text"
        leads = row.size >= _LEADING and self._leads_in(place) and self._has_below(place)
        reads_on = leads or row.size > _SUBHEADING or longest_start(row.line.words, SPEECH)
        asked = row.size >= _ASKED and (self.stopless or row.line.text[-1] in "؟!?…")
        if reads_on or asked:
            return "paragraph", "end of the text"
        return "boilerplate", "after the article"

    def _has_below(self, place: int) -> bool:
        return place + 1 < self.cut and self.rows[place + 1].role in ("short", "prose")

    def _leads_in(self, place: int) -> bool:
        return self.rows[place].line.text.endswith(":")


def segments_of(labels: Labels, text: str) -> Iterator[SegmentDraft]:
    for place, (kind, rule) in labels.kinds.items():
        line = labels.rows[place].line
        if labels.title and place == labels.title.row and labels.title.end < line.end:
            yield SegmentDraft("title", line.start, labels.title.end, "title")
            yield SegmentDraft("byline", _visible_from(text, labels.title.end), line.end, "site")
        elif kind == "paragraph" and place in labels.prose:
            opening = labels.opening if place == labels.body else None
            yield from _paragraph(line, text, opening, rule)
        else:
            yield SegmentDraft(kind, line.start, line.end, rule)
        if labels.body <= place < labels.end:
            below = labels.rows[place + 1].line.start
            if below - line.end >= _LEAST_SPACER:
                yield from _spacers(text, line.end, below)


def _spacers(text: str, start: int, end: int) -> Iterator[SegmentDraft]:
    """Paragraphs that the page printed with nothing in them but a no-break space."""
    for match in _SPACER.finditer(text, start, end):
        yield SegmentDraft("paragraph", *match.span(1), "spacer")


def _visible_from(text: str, start: int) -> int:
    while text[start].isspace():
        start += 1
    return start


def _paragraph(
    line: Line, text: str, dateline: tuple[int, Meta] | None, rule: str
) -> Iterator[SegmentDraft]:
    """A paragraph without the dateline before it and the site's own sentences after it."""
    start, tails = line.start, list(tails_of(line, text))
    if dateline and line.start + dateline[0] < (tails[-1].start if tails else line.end):
        end = line.start + len(line.text[: dateline[0]].rstrip())
        yield SegmentDraft("dateline", line.start, end, "dateline")
        start = line.start + dateline[0]
    end = line.start + len(text[line.start : tails[-1].start].rstrip()) if tails else line.end
    yield SegmentDraft("paragraph", start, end, rule)
    yield from reversed(tails)


def _given_title(row: Row) -> Title:
    return Title(0, row.line.end, row.line.words)
