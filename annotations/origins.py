"""What stands at the far end of a chain: the rule by which origins are counted."""

from collections.abc import Sequence
from typing import NamedTuple

from annotations.models import OriginKind
from corpus.models import Source, SourceKind


class Origin(NamedTuple):
    """The origin of a mention; none where the page itself asserts it or nobody is named."""

    source: Source | None
    kind: OriginKind


def origin_of(chain: Sequence[Source | None]) -> Origin:
    """The last named source of a chain (nearest first); an unnamed tail belongs to it.

    With none named, the farthest unnamed source. A chain of unknown steps alone is hearsay.
    """
    if not chain:
        return Origin(None, OriginKind.NONE)
    named = [it for it in chain if it and it.kind != SourceKind.ANONYMOUS]
    if named:
        return Origin(named[-1], OriginKind.NAMED)
    unnamed = [it for it in chain if it]
    return Origin(unnamed[-1], OriginKind.UNNAMED) if unnamed else Origin(None, OriginKind.HEARSAY)
