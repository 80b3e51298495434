"""What words that somebody points at are taken for."""

import pytest

from annotations.errors import CannotTell
from annotations.services import aiming
from corpus.anchors import Anchor
from corpus.models import Article
from tests.factories import AliasFactory, EntityFactory, MarkFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(db: None) -> Article:
    return readable_article("عنوان", "قال ثلاثة أشخاص مطلعين لهواوي إن إنفيديا صامتة")


def at(article: Article, words: str) -> Anchor:
    start = article.capture.text.index(words)
    return Anchor(start, start + len(words), words)


def test_marked_words_are_their_entity(article: Article) -> None:
    mark = MarkFactory(article=article, parts=["هواوي"])

    assert aiming.speaker_at(article, at(article, "هواوي")) == {"source": mark.entity.key}


def test_a_known_spelling_is_its_entity_where_nothing_is_marked(article: Article) -> None:
    alias = AliasFactory(entity=EntityFactory(name_ar="إنفيديا"))

    assert aiming.speaker_at(article, at(article, "إنفيديا")) == {"source": alias.entity.key}


def test_other_words_are_somebody_unnamed_with_their_number(article: Article) -> None:
    said = aiming.speaker_at(article, at(article, "ثلاثة أشخاص مطلعين"))

    assert said == {"source": None, "descriptor": "ثلاثة أشخاص مطلعين", "count": 3}


@pytest.mark.parametrize(
    ("words", "raw", "value", "unit"),
    [
        ("بلغت 294 ألف دولار", "294 ألف دولار", "294000", "USD"),
        ("بلغت صفر دولار", "صفر دولار", "0", "USD"),
        ("عند صفراً", "صفراً", "0", ""),
        ("مليون دولار", "مليون دولار", "1000000", "USD"),
    ],
)
def test_a_figure_is_read_from_its_words(words: str, raw: str, value: str, unit: str) -> None:
    (figure,) = aiming.figures_at([Anchor(100, 100 + len(words), words)])

    assert (figure["raw"], figure["value"], figure["unit"]) == (raw, value, unit)
    assert words[figure["start"] - 100 : figure["end"] - 100] == raw


@pytest.mark.parametrize("words", ["لا شيء"])
def test_words_without_a_figure_that_can_be_kept_are_refused(words: str) -> None:
    with pytest.raises(CannotTell):
        aiming.figures_at([Anchor(0, len(words), words)])
