"""The lines of a concordance to be taken away, as a table or as one JSON object a line.

`start` and `end` are code points of the captured text, half-open; the keyword stands there.
"""

import json
from collections.abc import Iterable, Iterator

from corpus.concordance_queries import ShownLine
from corpus.formats.csv import csv_bytes
from corpus.models import Article, Precision

FIELDS = ("before", "keyword", "after", "article", "title", "outlet", "date", "start", "end")
_LINES_AT_ONCE = 100


def as_csv(lines: Iterable[ShownLine], *, bom: bool) -> Iterator[bytes]:
    """A table with a header."""
    rows = ([str(value) for value in _record(it).values()] for it in lines)
    return csv_bytes(rows, header=FIELDS, bom=bom)


def as_jsonl(lines: Iterable[ShownLine]) -> Iterator[bytes]:
    """One object a line, some of them at a time."""
    written: list[str] = []
    for line in lines:
        written.append(json.dumps(_record(line), ensure_ascii=False) + "\n")
        if len(written) == _LINES_AT_ONCE:
            yield "".join(written).encode()
            written.clear()
    yield "".join(written).encode()


def _record(shown: ShownLine) -> dict[str, str | int]:
    line, article = shown.line, shown.article
    values = (
        line.before,
        line.keyword,
        line.after,
        article.key,
        article.title,
        article.outlet.canonical_name if article.outlet else article.outlet_name,
        _date(article),
        line.start,
        line.end,
    )
    return dict(zip(FIELDS, values, strict=True))


def _date(article: Article) -> str:
    """The day or the month of publication, in UTC; empty where it is not known."""
    if article.published is None:
        return ""
    is_month = article.published_precision == Precision.MONTH
    return article.published.strftime("%Y-%m" if is_month else "%Y-%m-%d")
