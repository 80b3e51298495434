"""What the codes that an import leaves behind are called in the interface's language."""

from django.utils.translation import gettext_lazy as _

from corpus.labels import LEARNT, PERSON

# As corpus.importing calls them.
REASONS = {
    "archive-bomb": _("unpacks to far too much"),
    "broken-archive": _("a broken archive"),
    "changed-while-reading": _("changed while it was read"),
    "csv": _("not a row of this table"),
    "empty": _("empty"),
    "encoding": _("not UTF-8"),
    "encrypted": _("locked with a password"),
    "export": _("an export, to be imported by its own name"),
    "failed": _("a rule failed at it"),
    "json": _("not JSON"),
    "lone-surrogate": _("half of a character"),
    "mojibake": _("unreadable letters: decoded by the wrong table"),
    "name-too-long": _("file name too long"),
    "no-text": _("holds no text"),
    "not-a-record": _("not a record"),
    "nul-character": _("a NUL character in the text"),
    "too-large": _("too large"),
    "truncated": _("breaks off"),
    "unreadable": _("cannot be read"),
}
# Why a line was taken for boilerplate: the cues of cues.toml, and where a line stands.
RULES = {
    "after the article": _("stands after the article"),
    "agency credit": _("an agency's credit"),
    "breadcrumbs": _("the page's place in the site"),
    "button": _("a button"),
    "caption": _("a caption"),
    "comments": _("readers' comments"),
    "cookies": _("a cookie notice"),
    "credit": _("a credit"),
    "disclaimer": _("disclaims what is said"),
    "exclusive": _("marked as exclusive"),
    "figures": _("figures alone"),
    "head without a title": _("before the text, with no title"),
    LEARNT: _("repeats across the pages of the outlet"),
    "legal": _("a legal notice"),
    "links": _("a row of links"),
    "name under the title": _("a name under the title"),
    "other language": _("in another language"),
    "over the title": _("stands over the title"),
    PERSON: _("corrected by a person"),
    "player": _("a player's words"),
    "promo": _("advertises the site"),
    "read on": _("asks to read on"),
    "related": _("leads to other articles"),
    "section": _("a section's name"),
    "separator": _("a separating line"),
    "share": _("share buttons"),
    "site menu": _("the site's menu"),
    "source": _("a note on the source"),
    "tags": _("tags"),
    "teaser": _("another article's headline"),
    "title again": _("the title once more"),
    "updated": _("when it was updated"),
}


def reason_called(reason: str) -> str:
    """Why a record was refused."""
    return str(REASONS.get(reason, reason))


def rule_called(rule: str) -> str:
    """Why a line has its label; a rule that has no words yet goes by its own name."""
    return str(RULES.get(LEARNT if rule.startswith(f"{LEARNT} ") else rule, rule))
