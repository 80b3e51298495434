"""Which value a person means: by its key, else told from the words that were marked."""

from collections.abc import Sequence

from django.utils.text import slugify

from annotations.errors import UnknownValue, ValueNeeded
from annotations.models import Claim, Mark, MarkKind
from annotations.queries.marks import VALUES, value_key_of
from annotations.queries.values import entities_named
from annotations.services.keys import claim_key, digest
from annotations.services.states import value_of
from corpus.anchors import Anchor
from corpus.models import Alias, Article, Entity, EntityKind, Source, Topic, User
from corpus.services import history, sources
from corpus.text.fold import fold
from corpus.text.topics import suggest_topics

LONGEST_KEY = 100


def chosen(
    kind: str, key: str, *, quote: str, article: Article, anchors: Sequence[Anchor], by: User
) -> str:
    """The permanent key of the value to mark with; makes the value where it is new."""
    if kind not in MarkKind.values:
        raise UnknownValue
    if key:
        return known_key(kind, key)
    if not fold(quote).strip():  # nothing that could be sought again
        raise ValueNeeded
    if suggested := _suggested(kind, article, anchors):
        return suggested
    if kind == MarkKind.ENTITY:
        return _entity(quote, by).key
    if kind == MarkKind.SOURCE:
        return _source(quote, article, by).key
    if kind == MarkKind.CLAIM:
        return _claim(quote, article, anchors, by).key
    return _topic(quote)


def _suggested(kind: str, article: Article, anchors: Sequence[Anchor]) -> str:
    """What a rule suggests on just these words: pressing its key is accepting it."""
    place = {"parts__ordinal": 0, "parts__start": anchors[0].start, "parts__end": anchors[0].end}
    here = Mark.objects.filter(article=article, kind=kind, by=None, covered=False, **place)
    mark = here.select_related(*VALUES).order_by("-score", "pk").first()
    return value_key_of(mark.value) if mark else ""


def known_key(kind: str, key: str) -> str:
    """The permanent key of the value that a key names, read through merges."""
    value = value_of(kind, key)
    if value is None:
        raise UnknownValue
    return value_key_of(value)


def _is_latin(words: str) -> bool:
    return any("a" <= letter <= "z" for letter in words.lower())


def _entity(quote: str, by: User) -> Entity:
    """The entity of which the words are a spelling, else a new one named by them."""
    if named := entities_named(quote):
        return named[0]
    name = " ".join(quote.split())[:200]
    slug = slugify(name)[:LONGEST_KEY]
    key = (
        slug if slug and not Entity.objects.filter(key=slug).exists() else f"n-{digest(fold(name))}"
    )
    entity, is_new = Entity.objects.get_or_create(
        key=key,
        defaults={
            "kind": EntityKind.ORGANISATION,
            "name_latin": name if _is_latin(name) else "",
            "name_ar": "" if _is_latin(name) else name,
        },
    )
    if is_new:
        Alias.of(entity, name).save()
        after = {"kind": entity.kind, "name_ar": entity.name_ar, "name_latin": entity.name_latin}
        history.record(
            by=by, verb="add", object_type="entity", object_key=key, before=None, after=after
        )
    return entity


def _source(quote: str, article: Article, by: User) -> Source:
    """The named source that the words name, else an unnamed one as they describe it."""
    if named := entities_named(quote):
        return sources.named(named[0])
    return sources.unnamed(article.capture.page, descriptor=" ".join(quote.split())[:300])


def _claim(quote: str, article: Article, anchors: Sequence[Anchor], by: User) -> Claim:
    """A claim of which the words are the statement; the same place gives the same claim."""
    key = claim_key(article.capture, [(it.start, it.end) for it in anchors])
    claim, is_new = Claim.objects.get_or_create(key=key, defaults={"statement_ar": quote})
    if is_new:
        topics = topics_in(quote)
        claim.topics.set(topics)
        after = {"statement_ar": quote, "topics": sorted(it.path for it in topics)}
        history.record(
            by=by, verb="add", object_type="claim", object_key=key, before=None, after=after
        )
    return claim


def topics_in(quote: str) -> list[Topic]:
    """The topics that the words themselves speak of, the likeliest first."""
    found = [it.path for it in suggest_topics(quote, [(0, len(quote))], None)]
    known = Topic.objects.in_bulk(found, field_name="path") if found else {}
    return [known[path] for path in found if path in known]


def _topic(quote: str) -> str:
    """The topic that the words themselves speak of; ValueNeeded when they do not say."""
    if topics := topics_in(quote):
        return topics[0].path
    raise ValueNeeded
