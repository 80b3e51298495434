"""Citations, as the libraries that others use read them."""

from datetime import UTC, datetime

import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware

from corpus.export_queries import Taken
from corpus.formats.citations import bibtex, ris
from tests.taking import taken_article

NASTY = [
    "ديب سيك تؤجل R2",
    r"شرطة \ مائلة \textbf",
    "50% & $5 #1 a_b ~",
    "قال \"نعم\" ثم 'لا'",
    "@article(x, title = y)",
    "\u200fديب سيك\u200e R2",
    "TY - JOUR",
    "<script>alert(1)</script>",
    "a and b, c",
]


def entry(it: Taken) -> dict[str, str]:
    """What a reader makes of an entry: an address as it stands, the rest out of LaTeX."""
    raw = parse_string(bibtex(it))
    decoding = [LatexDecodingMiddleware()]
    library = parse_string(bibtex(it), append_middleware=decoding)
    assert not library.failed_blocks
    (found,) = library.entries
    fields = {field.key: field.value for field in found.fields}
    return {"kind": found.entry_type, "key": found.key, **fields, "url": raw.entries[0]["url"]}


def reference(it: Taken) -> dict:
    (found,) = rispy.loads(ris(it))
    return dict(found)


def test_bibtex_has_what_a_citation_needs():
    assert entry(taken_article()) == {
        "kind": "article",
        "key": "abc123",
        "title": "ديب سيك تؤجل R2",
        "author": "سارة الحربي",
        "journal": "Financial Times",
        "year": "2025",
        "month": "08",
        "day": "14",
        "language": "ar",
        "url": "https://example.org/a?b=1&c=%20",
        "keywords": "الرقائق",
    }


def test_ris_has_what_a_citation_needs():
    assert reference(taken_article()) == {
        "type_of_reference": "NEWS",
        "id": "abc123",
        "title": "ديب سيك تؤجل R2",
        "authors": ["سارة الحربي"],
        "secondary_title": "Financial Times",
        "year": "2025",
        "date": "2025/08/14",
        "language": "ar",
        "keywords": ["الرقائق"],
        "urls": ["https://example.org/a?b=1&c=%20"],
    }


@pytest.mark.parametrize("title", NASTY)
def test_bibtex_gives_a_title_back_as_it_was(title):
    assert entry(taken_article(title=title))["title"] == title


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("قوس { مفتوح", r"قوس \textbraceleft{} مفتوح"),
        ("قوس } مغلق", r"قوس \textbraceright{} مغلق"),
        ("2^3", r"2\textasciicircum{}3"),
    ],
)
def test_bibtex_names_what_it_would_count_or_raise(title, written):
    library = parse_string(bibtex(taken_article(title=title)))

    assert not library.failed_blocks
    assert library.entries[0]["title"] == f"{{{written}}}"


@pytest.mark.parametrize("title", [*NASTY, "{x}"])
def test_ris_gives_a_title_back_as_it_was(title):
    assert reference(taken_article(title=title))["title"] == title


@pytest.mark.parametrize("title", ["سطر\nER  - \nTY  - NEWS", "سطر\r\nTI  - آخر", "a\u2028b"])
def test_a_title_of_several_lines_adds_no_entry(title):
    flat = " ".join(title.split())

    assert reference(taken_article(title=title))["title"] == flat
    assert entry(taken_article(title=title))["title"] == flat


@pytest.mark.parametrize(
    ("published", "precision", "year", "date"),
    [
        (datetime(2025, 8, 1, tzinfo=UTC), "month", "2025", "2025/08"),
        (datetime(2025, 8, 14, tzinfo=UTC), "day", "2025", "2025/08/14"),
        (None, "relative", None, None),
    ],
)
def test_a_date_is_as_exact_as_it_is_known(published, precision, year, date):
    it = taken_article(published=published, published_precision=precision)

    assert (reference(it).get("year"), reference(it).get("date")) == (year, date)
    assert entry(it).get("year") == year
    assert ("day" in entry(it)) == (precision == "day")


def test_what_is_not_known_is_left_out():
    it = taken_article(author="", outlet=None, outlet_name="", url="")

    assert entry(it).keys() & {"author", "journal"} == set()
    assert (entry(it)["kind"], reference(it)["type_of_reference"]) == ("misc", "ELEC")


def test_an_article_without_an_address_is_cited_where_it_stands_here():
    assert entry(taken_article(url=""))["url"] == "https://isnad.example/articles/abc123/"


def test_an_address_never_closes_its_braces():
    url = "https://example.org/{}}\\ \nمقال"

    found = entry(taken_article(url=url))["url"]

    assert found.isascii()
    assert not set(found) & set("{}\\ \n")


def test_an_author_is_not_taken_apart():
    assert "author = {{سارة الحربي}}" in bibtex(taken_article())


def test_many_entries_stand_one_after_the_other():
    three = [taken_article(key=key) for key in ("a1", "b2", "c3")]

    parsed = parse_string("".join(map(bibtex, three)))
    assert [it.key for it in parsed.entries] == ["a1", "b2", "c3"]
    assert [it["id"] for it in rispy.loads("".join(map(ris, three)))] == ["a1", "b2", "c3"]
