"""Names in boxes, as the graphs draw them: on one line or two, cut after them, and measured."""

from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

LETTERS = 15  # on a line; what is longer is cut
LINE = 17.0
_LETTER, _PADDING = 7.6, 13.0
TALLEST = 2 * LINE + _PADDING
_THINNEST, _THICKEST = 1.5, 8.0


class Line(NamedTuple):
    """One line of a label."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """A name in its box, around (x, y)."""

    name: str
    href: str
    x: float
    y: float
    width: float
    height: float
    lines: list[Line]

    @property
    def left(self) -> float:
        return round(self.x - self.width / 2, 2)

    @property
    def top(self) -> float:
        return round(self.y - self.height / 2, 2)

    @property
    def is_cut(self) -> bool:
        """Whether the label says less than the name."""
        return self.lines[-1].text.endswith("…")


def box(name: str, href: str, x: float, y: float, letters: int = LETTERS) -> Box:
    """The box of a name around a place, so many letters wide at most."""
    texts = _lines(name, letters)
    first = y - LINE * (len(texts) - 1) / 2
    return Box(
        name=name,
        href=href,
        x=round(x, 2),
        y=round(y, 2),
        width=round(max(map(width_of, texts)) + 2 * _PADDING, 2),
        height=len(texts) * LINE + _PADDING,
        lines=[Line(text, round(first + LINE * place, 2)) for place, text in enumerate(texts)],
    )


def width_of(text: str) -> float:
    """How much room a text takes at most, in units of the viewBox."""
    return len(text) * _LETTER


def widest(letters: int = LETTERS) -> float:
    """The width of the widest box."""
    return letters * _LETTER + 2 * _PADDING


def thickness(share: float) -> float:
    """How thick an edge is that carries such a share of what the thickest carries."""
    return round(_THINNEST + (_THICKEST - _THINNEST) * sqrt(share), 2)


def cut(text: str, letters: int) -> str:
    """The text, or as much of it as the letters hold with an ellipsis."""
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _lines(name: str, letters: int) -> list[str]:
    """The name on one line, or on two broken at the space nearest to the middle."""
    words = name.split()
    whole = " ".join(words)
    if len(whole) <= letters or len(words) < 2:
        return [cut(whole, letters)]
    breaks = [(" ".join(words[:it]), " ".join(words[it:])) for it in range(1, len(words))]
    return [cut(half, letters) for half in min(breaks, key=lambda both: max(map(len, both)))]
