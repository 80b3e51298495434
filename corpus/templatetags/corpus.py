"""How what was published is shown: its date, and the heading of a kind of facets."""

from collections.abc import Mapping

from django import template
from django.utils.formats import date_format
from django.utils.functional import Promise

from corpus.models import Article, Precision

register = template.Library()


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
