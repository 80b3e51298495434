"""What nobody says but the page: clauses with a figure of something known, and acts of a body."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from corpus.text.clauses import RULES, Clauses, Stretch
from corpus.text.contents import Piece
from corpus.text.declined import is_declined
from corpus.text.metrics import Figures, makes_a_claim
from corpus.text.reading import Span, phrase
from corpus.text.speakers import introduces, speaker_at

_ACTS = frozenset(
    joint + phrase(verb) for verb in RULES["acts"]["verbs"] for joint in ("", "و", "ف")
)
_WHILE = frozenset(map(phrase, RULES["acts"]["while"]))
_ACTORS = ("organisation", "person", "place")
_LEAST = 5  # words


def figure_pieces(clauses: Clauses, figures: Figures, taken: Sequence[Piece]) -> Iterator[Piece]:
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
            last = words[bisect_left(words, done) - 1]
            stop = next((i for i in range(last + 1, done) if clauses.follows_comma(i)), done)
            yield Piece(*clauses.raw(Stretch(first, stop, cut)), first, stop)


def acts(clauses: Clauses, taken: Sequence[Piece]) -> Iterator[Piece]:
    """The clauses that open with what a body did or means to do: سمحت X لـY."""
    scene = clauses.scene
    for index in [at for at, word in enumerate(scene.words) if word in _ACTS]:
        if (
            not clauses.opens(index)
            or is_declined(scene, index)
            or any(it.first <= index < it.stop for it in taken)
        ):
            continue
        actor = speaker_at(scene, index + 1)
        is_named = actor and actor.mention and actor.mention.kind in _ACTORS
        if is_named or introduces(scene, index + 1):
            first, cut = clauses.opened(index, index + 1)
            stop = next(clauses.after(first, cut)).stop
            if scene.text_at(index - 1) in _WHILE:
                stop = next((i for i in range(first + 1, stop) if clauses.follows_comma(i)), stop)
            if stop - first >= _LEAST:
                yield Piece(*clauses.raw(Stretch(first, stop, cut)), first, stop)
