"""What people did to a claim, to its relations and to what is held of it, the last step first."""

from collections.abc import Sequence

from django.db.models import Q

from annotations.models import Claim, ClaimLink, Mark
from corpus.models import Article, Event
from corpus.services.history import LONGEST_KEY

SHOWN = 40
_KEYS = 200  # relations, and places, of which steps are sought
SPLIT = "split"


def history_of(claim: Claim, merged: Sequence[Claim]) -> list[Event]:
    """The last steps on a claim, on what was merged into it, on its relations and assessments.

    Whether each still stands is told by `undone`; steps that take others back are among them.
    """
    family = [claim, *merged]
    links = ClaimLink.objects.filter(Q(a_claim__in=family) | Q(b_claim__in=family))
    keys = [it[:LONGEST_KEY] for it in links.order_by("-pk").values_list("key", flat=True)[:_KEYS]]
    assessed = claim.assessments.values_list("claim__key", "by__username")
    here = Mark.objects.filter(claim__in=family, by__isnull=False).order_by("-pk")
    newest = list(here.values_list("article", flat=True)[:_KEYS])
    articles = set(Article.objects.filter(pk__in=newest).values_list("key", flat=True))
    split = Event.objects.filter(verb=SPLIT, article_key__in=articles).order_by("-pk")[:_KEYS]
    concerned = {it.batch: it.pk for it in split if _is_of(it, family)}  # one stands for the step
    on = (
        Q(object_type="claim", object_key__in=[it.key for it in family])
        | Q(object_type="link", object_key__in=keys)
        | Q(object_type="assessment", object_key__in=[f"{key}/{by}" for key, by in assessed])
        | Q(pk__in=concerned.values())
    )
    events = Event.objects.filter(on, by__isnull=False).select_related("by", "undoes")
    return list(events.prefetch_related("undone_by").order_by("-pk")[:SHOWN])


def _is_of(event: Event, family: Sequence[Claim]) -> bool:
    """Whether a decision that the step set is on one of these claims."""
    values = {(it or {}).get("value") for it in (event.before, event.after)}
    return any(it.key in values for it in family)
