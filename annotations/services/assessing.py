"""Assessing what a claim is worth: apart from the stance of whoever makes it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from annotations.models import Assessment, Claim, Rating
from annotations.services import claim_changes
from corpus.errors import Conflict, IsnadError
from corpus.models import Event, User
from corpus.permissions import Action, check_can

ASSESS = "assess"
_ADDRESSES = ("https://", "http://")


@transaction.atomic
def assess(
    claim: Claim, *, rating: Rating, rationale: str, evidence: str = "", by: User
) -> Assessment:
    """Say what checking the claim came to, and why; replaces what one said before."""
    check_can(by, Action.ANNOTATE)
    if not rationale.strip():
        raise IsnadError(_("Say why."))
    evidence = evidence.strip()
    check_evidence(evidence)
    whose = {"claim": claim.key, "by": by.username}
    wanted = {
        **whose,
        "rating": Rating(rating).value,
        "rationale": rationale.strip(),
        "evidence": evidence,
        "at": timezone.now().isoformat(),
    }
    claim_changes.Step(by, ASSESS).set("assessment", whose, wanted)
    return Assessment.objects.get(claim=claim, by=by)


def check_evidence(evidence: str) -> None:
    """Refuse what would be no link to a page."""
    if evidence and not evidence.startswith(_ADDRESSES):
        raise IsnadError(_("Evidence is an address that begins with https:// or http://."))


@transaction.atomic
def withdraw(claim: Claim, *, by: User) -> None:
    """Take one's assessment back."""
    check_can(by, Action.ANNOTATE)
    if not Assessment.objects.filter(claim=claim, by=by, removed_at=None).exists():
        raise Conflict
    whose = {"claim": claim.key, "by": by.username}
    claim_changes.Step(by, "withdraw").set("assessment", whose, None)


@transaction.atomic
def take_back(event: Event, *, by: User) -> None:
    """Undo a step of one's own, or as a reviewer another's."""
    check_can(by, Action.ANNOTATE if event.by_id == by.pk else Action.REVIEW)
    if event.object_type != "assessment":
        raise Conflict
    claim_changes.check_stands(event)
    claim_changes.Step(by, "undo").take_back([event])
