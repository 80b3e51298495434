"""Articles that make claims, with all that people and rules say of them, on their way by COPY."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random
from typing import NamedTuple

from annotations.models import Claim
from annotations.origins import Origin, origin_of
from benchmarks.claiming.cast import Cast
from benchmarks.claiming.plan import IN_AN_ARTICLE, SEED, WAITING, Plan, Proposed, drawn
from benchmarks.claiming.sentences import UNKNOWN, Sentence, clause, sentence
from corpus.models import Article, Capture, Page, Segment, Source
from corpus.services import sources

_LAST, _DAYS = datetime(2026, 10, 31, 21, tzinfo=UTC), 2_900
_STEPS, _WITH_STEPS = (0, 1, 2, 3), (25, 45, 22, 8)  # percent
_NAMED, _DESCRIBED = 0.75, 0.9  # beyond both, nobody knows who speaks
_DESCRIPTIONS = ("مصدر مطلع", "مسؤول كبير", "ثلاثة أشخاص مطلعون", "خبراء")
_CLAIMED = 5  # every so manieth article claims in its title
_ELSEWHERE = 0.1  # of the tellings of what is contested say otherwise than their claim


class Telling(NamedTuple):
    """A place where an article makes a claim, through whom and in which words."""

    claim: Claim
    proposed: Proposed
    number: int | None
    chain: Sequence[Source | None]
    origin: Origin
    place: Sentence
    is_waiting: bool


@dataclass
class Drafted:
    """An article with its page, capture and segments, not stored yet, and what it claims."""

    page: Page
    capture: Capture
    article: Article
    segments: list[Segment] = field(default_factory=list)
    unnamed: dict[str, Source] = field(default_factory=dict)
    told: list[Telling] = field(default_factory=list)


def drafted(number: int, plan: Plan, claims: Sequence[Claim], cast: Cast) -> Drafted:
    """The article of a number, which draws what it says by that number."""
    chance = Random(SEED + number)  # noqa: S311
    address = f"https://news.example/{number}"
    outlet = drawn(cast.outlets, chance)
    found = Drafted(
        Page(key=address, url=address),
        Capture(encoding="utf-8", extractor="jsonl", extractor_version="1", is_current=True),
        Article(
            key=sha256(address.encode()).hexdigest()[:16],
            start=0,
            outlet_name=outlet.name_ar,
            outlet=outlet,
            url=address,
        ),
    )
    made = [(claims[it], plan.claims[it]) for it in plan.told[number]]
    asked = made[0][1].asked
    lines = (
        [] if number % _CLAIMED == 0 else [clause(asked.measure, asked.subject.name_ar, None).text]
    )
    for at, (claim, proposed) in enumerate(made):
        is_waiting = (number * IN_AN_ARTICLE + at) % (WAITING + 1) == WAITING
        start = sum(map(len, lines)) + len(lines)
        telling = _telling(found, claim, proposed, start, cast, chance, is_waiting=is_waiting)
        found.told.append(telling)
        lines.append(telling.place.text)
    _complete(found, lines, chance)
    return found


def _telling(
    here: Drafted,
    claim: Claim,
    proposed: Proposed,
    start: int,
    cast: Cast,
    chance: Random,
    *,
    is_waiting: bool,
) -> Telling:
    number = proposed.number if chance.random() < 0.5 else None
    if number and proposed.asked.contested and chance.random() < _ELSEWHERE:
        number += 1_000
    said = clause(proposed.asked.measure, proposed.asked.subject.name_ar, number)
    chain = list(_chain(here, cast, chance)) if start else []
    names = [_called(it) for it in chain]
    place = sentence(said, names, start)
    return Telling(claim, proposed, number, chain, origin_of(chain), place, is_waiting)


def _chain(here: Drafted, cast: Cast, chance: Random) -> Iterator[Source | None]:
    """Speakers, the nearest first, none of them twice."""
    met: set[str] = set()
    for _ in range(chance.choices(_STEPS, _WITH_STEPS)[0]):
        source = _speaker(here, cast, chance)
        if source is None or source.key not in met:
            yield source
        if source:
            met.add(source.key)


def _speaker(here: Drafted, cast: Cast, chance: Random) -> Source | None:
    kind = chance.random()
    if kind < _NAMED:
        return drawn(cast.speakers, chance)
    if kind > _DESCRIBED:
        return None
    words = chance.choice(_DESCRIPTIONS)
    made = Source(
        key=sources.unnamed_key(here.page, words),
        kind="anonymous",
        descriptor=words,
        scope=here.page.key,
    )
    return here.unnamed.setdefault(words, made)


def _called(source: Source | None) -> str:
    if source is None:
        return UNKNOWN
    return source.entity.name_ar if source.entity else source.descriptor


def _complete(here: Drafted, lines: Sequence[str], chance: Random) -> None:
    """Give the capture its text and the article its end, its date and its segments."""
    text = "\n".join(lines)
    capture, article = here.capture, here.article
    article.title = lines[0]
    capture.text, capture.data, capture.length = text, text.encode(), len(text)
    capture.sha256 = sha256(capture.data).hexdigest()
    article.end = len(text)
    if chance.random() < 0.98:
        ago = timedelta(minutes=int(chance.random() ** 2 * _DAYS * 24 * 60))
        capture.published = article.published = _LAST - ago
        article.published_precision = "minute"
    start = 0
    for kind, line in zip(("title", *["paragraph"] * (len(lines) - 1)), lines, strict=True):
        here.segments.append(Segment(kind=kind, start=start, end=start + len(line)))
        start += len(line) + 1
