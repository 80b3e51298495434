"""What rules propose between the claims of one question: figures apart, denials, exclusions.

A pair of claims that somebody has related, or decided on, is left alone; what a rule proposed
and nobody decided is made anew. Bounded: of a question with very many mentions, those of the
newest articles are compared.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, islice, product
from typing import NamedTuple

from django.db import connection

from annotations import disagreement, retelling
from annotations.disagreement import Ranged
from annotations.models import (
    Claim,
    ClaimLink,
    ClaimMention,
    LinkBasis,
    LinkKind,
    LinkStatus,
    MarkPart,
    Question,
)
from annotations.queries.counted import NEVER
from annotations.queries.marks import root
from annotations.queries.tellings import telling_of, things_in, with_all
from annotations.retelling import Telling
from annotations.services.ends import RULE, End, columns, key_of

_MOST_MENTIONS = 120
_MOST_PROPOSALS = 100
_MOST_PAIRS = 1_000  # of claims, which bounds what a key press of an editor costs
_MOST_A_CLAIM = 3  # mentions whose words are compared
_MOST_FIGURES, _ARTICLES_A_VALUE = 60, 2  # of a claim
_BATCH = 200
# Of those that count; of the same moment those first whose article's key comes first.
_NEWEST = """
WITH newest AS (
    SELECT t.mark_id, t.article_id, nullif(t.at, %(never)s) AS at
    FROM annotations_countedmention t JOIN annotations_claim c ON c.id = t.claim_id
    WHERE c.question_id = %(question)s
    ORDER BY 3 DESC NULLS LAST FETCH FIRST %(most)s ROWS WITH TIES
)
SELECT mark_id FROM newest JOIN corpus_article a ON a.id = article_id
ORDER BY at DESC NULLS LAST, a.key, mark_id LIMIT %(most)s
"""
_SCORES = {LinkBasis.FIGURES: 0.8, LinkBasis.POLARITY: 0.7}
_SCORE = 0.6


class Told(NamedTuple):
    """A mention with the claim that it is read as, its place, and the things that it names."""

    claim: Claim
    mention: ClaimMention
    part: MarkPart
    telling: Telling
    things: Mapping[str, frozenset[str]]

    def end(self, figure: int | None = None) -> End:
        """The mention, or one of its figures, as the end of a link."""
        key = self.mention.mark.article.key
        return End(self.claim, key, self.part.start, self.part.end, figure)


class Proposal(NamedTuple):
    """Two ends that may contradict each other, and what that rests on."""

    a: End
    b: End
    basis: LinkBasis


def refresh(questions: Collection[int]) -> set[str]:
    """Make the proposals of these questions anew.

    Returns the keys of the articles that came into a contradiction, or out of one.
    """
    changed: set[str] = set()
    for question in sorted(questions):
        changed |= _replace(question, _proposed(_told(question)))
    return changed


def rebuild() -> set[str]:
    """Make the proposals of all questions anew; of those too that nobody answers any longer."""
    questions = Question.objects.filter(claims__isnull=False).distinct().order_by("pk")
    held = Question.objects.select_for_update(no_key=True).order_by("pk")
    list(held.values_list("pk"))
    return refresh(questions.values_list("pk", flat=True))


def _told(question: int) -> list[Told]:
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"question": question, "never": NEVER, "most": _MOST_MENTIONS})
        marks = [mark for (mark,) in cursor.fetchall()]
    known = with_all(ClaimMention.objects.filter(mark__in=marks))
    by_mark = {it.mark_id: it for it in known.select_related("mark__claim__merged_into")}
    mentions = [by_mark[mark] for mark in marks]
    things = things_in([it.pk for it in mentions])
    return [
        Told(root(it.mark.claim), it, it.mark.parts.all()[0], telling_of(it), things.get(it.pk, {}))
        for it in mentions
        if it.mark.claim and it.mark.parts.all()
    ]


def _proposed(told: Sequence[Told]) -> list[Proposal]:
    """One proposal for a pair of claims and a metric, or else for the pair."""
    by_claim: dict[int, list[Told]] = {}
    for it in sorted(told, key=_attributed_first):
        by_claim.setdefault(it.claim.pk, []).append(it)
    found: list[Proposal] = []
    pairs = combinations_with_replacement(by_claim.values(), 2)
    for ours, theirs in islice(pairs, _MOST_PAIRS):
        found += list(_apart(ours, theirs)) or list(islice(_worded(ours, theirs), 1))
        if len(found) >= _MOST_PROPOSALS:
            break
    return found[:_MOST_PROPOSALS]


def _attributed_first(it: Told) -> tuple[bool, str, int]:
    """A headline repeats what the body says with its source."""
    return not it.mention.chain.all(), it.mention.mark.article.key, it.part.start


def _apart(ours: Sequence[Told], theirs: Sequence[Told]) -> Iterator[Proposal]:
    """Figures of one metric and unit that cannot both hold, once a metric."""
    met: set[tuple[str, str]] = set()
    for (one, mine), (other, yours) in product(_figures(ours), list(_figures(theirs))):
        measured = (mine.metric, mine.unit)
        if measured in met or not disagreement.are_apart(mine, yours):
            continue
        if _may_disagree(one, other):
            met.add(measured)
            yield Proposal(one.end(mine.ordinal), other.end(yours.ordinal), LinkBasis.FIGURES)


def _may_disagree(one: Told, other: Told) -> bool:
    """An article does not contradict itself under one claim: it says more than one thing there."""
    return one.claim != other.claim or one.mention.mark.article_id != other.mention.mark.article_id


def _figures(told: Iterable[Told]) -> Iterator[tuple[Told, Ranged]]:
    """What measures something, each value from two articles: others that say it add nothing."""
    return islice(_measures(told), _MOST_FIGURES)


def _measures(told: Iterable[Told]) -> Iterator[tuple[Told, Ranged]]:
    said: dict[tuple[object, ...], set[int]] = {}
    for it in told:
        for figure in it.mention.figures.all():
            ranged, article = Ranged.of(figure), it.mention.mark.article_id
            articles = said.setdefault(ranged[1:], set())
            if ranged.metric and article not in articles and len(articles) < _ARTICLES_A_VALUE:
                articles.add(article)
                yield it, ranged


def _worded(ours: Sequence[Told], theirs: Sequence[Told]) -> Iterator[Proposal]:
    """One denies what the other affirms, leaves no room for it, or says what cannot hold beside it."""
    for one, other in product(ours[:_MOST_A_CLAIM], theirs[:_MOST_A_CLAIM]):
        if not _may_disagree(one, other):
            continue
        kinds = one.things.keys() | other.things.keys() or {""}
        for kind in sorted(kinds):
            things = one.things.get(kind, frozenset()), other.things.get(kind, frozenset())
            if basis := retelling.excludes(one.telling, other.telling, things):
                yield Proposal(one.end(), other.end(), LinkBasis(basis))
                break


def _replace(question: int, wanted: Sequence[Proposal]) -> set[str]:
    """Store what is proposed now in the place of what was, and leave what people touched."""
    ours = Claim.objects.filter(question=question).values_list("pk")
    theirs = Claim.objects.filter(merged_into__question=question).values_list("pk")
    here = list(
        ClaimLink.objects.filter(a_claim__in=ours.union(theirs)).select_related(
            "a_claim", "b_claim"
        )
    )
    derived = {it.key: it for it in here if _is_derived(it)}
    touched = {_pair(it.a_claim, it.b_claim) for it in here if not _is_derived(it)}
    kept = {key_of(it.a, it.b): it for it in wanted if _pair(it.a.claim, it.b.claim) not in touched}
    gone = ClaimLink.objects.filter(key__in=derived.keys() - kept.keys(), remarks=None)
    changed = {key for it in gone for key in (it.a_article, it.b_article)}
    gone.delete()
    fresh = [_link(key, it) for key, it in kept.items() if not _is_same(derived.get(key), it)]
    ClaimLink.objects.bulk_create(
        fresh,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["basis", "score"],
        batch_size=_BATCH,
    )
    return changed | {key for it in fresh for key in (it.a_article, it.b_article)}


def _is_derived(it: ClaimLink) -> bool:
    return it.origin == RULE and it.status == LinkStatus.SUGGESTED


def _is_same(known: ClaimLink | None, it: Proposal) -> bool:
    return known is not None and known.basis == it.basis


def _pair(a: Claim, b: Claim) -> frozenset[int]:
    return frozenset(it.merged_into_id or it.pk for it in (a, b))


def _link(key: str, it: Proposal) -> ClaimLink:
    return ClaimLink(
        key=key,
        **columns(LinkKind.CONTRADICTS, it.a, it.b),
        kind=LinkKind.CONTRADICTS,
        basis=it.basis,
        status=LinkStatus.SUGGESTED,
        origin=RULE,
        score=_SCORES.get(it.basis, _SCORE),
    )
