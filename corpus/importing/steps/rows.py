"""What each line of a page seems to be by itself, before its place is looked at."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Literal, NamedTuple

from corpus.importing.steps.cues import (
    Cue,
    cue_of,
    folded,
    is_comment_policy,
    is_disclosure,
    is_link,
    is_row_of_links,
)
from corpus.importing.steps.lines import SHORT, Line
from corpus.importing.steps.meta import Meta, is_section, meta_of
from corpus.importing.steps.signed import is_sign_off

Role = Literal["cue", "meta", "separator", "noise", "disclosure", "prose", "short"]

_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_LETTER = re.compile(r"[^\W\d_]")
_SENTENCES = re.compile(r"(?<!\.)[.۔。](?!\.)[\"'”’»)]*\s+\S")
_CRUMB = re.compile(r"\s*[›»>/|«\\←]\s*|\s+-\s+")
_MAY_BE_CRUMBS = re.compile(r"[›»>/|«\\←-]")
_HASHTAGS = re.compile(r"\s*(?:#[\w\u064b-\u0652]+[\s,،|]*){1,40}")
_QUOTED = re.compile('["“«„”].*["”»“][.،]?')
_LIST_ITEM = re.compile(
    r"[-–—•●▪*·✔✓◾►]|\d{1,2}\s?[-.)ـ:]|(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا)\b"
)
_BARS = re.compile(r"[|•·]")
_CHINESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_SENTENCE = 5


class Row(NamedTuple):
    line: Line
    role: Role
    rule: str
    cue: Cue | None = None
    meta: Meta | None = None

    @property
    def size(self) -> int:
        return len(self.line.words)

    @property
    def then(self) -> str:
        return self.cue.then if self.cue else ""

    @property
    def quoted(self) -> bool:
        return bool(_QUOTED.fullmatch(self.line.text[:400]))

    @property
    def listed(self) -> bool:
        return bool(_LIST_ITEM.match(self.line.text))

    @property
    def headline(self) -> bool:
        """Whether it could be the title of an article."""
        return (
            self.role == "short"
            and self.size >= 4
            and not is_section(self.line.words)
            and not self.line.text.endswith(":")
        )


def rows_of(lines: Iterable[Line]) -> tuple[Row, ...]:
    lines = tuple(lines)
    arabic = sum(bool(_ARABIC.search(line.text, 0, 200)) for line in lines) * 2 > len(lines)
    seen = Counter(line.words for line in lines if len(line.words) <= SHORT)
    return tuple(_row(line, arabic, seen.get(line.words, 0)) for line in lines)


def _row(line: Line, arabic: bool, times: int) -> Row:
    if not _LETTER.search(line.text, 0, 400):
        return _wordless(line)
    if is_disclosure(line.words):
        return Row(line, "disclosure", "AI disclosure")
    cue = cue_of(line)
    if cue and (cue.label == "boilerplate" or cue.match == "within"):
        return Row(line, "cue", cue.name, cue=cue)
    bar = _bar(line)
    if bar:
        return Row(line, "noise", bar)
    row = _head_row(line)
    if row:
        return row
    noise = _noise(line, arabic, times)
    if noise:
        return Row(line, "noise", noise)
    if cue and cue.label == "byline" and cue.match == "whole":
        return Row(line, "cue", cue.name, cue=cue)
    return Row(line, "prose" if is_prose(line) else "short", "")


def _bar(line: Line) -> str:
    if _is_menu(line):
        return "breadcrumbs"
    return "links" if is_row_of_links(line.words) else ""


def _head_row(line: Line) -> Row | None:
    """A line that says who and when, or who sent and edited it."""
    if is_sign_off(line.text):
        return Row(line, "meta", "sign-off", meta=meta_of(line.text) or Meta(marked=True))
    meta = meta_of(line.text) if not _is_sentence(line) else None
    if meta is None:
        return None
    return Row(line, "meta", "date line" if meta.date else "byline", meta=meta)


def _wordless(line: Line) -> Row:
    """A line of figures and signs: a player's time, a counter, a rule between two articles."""
    if line.words:
        meta = meta_of(line.text)
        return Row(line, "meta" if meta else "noise", "date line" if meta else "figures", meta=meta)
    return Row(line, "separator" if len(line.text) >= 3 else "noise", "separator")


def _is_sentence(line: Line) -> bool:
    return line.stops and len(line.words) >= 8


def is_prose(line: Line) -> bool:
    """Running text: long, or a whole sentence, or more than one."""
    size = len(line.words)
    if size > SHORT or len(line.text) > 400:
        return True
    if line.stops:
        return size >= _SENTENCE
    if size >= 12 and line.text.endswith(":"):
        return True
    if size >= 17 and "،" in line.text:
        return True
    return size >= 12 and bool(_SENTENCES.search(line.text[:400]))


def _noise(line: Line, arabic: bool, times: int) -> str:
    if is_comment_policy(line.words):
        return "comments"
    if "#" in line.text and _HASHTAGS.fullmatch(line.text[:600]):
        return "tags"
    if line.text.lstrip("( ").startswith("©") and len(line.words) <= SHORT:
        return "credit"
    if len(line.words) <= SHORT and not line.stops and _is_crumbs(line):
        return "breadcrumbs"
    foreign = arabic and not _ARABIC.search(line.text, 0, 400)
    if foreign and len(line.text) <= 6 and len(_LETTER.findall(line.text)) <= 2:
        return "button"
    if foreign and _CHINESE.search(line.text):
        return "other language"
    if foreign and (times > 1 or len(line.words) >= 4 or "@" in line.text or "://" in line.text):
        return "other language"
    return ""


def _is_menu(line: Line) -> bool:
    """The sections of a site in a row, its own name among them."""
    if len(line.words) > SHORT or not _BARS.search(line.text):
        return False
    parts = [words for part in _BARS.split(line.text) if (words := folded(part))]
    known = sum(is_section(part) or is_link(part) for part in parts)
    return known > 1 and (known >= len(parts) - 1 or (len(parts) > 3 and known * 2 >= len(parts)))


def _is_crumbs(line: Line) -> bool:
    parts = [line.text]
    if _MAY_BE_CRUMBS.search(line.text):
        parts = [part for part in _CRUMB.split(line.text) if part.strip()]
    if len(parts) < 2:
        return len(line.words) >= 2 and is_section(line.words) and len(line.words) >= 4
    named = sum(is_section(folded(part)) for part in parts)
    strong = any(sign in line.text for sign in "›»>←\\") or line.text.count("/") > 1
    return named >= 2 or (named >= 1 and strong) or (len(parts) >= 4 and strong)
