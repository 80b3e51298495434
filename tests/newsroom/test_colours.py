"""The palette's contrast, in both themes, by WCAG's formula."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text(encoding="utf-8")
PALETTE = {
    name: (light, dark)
    for name, light, dark in re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", TOKENS)
}
THEMES = ("light", "dark")
TEXT = ("ink", "mute", "accent", "danger", "source", "claim", "topic", "entity")


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(it * 2 for it in colour[1:])
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        it / 12.92 if it <= 0.03928 else ((it + 0.055) / 1.055) ** 2.4 for it in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str, theme: str) -> float:
    at = THEMES.index(theme)
    darker, lighter = sorted(luminance(PALETTE[it][at]) for it in (one, other))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["card", "paper"])
@pytest.mark.parametrize("name", TEXT)
def test_words_stand_out_from_their_ground(name: str, ground: str, theme: str) -> None:
    assert contrast(name, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("name", "ground"), [("on-accent", "accent"), ("mute", "tint")])
def test_words_stand_out_from_a_filled_ground(name: str, ground: str, theme: str) -> None:
    assert contrast(name, ground, theme) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["card", "paper"])
@pytest.mark.parametrize("name", ["control", "focus"])
def test_the_edge_of_a_control_can_be_seen(name: str, ground: str, theme: str) -> None:
    assert contrast(name, ground, theme) >= 3
