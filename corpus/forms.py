"""What readers send, turned into what queries and services take."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from corpus.filters import KINDS, NEWEST, ORDERS, Filters
from corpus.models import CORRECTED_KINDS, SegmentKind
from corpus.text.query_tokens import days_of

LONGEST_TEXT = 200
LONGEST_KEY = 150
MOST_VALUES = 50


def article_filters(sent: QueryDict) -> Filters:
    """The filters in an address; what cannot be one is as if it were not there."""
    chosen = [f"{kind}:{value}" for kind in KINDS for value in sent.getlist(kind)]
    refused = [key for key in sent.getlist("not") if key.partition(":")[0] in KINDS]
    order = sent.get("order", "")
    since, until = days_of(sent.get("since", "")), days_of(sent.get("until", ""))
    return Filters(
        text=" ".join(sent.get("q", "").replace("\0", " ").split())[:LONGEST_TEXT],
        chosen=_keys(chosen) - _keys(refused),
        every=frozenset(sent.getlist("all")) & frozenset(KINDS),
        refused=_keys(refused),
        since=since and since[0],
        until=until and until[1],
        arrived_after=id_in(sent, "arrived"),
        order=order if order in ORDERS else NEWEST,
        after=_place(sent.get("after", "")),
        before=_place(sent.get("before", "")),
    )


def _keys(given: Sequence[str]) -> frozenset[str]:
    good = [it for it in given if it.partition(":")[2] and "\0" not in it]
    return frozenset([it for it in good if len(it) <= LONGEST_KEY][:MOST_VALUES])


def _place(value: str) -> str:
    """Digits and a hyphen at most: a place is never more."""
    return value if len(value) <= 40 and set(value) <= set("0123456789-") else ""


def id_in(sent: QueryDict, name: str) -> int:
    """The id of a row in an address; 0 for whatever else stands there."""
    value = sent.get(name, "")
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 19 else 0


def number_in(sent: QueryDict, name: str) -> int:
    """A number from 1 in an address; 1 for whatever else stands there."""
    value = sent.get(name, "")
    good = value.isascii() and value.isdecimal() and len(value) < 7
    return max(1, int(value)) if good else 1


class LabelForm(forms.Form):
    """A line, as it was shown, and what it is."""

    capture = forms.IntegerField(min_value=1, max_value=2**63 - 1)
    start = forms.IntegerField(min_value=0, max_value=2**31 - 1)
    end = forms.IntegerField(min_value=1, max_value=2**31 - 1)
    shown = forms.ChoiceField(choices=SegmentKind.choices)
    kind = forms.ChoiceField(choices=[(it.value, it.label) for it in CORRECTED_KINDS])
    everywhere = forms.BooleanField(required=False)

    @property
    def place(self) -> tuple[int, int, int]:
        """The line's natural key."""
        return tuple(self.cleaned_data[name] for name in ("capture", "start", "end"))


class StepForm(forms.Form):
    """A step of work that is to be undone."""

    batch = forms.UUIDField()
