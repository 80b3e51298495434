"""What the head and the foot of an article say of it: outlet, host, author, date, language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from corpus.importing.records import Precision, SegmentDraft
from corpus.importing.steps.cues import RULES, Words, folded, phrases, says_machine
from corpus.importing.steps.labels import NAME, Labels
from corpus.importing.steps.lines import visible, words_in
from corpus.importing.steps.meta import Meta, is_known_outlet, is_section
from corpus.importing.steps.rows import Row
from corpus.text.dates import FoundDate, resolved
from corpus.text.loosely import loosely

_SUFFIXES = phrases(RULES["site"]["suffixes"])
# The words that a site begins to speak of itself with.
_SPOKEN = frozenset(phrase[0] for phrase in phrases(RULES["site"]["self_names"]))
_NO_OWNERS = phrases(RULES["site"]["no_owners"])
_SENTENCE = re.compile(r"(?<!\.)[.؟!?۔](?!\.)[\"'”’»)]*(?=\s)")
_LONGEST_TITLE = 600


@dataclass(frozen=True, slots=True)
class Facts:
    outlet: str | None
    author: str | None
    published: datetime | None
    precision: Precision


def facts_of(labels: Labels, captured_at: datetime | None) -> Facts:
    metas = [*_metas(labels), *_opening(labels)]
    date = _published([meta.date for meta in metas if meta.date], captured_at)
    beside = _beside_time(labels)
    outlet = _first(
        (
            *(row.meta.outlet for row in beside if row.meta),
            *(meta.outlet for meta in metas),
            *(visible(row.line.text).strip("-–— ") for row in beside),
        )
    )
    if outlet is None and labels.title:
        outlet = labels.title.site
    return Facts(
        outlet=outlet,
        author=_first(meta.author for meta in metas) or _name_beside_date(labels),
        published=date.value if date else None,
        precision=date.precision if date else "",
    )


def _first(names: Iterable[str | None]) -> str | None:
    return next((name for name in names if name), None)


def _metas(labels: Labels) -> list[Meta]:
    """The lines that say who and when: those over the text, then those right under it."""
    places = [
        p for p in range(labels.first, labels.cut) if labels.kinds[p][0] in ("byline", "dateline")
    ]
    head = [p for p in places if p < labels.body]
    tail = [p for p in places if p > labels.end]
    return [meta for p in (*head, *tail) if (meta := labels.rows[p].meta)]


def _opening(labels: Labels) -> list[Meta]:
    return [labels.opening[1]] if labels.opening else []


def _published(dates: list[FoundDate], captured_at: datetime | None) -> FoundDate | None:
    absolute = [date for date in dates if date.value]
    best = next((date for date in absolute if date.precision == "minute"), None)
    first = absolute[0] if absolute else next(iter(dates), None)
    if best and first and first.value and best.value and best.value.date() == first.value.date():
        first = best
    if first and captured_at:
        return resolved(first, captured_at)
    return first


def _beside_time(labels: Labels) -> list[Row]:
    """The short lines beside a relative time, over the title, that may be the outlet's name."""
    stop = labels.title.row if labels.title else labels.body
    head = range(labels.first, stop)
    times = [p for p in head if (meta := labels.rows[p].meta) and meta.date and meta.date.back]
    if not times:
        return []
    near = (times[0] - 1, times[0] + 1)
    return [labels.rows[p] for p in near if p in head and _is_name(labels.rows[p])]


def _name_beside_date(labels: Labels) -> str | None:
    """A bare name of two or three words right beside the date under the title is the author's."""
    for place in range(labels.first + 1, labels.body):
        if labels.kinds[place][1] != NAME:
            continue
        beside = (labels.rows[near].meta for near in (place - 1, place + 1) if near < labels.last)
        line = labels.rows[place].line
        bare = 2 <= len(line.words) <= 3 and not line.words[0].startswith("ال")
        if bare and any(meta and meta.date for meta in beside):
            return visible(line.text)
    return None


def _is_name(row: Row) -> bool:
    words = row.line.words
    is_name = is_known_outlet(words) or not is_section(words)
    plain = row.role == "short" and row.size <= 4 and is_name
    outlet = row.role == "meta" and row.meta is not None and row.meta.outlet is not None
    return plain or (outlet and row.size <= 5)


def title_of_text(text: str, start: int, end: int) -> str:
    """The first sentence of the text, as the title of an article that has none."""
    found = _SENTENCE.search(text, start, min(end, start + _LONGEST_TITLE))
    if found:
        return visible(text[start : found.end()])
    if end - start <= _LONGEST_TITLE:
        return visible(text[start:end])
    return visible(text[start : start + _LONGEST_TITLE].rpartition(" ")[0])


def says_ai(text: str, segments: Sequence[SegmentDraft]) -> bool:
    return any(
        segment.kind == "disclosure" and says_machine(words_in(text, segment.start, segment.end))
        for segment in segments
    )


@cache
def _self_names() -> tuple[re.Pattern[str], ...]:
    patterns = []
    for written in RULES["site"]["self_names"]:
        before, after = (loosely(part) for part in written.split("{}"))
        name = r"[\s:]{1,3}(?P<name>[^\s،.:|](?:[^\n،.:|]{0,38}[^\s،.:|])?)"
        patterns.append(
            re.compile(before + name + (r"\s{1,3}" + after if after else r"\s*$"), re.IGNORECASE)
        )
    return tuple(patterns)


_OWNED = "|".join(loosely(phrase) for phrase in RULES["site"]["owned"])
_OWNER = re.compile(
    rf"(?:{_OWNED})[\s©.:،,|–-]{{0,6}}(?:\d{{4}}[\s©.:،,|–-]{{0,6}}){{0,2}}"
    r"(?:لـ\s?|ل(?=مؤسسة|موقع|صحيفة|شبكة|وكالة|مجلة|جريدة|قناة|بوابة|شركة))?(?P<name>[^\W\d_][^\n©|.,،0-9]{1,40})"
    rf"|©\s?(?:\d{{4}})?\s?(?P<owner>[^\W\d_][^\n©|.,،0-9]{{1,40}}?)[\s.،,|-]{{1,4}}(?:{_OWNED})",
    re.IGNORECASE,
)


def site_of(rows: Sequence[Row]) -> str | None:
    """The name of the site where it speaks of itself, in lines that are no part of an article."""
    for row in rows:
        if row.role in ("prose", "meta") or _SPOKEN.isdisjoint(row.line.words):
            continue
        for pattern in _self_names():
            found = pattern.search(row.line.text)
            if found:
                return _site_name(found["name"])
    return None


def owner_of(rows: Sequence[Row]) -> str | None:
    """The name beside the site's rights."""
    return _first(_owner(row) for row in rows if row.role == "cue" and row.rule == "legal")


def _owner(row: Row) -> str | None:
    found = _OWNER.search(row.line.text[:400])
    name = found and (found["name"] or found["owner"])
    return _site_name(name) if name and folded(name) not in _NO_OWNERS else None


def _site_name(printed: str) -> str | None:
    parts = visible(printed).strip(" -–—:").split()
    while len(parts) > 1 and folded(parts[-1]) in _SUFFIXES:
        parts.pop()
    return " ".join(parts) if 0 < len(parts) <= 6 else None


def same_name(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and _bare(one) == _bare(other)


def same_script(one: str, other: str) -> bool:
    return one.isascii() == other.isascii()


def _bare(name: str) -> Words:
    return tuple(word for word in folded(name) if word not in ("موقع", "صحيفه", "شبكه", "جريده"))
