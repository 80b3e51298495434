"""What readers ask of the board and of the pages of claims, each kind beside its naive question."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from urllib.parse import urlencode

from django.db import connection
from django.db.models import F
from django.urls import reverse

from annotations.board_filters import ORDERS, BoardFilters
from annotations.models import BoardRow, Claim, OriginKind
from annotations.queries import board as boards
from annotations.queries.claim_page import claim_page
from benchmarks.claiming import naive
from benchmarks.searching.questions import Kind
from benchmarks.searching.words import ASKED

DEEP = 10_000
_RARE = 3  # groups or fewer that have a rare value
_VALUES = """
SELECT key, count(*) FROM annotations_boardrow, unnest(facets) AS key
GROUP BY key ORDER BY 2 DESC, 1
"""
_CLAIMS = """
SELECT c.key, count(*) FROM annotations_mark m JOIN annotations_claim c ON c.id = m.claim_id
WHERE m.by_id IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1
"""
_ORIGINS = """
SELECT s.key, count(*) FROM annotations_claimmention n JOIN corpus_source s ON s.id = n.origin_id
WHERE n.origin_kind = %s GROUP BY 1 ORDER BY 2 DESC, 1
"""


def questions(chance: Random) -> Iterator[Kind]:
    """Each kind, with its questions drawn."""
    yield from _board()
    yield from _filters(chance)
    yield from _one_question()
    yield from _claims(chance)
    biggest = list(_counted(_ORIGINS, OriginKind.NAMED.value))[:ASKED]
    pages = [reverse("annotations:source-detail", args=[key]) for key in biggest]
    yield Kind("page of a source, the biggest origins", _often(pages), [])


def _listed(filters: BoardFilters) -> str:
    return reverse("annotations:claim-list") + filters.address


def _often(addresses: Sequence[str]) -> list[str]:
    return (list(addresses) * ASKED)[:ASKED] if addresses else []


def _board() -> Iterator[Kind]:
    for order in ORDERS:
        first = _listed(BoardFilters(order=order))
        yield Kind(f"the board, by {order}", [first] * ASKED, [naive.board(order)])
    deep = min(DEEP, BoardRow.objects.count() // 2)
    for order in ORDERS:
        rows = BoardRow.objects.order_by(*(F(it).desc() for it in boards._columns(order)))
        after = boards._place_of(order, rows[deep])
        asked = _listed(BoardFilters(order=order, after=after))
        slow = [naive.board(order, skipped=deep)]
        yield Kind(f"the page after {deep:,} groups, by {order}", [asked] * ASKED, slow)


def _filters(chance: Random) -> Iterator[Kind]:
    counts = _counted(_VALUES)
    for kind in ("entity", "metric", "topic", "outlet", "origin", "state"):
        here = [key for key in counts if key.startswith(f"{kind}:")]
        if kind == "state":
            for key in here:
                yield _filtered(f"filter: {key.partition(':')[2]}", [[key]])
            continue
        rare = [key for key in here if counts[key] <= _RARE]
        yield _filtered(f"filter: {kind}, common", [[key] for key in here[:ASKED]])
        some = chance.sample(rare, min(ASKED, len(rare))) or here[-ASKED:]
        yield _filtered(f"filter: {kind}, rare", [[key] for key in some])
    yield _filtered("two filters together", list(_together(counts, chance)))


def _filtered(name: str, asked: Sequence[Sequence[str]]) -> Kind:
    return Kind(
        name,
        _often([_listed(BoardFilters(chosen=frozenset(keys))) for keys in asked]),
        [naive.board(keys=keys) for keys in asked],
    )


def _together(counts: Mapping[str, int], chance: Random) -> Iterator[Sequence[str]]:
    """A common value and another that some group has beside it."""
    common = sorted(counts, key=lambda key: -counts[key])[:ASKED]
    for key in common:
        having = BoardRow.objects.filter(facets__contains=[key]).order_by("pk")[:ASKED]
        row = chance.choice(list(having))
        kind = key.partition(":")[0]
        others = [it for it in row.facets if it.partition(":")[0] != kind]
        if others:
            yield [key, chance.choice(others)]


def _one_question() -> Iterator[Kind]:
    rows = BoardRow.objects.filter(question__isnull=False).select_related("question")
    most = list(rows.order_by("-claims", "pk")[:ASKED])
    keys = [row.question.key for row in most if row.question]
    asked = [BoardFilters(question=key) for key in keys]
    slow = [naive.question(key) for key in keys]
    yield Kind("a question with very many claims", [_listed(it) for it in asked], slow)
    further = []
    for row, filters in zip(most, asked, strict=True):
        claims = Claim.objects.filter(question=row.question_id).order_by("pk")
        middle = claims[row.claims // 2]
        further.append(_listed(filters.beyond(middle.pk)))
    yield Kind("its further claims", further, slow)


def _claims(chance: Random) -> Iterator[Kind]:
    counts = _counted(_CLAIMS)
    ranked = list(counts)
    middle = len(ranked) // 2
    median = chance.sample(
        ranked[middle - middle // 5 : middle + middle // 5], min(ASKED, middle // 5)
    )
    least = counts[ranked[min(4, len(ranked) - 1)]]
    big = ranked[:5]
    name = f"page of a claim with {least:,} to {counts[ranked[0]]:,} mentions"
    yield _pages("page of a claim, the median", median)
    yield _pages(name, big)
    further, slow = [], []
    for key in big:
        page = claim_page(Claim.objects.get(key=key))
        further.append(f"{_page(key)}?{urlencode({'after': page.mentions.after})}")
        slow.append(naive.claim(key, naive.MENTIONS))
    yield Kind("the next page of its mentions", _often(further), slow)


def _pages(name: str, keys: Sequence[str]) -> Kind:
    return Kind(name, _often([_page(key) for key in keys]), [naive.claim(key) for key in keys])


def _page(key: str) -> str:
    return reverse("annotations:claim-detail", args=[key])


def _counted(statement: str, *values: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values or None)
        return dict(cursor.fetchall())
