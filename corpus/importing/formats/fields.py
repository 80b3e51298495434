"""What structured records and pages say of themselves, made fit to keep."""

import re
from urllib.parse import urlsplit

from courlan import normalize_url

_CONTROL = re.compile("[\0-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_URL = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.IGNORECASE)


def one_line(text: str) -> str:
    return " ".join(_CONTROL.sub("", text).split())


def titled(title: str, body: str) -> str:
    """The title over the text, so that it has a place in it, unless the text begins with it."""
    if not title:
        return body
    first = one_line(body.lstrip().partition("\n")[0])
    return body if first == title else f"{title}\n\n{body}"


def canonical(url: str | None) -> str | None:
    """The address without what only counts visitors, if it is the address of one page."""
    url = (url or "").strip()
    if not _URL.fullmatch(url):
        return None
    try:
        clean = str(normalize_url(url)).partition("#")[0]
        parts = urlsplit(clean)
    except ValueError:
        return None
    return clean if parts.path.strip("/") or parts.query else None
