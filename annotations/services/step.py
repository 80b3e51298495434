"""One step of a person's work in an article: its lock, its decisions and its events."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from annotations.models import Mark
from annotations.services import covering, facets
from annotations.services.decided import Decided, settled_mark
from annotations.services.states import State, natural_key, value_of
from corpus.errors import Conflict
from corpus.models import Article, Event, User
from corpus.services import history


@dataclass
class Step:
    """One step of work: the decisions that it sets and the events that tell of it."""

    article: Article
    by: User
    verb: str
    request_key: str = ""
    undoes: Sequence[Event] = ()
    batch: uuid.UUID = field(default_factory=uuid.uuid4)
    written: list[State] = field(default_factory=list)

    def set(self, wanted: State, *, withdrawn: bool = False) -> Mark | None:
        """Write one decision and its event; returns the settled mark when it stands."""
        decided = Decided(self.article, wanted, self.by)
        before = decided.state()
        mark = decided.write(wanted, withdrawn=withdrawn)
        undoes = self.undoes[len(self.written)] if self.undoes else None
        history.record(
            by=self.by,
            verb=self.verb,
            object_type="decision",
            object_key=object_key(self.article, wanted, self.by),
            article_key=self.article.key,
            before=before,
            after=decided.state(),
            batch=self.batch,
            undoes=undoes,
            request_key="" if self.written else self.request_key,
        )
        self.written.append(wanted)
        return mark

    def finish(self) -> None:
        """Bring what is derived from decisions into step."""
        covering.refresh([self.article], self.written)
        facets.refresh([self.article])


def object_key(article: Article, state: State, by: User) -> str:
    """The decision's natural key in one line, for the history."""
    key = natural_key(article, state)
    place = key["article_key"] or f"{key['start']}-{key['end']}"
    return ":".join(
        [
            article.capture.sha256[:16],
            key["kind"],
            place,
            key["value_key"],
            key["layer"],
            by.username,
        ]
    )


def locked(article: Article) -> Article:
    """The article once its row is ours, so that steps in it come one after the other."""
    rows = Article.objects.select_for_update(of=("self",)).select_related("capture__page")
    return rows.defer("capture__data").get(pk=article.pk)


def answered(by: User, request_key: str) -> Event | None:
    """The first event of a request that was answered before."""
    if not request_key:
        return None
    return Event.objects.filter(by=by, request_key=request_key).first()


def mark_of(article: Article, event: Event) -> Mark:
    """The mark that an answered request made; Conflict when it no longer stands."""
    after: State | None = event.after
    value = value_of(after["kind"], after["value"]) if after else None
    mark = settled_mark(article, after, value) if after else None
    if mark is None or mark.removed_at:
        raise Conflict
    return mark
