"""How what was published is shown: its date, and the heading of a kind of facets."""

from collections.abc import Mapping

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise

from corpus import estimates
from corpus.models import Article, Precision

register = template.Library()

# The pages about values of facets, by kind; an outlet has its entity's.
PAGES = {
    "entity": "annotations:entity-detail",
    "outlet": "annotations:entity-detail",
    "source": "annotations:source-detail",
    "topic": "annotations:topic-detail",
}


@register.filter
def publication_date(article: Article) -> str:
    """The date as exactly as it is known; empty where it is not."""
    if article.published is None:
        return ""
    is_month = article.published_precision == Precision.MONTH
    return date_format(article.published, "YEAR_MONTH_FORMAT" if is_month else "DATE_FORMAT")


@register.filter
def heading(kind: str, headings: Mapping[str, str | Promise]) -> str | Promise:
    """What a kind of facets is called."""
    return headings[kind]


@register.filter
def page_of(key: str) -> str:
    """The address of the page about a facet's value; empty where it has none.

    A value that is no more than printed begins with ~.
    """
    kind, _, value = key.partition(":")
    has_page = kind in PAGES and value[:1] not in ("", "~")
    return reverse(PAGES[kind], args=[value]) if has_page else ""


@register.filter
def said(count: int, is_about: bool) -> str:
    """The number as exactly as it is known."""
    return estimates.say(count, is_about=is_about)


@register.filter
def estimated(count: int, is_about: bool) -> int:
    """The number itself, in two digits where it is an estimate, for words that agree with it."""
    return estimates.rounded(count) if is_about else count
