"""The corpus of a size: made once, kept in a database of its own, and used again."""

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from django.core.management import call_command
from django.utils.timezone import now

from annotations.models import Claim, ClaimLink, LinkKind, LinkStatus, Question
from annotations.services import board, claim_changes, proposals
from benchmarks.claiming.articles import drafted
from benchmarks.claiming.cast import Cast, gathered
from benchmarks.claiming.indexing import index_articles
from benchmarks.claiming.plan import SEED, Plan, planned
from benchmarks.claiming.sentences import clause
from benchmarks.claiming.storing import store
from benchmarks.searching import databases
from benchmarks.searching.building import say
from corpus.bulk import copy_in
from corpus.models import Event, User
from corpus.services import search_indexes

CHUNK = 1_000  # articles that are written in one go


def ensure(size: int, *, again: bool) -> str:
    """Make the corpus unless it is here as it would come out now; says how it was made."""
    name = f"bench_claims_{size}"
    version = f"{size} mentions, {_version()}"
    here, _, made = databases.described(name).partition("; ")
    if again or here != version:
        databases.create(name)
        databases.use(name)
        call_command("migrate", verbosity=0)
        before = time.perf_counter()
        with databases.few_checkpoints():
            counting = make(size)
        minutes = (time.perf_counter() - before) / 60
        made = f"made in {minutes:.0f} minutes, its board counted in {counting:.0f} seconds"
        databases.describe(name, f"{version}; {made}")
    databases.use(name)
    call_command("migrate", verbosity=0)
    return made


def make(size: int) -> float:
    """Make it all; returns in how many seconds the board was counted."""
    search_indexes.drop_when_empty()
    databases.tell("SET synchronous_commit = off")
    cast = gathered(size, Random(SEED))  # noqa: S311
    plan = planned(size, cast)
    say(f"making {len(plan.claims):,} claims of {len(plan.questions):,} questions")
    claims = _stored(plan)
    fill(plan, claims, cast)
    databases.tell("ANALYZE")
    contested = [f"q-{number}" for number, it in enumerate(plan.questions) if it.contested]
    return finish(contested, cast.editors)


def finish(contested: Sequence[str], editors: Sequence[User]) -> float:
    """Make all that is derived, with what is held of the questions that are contested."""
    say("counting the board")
    before = time.perf_counter()
    board.recount()
    counting = time.perf_counter() - before
    databases.tell("ANALYZE annotations_countedmention")
    say("comparing what is contested")
    dispute(contested, editors)
    board.refresh_rows(Claim.objects.filter(question__key__in=contested))
    say("indexing articles")
    index_articles()
    tidy()
    return counting


def tidy() -> None:
    """Leave the database as it is after a quiet night."""
    databases.tell("RESET synchronous_commit", "VACUUM ANALYZE")


def _stored(plan: Plan) -> list[Claim]:
    questions = copy_in(
        Question,
        [
            Question(
                key=f"q-{number}",
                text_ar=f"{it.measure.words} {it.subject.name_ar} ({number})",
                subject=it.subject,
                metric=it.measure.metric,
            )
            for number, it in enumerate(plan.questions)
        ],
    )
    claims = copy_in(
        Claim,
        [
            Claim(
                key=f"c-{number}",
                question=questions[it.question] if it.question is not None else None,
                subject=it.asked.subject,
                statement_ar=clause(it.asked.measure, it.asked.subject.name_ar, it.number).text,
            )
            for number, it in enumerate(plan.claims)
        ],
    )
    pairs = zip(claims, plan.claims, strict=True)
    of_topics = Claim.topics.through
    copy_in(of_topics, [of_topics(claim=c, topic=it) for c, told in pairs for it in told.topics])
    return claims


def fill(plan: Plan, claims: Sequence[Claim], cast: Cast) -> None:
    """Write the articles that make the claims."""
    for first in range(0, len(plan.told), CHUNK):
        numbers = range(first, min(first + CHUNK, len(plan.told)))
        store([drafted(number, plan, claims, cast) for number in numbers], cast.editors)
        if first % (10 * CHUNK) == 0:
            say(f"{numbers[-1] + 1:,} articles")


def dispute(contested: Sequence[str], editors: Sequence[User]) -> None:
    """Let the rules compare what is contested, and people decide of every second pair."""
    proposals.refresh(Question.objects.filter(key__in=contested).values_list("pk", flat=True))
    events = []
    for number, link in enumerate(ClaimLink.objects.order_by("key")[::2]):
        before = claim_changes.link(link)
        link.status, link.by, link.at = LinkStatus.ACCEPTED, editors[number % len(editors)], now()
        link.kind = LinkKind.COMPATIBLE if number % 2 else LinkKind.CONTRADICTS
        link.save()
        events.append(
            Event(
                at=link.at,
                by=link.by,
                verb="judge",
                object_type="link",
                object_key=link.key,
                before=before,
                after=claim_changes.link(link),
            )
        )
    copy_in(Event, events)


def _version() -> str:
    """How it is made."""
    digest = hashlib.sha256()
    for name in ("sentences", "cast", "plan", "articles", "storing", "indexing", "building"):
        digest.update(Path(__file__).with_name(f"{name}.py").read_bytes())
    return digest.hexdigest()[:12]
