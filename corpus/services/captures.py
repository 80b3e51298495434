"""Which capture of a page is the current one, and which article continues which."""

from collections.abc import Iterable, Sequence

from django.db.models import F

from corpus.models import Article, Capture, Page


def choose_current(pages: Iterable[Page]) -> list[Article]:
    """Make the greatest capture of each page current, so that arrival order never decides.

    Returns the articles of captures that were current and no longer are: what is derived from
    them has to follow.
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
    by_page: dict[int, list[int]] = {}
    fallen: list[int] = []
    for page_id, pk, is_current in ranked:
        if by_page.setdefault(page_id, []) and is_current:
            fallen.append(pk)
        by_page[page_id].append(pk)
    Capture.objects.filter(pk__in=fallen).update(is_current=False)
    greatest = [captures[0] for captures in by_page.values()]
    Capture.objects.filter(pk__in=greatest, is_current=False).update(is_current=True)
    _join_continued([captures[::-1] for captures in by_page.values() if len(captures) > 1])
    return list(Article.objects.filter(capture__in=fallen))


def hold(articles: Iterable[Article]) -> None:
    """Let nobody decide in these articles until the transaction ends.

    Whoever derives from decisions holds first; a decision in between would be overlooked.
    """
    rows = Article.objects.select_for_update().filter(pk__in=[it.pk for it in articles])
    list(rows.order_by("pk").values_list("pk"))


def refresh_current(captures: Iterable[Capture]) -> None:
    """Set `is_current` on captures in memory as the database has it, without fetching texts."""
    here = {capture.pk: capture for capture in captures}
    current = set(Capture.objects.filter(pk__in=here, is_current=True).values_list("pk", flat=True))
    for pk, capture in here.items():
        capture.is_current = pk in current


def _join_continued(histories: Sequence[Sequence[int]]) -> None:
    """Join each article to the last of its title in the lesser captures of its page."""
    articles: dict[int, list[Article]] = {}
    captures = [capture for history in histories for capture in history]
    for article in Article.objects.filter(capture__in=captures).order_by("-start"):
        articles.setdefault(article.capture_id, []).append(article)
    changed: list[Article] = []
    for history in histories:
        last: dict[str, Article] = {}
        for capture in history:
            here = articles.get(capture, [])
            for article in here:
                before = last.get(article.title)
                if article.continues_id != (before and before.pk):
                    article.continues = before
                    changed.append(article)
            last |= {article.title: article for article in here}
    Article.objects.bulk_update(changed, ["continues"], batch_size=500)
