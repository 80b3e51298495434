"""How a search is written, by examples to try, and what to say of one that cannot be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from corpus.filters import Filters
from corpus.models import FacetValue
from corpus.search.values import as_value
from corpus.text.query_tokens import Amiss, Problem

MOST_PROBLEMS = 3

MESSAGES = {
    Amiss.OPEN_QUOTE: _("This quotation mark is not closed."),
    Amiss.OPEN_BRACKET: _("This bracket is not closed."),
    Amiss.LONE_BRACKET: _("This bracket was not opened."),
    Amiss.EMPTY_BRACKETS: _("These brackets hold nothing to search for."),
    Amiss.TOO_DEEP: _("There are too many brackets inside one another."),
    Amiss.LONE_OPERATOR: _("This operator misses a term beside it."),
    Amiss.FIELD_NAME: _("There is no field of this name."),
    Amiss.NO_VALUE: _("A value belongs right after the colon, without a space."),
    Amiss.UNKNOWN_VALUE: _("No article has such a value."),
    Amiss.BAD_DATE: _("This is no date: write a year, a month or a day, two dots between two."),
    Amiss.SHORT_PREFIX: _("At least two letters stand before the star."),
    Amiss.BAD_DISTANCE: _("Words can be sought from 1 to 20 places apart."),
    Amiss.BAD_NEAR: _("Nearness is of two to five words."),
}


class Written(NamedTuple):
    """A query in Arabic and in English, and what it finds."""

    arabic: str
    english: str
    meaning: str | Promise


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a query, with the place in it, and a query that would do."""

    message: str
    before: str
    place: str
    after: str
    suggestion: str
    address: str


@dataclass(frozen=True, slots=True)
class Example:
    """A query to try, in two parts so that a date is not turned around, and what it finds."""

    name: str
    value: str
    meaning: str | Promise
    address: str


_RANGE = "2025-01..2025-08"
_WORDS: Sequence[Written] = (
    Written(
        "رقائق",
        "رقائق",
        _("A word in all its forms: with the article, in the plural, with و or ها"),
    ),
    Written("هواوي رقائق", "هواوي رقائق", _("Both words, in any order")),
    Written(
        "نفيديا",
        "نفيديا",
        _("A name in every known spelling, إنفيديا and Nvidia too; in quotation marks as written"),
    ),
    Written("2025", "2025", _("A number, in whichever digits it is printed")),
    Written("«الذكاء الاصطناعي»", '"الذكاء الاصطناعي"', _("These words exactly, side by side")),
    Written("رقا*", "رقا*", _("Words that begin so, from two letters on")),
    Written(
        '"هواوي رقائق"~5', '"هواوي رقائق"~5', _("At most 5 words apart, in any form and order")
    ),
)
_OPERATORS: Sequence[Written] = (
    Written("هواوي و إنفيديا", "هواوي AND إنفيديا", _("Both; a space says the same")),
    Written("هواوي أو إنفيديا", "هواوي OR إنفيديا", _("At least one of them")),
    Written("هواوي بدون إنفيديا", "هواوي NOT إنفيديا", _("The first without the second")),
    Written(
        "(هواوي أو إنفيديا) رقائق",
        "(هواوي OR إنفيديا) رقائق",
        _("Brackets say what belongs together"),
    ),
)
# The field, its Arabic name, what it finds, and a value in Arabic and English for want of another.
_FIELDS: Sequence[tuple[str, str, str | Promise, str, str]] = (
    ("outlet", "جهة", pgettext_lazy("a field", "Who published it"), "رويترز", "Reuters"),
    ("source", "مصدر", pgettext_lazy("a field", "Who is cited"), "رويترز", "Reuters"),
    ("entity", "كيان", pgettext_lazy("a field", "Who or what is mentioned"), "إنفيديا", "Nvidia"),
    ("topic", "موضوع", pgettext_lazy("a field", "What it is about"), "الرقائق", "chips"),
    ("claim", "إفادة", pgettext_lazy("a field", "What is claimed in it"), "كلفة", "كلفة"),
    ("author", "كاتب", pgettext_lazy("a field", "Who wrote it"), "أحمد", "أحمد"),
    ("date", "تاريخ", pgettext_lazy("a field", "When it was published"), _RANGE, _RANGE),
    ("has", "فيه", pgettext_lazy("a field", "What it contains"), "تعارض", "contradiction"),
    ("state", "حالة", pgettext_lazy("a field", "How far its review is"), "open", "open"),
)


def complaints(filters: Filters, problems: Sequence[Problem]) -> list[Complaint]:
    """The first things that are wrong, in the reader's language."""
    text = filters.text
    return [
        Complaint(
            str(MESSAGES[it.amiss]),
            text[: it.start],
            text[it.start : it.end],
            text[it.end :],
            it.suggestion,
            filters.asking(it.suggestion).address,
        )
        for it in problems[:MOST_PROBLEMS]
    ]


def help_sections() -> list[tuple[str | Promise, list[Example]]]:
    """Examples in the interface's language; the values of fields are such as articles have."""
    latin = get_language() == "en"
    common = _commonest()
    fields = [
        _example(
            english if latin else arabic,
            common.get(english) or (of_en if latin else of_ar),
            meaning,
        )
        for english, arabic, meaning, of_ar, of_en in _FIELDS
    ]
    return [
        (_("Words"), [_written(it, latin=latin) for it in _WORDS]),
        (_("Operators"), [_written(it, latin=latin) for it in _OPERATORS]),
        (_("Fields"), fields),
    ]


def field_names() -> list[tuple[str, str]]:
    """Each field's name in Arabic and in English."""
    return [(arabic, english) for english, arabic, *_rest in _FIELDS]


def _written(it: Written, *, latin: bool) -> Example:
    return _example("", it.english if latin else it.arabic, it.meaning)


def _example(name: str, value: str, meaning: str | Promise) -> Example:
    name = f"{name}:" if name else ""
    return Example(name, value, meaning, Filters(text=f"{name}{value}").address)


def _commonest() -> dict[str, str]:
    """The label that most articles have of each kind, as it is written in a query."""
    values = FacetValue.objects.filter(kind__in=[field[0] for field in _FIELDS], count__gt=0)
    commonest = values.order_by("kind", "-count", "key").distinct("kind")
    return {it.kind: as_value(it.label) for it in commonest}
