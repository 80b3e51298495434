"""Headlines that say more than the text below them: a flag on the mention, derived."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from django.db.models import Q, QuerySet

from annotations import retelling
from annotations.models import ClaimMention
from annotations.queries.tellings import telling_of, with_all
from annotations.retelling import Telling
from corpus.models import Article, Segment, SegmentKind

_BATCH, _PLACES = 200, 5_000
# A headline has no room for sources: that it names none says nothing.
_OF_SOURCES = frozenset({"attribution_lost", "fewer_hops", "source_multiplied"})


def refresh(claims: Iterable[int], within: Collection[Article] | None = None) -> set[int]:
    """Flag the headlines among the mentions of these claims, which are all of their groups.

    `within` some articles, if given. Returns the articles whose headline is judged otherwise now.
    """
    mentions = _standing().filter(mark__claim__in=list(claims))
    return _flag(mentions if within is None else mentions.filter(mark__article__in=within))


def rebuild() -> set[int]:
    """Flag all headlines anew; returns the articles whose headline is judged otherwise now."""
    return _flag(_standing())


def _standing() -> QuerySet[ClaimMention]:
    return ClaimMention.objects.filter(mark__by__isnull=False, mark__removed_at=None)


def _in_titles(mentions: QuerySet[ClaimMention]) -> Iterator[int]:
    """The ids of those mentions that begin in a title of their article.

    Titles are fetched by the articles' ids: one statement for all would be planned by guesses.
    """
    places = mentions.filter(mark__parts__ordinal=0).values_list(
        "pk", "mark__article", "mark__parts__start"
    )
    stream = places.iterator(_PLACES)
    while some := list(islice(stream, _PLACES)):
        titles: dict[int, list[tuple[int, int]]] = defaultdict(list)
        lines = Segment.objects.filter(
            article__in={article for _, article, _ in some}, kind=SegmentKind.TITLE
        )
        for article, start, end in lines.values_list("article", "start", "end"):
            titles[article].append((start, end))
        for pk, article, at in some:
            if any(start <= at < end for start, end in titles[article]):
                yield pk


def _flag(mentions: QuerySet[ClaimMention]) -> set[int]:
    flagged = dict(mentions.filter(overstates=True).values_list("pk", "mark__article"))
    harder: dict[int, int] = {}
    stream = _in_titles(mentions)
    while ids := list(islice(stream, _BATCH)):
        some = with_all(_standing().filter(pk__in=ids)).select_related("mark__claim")
        harder |= {it.pk: it.mark.article_id for it in _saying_more(list(some))}
    gone, come = flagged.keys() - harder.keys(), harder.keys() - flagged.keys()
    ClaimMention.objects.filter(pk__in=gone).update(overstates=False)
    ClaimMention.objects.filter(pk__in=come).update(overstates=True)
    return {flagged[it] for it in gone} | {harder[it] for it in come}


def _saying_more(headlines: Sequence[ClaimMention]) -> Iterator[ClaimMention]:
    """Those whose article's text makes the claim too, and nowhere says as much."""
    claims = {_root(it) for it in headlines}
    below = (
        _standing()
        .filter(Q(mark__claim__in=claims) | Q(mark__claim__merged_into__in=claims))
        .filter(mark__article__in={it.mark.article_id for it in headlines})
    )
    others = below.exclude(pk__in=list(_in_titles(below)))
    bodies: dict[tuple[int, int | None], list[Telling]] = defaultdict(list)
    for it in with_all(others).select_related("mark__claim"):
        bodies[it.mark.article_id, _root(it)].append(telling_of(it))
    for it in headlines:
        said = telling_of(it)
        theirs = bodies.get((it.mark.article_id, _root(it)), [])
        if theirs and all(_is_harder(said, body) for body in theirs):
            yield it


def _root(mention: ClaimMention) -> int | None:
    claim = mention.mark.claim
    return (claim.merged_into_id or claim.pk) if claim else None


def _is_harder(headline: Telling, body: Telling) -> bool:
    return any(it.kind not in _OF_SOURCES for it in retelling.is_headline_harder(headline, body))
