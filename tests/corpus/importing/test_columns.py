"""Columns become records: what is which by its name, or by what the user says."""

from datetime import UTC, datetime

import pytest

from corpus.importing.pipeline import draft_of
from corpus.importing.records import ArticleDraft, CaptureDraft, Record
from tests.corpus.importing.reading import BODY, TITLE, article, line, one, records, rejections


@pytest.fixture
def file(tmp_path):
    return tmp_path / "dump.jsonl"


def drafted(record: Record) -> ArticleDraft:
    draft = draft_of(record)
    assert isinstance(draft, CaptureDraft)
    (only,) = draft.articles
    return only


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("title", "text"),
        ("Headline", "articleBody"),
        ("العنوان", "النص"),
        ("HEAD_LINE", "full-text"),
        ("name", "المحتوى"),
    ],
)
def test_it_guesses_title_and_text_from_common_names(file, title, text):
    file.write_bytes(line(**{title: TITLE, text: BODY}))

    record = one(file)

    assert record.text == f"{TITLE}\n\n{BODY}"
    assert record.fields["title"] == TITLE


def test_it_believes_the_mapping_and_not_the_name(file):
    file.write_bytes(line(title="تصنيف", kicker=TITLE, text="مختصر", matn=BODY))

    record = one(file, columns={"title": "kicker", "text": "matn"})

    assert record.text == f"{TITLE}\n\n{BODY}"


def test_it_keeps_the_bytes_of_the_record_and_nothing_else(file):
    file.write_bytes(article(id=1) + b"\n" + article(id=2))

    first, second = (each.data for each in records(file))

    assert (first, second) == (article(id=1).rstrip(), article(id=2).rstrip())


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        ({"id": "a-7"}, "dump.jsonl#a-7"),
        ({"id": 12}, "dump.jsonl#12"),
        ({}, "dump.jsonl#1"),
        ({"url": "https://News.example/a?id=3&utm_source=x#top"}, "https://news.example/a?id=3"),
        ({"url": "https://news.example/"}, "dump.jsonl#1"),
        ({"url": "not an address"}, "dump.jsonl#1"),
    ],
)
def test_it_calls_a_page_by_its_address_else_by_its_file_and_id(file, columns, key):
    file.write_bytes(article(**columns))

    assert one(file).page_key == key


def test_it_reads_names_inside_objects_and_lists(file):
    file.write_bytes(
        line(
            headline=TITLE,
            body=[BODY, "خاتمة."],
            author=["أ. سعد", "ل. علي"],
            source={"name": "الواحة"},
        )
    )

    record = one(file)

    assert record.text.endswith("البيان.\nخاتمة.")
    assert (record.fields["author"], record.fields["outlet"]) == ("أ. سعد، ل. علي", "الواحة")


def test_it_reads_a_record_inside_a_search_engines_document(file):
    file.write_bytes(line(_index="news", _id="5", _source={"title": TITLE, "content": BODY}))

    assert one(file).text == f"{TITLE}\n\n{BODY}"


def test_it_decodes_entities_only_where_the_text_plainly_is_escaped(file):
    file.write_bytes(
        line(text="قال &quot;نعم&quot;&nbsp;ثم صمت") + line(text="شركة AT&amp;T وحدها")
    )

    escaped, printed = (each.text for each in records(file))

    assert escaped == 'قال "نعم"\u00a0ثم صمت'
    assert printed == "شركة AT&amp;T وحدها"


def test_it_takes_the_text_out_of_markup(file):
    file.write_bytes(
        line(text="<p>فقرة <b>أولى</b></p><p>فقرة ثانية<br/>وسطر</p><script>x()</script>")
    )

    assert one(file).text == "فقرة أولى\nفقرة ثانية\nوسطر"


def test_it_does_not_print_a_title_twice(file):
    file.write_bytes(article(text=f"{TITLE}\n{BODY}"))

    assert one(file).text == f"{TITLE}\n{BODY}"


def test_it_says_which_columns_there_are_when_none_is_a_text(file):
    file.write_bytes(line(title=TITLE, matn=BODY))

    (refused,) = rejections(file)

    assert (refused.reason, refused.detail) == ("no-text", "columns: title, matn")


def test_it_believes_what_the_record_says_before_what_the_text_seems_to_say(file):
    file.write_bytes(
        article(
            text=f"كتب: سالم\n2 يناير 2020\n{BODY}",
            author="هند الراوي",
            outlet="صحيفة الواحة",
            published="2024-05-03T10:00:00+03:00",
            lang="ar-EG",
        )
    )

    it = drafted(one(file))

    assert (it.title, it.author, it.outlet, it.language) == (
        TITLE,
        "هند الراوي",
        "صحيفة الواحة",
        "ar",
    )
    assert it.published == datetime(2024, 5, 3, 7, tzinfo=UTC)
    assert it.published_precision == "minute"


def test_the_rules_fill_what_the_record_does_not_say(file):
    file.write_bytes(article(text=f"كتب: سالم العلي\n2 يناير 2020\n{BODY}", published="غير معروف"))

    it = drafted(one(file))

    assert it.author == "سالم العلي"
    assert it.published == datetime(2020, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        "خبر",
        "قال الوزير إن المصنع سيبدأ العمل بعد عام من الآن. وأضاف أنه كبير جدا.",
        "الرياضة",
    ],
)
def test_a_record_is_one_article_whose_title_stands_on_the_first_line(file, title):
    file.write_bytes(
        article(title=title, text=f"{BODY}\n\nمنذ ساعة\nعنوان خبر آخر من الموقع\n{BODY}")
    )
    record = one(file)

    it = drafted(record)

    heads = [record.text[s.start : s.end] for s in it.segments if s.kind == "title"]
    assert heads == [title]
    assert (it.title, it.title_derived, it.start) == (title, False, 0)


@pytest.mark.parametrize("column", ["author", "outlet", "id", "title"])
def test_no_column_brings_in_what_the_database_cannot_hold(file, column):
    file.write_bytes(
        b'{"text": "'
        + BODY.replace("\n", " ").encode()
        + b'", "%s": "a\\u0000\\ud800b"}' % column.encode()
    )

    record = one(file)

    kept = "".join([record.page_key, record.text, *record.fields.values()])
    assert not {"\0", "\ud800"} & set(kept)


def test_captured_at_is_of_the_record_before_the_users(file):
    said = datetime(2025, 1, 1, tzinfo=UTC)
    file.write_bytes(article(crawled_at="2024-06-01T00:00:00Z") + article(id=2))

    first, second = (each.captured_at for each in records(file, captured_at=said))

    assert (first, second) == (datetime(2024, 6, 1, tzinfo=UTC), said)
