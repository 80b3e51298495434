"""How well words are found in all their forms, beside PostgreSQL's own Arabic and plain folding.

Precision and recall are over the pairs of a query and a text that it should, or does, find.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings
from django.db import connection

from corpus.filters import Filters
from corpus.selection import select
from corpus.text.almor import DATABASE
from corpus.text.lexemes import folded_words
from corpus.text.morphology import Analyser, load_analyser
from tests.factories import written_article
from tests.indexing import index_texts
from tests.ud_pud import content_words, sentence_blocks, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.morphology]

SAMPLE = Path(__file__).parents[1] / "samples" / "word_groups.txt"
GROUPS = [it.split() for it in SAMPLE.read_text("utf-8").splitlines() if not it.startswith("#")]

_PREPARE = """
CREATE TEMP TABLE arabic ON COMMIT DROP AS
SELECT place - 1 AS place, to_tsvector('arabic', text) AS lexemes
FROM unnest(%s::text[]) WITH ORDINALITY AS texts (text, place)
"""
_ARABIC = "SELECT place FROM arabic WHERE lexemes @@ plainto_tsquery('arabic', %s)"

# What a query finds among texts: their places.
Finder = Callable[[str], set[int]]


class Quality(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    if not (settings.MORPHOLOGY_DIR / DATABASE).is_file():
        pytest.skip("the database is not installed: manage.py install_morphology")
    return load_analyser(settings.MORPHOLOGY_DIR)


def ours(texts: Sequence[str], analyser: Analyser) -> Finder:
    articles = [written_article("…", text) for text in texts]
    index_texts(articles, analyser)
    places = {article.pk: place for place, article in enumerate(articles)}

    def find(query: str) -> set[int]:
        rows = select(Filters(text=query)).rows
        return {places[pk] for pk in rows.values_list("article", flat=True)}

    return find


def postgresql(texts: Sequence[str]) -> Finder:
    with connection.cursor() as cursor:
        cursor.execute(_PREPARE, [list(texts)])

    def find(query: str) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(_ARABIC, [query])
            return {place for (place,) in cursor.fetchall()}

    return find


def folding(texts: Sequence[str]) -> Finder:
    found = defaultdict[str, set[int]](set)
    for place, text in enumerate(texts):
        for word in folded_words(text):
            found[word].add(place)
    return lambda query: set.intersection(*(found[word] for word in folded_words(query)))


def quality(find: Finder, wanted: Mapping[str, set[int]]) -> Quality:
    right = given = 0
    for query, places in wanted.items():
        found = find(query)
        right, given = right + len(found & places), given + len(found)
    return Quality(right / given, right / sum(map(len, wanted.values())))


def measured(
    texts: Sequence[str], wanted: Mapping[str, set[int]], analyser: Analyser
) -> list[Quality]:
    """Ours, PostgreSQL's and folding's, printed."""
    ways = {
        "ours": ours(texts, analyser),
        "arabic": postgresql(texts),
        "folding": folding(texts),
    }
    found = {name: quality(find, wanted) for name, find in ways.items()}
    for name, it in found.items():
        print(f"{name}: P {it.precision:.3f} R {it.recall:.3f} F1 {it.f1:.3f}")  # noqa: T201
    return list(found.values())


def test_every_form_of_a_word_finds_every_other_and_no_other_word(analyser):
    texts = [form for group in GROUPS for form in group]
    wanted: dict[str, set[int]] = {}
    for group in GROUPS:
        here = {place for place, text in enumerate(texts) if text in group}
        wanted |= dict.fromkeys(group, here)

    own, arabic, plain = measured(texts, wanted, analyser)

    assert len(GROUPS) >= 60
    assert own.precision == 1
    assert own.recall >= 0.99
    assert own.f1 > arabic.f1 > plain.f1


@pytest.mark.corpus_data
def test_a_word_finds_the_sentences_with_its_gold_lemma(analyser):
    blocks = sentence_blocks()
    forms, places = defaultdict[str, set[str]](set), defaultdict[str, set[int]](set)
    for place, block in enumerate(blocks):
        for word, lemma in content_words(block):
            forms[lemma].add(word)
            places[lemma].add(place)
    # A reader types the shortest form of what more than one sentence has.
    common = [lemma for lemma in places if len(places[lemma]) > 1]
    wanted = {min(forms[it], key=lambda form: (len(form), form)): places[it] for it in common}

    own, arabic, plain = measured(list(map(text_of, blocks)), wanted, analyser)

    assert len(wanted) > 1_000
    assert own.f1 >= 0.85
    assert own.f1 > arabic.f1 > plain.f1
