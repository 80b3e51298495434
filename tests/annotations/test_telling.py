"""What a claim's mention says: drafted by rules, changed by people, pointed out in the text."""

from typing import Any

import pytest

from annotations.errors import CannotTell
from annotations.models import AttributionStep, ClaimMention, Figure, Mark, MarkKind, Pointing
from annotations.services import marking, telling
from annotations.services.mentions import Said, mention_state, write_mention
from corpus.anchors import Anchor
from corpus.errors import Conflict, NotAllowed, Stale, TextMismatch
from corpus.models import Article, Event, Source, User
from tests.factories import AliasFactory, EntityFactory, MarkFactory, SourceFactory, TopicFactory
from tests.reading import readable_article

pytestmark = pytest.mark.django_db

SAID = "ديب سيك دفعت 294 ألف دولار ثم أجّلت نموذجها"
TEXT = (
    "كتبت التايمز ذلك، ثم نشرته فايننشال تايمز. "
    f"نقلت الصحيفة عن ثلاثة أشخاص مطلعين أن {SAID}. وأضافت الصحيفة أن الشركة صامتة تماماً"
)
FT, TIMES = "financial-times", "times"
PEOPLE = "ثلاثة أشخاص مطلعين"


def anchor(article: Article, words: str) -> Anchor:
    start = article.capture.text.index(words)
    return Anchor(start, start + len(words), words)


def triple(article: Article, words: str) -> list[Any]:
    at = anchor(article, words)
    return [at.start, at.end, at.quote]


@pytest.fixture
def article(db: None) -> Article:
    article = readable_article("عنوان", TEXT)
    for key, name in ((FT, "فايننشال تايمز"), (TIMES, "التايمز")):
        paper = EntityFactory(key=key, kind="outlet", name_ar=name, name_latin=key)
        AliasFactory(entity=paper)
        MarkFactory(article=article, entity=paper, parts=[name])
    return article


@pytest.fixture
def claim(article: Article, editor: User) -> Mark:
    return marking.make(article, kind=MarkKind.CLAIM, anchors=[anchor(article, SAID)], by=editor)


def said_by(mark: Mark) -> Said:
    said = mention_state(mark)
    assert said is not None
    return said


def chain_of(mark: Mark) -> list[tuple[str | None, str, bool]]:
    """Who, how it is known, and whether it is open, for each step."""
    steps = AttributionStep.objects.filter(mention__mark=mark).order_by("ordinal")
    return [(it.source.name if it.source else None, it.how, it.is_open) for it in steps]


def topics_of(mark: Mark) -> list[str]:
    return [it.path for it in mark.claim.topics.all()] if mark.claim else []


def step(source: str | None = None, **fields: Any) -> dict[str, Any]:
    return {"source": source, "how": "inferred", "confirmed": True, **fields}


# ------------------------------------------------------------------ the draft


def test_a_new_claim_says_what_its_sentence_tells(claim: Mark) -> None:
    said = said_by(claim)

    assert chain_of(claim) == [
        ("فايننشال تايمز", "resolved", True),
        (PEOPLE, "explicit", False),
    ]
    assert [it["place"][2] for it in said["chain"]] == ["الصحيفة", PEOPLE]
    assert [it["cue"][2] for it in said["chain"]] == ["نقلت", "عن"]
    assert (said["mode"], said["stance"]) == ("indirect", "reports")
    assert [(it["raw"], it["value"], it["unit"]) for it in said["figures"]] == [
        ("294 ألف دولار", "294000", "USD")
    ]


def test_the_unnamed_told_the_paper_before_them(claim: Mark) -> None:
    people = Source.objects.get(descriptor=PEOPLE)

    assert (people.count, people.told) == (3, Source.objects.get(entity__key=FT))


def test_a_claim_takes_the_topics_that_its_words_speak_of(article: Article, editor: User) -> None:
    TopicFactory(path="chips")
    other = readable_article("عنوان", "تصنع هواوي رقائق Ascend لتدريب النماذج")

    mark = marking.make(
        other, kind=MarkKind.CLAIM, anchors=[anchor(other, "رقائق Ascend")], by=editor
    )

    assert topics_of(mark) == ["chips"]


def test_words_that_no_segment_holds_can_be_claimed(article: Article, editor: User) -> None:
    article.segments.all().delete()

    mark = marking.make(
        article, kind=MarkKind.CLAIM, anchors=[anchor(article, "الشركة صامتة")], by=editor
    )

    assert said_by(mark)["stance"] in ("asserts", "reports")


def test_quoted_words_of_nobody_are_a_quotation(editor: User) -> None:
    article = readable_article("عنوان", "هذا كلام «النموذج جاهز» وحده")

    mark = marking.make(
        article, kind=MarkKind.CLAIM, anchors=[anchor(article, "«النموذج جاهز»")], by=editor
    )

    assert (said_by(mark)["mode"], said_by(mark)["stance"]) == ("direct", "quotes")


# ------------------------------------------------------------------ confirming and changing


def test_confirming_is_one_step_that_can_be_undone(
    claim: Mark, article: Article, editor: User
) -> None:
    events = Event.objects.count()

    telling.confirm(claim, by=editor)
    assert [is_open for *_, is_open in chain_of(claim)] == [False, False]
    assert Event.objects.count() == events + 1

    marking.undo(article, by=editor)
    assert [is_open for *_, is_open in chain_of(claim)] == [True, False]


def test_to_say_again_what_stands_is_no_step(claim: Mark, editor: User) -> None:
    telling.confirm(claim, by=editor)
    events = Event.objects.count()

    telling.confirm(claim, by=editor)

    assert Event.objects.count() == events


def test_a_suggestion_is_accepted_as_it_was_corrected(
    article: Article, claim: Mark, editor: User
) -> None:
    said = said_by(claim)
    marking.undo(article, by=editor)
    place = anchor(article, SAID)
    suggested = MarkFactory(
        article=article, kind=MarkKind.CLAIM, claim=claim.claim, parts=[(place.start, place.end)]
    )
    write_mention(suggested, said)

    mark = telling.change(suggested, {**said, "stance": "denies"}, by=editor)

    assert (mark.by, said_by(mark)["stance"]) == (editor, "denies")
    assert Mark.objects.get(pk=suggested.pk).covered


def test_a_repeated_request_changes_nothing_more(claim: Mark, editor: User) -> None:
    said = {**said_by(claim), "stance": "denies"}
    for _ in range(2):
        telling.change(claim, said, by=editor, request_key="k")

    assert Event.objects.filter(verb="tell").count() == 1


def test_what_changed_since_it_was_seen_is_not_overwritten(
    claim: Mark, editor: User, reviewer: User
) -> None:
    seen = telling.version_of(said_by(claim))
    telling.change(claim, {**said_by(claim), "stance": "denies"}, by=reviewer)

    with pytest.raises(Conflict):
        telling.change(claim, said_by(claim), by=editor, seen=seen)


def test_a_researcher_says_nothing(claim: Mark, researcher: User) -> None:
    with pytest.raises(NotAllowed):
        telling.confirm(claim, by=researcher)


def test_a_mark_of_another_kind_says_nothing(article: Article, editor: User) -> None:
    with pytest.raises(CannotTell):
        telling.confirm(MarkFactory(article=article), by=editor)


def test_topics_are_changed_and_undone_with_the_rest(
    claim: Mark, article: Article, editor: User
) -> None:
    TopicFactory(path="chips")

    telling.change(claim, said_by(claim), by=editor, topics=["chips"])
    assert topics_of(claim) == ["chips"]
    marking.undo(article, by=editor)

    assert topics_of(claim) == []


# ------------------------------------------------------------------ the chain


def test_a_chain_of_thirty_is_kept_in_order(claim: Mark, editor: User) -> None:
    sources = [SourceFactory() for _ in range(30)]

    telling.change(claim, {**said_by(claim), "chain": [step(it.key) for it in sources]}, by=editor)

    assert [name for name, *_ in chain_of(claim)] == [it.name for it in sources]
    assert ClaimMention.objects.get(mark=claim).origin == sources[-1]


def test_a_source_that_comes_round_again_is_refused(claim: Mark, editor: User) -> None:
    chain = [step(FT), step(TIMES), step(FT)]

    with pytest.raises(CannotTell, match=r"فايننشال تايمز|financial"):
        telling.change(claim, {**said_by(claim), "chain": chain}, by=editor)


def test_unknown_steps_may_come_again(claim: Mark, editor: User) -> None:
    telling.change(claim, {**said_by(claim), "chain": [step(), step(FT), step()]}, by=editor)

    assert [name for name, *_ in chain_of(claim)] == [None, "فايننشال تايمز", None]


def test_another_number_of_people_is_another_source(claim: Mark, editor: User) -> None:
    chain = [step(descriptor=PEOPLE, count=count) for count in (2, 4)]

    telling.change(claim, {**said_by(claim), "chain": chain}, by=editor)

    steps = AttributionStep.objects.filter(mention__mark=claim)
    assert [it.source.count for it in steps if it.source] == [2, 4]


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"chain": [step("nobody")]}, CannotTell),
        ({"chain": [step(FT, how="guessed")]}, CannotTell),
        ({"chain": [step(FT, cue=[0, 5, "xxxxx"])]}, TextMismatch),
        ({"chain": [step(FT, place=[9_000, 9_001, "x"])]}, TextMismatch),
        ({"chain": [step(FT, cue="نقلت")]}, TextMismatch),
        ({"chain": [step()] * 41}, CannotTell),
        ({"chain": [step(descriptor="ناس", count="3")]}, CannotTell),
        ({"stance": "swears"}, CannotTell),
        ({"said": "yesterday"}, CannotTell),
    ],
)
def test_what_cannot_be_said_is_refused(
    claim: Mark, editor: User, fields: dict[str, Any], error: type[Exception]
) -> None:
    before = said_by(claim)

    with pytest.raises(error):
        telling.change(claim, {**before, **fields}, by=editor)

    assert said_by(claim) == before


# ------------------------------------------------------------------ figures and further words


def figure(article: Article, raw: str = "294 ألف دولار", **fields: Any) -> dict[str, Any]:
    start, end, words = triple(article, raw)
    said = {"start": start, "end": end, "raw": words, "value": "1", "bound": "exact"}
    return {**said, **fields}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"value": str(10**30)}, str(10**30)),
        ({"value": "1e30"}, str(10**30)),
        ({"value": "0"}, "0"),
        ({"value": "صفر"}, "0"),
        ({"value": "294,000.5"}, "294000.5"),
        ({"value": "٢٩٤٬٠٠٠٫٥"}, "294000.5"),
        ({"value": "-0.000000000001"}, "-0.000000000001"),
        ({"value": "1", "value_max": "2", "bound": "range"}, "1"),
    ],
)
def test_a_figure_is_kept_exactly(
    claim: Mark, article: Article, editor: User, given: dict[str, str], kept: str
) -> None:
    telling.change(claim, {**said_by(claim), "figures": [figure(article, **given)]}, by=editor)

    assert said_by(claim)["figures"][0]["value"] == kept


@pytest.mark.parametrize(
    "given",
    [
        {"value": "many"},
        {"value": ""},
        {"value": "NaN"},
        {"value": "-Infinity"},
        {"value": "1_000"},
        {"value": "1e40"},
        {"value": "1e999999999"},
        {"value": "1e-999999999"},
        {"value": "0.0000000000001"},
        {"bound": "range"},
        {"value": "2", "value_max": "2", "bound": "range"},
        {"value_max": "3"},
        {"bound": "roughly"},
        {"start": 0, "end": 5, "raw": "عنوان"},
    ],
)
def test_a_figure_that_cannot_be_kept_is_refused(
    claim: Mark, article: Article, editor: User, given: dict[str, Any]
) -> None:
    with pytest.raises((CannotTell, TextMismatch)):
        telling.change(claim, {**said_by(claim), "figures": [figure(article, **given)]}, by=editor)

    assert Figure.objects.get(mention__mark=claim).value == 294_000


def test_further_words_belong_to_the_claim(claim: Mark, article: Article, editor: User) -> None:
    more = [anchor(article, "الشركة صامتة")]

    mark = telling.change(claim, said_by(claim), by=editor, more=more)
    assert [it.quote for it in mark.parts.all()] == [SAID, "الشركة صامتة"]
    marking.undo(article, by=editor)

    assert [it.quote for it in claim.parts.all()] == [SAID]


def test_words_of_the_claim_are_not_taken_twice(
    claim: Mark, article: Article, editor: User
) -> None:
    with pytest.raises(CannotTell):
        telling.change(claim, said_by(claim), by=editor, more=[anchor(article, "دولار ثم")])


def test_figures_fall_away_with_the_words_that_hold_them(
    claim: Mark, article: Article, editor: User
) -> None:
    mark = marking.change(claim, by=editor, anchors=[anchor(article, "أجّلت نموذجها")])

    assert said_by(mark)["figures"] == []


# ------------------------------------------------------------------ pointing out whom a word means


def point(article: Article, editor: User) -> None:
    telling.point(article, "الصحيفة", TIMES, anchor(article, "التايمز"), by=editor)


def test_a_word_pointed_out_means_that_in_the_whole_article(
    claim: Mark, article: Article, editor: User
) -> None:
    point(article, editor)
    later = marking.make(
        article, kind=MarkKind.CLAIM, anchors=[anchor(article, "الشركة صامتة")], by=editor
    )

    assert chain_of(claim)[0] == ("التايمز", "resolved", True)
    assert chain_of(later)[0] == ("التايمز", "resolved", True)
    people = AttributionStep.objects.get(mention__mark=claim, ordinal=1).source
    assert people is not None
    assert people.told == Source.objects.get(entity__key=TIMES)


def test_pointing_is_undone_and_done_again(claim: Mark, article: Article, editor: User) -> None:
    before = said_by(claim)
    point(article, editor)
    pointed = said_by(claim)

    marking.undo(article, by=editor)
    assert said_by(claim) == before
    marking.redo(article, by=editor)
    assert said_by(claim) == pointed
    for _ in range(2):
        marking.undo(article, by=editor)

    assert not Mark.objects.filter(kind=MarkKind.CLAIM, removed_at=None).exists()


def test_a_confirmed_step_keeps_its_source(claim: Mark, article: Article, editor: User) -> None:
    telling.confirm(claim, by=editor)

    point(article, editor)

    assert chain_of(claim)[0][0] == "فايننشال تايمز"


def test_a_suggested_claim_follows(claim: Mark, article: Article, editor: User) -> None:
    suggested = MarkFactory(article=article, kind=MarkKind.CLAIM, claim=claim.claim)
    write_mention(suggested, said_by(claim))

    point(article, editor)

    assert chain_of(suggested)[0][0] == "التايمز"


def test_a_pointing_that_somebody_moved_is_not_undone(
    claim: Mark, article: Article, editor: User, reviewer: User
) -> None:
    point(article, editor)
    telling.point(article, "الصحيفة", FT, anchor(article, "فايننشال تايمز"), by=reviewer)

    with pytest.raises(Stale):
        marking.undo(article, by=editor)

    assert Pointing.objects.get().source.key == FT


@pytest.mark.parametrize(
    ("form", "source", "error"),
    [(" ", TIMES, CannotTell), ("الصحيفة", "nobody", CannotTell)],
)
def test_it_refuses_to_point_nothing_out(
    article: Article, editor: User, form: str, source: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        telling.point(article, form, source, anchor(article, "التايمز"), by=editor)


def test_it_refuses_to_point_at_words_that_are_not_there(article: Article, editor: User) -> None:
    with pytest.raises(TextMismatch):
        telling.point(article, "الصحيفة", TIMES, Anchor(0, 3, "لا"), by=editor)
