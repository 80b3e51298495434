"""What the pages of claims send, turned into what queries and services take."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from annotations.board_filters import CONTESTED, KINDS, ORDERS, BoardFilters
from annotations.forms import entity_called
from annotations.models import LinkKind, Phase, Question, Rating
from corpus.forms import LONGEST_KEY, MOST_VALUES, id_in
from corpus.models import Topic

_PLACE = re.compile(r"[0-9]{1,6}-[0-9]{1,17}-[0-9]{1,18}")
LONGEST_REASON = 2000

DIFFERENCES = {
    "scope": _("Different scope"),
    "time": _("Different time"),
    "model": _("Different model"),
    "method": _("Different way of measuring"),
}


def board_filters(sent: QueryDict) -> BoardFilters:
    """The filters in an address; what cannot be one is as if it were not there."""
    chosen = [f"{kind}:{value}" for kind in KINDS for value in sent.getlist(kind) if value]
    order = sent.get("order", "")
    return BoardFilters(
        chosen=frozenset(filter(_is_key, chosen[:MOST_VALUES])),
        order=order if order in ORDERS else CONTESTED,
        after=_place(sent.get("after", "")),
        before=_place(sent.get("before", "")),
        question=next(filter(_is_key, [sent.get("question", "")]), ""),
        claim=id_in(sent, "claim"),
        lines=frozenset(filter(_is_key, sent.getlist("line")[:MOST_VALUES])),
    )


def _is_key(given: str) -> bool:
    return "\0" not in given and len(given) <= LONGEST_KEY


def _place(given: str) -> str:
    return given if _PLACE.fullmatch(given) else ""


class JudgementForm(forms.Form):
    """A verdict on a link; what differs goes before the reason, in words."""

    link = forms.CharField(max_length=400)
    verdict = forms.ChoiceField(
        choices=[(it, it) for it in ("contradicts", "compatible", "same", "supersedes", "reject")]
    )
    differs = forms.ChoiceField(choices=[("", ""), *DIFFERENCES.items()], required=False)
    reason = forms.CharField(max_length=LONGEST_REASON, required=False)

    @property
    def kind(self) -> LinkKind | None:
        """What the two are to each other; nothing where they are unrelated."""
        verdict = self.cleaned_data["verdict"]
        return None if verdict == "reject" else LinkKind(verdict)

    @property
    def why(self) -> str:
        """The reason as it is kept."""
        data = self.cleaned_data
        is_other = data["differs"] and self.kind == LinkKind.COMPATIBLE
        differs = str(DIFFERENCES[data["differs"]]) if is_other else ""
        return ": ".join(filter(None, (differs, data["reason"].strip())))


class RemarkForm(forms.Form):
    """A word in the discussion of a link."""

    link = forms.CharField(max_length=400)
    text = forms.CharField(max_length=LONGEST_REASON)


class AssessmentForm(forms.Form):
    """What checking a claim came to, why, and where that can be seen."""

    rating = forms.ChoiceField(choices=Rating)
    rationale = forms.CharField(max_length=LONGEST_REASON)
    evidence = forms.URLField(max_length=1000, required=False, assume_scheme="https")


class ClaimForm(forms.Form):
    """What a claim says and which question it answers: one that is there, or a new one."""

    statement_ar = forms.CharField(max_length=4000)
    statement_en = forms.CharField(max_length=4000, required=False)
    scope = forms.CharField(max_length=300, required=False)
    question = forms.ModelChoiceField(Question.objects.all(), to_field_name="key", required=False)
    ask = forms.CharField(max_length=300, required=False)
    ask_en = forms.CharField(max_length=300, required=False)
    ask_about = forms.CharField(max_length=200, required=False)
    metric = forms.CharField(max_length=100, required=False)
    phase = forms.ChoiceField(choices=Phase, required=False)
    subject = forms.CharField(max_length=200, required=False)
    topics = forms.ModelMultipleChoiceField(
        Topic.objects.all(), to_field_name="path", required=False
    )

    def clean(self) -> dict[str, Any]:
        """Entities are told by a name of theirs or by their key."""
        cleaned = super().clean() or {}
        for name in ("subject", "ask_about"):
            if cleaned.get(name):
                cleaned[name] = entity_called(cleaned[name])
        return cleaned


class MergeClaimForm(forms.Form):
    """The claim that another is to be read as."""

    into = forms.CharField(max_length=100)


class RelateForm(forms.Form):
    """What a claim may be to another: put before the others, to be judged."""

    into = forms.CharField(max_length=100)
    kind = forms.ChoiceField(choices=[it for it in LinkKind.choices if it[0] != LinkKind.SAME])
    reason = forms.CharField(max_length=LONGEST_REASON, required=False)


class SplitClaimForm(forms.Form):
    """Mentions that make another claim, and what that one says."""

    marks = forms.TypedMultipleChoiceField(coerce=int)
    statement_ar = forms.CharField(max_length=4000)

    def __init__(self, *args: Any, marks: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["marks"].choices = [(it, it) for it in marks]  # type: ignore[attr-defined]
