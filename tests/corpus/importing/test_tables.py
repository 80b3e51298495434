"""CSV and TSV as spreadsheets and scripts write them."""

import csv
import io

import pytest

from corpus.importing.formats import tables
from tests.corpus.importing.reading import BODY, TITLE, one, records, rejections


def table(*rows: tuple[str, ...], **dialect) -> str:
    written = io.StringIO()
    csv.writer(written, **dialect).writerows(rows)
    return written.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_it_reads_quotes_and_newlines_in_cells(tmp_path, delimiter, encoding):
    body = f'{BODY}\n"قالت" الشركة{delimiter} ثم\r\nصمتت'
    text = table(("title", "body"), (TITLE, body), (TITLE, BODY), delimiter=delimiter)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))

    first, second = records(tmp_path)

    assert first.text == f"{TITLE}\n\n{body}"
    assert (second.line, second.fields["title"]) == (6, TITLE)


def test_a_cell_that_is_a_formula_is_text(tmp_path):
    (tmp_path / "a.csv").write_text(table(("title", "text"), ("=1+1", '=HYPERLINK("http://x")')))

    assert one(tmp_path).text == '=1+1\n\n=HYPERLINK("http://x")'


def test_it_keeps_the_rows_own_bytes(tmp_path):
    rows = table(("title", "text"), (TITLE, BODY)).encode()
    (tmp_path / "a.csv").write_bytes(rows)

    assert one(tmp_path).data == rows.partition(b"\n")[2]


@pytest.mark.parametrize("longest", [200, 10_000])
def test_a_quotation_mark_that_nothing_closes_costs_its_line_alone(tmp_path, monkeypatch, longest):
    monkeypatch.setattr(tables, "_LONGEST_ROW", longest)
    (tmp_path / "a.csv").write_text(
        'title,text\na,نص أول\nb,"نص ثان\nc,نص ثالث\n' + "d,نص رابع\n" * 20
    )

    refused = rejections(tmp_path)

    assert [(each.reason, each.line) for each in refused] == [("csv", 3)]
    assert len(records(tmp_path)) == 22


def test_quotation_marks_are_letters_where_a_tab_separated_file_means_them_so(tmp_path):
    (tmp_path / "a.tsv").write_text('title\ttext\nأ\t"قال" الوزير\nب\tنص\n', encoding="utf8")

    assert [each.text for each in records(tmp_path)] == ['أ\n\n"قال" الوزير', "ب\n\nنص"]


def test_a_row_with_more_cells_than_names_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("title,text\nأ,نص,زائد,وزائد\nب,نص\n", encoding="utf8")

    assert [(each.reason, each.line, each.byte) for each in rejections(tmp_path)] == [
        ("csv", 2, 11)
    ]
    assert len(records(tmp_path)) == 1


def test_a_row_that_no_encoding_explains_is_refused_where_it_is_wrong(tmp_path):
    (tmp_path / "a.csv").write_bytes("title,text\nأ,نص\n".encode() + b"b,\xff\xfe\nc,d\n")

    assert [(each.reason, each.line, each.byte) for each in rejections(tmp_path)] == [
        ("encoding", 3, 21)
    ]
    assert len(records(tmp_path)) == 2


def test_a_table_without_a_text_is_one_rejection_that_names_its_columns(tmp_path):
    (tmp_path / "a.csv").write_text("title,matn\n" + "أ,نص\n" * 9, encoding="utf8")

    (refused,) = rejections(tmp_path)

    assert (refused.reason, refused.detail) == ("no-text", "columns: title, matn")


def test_a_table_is_read_as_the_user_says(tmp_path):
    (tmp_path / "a.csv").write_text(f"kicker;matn\n{TITLE};نص\n", encoding="utf8")

    assert one(tmp_path, columns={"text": "matn", "title": "kicker"}).text == f"{TITLE}\n\nنص"


def test_a_text_with_commas_is_no_table(tmp_path):
    (tmp_path / "a.txt").write_text(f"قال, ثم قال, ثم صمت\n{BODY}", encoding="utf8")

    assert one(tmp_path).extractor == "text"
