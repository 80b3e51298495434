"""The form of a claim in the panel: what a mention says, part by part, and what a press does to it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.forms import PlacedForm, entity_called
from annotations.models import Bound, Certainty, Known, Mode, Polarity, Stance
from annotations.services.aiming import figures_at
from annotations.services.drafting import MOST_FIGURES, MOST_STEPS
from corpus.anchors import Anchor
from corpus.models import Source, SourceKind, Topic

NAMED, UNNAMED, UNKNOWN = "named", "unnamed", "unknown"
WHO = [
    (NAMED, _("Named")),
    (UNNAMED, _("Unnamed")),
    (UNKNOWN, _("An unknown step")),
]
_CHOICES = ("stance", "certainty", "mode", "polarity")
# What a press of a button does to the claim; a number tells which step, figure or part.
DO = (
    r"^(?:save|confirm|(?:remove|earlier|later)-chain-[0-9]{1,2}|remove-(?:figures|parts)-[0-9]{1,3}"
    r"|point-(?:cue|place)-[0-9]{1,2}|point-(?:step|figure|part))$"
)


class HiddenJSON(forms.JSONField):
    """What the form carries unseen: it is compared with the text where it is kept."""

    widget = forms.HiddenInput
    default_error_messages = {"place": _("The place in the text is not a valid one.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def place(self, given: object) -> list[Any] | None:
        """A place as states hold it: start, end and quote in a list."""
        match given:
            case None:
                return None
            case [int(start), int(end), str(quote)] if not isinstance(start, bool):
                return [start, end, quote]
        raise forms.ValidationError(self.error_messages["place"], code="place")


class AnchorField(HiddenJSON):
    """One place in the text."""

    def clean(self, value: Any) -> list[Any] | None:
        """The place, not yet compared with the text."""
        return self.place(super().clean(value))


class KeptField(HiddenJSON):
    """What a step keeps while it is edited: source, confirmed, cue and place, and what it `was`.

    `was` is what the form shows of the source: while that is the same, the source is the same.
    """

    def clean(self, value: Any) -> dict[str, Any]:
        """The same, with each of them there."""
        given = super().clean(value) or {}
        match given:
            case {"source": str() | None as source, "was": str(was), "confirmed": bool(confirmed)}:
                places = {name: self.place(given.get(name)) for name in ("cue", "place")}
                return {"source": source, "was": was, "confirmed": confirmed, **places}
            case {}:
                if not given:
                    return {**NOTHING_KEPT}
        raise forms.ValidationError(self.error_messages["place"], code="place")


NOTHING_KEPT = {"source": None, "was": "", "confirmed": False, "cue": None, "place": None}


class StepForm(forms.Form):
    """One step of the chain: who it is, and how that is known."""

    kept = KeptField()
    who = forms.ChoiceField(label=_("Who it is"), choices=WHO, initial=NAMED)
    name = forms.CharField(
        label=_("Name or description"),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"list": "known-sources", "autocomplete": "off"}),
    )
    count = forms.IntegerField(
        label=_("How many people"), min_value=1, max_value=32_767, required=False
    )
    how = forms.ChoiceField(label=_("How it is known"), choices=Known, initial=Known.INFERRED)

    def clean(self) -> dict[str, Any]:
        """A source that was typed is looked up by its name."""
        cleaned = super().clean() or {}
        if self.errors or self.is_same(cleaned) or cleaned["who"] != NAMED:
            return cleaned
        if not cleaned["name"]:
            raise forms.ValidationError(_("Write who it is."), code="nobody")
        cleaned["kept"]["source"] = key_called(cleaned["name"])
        return cleaned

    @staticmethod
    def is_same(cleaned: dict[str, Any]) -> bool:
        """Whether the source is still the one that was shown."""
        was: str = cleaned["kept"]["was"]
        return was == shown_as(cleaned["who"], cleaned["name"], cleaned["count"])

    @property
    def said(self) -> dict[str, Any]:
        """The step as a mention's state holds it; a source that is new is described."""
        data = self.cleaned_data
        kept, same = data["kept"], self.is_same(data)
        step = {
            "how": data["how"],
            "confirmed": kept["confirmed"] or not same,
            "cue": kept["cue"],
            "place": kept["place"],
        }
        if same or data["who"] == NAMED:
            return {**step, "source": kept["source"]}
        words = data["name"] if data["who"] == UNNAMED else ""
        return {**step, "source": None, "descriptor": words, "count": data["count"]}


def shown_as(who: str, name: str, count: int | None) -> str:
    """A source as the form shows it, in one line."""
    return f"{who} {count or ''} {name}".strip()[:400]


def who_is(source: Source | None) -> str:
    """Which of the form's kinds of speakers a source is of."""
    if source is None:
        return UNKNOWN
    return UNNAMED if source.entity_id is None else NAMED


def key_called(name: str) -> str:
    """The key of the source or entity of this name; ValidationError when it is not one."""
    outlets = Source.objects.filter(kind=SourceKind.OUTLET, entity=None, descriptor=name)
    if key := outlets.values_list("key", flat=True).first():
        return key
    return entity_called(name).key


class FigureForm(forms.Form):
    """One figure: its words in the claim, and what they are read as."""

    at = AnchorField()
    raw = forms.CharField(label=_("As printed"), max_length=300, required=False)
    bound = forms.ChoiceField(label=_("Bound"), choices=Bound, initial=Bound.EXACT)
    value = forms.CharField(label=_("Value"), max_length=60, required=False)
    value_max = forms.CharField(label=_("Up to"), max_length=60, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    metric = forms.CharField(label=_("What is measured"), max_length=100, required=False)
    scope = forms.CharField(label=_("Scope"), max_length=200, required=False)

    def said(self, parts: Sequence[Anchor]) -> dict[str, Any]:
        """The figure as a mention's state holds it; words that were typed are sought."""
        data = self.cleaned_data
        start, end, raw = data["at"] or _sought(data["raw"], parts)
        if not data["value"]:
            return figures_at([Anchor(start, end, raw)])[0]
        named = ("bound", "value", "unit", "metric", "scope")
        figure = {"start": start, "end": end, "raw": raw, "value_max": data["value_max"] or None}
        return {**figure, **{name: data[name] for name in named}}


def _sought(words: str, parts: Sequence[Anchor]) -> tuple[int, int, str]:
    """Where the words stand in the claim."""
    for part in parts:
        if words and (at := part.quote.find(words)) >= 0:
            return part.start + at, part.start + at + len(words), words
    raise forms.ValidationError(_("These words do not stand in the claim."), code="nowhere")


# One empty form more is there to be filled in.
StepForms: "type[forms.BaseFormSet[StepForm]]" = forms.formset_factory(
    StepForm, extra=1, max_num=MOST_STEPS + 1, absolute_max=MOST_STEPS + 2, validate_max=True
)
FigureForms: "type[forms.BaseFormSet[FigureForm]]" = forms.formset_factory(
    FigureForm, extra=1, max_num=MOST_FIGURES + 1, absolute_max=MOST_FIGURES + 2, validate_max=True
)


class TopicsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Topics by their paths; a list from which nothing was chosen sends an empty one."""

    def clean(self, value: Any) -> Any:
        """The topics without the empty ones."""
        return super().clean([path for path in value or () if path])


class TellingForm(PlacedForm):
    """What a claim mention says as a whole. `parts` are words that were pointed at for `do`."""

    do = forms.RegexField(DO, required=False)
    seen = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance)
    certainty = forms.ChoiceField(label=_("Certainty"), choices=Certainty)
    mode = forms.ChoiceField(label=_("Mode"), choices=Mode)
    polarity = forms.ChoiceField(label=_("Polarity"), choices=Polarity)
    said = forms.DateField(
        label=_("Said on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    meant = forms.DateField(
        label=_("About the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    topics = TopicsField(Topic.objects.all(), to_field_name="path", required=False)

    @property
    def choices(self) -> list[forms.BoundField]:
        """The fields that are one of a few."""
        return [self[name] for name in _CHOICES]

    @property
    def mention(self) -> dict[str, Any]:
        """All but the chain and the figures, as a mention's state holds it."""
        data = self.cleaned_data
        said = {name: data[name] for name in _CHOICES}
        days = {name: data[name] and data[name].isoformat() for name in ("said", "meant")}
        return {**said, **days}
