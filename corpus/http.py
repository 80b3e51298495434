"""Small pieces of HTTP that views of both apps share."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from corpus.models import User


class Request(HttpRequest):
    """A request as the middleware leaves it, from somebody signed in or from a stranger."""

    htmx: HtmxDetails
    user: "User"


def wants_partial(request: HttpRequest) -> bool:
    """True when htmx asks for a region of the page, not when it boosts or restores a whole one."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


THEMES = ("auto", "light", "dark")


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What the frame of every page needs."""
    theme = request.COOKIES.get("theme", "")
    return {
        "direction": "ltr" if request.LANGUAGE_CODE == "en" else "rtl",
        "theme": theme if theme in THEMES else "auto",
        "open_reading": settings.OPEN_READING,
    }
