"""A name as a person typed or pasted it, without the characters that nobody sees."""

import unicodedata

_JOINERS = "\u200c\u200d"  # they shape letters, so they are part of a spelling


def tidy(name: str) -> str:
    """The name composed, on one line, without controls and bidi marks."""
    seen = "".join(it for it in name if _is_seen(it))
    return unicodedata.normalize("NFC", " ".join(seen.split()).strip(_JOINERS + " "))


def _is_seen(character: str) -> bool:
    if character in _JOINERS or character.isspace():
        return True
    return not unicodedata.category(character).startswith("C")
