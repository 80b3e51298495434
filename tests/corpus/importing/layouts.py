"""Read the invented layouts of tests/samples/layouts: a page, and what it must come out as."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "samples" / "layouts"
KINDS = {
    "T": {"title"},
    "Y": {"byline"},
    "D": {"dateline"},
    "P": {"paragraph"},
    "S": {"subheading"},
    "X": {"disclosure"},
    "B": {"boilerplate"},
    "M": {"byline", "dateline", "boilerplate"},
}


@dataclass
class Expected:
    facts: dict[str, str] = field(default_factory=dict)
    lines: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class Layout:
    name: str
    text: str
    lines: list[tuple[int, int, str]]
    articles: list[Expected]


def layouts() -> Iterator[Layout]:
    for path in sorted(FOLDER.glob("*.txt")):
        yield read_layout(path)


def read_layout(path: Path) -> Layout:
    printed: list[str] = []
    lines: list[tuple[int, int, str]] = []
    articles: list[Expected] = []
    place, begun = 0, False
    for raw in path.read_text(encoding="utf8").splitlines():
        letter, _, text = raw.partition(" ")
        if letter == "=":
            if not begun or not articles:
                articles.append(Expected())
            begun = True
            name, _, value = text.partition(": ")
            if value:
                articles[-1].facts[name] = value
            continue
        begun = False
        if letter in KINDS:
            lines.append((place, place + len(text), letter))
            if letter == "T":
                articles[-1].facts["title"] = text
        printed.append(text if letter in KINDS else "")
        place += len(printed[-1]) + 1
    return Layout(path.stem, "\n".join(printed), lines, articles)
