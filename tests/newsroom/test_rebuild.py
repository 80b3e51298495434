"""Rebuild: everything derived comes back, and what people decided stands where it stood."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from annotations.models import Mark
from annotations.queries import shown_marks
from annotations.services import marking
from corpus.anchors import Anchor
from corpus.models import Article, ArticleIndex, Capture, Event, FacetValue, Relabelling, Segment
from corpus.services import index, registry, relabelling

pytestmark = pytest.mark.django_db

FIRST = (
    "هواوي تطلق معالجاً جديداً\n\nقالت شركة هواوي إن المعالج جاهز لتدريب النماذج الكبيرة هذا العام.\n"
)
SECOND = (
    "\nالعربية\nمنذ ساعة واحدة\n- العربية\nميتا تعيد هيكلة فرقها\n"
    "قالت شركة ميتا إنها تعيد هيكلة فرق الذكاء الاصطناعي لديها للمرة الثالثة هذا العام.\n"
)


@pytest.fixture
def pages(tmp_path: Path) -> list[Article]:
    """A page of two articles, imported."""
    registry.load_entities(
        [{"key": "huawei", "kind": "organisation", "latin": "Huawei", "ar": "هواوي"}]
    )
    registry.load_topics()
    (tmp_path / "page.txt").write_text(FIRST + SECOND, encoding="utf-8")
    call_command("import_corpus", str(tmp_path), stdout=io.StringIO())
    return list(Article.objects.order_by("start"))


def rebuild() -> str:
    told = io.StringIO()
    call_command("rebuild", stdout=io.StringIO(), stderr=told)
    return told.getvalue()


def export(file: Path) -> bytes:
    call_command("export_corpus", output=file, stdout=io.StringIO())
    return file.read_bytes()


def claim(article: Article, words: str, by) -> Mark:
    start = article.capture.text.index(words)
    anchors = [Anchor(start, start + len(words), words)]
    return marking.make(article, kind="claim", anchors=anchors, by=by)


def test_a_rebuild_of_what_is_in_step_changes_nothing(pages, tmp_path, editor):
    claim(pages[0], "المعالج جاهز", editor)
    before = export(tmp_path / "before.jsonl")

    rebuild()

    assert export(tmp_path / "after.jsonl") == before


def test_labels_come_back(pages):
    before = list(Segment.objects.values_list("start", "end", "kind"))
    Segment.objects.filter(kind="title").update(kind="paragraph")
    Segment.objects.filter(kind="boilerplate").delete()

    rebuild()

    assert list(Segment.objects.values_list("start", "end", "kind")) == before


def test_windows_move_back_under_their_keys_and_marks_go_home(pages, editor):
    first, second = pages
    mark = claim(second, "فرق الذكاء الاصطناعي", editor)
    Article.objects.filter(pk=second.pk).update(retired_at="2025-01-01T00:00Z")
    Segment.objects.filter(article=second).update(article=first)
    Article.objects.filter(pk=first.pk).update(end=second.end)
    Mark.objects.filter(pk=mark.pk).update(article=first)

    rebuild()

    assert [(it.key, it.start, it.end) for it in Article.objects.order_by("start")] == [
        (it.key, it.start, it.end) for it in pages
    ]
    mark.refresh_from_db()
    assert (mark.article, second.__class__.objects.get(pk=second.pk).retired_at) == (second, None)


def test_an_article_that_no_rule_makes_is_retired_and_not_deleted(pages, editor):
    first = pages[0]
    extra = Article.objects.create(
        capture=first.capture, key="invented", start=first.start, end=first.end, title="مختلق"
    )

    rebuild()

    extra.refresh_from_db()
    assert extra.retired_at is not None
    assert not ArticleIndex.objects.filter(article=extra).exists()


def test_a_decision_that_no_window_holds_keeps_the_page_as_it_is(pages, editor):
    first, second = pages
    Article.objects.filter(pk=first.pk).update(end=second.end)
    words = first.capture.text[second.start - 10 : second.start + 10]
    first.refresh_from_db()
    claim(first, words, editor)

    told = rebuild()

    first.refresh_from_db()
    assert "page.txt" in told
    assert first.end == second.end
    assert [mark.anchors[0].quote for mark in shown_marks(first) if mark.kind == "claim"] == [words]


def test_index_suggestions_and_counts_come_back(pages):
    facets = dict(FacetValue.objects.values_list("key", "count"))
    suggestions = Mark.objects.filter(by=None).count()
    ArticleIndex.objects.all().delete()
    Mark.objects.all().delete()
    FacetValue.objects.update(count=7)

    rebuild()

    assert dict(FacetValue.objects.values_list("key", "count")) == facets
    assert Mark.objects.filter(by=None).count() == suggestions
    assert index.drift() == []


def test_drift_is_named_without_being_mended(pages):
    ArticleIndex.objects.all().delete()
    told = io.StringIO()

    with pytest.raises(SystemExit):
        call_command("rebuild", check=True, stdout=io.StringIO(), stderr=told)

    assert "is not indexed" in told.getvalue()


def test_a_rebuild_is_one_event_and_touches_no_capture(pages):
    before = list(Capture.objects.values_list("pk", "text", "is_current"))

    rebuild()

    assert Event.objects.filter(verb="rebuild", by=None).count() == 1
    assert list(Capture.objects.values_list("pk", "text", "is_current")) == before


def corrected(article: Article, words: str, kind: str, by) -> tuple[int, int]:
    start = article.capture.text.index(words)
    line = Segment.objects.get(capture=article.capture, start__lte=start, end__gt=start)
    place = (line.capture_id, line.start, line.end)
    relabelling.correct(place, kind, shown=line.kind, by=by, everywhere=False)
    return line.start, line.end


def test_a_persons_label_holds_against_the_rules(pages, tmp_path, reviewer):
    place = corrected(pages[0], "قالت شركة هواوي", "boilerplate", reviewer)
    corrected(pages[0], "منذ ساعة", "paragraph", reviewer)
    before = export(tmp_path / "before.jsonl")

    rebuild()

    assert Segment.objects.get(start=place[0], end=place[1]).kind == "boilerplate"
    assert export(tmp_path / "after.jsonl") == before


def test_a_label_that_was_taken_back_is_the_rules_again(pages, reviewer):
    place = corrected(pages[0], "قالت شركة هواوي", "boilerplate", reviewer)
    Segment.objects.filter(start=place[0]).update(rule="forgotten")
    Relabelling.objects.update(removed_at="2025-01-01T00:00Z")

    rebuild()

    line = Segment.objects.get(start=place[0], end=place[1])
    assert (line.kind, line.rule) == ("paragraph", "text")
