"""What rules and people say about the corpus: marks, decisions and claims."""

from annotations.models.board import BoardRow, CountedClaim, CountedMention
from annotations.models.claims import (
    AttributionStep,
    Bound,
    Certainty,
    ClaimMention,
    Figure,
    Known,
    Mode,
    OriginKind,
    Polarity,
    Stance,
)
from annotations.models.decisions import Decision, Verdict
from annotations.models.links import (
    Assessment,
    ClaimLink,
    LinkBasis,
    LinkKind,
    LinkStatus,
    Rating,
    Remark,
)
from annotations.models.marks import DECLINED, SHARED_LAYER, Mark, MarkKind, MarkPart
from annotations.models.pointing import Pointing
from annotations.models.questions import Claim, Phase, Question

__all__ = [
    "DECLINED",
    "SHARED_LAYER",
    "Assessment",
    "AttributionStep",
    "BoardRow",
    "Bound",
    "Certainty",
    "Claim",
    "ClaimLink",
    "ClaimMention",
    "CountedClaim",
    "CountedMention",
    "Decision",
    "Figure",
    "Known",
    "LinkBasis",
    "LinkKind",
    "LinkStatus",
    "Mark",
    "MarkKind",
    "MarkPart",
    "Mode",
    "OriginKind",
    "Phase",
    "Pointing",
    "Polarity",
    "Question",
    "Rating",
    "Remark",
    "Stance",
    "Verdict",
]
