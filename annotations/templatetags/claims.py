"""What the pages of claims need: names of what they show, and the looks of figures."""

from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from annotations import measured
from annotations.models import BoardRow, ClaimLink, LinkKind, LinkStatus, Question, Rating
from annotations.queries.claim_mentions import ShownMention
from annotations.templatetags.reading import printed
from annotations.views.claim_lines import GroupView, Said
from corpus.models import Event
from corpus.search import Run

register = template.Library()

FACETS = {
    "state": _("Where to look"),
    "metric": _("What is measured"),
    "entity": pgettext_lazy("mark", "Entity"),
    "topic": pgettext_lazy("mark", "Topic"),
    "origin": _("Origin"),
    "outlet": pgettext_lazy("who published", "Outlet"),
}
HELD = {
    LinkKind.CONTRADICTS: _("A real contradiction"),
    LinkKind.COMPATIBLE: _("No contradiction: different things measured"),
    LinkKind.SAME: _("The same claim"),
    LinkKind.SUPERSEDES: _("The first supersedes the second"),
    LinkKind.SUPPORTS: _("The first supports the second"),
    LinkKind.REFINES: _("The first details the second"),
}
POSSIBLY = {
    LinkKind.CONTRADICTS: _("Possible contradiction"),
    LinkKind.SAME: _("Perhaps the same claim"),
}


@register.filter
def facet_called(kind: str) -> str | Promise:
    """What a kind of the board's facets is called."""
    return FACETS[kind]


@register.filter
def quoted(mention: ShownMention) -> SafeString:
    """The words of a mention with its figures marked; the title where it has no place."""
    runs = mention.words or [Run(mention.article.title)]
    words = (f"<b>{printed(it.text)}</b>" if it.marked else printed(it.text) for it in runs)
    return SafeString("".join(words))


@register.filter
def metric_called(metric: str) -> str:
    """A metric in words."""
    return measured.metric_called(metric)


@register.filter
def unit_called(unit: str) -> str:
    """A unit in words."""
    return measured.unit_called(unit)


@register.filter
def question_name(question: Question) -> SafeString:
    """A question in the language that it is put in."""
    language = "en" if get_language() == "en" and question.text_en else "ar"
    direction = "ltr" if language == "en" else "rtl"
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction, question.name)


@register.filter
def decided_contradictions(row: BoardRow) -> int:
    """How many contradictions somebody found to be real."""
    return max(0, row.contested - row.undecided)


@register.filter
def figures_of(view: GroupView, claim: int) -> Said | None:
    """The figures of a claim on the group's line."""
    return view.by_claim.get(claim)


@register.filter
def held(link: ClaimLink) -> str | Promise:
    """What was decided of a link."""
    if link.status == LinkStatus.REJECTED:
        return _("Unrelated")
    return HELD[LinkKind(link.kind)]


@register.filter
def held_possibly(link: ClaimLink) -> str | Promise:
    """What is proposed of a link; a question, not an answer."""
    kind = LinkKind(link.kind)
    return POSSIBLY.get(kind, HELD[kind])


STEPS = {
    ("claim", "add"): _("Made the claim"),
    ("claim", "describe"): _("Changed what it says or what it answers"),
    ("claim", "merge"): _("Merged %(key)s into %(into)s"),
    ("decision", "split"): _("Split places from it"),
    ("link", "raise"): _("Asked whether two places disagree"),
    ("link", "judge"): _("Verdict: %(verdict)s"),
    ("assessment", "assess"): _("Assessed it: %(rating)s"),
    ("assessment", "withdraw"): _("Withdrew an assessment"),
}


@register.filter
def step_said(event: Event) -> str:
    """What a person did, in words."""
    if event.undoes:
        return str(_("Took back: %(step)s")) % {"step": step_said(event.undoes)}
    after = event.after or {}
    said = STEPS.get((event.object_type, event.verb), event.verb)
    return str(said) % {
        "key": event.object_key,
        "into": after.get("merged_into"),
        "verdict": _verdict(after),
        "rating": dict(Rating.choices).get(after.get("rating", ""), ""),
    }


@register.filter
def can_be_undone(event: Event) -> bool:
    """Whether a step is one that can be taken back and was not."""
    is_step = (event.object_type, event.verb) in STEPS and event.verb != "add"
    return is_step and not event.undoes_id and not event.undone_by.all()


def _verdict(after: dict[str, Any]) -> str:
    if after.get("status") == LinkStatus.REJECTED:
        return str(_("Unrelated"))
    return str(HELD.get(after.get("kind", ""), ""))
