"""The formats in which a selection of articles is taken away, for the page and for the command."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from annotations.formats import jsonl
from corpus.export_queries import article_ids, taken
from corpus.formats.citations import bibtex, ris
from corpus.formats.columns import columns
from corpus.formats.csv import csv_bytes
from corpus.formats.parquet import parquet_bytes
from corpus.formats.pieces import in_pieces
from corpus.selection import Selection


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of a format; each takes of it what concerns it.

    `site` stands before the addresses of articles' pages. Where nothing is filtered, `everything`
    is also what stands no longer.
    """

    site: str = ""
    text: bool = False
    bom: bool = False
    data: bool = False
    decisions: bool = True
    history: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A format by the ending of its files; what it writes comes as it is read."""

    ending: str
    content_type: str
    write: Callable[[Selection, Options], Iterator[bytes]]


def _csv(selection: Selection, options: Options) -> Iterator[bytes]:
    asked = columns(text=options.text)
    articles = taken(selection, site=options.site, text=options.text)
    rows = ([column.cell(it) for column in asked] for it in articles)
    return csv_bytes(rows, header=[column.name for column in asked], bom=options.bom)


def _jsonl(selection: Selection, options: Options) -> Iterator[bytes]:
    filters = selection.filters
    words = [("q", filters.text)] if filters.text else []
    chosen = jsonl.Options(
        text=options.text,
        data=options.data,
        decisions=options.decisions,
        history=options.history,
        filters=words + filters.pairs,
    )
    if options.everything and filters.is_empty:
        return in_pieces(jsonl.lines(chosen))
    return in_pieces(jsonl.lines(chosen, article_ids(selection)))


def _parquet(selection: Selection, options: Options) -> Iterator[bytes]:
    articles = taken(selection, site=options.site, text=options.text)
    return parquet_bytes(articles, columns(text=options.text))


def _bibtex(selection: Selection, options: Options) -> Iterator[bytes]:
    return in_pieces(map(bibtex, taken(selection, site=options.site)))


def _ris(selection: Selection, options: Options) -> Iterator[bytes]:
    return in_pieces(map(ris, taken(selection, site=options.site)))


FORMATS: Mapping[str, Format] = {
    "csv": Format("csv", "text/csv; charset=utf-8", _csv),
    "jsonl": Format("jsonl", "application/x-ndjson; charset=utf-8", _jsonl),
    "parquet": Format("parquet", "application/vnd.apache.parquet", _parquet),
    "bibtex": Format("bib", "application/x-bibtex; charset=utf-8", _bibtex),
    "ris": Format("ris", "application/x-research-info-systems; charset=utf-8", _ris),
}
