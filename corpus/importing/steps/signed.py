"""Who sent a story or edited it, printed alone at its end."""

import re

from corpus.importing.steps.cues import RULES, folded, longest_start, phrases
from corpus.importing.steps.meta import is_outlet

_AGENCIES = phrases(RULES["author"]["anonymous"])
_MARKERS = phrases(RULES["author"]["markers"])
_INITIALS = r"[ء-ي]{1,2}(?:\s?\.\s?[ء-ي]{1,2}){1,3}\.?"
_SIGNED = re.compile(
    rf"[(\[]?\s*{_INITIALS}(?:\s*[/،,–|-]\s*{_INITIALS})*\s*[)\]]?"
    r"\s*(?:\((?P<with>[^()]{2,60})\))?\.?"
)
_IN_BRACKETS = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,80})[)\]]\.?")
_AMONG = re.compile(r"[/،,+–-]|\sو(?=\S)")


def is_sign_off(text: str) -> bool:
    """An agency, the initials of editors or a credit, alone at the end of a text."""
    signed = len(text) <= 100 and _SIGNED.fullmatch(text)
    if signed:
        return signed["with"] is None or _are_outlets(signed["with"])
    found = _IN_BRACKETS.fullmatch(text) if len(text) <= 100 else None
    return found is not None and (_are_outlets(found["inside"]) or _is_credit(found["inside"]))


def _are_outlets(text: str) -> bool:
    names = [folded(part) for part in _AMONG.split(text) if part.strip()]
    return bool(names) and all(is_outlet(name) or name in _AGENCIES for name in names)


def _is_credit(text: str) -> bool:
    words = folded(text)
    return len(words) <= 14 and bool(longest_start(words, _MARKERS))
