"""What comes in as a mention's words, dates, chain and figures: checked, and as its state holds it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from annotations.errors import CannotTell
from annotations.models import Bound, Certainty, Known, Mode, Polarity, Stance
from annotations.queries.marks import root
from annotations.services.chains import described, is_named
from annotations.services.drafting import MOST_FIGURES, MOST_STEPS, is_sound
from annotations.services.mentions import Said, plain
from annotations.services.states import value_of
from corpus.anchors import Anchor, AnchorError, checked
from corpus.errors import TextMismatch
from corpus.models import Article, Entity, Source
from corpus.services import sources
from corpus.text.fold import fold

_CHOICES: dict[str, type[models.TextChoices]] = {
    "mode": Mode,
    "stance": Stance,
    "certainty": Certainty,
    "polarity": Polarity,
}
_ZEROES = ("صفر", "صفرا")
_WIDTHS = {"unit": 40, "metric": 100, "scope": 200}


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    value_max: Decimal | None
    bound: str


def checked_said(article: Article, parts: Sequence[Anchor], said: Mapping[str, Any]) -> Said:
    """What a mention in these places is to say; CannotTell or TextMismatch says what is wrong."""
    chain, figures = said.get("chain") or [], said.get("figures") or []
    if len(chain) > MOST_STEPS or len(figures) > MOST_FIGURES:
        raise CannotTell(_("This is more than one claim can hold."))
    return {
        **{name: _choice(choices, said.get(name)) for name, choices in _CHOICES.items()},
        "said": _day(said.get("said")),
        "meant": _day(said.get("meant")),
        "chain": _chain(article, chain),
        "figures": [_figure(article, parts, figure) for figure in figures],
    }


def _choice(choices: type[models.TextChoices], given: object) -> str:
    if given not in choices.values:
        raise CannotTell
    return str(given)


def _day(given: object) -> str | None:
    if not given:
        return None
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError as error:
        raise CannotTell(_("Write the date as year, month and day.")) from error


def _chain(article: Article, steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    told: Source | None = None
    for step in steps:
        source = _source(article, step, told)
        if source and any(it["source"] == source.key for it in found):
            said = _("“%(source)s” stands twice in the chain. A source can only stand in it once.")
            raise CannotTell(said % {"source": source.name})
        told = source if source and is_named(source) else told
        found.append(
            {
                "source": source.key if source else None,
                "how": _choice(Known, step.get("how")),
                "confirmed": bool(step.get("confirmed")),
                "cue": _place(article, step.get("cue")),
                "place": _place(article, step.get("place")),
            }
        )
    return found


def _source(article: Article, step: Mapping[str, Any], told: Source | None) -> Source | None:
    """Whoever speaks: a known source or an entity by its key, else the unnamed in these words."""
    if key := step.get("source"):
        return known_source(str(key))
    count = step.get("count")
    if count is not None and not isinstance(count, int):
        raise CannotTell
    return described(article.capture.page, str(step.get("descriptor") or ""), count, told)


def known_source(key: str) -> Source:
    """The source of a key, or the one that the entity of this key is when it speaks."""
    source = value_of("source", key)
    if isinstance(source, Source):
        return source
    entity = value_of("entity", key)
    if isinstance(entity, Entity):
        return sources.named(root(entity))
    raise CannotTell(_("There is no such source."))


def _place(article: Article, given: object) -> list[Any] | None:
    if given is None:
        return None
    at = anchor_of(given)
    good = checked_place(article, at)
    return [good.start, good.end, good.quote]


def anchor_of(given: object) -> Anchor:
    """A place as states hold it: start, end and quote in a list."""
    match given:
        case [int(start), int(end), str(quote)]:
            return Anchor(start, end, quote)
    raise TextMismatch


def checked_place(article: Article, at: Anchor) -> Anchor:
    """The place, once its words are found to stand there, inside the article."""
    try:
        good = checked(article.capture.text, at.start, at.end, at.quote)
    except AnchorError as error:
        raise TextMismatch from error
    if good.start < article.start or good.end > article.end:
        raise TextMismatch(_("The selected words are not all inside this article."))
    return good


def _figure(article: Article, parts: Sequence[Anchor], given: Mapping[str, Any]) -> dict[str, Any]:
    at = checked_place(article, anchor_of([given.get("start"), given.get("end"), given.get("raw")]))
    if not any(part.start <= at.start and at.end <= part.end for part in parts):
        raise CannotTell(_("The figure “%(raw)s” is not in the claim's words.") % {"raw": at.quote})
    bound = _choice(Bound, given.get("bound"))
    value, value_max = _decimal(given.get("value")), given.get("value_max")
    number = _Number(value, _decimal(value_max) if value_max not in (None, "") else None, bound)
    _check_number(number)
    return {
        "start": at.start,
        "end": at.end,
        "raw": at.quote,
        "value": plain(number.value),
        "value_max": plain(number.value_max) if number.value_max is not None else None,
        "bound": bound,
        **{name: _words(given.get(name), width) for name, width in _WIDTHS.items()},
    }


def _check_number(number: _Number) -> None:
    if is_sound(number):
        return
    is_range = number.bound == Bound.RANGE
    if is_range and (number.value_max is None or number.value_max <= number.value):
        raise CannotTell(_("A range needs a second number that is greater than the first."))
    if not is_range and number.value_max is not None:
        raise CannotTell(_("Two numbers are a range: say “between”, or leave the second out."))
    raise CannotTell(_("The number is too long to be kept exactly."))


def _decimal(given: object) -> Decimal:
    """A number as people type it: with separators of thousands, and in either digits."""
    text = str(given).strip().replace(",", "").replace("٬", "").replace("٫", ".")
    if fold(text) in _ZEROES:
        return Decimal(0)
    try:
        return Decimal(text.replace("_", "x"))
    except InvalidOperation as error:
        raise CannotTell(_("“%(given)s” is not a number.") % {"given": text[:40]}) from error


def _words(given: object, width: int) -> str:
    return " ".join(str(given or "").replace("\0", "").split())[:width]
