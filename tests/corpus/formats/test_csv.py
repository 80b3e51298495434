"""Tables in CSV: what a spreadsheet makes of them."""

import csv
import io
from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.csv import csv_bytes


def read(data: bytes, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


def written(*rows: list[str], **options) -> bytes:
    return b"".join(csv_bytes(rows, header=["العنوان", "words"], **options))


@pytest.mark.parametrize(
    "cell",
    [
        "رقائق، معالجات",
        "chips, GPUs",
        'قال "لا"',
        "سطر\nوسطر",
        "سطر\r\nوسطر",
        "\u200fديب سيك\u200e R2",
        "<script>alert(1)</script>",
        "a;b",
        "'مقتبس'",
        "",
    ],
)
def test_a_cell_comes_back_as_it_was(cell):
    assert read(written([cell, "2"])) == [["العنوان", "words"], [cell, "2"]]


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff20"])
def test_a_formula_is_made_inert(first):
    cell = f"{first}HYPERLINK(1)"

    assert read(written([cell, "2"]))[1] == [f"'{cell}", "2"]


def test_a_formula_in_the_header_is_made_inert():
    assert b"".join(csv_bytes([], header=["=1+1"])) == b"'=1+1\r\n"


def test_the_byte_order_mark_stands_first_and_only_on_request():
    assert written(["أ", "2"], bom=True) == b"\xef\xbb\xbf" + written(["أ", "2"])


def test_rows_end_as_rfc_4180_says():
    assert written(["أ", "2"]) == "العنوان,words\r\nأ,2\r\n".encode()


def test_a_table_without_rows_has_its_header():
    assert read(written()) == [["العنوان", "words"]]


def test_an_endless_table_is_written_as_it_is_read():
    rows = ([str(number), "نص"] for number in count())

    pieces = list(islice(csv_bytes(rows, header=["number", "text"]), 3))

    assert all(len(piece) < 40_000 for piece in pieces)
    assert next(rows)[0] < "9000"


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2))
)
def test_any_table_comes_back_save_for_apostrophes(rows):
    back = read(written(*rows))[1:]

    assert len(back) == len(rows)
    for row, other in zip(rows, back, strict=True):
        assert [cell in (it, f"'{it}") for cell, it in zip(other, row, strict=True)] == [True] * 2
