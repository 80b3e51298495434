"""Everything that the rules suggest for one article, over one reading of its text."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.text.attribution import listen
from corpus.text.claims import ClaimFound, claims_of
from corpus.text.declined import DeclinedFound, declined_of
from corpus.text.heard import Cited
from corpus.text.names import Gazetteer, Mention
from corpus.text.reading import Span, read
from corpus.text.scene import Scene
from corpus.text.topics import TopicFound, topics_in


@dataclass(frozen=True, slots=True)
class Suggestions:
    mentions: list[Mention]
    topics: list[TopicFound]
    cited: list[Cited]
    claims: list[ClaimFound]
    declined: list[DeclinedFound]


def suggest(
    text: str, spans: Sequence[Span], title_span: Span | None, gazetteer: Gazetteer
) -> Suggestions:
    reading = read(text, spans)
    mentions = gazetteer.find_in(reading)
    scene = Scene(reading, mentions)
    cited, heard = listen(scene)
    return Suggestions(
        mentions,
        topics_in(reading, title_span),
        cited,
        claims_of(scene, heard),
        declined_of(scene),
    )
