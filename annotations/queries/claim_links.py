"""Relations of claims as pages show them: both ends with their quotes, what was said and decided."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Prefetch

from annotations.models import Claim, ClaimLink, Figure, LinkStatus, Mark, MarkPart, Remark
from annotations.queries.claim_mentions import ShownMention, mentions_on
from annotations.queries.marks import root
from corpus.models import Event
from corpus.services.history import LONGEST_KEY

# Of each question, or claim: what waits for a verdict first, then what was found to be so.
_LINKS = """
SELECT g.n, found.id, found.total
FROM unnest(%(groups)s::int[], %(questions)s::bigint[], %(claims)s::bigint[]) g (n, question, claim)
CROSS JOIN LATERAL (
    WITH roots AS (
        SELECT id FROM annotations_claim
        WHERE question_id = g.question AND merged_into_id IS NULL
        UNION SELECT g.claim WHERE g.claim IS NOT NULL
    ), members AS (
        SELECT id FROM roots
        UNION SELECT c.id FROM annotations_claim c JOIN roots r ON c.merged_into_id = r.id
    )
    SELECT l.id, count(*) OVER () AS total FROM (
        SELECT l.* FROM members JOIN annotations_claimlink l ON l.a_claim_id = members.id
        UNION SELECT l.* FROM members JOIN annotations_claimlink l ON l.b_claim_id = members.id
    ) l
    WHERE %(all)s OR l.kind IN ('contradicts', 'compatible', 'supersedes') OR l.basis <> 'judgement'
    ORDER BY
        array_position(ARRAY['suggested', 'accepted', 'rejected'], l.status::text),
        l.kind <> 'contradicts', l.score DESC NULLS LAST, l.id
    LIMIT %(most)s
) found
"""


@dataclass(frozen=True, slots=True)
class Group:
    """What links are sought of: the claims of a question, or one claim."""

    question: int | None = None
    claim: int | None = None


@dataclass(frozen=True, slots=True)
class ShownEnd:
    """A claim, as it is read; the place of it that the link is about, and the figure there."""

    claim: Claim
    mention: ShownMention | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class ShownLink:
    """A relation with its ends, its discussion and the step that decided it."""

    link: ClaimLink
    a: ShownEnd
    b: ShownEnd
    remarks: Sequence[Remark]
    decided: Event | None

    @property
    def is_open(self) -> bool:
        return self.link.status == LinkStatus.SUGGESTED


@dataclass(frozen=True, slots=True)
class Links:
    """The first links of a group, and how many there are."""

    shown: Sequence[ShownLink] = field(default_factory=list)
    total: int = 0

    @property
    def more(self) -> int:
        return self.total - len(self.shown)


def links_of(
    groups: Sequence[Group],
    most: int,
    known: dict[int, ShownMention] | None = None,
    *,
    of_all_kinds: bool = False,
) -> list[Links]:
    """So many links of each group; without `of_all_kinds` those that were ever held to disagree.

    `known` are mentions that the page has already, by their marks.
    """
    asked: dict[str, Any] = {
        "groups": list(range(len(groups))),
        "questions": [it.question for it in groups],
        "claims": [it.claim for it in groups],
        "most": most,
        "all": of_all_kinds,
    }
    with connection.cursor() as cursor:
        cursor.execute(_LINKS, asked)
        rows = cursor.fetchall()
    links = _shown({pk for _, pk, _ in rows}, known or {})
    found, totals = defaultdict[int, list[ShownLink]](list), defaultdict[int, int](int)
    for group, pk, total in rows:
        found[group].append(links[pk])
        totals[group] = total
    return [Links(found[number], totals[number]) for number in range(len(groups))]


def _shown(ids: Collection[int], known: dict[int, ShownMention]) -> dict[int, ShownLink]:
    if not ids:
        return {}
    remarks = Remark.objects.filter(removed_at=None).select_related("by")
    links = list(
        ClaimLink.objects.filter(pk__in=ids)
        .select_related("a_claim__merged_into", "b_claim__merged_into", "by")
        .prefetch_related(Prefetch("remarks", remarks))
    )
    places = _places(links, known)
    steps = _steps(links)
    return {
        it.pk: ShownLink(
            it,
            _end(it, "a", places),
            _end(it, "b", places),
            list(it.remarks.all()),
            steps.get(it.key[:LONGEST_KEY]),
        )
        for it in links
    }


_Place = tuple[str, int, int]


def _ends(links: Sequence[ClaimLink]) -> Iterator[_Place]:
    for link in links:
        if link.a_start is not None and link.a_end is not None:
            yield link.a_article, link.a_start, link.a_end
        if link.b_start is not None and link.b_end is not None:
            yield link.b_article, link.b_start, link.b_end


def _places(
    links: Sequence[ClaimLink], known: dict[int, ShownMention]
) -> Mapping[_Place, Sequence[ShownMention]]:
    """What stands at the places that ends name, of whatever claims."""
    ends = set(_ends(links))
    marks = Mark.objects.filter(
        kind="claim",
        removed_at=None,
        covered=False,
        article__key__in={article for article, _, _ in ends},
        article__retired_at=None,
        capture__is_current=True,
    )
    parts = MarkPart.objects.filter(
        mark__in=marks, start__in={start for _, start, _ in ends}, end__in={it[2] for it in ends}
    ).values_list("mark", "mark__article__key", "start", "end")
    found = {mark: (key, start, end) for mark, key, start, end in parts}
    here = [mark for mark, place in found.items() if place in ends]
    mentions = known | mentions_on([mark for mark in here if mark not in known])
    standing = defaultdict[_Place, list[ShownMention]](list)
    for mark in here:
        if mark in mentions:
            standing[found[mark]].append(mentions[mark])
    return standing


def _end(link: ClaimLink, name: str, places: Mapping[_Place, Sequence[ShownMention]]) -> ShownEnd:
    given = {it: getattr(link, f"{name}_{it}") for it in ("claim", "article", "start", "end")}
    number = getattr(link, f"{name}_figure")
    claim = root(given["claim"])
    here = places.get((given["article"], given["start"], given["end"]), ())
    same = [it for it in here if it.mark.claim and root(it.mark.claim).pk == claim.pk]
    mention = next(iter([*same, *here]), None)
    figures = mention.figures if mention and number is not None else ()
    return ShownEnd(claim, mention, next((it for it in figures if it.ordinal == number), None))


def _steps(links: Sequence[ClaimLink]) -> dict[str, Event]:
    """The last step on each link that stands, by its key."""
    keys = [it.key[:LONGEST_KEY] for it in links if it.status != LinkStatus.SUGGESTED]
    events = Event.objects.filter(
        object_type="link", object_key__in=keys, undone_by=None, undoes=None, by__isnull=False
    )
    return {it.object_key: it for it in events.order_by("pk")}
