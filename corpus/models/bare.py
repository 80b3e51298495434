"""Names without the articles of their words, as they are compared by trigrams."""

from django.db.models import GeneratedField, TextField, Value
from django.db.models.functions import Concat, Replace

# Most names have a word with an article, so its trigrams would tell none apart.
ARTICLE = "ال"


def without_articles(folded: str) -> GeneratedField:
    """A column that follows a folded one; what begins with a space has the same trigrams."""
    spaced = Concat(Value(" "), folded)
    return GeneratedField(
        expression=Replace(spaced, Value(f" {ARTICLE}"), Value(" ")),
        output_field=TextField(),
        db_persist=True,
    )
