"""Named questions about articles and what is marked in them."""

from annotations.queries.history import can_redo, can_undo, redoable, undoable
from annotations.queries.looks import Look, looks_of, shown_with
from annotations.queries.marks import (
    ShownMark,
    review_state,
    shown_marks,
    shown_marks_of,
    value_key_of,
)
from annotations.queries.reading import article_with, neighbours, segments_of, text_of
from annotations.queries.values import value_choices

__all__ = [
    "Look",
    "ShownMark",
    "article_with",
    "can_redo",
    "can_undo",
    "looks_of",
    "neighbours",
    "redoable",
    "review_state",
    "segments_of",
    "shown_marks",
    "shown_marks_of",
    "shown_with",
    "text_of",
    "undoable",
    "value_choices",
    "value_key_of",
]
