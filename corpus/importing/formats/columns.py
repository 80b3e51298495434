"""From the columns of a structured source to a record: which is the title, which the text."""

import html
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corpus.importing.formats.fields import canonical, one_line, titled
from corpus.importing.formats.html_page import Body, body_of, text_of_markup
from corpus.importing.formats.source import Reading, Source
from corpus.importing.moments import moment_of
from corpus.importing.records import Record, Rejected

_DATA = tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf8"))
FIELDS = tuple(_DATA["names"])
_INSIDE = tuple(_DATA["inside"]["record"])
_LISTS = tuple(_DATA["inside"]["list"])
_KNOWN_BY = tuple(_DATA["known_by"]["keys"])
_TAG = re.compile(r"<(?:p|br|div|span|h[1-6]|ul|li|strong|em|a\s[^>]*)\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_ESCAPES = 2
_LONGEST_ID = 300


@lru_cache(maxsize=10_000)
def _plain(name: str) -> str:
    return re.sub(r"[\s._-]+", "", name).casefold()


_NAMES = {field: tuple(map(_plain, names)) for field, names in _DATA["names"].items()}
_TEXTS = frozenset((*_NAMES["text"], *_NAMES["html"]))
_KNOWN = frozenset(name for names in _NAMES.values() for name in names)


def list_in(row: object) -> str | None:
    """The name under which an object that is no record holds a list of records."""
    if not isinstance(row, Mapping):
        return None
    named = (name for name in _LISTS if isinstance(row.get(name), list))
    return next((name for name in named if any(isinstance(x, dict) for x in row[name])), None)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands in its source, with its own bytes."""

    line: int | None
    byte: int | None
    data: bytes
    encoding: str
    ordinal: int


def known_columns(names: Iterable[str], reading: Reading) -> int:
    """How many of these columns are known; 0 when none of them holds a text."""
    plain = {_plain(name) for name in names}
    said = {_plain(name) for name in reading.columns.values()} & plain
    texts = _TEXTS if not {"text", "html"} & set(reading.columns) else said
    return len(plain & _KNOWN | said) if plain & texts else 0


def record_from(
    row: Mapping[str, object], source: Source, place: Place, reading: Reading, extractor: str
) -> Record | Rejected:
    """The record that a row says, its title over its text."""
    row = next((value for name in _INSIDE if isinstance(value := row.get(name), dict)), row)
    said = _fields(row, reading)
    body = _body(said, extractor)
    if body is None:
        return source.rejected("no-text", _columns_of(row), place.line, place.byte)
    title = one_line(_unescaped(said["title"], said["title"] + said["text"])) or body.title
    captured = moment_of(said["captured_at"]) if said["captured_at"] else None
    url = canonical(said["url"])
    identity = one_line(said["id"])[:_LONGEST_ID] or str(place.line or place.ordinal)
    return Record(
        origin=source.origin,
        line=place.line,
        page_key=url or f"{source.key}#{identity}",
        url=url,
        data=place.data,
        text=titled(title, body.text),
        encoding=place.encoding,
        captured_at=(captured.value if captured else None) or reading.captured_at,
        fields=_given(said, title),
        extractor=body.extractor,
        extractor_version=body.version,
        byte=place.byte,
    )


def _given(said: Mapping[str, str], title: str) -> dict[str, str]:
    given = {
        "title": title,
        "author": one_line(said["author"]),
        "outlet": one_line(said["outlet"]),
        "published": one_line(said["published"]),
        "language": _language(said["language"]),
    }
    return {name: value for name, value in given.items() if value}


def _language(said: str) -> str:
    found = _LANGUAGE.match(said.strip().lower())
    return found[0] if found else ""


def _fields(row: Mapping[str, object], reading: Reading) -> dict[str, str]:
    values = {_plain(str(name)): value for name, value in row.items()}
    return {field: _field(field, values, reading) for field in FIELDS}


def _field(field: str, values: Mapping[str, object], reading: Reading) -> str:
    said = reading.columns.get(field)
    names = (_plain(said),) if said else _NAMES[field]
    between = "\n" if field in ("text", "html") else "، "
    texts = (_written(values[name], between) for name in names if name in values)
    return next((text for text in texts if text.strip()), "")


def _written(value: object, between: str) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return between.join(text for each in value if (text := _written(each, between)))
    if isinstance(value, dict):
        return next((_written(value[key], between) for key in _KNOWN_BY if key in value), "")
    return "" if value is None or isinstance(value, bool) else str(value)


def _body(said: Mapping[str, str], extractor: str) -> Body | None:
    text = _unescaped(said["text"], said["text"])
    if len(_TAG.findall(text)) >= _ESCAPES:
        return Body(text_of_markup(text), "", extractor, "1")
    if text.strip():
        return Body(text, "", extractor, "1")
    return body_of(said["html"]) if said["html"].strip() else None


def _unescaped(text: str, evidence: str) -> str:
    """The text with its entities read, where it plainly is escaped HTML."""
    if "&" not in text:
        return text
    entities = sum(html.unescape(found) != found for found in _ENTITY.findall(evidence))
    return html.unescape(text) if entities >= _ESCAPES else text


def _columns_of(row: Mapping[str, object]) -> str:
    return "columns: " + ", ".join(str(name)[:40] for name in list(row)[:20])
