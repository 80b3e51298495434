"""What somebody who types in the search box may mean: fields, and values in any spelling."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from corpus.models.bare import ARTICLE
from corpus.search.names import MOST, Likeness, Named, alike, commonest, named
from corpus.search.values import as_value
from corpus.text.fold import fold
from corpus.text.query_caret import Stretch, UnderCaret, under_caret
from corpus.text.query_tokens import FIELD_NAMES

FIELD = "field"
# The kinds that words without a field may name.
_KINDS = ("entity", "source", "outlet", "topic")
# What FacetValue knows nothing of.
_WITHOUT_VALUES = ("date", "author")
_ENOUGH = 3
_SHORTEST = 2
# A short word is nearly written like too many; in a field somebody asks for just that.
_SHORTEST_MISSPELT, _SHORTEST_IN_FIELD = 6, 4
_LONG_LABEL = 60  # as those of claims are: their keys are shorter


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value, or the name of a field, with the whole query that comes of choosing it.

    `other` is its label in the other language, `form` the spelling that was found; both are empty
    where they say nothing new.
    """

    kind: str
    label: str
    other: str
    form: str
    count: int
    query: str
    caret: int


def complete(text: str, caret: int) -> list[Suggestion]:
    """At most eight suggestions for what stands under the caret, those of a kind together."""
    typed = under_caret(text, caret)
    if not typed.stretches:
        return []
    if typed.field:
        return _values(text, typed, _of_field(typed))
    words = [it for it in typed.stretches if len(fold(it.text)) >= _SHORTEST]
    if not words:
        return []
    fields = _fields(text, words[-1])
    found = _found(_KINDS, words, _SHORTEST_MISSPELT)
    return [*_values(text, typed, found[: MOST - len(fields)]), *fields]


def _of_field(typed: UnderCaret) -> list[Named]:
    if typed.field in _WITHOUT_VALUES:
        return []
    if not fold(typed.stretches[0].text).strip():
        return [Named(it, it.label, Likeness.BEGUN, 0) for it in commonest(typed.field)]
    return _found([typed.field], typed.stretches, _SHORTEST_IN_FIELD)


def _found(kinds: Sequence[str], stretches: Sequence[Stretch], misspelt: int) -> list[Named]:
    """What is named, also with an article (رقائق is «الرقائق»); where that is little, what is heard
    so too or, from so many letters on, nearly written so."""
    word, last = stretches[-1].text, len(stretches) - 1
    asked = [*(it.text for it in stretches), f"{ARTICLE}{word}"]
    found = [it._replace(asked=min(it.asked, last)) for it in named(kinds, asked)]
    sure = [it for it in found if it.likeness <= Likeness.BEGUN and it.asked == found[0].asked]
    if len(sure) >= _ENOUGH or any(it.likeness == Likeness.SAME for it in sure):
        return sure
    if len(found) < _ENOUGH and len(word) >= misspelt:
        known = {it.value.key for it in found}
        nearly = [it for it in alike(kinds, word) if it.value.key not in known]
        found += [it._replace(asked=last) for it in nearly]
    return found[:MOST]


def _fields(text: str, word: Stretch) -> list[Suggestion]:
    """The fields whose name is being typed."""
    begun = fold(word.text)
    names = (name for both in FIELD_NAMES.values() for name in both)
    return [
        _suggestion(text, word, FIELD, f"{name}:") for name in names if fold(name).startswith(begun)
    ][:_ENOUGH]


def _values(text: str, typed: UnderCaret, found: Sequence[Named]) -> list[Suggestion]:
    """Suggestions in the order of what was found, those of a kind together."""
    kinds = list(dict.fromkeys(it.value.kind for it in found))
    labels = Counter((it.value.kind, fold(it.value.label)) for it in found)
    suggested = []
    for one in sorted(found, key=lambda it: kinds.index(it.value.kind)):
        value = one.value
        name = typed.name or FIELD_NAMES[value.kind][0 if get_language() == "en" else 1]
        is_clear = labels[value.kind, fold(value.label)] == 1 and len(value.label) < _LONG_LABEL
        written = as_value(value.label if is_clear else value.key.partition(":")[2])
        if any(map(str.isalnum, written)):  # what has neither letter nor digit is no value
            stretch = typed.stretches[one.asked]
            suggested.append(_suggestion(text, stretch, value.kind, f"{name}:{written}", one))
    return suggested


def _suggestion(
    text: str, stretch: Stretch, kind: str, written: str, one: Named | None = None
) -> Suggestion:
    query = f"{text[: stretch.start]}{written}{text[stretch.end :]}"
    caret = stretch.start + len(written)
    if one is None:
        return Suggestion(kind, written, "", "", 0, query, caret)
    value = one.value
    other = value.label_ar if value.label == value.label_en else value.label_en
    known = {fold(value.label_ar), fold(value.label_en)}
    return Suggestion(
        kind,
        value.label,
        other if other != value.label else "",
        one.form if fold(one.form) not in known else "",
        value.count,
        query,
        caret,
    )
