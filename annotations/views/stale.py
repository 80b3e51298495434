"""Two states of what somebody wanted to undo, side by side."""

from typing import Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from annotations.models import LinkKind, LinkStatus, Rating, Verdict
from corpus.models import EntityKind

FIELDS: dict[str, str | Promise] = {
    "name_ar": _("Arabic name"),
    "name_latin": _("Latin name"),
    "kind": _("Kind"),
    "merged_into": _("Merged into"),
    "merged": _("Merged into it"),
    "entity": _("Entity"),
    "text": _("Spelling"),
    "spellings": _("Spellings"),
    "verdict": _("Decision"),
    "value": _("Marked as"),
    "by": _("By"),
    "status": _("State"),
    "statement_ar": _("Statement"),
    "statement_en": _("Statement in English"),
    "question": _("Question"),
    "scope": _("Scope"),
    "subject": _("Subject"),
    "topics": _("Topics"),
    "reason": _("Reason"),
    "rating": _("What checking came to"),
    "rationale": _("Why"),
    "evidence": _("Evidence"),
}
_KNOWN = (EntityKind, Verdict, LinkKind, LinkStatus, Rating)
_CALLED = {value: label for known in _KNOWN for value, label in known.choices}


class Row(NamedTuple):
    """What a field said as the step left it, and what it says now."""

    label: str | Promise
    left: str | Promise
    now: str | Promise


def compared(left: Any, now: Any) -> list[Row]:
    """The fields that people know, of two states of which either may be nothing."""
    both = (left or {}, now or {})
    rows = [Row(label, *(_said(it.get(name)) for it in both)) for name, label in FIELDS.items()]
    return [row for row in rows if row.left or row.now]


def _said(value: Any) -> str | Promise:
    if isinstance(value, list):
        return "، ".join(map(str, value))
    return _CALLED.get(value, str(value)) if value else ""
