"""What rules and people say about the corpus: marks, decisions and claims."""

from annotations.models.claims import (
    AttributionStep,
    Certainty,
    Claim,
    ClaimMention,
    Known,
    Mode,
    Phase,
    Polarity,
    Question,
    Stance,
)
from annotations.models.decisions import Decision, Verdict
from annotations.models.marks import SHARED_LAYER, Mark, MarkKind, MarkPart

__all__ = [
    "SHARED_LAYER",
    "AttributionStep",
    "Certainty",
    "Claim",
    "ClaimMention",
    "Decision",
    "Known",
    "Mark",
    "MarkKind",
    "MarkPart",
    "Mode",
    "Phase",
    "Polarity",
    "Question",
    "Stance",
    "Verdict",
]
