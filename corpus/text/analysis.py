"""Everything that the text layer makes of an article, in one go, in any process."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from corpus.text.finders import Suggestions, suggest
from corpus.text.lexemes import Lexer, TextLexemes
from corpus.text.morphology import Analyser
from corpus.text.names import Gazetteer, Name
from corpus.text.rules import RULES_VERSION
from corpus.text.shingles import signature

BODY_KINDS = frozenset({"title", "paragraph", "subheading"})


class Labelled(Protocol):
    """A segment, as drafted or as stored."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Analysis:
    """What the text of one article gives: its lexemes, what the rules suggest, its signature.

    `version` names the analyser that told the lemmas, and the rules.
    """

    text: TextLexemes
    said: Suggestions
    signature: bytes
    version: str


class Analyst:
    """The analyser and the finders over one reading of the registry: built once a process."""

    def __init__(self, analyser: Analyser, names: Iterable[Name]) -> None:
        self._lexer, self.version = Lexer(analyser), f"{analyser.version} {RULES_VERSION}"
        self._gazetteer = Gazetteer(names)

    def analyse(self, text: str, title: str, segments: Sequence[Labelled]) -> Analysis:
        """Read the title, paragraphs and subheadings of an article of this captured text.

        `title` is searched where no segment is one.
        """
        body = sorted((it.start, it.end, it.kind) for it in segments if it.kind in BODY_KINDS)
        titles = [(start, end) for start, end, kind in body if kind == "title"]
        rest = [text[start:end] for start, end, kind in body if kind != "title"]
        found = self._lexer.lexemes([text[start:end] for start, end in titles] or [title], rest)
        said = suggest(
            text,
            [(start, end) for start, end, _ in body],
            titles[0] if titles else None,
            self._gazetteer,
        )
        return Analysis(found, said, signature(rest), self.version)
