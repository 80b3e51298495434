"""The registry that a new newsroom starts with keeps its own rules, and covers the gold."""

import json
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from corpus.text.fold import fold

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "seeds" / "entities.jsonl").read_text("utf-8").splitlines()
ENTITIES: list[dict[str, Any]] = [json.loads(line) for line in LINES]
GOLD = json.loads((ROOT / "tests" / "gold" / "seeds.json").read_text("utf-8"))

KINDS = {"organisation", "person", "place", "product", "model", "outlet", "document"}
NEEDED = {"key", "kind", "latin", "ar", "aliases", "short"}
BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def squeezed(form: str) -> str:
    return fold(form).replace(" ", "")


def full_forms(entity: dict[str, Any]) -> list[str]:
    return [entity["ar"], entity["latin"], *entity["aliases"]]


def gold_mentions() -> dict[str, set[tuple[str, str]]]:
    """Each entity of the gold with the kinds and texts of its mentions."""
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for document in GOLD["documents"]:
        for article in document["articles"]:
            for mention in article["mentions"]:
                found[mention["entity"]].add((mention["kind"], mention["text"]))
    return found


def test_it_has_several_hundred_entities() -> None:
    assert len(ENTITIES) >= 500


def test_keys_are_unique_sorted_slugs() -> None:
    keys = [entity["key"] for entity in ENTITIES]

    assert keys == sorted(set(keys))
    assert [key for key in keys if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)] == []


def test_every_line_has_the_fields_of_the_readme() -> None:
    for entity in ENTITIES:
        optional = entity.keys() - NEEDED

        assert entity.keys() >= NEEDED
        assert optional <= {"agency", "own_line"}
        assert entity["kind"] in KINDS
        assert not optional or entity["kind"] == "outlet"


def test_text_is_nfc_without_direction_marks_or_loose_spaces() -> None:
    for line, entity in zip(LINES, ENTITIES, strict=True):
        forms = [*full_forms(entity), *entity["short"], *entity.get("own_line", [])]

        assert unicodedata.is_normalized("NFC", line)
        assert not BIDI.search(line)
        assert [form for form in forms if not form or form != " ".join(form.split())] == []


def test_an_entity_lists_no_form_twice() -> None:
    for entity in ENTITIES:
        listed = [fold(form) for form in entity["aliases"] + entity["short"]]
        names = {fold(entity["ar"]), fold(entity["latin"])}

        assert len(listed) == len(set(listed)), entity["key"]
        assert names.isdisjoint(listed), entity["key"]


def test_no_full_form_stands_for_two_entities() -> None:
    full: dict[str, set[str]] = defaultdict(set)
    for entity in ENTITIES:
        for form in full_forms(entity):
            full[squeezed(form)].add(entity["key"])

    shared = {form: keys for form, keys in full.items() if len(keys) > 1}

    assert shared == {}


def test_an_entity_with_short_forms_has_a_longer_one_to_vouch_for_them() -> None:
    for entity in ENTITIES:
        forms = {squeezed(form) for form in entity["short"]}

        assert forms.isdisjoint(map(squeezed, full_forms(entity))), entity["key"]


@pytest.mark.parametrize("name", sorted(gold_mentions()))
def test_every_entity_of_the_gold_is_here_with_its_kind_and_spellings(name: str) -> None:
    [entity] = [each for each in ENTITIES if name in (each["latin"], each["ar"])]
    kind = "agency" if entity.get("agency") else entity["kind"]
    forms = {squeezed(form) for form in [*full_forms(entity), *entity["short"]]}

    for gold_kind, text in gold_mentions()[name]:
        assert kind == gold_kind
        assert squeezed(text) in forms or squeezed("ا" + text) in forms


@pytest.mark.parametrize(
    "form",
    ["الصينية", "الأميركية", "العملاق الصيني", "عملاق التكنولوجيا", "السلطات الصينية", "مباشر"],
)
def test_adjectives_descriptions_and_ordinary_words_name_nobody(form: str) -> None:
    named = [e["key"] for e in ENTITIES if squeezed(form) in map(squeezed, full_forms(e))]

    assert named == []
