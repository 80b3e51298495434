"""What repeats on many pages of a publisher is learnt as boilerplate, and forgotten again."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from corpus.models import Article, ArticleIndex, Relabelling, Segment
from corpus.services import boilerplate
from corpus.services.boilerplate import RULES
from tests.factories import written_article

pytestmark = pytest.mark.django_db

LINE = "ترافقكم الزرافة على هذه الصفحة"
FEW = RULES["few_pages"]


def page(number: int, *lines: str, outlet_name: str = "هسبريس", **fields) -> Article:
    """An article unlike the others, with lines under it."""
    story = f"قالت الشركة رقم {number} إنها لم تعلّق{'، وكررت ذلك' * number}."
    title = fields.pop("title", f"خبر {number}")
    return written_article(title, story, *lines, outlet_name=outlet_name, **fields)


def learn() -> list[Article]:
    """Learn, and hear which articles are to be derived again."""
    touched: list[Article] = []

    def derive(articles: Sequence[Article]) -> None:
        touched.extend(articles)

    boilerplate.learn(derive)
    return touched


def label(article: Article, line: str = LINE) -> tuple[str, str]:
    start = article.capture.text.index(line)
    found = Segment.objects.get(capture=article.capture, start=start)
    return found.kind, found.rule


def test_a_line_that_repeats_across_articles_is_learnt():
    pages = [page(number, LINE) for number in range(FEW)]
    Segment.objects.update(rule="text")

    touched = learn()

    assert {label(it) for it in pages} == {("boilerplate", "learnt paragraph text")}
    assert sorted(it.key for it in touched) == sorted(it.key for it in pages)
    assert label(pages[0], "قالت")[0] == "paragraph"


def test_it_is_compared_folded():
    pages = [
        page(number, LINE.replace("على", "عَلى" if number % 2 else "على"))
        for number in range(2 * FEW)
    ]

    learn()

    assert {label(it, "ترافقكم")[0] for it in pages} == {"boilerplate"}


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"outlet_name": "", "host_name": "نبض"}, id="a host"),
        pytest.param({"outlet_name": "", "url": "https://a.example/x"}, id="a site"),
    ],
)
def test_without_an_outlet_it_is_learnt_of_the_host_or_the_site(fields):
    pages = [page(number, LINE, **fields) for number in range(FEW)]

    learn()

    assert {label(it)[0] for it in pages} == {"boilerplate"}


def too_few() -> list[Article]:
    return [page(number, LINE) for number in range(FEW - 1)]


def a_small_share() -> list[Article]:
    for number in range(10 * FEW):
        page(number + FEW, f"سطر {number} وحده")
    return [page(number, LINE) for number in range(FEW)]


def several_outlets() -> list[Article]:
    return [page(number, LINE, outlet_name=f"ناشر {number % 2}") for number in range(2 * FEW - 2)]


def nobodys() -> list[Article]:
    return [page(number, LINE, outlet_name="") for number in range(FEW)]


def copies_of_one() -> list[Article]:
    return [page(1, LINE, title=f"خبر {number}") for number in range(2 * FEW)]


def a_series_under_one_title() -> list[Article]:
    return [page(number, LINE, title="نشرة الأخبار") for number in range(2 * FEW)]


def titles() -> list[Article]:
    return [page(number, title=LINE) for number in range(2 * FEW)]


def datelines() -> list[Article]:
    pages = [page(number, LINE) for number in range(FEW)]
    for it in pages:
        place = it.capture.text.index(LINE)
        Segment.objects.filter(capture=it.capture, start=place).update(kind="dateline")
    return pages


def retired() -> list[Article]:
    pages = [page(number, LINE) for number in range(FEW)]
    Article.objects.filter(pk=pages[0].pk).update(retired_at=timezone.now())
    return pages


@pytest.mark.parametrize(
    "pages",
    [
        too_few,
        a_small_share,
        several_outlets,
        nobodys,
        copies_of_one,
        a_series_under_one_title,
        titles,
        datelines,
        retired,
    ],
)
def test_what_may_be_the_articles_own_is_not_learnt(pages):
    found = pages()
    before = [label(it) for it in found]

    assert learn() == []
    assert [label(it) for it in found] == before


def test_a_long_line_is_never_learnt():
    long = f"{LINE} {'ويطول ' * 40}"
    pages = [page(number, long) for number in range(FEW)]

    learn()

    assert {label(it)[0] for it in pages} == {"paragraph"}


def test_a_line_on_very_many_pages_needs_only_a_small_share(monkeypatch):
    monkeypatch.setitem(RULES, "few_share", 0.9)
    monkeypatch.setitem(RULES, "many_pages", 8)
    monkeypatch.setitem(RULES, "many_share", 0.4)
    for number in range(10):
        page(number + 10, f"سطر {number} وحده")
    pages = [page(number, LINE) for number in range(8)]

    learn()

    assert {label(it)[0] for it in pages} == {"boilerplate"}


def test_what_a_person_said_of_one_is_not_learnt_of_any(reviewer):
    pages = [page(number, LINE) for number in range(FEW + 1)]
    start = pages[0].capture.text.index(LINE)
    Segment.objects.filter(capture=pages[0].capture, start=start).update(rule="person")

    learn()

    assert {label(it)[0] for it in pages} == {"paragraph"}
    assert not Relabelling.objects.exists()


def test_a_person_who_says_that_one_is_boilerplate_takes_nothing_from_the_others():
    pages = [page(number, LINE) for number in range(FEW)]
    start = pages[0].capture.text.index(LINE)
    line = Segment.objects.filter(capture=pages[0].capture, start=start)
    line.update(kind="boilerplate", rule="person")

    learn()

    assert label(pages[0]) == ("boilerplate", "person")
    assert {label(it)[0] for it in pages} == {"boilerplate"}


def test_learning_again_changes_nothing():
    pages = [page(number, LINE) for number in range(FEW)]
    learn()
    before = [label(it) for it in pages]

    assert learn() == []
    assert [label(it) for it in pages] == before


def test_what_no_longer_repeats_is_what_the_rules_said():
    pages = [page(number, LINE) for number in range(FEW)]
    Segment.objects.exclude(kind="title").update(kind="subheading", rule="short line in the text")
    learn()
    Article.objects.filter(pk=pages[0].pk).update(retired_at=timezone.now())

    touched = learn()

    assert [label(it) for it in pages[1:]] == [("subheading", "short line in the text")] * (FEW - 1)
    assert len(touched) == FEW - 1


def pages_of_an_outlet(folder: Path) -> list[Path]:
    """One file a page, as JSONL."""
    files = []
    for number in range(FEW + 1):
        story = f"قالت الشركة رقم {number} إنها لم تعلّق{'، وكررت ذلك مرارا' * number} هذا الأسبوع."
        record = {
            "title": f"خبر رقم {number} عن الشركة",
            "text": f"{story}\n{LINE} كل يوم وفي كل مكان من العالم.\nوقالت إن الرقم {number} هو الأخير.",
            "outlet": "هسبريس",
            "url": f"https://h.example/{number}",
        }
        files.append(folder / f"{number}.jsonl")
        files[-1].write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return files


def export(file: Path) -> bytes:
    call_command("export_corpus", output=file, stdout=io.StringIO())
    return file.read_bytes()


def imported(tmp_path: Path, files: Sequence[Path]) -> bytes:
    """The export after the files came one by one; the database is left as it was."""
    with transaction.atomic():
        for file in files:
            call_command("import_corpus", str(file), stdout=io.StringIO())
        data = export(tmp_path / "out.jsonl")
        transaction.set_rollback(True)
    return data


def test_the_order_of_arrival_decides_nothing(tmp_path):
    files = pages_of_an_outlet(tmp_path)

    first = imported(tmp_path, files)

    assert b"learnt paragraph text" in first
    assert imported(tmp_path, files[::-1]) == first


def test_a_rebuild_learns_the_same_and_search_does_not_find_it(tmp_path):
    for file in pages_of_an_outlet(tmp_path):
        call_command("import_corpus", str(file), stdout=io.StringIO())
    before = export(tmp_path / "before.jsonl")
    assert before.count(b"learnt paragraph text") == FEW + 1

    call_command("rebuild", stdout=io.StringIO())

    assert export(tmp_path / "after.jsonl") == before
    assert not any("زراف" in it.lexemes for it in ArticleIndex.objects.all())
