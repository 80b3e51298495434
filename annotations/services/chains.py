"""Chains of attribution as mention states hold them: sources found or made, each once."""

from collections.abc import Iterable, Sequence
from typing import Any

from corpus.models import Article, Page, Source, SourceKind
from corpus.services import sources

Step = dict[str, Any]
_LONGEST, _MOST = 300, 32_767


def each_once(chain: Iterable[Step]) -> list[Step]:
    """The chain without a source's second place in it; an unknown hop may come again."""
    seen: set[str] = set()
    kept = []
    for step in chain:
        if step["source"] is None or step["source"] not in seen:
            kept.append(step)
        seen.add(step["source"] or "")
    return kept


def described(page: Page, words: str, count: int | None, told: Source | None) -> Source | None:
    """The unnamed source of a page that is so many people in these words; None without words."""
    descriptor = " ".join(words.replace("\0", "").split())[:_LONGEST]
    if not descriptor:
        return None
    count = count if count is not None and 0 < count <= _MOST else None
    return sources.unnamed(page, descriptor=descriptor, count=count, told=told)


def is_named(source: Source) -> bool:
    """Whether others may have told their story to it."""
    return source.kind != SourceKind.ANONYMOUS


def with_source(article: Article, chain: Sequence[Step], index: int, source: Source) -> list[Step]:
    """The chain with another source at a step; the unnamed behind it told their story to that."""
    steps = [dict(step) for step in chain]
    here = Source.objects.in_bulk([it["source"] for it in steps if it["source"]], field_name="key")
    before = here.get(steps[index]["source"])
    steps[index]["source"] = source.key
    for step in steps[index + 1 :]:
        unnamed = here.get(step["source"])
        if unnamed is None or is_named(unnamed) or unnamed.told_id != (before and before.pk):
            break
        told = source if is_named(source) else None
        again = described(article.capture.page, unnamed.descriptor, unnamed.count, told)
        step["source"] = again.key if again else None
    return each_once(steps)
