"""Where people's decisions stand, and which article their marks belong to when windows move."""

from collections.abc import Sequence

from annotations.models import Decision, Mark, MarkPart
from corpus.models import Article, Capture


def decided_places(captures: Sequence[Capture]) -> dict[int, list[tuple[int, int]]]:
    """The stretches that decisions and people's marks hold, by capture."""
    found: dict[int, list[tuple[int, int]]] = {}
    decided = Decision.objects.filter(capture__in=captures, start__isnull=False)
    made = MarkPart.objects.filter(capture__in=captures, mark__by__isnull=False)
    for rows in (decided, made):
        for capture, start, end in rows.values_list("capture_id", "start", "end"):
            if start is not None and end is not None:
                found.setdefault(capture, []).append((start, end))
    return found


def rehome(captures: Sequence[Capture]) -> None:
    """Let each mark of a person belong to the innermost standing article at its start."""
    articles: dict[int, list[Article]] = {}
    for article in Article.objects.filter(capture__in=captures, retired_at=None):
        articles.setdefault(article.capture_id, []).append(article)
    starts = MarkPart.objects.filter(
        capture__in=captures, mark__by__isnull=False, ordinal=0
    ).values_list("mark_id", "capture_id", "start", "mark__article_id")
    for mark, capture, start, home in starts:
        inside = [it for it in articles.get(capture, ()) if it.start <= start < it.end]
        innermost = min(inside, key=lambda it: it.end - it.start, default=None)
        if innermost is not None and innermost.pk != home:
            Mark.objects.filter(pk=mark).update(article=innermost)
