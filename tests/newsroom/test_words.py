"""The interface's words: each has its Arabic, with the placeholders of the English."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
APPS = ("newsroom", "corpus", "annotations")
MARKERS = {"_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "ngettext", "ngettext_lazy"}
CATALOGUES = [
    *sorted(ROOT.glob("locale/ar/LC_MESSAGES/django.po")),
    *(path for app in APPS for path in sorted((ROOT / app).glob("locale/ar/*/django.po"))),
]
PLACEHOLDER = re.compile(r"%\(\w+\)s|%\(\w+\)d|\{\w*\}")


def literals(source: str) -> Iterator[str]:
    """What the calls that mark a message for translation say first, in English."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKERS:
            words = [str(it.value) for it in node.args if isinstance(it, ast.Constant)]
            yield from words[:2][-1:] if "pgettext" in ast.unparse(node.func) else words[:1]


STRING = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL = re.compile(rf"n?gettext\(({STRING})|n?pgettext\({STRING}, ({STRING})")


def in_templates() -> Iterator[str]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for plain, after_context in CALL.findall(templatize(path.read_text(encoding="utf-8"))):
            yield ast.literal_eval((plain or after_context).lstrip("u"))


def in_code() -> Iterator[str]:
    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            yield from literals(path.read_text(encoding="utf-8"))


def known() -> dict[str, list[str]]:
    """Each English message of the catalogues with its Arabic forms."""
    entries = [entry for path in CATALOGUES for entry in polib.pofile(str(path))]
    return {it.msgid: list(it.msgstr_plural.values()) or [it.msgstr] for it in entries}


@pytest.mark.parametrize("source", [in_templates, in_code])
def test_every_message_has_its_arabic(source) -> None:
    arabic = known()

    missing = {words for words in source() if not all(arabic.get(words, [""]))}

    assert not missing


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_an_arabic_message_keeps_the_placeholders(path: Path) -> None:
    changed = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if not entry.msgid_plural
        and set(PLACEHOLDER.findall(entry.msgstr)) != set(PLACEHOLDER.findall(entry.msgid))
    ]

    assert not changed


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_counted_message_has_the_six_forms_of_arabic(path: Path) -> None:
    short = [
        entry.msgid
        for entry in polib.pofile(str(path))
        if entry.msgid_plural
        and (len(entry.msgstr_plural) != 6 or not all(entry.msgstr_plural.values()))
    ]

    assert not short
