"""How much there is of what, and what each claim says: few claims are made everywhere, most seldom.

What is random comes from the numbers of things, so a corpus of a size is always the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from random import Random
from typing import NamedTuple, TypeVar

from benchmarks.claiming.cast import Cast
from benchmarks.claiming.sentences import MEASURES, Measure
from corpus.models import Entity, Topic

T = TypeVar("T")

SEED = 20_261_130
IN_AN_ARTICLE = 10
WAITING = 100  # one suggestion, which nobody has decided, to so many accepted mentions
_TOLD, _ANSWERED = 0.8, 0.6  # the powers by which claims are told, and questions answered
_CONTESTED = 50  # the claims of one question in so many disagree
_ALONE = 0.1  # of the claims answer no question


class Asked(NamedTuple):
    """What a question is about: a subject and a metric."""

    subject: Entity
    measure: Measure
    number: int  # that its claims name, where they agree
    contested: bool


class Proposed(NamedTuple):
    """What a claim says; `question` counts from 0, and is None where it answers none."""

    question: int | None
    asked: Asked
    number: int
    topics: Sequence[Topic]


@dataclass(frozen=True)
class Plan:
    """The questions and claims, and which claims each article makes."""

    questions: Sequence[Asked]
    claims: Sequence[Proposed]
    told: Sequence[Sequence[int]]  # the claims that each article makes, by their numbers


def planned(size: int, cast: Cast) -> Plan:
    """So many accepted mentions, with a suggestion here and there."""
    chance = Random(SEED)  # noqa: S311
    questions = [_asked(number, cast, chance) for number in range(max(2, size // 10))]
    claims = _claims(size, questions, cast, chance)
    times = sizes(len(claims), size + size // WAITING, _TOLD)
    chance.shuffle(claims)
    told = [claim for claim, often in enumerate(times) for _ in range(often)]
    chance.shuffle(told)
    cuts = range(0, len(told), IN_AN_ARTICLE)
    return Plan(questions, claims, [told[cut : cut + IN_AN_ARTICLE] for cut in cuts])


def _asked(number: int, cast: Cast, chance: Random) -> Asked:
    subject, measure = drawn(cast.subjects, chance), drawn(MEASURES, chance)
    return Asked(subject, measure, chance.randrange(2, 900), number % _CONTESTED == 0)


def _claims(size: int, questions: Sequence[Asked], cast: Cast, chance: Random) -> list[Proposed]:
    total = max(4, size // 5)
    alone = int(_ALONE * total)
    answers = sizes(len(questions), total - alone, _ANSWERED)
    of = [number for number, many in enumerate(answers) for _ in range(many)]
    answering = [
        Proposed(question, it, it.number * (1 + number % 3 * it.contested), _topics(cast, chance))
        for number, question in enumerate(of)
        for it in [questions[question]]
    ]
    others = (_asked(1, cast, chance) for _ in range(alone))
    return [*answering, *(Proposed(None, it, it.number, _topics(cast, chance)) for it in others)]


def _topics(cast: Cast, chance: Random) -> list[Topic]:
    found = {drawn(cast.topics, chance) for _ in range(chance.randrange(1, 3))}
    return sorted(found, key=attrgetter("path"))


def sizes(parts: int, total: int, power: float) -> list[int]:
    """The total in so many parts of at least one, the greatest first, by Zipf's law."""
    weights = [1 / (rank + 1) ** power for rank in range(parts)]
    scale = (total - parts) / sum(weights)
    found = [1 + int(scale * weight) for weight in weights]
    for rank in range(total - sum(found)):
        found[rank] += 1
    return found


def drawn(values: Sequence[T], chance: Random) -> T:
    """One of these: the first of them much oftener than the last."""
    return values[int((len(values) + 1) ** chance.random()) - 1]
