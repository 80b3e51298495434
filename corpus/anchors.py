"""Anchors: places in a captured text, in Unicode code points, half-open, each with its quote."""

from dataclasses import dataclass


class AnchorError(ValueError):
    """A place that is not in the text, or a quote that does not stand there."""


@dataclass(frozen=True, slots=True, order=True)
class Anchor:
    """A stretch of one capture's text and what stands there."""

    start: int
    end: int
    quote: str


def anchor(text: str, start: int, end: int) -> Anchor:
    """The anchor of text[start:end]; AnchorError when the place is not in the text."""
    if not 0 <= start < end <= len(text):
        raise AnchorError(f"{start}-{end} is not in a text of {len(text)} code points")
    return Anchor(start, end, text[start:end])


def checked(text: str, start: int, end: int, quote: str) -> Anchor:
    """The anchor, once its quote is found to stand there; else AnchorError."""
    found = anchor(text, start, end)
    if found.quote != quote:
        raise AnchorError(f"the quote does not stand at {start}-{end}")
    return found


def overlaps(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two half-open stretches share a code point."""
    return start < other_end and other_start < end
