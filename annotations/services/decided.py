"""One decision of one person, and the mark that everybody's decisions of the same stand for."""

from collections.abc import Sequence
from functools import cached_property

from django.utils import timezone

from annotations.models import Claim, Decision, Mark, MarkKind, MarkPart, Verdict
from annotations.queries.marks import VALUES, value_key_of
from annotations.services.mentions import mention_state, write_mention
from annotations.services.states import State, keys_read_as, natural_key, value_of
from corpus.models import Article, Entity, Source, Topic, User
from corpus.permissions import Action, can


class Decided:
    """What a person decided under a state's natural key: read, written, and read again.

    The caller holds the article's lock.
    """

    def __init__(self, article: Article, state: State, by: User) -> None:
        self.article = article
        self.by = by
        self._asked = state
        self._key = natural_key(article, state)

    @cached_property
    def _everybodys(self) -> list[Decision]:
        """All decisions at the place on what is read as this value, also withdrawn ones."""
        place = {name: it for name, it in self._key.items() if name != "value_key"}
        here = list(Decision.objects.filter(**place).order_by("at", "pk"))
        if all(it.value_key == self._asked["value"] for it in here):
            return here
        keys = {self._asked["value"], *keys_read_as(self.value)}
        return [it for it in here if it.value_key in keys]

    @cached_property
    def decision(self) -> Decision | None:
        """The person's decision, also one that was withdrawn; one under a merged key if it stands."""
        mine = [it for it in self._everybodys if it.by_id == self.by.pk]
        exact = [it for it in mine if it.value_key == self._asked["value"]]
        return next(iter(exact + [it for it in mine if not it.removed_at]), None)

    @cached_property
    def value(self) -> Entity | Source | Topic | Claim | None:
        """What the decision's value key names, read through merges."""
        return value_of(self._asked["kind"], self._asked["value"])

    @cached_property
    def _marks(self) -> list[Mark]:
        return settled_marks(self.article, self._asked, self.value)

    @cached_property
    def mark(self) -> Mark | None:
        """The settled mark, also a removed one."""
        return _of_key(self._marks, self._asked["value"])

    def state(self) -> State | None:
        """What the decision says now; None when there is none or it was withdrawn."""
        if self.decision is None or self.decision.removed_at:
            return None
        now = State(**self._asked)
        now["verdict"] = self.decision.verdict
        now["origin"], now["score"] = self.decision.origin, self.decision.score
        if now["verdict"] == Verdict.ACCEPTED and self.mark is not None:
            now["parts"] = [(part.start, part.end, part.quote) for part in self.mark.parts.all()]
            now["mention"] = mention_state(self.mark)
        else:
            now["parts"], now["mention"] = self._asked["parts"][:1], None
        return now

    def write(self, state: State, *, withdrawn: bool = False) -> Mark | None:
        """Make the decision say this, and the settled mark follow what stands.

        Returns the settled mark when it stands.
        """
        now = timezone.now()
        decision = self.decision or Decision(by=self.by, **self._key)
        decision.quote = state["parts"][0][2] if state["parts"] else ""
        decision.verdict = state["verdict"]
        decision.origin, decision.score = state["origin"], state["score"]
        decision.as_reviewer = can(self.by, Action.REVIEW)
        decision.at = now
        decision.removed_at = now if withdrawn else None
        decision.save()
        if self.decision is None:
            self._everybodys.append(decision)
            self.decision = decision
        self._settle(state)
        return self.mark if self.mark and not self.mark.removed_at else None

    def follow(self) -> None:
        """Let the mark that is here stand or fall by what was decided elsewhere."""
        if self._standing() != Verdict.ACCEPTED:
            self._remove()
        elif self.mark is not None and self.mark.removed_at is not None:
            self.mark.removed_at = None
            self.mark.save(update_fields=["removed_at"])

    def _settle(self, state: State) -> None:
        if self._standing() != Verdict.ACCEPTED:
            self._remove()
        elif self.mark is None:
            self.mark = self._new_mark(state)
        else:
            self._restore(self.mark, state)

    def _standing(self) -> str | None:
        """What holds of everybody's decisions on this mark: a reviewer's before the latest."""
        decisions = [
            it
            for it in self._everybodys
            if not it.removed_at and _of_key(self._marks, it.value_key) == self.mark
        ]
        holding = max(decisions, key=Decision.weight, default=None)
        return holding.verdict if holding else None

    def _remove(self) -> None:
        if self.mark is not None and self.mark.removed_at is None:
            self.mark.removed_at = timezone.now()
            self.mark.save(update_fields=["removed_at"])

    def _restore(self, mark: Mark, state: State) -> None:
        self.follow()
        if state["verdict"] == Verdict.ACCEPTED:
            mark.parts.all().delete()
            _write_says(mark, state)

    def _new_mark(self, state: State) -> Mark:
        mark = Mark.objects.create(
            capture_id=self.article.capture_id,
            article=self.article,
            kind=state["kind"],
            layer=state["layer"],
            by=self.by,
            at=timezone.now(),
            origin=state["origin"],
            score=state["score"],
            **{state["kind"]: self.value},
        )
        _write_says(mark, state)
        return mark


def settled_mark(
    article: Article, state: State, value: Entity | Source | Topic | Claim | None
) -> Mark | None:
    """The mark that people's decisions under a key stand for, also a removed one."""
    return _of_key(settled_marks(article, state, value), state["value"])


def settled_marks(
    article: Article, state: State, value: Entity | Source | Topic | Claim | None
) -> list[Mark]:
    """The marks that people decided on at a place and that are read as this value.

    More than one where two values were marked there before one was merged into the other.
    """
    marks = Mark.objects.filter(
        article=article, kind=state["kind"], layer=state["layer"], by__isnull=False
    ).select_related(VALUES[state["kind"]])
    if state["parts"]:
        start, end, _ = state["parts"][0]
        marks = marks.filter(parts__ordinal=0, parts__start=start, parts__end=end)
    else:
        marks = marks.filter(parts=None)
    wanted = value_key_of(value) if value else state["value"]
    return [mark for mark in marks.order_by("pk") if value_key_of(mark.value) == wanted]


def _of_key(marks: Sequence[Mark], value_key: str) -> Mark | None:
    """The mark of this very key, else the first that is read as it."""
    exact = [mark for mark in marks if mark.value_key == value_key]
    return next(iter([*exact, *marks]), None)


def _write_says(mark: Mark, state: State) -> None:
    """Where the mark is and, for a claim, what its mention says."""
    MarkPart.objects.bulk_create(
        MarkPart(
            capture_id=mark.capture_id,
            mark=mark,
            ordinal=ordinal,
            start=start,
            end=end,
            quote=quote,
        )
        for ordinal, (start, end, quote) in enumerate(state["parts"])
    )
    if mark.kind == MarkKind.CLAIM:
        write_mention(mark, state["mention"])
