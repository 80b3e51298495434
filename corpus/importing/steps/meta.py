"""Read a line of a page's head: date, outlet, author, place, in whatever order and with what between."""

import re
from typing import NamedTuple

from corpus.importing.steps.cues import (
    RULES,
    SPEECH,
    Words,
    folded,
    listed,
    longest_start,
    phrases,
    single_words,
    words_listed,
)
from corpus.importing.steps.lines import visible
from corpus.text.dates import FoundDate, find_dates
from corpus.text.languages import small_words

_PLACES, _OUTLETS, _GIVEN = (
    listed("places.txt"),
    listed("outlets.txt"),
    words_listed("given_names.txt"),
)
_OUTLET_WORDS = frozenset(phrase[0] for phrase in phrases(RULES["outlets"]["words"]))
_REPORTS = single_words(RULES["outlets"]["reports"])
_CLOCK_WORDS = single_words(RULES["clock_words"]["words"])
_SECTIONS = phrases(RULES["sections"]["words"])
_SECTION_WORDS = single_words(RULES["sections"]["words"]) | {"و"}
_AUTHOR = phrases(RULES["author"]["markers"])
_NEEDS_COLON = phrases(RULES["author"]["needs_colon"])
_NAME_FOLLOWS = phrases(RULES["author"]["name_follows"])
_SMALL_WORDS = single_words(small_words("ar"))
_ANONYMOUS = phrases(RULES["author"]["anonymous"])
_CUES = {
    name: phrases(p for t in RULES["cue"] if t["name"] == name for p in t["phrases"])
    for name in ("source", "updated", "exclusive", "player")
}

_SPLIT = re.compile(r"\s+[-–—ـ]+\s*|\s*[-–—ـ]+\s+|--+|[–—|•·,،؛/+()\[\]\n]|\s{3,}|^\s*[-–—ـ]+")
_MAY_SPLIT = re.compile(r"[-–—ـ|•·,،؛/+()\[\]\n]|\s{3}")
_DOMAIN = re.compile(
    r"(?<![\w@.])(?:www\.)?(?:[a-z0-9-]{1,40}\.){1,4}[a-z]{2,6}(?![\w.])", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s[-–—ـ]+|[-–—ـ]+\s|[|•·/،,:()–—]|\s{3}")
_MOST = 26
_NAME = 5
_JOINERS = frozenset(folded("بن ابن بنت عبد أبو آل الدين"))
_QUOTES = frozenset('"«»“”„')


class Meta(NamedTuple):
    """What a line of the head says; unknown: a part of it that is none of these."""

    date: FoundDate | None = None
    outlet: str | None = None
    author: str | None = None
    domain: str | None = None
    place: bool = False
    dashed: bool = False
    marked: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def strong(self) -> bool:
        return bool(self.date or self.outlet or self.author or self.marked)


def is_section(words: Words) -> bool:
    return words in _SECTIONS or (0 < len(words) <= 6 and all(w in _SECTION_WORDS for w in words))


def is_outlet(words: Words) -> bool:
    if words in _OUTLETS:
        return words not in _SECTIONS
    if not 2 <= len(words) <= _NAME or words in _SECTIONS:
        return False
    return words[0] not in _REPORTS and not _OUTLET_WORDS.isdisjoint(words)


def is_known_outlet(words: Words) -> bool:
    """Whether the list has it, be it the name of a section too."""
    return words in _OUTLETS


def is_person(words: Words) -> bool:
    joined = any(word in _JOINERS for word in words)
    named = 2 <= len(words) <= (4 if joined else 3) and words[0] in _GIVEN
    return named and not any(word.isdecimal() for word in words)


def meta_of(text: str) -> Meta | None:
    """The parts of a line, when it is nothing but such parts."""
    if len(text) > 240 or len(text.split()) > _MOST:
        return None
    found = _parts_of(text)
    if found.unknown:
        found = _guessed(found, text)
    return found if found.strong and not found.unknown else None


def _parted(text: str) -> bool:
    """Whether a sign stands between the parts: without one, a name beside a date is a sentence."""
    return bool(_BETWEEN.search(text.strip(" |-–—/•·")))


def _guessed(found: Meta, text: str) -> Meta:
    """One short unknown part beside a date or a place is a name."""
    if len(found.unknown) > 1 or not (found.strong or found.place) or not _parted(text):
        return found
    words = folded(found.unknown[0])
    if len(words) > 4 or any(map(str.isdecimal, words)):
        return found
    listed = "," in text or "،" in text
    name = visible(found.unknown[0]).strip(" .:")
    if found.date and not found.outlet and not found.author:
        return found._replace(outlet=name, unknown=()) if name else found
    if (found.outlet or found.author) and not (found.place or found.date) and len(words) <= 2:
        return found._replace(place=True, unknown=())  # a town that the list lacks
    if found.place and found.outlet is None and found.author is None and not listed:
        return found._replace(author=name, unknown=()) if len(name.split()) > 1 else found
    if (found.marked or found.outlet) and found.date and found.author is None:
        return found._replace(author=name, unknown=()) if len(name.split()) > 1 else found
    return found


def _parts_of(text: str) -> Meta:
    dates = find_dates(text)
    if dates and folded(text) in _OUTLETS:
        dates = []  # a paper called اليوم
    meta = Meta(date=_first_date(dates), dashed=text[:1] in "-–—•")
    for date in reversed(dates):
        text = text[: date.start] + " | " + text[date.end :]
    awaited = ""
    for part in _SPLIT.split(text) if _MAY_SPLIT.search(text) else (text,):
        words = folded(part) if part else ()
        if words:
            meta, awaited = _with_part(meta, part.strip(), words, awaited)
        if len(meta.unknown) > 1:
            break  # nobody reads on
    return meta


def _first_date(dates: list[FoundDate]) -> FoundDate | None:
    """The date of publication: the first, a later one being of the last change."""
    absolute = [date for date in dates if date.value]
    return next(iter(absolute or dates), None)


def _with_part(meta: Meta, part: str, words: Words, awaited: str) -> tuple[Meta, str]:
    """Add one part; awaited: what a marker before it, alone in its part, announced."""
    domain = _DOMAIN.search(part) if "." in part else None
    if domain and len(part) <= len(domain[0]) + 12:
        return meta._replace(domain=meta.domain or domain[0]), ""
    taken = longest_start(words, _CUES["updated"])
    if taken:
        return _with_rest(meta._replace(marked=meta.marked or taken == len(words)), part, taken, "")
    taken = longest_start(words, _CUES["source"])
    if taken and (":" in part or _may_name(words[taken:])):
        return _with_rest(meta._replace(marked=True), part, taken, "outlet")
    taken = _author_marker(part, words)
    if taken:
        return _with_rest(meta._replace(marked=True), part, taken, "author")
    return _with_plain(meta, part, words, awaited), ""


def _may_name(words: Words) -> bool:
    """Whether what follows a marker without a colon may be the name that it announces."""
    return not words or is_outlet(words) or (len(words) <= 3 and not _begins_sentence(words))


def _begins_sentence(words: Words) -> bool:
    return words[0] in _SMALL_WORDS or bool(longest_start(words, SPEECH))


def _with_rest(meta: Meta, part: str, taken: int, awaited: str) -> tuple[Meta, str]:
    rest = _after_words(part, taken)
    words = folded(rest)
    if not words:
        return meta, awaited
    return (
        _named(meta, rest, words, awaited) if awaited else _with_plain(meta, rest, words, "")
    ), ""


def _after_words(part: str, taken: int) -> str:
    for match in re.finditer(r"[^\s:]+", part):
        taken -= 1
        if not taken:
            return part[match.end() :].strip(" :\u00a0")
    return ""


def _author_marker(part: str, words: Words) -> int:
    taken = longest_start(words, _AUTHOR)
    if not taken:
        return 0
    rest = words[taken:]
    colon = ":" in part[: 24 + len(part) - len(_after_words(part, taken))]
    plain = words[:taken] not in _NEEDS_COLON
    named = words[:taken] in _NAME_FOLLOWS and 2 <= len(rest) <= 4 and rest[0] not in _SMALL_WORDS
    return taken if colon or not rest or plain or named or is_person(rest) else 0


def _named(meta: Meta, name: str, words: Words, role: str) -> Meta:
    name = visible(name).strip(" .:")
    if len(words) > 7:
        return meta._replace(unknown=(*meta.unknown, name))
    if words in _ANONYMOUS or words in _CUES["exclusive"]:
        return meta
    if role == "outlet":
        return meta._replace(outlet=meta.outlet or name)
    if is_outlet(words) and not is_person(words):
        return meta._replace(outlet=meta.outlet or name)
    return meta._replace(author=meta.author or name)


def _with_plain(meta: Meta, part: str, words: Words, awaited: str) -> Meta:
    town, _, rest = part.partition("-")
    if rest and folded(town) in _PLACES and folded(rest):
        return _with_plain(meta._replace(place=True), rest.strip(), folded(rest), awaited)
    if words in _PLACES and not (awaited or (meta.place and words in _OUTLETS)):
        return meta._replace(place=True)
    if all(word in _CLOCK_WORDS or word.isdecimal() for word in words):
        return meta
    return _named(meta, part, words, awaited) if awaited else _told(meta, part, words)


def _told(meta: Meta, part: str, words: Words) -> Meta:
    """A part that nothing announced: what it is, by its words alone."""
    if is_outlet(words):
        return meta._replace(outlet=meta.outlet or visible(part).strip(" .:"))
    if is_person(words) and not _QUOTES & set(part):
        return meta._replace(author=meta.author or visible(part).strip(" .:"))
    if is_section(words) or _is_count(words):
        return meta
    if words in _CUES["exclusive"] or words in _ANONYMOUS:
        return meta._replace(marked=True)
    return meta._replace(unknown=(*meta.unknown, part))


def _is_count(words: Words) -> bool:
    """ "3 دقائق قراءة", "1250 مشاهدة"."""
    bare = tuple(word for word in words if not word.isdecimal())
    return len(bare) < len(words) and bool(longest_start(bare, _CUES["player"]))


_DELIMITER = re.compile(r"\)\s*[-–—ـ:/.]*|[-–—ـ]+\s|--+|[–—:/]")
_MAY_DELIMIT = re.compile(r"[)–—ـ:/-]")
_LEAD = 120


def dateline_of(text: str) -> tuple[int, Meta] | None:
    """Where a dateline at the start of a paragraph ends, and what it says."""
    best: tuple[int, Meta] | None = None
    if not _MAY_DELIMIT.search(text, 0, _LEAD):
        return None
    for match in _DELIMITER.finditer(text, 0, _LEAD):
        found = _parts_of(text[: match.start() + (match[0][0] == ")")])
        if (
            len(found.unknown) == 1
            and found.place
            and f"({found.unknown[0]})" in text[: match.end()]
        ):
            found = found._replace(outlet=found.unknown[0], unknown=())
        if found.unknown:
            break
        if found.place or found.outlet or (found.date and found.date.value):
            best = match.end(), found
    if best is None:
        return None
    end = best[0]
    while end < len(text) and text[end] in " \u00a0-–—:/\t":
        end += 1
    return (end, best[1]) if end < len(text) else None
