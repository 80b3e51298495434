"""A person's word on what a line is: at once, derived from, remembered, and taken back."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from annotations.models import MarkPart
from corpus.errors import Conflict, NotAllowed
from corpus.models import Article, ArticleIndex, Event, Page, Relabelling, Role, Segment, User
from corpus.services import relabelling
from corpus.services.relabelling import NotALabel
from tests.factories import MarkFactory, UserFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db
LINE = "تطبيق الزرافة على هاتفك"


def line_of(article: Article, words: str = LINE) -> Segment:
    start = article.capture.text.index(words)
    return Segment.objects.get(capture=article.capture, start=start)


def taken_for_boilerplate(title: str = "خبر", *more: str, **fields) -> Segment:
    """An article's last line, wrongly taken for boilerplate."""
    article = readable_article(title, "قالت هواوي إنها لم تعلّق.", *more, LINE, **fields)
    Segment.objects.filter(pk=line_of(article).pk).update(kind="boilerplate", rule="promo")
    return line_of(article)


def correct(line: Segment, kind: str, by: User, *, everywhere: bool = False):
    place = (line.capture_id, line.start, line.end)
    return relabelling.correct(place, kind, shown=line.kind, by=by, everywhere=everywhere)


def label(line: Segment) -> tuple[str, str]:
    line.refresh_from_db()
    return line.kind, line.rule


def test_the_line_has_its_label_at_once_and_search_finds_it(reviewer):
    line = taken_for_boilerplate()

    correct(line, "paragraph", reviewer)

    assert label(line) == ("paragraph", "person")
    assert "زراف" in ArticleIndex.objects.get(article=line.article).lexemes


def test_what_becomes_boilerplate_is_no_longer_found_and_moves_no_mark(reviewer, editor):
    article = readable_article("خبر", "نص", LINE)
    mark = MarkFactory(article=article, by=editor, parts=["الزرافة"])
    places = list(MarkPart.objects.filter(mark=mark).values_list("start", "end", "quote"))

    correct(line_of(article), "boilerplate", reviewer)

    assert "زراف" not in ArticleIndex.objects.get(article=article).lexemes
    assert list(MarkPart.objects.filter(mark=mark).values_list("start", "end", "quote")) == places


def test_it_is_an_event_with_both_states(reviewer):
    line = taken_for_boilerplate()

    correct(line, "paragraph", reviewer)

    event = Event.objects.get(object_type="label")
    assert (event.by, event.verb, event.article_key) == (reviewer, "relabel", "")
    assert (event.before["kind"], event.before["rule"]) == ("boilerplate", "promo")
    assert (event.after["kind"], event.after["quote"]) == ("paragraph", LINE)


@pytest.mark.parametrize("role", Role)
def test_only_reviewers_and_administrators_correct_and_take_back(role, reviewer):
    line, by = taken_for_boilerplate(), UserFactory(role=role)
    correct(line, "byline", reviewer)
    line.refresh_from_db()
    batch = Event.objects.get(object_type="label").batch

    for change in (
        lambda: relabelling.undo(batch, by=by),
        lambda: correct(Segment.objects.get(pk=line.pk), "paragraph", by),
    ):
        if role in (Role.REVIEWER, Role.ADMIN):
            change()
        else:
            with pytest.raises(NotAllowed):
                change()


def test_the_same_line_of_one_outlet_is_one_step(reviewer):
    lines = [taken_for_boilerplate(f"خبر {n}", outlet_name="هسبريس") for n in range(3)]
    other = taken_for_boilerplate("خبر", outlet_name="العربية")

    done = correct(lines[0], "paragraph", reviewer, everywhere=True)

    assert done.lines == 3
    assert {label(line) for line in lines} == {("paragraph", "person")}
    assert label(other) == ("boilerplate", "promo")
    assert Event.objects.filter(object_type="label").values("batch").distinct().count() == 1


def test_the_same_line_is_the_same_in_another_spelling_and_on_one_site(reviewer):
    first = taken_for_boilerplate("خبر", url="https://a.example/1")
    article = readable_article("خبر", "نص", LINE.replace("على", "عَلى"), url="https://a.example/2")
    second = line_of(article, "تطبيق")
    Segment.objects.filter(pk=second.pk).update(kind="boilerplate", rule="promo")
    elsewhere = taken_for_boilerplate("خبر", url="https://b.example/1")

    assert correct(first, "paragraph", reviewer, everywhere=True).lines == 2
    assert label(second) == ("paragraph", "person")
    assert label(elsewhere) == ("boilerplate", "promo")


def test_a_step_leaves_what_is_too_much_and_what_a_person_said(reviewer, monkeypatch):
    monkeypatch.setattr(relabelling, "MOST", 2)
    lines = [taken_for_boilerplate(f"خبر {n}", outlet_name="هسبريس") for n in range(4)]
    correct(lines[3], "boilerplate", reviewer)

    done = correct(lines[0], "paragraph", reviewer, everywhere=True)

    assert (done.lines, done.left) == (2, 1)
    assert label(lines[3]) == ("boilerplate", "person")


def test_undo_brings_back_every_label_of_the_step_and_is_an_event(reviewer):
    lines = [taken_for_boilerplate(f"خبر {n}", outlet_name="هسبريس") for n in range(2)]
    correct(lines[0], "paragraph", reviewer, everywhere=True)
    step = Event.objects.filter(verb="relabel").earliest("pk")

    relabelling.undo(step.batch, by=reviewer)

    assert {label(line) for line in lines} == {("boilerplate", "promo")}
    assert Relabelling.objects.filter(removed_at=None).count() == 0
    assert set(Event.objects.filter(verb="undo").values_list("undoes__batch", flat=True)) == {
        step.batch
    }
    assert "زراف" not in ArticleIndex.objects.get(article=lines[0].article).lexemes


def test_undo_of_a_second_word_brings_back_the_first(reviewer, administrator):
    line = taken_for_boilerplate()
    correct(line, "byline", reviewer)
    line.refresh_from_db()
    correct(line, "paragraph", administrator)

    relabelling.undo(Event.objects.latest("pk").batch, by=administrator)

    said = Relabelling.objects.get()
    assert (said.kind, said.by, said.removed_at) == ("byline", reviewer, None)
    assert label(line) == ("byline", "person")


def test_an_undo_is_taken_back_like_any_step_but_only_once(reviewer):
    line = taken_for_boilerplate()
    correct(line, "paragraph", reviewer)
    first = Event.objects.latest("pk").batch
    relabelling.undo(first, by=reviewer)

    with pytest.raises(Conflict):
        relabelling.undo(first, by=reviewer)
    relabelling.undo(Event.objects.latest("pk").batch, by=reviewer)

    assert label(line) == ("paragraph", "person")


def test_what_changed_since_is_not_overwritten(reviewer):
    line = taken_for_boilerplate()
    correct(line, "paragraph", reviewer)

    with pytest.raises(Conflict):
        correct(line, "byline", reviewer)  # as it was shown before

    assert label(line) == ("paragraph", "person")


def test_a_title_is_no_line_and_no_line_becomes_one(reviewer):
    line = taken_for_boilerplate()
    title = line.article.segments.get(kind="title")

    with pytest.raises(NotALabel):
        correct(line, "title", reviewer)
    with pytest.raises(NotALabel):
        correct(title, "boilerplate", reviewer)


def test_the_window_grows_to_hold_its_own_line(reviewer):
    line = taken_for_boilerplate()
    Article.objects.filter(pk=line.article_id).update(end=line.start - 1)

    correct(line, "paragraph", reviewer)

    line.article.refresh_from_db()
    assert line.article.end == line.end


@pytest.mark.parametrize(
    "wrong",
    [{"quote": "غيره"}, {"kind": "title"}, {"kind": "x"}, {"end": 0, "quote": ""}, {"quote": ""}],
)
def test_the_database_refuses(reviewer, wrong):
    line = taken_for_boilerplate()
    said = {"start": line.start, "end": line.end, "quote": LINE, "kind": "paragraph", **wrong}

    with pytest.raises(IntegrityError), transaction.atomic():
        Relabelling.objects.create(capture=line.capture, by=reviewer, at=timezone.now(), **said)


def test_a_line_is_corrected_once_and_not_twice(reviewer):
    line = taken_for_boilerplate()
    said = {"start": line.start, "end": line.end, "quote": LINE, "kind": "paragraph"}
    Relabelling.objects.create(capture=line.capture, by=reviewer, at=timezone.now(), **said)

    with pytest.raises(IntegrityError), transaction.atomic():
        Relabelling.objects.create(capture=line.capture, by=reviewer, at=timezone.now(), **said)


def test_pages_with_the_same_text_and_long_names_are_told_apart(reviewer):
    first, second = taken_for_boilerplate(), taken_for_boilerplate()
    for line, name in ((first, "أ"), (second, "ب")):
        Page.objects.filter(pk=line.capture.page_id).update(key=name * 900)
    first, second = (Segment.objects.get(pk=it.pk) for it in (first, second))
    correct(first, "paragraph", reviewer)

    relabelling.undo(Event.objects.latest("pk").batch, by=reviewer)

    assert label(first) == label(second) == ("boilerplate", "promo")
