"""Tables in Parquet, as pyarrow reads them back."""

import io
import subprocess
import sys
from collections.abc import Generator
from datetime import UTC, datetime
from itertools import count, islice

import pyarrow
from pyarrow.parquet import ParquetFile, read_table

from corpus.export_queries import Taken
from corpus.formats import parquet
from corpus.formats.columns import columns
from corpus.formats.parquet import parquet_bytes
from tests.taking import AT, taken_article


def written(*rows: Taken, text: bool = False) -> io.BytesIO:
    return io.BytesIO(b"".join(parquet_bytes(rows, columns(text=text))))


def test_an_article_comes_back_in_types():
    (row,) = read_table(written(taken_article(text="فقرة\nثانية"), text=True)).to_pylist()

    assert row["title"] == "ديب سيك تؤجل R2"
    assert row["published"] == AT
    assert row["entities_ar"] == ["ديب سيك", "هواوي"]
    assert row["words"] == 312
    assert row["text"] == "فقرة\nثانية"
    assert list(row) == [column.name for column in columns(text=True)]


def test_what_begins_as_a_formula_stays_as_it_was():
    title = '=1+1, "\u200fديب\u200e"\r\n<b>'

    assert read_table(written(taken_article(title=title)))["title"].to_pylist() == [title]


def test_an_unknown_date_is_none_and_an_old_one_stands():
    old = datetime(1001, 1, 1, tzinfo=UTC)
    none = taken_article(published=None, published_precision="")
    rows = [none, taken_article(published=old)]

    assert read_table(written(*rows))["published"].to_pylist() == [None, old]


def test_no_articles_are_a_table_with_its_columns():
    table = read_table(written())

    assert table.num_rows == 0
    assert table.schema.field("entities").type == pyarrow.list_(pyarrow.string())


def test_rows_are_written_a_group_at_a_time(monkeypatch):
    monkeypatch.setattr(parquet, "GROUP", 10)
    whole = ParquetFile(written(*[taken_article()] * 25))

    assert [whole.metadata.row_group(it).num_rows for it in range(3)] == [10, 10, 5]


def test_an_endless_table_is_written_as_it_is_read(monkeypatch):
    monkeypatch.setattr(parquet, "GROUP", 10)
    read = count(1)
    article = taken_article()
    rows = (article for _ in read)

    pieces = list(islice(parquet_bytes(rows, columns()), 3))

    assert all(pieces)
    assert next(read) == 31


def test_the_same_articles_give_the_same_bytes():
    assert written(taken_article()).getvalue() == written(taken_article()).getvalue()


def test_a_reader_that_goes_away_ends_it():
    pieces = parquet_bytes((taken_article() for _ in count()), columns())
    assert isinstance(pieces, Generator)
    next(pieces)

    pieces.close()

    assert next(pieces, None) is None


def test_the_module_costs_nothing_until_it_writes():
    asked = (
        "import os, sys, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings';"
        "django.setup(); import newsroom.downloads; sys.exit('pyarrow' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
