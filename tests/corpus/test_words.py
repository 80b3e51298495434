"""Every code that an import leaves behind has words."""

import re
from pathlib import Path

import pytest

from corpus.importing.steps.cues import RULES as CUES
from corpus.words import REASONS, RULES, reason_called, rule_called

IMPORTING = Path(__file__).parents[2] / "corpus" / "importing"
CODE = re.compile(r'(?:[Rr]ejected|_at|_Broken|NotText)\([^"()]*"([a-z]+(?:-[a-z]+)*)",')


def codes() -> set[str]:
    """The reasons that the code of the import names."""
    sources = (path.read_text(encoding="utf-8") for path in IMPORTING.rglob("*.py"))
    return {code for source in sources for code in CODE.findall(source)}


def test_every_reason_of_the_code_has_words():
    assert codes() >= {"mojibake", "too-large", "name-too-long"}
    assert codes() <= REASONS.keys()


def test_every_cue_of_boilerplate_has_words():
    assert {cue["name"] for cue in CUES["cue"] if cue["label"] == "boilerplate"} <= RULES.keys()


@pytest.mark.parametrize("called", [reason_called, rule_called])
def test_a_code_that_is_not_known_goes_by_its_own_name(called):
    assert called("something new") == "something new"


def test_what_was_learnt_is_called_so_whatever_it_was_before():
    assert rule_called("learnt paragraph text") == rule_called("learnt")
