"""What is derived from articles, in order: the place where corpus and annotations are joined."""

from collections.abc import Callable, Sequence
from functools import cache, partial

from django.conf import settings

from annotations.services import facets, suggestions
from corpus.importing.load import Sink
from corpus.services import copies, index
from corpus.text.morphology import load_analyser

Layer = Callable[[], None]

_analyser = cache(load_analyser)  # half a second and 85 MB, once a process


def derivations() -> list[Sink]:
    """The sinks of an import and the layers of a rebuild: what follows from each text.

    Each takes a batch of articles and reads only what those before it have finished. Built once
    a run: the gazetteer reads the whole registry.
    """
    return [
        partial(index.index_texts, analyser=_analyser(settings.MORPHOLOGY_DIR)),
        partial(suggestions.suggest, finders=suggestions.Finders()),
        facets.refresh,
        copies.fingerprint,
    ]


def layers(sinks: Sequence[Sink]) -> list[Layer]:
    """What is derived over the whole corpus, after an import and in a rebuild, in this order.

    Each replaces what it made before in one transaction and reads only what those before it have
    finished, in the order of keys, so that the order of arrival never decides. A layer that
    changes labels hands the articles that it touched to the sinks.
    """
    return [copies.link_copies]
