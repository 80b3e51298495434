"""The facet keys of an article, computed from its marks and handed to corpus' index."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from django.db import transaction
from django.utils.translation import gettext, gettext_noop, override

from annotations.models import Claim, Decision, MarkKind
from annotations.queries.contested import (
    claims_in,
    contradictions_in,
    overstated_in,
)
from annotations.queries.marks import (
    Value,
    decided_articles,
    root,
    state_of,
    values_in,
    waiting_kinds,
)
from corpus.models import Article, Entity, Source, Topic
from corpus.services import index
from corpus.services.index import Facet
from corpus.text.fold import fold

_KINDS_OF_ENTITY = ("entity", "source", "outlet")


def _labelled(key: str, label: str) -> Facet:
    """A facet whose label is a word of the interface, in both languages."""
    with override("ar"):
        arabic = gettext(label)
    return Facet(key, arabic, label)


@cache
def _state(state: str) -> Facet:
    labels = {
        "open": gettext_noop("No decision yet"),
        "begun": gettext_noop("Review begun"),
        "decided": gettext_noop("All decided"),
    }
    return _labelled(f"state:{state}", labels[state])


@cache
def _unnamed() -> Facet:
    return _labelled("source:~unnamed", gettext_noop("Unnamed source"))


@cache
def _has(what: str) -> Facet:
    labels = {
        "claim": gettext_noop("Has a claim"),
        "proposed-claim": gettext_noop("Has a proposed claim"),
        "contradiction": gettext_noop("Has a contradiction"),
        "overstatement": gettext_noop("Headline says more than the text"),
    }
    return _labelled(f"has:{what}", labels[what])


@transaction.atomic
def refresh(articles: Sequence[Article]) -> None:
    """Hand the index the facets of these articles, in the caller's transaction.

    Their rows are held first, so that of two who do this at once the later sees what both did.
    """
    index.hold(articles)
    standing = Article.objects.current().filter(pk__in=[article.pk for article in articles])
    here = list(standing.select_related("outlet__merged_into"))
    claims = claims_in(here)
    contested = contradictions_in(here, claims)
    index.set_facets(_as_decided(here, contested, claims), contested)


def of(
    articles: Sequence[Article],
    proposed: Mapping[int, Sequence[Value]],
    contested: Mapping[int, int],
) -> dict[int, list[Facet]]:
    """The facets of articles by id, when rules have just proposed these values in them.

    Where nobody decided, what is proposed is all there is, and nothing is fetched. `contested`
    says in how many contradictions they stand.
    """
    captures = {article.capture_id for article in articles}
    decisions = Decision.objects.filter(capture__in=captures, removed_at=None)
    touched = set(decisions.values_list("capture", flat=True).distinct())
    decided = [article for article in articles if article.capture_id in touched]
    return {
        article.pk: _facets(article, proposed.get(article.pk, ()), "open") for article in articles
    } | _as_decided(decided, contested, claims_in(decided))


def _as_decided(
    articles: Sequence[Article],
    contested: Mapping[int, int],
    claims: Mapping[int, Sequence[Claim]],
) -> dict[int, list[Facet]]:
    if not articles:
        return {}
    values = values_in(articles)
    decided, waiting = decided_articles(articles), waiting_kinds(articles)
    proposed = {pk for pk, kinds in waiting.items() if MarkKind.CLAIM in kinds}
    overstated = overstated_in([it for it in articles if it.pk in proposed or it.pk in claims])
    return {
        article.pk: [
            *_facets(
                article,
                values.get(article.pk, ()),
                state_of(decided=article.pk in decided, undecided=article.pk in waiting),
            ),
            *_of_claims(claims.get(article.pk, ())),
            *([_has("proposed-claim")] if article.pk in proposed else ()),
            *([_has("contradiction")] if contested.get(article.pk) else ()),
            *([_has("overstatement")] if article.pk in overstated else ()),
        ]
        for article in articles
    }


def _facets(article: Article, values: Iterable[Value], state: str) -> list[Facet]:
    return [*_outlet(article), *_of_values(values), _state(state)]


def _outlet(article: Article) -> Iterable[Facet]:
    if article.outlet:
        yield _of_entity("outlet", root(article.outlet))
    elif article.outlet_name:
        name = article.outlet_name
        yield Facet(f"outlet:~{fold(name)}"[:150], name, name)


def _of_values(values: Iterable[Value]) -> Iterable[Facet]:
    for value in values:
        if isinstance(value, Entity):
            yield _of_entity("entity", value)
        elif isinstance(value, Source):
            yield _of_source(value)
        elif isinstance(value, Topic):
            yield from _of_topic(value)
        else:  # of claims, values are only those that rules propose
            yield _has("proposed-claim")


def _of_claims(claims: Iterable[Claim]) -> Iterable[Facet]:
    for claim in claims:
        yield _has("claim")
        statement = claim.statement_ar
        yield Facet(f"claim:{claim.key}", statement, claim.statement_en or statement)


def of_entity(entity: Entity) -> list[Facet]:
    """Everything that an entity can be as a facet: mentioned, cited, a publisher."""
    return [_of_entity(kind, entity) for kind in _KINDS_OF_ENTITY]


def keys_of(keys: Iterable[str]) -> list[str]:
    """The facet keys of the entities with these keys."""
    return [f"{kind}:{key}" for key in keys for kind in _KINDS_OF_ENTITY]


def _of_entity(kind: str, entity: Entity) -> Facet:
    return Facet(
        f"{kind}:{entity.key}",
        entity.name_ar or entity.name_latin,
        entity.name_latin or entity.name_ar,
    )


def _of_source(source: Source) -> Facet:
    """Unnamed sources share one value: each belongs to its page and is no filter of its own."""
    if source.entity:
        return _of_entity("source", source.entity)
    return _unnamed()


def _of_topic(topic: Topic) -> Iterable[Facet]:
    yield Facet(f"topic:{topic.path}", topic.name_ar, topic.name_en)
    if topic.parent:
        yield Facet(f"topic:{topic.parent.path}", topic.parent.name_ar, topic.parent.name_en)
