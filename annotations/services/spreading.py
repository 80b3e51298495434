"""Rewriting the open steps of an article when what their words mean there has changed."""

from collections.abc import Iterable
from typing import Any

from annotations.models import AttributionStep, Known, Mark
from annotations.services.chains import with_source
from annotations.services.drafting import draft
from annotations.services.mentions import mention_state, write_mention
from annotations.services.pointed import form_of, pointed_in
from corpus.anchors import Anchor
from corpus.models import Article, Source


def spread(article: Article, form: str) -> None:
    """Let each step that nobody has confirmed mean what its words mean in the article now."""
    source = pointed_in(article).get(form)
    for mark in _marks_with(article, form):
        said = mention_state(mark) or {}
        said["chain"] = _reread(article, mark, said["chain"], form, source)
        write_mention(mark, said)


def _marks_with(article: Article, form: str) -> Iterable[Mark]:
    """The marks with an open step whose words are of this form."""
    steps = AttributionStep.objects.filter(
        mention__mark__article=article,
        mention__mark__removed_at=None,
        confirmed=False,
        place_start__isnull=False,
    ).exclude(how=Known.EXPLICIT)
    rows = steps.values_list("mention__mark", "place_quote")
    marks = {mark for mark, words in rows if form_of(words) == form}
    return Mark.objects.filter(pk__in=marks).prefetch_related("parts").order_by("pk")


def _reread(
    article: Article, mark: Mark, chain: list[dict[str, Any]], form: str, source: Source | None
) -> list[dict[str, Any]]:
    for step in chain:
        if not is_open(step) or form_of(words_of(step)) != form:
            continue
        meant = source or _by_rule(article, mark, step)
        index = chain.index(step)
        if meant is None:
            step["source"] = None
        else:
            return with_source(article, chain, index, meant)
    return chain


def is_open(step: dict[str, Any]) -> bool:
    """Whether a step still waits for somebody to confirm it."""
    return step["how"] != Known.EXPLICIT and not step["confirmed"]


def words_of(step: dict[str, Any]) -> str:
    """The words that stand for a step's source, if it has any."""
    return str(step["place"][2]) if step["place"] else ""


def _by_rule(article: Article, mark: Mark, step: dict[str, Any]) -> Source | None:
    """Whom the rules take the words for, once no person has pointed them out."""
    anchors = [Anchor(part.start, part.end, part.quote) for part in mark.parts.all()]
    for other in draft(article, anchors)["chain"]:
        if other["place"] == step["place"] and other["source"]:
            return Source.objects.get(key=other["source"])
    return None
