"""The two ends of a link and the permanent names that they have."""

from typing import Any, NamedTuple, Self

from annotations.models import Claim, LinkKind

RULE = "disagreements"  # the rule that a proposal's origin names

# Kinds that read the same both ways; their ends are kept in the order of their keys.
_MUTUAL = frozenset({LinkKind.SAME, LinkKind.CONTRADICTS, LinkKind.COMPATIBLE})


class End(NamedTuple):
    """A claim; or its mention at a place of an article; or a figure of that mention."""

    claim: Claim
    article: str = ""
    start: int | None = None
    end: int | None = None
    figure: int | None = None

    @property
    def key(self) -> str:
        """The end's permanent name."""
        place = f"@{self.article}:{self.start}-{self.end}" if self.article else ""
        figure = f"#{self.figure}" if self.figure is not None else ""
        return f"{self.claim.key}{place}{figure}"

    @property
    def today(self) -> Self:
        """The end of the claim that this one is read as."""
        claim = Claim.objects.select_related("merged_into").get(pk=self.claim.pk)
        return self._replace(claim=claim.merged_into or claim)


def key_of(a: End, b: End) -> str:
    """The permanent name of the pair, whichever comes first."""
    return "|".join(sorted((a.key, b.key)))


def columns(kind: LinkKind, a: End, b: End) -> dict[str, Any]:
    """The two ends as the fields of a link."""
    ends = (b, a) if kind in _MUTUAL and b.key < a.key else (a, b)
    return {
        f"{name}_{field}": value
        for name, end in zip("ab", ends, strict=True)
        for field, value in zip(End._fields, end, strict=True)
    }
