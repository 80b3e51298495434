"""In which spellings a name was printed lately, and how often."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count

from annotations.models import MarkPart
from annotations.queries.registry import Family
from corpus.filters import Filters
from corpus.models import Alias
from corpus.text.fold import fold

_MOST_KNOWN = 60
_QUOTES = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True)
class Spelling:
    """Spellings that are folded alike: the commonest as printed, the others beside it."""

    printed: str
    count: int
    others: list[tuple[str, int]]

    @property
    def address(self) -> str:
        """The query string of the browse page that seeks it exactly as written."""
        words = " ".join(_QUOTES.sub(" ", self.printed).split())
        return Filters(text=f'"{words}"').address


@dataclass(frozen=True, slots=True)
class Spellings:
    """The spellings met in so many articles, the commonest first, and those only known of."""

    met: list[Spelling]
    unmet: list[str]
    articles: int

    @property
    def mentions(self) -> int:
        return sum(it.count for it in self.met)


def spellings_of(family: Family, article_ids: Collection[int]) -> Spellings:
    """How the entity's name is spelled where it is marked in these articles."""
    parts = MarkPart.objects.filter(
        mark__entity__in=family.members,
        mark__article__in=article_ids,
        mark__covered=False,
        mark__removed_at=None,
        ordinal=0,
    )
    quoted = parts.order_by().values_list("quote").annotate(times=Count("pk"))
    met = _grouped((" ".join(quote.split()), times) for quote, times in quoted)
    known = Alias.objects.filter(entity__in=family.members).order_by("text", "pk")
    seen = {fold(it.printed) for it in met}
    unmet = {it.folded: it.text for it in known[:_MOST_KNOWN] if it.folded not in seen}
    return Spellings(met, list(unmet.values()), len(article_ids))


def _grouped(quoted: Iterable[tuple[str, int]]) -> list[Spelling]:
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for printed, times in quoted:
        groups[fold(printed)][printed] += times
    spellings = []
    for forms in groups.values():
        (printed, _), *others = sorted(forms.items(), key=lambda it: (-it[1], it[0]))
        spellings.append(Spelling(printed, forms.total(), others))
    return sorted(spellings, key=lambda it: (-it.count, it.printed))
