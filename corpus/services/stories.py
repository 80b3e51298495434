"""Group the articles that tell of one event, by what is rare in them and by their dates."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from corpus.models import Copy, Precision, Story, StoryArticle
from corpus.text import likeness
from corpus.text.likeness import Text

VERSION = f"stories 1, {likeness.VERSION}"
# Titles of one event share fewer words than texts share names, and commoner ones.
TITLE_WORD = 0.6
SHARED_KEPT = 8
_DAY = 86_400

# The lemmas of the title, and words of letters and digits, as models are called: GPT-4o, H800.
# The range spares most lexemes the pattern: Arabic comes after it.
_FEATURES = r"""
SELECT i.article_id, i.capture_id, a.key, a.published, a.published_precision, i.facets,
    ARRAY(SELECT lexeme FROM unnest(tsvector_to_array(ts_filter(i.lexemes, '{a}'))) AS lexeme
          WHERE lexeme LIKE 'l:%')
    || ARRAY(SELECT lexeme FROM unnest(tsvector_to_array(i.lexemes)) AS lexeme
          WHERE lexeme COLLATE "C" BETWEEN 's:-' AND 's:{'
              AND lexeme ~ '^s:[a-z0-9-]*([a-z]-?[0-9]|[0-9]-?[a-z])[a-z0-9-]*$')
FROM corpus_articleindex i JOIN corpus_article a ON a.id = i.article_id ORDER BY a.key
"""


@dataclass(frozen=True, slots=True)
class _Told:
    """An article that stands, as far as stories are concerned."""

    id: int
    capture_id: int
    publication: tuple[bool, float, str]  # by which the undated come last
    facets: list[str]
    text: Text


@transaction.atomic
def tell(kinds: Collection[str]) -> None:
    """Group the articles that stand anew; they are alike by words and facets of these kinds.

    A copy goes where its original goes, and counts for nothing itself.
    """
    told = {it.id: it for it in _told(kinds)}
    pairs = Copy.objects.order_by("article__key").values_list("original", "article")
    copies = defaultdict[int, list[int]](list)
    for original, copy in pairs.filter(original__in=told, article__in=told):
        copies[original].append(copy)
    repeated = {copy for others in copies.values() for copy in others}
    originals = [it for it in told.values() if it.id not in repeated]
    groups = _groups(originals, copies)
    rarities = likeness.rarities([it.text for it in originals])
    Story.objects.all().delete()
    stories = [
        Story(key=group[0].publication[-1], shared=_shared(group, rarities), version=VERSION)
        for group in groups
    ]
    Story.objects.bulk_create(stories)
    StoryArticle.objects.bulk_create(
        StoryArticle(story=story, article_id=at, capture_id=told[at].capture_id)
        for story, group in zip(stories, groups, strict=True)
        for it in group
        for at in (it.id, *copies[it.id])
    )


def _groups(originals: Sequence[_Told], copies: Mapping[int, object]) -> list[list[_Told]]:
    """The originals of each story in the order of publication; one alone is told by its copies."""
    found = [
        sorted((originals[at] for at in group), key=lambda it: it.publication)
        for group in likeness.alike([it.text for it in originals])
    ]
    grouped = {it.id for group in found for it in group}
    return found + [[it] for it in originals if it.id in copies and it.id not in grouped]


def _shared(group: Sequence[_Told], rarities: Mapping[str, float]) -> list[str]:
    """The facets that half of the articles and two at least have, the rarest first."""
    counts = Counter(key for it in group for key in it.facets)
    least = min(len(group), max(2, len(group) / 2))
    shared = [key for key, count in counts.items() if count >= least]
    return sorted(shared, key=lambda key: (-rarities.get(key, 0.0), key))[:SHARED_KEPT]


def _told(kinds: Collection[str]) -> Iterator[_Told]:
    with connection.cursor() as cursor:
        cursor.execute(_FEATURES)
        for pk, capture, key, published, precision, facets, words in cursor:
            kept = [it for it in facets if it.partition(":")[0] in kinds]
            at = published.timestamp() if published else 0.0
            day = None if published is None or precision == Precision.MONTH else at / _DAY
            features = dict.fromkeys(kept, 1.0)
            features |= {it: TITLE_WORD if it.startswith("l:") else 1.0 for it in words}
            yield _Told(pk, capture, (published is None, at, key), kept, Text(features, day))
