"""Named questions about what was published."""

from datetime import UTC, datetime

# Undated articles come after all others in the order of publication.
UNDATED = datetime(1, 1, 1, tzinfo=UTC)
