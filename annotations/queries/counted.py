"""What the mentions that count are asked for by every page of claims."""

from datetime import UTC, datetime

# Where an article has no date, so that it comes last in the order of publication.
NEVER = datetime(9000, 1, 1, tzinfo=UTC)
# Those of a claim; only lists look whether the article has been superseded since they were counted.
STANDING = """
    annotations_countedmention t
    JOIN corpus_article a ON a.id = t.article_id AND a.retired_at IS NULL
    JOIN corpus_capture k ON k.id = t.capture_id AND k.is_current
"""
