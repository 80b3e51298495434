"""Suggest the claims of an article: what is said in it, by whom and through whom, with its figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.text.attribution import listen
from corpus.text.certainty import hedged
from corpus.text.chains import StepFound
from corpus.text.clauses import RULES, Clauses
from corpus.text.contents import Piece, has_quotation
from corpus.text.declined import DeclinedFound, declined_in
from corpus.text.metrics import FigureFound, Figures
from corpus.text.names import Mention
from corpus.text.narrated import acts, figure_pieces
from corpus.text.reading import Reading, Span
from corpus.text.said import Said
from corpus.text.sayings import Saying, Sayings
from corpus.text.scene import Scene

__all__ = [
    "ClaimFound",
    "DeclinedFound",
    "FigureFound",
    "StepFound",
    "claim_at",
    "claims_in",
    "declined_in",
]

_SENSES = RULES["senses"]
_SCORES = RULES["scores"]
_FRAMES = {"to": "preposition", "relay": "verb", "pretext": "hal", "opening": "page"}
_MOSTLY = 0.6
_HALF = 0.5
_NEAR = 6  # sayings


@dataclass(frozen=True, slots=True)
class ClaimFound:
    """A content in its raw place, how it is put, and the chain through which it came.

    An empty chain: the page itself asserts it. `more` holds its further places.
    """

    start: int
    end: int
    more: tuple[Span, ...]
    mode: str
    stance: str
    certainty: str
    polarity: str
    chain: tuple[StepFound, ...]
    figures: tuple[FigureFound, ...]
    score: float
    rule: str


def claims_in(reading: Reading, mentions: Sequence[Mention]) -> list[ClaimFound]:
    """What the rules suggest as claims of the article, in the order of its text."""
    scene = Scene(reading, mentions)
    return claims_of(scene, listen(scene)[1])


def claims_of(scene: Scene, heard: Sequence[Said]) -> list[ClaimFound]:
    return _Claims(scene, heard).all()


def claim_at(reading: Reading, mentions: Sequence[Mention], start: int, end: int) -> ClaimFound:
    """What the rules say of exactly this stretch, a clause or a whole sentence."""
    text = reading.raw[start:end]
    start += len(text) - len(text.lstrip())
    scene = Scene(reading, mentions)
    return _Claims(scene, listen(scene)[1]).at(start, max(start, start + len(text.strip())))


class _Claims:
    """The claims of one scene."""

    def __init__(self, scene: Scene, heard: Sequence[Said]) -> None:
        self._scene = scene
        found = Sayings(scene, heard)
        self._clauses: Clauses = found.clauses
        self._figures = Figures(self._clauses)
        self._sayings = found.all()

    def all(self) -> list[ClaimFound]:
        best: dict[Span, ClaimFound] = {}
        for saying, piece in self._worth_saying():
            claim = self._claim(saying, piece)
            known = best.get((piece.start, piece.end))
            if known is None or len(known.chain) < len(claim.chain):
                best[piece.start, piece.end] = claim
        taken = [piece for saying in self._sayings for piece in saying.pieces]
        counted = [*figure_pieces(self._clauses, self._figures, taken)]
        for piece in counted:
            best.setdefault((piece.start, piece.end), self._claim(None, piece, "figure"))
        for piece in acts(self._clauses, taken + counted):
            best.setdefault((piece.start, piece.end), self._claim(None, piece, "act"))
        return [best[place] for place in sorted(best)]

    def at(self, start: int, end: int) -> ClaimFound:
        piece = self._selected(start, end)
        saying = self._said_at(piece) if piece.first < piece.stop else None
        inside = [it for it in saying.pieces if _is_inside(piece, it)] if saying else []
        is_quoted = any(it.is_quoted for it in inside)
        return self._claim(saying, piece._replace(is_quoted=is_quoted))

    def _worth_saying(self) -> Iterator[tuple[Saying, Piece]]:
        """Each content that is not mostly the content of a cue inside it."""
        for index, saying in enumerate(self._sayings):
            near = self._sayings[max(index - _NEAR, 0) : index + _NEAR + 1]
            inner = [piece for it in near if it is not saying for piece in it.pieces]
            for piece in saying.pieces:
                if not any(_is_most_of(it, piece) for it in inner):
                    yield saying, piece

    def _selected(self, start: int, end: int) -> Piece:
        """The words of a stretch of the text; none where it is outside the segments."""
        reading, scene = self._scene.reading, self._scene
        if start >= end or not scene.words:
            return Piece(start, end, 0, 0)
        first = scene.word_at(reading.place(start))
        last = scene.word_at(reading.place(end - 1))
        words = [i for i in (first, first + 1, last) if self._stands_in(i, start, end)]
        return Piece(start, end, min(words), max(words) + 1) if words else Piece(start, end, 0, 0)

    def _stands_in(self, index: int, start: int, end: int) -> bool:
        if not 0 <= index < len(self._scene.words):
            return False
        first, last = self._scene.reading.raw_span(*self._scene.places[index])
        return first < end and start < last

    def _said_at(self, selected: Piece) -> Saying | None:
        """Whose content the selection is; else whose cue it holds; else who speaks around it."""
        ranked = sorted(self._sayings, key=lambda it: _fit(it, selected), reverse=True)
        if ranked and _fit(ranked[0], selected)[0] >= _HALF:
            return ranked[0]
        if around := [it for it in ranked if any(_is_inside(selected, p) for p in it.pieces)]:
            return around[0]
        inside = [it for it in ranked if selected.first <= it.said.cue < selected.stop and it.chain]
        if inside:
            return max(inside, key=lambda it: (_shared(it, selected), len(it.chain)))
        first, stop = self._clauses.sentence(selected.first)
        before = [it for it in self._sayings if first <= it.said.cue < min(selected.stop, stop)]
        return before[-1] if before else None

    def _claim(self, saying: Saying | None, piece: Piece, rule: str = "") -> ClaimFound:
        sense = _SENSES[saying.said.rule.sense if saying else "says"]
        chain = saying.chain if saying else ()
        mode = self._mode(chain, piece)
        stance = "asserts" if not chain else "quotes" if mode == "direct" else "reports"
        return ClaimFound(
            piece.start,
            piece.end,
            piece.more,
            mode,
            sense.get("stance", stance),
            hedged(self._scene, piece, sense["certainty"]),
            sense.get("polarity", "positive"),
            chain,
            self._figures.within(piece.start, piece.end, (piece.first, piece.stop)),
            _score(saying, piece) if saying else float(_SCORES.get(rule, 0)),
            rule or ("attributed" if chain else "marked"),
        )

    def _mode(self, chain: tuple[StepFound, ...], piece: Piece) -> str:
        if not chain:
            return "narrated"
        if piece.is_quoted:
            return "direct"
        return "mixed" if has_quotation(self._scene, piece) else "indirect"


def _is_most_of(inner: Piece, outer: Piece) -> bool:
    size, whole = inner.end - inner.start, outer.end - outer.start
    return _is_inside(inner, outer) and _MOSTLY * whole <= size < whole


def _is_inside(inner: Piece, outer: Piece) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _fit(saying: Saying, selected: Piece) -> tuple[float, int]:
    """How much of the longer of the two a content and the selection share."""
    best = 0.0
    for piece in saying.pieces:
        both = min(piece.end, selected.end) - max(piece.start, selected.start)
        best = max(best, both / max(piece.end - piece.start, selected.end - selected.start))
    return best, len(saying.chain)


def _shared(saying: Saying, selected: Piece) -> int:
    return sum(
        max(min(piece.end, selected.end) - max(piece.start, selected.start), 0)
        for piece in saying.pieces
    )


def _score(saying: Saying, piece: Piece) -> float:
    said = saying.said
    if said.whose != "speaker":
        return float(_SCORES[said.whose])
    kind = "quotation" if piece.is_quoted else _FRAMES.get(said.rule.frame, said.rule.frame)
    return float(_SCORES[kind])
