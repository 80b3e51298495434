"""What can go wrong when annotating, beside corpus.errors."""

from django.utils.translation import gettext_lazy as _

from corpus.errors import IsnadError


class ValueNeeded(IsnadError):
    """The mark's value cannot be told from the words: the person has to choose one."""

    message = _("Choose what to mark these words as.")


class UnknownValue(IsnadError):
    """The chosen value does not exist."""

    message = _("There is no such value.")


class NothingToUndo(IsnadError):
    """The person's last step in this article is already taken back, or there is none."""

    message = _("There is nothing to undo in this article.")


class NothingToRedo(IsnadError):
    """No step of the person in this article was taken back."""

    message = _("There is nothing to redo in this article.")


class CannotTell(IsnadError):
    """What a claim mention was to say cannot be said."""

    message = _("This cannot be said of a claim.")
