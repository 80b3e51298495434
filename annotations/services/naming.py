"""The spellings of a name that the newsroom prefers: shown everywhere, while all are found."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from annotations.services import facets, following, spellings
from annotations.services.spellings import Changed
from corpus.errors import IsnadError
from corpus.models import Alias, Entity, Event, User
from corpus.permissions import Action, check_can
from corpus.services import captures, changes, facet_labels
from corpus.services.changes import Step
from corpus.text.fold import fold
from corpus.text.tidy import tidy

LONGEST = 200


class CannotName(IsnadError):
    """The entity cannot have this name."""

    message = _("An entity needs a name in Arabic or in Latin letters.")


@dataclass(frozen=True, slots=True)
class Named:
    """The step, and the mentions that a new spelling brought; None: too many articles hold it."""

    event: Event
    changed: Changed | None


@transaction.atomic
def prefer(
    entity: Entity, *, name_ar: str | None = None, name_latin: str | None = None, by: User
) -> Named | None:
    """Show an entity under these names from now on; what is None stays, no change is no step.

    The names that it had stay spellings, and a new one becomes a spelling.
    """
    check_can(by, Action.ADMINISTER)
    wanted = {
        name: checked(it)
        for name, it in (("name_ar", name_ar), ("name_latin", name_latin))
        if it is not None
    }
    articles = spellings.holding(_unknown(entity, wanted.values()))
    captures.hold(articles or ())
    now = next(it for it in following.locked([entity]) if it.pk == entity.pk)
    if now.merged_into:
        raise CannotName(_("This entity is merged into another. Name that one."))
    before = changes.entity(now)
    after = {**before, **wanted}
    if after == before:
        return None
    if not after["name_ar"] and not after["name_latin"]:
        raise CannotName
    step = Step(by, changes.PREFER)
    event = step.set("entity", before, after)
    for name in ("name_ar", "name_latin"):
        add_spellings(step, now, (before[name], after[name]))
    relabel(now)
    return Named(event, spellings.find_in(articles))


def checked(name: str) -> str:
    """The name as it is stored; CannotName when it is too long or has no letter."""
    good = tidy(name)
    if good and not fold(good).strip():
        raise CannotName(_("A spelling needs a letter or a digit."))
    if max(len(good), len(fold(good))) > LONGEST:
        raise CannotName(_("A name has at most %(most)s characters.") % {"most": LONGEST})
    return good


def _unknown(entity: Entity, names: Iterable[str]) -> list[str]:
    """Those of the names that are no spelling of the entity yet, in any writing."""
    known = Alias.objects.filter(entity__in=following.family([entity]))
    folded = set(known.values_list("folded", flat=True))
    return [name for name in names if name and fold(name).strip() not in folded]


def add_spellings(step: Step, entity: Entity, names: Iterable[str]) -> None:
    """Make these names spellings of the entity, those that are none, as part of a step."""
    for name in dict.fromkeys(names):
        state = changes.full_spelling(entity.key, name)
        if name and changes.read("alias", state) is None:
            step.set("alias", state, state)


def relabel(entity: Entity) -> None:
    """Let the labels of the facets follow an entity's names."""
    entity.refresh_from_db(fields=["name_ar", "name_latin"])
    facet_labels.keep(facets.of_entity(entity))


@transaction.atomic
def take_back(event: Event, *, by: User) -> Changed | None:
    """Show an entity under the names that it had before, while nobody changed them since."""
    check_can(by, Action.ADMINISTER)
    added = {it.after["text"] for it in _events(event, "alias") if it.after}
    articles = spellings.holding(added)
    captures.hold(articles or ())
    entity = Entity.objects.get(key=event.object_key)
    following.locked([entity])
    changes.check_stands(event)
    Step(by, "undo").take_back([*_events(event, "entity"), *_events(event, "alias")])
    relabel(entity)
    return spellings.find_in(articles)


def _events(event: Event, thing: str) -> list[Event]:
    return list(Event.objects.filter(batch=event.batch, verb=changes.PREFER, object_type=thing))
