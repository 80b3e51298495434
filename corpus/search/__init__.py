"""From what a reader types to a query over our own lexemes, and the matched words as printed."""

from corpus.search.asking import Inquiry, Search, ask, matching, search_for
from corpus.search.expressions import Matches, Rank
from corpus.search.marking import Run, excerpt, marked

__all__ = [
    "Inquiry",
    "Matches",
    "Rank",
    "Run",
    "Search",
    "ask",
    "excerpt",
    "marked",
    "matching",
    "search_for",
]
