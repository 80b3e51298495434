"""The field's own words, by surface: each form with every proclitic and pronoun it can carry."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from corpus.text.clitics import PROCLITICS, PRONOUNS
from corpus.text.fold import fold

_RULES = tomllib.loads((Path(__file__).parent / "data" / "lexicon.toml").read_text("utf-8"))


def _forms(section: str) -> Iterator[tuple[str, str]]:
    for lemma, forms in _RULES[section].items():
        for form in forms:
            yield fold(form), fold(lemma)


def _with_pronouns(form: str) -> Iterator[str]:
    stem = f"{form[:-1]}ت" if form.endswith("ه") else form
    yield from (stem + pronoun for pronoun in PRONOUNS)
    if stem == form:
        yield f"{form}ا"  # the ending of نموذجًا


def _lemmas() -> dict[str, str]:
    """Folded form, without proclitics, to lemma; what is written in the file wins."""
    whole = {name: name for name in map(fold, _RULES["whole"])}
    bare = whole | dict((*_forms("names"), *_forms("words")))
    inflected = {
        variant: lemma for form, lemma in _forms("words") for variant in _with_pronouns(form)
    }
    return inflected | bare


_LEMMAS = _lemmas()
_KNOWN: dict[str, tuple[str, str]] = {
    proclitic + form: (proclitic, lemma)
    for proclitic in (*PROCLITICS, "")
    for form, lemma in _LEMMAS.items()
} | {form: ("", lemma) for form, lemma in _LEMMAS.items()}


def known(folded: str) -> tuple[str, str] | None:
    """The proclitics and the lemma of a folded word of the field."""
    return _KNOWN.get(folded)
