"""What a table of articles has, column by column: for CSV in cells, for Parquet in types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from corpus.export_queries import Taken, published_as_known

JOINED_BY = "; "

Content = str | int | Sequence[str] | datetime | None


class Kind(Enum):
    """What a column holds."""

    TEXT = auto()
    NUMBER = auto()
    LIST = auto()
    MOMENT = auto()


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name in every format, and what it says of an article."""

    name: str
    of: Callable[[Taken], Content]
    kind: Kind = Kind.TEXT
    written: Callable[[Taken], str | None] | None = None

    def cell(self, it: Taken) -> str:
        """The same as printed in a cell."""
        content = self.written(it) if self.written else self.of(it)
        if content is None or isinstance(content, str):
            return content or ""
        return JOINED_BY.join(content) if isinstance(content, Sequence) else str(content)


def _keys(kind: str) -> Callable[[Taken], list[str]]:
    return lambda it: [value.key.partition(":")[2] for value in it.values.get(kind, ())]


def _named(name: str, kind: str) -> list[Column]:
    """The values of a kind: by key, in Arabic, in English."""
    return [
        Column(name, _keys(kind), Kind.LIST),
        Column(f"{name}_ar", lambda it: [v.label_ar for v in it.values.get(kind, ())], Kind.LIST),
        Column(f"{name}_en", lambda it: [v.label_en for v in it.values.get(kind, ())], Kind.LIST),
    ]


COLUMNS: Sequence[Column] = (
    Column("key", lambda it: it.article.key),
    Column("title", lambda it: it.article.title),
    Column("outlet", lambda it: it.outlet),
    Column("outlet_as_printed", lambda it: it.article.outlet_name),
    Column("host", lambda it: it.host),
    Column("host_as_printed", lambda it: it.article.host_name),
    Column("author", lambda it: it.article.author),
    Column(
        "published",
        lambda it: it.article.published,
        Kind.MOMENT,
        written=lambda it: published_as_known(it.article),
    ),
    Column("published_precision", lambda it: it.article.published_precision),
    Column("language", lambda it: it.article.language),
    Column("url", lambda it: it.article.url),
    Column("story", lambda it: it.story),
    Column("copy_of", lambda it: it.copy_of),
    *_named("entities", "entity"),
    *_named("sources", "source"),
    *_named("topics", "topic"),
    Column("has", _keys("has"), Kind.LIST),
    Column("state", lambda it: "".join(_keys("state")(it)[:1])),
    Column("words", lambda it: it.words, Kind.NUMBER),
    Column("permalink", lambda it: it.permalink),
)
TEXT = Column("text", lambda it: it.text)


def columns(*, text: bool = False) -> Sequence[Column]:
    """The columns of a table, with the articles' texts on request."""
    return (*COLUMNS, TEXT) if text else COLUMNS
