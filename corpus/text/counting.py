"""The clauses that nobody says but the page, and that give a figure of something known."""

from collections.abc import Iterable, Iterator

from corpus.text.clauses import Clauses, Stretch
from corpus.text.contents import Piece
from corpus.text.metrics import Figures, makes_a_claim
from corpus.text.reading import Span


def figure_pieces(clauses: Clauses, figures: Figures, taken: Iterable[Piece]) -> Iterator[Piece]:
    """The clause around each figure in the sentences from which no content is taken."""
    sentences = {clauses.sentence(piece.first)[0] for piece in taken}
    for sentence in figures.sentences():
        if sentence[0] not in sentences:
            yield from _of_sentence(clauses, figures, sentence)


def _of_sentence(clauses: Clauses, figures: Figures, sentence: Span) -> Iterator[Piece]:
    scene, done = clauses.scene, sentence[0]
    whole = clauses.raw(Stretch(*sentence))
    words = [
        scene.word_at(scene.reading.place(figure.start))
        for figure in figures.within(*whole, sentence)
        if makes_a_claim(figure)
    ]
    for word in words:
        if word >= done:
            first, done = clauses.around(word, sentence, done)
            first, cut = clauses.opened(first, word)
            last = max(it for it in words if it < done)
            stop = next((i for i in range(last + 1, done) if clauses.follows_comma(i)), done)
            yield Piece(*clauses.raw(Stretch(first, stop, cut)), first, stop)
