"""The columns of a table: what each says of an article, in cells and in types."""

from datetime import UTC, datetime

import pytest

from corpus.formats.columns import COLUMNS, columns
from tests.taking import AT, taken_article


def cells(**fields) -> dict[str, str]:
    return {column.name: column.cell(taken_article(**fields)) for column in columns(text=True)}


def test_a_row_says_all_that_is_known():
    assert cells(text="فقرة") == {
        "key": "abc123",
        "title": "ديب سيك تؤجل R2",
        "outlet": "Financial Times",
        "outlet_as_printed": "صحيفة FT",
        "host": "Daily8",
        "host_as_printed": "Daily8",
        "author": "سارة الحربي",
        "published": "2025-08-14T09:30:00+00:00",
        "published_precision": "minute",
        "language": "ar",
        "url": "https://example.org/a?b=1&c=%20",
        "story": "first1",
        "copy_of": "orig22",
        "entities": "deepseek; huawei",
        "entities_ar": "ديب سيك; هواوي",
        "entities_en": "DeepSeek; Huawei",
        "sources": "ft",
        "sources_ar": "فايننشال تايمز",
        "sources_en": "Financial Times",
        "topics": "chips",
        "topics_ar": "الرقائق",
        "topics_en": "Chips",
        "has": "claim",
        "state": "open",
        "words": "312",
        "permalink": "https://isnad.example/articles/abc123/",
        "text": "فقرة",
    }


@pytest.mark.parametrize(
    ("published", "precision", "cell"),
    [
        (AT, "minute", "2025-08-14T09:30:00+00:00"),
        (datetime(2025, 8, 14, tzinfo=UTC), "day", "2025-08-14"),
        (datetime(2025, 8, 1, tzinfo=UTC), "month", "2025-08"),
        (None, "relative", ""),
        (None, "", ""),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(published, precision, cell):
    row = cells(published=published, published_precision=precision)

    assert (row["published"], row["published_precision"]) == (cell, precision)


def test_an_outlet_that_is_no_entity_goes_by_its_printed_name():
    assert cells(outlet=None)["outlet"] == "صحيفة FT"


def test_the_text_has_a_column_on_request():
    assert [it.name for it in columns(text=True)] == [*(it.name for it in COLUMNS), "text"]
    assert columns() == COLUMNS
