"""Text on its way out: encoded, in pieces of a size that is worth sending."""

from collections.abc import Iterable, Iterator

PIECE = 16_384


def in_pieces(texts: Iterable[str]) -> Iterator[bytes]:
    """The texts one after the other, in UTF-8."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= PIECE:
            yield "".join(held).encode()
            held, size = [], 0
    if held:
        yield "".join(held).encode()
