"""Small pieces of HTTP that views of both apps share."""

from typing import Any

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from corpus.models import User


class Request(HttpRequest):
    """A request as the middleware leaves it, from somebody signed in or from a stranger."""

    htmx: HtmxDetails
    user: User


def wants_partial(request: HttpRequest) -> bool:
    """True when htmx asks for a region of the page, not when it boosts or restores a whole one."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs."""
    return {"direction": "ltr" if request.LANGUAGE_CODE == "en" else "rtl"}
