"""Splitting an entity: some of its spellings, or of its mentions, are another thing's."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import Mark
from annotations.queries.decided_marks import decided_on
from annotations.services import apart, following, moving, naming
from annotations.services import spellings as finding
from annotations.services.spellings import MOST_AT_ONCE, Changed
from corpus.errors import Conflict, IsnadError
from corpus.models import Alias, Article, Entity, Event, User
from corpus.permissions import Action, check_can
from corpus.services import captures, changes, history, registry, sources
from corpus.services.changes import Step
from corpus.text.fold import fold


class CannotSplit(IsnadError):
    """The spellings cannot become another thing's."""

    message = _("This entity cannot be split so.")


@dataclass(frozen=True, slots=True)
class NewEntity:
    """What the split makes."""

    kind: str
    name_ar: str = ""
    name_latin: str = ""


@dataclass(frozen=True, slots=True)
class Split:
    """The step, whose the spellings are now, and what became of mentions.

    `changed` is None where too many articles hold the spellings to find them again at once.
    """

    event: Event
    into: Entity
    changed: Changed | None
    moved: int = 0


@dataclass
class _Plan:
    """What is to be split, read before anything is locked and checked again after."""

    entity: Entity
    folded: frozenset[str]
    into: Entity | NewEntity
    family: list[Entity] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def aliases(self) -> list[Alias]:
        """Every writing of the chosen spellings, also of what was merged into the entity."""
        rows = Alias.objects.filter(entity__in=self.family).select_related("entity")
        return [it for it in rows.order_by("pk") if it.folded.strip() in self.folded]

    def forms(self) -> list[str]:
        """The words to be found again."""
        new = (self.into.name_ar, self.into.name_latin)
        names = new if isinstance(self.into, NewEntity) else ()
        return [*(it.text for it in self.aliases()), *(it for it in names if it)]


@transaction.atomic
def split(
    entity: Entity,
    *,
    spellings: Collection[str],
    into: Entity | NewEntity,
    mentions: Collection[int] = (),
    decided: bool = False,
    by: User,
) -> Split:
    """Make these spellings of an entity names of another thing; the two are not the same.

    What rules suggest follows. What people decided on these words stays where they put it, unless
    it is `decided` that it moves too: then it is a new decision by this person. So are `mentions`,
    marks that are the other thing's whatever their words.
    """
    check_can(by, Action.REVIEW)
    plan = _planned(entity, spellings, into)
    plan.marks = _marks(plan, mentions, decided=decided)
    articles = held(plan.forms(), [mark.article for mark in plan.marks])
    into = plan.into
    targets = [into] if isinstance(into, Entity) else []
    here = {it.pk: it for it in following.locked([entity, *targets])}
    plan.entity = entity = here[entity.pk]
    plan.family = [it for it in here.values() if entity.pk in (it.pk, it.merged_into_id)]
    aliases = plan.aliases()
    _check(plan, aliases)
    step = Step(by, changes.SPLIT)
    target = _added(step, into) if isinstance(into, NewEntity) else here[into.pk]
    for alias in aliases:
        _hand_over(step, alias, target)
    if changes.read("difference", changes.difference(entity, target)) is None:
        apart.write(step, entity, target)
    event = _tell(step, entity, target, aliases)
    if plan.marks:
        sources.named(target)
        moving.move(plan.marks, target.key, by=by, batch=step.batch)
    return Split(event, target, finding.find_in(articles), len(plan.marks))


def _planned(entity: Entity, spellings: Collection[str], into: Entity | NewEntity) -> _Plan:
    if isinstance(into, Entity):
        into = Entity.objects.select_related("merged_into").get(pk=into.pk)
        into = into.merged_into or into
    else:
        into = NewEntity(into.kind, naming.checked(into.name_ar), naming.checked(into.name_latin))
    folded = frozenset(fold(it).strip() for it in spellings)
    return _Plan(entity, folded, into, following.family([entity]))


def _marks(plan: _Plan, mentions: Collection[int], *, decided: bool) -> list[Mark]:
    """The marks that move; Conflict when a chosen one went since it was shown."""
    marks = Mark.objects.filter(entity__in=plan.family, covered=False, removed_at=None)
    chosen = marks.filter(pk__in=list(mentions)[: MOST_AT_ONCE + 1]).select_related("article")
    found = {mark.pk: mark for mark in chosen}
    if len(found) < min(len(set(mentions)), MOST_AT_ONCE + 1):
        raise Conflict
    on_words = decided_on(plan.family, plan.folded) if decided else []
    return list(({mark.pk: mark for mark in on_words} | found).values())


def _check(plan: _Plan, aliases: Sequence[Alias]) -> None:
    """Raise CannotSplit, or Conflict when a spelling went since it was chosen."""
    if plan.entity.merged_into:
        raise CannotSplit(_("This entity is merged into another. Split that one."))
    if not plan.folded and not plan.marks:
        raise CannotSplit(_("Choose a spelling or a mention."))
    if plan.folded - {it.folded.strip() for it in aliases}:
        raise Conflict
    names = {fold(name).strip() for it in plan.family for name in (it.name_ar, it.name_latin)}
    if names & plan.folded:
        raise CannotSplit(_("An entity keeps its preferred names. Choose others first."))
    if len(plan.marks) > MOST_AT_ONCE:
        many = _("At most %(most)s mentions move at once.")
        raise CannotSplit(many % {"most": MOST_AT_ONCE})
    _check_target(plan)


def _check_target(plan: _Plan) -> None:
    into = plan.into
    if isinstance(into, NewEntity):
        if not into.name_ar and not into.name_latin:
            raise naming.CannotName
        return
    if into in plan.family:
        raise CannotSplit(_("These are its spellings already. Choose another entity."))
    if Entity.objects.filter(pk=into.pk, merged_into__isnull=False).exists():
        raise Conflict  # merged while we waited


def held(forms: Iterable[str], decided: Iterable[Article]) -> list[Article] | None:
    """The articles to find the forms in again, None if too many; held with those decided in."""
    holding = finding.holding(forms)
    captures.hold([*(holding or ()), *decided])
    return holding


def _added(step: Step, new: NewEntity) -> Entity:
    """The new entity with its names; Conflict when somebody makes one of this key meanwhile."""
    key = registry.free_key(new.name_latin or new.name_ar)
    named = (new.name_ar, new.name_latin)
    it = Entity(key=key, kind=new.kind, name_ar=named[0], name_latin=named[1])
    state = changes.entity(it)
    try:
        with transaction.atomic():
            step.set("entity", state, state)
    except IntegrityError as error:
        raise Conflict from error
    target = Entity.objects.get(key=key)
    naming.add_spellings(step, target, named)
    return target


def _hand_over(step: Step, alias: Alias, target: Entity) -> None:
    """Take a spelling from its entity, for good, and give it to the other."""
    old = changes.spelling(alias)
    step.set("alias", old, None)
    new = {**old, "entity": target.key}
    if changes.read("alias", new) is None:
        step.set("alias", new, new)
    refused = changes.refusal(alias.entity, alias.text)
    if changes.read("spelling", refused) is None:
        judged = {"by": step.by.username, "at": timezone.now().isoformat()}
        step.set("spelling", refused, {**refused, **judged})
    welcome = changes.refusal(target, alias.text)
    if changes.read("spelling", welcome):
        step.set("spelling", welcome, None)


def _tell(step: Step, entity: Entity, target: Entity, aliases: Sequence[Alias]) -> Event:
    """The event that stands for the whole step; its natural key names both."""
    return history.record(
        by=step.by,
        verb=step.verb,
        object_type=changes.SPLIT,
        object_key=f"{entity.key}/{target.key}",
        before=None,
        after={
            "entity": entity.key,
            "into": target.key,
            "spellings": [it.text for it in aliases],
        },
        batch=step.batch,
    )
