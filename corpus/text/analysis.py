"""Everything that the text layer makes of an article, in one go, in any process."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.text.body import Body, Labelled
from corpus.text.finders import Suggestions, suggest
from corpus.text.lexemes import Lexer, TextLexemes
from corpus.text.morphology import Analyser
from corpus.text.names import Gazetteer, Name
from corpus.text.rules import RULES_VERSION
from corpus.text.shingles import signature


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
        body = Body.of(segments)
        rest = [text[start:end] for start, end in body.rest]
        found = self._lexer.lexemes(
            [text[start:end] for start, end in body.titles] or [title], rest
        )
        said = suggest(text, body.spans, body.title, self._gazetteer)
        return Analysis(found, said, signature(rest), self.version)
