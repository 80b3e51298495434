"""The permanent keys of what is made of the words themselves."""

import hashlib
from collections.abc import Sequence

from corpus.models import Capture


def digest(*parts: str) -> str:
    """So many letters as a key of the project has."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def claim_key(capture: Capture, places: Sequence[tuple[int, int]]) -> str:
    """The key of the claim that stands at these places: the same for a rule and for a person."""
    return f"c-{digest(capture.page.key, capture.sha256, *(f'{s}-{e}' for s, e in places))}"
