"""What the reading page sends: a kind, places with their quotes, values."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from annotations.models import MarkKind
from corpus.anchors import Anchor
from corpus.errors import TextMismatch
from corpus.models import Entity, EntityKind
from corpus.spelling_queries import entities_called

PARTS = 200  # a selection over more paragraphs than this is an accident
LENGTH = 2**31 - 1  # as far as an offset can be stored


class PartsField(forms.JSONField):
    """Places in the text: a JSON list of start, end and quote, in code points.

    JSON, because form encoding would turn the newlines of a quote into CR LF.
    """

    default_error_messages = {"parts": _("The place in the text is not a valid one.")}

    def clean(self, value: Any) -> tuple[Anchor, ...]:
        """The anchors, not yet compared with the text."""
        given = super().clean(value)
        if given is None:
            return ()
        if not isinstance(given, list) or len(given) > PARTS:
            raise self._invalid()
        return tuple(self._anchor(part) for part in given)

    def _anchor(self, part: object) -> Anchor:
        match part:
            case {"start": int(start), "end": int(end), "quote": str(quote)} if (
                0 <= start < end <= LENGTH and quote
            ):
                return Anchor(start, end, quote)
        raise self._invalid()

    def _invalid(self) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages["parts"], code="parts")


class DecisionForm(forms.Form):
    """A decision on one mark. `request_key` tells a repeated post from a new one."""

    request_key = forms.CharField(max_length=64, required=False)


class PlacedForm(DecisionForm):
    """A decision that names places: `sha` is the hash of the text that they were counted in."""

    parts = PartsField(required=False)
    sha = forms.CharField(max_length=64, required=False)
    value_key = forms.CharField(max_length=120, required=False)

    def check_text(self, sha256: str) -> None:
        """Raise TextMismatch unless the places were counted in the text of this hash."""
        if self.cleaned_data["parts"] and self.cleaned_data["sha"] != sha256:
            raise TextMismatch


class MakeForm(PlacedForm):
    """A new mark on selected words."""

    kind = forms.ChoiceField(choices=MarkKind)
    parts = PartsField()


class ChangeForm(PlacedForm):
    """Another value, or other bounds, for a mark."""

    def clean(self) -> dict[str, Any]:
        """One of the two has to be given."""
        cleaned = super().clean() or {}
        if not self.errors and not cleaned["value_key"] and not cleaned["parts"]:
            raise forms.ValidationError(_("Choose a value or other words."), code="nothing")
        return cleaned


class SpellingForm(forms.Form):
    """A decision on a spelling: a name of one entity, or of none of those proposed."""

    verdict = forms.ChoiceField(choices=[("accept", ""), ("refuse", "")])
    spelling = forms.CharField(max_length=200)
    entity = forms.ModelChoiceField(
        Entity.objects.select_related("merged_into"), to_field_name="key", required=False
    )
    other = forms.CharField(max_length=200, required=False)
    proposed = forms.ModelMultipleChoiceField(
        Entity.objects.all(), to_field_name="key", required=False
    )

    def clean(self) -> dict[str, Any]:
        """What is typed goes before what is chosen; accepting needs one of the two."""
        cleaned = super().clean() or {}
        if self.errors or cleaned["verdict"] != "accept":
            return cleaned
        if cleaned["other"]:
            cleaned["entity"] = entity_called(cleaned["other"])
        if cleaned["entity"] is None:
            raise forms.ValidationError(_("Choose the entity that it is a name of."), code="none")
        return cleaned


def entity_called(name: str) -> Entity:
    """The one entity of which this is a name or the key; ValidationError when it is not one."""
    found = entities_called(name)
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(_("No entity has this name."), code="unknown")
    keys = ", ".join(entity.key for entity in found)
    said = _("Several entities have this name. Type the key of one: %(keys)s")
    raise forms.ValidationError(said, code="several", params={"keys": keys})


class NameForm(forms.Form):
    """The preferred names of an entity: each one of its spellings, or another that is typed."""

    name_ar = forms.CharField(max_length=200, required=False)
    name_latin = forms.CharField(max_length=200, required=False)
    other_ar = forms.CharField(max_length=200, required=False)
    other_latin = forms.CharField(max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """What is typed goes before what is chosen."""
        cleaned = super().clean() or {}
        for script in ("ar", "latin"):
            if other := cleaned.get(f"other_{script}"):
                cleaned[f"name_{script}"] = other
        return cleaned


class MergeForm(forms.Form):
    """A judgement on two entities: one, or two."""

    verdict = forms.ChoiceField(choices=[("merge", ""), ("apart", "")])
    into = forms.ModelChoiceField(Entity.objects.all(), to_field_name="key")


class SplitForm(forms.Form):
    """Spellings and mentions that are another thing's: a new one's, or of one that is there."""

    spellings = forms.MultipleChoiceField(required=False)
    mentions = forms.TypedMultipleChoiceField(coerce=int, required=False)
    to = forms.ChoiceField(choices=[("new", ""), ("other", "")])
    other = forms.CharField(max_length=200, required=False)
    name_ar = forms.CharField(max_length=200, required=False)
    name_latin = forms.CharField(max_length=200, required=False)
    kind = forms.ChoiceField(choices=EntityKind)
    decided = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, spellings: Iterable[str], mentions: Iterable[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["spellings"].choices = [(it, it) for it in spellings]  # type: ignore[attr-defined]
        self.fields["mentions"].choices = [(it, it) for it in mentions]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An entity that is there is told by a name of it or by its key."""
        cleaned = super().clean() or {}
        if not self.errors and cleaned["to"] == "other":
            cleaned["into"] = entity_called(cleaned["other"])
        return cleaned
