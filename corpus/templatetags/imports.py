"""How hostile text is shown safely: escaped, cut, and with every invisible character made visible."""

import unicodedata

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from corpus.models import CORRECTED_KINDS, SegmentKind
from corpus.words import reason_called, rule_called

register = template.Library()
register.filter(reason_called)
register.filter(rule_called)

# Joiners are part of how Persian is written; everything else without a shape is named.
_JOINERS = "\u200c\u200d"
_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_RIGHT_TO_LEFT = {"R", "AL"}


@register.filter
def visible(text: str, most: int = 300) -> SafeString:
    """The first so many characters of a text, fit to stand on a page whatever they are."""
    shown = "".join(map(_visible, text[:most]))
    return SafeString(f"{shown}…" if len(text) > most else shown)


def _visible(character: str) -> str:
    if character == "\n":
        return " ↵ "
    if character not in _JOINERS and unicodedata.category(character) in _INVISIBLE:
        return f'<span class="sign" dir="ltr">U+{ord(character):04X}</span>'
    return escape(character)


@register.filter
def script_direction(text: str) -> str:
    """The direction of the script that most of its letters are of."""
    letters = [unicodedata.bidirectional(it) for it in text[:500]]
    right = sum(it in _RIGHT_TO_LEFT for it in letters)
    return "rtl" if right * 2 > right + letters.count("L") else "ltr"


@register.filter
def other_kinds(kind: str) -> list[SegmentKind]:
    """What a line of this label may be corrected to; none for a title."""
    return [it for it in CORRECTED_KINDS if it != kind] if kind in CORRECTED_KINDS else []
