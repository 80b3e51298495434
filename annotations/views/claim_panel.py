"""What the panel shows of a claim: its chain as chips, its figures, and the form of both."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from annotations.models import Bound, Claim, Known, Mark
from annotations.queries.marks import root
from annotations.queries.values import entities_in
from annotations.services.mentions import Said, mention_state
from annotations.services.spreading import is_open, words_of
from annotations.services.telling import version_of
from annotations.services.values import topics_in
from annotations.telling_forms import (
    FigureForm,
    FigureForms,
    StepForm,
    StepForms,
    TellingForm,
    shown_as,
    who_is,
)
from corpus.models import Article, Source, Topic

if TYPE_CHECKING:
    from django.forms import BaseFormSet

_KNOWN_NAMES = 40  # of the article, offered while a source's name is typed


@dataclass(frozen=True)
class StepShown:
    """One step of the chain: whom it shows, by which words, and its form."""

    number: int
    source: Source | None
    step: dict[str, Any]
    form: StepForm
    is_last: bool

    @property
    def is_open(self) -> bool:
        return is_open(self.step)

    @property
    def words(self) -> str:
        """The words that stand for the source where they are not its name."""
        words = words_of(self.step)
        return "" if self.source and words == self.source.descriptor else words

    @property
    def is_back(self) -> bool:
        """Whether the words look back at somebody, as الصحيفة does."""
        return self.step["how"] == Known.RESOLVED and bool(self.step["place"])

    @property
    def how(self) -> str | Promise:
        return Known(self.step["how"]).label


@dataclass(frozen=True)
class FigureShown:
    """One figure as printed and as read, and its form."""

    number: int
    figure: dict[str, Any]
    form: FigureForm

    @property
    def bound(self) -> str | Promise:
        """What stands before the number; nothing where it is exact, or a range."""
        kind = self.figure["bound"]
        return "" if kind in (Bound.EXACT, Bound.RANGE) else Bound(kind).label


@dataclass(frozen=True)
class ClaimPanel:
    """A claim mark in the panel; what costs a query waits until it is asked for."""

    article: Article
    mark_id: int
    claim: Claim
    is_suggested: bool = False

    @cached_property
    def said(self) -> Said:
        return mention_state(Mark.objects.get(pk=self.mark_id)) or {}

    @property
    def version(self) -> str:
        return version_of(self.said)

    @cached_property
    def form(self) -> TellingForm:
        return TellingForm(initial={**self.said, "seen": self.version})

    @cached_property
    def _sources(self) -> dict[str, Source]:
        keys = [step["source"] for step in self.said["chain"] if step["source"]]
        sources = Source.objects.select_related("entity__merged_into")
        found = sources.in_bulk(keys, field_name="key")
        for source in found.values():
            if source.entity:
                source.entity = root(source.entity)
        return found

    @cached_property
    def step_forms(self) -> "BaseFormSet[StepForm]":
        steps = [self._initial(step) for step in self.said["chain"]]
        return StepForms(prefix="chain", initial=steps)

    def _initial(self, step: dict[str, Any]) -> dict[str, Any]:
        source = self._sources.get(step["source"])
        who, name = who_is(source), source.name if source else ""
        count = source.count if source else None
        kept = {name: step[name] for name in ("source", "confirmed", "cue", "place")}
        kept["was"] = shown_as(who, name, count)
        return {"kept": kept, "who": who, "name": name, "count": count, "how": step["how"]}

    @property
    def steps(self) -> list[StepShown]:
        """The chain, the nearest source first."""
        chain = self.said["chain"]
        return [
            StepShown(
                number, self._sources.get(step["source"]), step, form, number == len(chain) - 1
            )
            for number, (step, form) in enumerate(zip(chain, self.step_forms.forms, strict=False))
        ]

    @property
    def open_steps(self) -> int:
        """How many steps wait for somebody to confirm them."""
        return sum(map(is_open, self.said["chain"]))

    @property
    def new_step(self) -> StepForm:
        return self.step_forms.forms[-1]

    @cached_property
    def figure_forms(self) -> "BaseFormSet[FigureForm]":
        figures = [{**it, "at": [it["start"], it["end"], it["raw"]]} for it in self.said["figures"]]
        return FigureForms(prefix="figures", initial=figures)

    @property
    def figures(self) -> list[FigureShown]:
        pairs = zip(self.said["figures"], self.figure_forms.forms, strict=False)
        return [FigureShown(number, it, form) for number, (it, form) in enumerate(pairs)]

    @property
    def new_figure(self) -> FigureForm:
        return self.figure_forms.forms[-1]

    @cached_property
    def topics(self) -> list[Topic]:
        """What the claim is about; of a rule's claim, what its words speak of."""
        said = list(self.claim.topics.order_by("ordinal"))
        return said if said or not self.is_suggested else topics_in(self.claim.statement_ar)

    @property
    def other_topics(self) -> list[Topic]:
        here = {topic.pk for topic in self.topics}
        topics = Topic.objects.select_related("parent").order_by("ordinal")
        return [topic for topic in topics if topic.pk not in here]

    @property
    def known_sources(self) -> Sequence[str]:
        """Names that are likely to be typed for a source: those that the article speaks of."""
        return sorted({entity.name for entity in entities_in(self.article)[:_KNOWN_NAMES]})
