"""Who is at the other end when a proxy stands between."""

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address that our own proxy saw: the last it wrote into X-Forwarded-For.

    What stands before it came from the client and proves nothing.
    """
    forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded or request.META["REMOTE_ADDR"]
