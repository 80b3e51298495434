"""The sentences that the script of the reading page says."""

from typing import Any

from django.utils.translation import gettext, ngettext


def sayings() -> dict[str, Any]:
    """Each by the name that the script knows it by; those with a number in each plural."""
    # One number of each plural class of Arabic; the script puts the real number in.
    samples = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
    return {
        "saved": gettext("Saved"),
        "saving": gettext("Saving…"),
        "unsaved": gettext("Not saved"),
        "signedOut": gettext("You are signed out. Sign in again: nothing is lost."),
        "refused": gettext("This could not be saved."),
        "done": gettext("No suggestion is left without a decision."),
        "bounds": gettext("Select the new words, then press Enter."),
        "point": gettext("Select the words that you mean, then press Enter."),
        "offline": {
            name: ngettext(
                "Offline, {n} change not saved", "Offline, {n} changes not saved", number
            )
            for name, number in samples.items()
        },
    }
