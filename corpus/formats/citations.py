"""Articles as entries of a bibliography: BibTeX and RIS.

The libraries there are for both write values as they are given, and escaping those is all there
is to it; they read these entries in the tests.
"""

from collections.abc import Iterator
from urllib.parse import quote

from corpus.export_queries import Taken, published_as_known

# A brace counts for BibTeX even behind a backslash, so it has to be named.
_ESCAPED = str.maketrans(
    {
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{letter: f"\\{letter}" for letter in "&%$#_"},
    }
)
_IN_ADDRESSES = "!#$%&'()*+,-./:;=?@_~[]"


def bibtex(it: Taken) -> str:
    """An entry in UTF-8; its key is the article's."""
    fields = {
        "title": _braced(f"{{{_escaped(it.article.title)}}}"),
        # In braces of its own a name is not taken apart into a first and a last one.
        "author": _braced(f"{{{_escaped(it.article.author)}}}") if it.article.author else "",
        "journal": _braced(_escaped(it.outlet)),
        **dict(zip(("year", "month", "day"), map(_braced, _date(it)), strict=False)),
        "language": _braced(it.article.language),
        "url": _braced(_address(it)),
        "keywords": _braced(", ".join(map(_escaped, _topics(it)))),
    }
    kind = "article" if it.outlet else "misc"
    lines = [f"  {name} = {value},\n" for name, value in fields.items() if value.strip("{}")]
    return f"@{kind}{{{it.article.key},\n{''.join(lines)}}}\n\n"


def ris(it: Taken) -> str:
    """An entry with a tag a line."""
    date = _date(it)
    tags = [
        ("TY", "NEWS" if it.outlet else "ELEC"),
        ("ID", it.article.key),
        ("TI", it.article.title),
        ("AU", it.article.author),
        ("T2", it.outlet),
        ("PY", date[0] if date else ""),
        ("DA", "/".join(date)),
        ("LA", it.article.language),
        *(("KW", topic) for topic in _topics(it)),
        ("UR", _address(it)),
    ]
    lines = [f"{tag}  - {_line(value)}\r\n" for tag, value in tags if _line(value)]
    return f"{''.join(lines)}ER  - \r\n\r\n"


def _date(it: Taken) -> list[str]:
    """Year, month and day, as far as they are known."""
    return (published_as_known(it.article) or "")[:10].split("-") if it.article.published else []


def _topics(it: Taken) -> Iterator[str]:
    return (value.label_ar for value in it.values.get("topic", ()))


def _address(it: Taken) -> str:
    """Where the article stood, else where it stands here; nothing in it needs to be escaped."""
    return quote(it.article.url or it.permalink, safe=_IN_ADDRESSES)


def _line(value: str) -> str:
    return " ".join(value.split())


def _escaped(value: str) -> str:
    return _line(value).translate(_ESCAPED)


def _braced(value: str) -> str:
    return f"{{{value}}}"
