"""Objects for tests, in Arabic, with places and quotes that the database accepts."""

import hashlib
from collections.abc import Sequence
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from annotations.models import Decision, Mark, MarkKind, MarkPart, Verdict
from corpus.models import (
    Alias,
    Article,
    Capture,
    Entity,
    EntityKind,
    Page,
    Role,
    Segment,
    SegmentKind,
    Source,
    SourceKind,
    Topic,
    User,
)
from corpus.text.fold import fold
from corpus.text.keys import heard_as

TITLE = "ديب سيك تؤجل نموذجها الجديد"
BODY = (
    "قالت صحيفة فايننشال تايمز إن شركة ديب سيك أجّلت إطلاق نموذج R2 بعد فشل تدريبه على رقائق هواوي."
)


class UserFactory(DjangoModelFactory[User]):
    """An account that can sign in with «كلمة سر طويلة»."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("user-{}".format)
    role = Role.EDITOR
    is_staff = factory.LazyAttribute(lambda user: user.role == Role.ADMIN)
    is_superuser = factory.SelfAttribute("is_staff")
    password = factory.django.Password("كلمة سر طويلة")


class PageFactory(DjangoModelFactory[Page]):
    class Meta:
        model = Page

    key = factory.Sequence("pages/{:03}.txt".format)


class CaptureFactory(DjangoModelFactory[Capture]):
    """`CaptureFactory(text=…)`: the current capture of a page of its own."""

    class Meta:
        model = Capture

    page = factory.SubFactory(PageFactory)
    text = f"{TITLE}\n{BODY}\n"
    data = factory.LazyAttribute(lambda capture: capture.text.encode())
    sha256 = factory.LazyAttribute(lambda capture: hashlib.sha256(capture.data).hexdigest())
    length = factory.LazyAttribute(lambda capture: len(capture.text))
    encoding = "utf-8"
    extractor = "text"
    extractor_version = "1"
    is_current = True


class ArticleFactory(DjangoModelFactory[Article]):
    """The article that a whole capture is, titled by its first line."""

    class Meta:
        model = Article

    capture = factory.SubFactory(CaptureFactory)
    key = factory.Sequence("article-{:06}".format)
    start = 0
    end = factory.SelfAttribute("capture.length")
    title = factory.LazyAttribute(lambda article: article.capture.text.partition("\n")[0])
    published_precision = factory.LazyAttribute(
        lambda article: "minute" if getattr(article, "published", None) else ""
    )


class SegmentFactory(DjangoModelFactory[Segment]):
    """`SegmentFactory(article=…, start=…, end=…)`; without a place, the whole article."""

    class Meta:
        model = Segment

    article = factory.SubFactory(ArticleFactory)
    capture = factory.SelfAttribute("article.capture")
    kind = SegmentKind.PARAGRAPH
    start = factory.SelfAttribute("article.start")
    end = factory.SelfAttribute("article.end")


def written_article(title: str = TITLE, *paragraphs: str, **fields: Any) -> Article:
    """An article printed as a title and paragraphs, one line each, with their segments."""
    lines = [title, *(paragraphs or (BODY,))]
    capture = CaptureFactory(text="\n".join(lines))
    article = ArticleFactory(capture=capture, title=title, **fields)
    start = 0
    for number, line in enumerate(lines):
        kind = SegmentKind.PARAGRAPH if number else SegmentKind.TITLE
        SegmentFactory(article=article, kind=kind, start=start, end=start + len(line))
        start += len(line) + 1
    return article


class EntityFactory(DjangoModelFactory[Entity]):
    class Meta:
        model = Entity

    key = factory.Sequence("entity-{}".format)
    kind = EntityKind.ORGANISATION
    name_ar = factory.Sequence("شركة {}".format)
    name_latin = factory.Sequence("Company {}".format)


class AliasFactory(DjangoModelFactory[Alias]):
    class Meta:
        model = Alias

    entity = factory.SubFactory(EntityFactory)
    text = factory.SelfAttribute("entity.name_ar")
    folded = factory.LazyAttribute(lambda alias: fold(alias.text))
    heard = factory.LazyAttribute(lambda alias: heard_as(alias.text))


class SourceFactory(DjangoModelFactory[Source]):
    """A named source; `SourceFactory(anonymous=True)` is «ثلاثة أشخاص مطلعون»."""

    class Meta:
        model = Source

    class Params:
        anonymous = factory.Trait(
            kind=SourceKind.ANONYMOUS,
            entity=None,
            descriptor="ثلاثة أشخاص مطلعون",
            count=3,
            scope=factory.Sequence("pages/{:03}.txt".format),
        )

    key = factory.Sequence("source-{}".format)
    kind = SourceKind.ORGANISATION
    entity = factory.SubFactory(EntityFactory)


class TopicFactory(DjangoModelFactory[Topic]):
    """`TopicFactory(path=…, parent=…)`; a path with a slash needs its parent."""

    class Meta:
        model = Topic

    path = factory.Sequence("topic-{}".format)
    name_ar = factory.Sequence("موضوع {}".format)
    name_en = factory.Sequence("Topic {}".format)


_VALUES: dict[str, type[DjangoModelFactory[Any]]] = {
    MarkKind.ENTITY: EntityFactory,
    MarkKind.SOURCE: SourceFactory,
    MarkKind.TOPIC: TopicFactory,
}


class MarkFactory(DjangoModelFactory[Mark]):
    """A rule's suggestion, or a person's mark when `by` is given; a claim brings its own value.

    `parts` are (start, end) of the capture, or the words themselves, found from the start.
    """

    class Meta:
        model = Mark
        skip_postgeneration_save = True

    article = factory.SubFactory(ArticleFactory)
    capture = factory.SelfAttribute("article.capture")
    kind = MarkKind.ENTITY
    origin = "names"

    @classmethod
    def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
        if kwargs.get("by"):
            kwargs.setdefault("at", timezone.now())
        if kwargs["kind"] not in kwargs:
            kwargs[kwargs["kind"]] = _VALUES[kwargs["kind"]]()
        return kwargs

    @factory.post_generation
    def parts(
        self: Mark, create: bool, places: Sequence[tuple[int, int] | str] | None, **_: Any
    ) -> None:
        """Write the parts, each with the quote that stands there."""
        text = self.capture.text
        for ordinal, place in enumerate(places or ()):
            start, end = _place(text, place)
            MarkPart.objects.create(
                capture=self.capture,
                mark=self,
                ordinal=ordinal,
                start=start,
                end=end,
                quote=text[start:end],
            )


def _place(text: str, place: tuple[int, int] | str) -> tuple[int, int]:
    if isinstance(place, str):
        start = text.index(place)
        return start, start + len(place)
    return place


class DecisionFactory(DjangoModelFactory[Decision]):
    """`DecisionFactory(capture=…, start=…, end=…, value_key=…)`; the quote is what stands there."""

    class Meta:
        model = Decision

    capture = factory.SubFactory(CaptureFactory)
    kind = MarkKind.ENTITY
    start = 0
    end = 7
    quote = factory.LazyAttribute(
        lambda decision: (
            "" if decision.start is None else decision.capture.text[decision.start : decision.end]
        )
    )
    value_key = factory.Sequence("entity-{}".format)
    verdict = Verdict.ACCEPTED
    by = factory.SubFactory(UserFactory)
    at = factory.LazyFunction(timezone.now)
    origin = "names"
