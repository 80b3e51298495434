"""Real articles cut into titles and pieces of a few sentences, each analysed once."""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from annotations.queries.marks import Value
from annotations.services import facets
from corpus.importing import processes
from corpus.importing.pipeline import records
from corpus.importing.records import ArticleDraft, CaptureDraft
from corpus.models import Article, Entity, Source, Topic
from corpus.services import sources
from corpus.services.index import Facet
from corpus.text.finders import Suggestions
from corpus.text.lexemes import Lexer, TextLexemes, folded_words
from corpus.text.morphology import Analyser
from corpus.text.sentences import sentences
from newsroom.derive import tools

# A piece ends with the sentence that brings it to so many words.
_ENOUGH_WORDS = 45
_TOO_FEW = 8
NO_TOPIC = "~"  # after every path


class Named(NamedTuple):
    """What a rule found at a place in a piece: an entity, or a source, which may have no key."""

    kind: str
    key: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A title with the topics of its article, or a few sentences, and what is named in it."""

    title: bool
    theme: str
    text: str
    lexemes: TextLexemes
    named: Sequence[Named]
    topics: Sequence[str] = ()


def pieces_of(data: Path, articles: int, analyser: Analyser) -> list[Piece]:
    """The pieces of the first articles of a dump, those of one theme side by side."""
    lexer = Lexer(analyser)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "articles.jsonl"
        with gzip.open(data, "rb") as source, file.open("wb") as out:
            out.writelines(islice(source, articles))
        drafting = processes.on_this_machine(tools(), 2)
        pieces = [piece for it in drafting(records([file])) for piece in _pieces(it, lexer)]
    return sorted(pieces, key=lambda it: (not it.title, it.theme))


def _pieces(draft: object, lexer: Lexer) -> Iterator[Piece]:
    if isinstance(draft, CaptureDraft):
        for article in draft.articles:
            if article.analysis and not article.title_derived and folded_words(article.title):
                yield _title(draft.text, article, article.analysis.said, lexer)
                yield from _body(draft.text, article, article.analysis.said, lexer)


def _theme(said: Suggestions) -> str:
    return min((it.path for it in said.topics), default=NO_TOPIC)


def _title(text: str, article: ArticleDraft, said: Suggestions, lexer: Lexer) -> Piece:
    named = [
        it
        for segment in article.segments
        if segment.kind == "title" and text[segment.start : segment.end] == article.title
        for it in _named_in(said, segment.start, segment.end)
    ]
    lexemes = lexer.lexemes([article.title], [])
    topics = [it.path for it in said.topics]
    return Piece(True, _theme(said), article.title, lexemes, named, topics)


def _body(text: str, article: ArticleDraft, said: Suggestions, lexer: Lexer) -> Iterator[Piece]:
    for segment in article.segments:
        if segment.kind == "paragraph":
            for start, end in _stretches(text, segment.start, segment.end):
                here = text[start:end]
                # After an empty title its positions leave one free, as between two paragraphs.
                lexemes = lexer.lexemes([""], [here])
                if lexemes.words >= _TOO_FEW:
                    yield Piece(False, _theme(said), here, lexemes, _named_in(said, start, end))


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = None
    for first, last in sentences(text, start, end):
        begin = first if begin is None else begin
        if len(text[begin:last].split()) >= _ENOUGH_WORDS:
            yield begin, last
            begin = None
    if begin is not None:
        yield begin, last


def _named_in(said: Suggestions, start: int, end: int) -> list[Named]:
    """What is named there, by its place in the piece."""
    found = [Named("entity", it.key, it.start, it.end, it.score) for it in said.mentions]
    found += [Named("source", it.key or "", it.start, it.end, it.score) for it in said.cited]
    return [
        it._replace(start=it.start - start, end=it.end - start)
        for it in found
        if start <= it.start < it.end <= end
    ]


def facets_of(pieces: Sequence[Piece]) -> list[list[Facet]]:
    """The facets of each piece, made of its values as those of an article are."""
    entities = Entity.objects.select_related("merged_into").in_bulk(field_name="key")
    topics = {it.path: it for it in Topic.objects.select_related("parent")}
    values: dict[int, list[Value]] = {
        number: [
            *(topics[path] for path in piece.topics),
            *(_value(it, entities) for it in piece.named),
        ]
        for number, piece in enumerate(pieces)
    }
    whole = facets.of([Article(pk=number, capture_id=0) for number in values], values, {})
    return [[it for it in whole[number] if it.kind != "state"] for number in values]


def _value(named: Named, entities: Mapping[str, Entity]) -> Value:
    entity = entities.get(named.key)
    if entity and named.kind == "entity":
        return entity
    kind = sources.kind_of(entity) if entity else "anonymous"
    return Source(key=named.key, entity=entity, kind=kind)
