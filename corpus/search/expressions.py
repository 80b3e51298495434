"""What the database is asked of an index row."""

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, FloatField, Func, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Lower

from corpus.text.fold import fold


class Matches(Func):
    """Whether a tsvector holds what a tsquery asks for."""

    template = "%(expressions)s"
    arg_joiner = " @@ "
    output_field = BooleanField()


class Holds(Func):
    """The same, asked of each row that other conditions leave, never of an index."""

    function = "ts_match_vq"
    output_field = BooleanField()


class Rank(Func):
    """How well a tsvector answers a tsquery."""

    function = "ts_rank"
    output_field = FloatField()


def as_tsquery(query: str) -> Combinable:
    return Cast(Value(query), SearchQueryField())


def _letters() -> tuple[str, str]:
    """The Arabic letters that fold to another, with what they fold to; then those that go."""
    folds = {chr(code): fold(chr(code)) for code in range(0x0600, 0x0700)}
    others = {letter: other for letter, other in folds.items() if len(other) == 1}
    gone = "".join(letter for letter, other in folds.items() if not other)
    return "".join(others) + gone, "".join(others.values())


_FROM, _TO = _letters()


def folded(name: str) -> Combinable:
    """A column as the database folds it: Arabic letters, digits and marks as `fold` does."""
    return Func(
        Lower(name), Value(_FROM), Value(_TO), function="translate", output_field=TextField()
    )
