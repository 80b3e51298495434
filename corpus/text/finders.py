"""Everything that the rules suggest for one article, over one reading of its text."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.text.attribution import cited_in
from corpus.text.heard import Cited
from corpus.text.names import Gazetteer, Mention
from corpus.text.reading import Span, read
from corpus.text.topics import TopicFound, topics_in


@dataclass(frozen=True, slots=True)
class Suggestions:
    mentions: list[Mention]
    topics: list[TopicFound]
    cited: list[Cited]


def suggest(
    text: str, spans: Sequence[Span], title_span: Span | None, gazetteer: Gazetteer
) -> Suggestions:
    reading = read(text, spans)
    mentions = gazetteer.find_in(reading)
    return Suggestions(mentions, topics_in(reading, title_span), cited_in(reading, mentions))
