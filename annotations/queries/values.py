"""Which values a mark can have: found by the words, then by what the article already names."""

from django.db.models import Case, Count, Min, QuerySet, When

from annotations.models import Claim, Mark, MarkKind
from corpus.models import Alias, Article, Entity, Source, Topic
from corpus.text.clitics import PROCLITICS
from corpus.text.fold import fold
from corpus.text.names import without_kind

CHOICES = 9  # as many as there are digit keys


def bare_forms(quote: str) -> list[str]:
    """The folded words, then without each proclitic, then without a word such as شركة."""
    folded = fold(quote).strip(" \"'«»“”")
    stripped = [folded[len(it) :] for it in PROCLITICS if it and folded.startswith(it)]
    # للصين is ل and الصين written together
    forms = [
        folded,
        *(form for bare in stripped for form in (bare, "ال" + bare) if len(bare) > 1),
    ]
    return list(dict.fromkeys([*forms, *map(without_kind, forms)]))


def entities_named(quote: str) -> list[Entity]:
    """The entities of which the words are a known spelling, read through merges."""
    forms = bare_forms(quote)
    aliases = Alias.objects.filter(folded__in=forms).select_related("entity__merged_into")
    ranked = sorted(aliases, key=lambda alias: (forms.index(alias.folded), alias.is_short))
    return list(dict.fromkeys(it.entity.merged_into or it.entity for it in ranked))


def _entities_matching(q: str) -> QuerySet[Entity]:
    """Entities with a spelling that is, begins with, or else holds the typed letters."""
    typed = fold(q).strip()
    nearness = Case(
        When(aliases__folded=typed, then=0),
        When(aliases__folded__startswith=typed, then=1),
        default=2,
    )
    return (
        Entity.objects.filter(aliases__folded__contains=typed, merged_into=None)
        .annotate(nearness=Min(nearness))
        .order_by("nearness", "key")
    )


def entities_in(article: Article) -> QuerySet[Entity]:
    """The entities marked in the article, the most marked first."""
    return (
        Entity.objects.filter(marks__article=article, marks__removed_at=None, merged_into=None)
        .annotate(times=Count("marks"))
        .order_by("-times", "key")
    )


def _entity_choices(quote: str, article: Article, q: str) -> list[Entity]:
    if q:
        return list(_entities_matching(q)[:CHOICES])
    return list(dict.fromkeys([*entities_named(quote), *entities_in(article)[:CHOICES]]))


def _source_choices(quote: str, article: Article, q: str) -> list[Source]:
    entities = _entity_choices(quote, article, q)
    named = {source.entity_id: source for source in Source.objects.filter(entity__in=entities)}
    unnamed = Source.objects.filter(scope=article.capture.page.key)
    if q:
        unnamed = unnamed.filter(descriptor__contains=q)
    return [*(named[it.pk] for it in entities if it.pk in named), *unnamed.order_by("key")]


def _claim_choices(article: Article, q: str) -> list[Claim]:
    claims = Claim.objects.all()
    if q:
        return list(claims.filter(statement_ar__contains=q).order_by("key")[:CHOICES])
    here = Mark.objects.filter(article=article, kind=MarkKind.CLAIM, removed_at=None)
    return list(claims.filter(marks__in=here).distinct().order_by("key")[:CHOICES])


def value_choices(
    kind: str, quote: str, article: Article, q: str = ""
) -> list[Entity] | list[Source] | list[Topic] | list[Claim]:
    """Values to offer for a mark on these words, the likeliest first; `q` narrows them."""
    q = q.replace("\0", "")
    if kind == MarkKind.ENTITY:
        return _entity_choices(quote, article, q)[:CHOICES]
    if kind == MarkKind.SOURCE:
        return _source_choices(quote, article, q)[:CHOICES]
    if kind == MarkKind.CLAIM:
        return _claim_choices(article, q)
    return list(Topic.objects.select_related("parent").order_by("ordinal"))
