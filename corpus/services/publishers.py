"""Who published an article, as far as lines that repeat are concerned."""

from collections.abc import Iterator

from django.db import connection

from corpus.models import Segment, SegmentKind
from corpus.text.fold import fold

# Its outlet; where that is unknown, the host; else the site of its address, or nobody.
PUBLISHED = """
SELECT a.id AS article_id, a.capture_id, a.title, c.page_id, c.is_current, coalesce(
    'entity ' || coalesce(o.merged_into_id, o.id), 'name ' || nullif(a.outlet_name, ''),
    'entity ' || coalesce(h.merged_into_id, h.id), 'name ' || nullif(a.host_name, ''),
    'site ' || substring(a.url from '^https?://([^/:?#]+)')
) AS publisher
FROM corpus_article a JOIN corpus_capture c ON c.id = a.capture_id
LEFT JOIN corpus_entity o ON o.id = a.outlet_id LEFT JOIN corpus_entity h ON h.id = a.host_id
WHERE a.retired_at IS NULL
"""
# Length is compared first: reading a line out of its capture's text is what costs.
_SIMILAR = f"""
WITH published AS MATERIALIZED ({PUBLISHED})
SELECT s.id, substr(c.text, s.start + 1, s."end" - s.start)
FROM published p
JOIN corpus_segment s ON s.article_id = p.article_id
JOIN corpus_capture c ON c.id = s.capture_id
WHERE p.publisher = (SELECT publisher FROM published WHERE article_id = %s)
  AND s.kind = %s AND s."end" - s.start BETWEEN %s AND %s
ORDER BY s.capture_id, s.start
"""  # noqa: S608, for it is made of constants


def folded(line: str) -> str:
    """A line as it is compared with others."""
    return " ".join(fold(line).split())


def same_lines(segment: Segment) -> list[int]:
    """The segments of this label that say the same wherever its publisher has them."""
    line = folded(segment.capture.text[segment.start : segment.end])
    return [pk for pk, other in _similar(segment) if folded(other) == line]


def _similar(segment: Segment) -> Iterator[tuple[int, str]]:
    length = segment.end - segment.start
    kind = SegmentKind(segment.kind).value
    with connection.cursor() as cursor:
        bounds = [int(length * 0.8), int(length * 1.25) + 1]
        cursor.execute(_SIMILAR, [segment.article_id, kind, *bounds])
        yield from cursor.fetchall()
