"""How numbers are said that were counted in a sample."""

from django.utils.translation import gettext as _


def rounded(count: int) -> int:
    """An estimate in two digits: 12,000 for 12,345."""
    return round(count, 2 - len(str(count)))


def say(count: int, *, is_about: bool) -> str:
    """A number as it is shown: about 12,000 where it is an estimate."""
    return _("about %(count)s") % {"count": f"{rounded(count):,}"} if is_about else f"{count:,}"
