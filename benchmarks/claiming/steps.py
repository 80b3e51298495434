"""What an editor's key press costs; each step is taken in a transaction that is rolled back."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from annotations.models import BoardRow, ClaimLink, LinkKind, LinkStatus, Mark
from annotations.services import board, links, marking
from benchmarks.searching.words import ASKED
from corpus.models import Role, User

ORDINARY, BIG = 10, 5_000  # mentions
LIMITS = {"an ordinary": 60, "a big": 250, "the biggest": 250}  # milliseconds


@dataclass(frozen=True)
class Step:
    """A kind of step, taken so many times, and how long it may take."""

    name: str
    actions: Sequence[Callable[[], object]]
    limit: int


def steps() -> Iterator[Step]:
    """Each kind of step, in questions of several sizes."""
    by, _ = User.objects.get_or_create(username="editor", defaults={"role": Role.EDITOR})
    for size, rows in _questions().items():
        mentions = f"{size} question ({_sizes(rows)} mentions)"
        waiting = list(_waiting(rows))
        disputed = list(_disputed(rows))
        for name, actions in (
            ("board.refresh of", [partial(_refresh, it) for it in waiting]),
            ("accepting a mention in", [partial(marking.accept, it, by=by) for it in waiting]),
            ("a verdict in", [partial(_judge, it, by) for it in disputed]),
        ):
            undone = [partial(_undone, act) for act in _often(actions)]
            yield Step(f"{name} {mentions}", undone, LIMITS[size])


def _questions() -> dict[str, list[BoardRow]]:
    """Groups by size: ordinary ones, those nearest to the big size, and the biggest."""
    answered = BoardRow.objects.filter(question__isnull=False)
    most = answered.order_by("-mentions", "pk")
    ordinary = answered.filter(mentions__lte=ORDINARY, mentions__gt=2)
    big = most.filter(mentions__gte=min(BIG, most[0].mentions // 2))
    return {
        "an ordinary": list(ordinary.order_by("pk")),
        "a big": list(big.order_by("mentions")[:3]),
        "the biggest": list(most[:1]),
    }


def _sizes(rows: Sequence[BoardRow]) -> str:
    found = sorted({row.mentions for row in rows})
    return f"{found[0]:,} to {found[-1]:,}" if found[1:] else f"{found[0]:,}"


def _waiting(rows: Sequence[BoardRow]) -> QuerySet[Mark]:
    questions = [row.question_id for row in rows]
    marks = Mark.objects.filter(by=None, covered=False, claim__question__in=questions)
    return marks.select_related("article", "claim").order_by("pk")[:ASKED]


def _disputed(rows: Sequence[BoardRow]) -> QuerySet[ClaimLink]:
    questions = [row.question_id for row in rows]
    of_these = Q(a_claim__question__in=questions) | Q(b_claim__question__in=questions)
    here = ClaimLink.objects.filter(of_these, status=LinkStatus.SUGGESTED)
    return here.select_related("a_claim", "b_claim").order_by("pk")[:ASKED]


def _refresh(mark: Mark) -> None:
    """What is derived of all claims, as a key press on one mention brings it into step."""
    if mark.claim:
        board.refresh([mark.claim], within=[mark.article])


def _judge(link: ClaimLink, by: User) -> None:
    links.judge(link, kind=LinkKind.COMPATIBLE, reason="نطاق مختلف", by=by)


def _undone(act: Callable[[], object]) -> None:
    """Take the step with every check that a commit makes, then take it back."""
    with transaction.atomic():
        act()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        transaction.set_rollback(True)


def _often(actions: Sequence[Callable[[], object]]) -> Sequence[Callable[[], object]]:
    return (list(actions) * ASKED)[:ASKED] if actions else []
