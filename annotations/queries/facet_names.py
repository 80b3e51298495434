"""What the facets of the claim board are called, in the interface's language."""

from collections import defaultdict
from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from annotations.measured import metric_called
from corpus.models import Entity, Source, Topic

STATES = {
    "contested": _("Contested"),
    "undecided": _("Waiting for a verdict"),
    "overstated": _("The headline says more than the body"),
}


def names_of(keys: Collection[str]) -> dict[str, str]:
    """The names of those that exist, by the whole key; an origin is an entity or a source."""
    by_kind = defaultdict[str, set[str]](set)
    for key in keys:
        kind, _colon, value = key.partition(":")
        by_kind[kind].add(value)
    entities = by_kind["entity"] | by_kind["outlet"] | by_kind["origin"]
    named = {it.key: it.name for it in Entity.objects.filter(key__in=entities)}
    unnamed = by_kind["origin"] - named.keys()
    sources = Source.objects.filter(key__in=unnamed, entity=None) if unnamed else ()
    topics = Topic.objects.filter(path__in=by_kind["topic"])
    called = {
        "state": {key: str(name) for key, name in STATES.items()},
        "metric": {it: metric_called(it) for it in by_kind["metric"]},
        "topic": {it.path: it.name for it in topics},
        "entity": named,
        "outlet": named,
        "origin": named | {it.key: it.name for it in sources},
    }
    pairs = ((key, *key.partition(":")[::2]) for key in keys)
    found = ((key, called.get(kind, {}).get(value)) for key, kind, value in pairs)
    return {key: name for key, name in found if name}
