"""Where in a text stands what is sought."""

import pytest

from corpus.search import search_for
from corpus.search.finding import Finder
from corpus.text.morphology import LightAnalyser
from tests.factories import written_article
from tests.indexing import index_texts

pytestmark = pytest.mark.django_db

TEXT = "وصلت الرقائقُ، ورقائق أخرى من «الذكاء الاصطناعي» ومعها رقاقة الذكاء"


def found_in(text, query):
    search = search_for(query)
    assert search is not None
    return Finder(search).spans(text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("رقائق", ["الرقائقُ", "ورقائق", "رقاقة"]),
        ('"رقائق"', []),
        ('"الذكاء الاصطناعي"', ["الذكاء الاصطناعي"]),
        ('"الذكاء الاصطناعي" الذكاء', ["الذكاء الاصطناعي", "الذكاء"]),
        ('"من الذكاء الاصطناعي" الاصطناعي "من الذكاء"', ["من «الذكاء الاصطناعي"]),
        ("رقا*", ["الرقائقُ", "ورقائق", "رقاقة"]),
        ("أخرى بدون رقائق", ["أخرى"]),
        ("زرافة", []),
    ],
)
def test_it_finds_whole_phrases_as_printed(query, found):
    index_texts([written_article("عنوان", TEXT)], LightAnalyser())

    spans = found_in(TEXT, query)

    assert [TEXT[start:end] for start, end in spans] == found


def test_a_sign_inside_a_phrase_does_not_part_it():
    index_texts([written_article("عنوان", "قال: نعم")], LightAnalyser())

    assert found_in("قال: ـ «نعم»", '"قال نعم"') == [(0, 11)]


def test_it_does_not_remember_more_and_more_words(monkeypatch):
    monkeypatch.setattr("corpus.search.finding._MOST_CHUNKS", 3)
    index_texts([written_article("عنوان", TEXT)], LightAnalyser())
    search = search_for("رقائق")
    assert search is not None

    finder = Finder(search)

    assert len(finder.spans(" ".join([TEXT] * 5))) == 15
    assert len(finder._sought) <= 3
