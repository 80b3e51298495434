"""What articles are made of, in tables of the benchmark's own: pieces, outlets and names."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from random import Random
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext, override
from psycopg import sql

from annotations.services import facets
from benchmarks.searching.pieces import NO_TOPIC, Piece, facets_of
from corpus import months
from corpus.models import Alias, Entity, EntityKind, Source
from corpus.services import index
from corpus.services.index import Facet
from corpus.services.lemmas import Lemmas
from corpus.text.fold import fold

OUTLETS = 500
YEARS = range(2018, 2027)
MADE_NAMES = 20_000
_KINDS = (EntityKind.ORGANISATION, EntityKind.PERSON, EntityKind.PRODUCT, EntityKind.PLACE)

_TABLES = """
CREATE TABLE bench_piece (
    id int PRIMARY KEY, title boolean, text text, length int, words int,
    lexemes tsvector, facets text[], lemmas int[]
);
CREATE TABLE bench_mark (
    piece int, kind text, entity bigint, source bigint, score float, start int, stop int, quote text
);
CREATE TABLE bench_outlet (id int PRIMARY KEY, name text, entity bigint, facet text);
CREATE TABLE bench_name (id int PRIMARY KEY, entity_facet text, source_facet text);
CREATE TABLE bench_lemma (id int PRIMARY KEY, lemma text);
CREATE TABLE bench_staged (
    titles int, bodies int, words float, themed float
);
CREATE INDEX ON bench_mark (piece);
CREATE AGGREGATE bench_joined(tsvector) (sfunc = tsvector_concat, stype = tsvector);
"""
# Every lemma of a piece as often as it stands there, by number, for what an article says often.
_LEMMAS = """
INSERT INTO bench_lemma
SELECT row_number() OVER (ORDER BY lexeme), substr(lexeme, 3) FROM (
    SELECT DISTINCT lexeme FROM bench_piece p, unnest(p.lexemes) WHERE starts_with(lexeme, 'l:')
) met;
UPDATE bench_piece SET lemmas = said.lemmas FROM (
    SELECT p.id, array_agg(l.id) AS lemmas
    FROM bench_piece p, unnest(p.lexemes) AS word, bench_lemma l, unnest(word.positions)
    WHERE 'l:' || l.lemma = word.lexeme GROUP BY p.id
) said WHERE said.id = bench_piece.id;
"""
_HERE = """
SELECT *, (SELECT count(*) FROM bench_outlet), (SELECT count(*) FROM bench_name) FROM bench_staged
"""


class Outlet(NamedTuple):
    name: str
    entity: int | None
    facet: Facet


class Staged(NamedTuple):
    """How many of each there are; titles are numbered before the pieces of bodies."""

    titles: int
    bodies: int
    words: float  # of a piece of a body in the mean
    themed: float  # the part of the titles that are of a topic of the field; they come first
    outlets: int
    names: int


def stage(pieces: Sequence[Piece], chance: Random) -> Staged:
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
    known = [*_stage_pieces(pieces), *_stage_outlets(pieces, chance), *_stage_names(pieces, chance)]
    _copy("bench_mark", list(_mark_rows(pieces)))  # which asks the database, too
    index._keep_labels({it.key: it for it in (*known, *_notes(), *_months())})
    Lemmas().learn([it.lexemes.lemmas for it in pieces])
    titles = [it.theme for it in pieces if it.title]
    bodies = [it.lexemes.words for it in pieces if not it.title]
    themed = sum(it != NO_TOPIC for it in titles) / len(titles)
    mean = sum(bodies) / len(bodies)
    _copy("bench_staged", [(len(titles), len(bodies), mean, themed)])
    return staged_here()


def _stage_pieces(pieces: Sequence[Piece]) -> list[Facet]:
    found = facets_of(pieces)
    _copy("bench_piece", _piece_rows(pieces, found))
    with connection.cursor() as cursor:
        cursor.execute(_LEMMAS)
    return [facet for here in found for facet in here]


def _stage_outlets(pieces: Sequence[Piece], chance: Random) -> list[Facet]:
    outlets = _outlets(_made_names(pieces, chance, OUTLETS))
    rows = ((n, it.name, it.entity, it.facet.key) for n, it in enumerate(outlets, 1))
    _copy("bench_outlet", rows)
    return [it.facet for it in outlets]


def _stage_names(pieces: Sequence[Piece], chance: Random) -> list[Facet]:
    """Every entity may be drawn, and speaks; which are common is drawn too."""
    names = [*_registered(), *_make_entities(_made_names(pieces, chance, MADE_NAMES))]
    chance.shuffle(names)
    _make_sources(names)
    keys = ((n, f"entity:{it.key}", f"source:{it.key}") for n, it in enumerate(names, 1))
    _copy("bench_name", keys)
    return [facet for it in names for facet in (_facet("entity", it), _facet("source", it))]


def staged_here() -> Staged:
    with connection.cursor() as cursor:
        cursor.execute(_HERE)
        return Staged(*cursor.fetchone())


def _copy(table: str, rows: Iterable[Sequence[object]]) -> None:
    statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _piece_rows(
    pieces: Sequence[Piece], found: Sequence[Sequence[Facet]]
) -> Iterator[tuple[object, ...]]:
    for number, (piece, here) in enumerate(zip(pieces, found, strict=True), 1):
        keys = sorted({facet.key for facet in here})
        vector = piece.lexemes.vector
        yield (
            number,
            piece.title,
            piece.text,
            len(piece.text),
            piece.lexemes.words,
            vector,
            keys,
            [],
        )


def _mark_rows(pieces: Sequence[Piece]) -> Iterator[tuple[object, ...]]:
    """The entities and the named sources at their places."""
    entities = dict(Entity.objects.values_list("key", "pk"))
    speakers = dict(Source.objects.values_list("entity__key", "pk"))
    for number, piece in enumerate(pieces, 1):
        for it in piece.named:
            entity = entities[it.key] if it.kind == "entity" else None
            source = speakers.get(it.key) if it.kind == "source" else None
            if entity or source:
                quote = piece.text[it.start : it.end]
                yield (number, it.kind, entity, source, it.score, it.start, it.end, quote)


def _made_names(pieces: Sequence[Piece], chance: Random, count: int) -> list[str]:
    """Names that nothing has: two words that stand side by side in a text."""
    pairs = {
        fold(f"{first} {second}"): f"{first} {second}"
        for piece in pieces
        for first, second in pairwise(piece.text.split())
        if min(len(first), len(second)) > 3 and (first + second).isalpha()
    }
    names = sorted(pairs.values())
    return chance.sample(names, min(count, len(names)))


def _registered() -> list[Entity]:
    return list(Entity.objects.filter(merged_into=None).order_by("key"))


def _make_entities(names: Sequence[str]) -> list[Entity]:
    made = Entity.objects.bulk_create(
        Entity(key=f"made-{number}", kind=_KINDS[number % len(_KINDS)], name_ar=name)
        for number, name in enumerate(names)
    )
    Alias.objects.bulk_create(Alias.of(it, it.name_ar) for it in made)
    return made


def _make_sources(names: Iterable[Entity]) -> None:
    Source.objects.bulk_create(Source(key=it.key, entity=it, kind="organisation") for it in names)


def _outlets(made: Sequence[str]) -> list[Outlet]:
    """The outlets of the registry, then others that it does not know."""
    known = Entity.objects.filter(kind=EntityKind.OUTLET, merged_into=None).order_by("key")
    outlets = [Outlet(it.canonical_name, it.pk, _facet("outlet", it)) for it in known]
    unknown = [Outlet(it, None, Facet(f"outlet:~{fold(it)}", it, it)) for it in made]
    return [*outlets, *unknown][:OUTLETS]


def _facet(kind: str, entity: Entity) -> Facet:
    return next(it for it in facets.of_entity(entity) if it.kind == kind)


def _months() -> Iterator[Facet]:
    """Every month that an article may be of; those of none go when values are counted."""
    days = [datetime(year, month, 1, tzinfo=UTC) for year in YEARS for month in range(1, 13)]
    for key in map(months.key_of, (None, *days)):
        yield Facet(key, *months.labels_of(key))


def _notes() -> Iterator[Facet]:
    for key, label in (
        ("state:open", "No decision yet"),
        ("state:begun", "Review begun"),
        ("state:decided", "All decided"),
        ("has:claim", "Has a claim"),
        ("has:contradiction", "Has a contradiction"),
    ):
        with override("ar"):
            yield Facet(key, gettext(label), label)
