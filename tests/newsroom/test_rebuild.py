"""Rebuild: everything derived comes back, and what people decided stands where it stood."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Mark
from annotations.queries import shown_marks
from annotations.services import homes, marking
from corpus.anchors import Anchor
from corpus.models import (
    Article,
    ArticleIndex,
    Capture,
    Event,
    FacetValue,
    Fingerprint,
    LayerState,
    Relabelling,
    Segment,
    Story,
    SurfaceLemma,
)
from corpus.services import copies, index, registry, relabelling, stories
from newsroom.management.commands import rebuild as command

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


def rebuild(*layers: str, **options: bool) -> str:
    told = io.StringIO()
    call_command("rebuild", *layers, stdout=told, stderr=told, **options)
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
    made = [it for it in shown_marks(first) if it.kind == "claim" and it.by]
    assert [mark.anchors[0].quote for mark in made] == [words]


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


@pytest.fixture
def many(pages: list[Article], tmp_path: Path) -> int:
    """How many captures: seven pages, the last of them with two articles."""
    for number in range(6):
        said = FIRST.replace("هذا العام", f"قبل نهاية عام {2030 + number}")
        (tmp_path / f"page-{number}.txt").write_text(said, encoding="utf-8")
    call_command("import_corpus", str(tmp_path), stdout=io.StringIO())
    return Capture.objects.count()


class Stopped(Exception):
    """What stops a rebuild in these tests."""


def stop_in_batch(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a rebuild by batches of two end in the middle of this batch."""
    batches = iter(range(1, number))
    rehome = homes.rehome

    def stopping(captures):
        rehome(captures)
        if next(batches, None) is None:
            raise Stopped

    monkeypatch.setattr(command, "BATCH", 2)
    with monkeypatch.context() as patch:
        patch.setattr(homes, "rehome", stopping)
        with pytest.raises(Stopped):
            rebuild()


def everything(file: Path) -> tuple[object, ...]:
    return (
        export(file),
        sorted(SurfaceLemma.objects.values_list("surface", "lemma")),
        sorted(FacetValue.objects.values_list("key", "count")),
        sorted(Story.objects.values_list("key", "articles__article__key")),
    )


@pytest.mark.parametrize("batch", [1, 2, 4])
def test_a_stopped_rebuild_ends_as_an_undisturbed_one(many, batch, tmp_path, editor, monkeypatch):
    claim(Article.objects.earliest("key"), "هواوي", editor)
    rebuild()
    before = everything(tmp_path / "before.jsonl")
    SurfaceLemma.objects.update(lemma="قديم")
    Segment.objects.filter(kind="title").update(kind="paragraph")
    FacetValue.objects.update(count=7)

    stop_in_batch(batch, monkeypatch)
    rebuild()

    assert everything(tmp_path / "after.jsonl") == before
    assert index.drift() + copies.drift() == []


def test_a_stopped_rebuild_goes_on_after_the_last_whole_batch(many, monkeypatch):
    stop_in_batch(3, monkeypatch)
    Segment.objects.all().delete()

    told = rebuild()

    assert "Going on where a rebuild was stopped: articles after page-3.txt (4 articles)" in told
    done = set(Segment.objects.values_list("capture__page__key", flat=True))
    assert done == {"page-4.txt", "page-5.txt", "page.txt"}
    assert Event.objects.get(verb="rebuild").after["articles"] == 8


def stop_in_stories(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopping(kinds):
        raise Stopped

    with monkeypatch.context() as patch:
        patch.setattr(stories, "tell", stopping)
        with pytest.raises(Stopped):
            rebuild()


def test_a_rebuild_that_was_stopped_over_the_corpus_goes_on_with_that_layer(many, monkeypatch):
    before = set(Story.objects.values_list("key", flat=True))
    Story.objects.all().delete()
    stop_in_stories(monkeypatch)
    Segment.objects.all().delete()

    told = rebuild()

    assert "Going on where a rebuild was stopped: stories\n" in told
    assert set(Story.objects.values_list("key", flat=True)) == before
    assert not Segment.objects.exists()


def test_again_begins_anew(many, monkeypatch):
    stop_in_batch(3, monkeypatch)
    Segment.objects.all().delete()

    told = rebuild(again=True)

    assert "Going on" not in told
    assert Capture.objects.exclude(segments=None).count() == many


def test_a_rebuild_that_other_names_began_is_begun_anew(many, monkeypatch):
    stop_in_batch(3, monkeypatch)
    registry.load_entities([{"key": "meta", "kind": "organisation", "ar": "ميتا"}])

    told = rebuild()

    assert "Going on" not in told
    assert Event.objects.get(verb="rebuild").after["articles"] == 8


def test_a_layer_that_is_asked_for_is_made_with_those_that_read_it(many):
    stories = set(Story.objects.values_list("key", flat=True))
    Segment.objects.all().delete()
    Story.objects.all().delete()

    told = rebuild("stories", "copies")

    assert told == "copies, stories, board, counts, proposals rebuilt\n"
    assert set(Story.objects.values_list("key", flat=True)) == stories
    assert not Segment.objects.exists()


def test_an_unknown_layer_is_named(pages):
    with pytest.raises(CommandError, match="no layer lemmas: articles, boilerplate, copies"):
        rebuild("lemmas")


def check() -> str:
    told = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("rebuild", check=True, stdout=io.StringIO(), stderr=told)
    return told.getvalue()


def test_what_other_versions_made_is_named(pages):
    ArticleIndex.objects.filter(article=pages[0]).update(version="light-0")
    Fingerprint.objects.update(version="shingles 0")
    LayerState.objects.filter(name="stories").update(version="stories 0")

    told = check()

    assert "1 indexed articles were read by light-0, not by " in told
    assert "2 signatures were made by shingles 0, not by shingles 1: run rebuild" in told
    assert "stories was made by stories 0, not by stories 1" in told


def test_what_was_never_made_and_what_was_not_finished_are_named(pages, monkeypatch):
    stop_in_stories(monkeypatch)
    LayerState.objects.filter(name="copies").delete()

    told = check()

    assert "copies was never made: run rebuild\n" in told
    assert "stories was begun and not finished: run rebuild\n" in told


def test_an_import_leaves_nothing_to_rebuild(pages):
    call_command("rebuild", check=True)

    assert set(LayerState.objects.values_list("name", flat=True)) == {
        "boilerplate",
        "copies",
        "stories",
        "board",
    }


def test_the_greatest_capture_of_a_page_is_current_again(pages, tmp_path):
    (tmp_path / "page.txt").write_text(SECOND + FIRST * 2, encoding="utf-8")
    call_command("import_corpus", str(tmp_path), stdout=io.StringIO())
    current = Capture.objects.get(is_current=True)
    Capture.objects.update(is_current=False)
    Capture.objects.exclude(pk=current.pk).update(is_current=True)

    rebuild()

    assert Capture.objects.get(is_current=True) == current
    assert index.drift() == []
