"""The project's own errors, raised by services and shown to people in their language."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class IsnadError(Exception):
    """Something that a person asked for and that cannot be done; `message` says why."""

    message: str | Promise = _("This cannot be done.")

    def __init__(self, message: str | Promise | None = None) -> None:
        super().__init__(message or self.message)
        if message is not None:
            self.message = message


class NotAllowed(IsnadError):
    """The person's role does not permit the action."""

    message = _("Your role does not permit this.")


class TextMismatch(IsnadError):
    """An anchor's quote is not what stands at its place."""

    message = _("The selected words do not match the text. Reload the page and select again.")


class Conflict(IsnadError):
    """The object is no longer what the person saw."""

    message = _("This was changed in the meantime. The page now shows how it stands.")


class Stale(Conflict):
    """What should be undone is no longer as its step left it; both states are kept to be shown."""

    message = _("This was changed since, so it is not undone. Here are both states.")

    def __init__(self, name: str, left: object, now: object) -> None:
        super().__init__()
        self.name, self.left, self.now = name, left, now
