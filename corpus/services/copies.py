"""Find the articles that repeat another: signatures as articles come, pairs over the corpus."""

from collections.abc import Collection, Iterable
from itertools import islice

from django.db import transaction

from corpus.bulk import copy_rows
from corpus.models import Article, Copy, Fingerprint, Segment
from corpus.ordering import UNDATED
from corpus.services import texts
from corpus.text import shingles
from corpus.text.body import Body
from corpus.text.shingles import Shingles

# A dispatch that a desk printed with other first and last lines keeps this much.
LEAST_JACCARD = 0.7
_AT_ONCE = 500  # texts in memory


@transaction.atomic
def store(signatures: Iterable[tuple[Article, bytes]]) -> None:
    """Keep the signatures of articles that stand and forget those of articles that do not."""
    rows = list(signatures)
    Fingerprint.objects.filter(article__in=[article.pk for article, _ in rows]).delete()
    copy_rows(
        Fingerprint,
        ("capture", "article", "signature", "version"),
        (
            (article.capture_id, article.pk, signature, shingles.VERSION)
            for article, signature in rows
            if article.capture.is_current and article.retired_at is None
        ),
    )


@transaction.atomic
def link_copies() -> None:
    """Link every article that repeats others to that of them which was published first."""
    pairs = _likely_copies()
    articles = Article.objects.in_bulk({pk for pair in pairs for pk in pair})
    found = _shingles(articles)
    groups = shingles.joined(
        (one, other)
        for one, other in pairs
        if shingles.jaccard(found[one], found[other]) >= LEAST_JACCARD
    )
    copies = []
    for group in groups:
        original, *others = sorted((articles[pk] for pk in group), key=_publication)
        copies += [_copy(it, original, found[it.pk], found[original.pk]) for it in others]
    Copy.objects.all().delete()
    Copy.objects.bulk_create(sorted(copies, key=lambda copy: copy.article.key))


def drift() -> list[str]:
    """Name what differs between the signatures and the articles that stand."""
    standing = Article.objects.current()
    missing = standing.exclude(pk__in=Fingerprint.objects.values("article"))
    fallen = Fingerprint.objects.exclude(article__in=standing).values("article")
    return [
        *(f"article {it.key} stands and has no signature" for it in missing.order_by("key")),
        *(
            f"article {it.key} has a signature and does not stand"
            for it in Article.objects.filter(pk__in=fallen).order_by("key")
        ),
    ]


def _likely_copies() -> list[tuple[int, int]]:
    """The pairs of articles that are worth comparing."""
    kept = Fingerprint.objects.exclude(signature=b"").order_by("article__key")
    ids, signatures = [], []
    for pk, signature in kept.values_list("article", "signature").iterator():
        ids.append(pk)
        signatures.append(bytes(signature))
    pairs = shingles.likely_copies(shingles.signatures(signatures))
    return [(ids[one], ids[other]) for one, other in pairs.tolist()]


def _shingles(articles: Collection[int]) -> dict[int, Shingles]:
    """The shingles of articles, by id; of their texts only some are in memory at a time."""
    found: dict[int, Shingles] = {}
    rows = Article.objects.filter(pk__in=articles).order_by("pk").iterator(_AT_ONCE)
    while batch := list(islice(rows, _AT_ONCE)):
        for article, segments in texts.with_segments(batch):
            found[article.pk] = shingles.shingles(_body(article, segments))
    return found


def _body(article: Article, segments: Iterable[Segment]) -> list[str]:
    return [article.capture.text[start:end] for start, end in Body.of(segments).rest]


def _publication(article: Article) -> tuple[bool, float, str]:
    """The order of publication, the undated last."""
    return (article.published is None, (article.published or UNDATED).timestamp(), article.key)


def _copy(article: Article, original: Article, has: Shingles, had: Shingles) -> Copy:
    return Copy(
        capture_id=article.capture_id,
        article=article,
        original=original,
        jaccard=shingles.jaccard(has, had),
        version=shingles.VERSION,
    )
