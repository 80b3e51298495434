"""Named questions about unknown spellings: which wait for a decision, and which articles hold one."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypedDict

from django.db.models import (
    Count,
    Exists,
    F,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Greatest, Substr
from django.utils import timezone

from corpus.models import (
    Alias,
    Article,
    ArticleIndex,
    Entity,
    Event,
    RefusedSpelling,
    UnknownSpelling,
)
from corpus.search import Matches, Run
from corpus.search.expressions import as_tsquery
from corpus.services.spellings import ACCEPTED, LONGEST, REFUSED
from corpus.text.fold import fold
from corpus.text.lexemes import facet_lexeme, search_terms, tsquery
from corpus.text.names import PROCLITICS
from corpus.text.query_lexemes import any_of
from corpus.text.sentences import sentences

_LATELY = timedelta(days=7)
_AROUND = 300  # code points on either side, in which the sentence of an example is sought


@dataclass(frozen=True, slots=True)
class Proposal:
    """A spelling with the entities that it may be of, and where it stands first."""

    spelling: str
    folded: str
    articles: int
    entities: list[Entity]
    article: Article
    sentence: list[Run]


class Waiting(TypedDict):
    """A folded spelling and in how many articles it stands."""

    folded: str
    articles: int


def waiting(find: str = "") -> QuerySet[UnknownSpelling, Waiting]:
    """The folded spellings without a decision, those of most articles first."""
    rows = _undecided()
    if sought := fold(find).strip():
        named = Alias.objects.filter(entity=OuterRef("entity"), folded__contains=sought)
        rows = rows.filter(Q(folded__contains=sought) | Exists(named))
    counted = rows.values("folded").annotate(articles=Count("article", distinct=True))
    return counted.order_by("-articles", "folded")


def _undecided() -> QuerySet[UnknownSpelling]:
    same = RefusedSpelling.objects.filter(folded=OuterRef("folded"))
    refused = same.filter(Q(entity=OuterRef("entity")) | Q(entity__merged_into=OuterRef("entity")))
    return UnknownSpelling.objects.filter(
        ~Exists(Alias.objects.filter(folded=OuterRef("folded"))),
        ~Exists(refused),
        article__capture__is_current=True,
        article__retired_at=None,
    )


def proposals(page: Iterable[Waiting]) -> list[Proposal]:
    """What the page shows of these spellings."""
    counts = {row["folded"]: row["articles"] for row in page}
    rows = _undecided().filter(folded__in=counts)
    printed = {
        row["folded"]: row["quote"]
        for row in rows.values("folded", "quote")
        .annotate(times=Count("pk"))
        .order_by("times", "-quote")
    }
    entities = _entities(rows)
    examples = (
        rows.select_related("article", "article__capture")
        .defer("article__capture__text", "article__capture__data")
        .annotate(
            first=Greatest(F("start") - _AROUND, F("article__start"), output_field=IntegerField())
        )
        .annotate(around=Substr("capture__text", F("first") + 1, 2 * _AROUND + LONGEST))
    )
    firsts = {
        it.folded: it for it in examples.order_by("folded", "article__key", "pk").distinct("folded")
    }
    return [
        Proposal(printed[it], it, count, entities[it], firsts[it].article, _sentence(firsts[it]))
        for it, count in counts.items()
    ]


def _entities(rows: QuerySet[UnknownSpelling]) -> dict[str, list[Entity]]:
    """The entities of each spelling, the likeliest first."""
    likely = list(
        rows.values_list("folded", "entity")
        .annotate(best=Max("score"))
        .order_by("-best", "entity__key")
    )
    here = Entity.objects.select_related("merged_into").prefetch_related("aliases")
    by_id = here.in_bulk([entity_id for _, entity_id, _ in likely])
    found = defaultdict[str, list[Entity]](list)
    for folded, entity_id, _ in likely:
        found[folded].append(by_id[entity_id])
    return found


def _sentence(found: UnknownSpelling) -> list[Run]:
    """The sentence in which the spelling stands, with it marked."""
    around, place = found.around, found.start - found.first  # type: ignore[attr-defined]
    inside = (it for it in sentences(around, 0, len(around)) if it[0] <= place < it[1])
    start, end = next(inside, (place, place + len(found.quote)))
    after = place + len(found.quote)
    return [Run(around[start:place]), Run(found.quote, marked=True), Run(around[after:end])]


def decided_lately() -> QuerySet[Event]:
    """The acceptances and refusals of the last days that stand, the newest first."""
    decided = Event.objects.filter(Q(**ACCEPTED) | Q(**REFUSED), undone_by=None)
    return decided.filter(at__gte=timezone.now() - _LATELY).select_related("by").order_by("-pk")


def entities_called(name: str) -> list[Entity]:
    """The entities of which this is the key or a name, merges followed."""
    named = Q(key=name.strip().lower()) | Q(aliases__folded=fold(name).strip())
    found = Entity.objects.filter(named).select_related("merged_into").order_by("key")
    return list(dict.fromkeys(it.merged_into or it for it in found))


def articles_holding(forms: Iterable[str]) -> QuerySet[Article]:
    """The articles that stand and hold one of the forms, with or without what is written onto it."""
    written = {before + form for form in forms for before in ("", *PROCLITICS)}
    terms = (search_terms(f'"{form.replace(chr(34), " ")}"', fold) for form in sorted(written))
    asked = " | ".join(f"({tsquery(it)})" for it in terms if it)
    if not asked:
        return Article.objects.none()
    rows = ArticleIndex.objects.filter(Matches(F("lexemes"), as_tsquery(asked)))
    return Article.objects.current().filter(pk__in=rows.values("article"))


def articles_carrying(keys: Iterable[str]) -> QuerySet[Article]:
    """The articles that are filed under one of these facet keys, as the index has them."""
    asked = any_of(map(facet_lexeme, keys))
    if not asked:
        return Article.objects.none()
    rows = ArticleIndex.objects.filter(Matches(F("lexemes"), as_tsquery(asked)))
    return Article.objects.current().filter(pk__in=rows.values("article"))
