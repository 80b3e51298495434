"""What the pages of entities show of how people tended them."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context

from annotations.queries.tended import tended
from corpus.models import Entity
from corpus.permissions import Action, can

register = template.Library()
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")


@register.inclusion_tag("annotations/_registry_panel.html", takes_context=True)
def registry_panel(context: Context, entity: Entity) -> dict[str, Any]:
    """What was merged into an entity and kept apart from it, and the ways to change that."""
    user = context["request"].user
    is_known = user.is_authenticated
    return {
        "tended": tended(entity),
        "entity": entity,
        "may_name": is_known and can(user, Action.ADMINISTER),
        "may_merge": is_known and can(user, Action.REVIEW),
        "csrf_token": context.get("csrf_token"),
    }


@register.filter
def in_script(spellings: Iterable[str], language: str) -> list[str]:
    """Those spellings that have Arabic letters, or those that have none."""
    return [it for it in spellings if bool(_ARABIC.search(it)) == (language == "ar")]


@register.filter
def with_first(spellings: Iterable[str], first: str) -> list[str]:
    """The spellings after the one that is shown now, if there is one."""
    return list(dict.fromkeys([it for it in (first, *spellings) if it]))
