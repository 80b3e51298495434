"""Learn what is boilerplate from what repeats: lines on many pages of one publisher."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from django.db import connection, transaction

import corpus.text
from corpus.labels import LEARNABLE, LEARNT, PERSON
from corpus.models import Article, SegmentKind
from corpus.services import captures
from corpus.services.deriving import Derive
from corpus.services.publishers import PUBLISHED, folded

_DATA = Path(corpus.text.__file__).parent / "data" / "learnt.toml"
RULES = tomllib.loads(_DATA.read_text(encoding="utf-8"))
BATCH = 200

# A capture's text is taken out of its compressed store once, not for each of its lines; lines that
# stand nowhere else are left behind in the database. `longest` tells copies of one article.
_REPEATED = f"""
WITH published AS ({PUBLISHED}), lines AS MATERIALIZED (
    SELECT s.*, p.publisher, p.page_id, p.title, p.is_current
    FROM published p
    CROSS JOIN LATERAL (
        SELECT t.id, t.article_id, t.kind, t.rule, t.longest,
               substr(c.text, t.start + 1, t."end" - t.start) AS line
        FROM (SELECT text || '' AS text FROM corpus_capture WHERE id = p.capture_id OFFSET 0) c,
        (
            SELECT id, article_id, kind, rule, start, "end",
                   max("end" - start) OVER () AS longest
            FROM corpus_segment
            WHERE article_id = p.article_id
              AND (kind = ANY(%(learnable)s) OR rule LIKE %(learnt)s OR rule = %(person)s)
        ) t
        WHERE t."end" - t.start <= %(longest)s
    ) s
    WHERE p.publisher IS NOT NULL
), counted AS (
    SELECT *, count(*) OVER (PARTITION BY publisher, md5(line)) AS times FROM lines
)
SELECT id, article_id, kind, rule, longest, line, publisher, page_id, title, is_current
FROM counted WHERE times > 1 OR rule LIKE %(learnt)s OR rule = %(person)s
ORDER BY id
"""  # noqa: S608, for it is made of constants
_PAGES = f"""
WITH published AS ({PUBLISHED})
SELECT publisher, count(DISTINCT page_id) FROM published
WHERE is_current AND publisher IS NOT NULL GROUP BY publisher
"""  # noqa: S608
# A learnt line's rule keeps what the rules said of it, to go back to when it no longer repeats.
_LEARN = """
UPDATE corpus_segment SET rule = concat_ws(' ', %s::text, kind, rule), kind = %s
WHERE id = ANY(%s) AND rule <> %s
"""
_UNLEARN = """
UPDATE corpus_segment SET kind = split_part(rule, ' ', 2),
    rule = substr(rule, length(split_part(rule, ' ', 1) || split_part(rule, ' ', 2)) + 3)
WHERE id = ANY(%s) AND rule LIKE %s
"""


class _Line(NamedTuple):
    """A line that stands more than once, or that was judged before."""

    id: int
    article_id: int
    kind: str
    rule: str
    longest: int
    line: str
    publisher: str
    page_id: int
    title: str
    is_current: bool

    @property
    def is_learnt(self) -> bool:
        return self.rule.startswith(f"{LEARNT} ")

    @property
    def is_of_the_article(self) -> bool:
        """Whether a person said that it is no boilerplate."""
        return self.rule == PERSON and self.kind != SegmentKind.BOILERPLATE


@dataclass(slots=True)
class _Repeated:
    """Where one line of a publisher stands."""

    lines: list[_Line] = field(default_factory=list)

    def is_boilerplate(self, pages: int) -> bool:
        """Whether it repeats across different articles on enough of the publisher's pages."""
        if any(it.is_of_the_article for it in self.lines):
            return False
        here = [it for it in self.lines if it.is_current]
        on = len({it.page_id for it in here})
        different = min(on, len({it.title for it in here}), len({it.longest for it in here}))
        return any(
            different >= RULES[f"{much}_pages"] and on >= RULES[f"{much}_share"] * pages
            for much in ("few", "many")
        )


@transaction.atomic
def learn(derive: Derive) -> None:
    """Label what repeats as boilerplate, and what no longer does as the rules have it.

    Only current captures count, so the order of arrival decides nothing; every capture is
    labelled. The articles whose lines changed are derived again.
    """
    learnt, unlearnt = _changes()
    changed = [*learnt, *unlearnt]
    articles = Article.objects.filter(pk__in={it.article_id for it in changed})
    captures.hold(articles)
    with connection.cursor() as cursor:
        kind = SegmentKind.BOILERPLATE.value
        cursor.execute(_LEARN, [LEARNT, kind, [it.id for it in learnt], PERSON])
        cursor.execute(_UNLEARN, [[it.id for it in unlearnt], f"{LEARNT} %"])
    rows = articles.select_related("capture__page").defer("capture__data").order_by("key")
    for batch in _batches(rows.iterator(BATCH)):
        derive(batch)


def _changes() -> tuple[list[_Line], list[_Line]]:
    """The lines that are to be learnt and those that are to be forgotten."""
    learnt: list[_Line] = []
    unlearnt: list[_Line] = []
    pages = _pages()
    for (publisher, _), repeated in _repeated().items():
        if repeated.is_boilerplate(pages.get(publisher, 0)):
            learnt.extend(it for it in repeated.lines if it.kind in LEARNABLE)
        else:
            unlearnt.extend(it for it in repeated.lines if it.is_learnt)
    return [it for it in learnt if it.rule != PERSON], unlearnt


def _repeated() -> dict[tuple[str, str], _Repeated]:
    """The lines of each publisher by what they say, folded."""
    found: dict[tuple[str, str], _Repeated] = defaultdict(_Repeated)
    with connection.cursor() as cursor:
        cursor.execute(
            _REPEATED,
            {
                "learnable": list(LEARNABLE),
                "learnt": f"{LEARNT} %",
                "person": PERSON,
                "longest": RULES["longest"],
            },
        )
        for line in map(_Line._make, cursor):
            if words := folded(line.line):
                found[line.publisher, words].lines.append(line)
    return found


def _pages() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(_PAGES)
        return dict(cursor.fetchall())


def _batches(articles: Iterable[Article]) -> Iterator[Sequence[Article]]:
    stream = iter(articles)
    while batch := list(islice(stream, BATCH)):
        yield batch
