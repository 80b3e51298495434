"""Articles in the index, as an import leaves them, without facets."""

from collections.abc import Sequence

from corpus.models import Article
from corpus.services import copies, index, texts
from corpus.text.analysis import Analyst
from corpus.text.morphology import Analyser, LightAnalyser


def index_texts(articles: Sequence[Article], analyser: Analyser) -> None:
    """Index the lexemes of articles as this analyser reads them."""
    analyst = Analyst(analyser, [])
    index.replace(
        [
            index.Indexed(article, found.text, found.version)
            for article, segments in texts.with_segments(articles)
            for found in [analyst.analyse(article.capture.text, article.title, segments)]
        ]
    )


def fingerprint(articles: Sequence[Article]) -> None:
    """Keep the signatures of articles as an import does."""
    analyst = Analyst(LightAnalyser(), [])
    copies.store(
        (article, analyst.analyse(article.capture.text, article.title, segments).signature)
        for article, segments in texts.with_segments(articles)
    )
