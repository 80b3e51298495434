"""What a structured record says of its article, believed before what the rules guess."""

from dataclasses import replace
from datetime import datetime

from corpus.importing.moments import moment_of
from corpus.importing.records import ArticleDraft, Precision, Record
from corpus.text.dates import resolved


def believed(article: ArticleDraft, record: Record) -> ArticleDraft:
    """The article over the whole text, with the record's own facts where it gives them."""
    given = record.fields
    published, precision = _published(article, record)
    return replace(
        article,
        start=article.segments[0].start,
        end=article.segments[-1].end,
        title=given.get("title") or article.title,
        title_derived=article.title_derived and "title" not in given,
        outlet=given.get("outlet") or article.outlet,
        host=None if "outlet" in given else article.host,
        author=given.get("author") or article.author,
        language=given.get("language") or article.language,
        published=published,
        published_precision=precision,
    )


def _published(article: ArticleDraft, record: Record) -> tuple[datetime | None, Precision]:
    written = record.fields.get("published")
    date = moment_of(written) if written else None
    if date and record.captured_at:
        date = resolved(date, record.captured_at)
    if date and (date.value or not article.published):
        return date.value, date.precision
    return article.published, article.published_precision
