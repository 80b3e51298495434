"""The claim board: how many stand behind a claim independently, and what the rows follow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations.models import (
    AttributionStep,
    BoardRow,
    Claim,
    ClaimLink,
    ClaimMention,
    CountedClaim,
    LinkKind,
    Mark,
    MarkPart,
)
from annotations.services import board, claims, links, marking, merging
from annotations.services import telling as telling_of
from annotations.services.ends import End
from corpus.anchors import Anchor
from corpus.models import Article, ArticleIndex, Capture, Copy, Entity, Page, Segment, Source, User
from corpus.services import captures, index
from tests.claiming import (
    asked,
    claim_of,
    entity_of,
    figure,
    people,
    rumours,
    speaker,
    telling,
    told,
)
from tests.factories import CaptureFactory, EntityFactory, MarkFactory, TopicFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

WORDS = "فشل تدريب النموذج على رقائق هواوي"


def row() -> BoardRow:
    return BoardRow.objects.get()


def repeated(claim: Claim, by: User, *chains: tuple[Source | None, ...]) -> list[Mark]:
    """An article for each chain that makes the claim with it."""
    return [telling(WORDS, claim, by=by, chain=chain) for chain in chains]


def from_people(claim: Claim, by: User, *, via: Source | None, words: str = "أشخاص مطلعون") -> Mark:
    """An article that has the claim from people of its page, perhaps through somebody named."""
    article = readable_article("عنوان", WORDS)
    chain = [*([via] if via else []), people(article, words, told=via)]
    return told(article, WORDS, claim, by=by, chain=chain)


def test_three_articles_with_one_origin_are_one_confirmation(editor):
    claim, ft = claim_of(asked()), speaker()
    for words in ("ثلاثة أشخاص", "المصادر", "ثلاثة مصادر مطلعة"):
        from_people(claim, editor, via=ft, words=words)

    assert (row().articles, row().mentions, row().origins) == (3, 3, 1)
    assert "origin:financial-times" in row().facets


def test_two_named_origins_are_two(editor):
    ft = speaker()
    repeated(claim_of(asked()), editor, (ft,), (speaker("nature"),), (ft,))

    assert row().origins == 2


def test_unnamed_people_are_counted_for_each_article(editor):
    claim = claim_of(asked())
    from_people(claim, editor, via=None)
    from_people(claim, editor, via=None)

    assert row().origins == 2


def test_a_republished_copy_counts_once(editor):
    claim = claim_of(asked())
    first, second = (from_people(claim, editor, via=None).article for _ in range(2))
    Copy.objects.create(capture=second.capture, article=second, original=first, jaccard=0.9)

    board.recount()

    assert (row().articles, row().origins) == (2, 1)


def test_outlets_that_nobody_names_are_one_origin_in_the_same_words(editor):
    repeated(claim_of(asked()), editor, (rumours(),), (rumours(),), (rumours("مواقع صينية"),))

    assert row().origins == 2


def test_hearsay_and_the_pages_own_word_are_no_origin(editor):
    repeated(claim_of(asked()), editor, (), (None,))

    assert (row().articles, row().origins) == (2, 0)


def test_origins_are_counted_through_merges_of_entities(editor, reviewer):
    claim, ft, twin = claim_of(asked()), speaker(), speaker("ft")
    repeated(claim, editor, (ft,), (twin,))
    before = row().origins

    merging.merge(entity_of(twin), into=entity_of(ft), by=reviewer)
    merged = row()
    merging.unmerge(Entity.objects.get(key="ft"), by=reviewer)

    assert (before, merged.origins, row().origins) == (2, 1, 2)
    assert "origin:ft" not in merged.facets


def test_a_suggestion_does_not_count(editor):
    claim = claim_of(asked())
    repeated(claim, editor, ())
    suggested = MarkFactory(article=readable_article(), kind="claim", claim=claim, parts=[(0, 4)])
    ClaimMention.objects.create(mark=suggested, capture=suggested.capture)

    board.refresh([claim])

    assert (row().mentions, row().articles) == (1, 1)


def test_a_row_goes_with_its_last_mention(editor):
    [mark] = repeated(claim_of(asked()), editor, ())

    marking.remove(mark, by=editor)

    assert not BoardRow.objects.exists()


def test_retired_articles_drop_out(editor):
    mark, _ = repeated(claim_of(asked()), editor, (), ())
    Article.objects.filter(pk=mark.article_id).update(retired_at=timezone.now())

    board.recount()

    assert row().articles == 1


def test_superseded_captures_drop_out(editor):
    mark, _ = repeated(claim_of(asked()), editor, (), ())
    page = mark.capture.page
    CaptureFactory(page=page, text="نص أحدث", captured_at=timezone.now(), is_current=False)

    captures.choose_current([page])
    board.recount()

    assert row().articles == 1


def test_a_claim_without_a_question_has_its_own_row(editor):
    asking, alone = claim_of(asked()), claim_of()
    repeated(asking, editor, ())
    repeated(alone, editor, ())

    assert BoardRow.objects.get(claim=alone).question is None
    assert BoardRow.objects.get(question=asking.question).claim is None


def test_claims_of_one_question_share_a_row(editor):
    question = asked()
    for _ in range(2):
        repeated(claim_of(question), editor, ())

    assert (row().claims, row().mentions) == (2, 2)


def test_a_row_is_filtered_by_all_that_it_is_about(editor):
    model, outlet = EntityFactory(key="r1", kind="model"), EntityFactory(key="daily", kind="outlet")
    parent = TopicFactory(path="chips")
    question = asked(subject=model, metric="training hardware")
    claim = claim_of(question, subject=EntityFactory(key="deepseek"))
    claim.topics.add(TopicFactory(path="chips/huawei", parent=parent))
    article = readable_article("عنوان", "كلّف تدريب R1 على هواوي 294 ألف دولار", outlet=outlet)
    MarkFactory(article=article, entity=EntityFactory(key="huawei"), parts=["هواوي"])
    MarkFactory(article=article, entity=EntityFactory(key="elsewhere"), parts=["عنوان"])

    told(
        article,
        "كلّف تدريب R1 على هواوي 294 ألف دولار",
        claim,
        by=editor,
        figures=[figure("294 ألف دولار", 294_000)],
    )

    assert row().facets == [
        *("entity:deepseek", "entity:huawei", "entity:r1"),
        *("metric:training cost", "metric:training hardware"),
        *("outlet:daily", "topic:chips", "topic:chips/huawei"),
    ]


LESS, MORE = "كلّف التدريب 294 ألف دولار.", "كلّف التدريب 5.6 مليون دولار."


def disputed(by: User) -> tuple[Mark, Mark]:
    """Two claims of one question whose figures are apart, each in an article."""
    question = asked()
    return (
        telling(LESS, claim_of(question), by=by, figures=[figure("294 ألف دولار", 294_000)]),
        telling(MORE, claim_of(question), by=by, figures=[figure("5.6 مليون دولار", 5_600_000)]),
    )


def indexed(mark: Mark) -> tuple[int, bool]:
    """What the index knows of contradictions in the mark's article."""
    found = ArticleIndex.objects.get(article=mark.article_id)
    return found.contested, "has:contradiction" in found.facets


def test_a_contradiction_shows_in_the_row_and_in_both_articles(editor):
    marks = disputed(editor)

    assert (row().contested, row().undecided) == (1, 1)
    assert {"state:contested", "state:undecided"} <= set(row().facets)
    assert [indexed(it) for it in marks] == [(1, True)] * 2
    assert index.drift() == []


def test_a_confirmed_contradiction_is_decided_and_still_one(editor):
    marks = disputed(editor)

    links.judge(ClaimLink.objects.get(), kind=LinkKind.CONTRADICTS, by=editor)

    assert (row().contested, row().undecided) == (1, 0)
    assert "state:undecided" not in row().facets
    assert [indexed(it) for it in marks] == [(1, True)] * 2


@pytest.mark.parametrize("decide", ["reject", "compatible"])
def test_what_is_found_to_be_none_is_no_contradiction(editor, decide):
    marks, link = disputed(editor), ClaimLink.objects.get()

    if decide == "reject":
        links.reject(link, by=editor)
    else:
        links.judge(link, kind=LinkKind.COMPATIBLE, by=editor)

    assert (row().contested, row().undecided) == (0, 0)
    assert not any(it.startswith("state:") for it in row().facets)
    assert [indexed(it) for it in marks] == [(0, False)] * 2


def test_a_contradiction_leaves_both_articles_with_one_of_its_mentions(editor):
    ours, theirs = disputed(editor)

    marking.remove(theirs, by=editor)

    assert row().contested == 0
    assert [indexed(it) for it in (ours, theirs)] == [(0, False)] * 2


def test_what_contradicts_a_whole_claim_is_of_every_article_that_makes_it(editor, reviewer):
    claim, other = claim_of(), claim_of()
    marks = repeated(claim, editor, (), ())
    links.raise_question(End(claim), End(other), kind=LinkKind.CONTRADICTS, by=editor)
    raised = [indexed(it) for it in marks]

    claims.merge(claim, into=claim_of(), by=reviewer)

    assert raised == [(1, True)] * 2
    assert [indexed(it) for it in marks] == [(1, True)] * 2


def test_claims_of_two_questions_at_odds_contest_both_rows(editor):
    one, other = claim_of(asked("كم كلّف R1؟")), claim_of(asked("كم كلّف V3؟"))
    repeated(one, editor, ())
    repeated(other, editor, ())

    links.raise_question(End(one), End(other), kind=LinkKind.CONTRADICTS, by=editor)

    assert [it.contested for it in BoardRow.objects.all()] == [1, 1]


def test_moving_a_claim_to_another_question_refreshes_both(editor):
    disputed(editor)
    moved, other = Claim.objects.latest("pk"), asked("كم كلّف V3؟")

    claims.describe(moved, question=other, by=editor)

    assert [it.contested for it in BoardRow.objects.all()] == [0, 0]
    assert not ClaimLink.objects.exists()
    assert {it.contested for it in ArticleIndex.objects.all()} == {0}


def test_a_headline_that_says_more_shows_in_the_row(editor):
    article = readable_article("ديب سيك ستطلق النموذج", "قد تطلق ديب سيك النموذج قريباً.")
    claim = claim_of(asked())
    told(article, "قد تطلق ديب سيك النموذج", claim, by=editor, certainty="possible")

    told(article, "ديب سيك ستطلق النموذج", claim, by=editor)

    assert "state:overstated" in row().facets


def test_a_claim_keeps_the_numbers_of_its_mentions(editor):
    claim, ft, nature = claim_of(asked()), speaker(), speaker("nature")
    gone, *_ = repeated(claim, editor, (ft,), (ft,), (nature,), (None,), ())
    marking.remove(gone, by=editor)
    told(readable_article("عنوان", WORDS), WORDS, claim, by=editor, chain=[ft])

    counts = CountedClaim.objects.get(claim=claim)
    assert (counts.mentions, counts.articles, counts.origins) == (5, 5, 2)
    assert (counts.hearsay, counts.unattributed) == (1, 1)
    assert (counts.sources, counts.resting) == ([ft.pk, nature.pk], [2, 1])


def test_a_claim_that_nobody_makes_any_more_has_no_numbers(editor):
    [only] = repeated(claim_of(asked()), editor, (speaker(),))

    marking.remove(only, by=editor)

    assert not CountedClaim.objects.exists()


@pytest.mark.parametrize(
    ("model", "order"), [(BoardRow, ("question", "claim")), (CountedClaim, ("claim",))]
)
def test_counting_again_changes_nothing(editor, model, order):
    disputed(editor)
    repeated(claim_of(), editor, (speaker(),))
    kept = list(model.objects.order_by(*order).values())

    board.rebuild()

    again = model.objects.order_by(*order).values()
    assert [{**it, "id": 0} for it in again] == [{**it, "id": 0} for it in kept]


def made_by_many(claim: Claim, by: User, count: int, *, in_titles: bool) -> None:
    """So many articles that make the claim, as rows and not through the services."""
    kind = "title" if in_titles else "paragraph"
    pages = Page.objects.bulk_create(Page(key=f"{n:06}") for n in range(count))
    like = CaptureFactory.build(text=WORDS)
    fields = ("text", "data", "sha256", "length", "encoding", "extractor", "extractor_version")
    same = {name: getattr(like, name) for name in fields}
    rows = Capture.objects.bulk_create(Capture(page=it, is_current=True, **same) for it in pages)
    place = {"start": 0, "end": len(WORDS)}
    articles = Article.objects.bulk_create(
        Article(capture=it, key=f"a-{it.page_id}", title="عنوان", **place) for it in rows
    )
    marks = Mark.objects.bulk_create(
        Mark(capture=it.capture, article=it, kind="claim", claim=claim, by=by, at=timezone.now())
        for it in articles
    )
    MarkPart.objects.bulk_create(
        MarkPart(capture=it.capture, mark=it, quote=WORDS, **place) for it in marks
    )
    ClaimMention.objects.bulk_create(ClaimMention(capture=it.capture, mark=it) for it in marks)
    Segment.objects.bulk_create(
        Segment(capture=it.capture, article=it, kind=kind, **place) for it in articles
    )


@pytest.mark.parametrize("in_titles", [False, True])
def test_a_claim_of_thousands_is_counted_in_a_bounded_number_of_queries(editor, in_titles):
    claim = claim_of(asked())
    made_by_many(claim, editor, 500 if in_titles else 5_000, in_titles=in_titles)

    with CaptureQueriesContext(connection) as asked_of:
        board.refresh([claim])

    assert row().articles >= 500
    assert len(asked_of) < 50


def test_a_step_in_a_claim_of_hundreds_reads_few_of_them(editor):
    claim = claim_of(asked())
    made_by_many(claim, editor, 500, in_titles=True)
    article = readable_article("عنوان", WORDS)

    with CaptureQueriesContext(connection) as asked_of:
        told(article, WORDS, claim, by=editor)

    assert len(asked_of) < 70  # some for locks and the board, none for each mention


def test_what_rules_proposed_and_nobody_touched_is_forgotten(editor, reviewer):
    kept = {
        "described": lambda it: claims.describe(it, statement_en="It cost less", by=editor),
        "merged": lambda it: claims.merge(it, into=claim_of(), by=reviewer),
        "merged into": lambda it: claims.merge(claim_of(), into=it, by=reviewer),
        "linked": lambda it: links.raise_question(
            End(it), End(claim_of()), kind=LinkKind.SAME, by=editor
        ),
        "marked": lambda it: telling(WORDS, it, by=editor),
        "untouched": lambda it: None,
    }
    for key, touch in kept.items():
        touch(Claim.objects.create(key=key, statement_ar="إفادة", origin="claims"))

    board.recount()

    left = Claim.objects.filter(origin="claims").values_list("key", flat=True)
    assert set(left) == kept.keys() - {"untouched"}


def test_a_row_follows_whom_words_are_pointed_out_to_mean(editor):
    article = readable_article("عنوان", f"كتبت التايمز، ثم قالت الصحيفة إن {WORDS}")
    ft, times = speaker(), speaker("times", name_ar="التايمز")
    mark = told(article, WORDS, claim_of(asked()), by=editor, chain=[ft])
    start = article.capture.text.index("الصحيفة")
    place = {"place_start": start, "place_end": start + 7, "place_quote": "الصحيفة"}
    AttributionStep.objects.filter(mention__mark=mark).update(how="resolved", **place)
    at = article.capture.text.index("التايمز")
    MarkFactory(article=article, entity=times.entity, parts=["التايمز"])

    anchor = Anchor(at, at + 7, "التايمز")
    telling_of.point(article, "الصحيفة", "times", anchor, by=editor)

    assert "origin:times" in row().facets
