"""What is derived from articles, in order: the place where corpus and annotations are joined."""

from functools import partial

from django.conf import settings

from annotations.services import facets, suggestions
from corpus.importing.load import Sink
from corpus.services import index
from corpus.text.morphology import load_analyser


def derivations() -> list[Sink]:
    """The sinks of an import and the layers of a rebuild: lexemes, suggestions, facets.

    Each takes a batch of articles and reads only what those before it have finished. Built once
    a run, because the analyser and the gazetteer take seconds to load.
    """
    return [
        partial(index.index_texts, analyser=load_analyser(settings.MORPHOLOGY_DIR)),
        partial(suggestions.suggest, finders=suggestions.Finders()),
        facets.refresh,
    ]
