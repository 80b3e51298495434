"""Cut a query into its terms, operators and brackets, each at its place, and note what is amiss."""

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from rapidfuzz.fuzz import ratio

from corpus.text.fold import fold
from corpus.text.lexemes import folded_words
from corpus.text.query_tree import Dates, Field, Near, Node, Phrase, Prefix, Word

_RULES = tomllib.loads((Path(__file__).parent / "data" / "query.toml").read_text("utf-8"))
_NAMES: dict[str, list[str]] = _RULES["fields"]
FIELDS = {fold(name): field for field, names in _NAMES.items() for name in names}
# What each field is called first in English and in Arabic.
FIELD_NAMES = {field: (names[0], names[1]) for field, names in _NAMES.items()}
_LATIN: dict[str, str] = {word: kind for kind, word in _RULES["latin_operators"].items()}
_ARABIC: dict[str, str] = {fold(word): kind for kind, word in _RULES["arabic_operators"].items()}
OPERATORS = frozenset(_LATIN) | frozenset(_ARABIC)
_LIMITS: dict[str, int] = _RULES["limits"]
FARTHEST, MOST_NEAR = _LIMITS["farthest"], _LIMITS["most_near"]

_QUOTES = '"“”«»'
_QUOTED = re.compile(f"[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]")
_PIECE = re.compile(
    rf"(?P<quoted>{_QUOTED.pattern})(?:~(?P<distance>\d*))?"
    rf"|(?P<quote>[{_QUOTES}])|(?P<open>\()|(?P<close>\))|(?P<chunk>[^\s(){_QUOTES}]+)"
)
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


class Amiss(StrEnum):
    """What can be wrong with a query."""

    OPEN_QUOTE = "open-quote"
    OPEN_BRACKET = "open-bracket"
    LONE_BRACKET = "lone-bracket"
    EMPTY_BRACKETS = "empty-brackets"
    TOO_DEEP = "too-deep"
    LONE_OPERATOR = "lone-operator"
    FIELD_NAME = "field-name"
    NO_VALUE = "no-value"
    UNKNOWN_VALUE = "unknown-value"
    BAD_DATE = "bad-date"
    SHORT_PREFIX = "short-prefix"
    BAD_DISTANCE = "bad-distance"
    BAD_NEAR = "bad-near"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, where, and a whole query that would do instead, when one can be guessed."""

    amiss: Amiss
    start: int
    end: int
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query: a term, an operator (and, or, not) or a bracket.

    `maybe` is the operator that an Arabic word is where it stands between terms.
    """

    kind: str
    start: int
    end: int
    term: Node | None = None
    maybe: str = ""


class Lexer:
    """The tokens of one query, and what is amiss in it."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.problems: list[Problem] = []

    def note(self, amiss: Amiss, start: int, end: int, instead: str | None = None) -> None:
        """Something is wrong; `instead` is what should stand there."""
        suggestion = "" if instead is None else self._with(start, end, instead)
        self.problems.append(Problem(amiss, start, end, suggestion))

    def _with(self, start: int, end: int, instead: str) -> str:
        return " ".join(f"{self.query[:start]}{instead}{self.query[end:]}".split())

    def tokens(self) -> Iterator[Token]:
        at = 0
        while piece := _PIECE.search(self.query, at):
            at = piece.end()
            kind = piece.lastgroup if piece.lastgroup != "distance" else "quoted"
            if kind == "chunk":
                token, at = self._chunk(piece[0], piece.start(), at)
            elif kind == "quoted":
                token = self._quoted(piece)
            elif kind == "quote":
                token = None
                self._open_quote(piece.start())
            else:
                token = Token(str(kind), piece.start(), at)
            if token:
                yield token

    def _open_quote(self, start: int) -> None:
        rest = self.query[start + 1 :].strip()
        closing = "»" if self.query[start] in "«»" else '"'
        instead = f"{self.query[start]}{rest}{closing}" if folded_words(rest) else ""
        suggestion = self._with(start, len(self.query), instead)
        self.problems.append(Problem(Amiss.OPEN_QUOTE, start, start + 1, suggestion))

    def _quoted(self, piece: re.Match[str]) -> Token | None:
        inside = " ".join(piece[2].split())
        words, start, end = folded_words(inside), piece.start(), piece.end()
        if not words:
            return None
        if piece["distance"] is None:
            return Token("term", start, end, Phrase(inside))
        if not 2 <= len(words) <= MOST_NEAR:
            self.note(Amiss.BAD_NEAR, start, end, f'"{inside}"')
            return Token("term", start, end, Phrase(inside))
        asked = int(piece["distance"][:4] or 0)
        distance = min(max(asked, 1), FARTHEST)
        if asked != distance:
            self.note(Amiss.BAD_DISTANCE, start, end, f'"{inside}"~{distance}')
        return Token("term", start, end, Near(inside, distance))

    def _chunk(self, chunk: str, start: int, end: int) -> tuple[Token | None, int]:
        """The token of what stands between white space, and where it ends."""
        name, colon, value = chunk.partition(":")
        if colon and fold(name) in FIELDS:
            return self._field(FIELDS[fold(name)], value, start, end)
        if colon and value:
            self._check_name(name, start)
        return self._word(chunk, start, end), end

    def _check_name(self, name: str, start: int) -> None:
        likeness, nearest = max((ratio(fold(name), known), known) for known in FIELDS)
        if likeness >= _LIMITS["least_likeness"]:
            self.note(Amiss.FIELD_NAME, start, start + len(name), _spelled(nearest))

    def _field(self, name: str, value: str, start: int, end: int) -> tuple[Token | None, int]:
        quoted = _QUOTED.match(self.query, end) if not value else None
        if quoted:
            value, end = " ".join(quoted[1].split()), quoted.end()
        elif not value and self.query[end : end + 1] and self.query[end] in _QUOTES:
            return None, end  # a quote that is not closed, which is noted
        if not value:
            self.note(Amiss.NO_VALUE, start, end)
            return self._word(self.query[start:end].rstrip(_QUOTES), start, end), end
        if name == "date":
            return self._dates(value, start, end), end
        return Token("term", start, end, Field(name, value, (start, end))), end

    def _dates(self, value: str, start: int, end: int) -> Token | None:
        first, dots, last = (part.strip() for part in value.partition(".."))
        since, until = days_of(first), days_of(last if dots else first)
        dates = Dates(since[0] if since else None, until[1] if until else None)
        if not (first or last) or (first and not since) or (last and not until):
            self.note(Amiss.BAD_DATE, start, end)
            return None
        if dates.first and dates.last and dates.first > dates.last:
            name = self.query[start:end].partition(":")[0]
            self.note(Amiss.BAD_DATE, start, end, f"{name}:{last}..{first}")
            return None
        return Token("term", start, end, dates)

    def _word(self, chunk: str, start: int, end: int) -> Token | None:
        words = folded_words(chunk)
        if not words:
            return None
        visible = "".join(filter(str.isprintable, chunk))
        if visible in _LATIN:
            return Token(_LATIN[visible], start, end)
        stem = chunk.rstrip("*")
        if stem == chunk or not fold(stem)[-1:].isalnum():
            return Token("term", start, end, Word(chunk), _ARABIC.get(fold(chunk), ""))
        if len(words[-1]) < _LIMITS["shortest_prefix"]:
            self.note(Amiss.SHORT_PREFIX, start, end)
            return None
        return Token("term", start, end, Prefix(stem))


def _spelled(folded: str) -> str:
    """The name of a field as it is spelled, given folded."""
    return next(it for names in _NAMES.values() for it in names if fold(it) == folded)


def days_of(text: str) -> tuple[date, date] | None:
    """The first and the last day of a year, a month or a day."""
    found = _DAY.fullmatch(fold(text))
    if not found or not _LIMITS["first_year"] <= int(found[1]) <= _LIMITS["last_year"]:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not found[2]:
        return first, date(year, 12, 31)
    return first, first if found[3] else date(year, month, monthrange(year, month)[1])


def balanced(lexer: Lexer, tokens: Sequence[Token]) -> list[Token]:
    """The tokens without the brackets that are alone or too deep."""
    open_at: list[int] = []
    dropped: set[int] = set()
    for index, token in enumerate(tokens):
        if token.kind == "open":
            open_at.append(index)
        elif token.kind == "close" and open_at:
            if len(open_at) > _LIMITS["deepest"]:
                lexer.note(Amiss.TOO_DEEP, tokens[open_at[-1]].start, token.end)
                dropped |= {open_at[-1], index}
            open_at.pop()
        elif token.kind == "close":
            lexer.note(Amiss.LONE_BRACKET, token.start, token.end, "")
            dropped.add(index)
    for index in open_at:
        lexer.note(Amiss.OPEN_BRACKET, tokens[index].start, tokens[index].end, "")
    return [token for index, token in enumerate(tokens) if index not in dropped | {*open_at}]


def with_arabic_operators(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with the Arabic words that stand between terms as the operators that they are."""
    resolved: list[Token] = []
    for token, following in zip(tokens, [*(it.kind for it in tokens[1:]), ""], strict=False):
        before = resolved[-1].kind if resolved else ""
        after_term = before in ("term", "close")
        after_operator = token.maybe == "not" and before in ("and", "or")
        before_term = following in ("term", "open", "not")
        is_operator = token.maybe and before_term and (after_term or after_operator)
        resolved.append(replace(token, kind=token.maybe, term=None) if is_operator else token)
    return resolved
