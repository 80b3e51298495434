"""What a press in the claim's form does to what its mention says, before it is checked and kept."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from annotations.errors import CannotTell
from annotations.models import Known
from annotations.services.aiming import entity_at, figures_at, speaker_at
from annotations.services.mentions import Said
from annotations.services.spreading import words_of
from annotations.services.telling import Pointed, confirmed
from corpus.anchors import Anchor
from corpus.errors import TextMismatch
from corpus.models import Article


@dataclass
class Edit:
    """A claim while it is edited: its places, what it says, and the words that were pointed at."""

    article: Article
    parts: list[Anchor]
    said: Said
    aimed: tuple[Anchor, ...] = ()
    pointed: Pointed | None = None
    _acts: dict[str, Callable[..., None]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._acts = {
            "confirm": self._confirm,
            "remove-chain": self._remove_step,
            "earlier-chain": lambda index: self._swap(index - 1),
            "later-chain": self._swap,
            "remove-figures": self._remove_figure,
            "remove-parts": self._remove_part,
            "point-cue": self._point_cue,
            "point-place": self._point_place,
            "point-step": self._point_step,
            "point-figure": self._point_figure,
            "point-part": self._point_part,
        }

    def do(self, what: str) -> None:
        """Do what the button says; a number at its end is a place in the chain or the like."""
        verb, _dash, number = what.rpartition("-")
        try:
            if number.isdecimal():
                self._acts[verb](int(number))
            elif what in self._acts:
                self._acts[what]()
        except IndexError as error:
            raise CannotTell from error

    @property
    def _chain(self) -> list[dict[str, Any]]:
        chain: list[dict[str, Any]] = self.said["chain"]
        return chain

    @property
    def _at(self) -> Anchor:
        """The words that were pointed at."""
        if not self.aimed:
            raise TextMismatch(_("Select at least one word."))
        return self.aimed[0]

    def _confirm(self) -> None:
        self.said = confirmed(self.said)

    def _remove_step(self, index: int) -> None:
        del self._chain[index]

    def _remove_figure(self, index: int) -> None:
        del self.said["figures"][index]

    def _swap(self, index: int) -> None:
        if not 0 <= index < len(self._chain) - 1:
            raise CannotTell
        self._chain[index : index + 2] = reversed(self._chain[index : index + 2])

    def _remove_part(self, index: int) -> None:
        """A further place goes with the figures in it; the first is the claim's own."""
        if not index:
            raise CannotTell
        gone = self.parts.pop(index)
        kept = [it for it in self.said["figures"] if not gone.start <= it["start"] < gone.end]
        self.said["figures"] = kept

    def _point_cue(self, index: int) -> None:
        self._chain[index]["cue"] = _place(self._at)

    def _point_place(self, index: int) -> None:
        """Whom the words of a resolved step mean in the article, or whose words they are."""
        step = self._chain[index]
        if step["how"] != Known.RESOLVED or not step["place"]:
            self._chain[index] = {**step, **self._spoken()}
            return
        entity = entity_at(self.article, self._at)
        if entity is None:
            raise CannotTell(_("These words are the name of no source that is known."))
        self.pointed = Pointed(words_of(step), entity.key, self._at)
        step["source"] = entity.key

    def _point_step(self) -> None:
        self._chain.append({"cue": None, **self._spoken()})

    def _spoken(self) -> dict[str, Any]:
        """A step whose source stands in the words."""
        said = {"descriptor": "", "count": None, **speaker_at(self.article, self._at)}
        place = _place(self._at)
        return {**said, "how": Known.EXPLICIT.value, "confirmed": True, "place": place}

    def _point_figure(self) -> None:
        known = {(it["start"], it["end"]) for it in self.said["figures"]}
        found = figures_at(self.aimed)
        self.said["figures"] += [it for it in found if (it["start"], it["end"]) not in known]

    def _point_part(self) -> None:
        self.parts += self.aimed or (self._at,)


def _place(at: Anchor) -> list[Any]:
    return [at.start, at.end, at.quote]
