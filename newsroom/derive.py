"""What is derived from articles, in order: the place where corpus and annotations are joined."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction

from annotations.queries.contested import contradictions_in
from annotations.services import board, facets, suggestions
from corpus.importing.load import Analysed, Derive
from corpus.importing.workers import Tools, analyst_of
from corpus.models import Article
from corpus.services import boilerplate, copies, index, registry, stories, texts
from corpus.services import layers as progress
from corpus.services.lemmas import Lemmas
from corpus.text import shingles
from corpus.text.analysis import Analyst
from corpus.text.rules import RULES_VERSION

# The kinds of facets by which articles of one story are alike.
STORY_FACETS = ("entity",)


@dataclass(frozen=True, slots=True)
class Layer:
    """Something that is derived over the whole corpus, with the version of what makes it."""

    name: str
    version: str
    make: Callable[[], None]

    @transaction.atomic
    def __call__(self) -> None:
        self.make()
        progress.finish(self.name, self.version)


def tools() -> Tools:
    """What reads articles by today's registry: the gazetteer needs all of it."""
    return Tools(tuple(registry.names()), settings.MORPHOLOGY_DIR)


def reading_version() -> str:
    """The analyser and the rules that articles are read by today."""
    return analyst_of(tools()).version


def articles_version() -> str:
    """All that an article is derived by, the names that are known included."""
    names = hashlib.sha256(repr(registry.names()).encode()).hexdigest()[:12]
    return f"{reading_version()}, {shingles.VERSION}, names {names}"


def derivation() -> Derive:
    """Analyses articles and stores all that is derived of them; made once a run."""
    return partial(_derive, analyst=analyst_of(tools()), store=Store())


def _derive(articles: Sequence[Article], analyst: Analyst, store: "Store") -> None:
    store(
        Analysed(article, analyst.analyse(article.capture.text, article.title, segments))
        for article, segments in texts.with_segments(articles)
    )


class Store:
    """Stores what is derived of articles; made once a run, for it remembers the lemmas stored."""

    def __init__(self) -> None:
        self._lemmas = Lemmas()

    @transaction.atomic
    def __call__(self, analysed: Iterable[Analysed]) -> None:
        """Replace suggestions, facets, lexemes and signature of each article."""
        here = list(analysed)
        proposed = suggestions.replace(
            [suggestions.Found(it.article, it.analysis.said) for it in here]
        )
        articles = [it.article for it in here]
        contested = contradictions_in(articles)
        found = facets.of(articles, proposed, contested)
        index.replace(
            [
                index.Indexed(
                    it.article,
                    it.analysis.text,
                    it.analysis.version,
                    found[it.article.pk],
                    contested.get(it.article.pk, 0),
                )
                for it in here
            ],
            self._lemmas,
        )
        copies.store((it.article, it.analysis.signature) for it in here)


def layers(derive: Derive) -> list[Layer]:
    """What is derived over the whole corpus, after an import and in a rebuild, in this order.

    Each replaces what it made before in one transaction and reads only what those before it have
    finished, in the order of keys, so that the order of arrival never decides. A layer that
    changes labels has the articles that it touched derived again.
    """
    return [
        Layer("boilerplate", RULES_VERSION, partial(boilerplate.learn, derive)),
        Layer("copies", shingles.VERSION, copies.link_copies),
        Layer("stories", stories.VERSION, partial(stories.tell, kinds=STORY_FACETS)),
        Layer("board", RULES_VERSION, board.recount),
    ]
