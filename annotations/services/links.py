"""Relations of claims, mentions and figures: proposed by rules, raised and decided by people."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import ClaimLink, LinkBasis, LinkKind, LinkStatus, Remark
from annotations.services import board, claim_changes
from annotations.services.ends import End, columns, key_of
from corpus.errors import Conflict, IsnadError
from corpus.models import Event, User
from corpus.permissions import Action, can, check_can
from corpus.services import history

JUDGE, RAISE = "judge", "raise"  # as the history says it

_LONGEST = 4000


class CannotLink(IsnadError):
    """The two ends cannot be related."""

    message = _("These two cannot be related.")


@transaction.atomic
def judge(
    link: ClaimLink, *, kind: LinkKind, reason: str = "", by: User, request_key: str = ""
) -> ClaimLink:
    """Decide what the two ends are to each other, whatever was proposed."""
    return _decide(link, LinkStatus.ACCEPTED, kind, reason, by, request_key)


@transaction.atomic
def reject(link: ClaimLink, *, reason: str = "", by: User, request_key: str = "") -> ClaimLink:
    """Decide that the two ends are not to each other what was proposed."""
    return _decide(link, LinkStatus.REJECTED, None, reason, by, request_key)


@transaction.atomic
def raise_question(a: End, b: End, *, kind: LinkKind, reason: str = "", by: User) -> ClaimLink:
    """Put two ends before the others, to be decided; a pair that is there already is a Conflict."""
    check_can(by, Action.ANNOTATE)
    board.hold([a.claim, b.claim])
    a, b = a.today, b.today
    if a.key == b.key:
        raise CannotLink
    if ClaimLink.objects.filter(key=key_of(a, b)).exists():
        raise Conflict(_("These two are related already."))
    link = ClaimLink.objects.create(
        key=key_of(a, b),
        **columns(kind, a, b),
        kind=kind,
        basis=LinkBasis.JUDGEMENT,
        status=LinkStatus.SUGGESTED,
        reason=reason[:_LONGEST],
        origin="person",
    )
    history.record(
        by=by,
        verb=RAISE,
        object_type="link",
        object_key=link.key,
        before=None,
        after=claim_changes.link(link),
    )
    board.follow([link])
    return link


@transaction.atomic
def take_back(event: Event, *, by: User) -> ClaimLink | None:
    """Undo a judgement: one's own, or as a reviewer another's, while it stands as it was made."""
    check_can(by, Action.ANNOTATE if event.by_id == by.pk else Action.REVIEW)
    link = _held(ClaimLink.objects.filter(key=event.object_key))
    if event.object_type != "link":
        raise Conflict
    claim_changes.check_stands(event)
    claim_changes.Step(by, "undo").take_back([event])
    board.follow([link])
    return ClaimLink.objects.filter(key=event.object_key).first()


@transaction.atomic
def remark(link: ClaimLink, *, text: str, by: User) -> Remark:
    """Say something about a link."""
    check_can(by, Action.ANNOTATE)
    text = text.strip()[:_LONGEST]
    if not text:
        raise IsnadError(_("Write something first."))
    link = _held(ClaimLink.objects.filter(pk=link.pk))
    made = Remark.objects.create(link=link, text=text, by=by, at=timezone.now())
    _told(made, before=None, after={"text": text})
    return made


@transaction.atomic
def withdraw(said: Remark, *, by: User) -> None:
    """Take a remark back: one's own, or as a reviewer another's."""
    check_can(by, Action.ANNOTATE if said.by_id == by.pk else Action.REVIEW)
    changed = Remark.objects.filter(pk=said.pk, removed_at=None).update(removed_at=timezone.now())
    if not changed:
        raise Conflict
    said.refresh_from_db()
    _told(said, before={"text": said.text}, after=None, by=by)


def _held(links: QuerySet[ClaimLink]) -> ClaimLink:
    """The one of these links, as it is and stays; Conflict when it went, as proposals do.

    Its groups are held before it, as whoever makes proposals does.
    """
    if link := links.select_related("a_claim", "b_claim").first():
        board.hold([link.a_claim, link.b_claim])
    now = links.select_for_update(of=("self",)).select_related("a_claim", "b_claim").first()
    if now is None:
        raise Conflict
    return now


def _told(
    it: Remark,
    *,
    before: dict[str, str] | None,
    after: dict[str, str] | None,
    by: User | None = None,
) -> None:
    history.record(
        by=by or it.by,
        verb="remark" if after else "withdraw",
        object_type="remark",
        object_key=it.link.key,
        before=before,
        after=after,
    )


def _decide(
    link: ClaimLink,
    status: LinkStatus,
    kind: LinkKind | None,
    reason: str,
    by: User,
    request_key: str,
) -> ClaimLink:
    check_can(by, Action.ANNOTATE)
    now = _held(ClaimLink.objects.filter(pk=link.pk))
    if request_key and Event.objects.filter(by=by, request_key=request_key).exists():
        return now
    is_reviewer = can(by, Action.REVIEW)
    if now.as_reviewer and not is_reviewer:
        raise Conflict(_("A reviewer has decided this."))
    wanted = {
        **claim_changes.link(now),
        "status": status.value,
        "kind": (kind or LinkKind(now.kind)).value,
        "reason": reason.strip()[:_LONGEST],
        "by": by.username,
        "at": timezone.now().isoformat(),
        "as_reviewer": is_reviewer,
    }
    step = claim_changes.Step(by, JUDGE, request_key=request_key)
    step.set("link", {"key": now.key}, wanted)
    now.refresh_from_db()
    board.follow([now])
    return now
