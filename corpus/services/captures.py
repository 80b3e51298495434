"""Which capture of a page is the current one, and which article continues which."""

from collections.abc import Iterable

from django.db.models import F

from corpus.models import Article, Capture, Page


def choose_current(pages: Iterable[Page]) -> list[Article]:
    """Make the greatest capture of each page current, so that arrival order never decides.

    Returns the articles of captures that were current and no longer are, or became so while
    already here: what is derived from them has to follow.
    """
    ranked = (
        Capture.objects.filter(page__in=list(pages))
        .order_by(
            "page_id",
            F("captured_at").desc(nulls_last=True),
            F("updated").desc(nulls_last=True),
            F("published").desc(nulls_last=True),
            "-length",
            "-sha256",
        )
        .values_list("page_id", "pk", "is_current")
    )
    greatest: dict[int, int] = {}
    fallen: list[int] = []
    for page_id, pk, is_current in ranked:
        if greatest.setdefault(page_id, pk) != pk and is_current:
            fallen.append(pk)
    Capture.objects.filter(pk__in=fallen).update(is_current=False)
    risen = Capture.objects.filter(pk__in=greatest.values(), is_current=False)
    risen_ids = list(risen.values_list("pk", flat=True))
    risen.update(is_current=True)
    _join_continued(fallen, risen_ids)
    return list(Article.objects.filter(capture__in=fallen))


def refresh_current(captures: Iterable[Capture]) -> None:
    """Set `is_current` on captures in memory as the database has it, without fetching texts."""
    here = {capture.pk: capture for capture in captures}
    current = set(Capture.objects.filter(pk__in=here, is_current=True).values_list("pk", flat=True))
    for pk, capture in here.items():
        capture.is_current = pk in current


def _join_continued(fallen: Iterable[int], risen: Iterable[int]) -> None:
    """Join each article of a risen capture to the one of the same title that it supersedes."""
    old = Article.objects.filter(capture__in=fallen).select_related("capture")
    before = {(article.capture.page_id, article.title): article for article in old}
    for article in Article.objects.filter(capture__in=risen, continues=None).select_related(
        "capture"
    ):
        previous = before.get((article.capture.page_id, article.title))
        if previous is not None and previous.capture_id != article.capture_id:
            article.continues = previous
            article.save(update_fields=["continues"])
