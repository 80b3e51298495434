"""An article in which a paper tells of three people, and the claim that is made of it."""

import json
from typing import Any

from annotations.models import AttributionStep, Mark, MarkKind
from annotations.services import marking
from annotations.services.mentions import Said, mention_state, write_mention
from corpus.anchors import Anchor
from corpus.models import Article, User
from tests.factories import AliasFactory, EntityFactory, MarkFactory
from tests.reading import readable_article

FT, TIMES = "financial-times", "times"
PEOPLE = "ثلاثة أشخاص مطلعين"
SAID = "ديب سيك دفعت 294 ألف دولار ثم أجّلت نموذجها"
TEXT = (
    "كتبت التايمز ذلك، ثم نشرته فايننشال تايمز. "
    f"نقلت الصحيفة عن {PEOPLE} أن {SAID}. وأضافت الصحيفة أن الشركة صامتة منذ 3 أيام"
)


def told_article() -> Article:
    """The article, with both papers marked."""
    article = readable_article("عنوان", TEXT)
    for key, name in ((FT, "فايننشال تايمز"), (TIMES, "التايمز")):
        paper = EntityFactory(key=key, kind="outlet", name_ar=name, name_latin=key)
        AliasFactory(entity=paper)
        MarkFactory(article=article, entity=paper, parts=[name])
    return article


def anchor(article: Article, words: str) -> Anchor:
    start = article.capture.text.index(words)
    return Anchor(start, start + len(words), words)


def aimed(article: Article, words: str) -> dict[str, str]:
    """Words that were pointed at, as the page sends them."""
    at = anchor(article, words)
    part = {"start": at.start, "end": at.end, "quote": at.quote}
    return {"parts": json.dumps([part]), "sha": article.capture.sha256}


def made(article: Article, by: User, words: str = SAID) -> Mark:
    return marking.make(article, kind=MarkKind.CLAIM, anchors=[anchor(article, words)], by=by)


def suggested(article: Article, by: User) -> Mark:
    """What a rule proposes on the sentence: the draft without the person, who took it back."""
    said = said_by(claim := made(article, by))
    marking.undo(article, by=by)
    place = anchor(article, SAID)
    places = [(place.start, place.end)]
    mark = MarkFactory(
        article=article, kind=MarkKind.CLAIM, claim=claim.claim, parts=places, score=0.8
    )
    write_mention(mark, said)
    return mark


def said_by(mark: Mark) -> Said:
    said = mention_state(mark)
    assert said is not None
    return said


def chain_of(mark: Mark) -> list[tuple[str | None, str, bool]]:
    """Who, how it is known, and whether it is open, for each step."""
    steps = AttributionStep.objects.filter(mention__mark=mark).order_by("ordinal")
    return [(it.source.name if it.source else None, it.how, it.is_open) for it in steps]


def names_of(mark: Mark) -> list[str | None]:
    return [name for name, *_ in chain_of(mark)]


def topics_of(mark: Mark) -> list[str]:
    return [it.path for it in mark.claim.topics.all()] if mark.claim else []


def step(source: str | None = None, **fields: Any) -> dict[str, Any]:
    """A step of a chain as somebody gives it."""
    return {"source": source, "how": "inferred", "confirmed": True, **fields}
