"""Which encoding bytes are in: by mark, by what they declare, and by evidence."""

import codecs

from charset_normalizer import from_bytes

_SAMPLE = 16 * 1024
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_LEGACY = ("cp1256", "iso8859_6", "mac_arabic")
_COMMON = frozenset(
    ["في", "من", "على", "إلى", "أن", "التي", "الذي", "عن", "مع", "هذا", "هذه", "ما", "لا", "بعد"]
)
# The high bytes of Arabic letters, of Latin ones, spaces and marks, and of general punctuation.
_HIGH = b"\x00\x06\x20"


class NotText(Exception):
    """Bytes that no encoding explains, and the first that is wrong."""

    def __init__(self, reason: str, byte: int, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.byte, self.detail = reason, byte, detail


def decoded(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """The text with its encoding. Bytes that are UTF-8 are that, whatever they declare to be."""
    wide = wide_of(data[:_SAMPLE])
    if wide:
        return _strictly(data, wide), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        for encoding in (_known(declared), legacy_of(data)):
            if encoding and _fits(data, encoding):
                return data.decode(encoding), encoding
        raise _wrong(data, error) from error


def encoding_of(head: bytes) -> str:
    """The encoding that the lines of a stream are most likely in, by its first bytes."""
    wide = wide_of(head)
    if wide:
        return wide
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return legacy_of(head) or "utf-8"
    return "utf-8"


def decoded_line(data: bytes, encoding: str) -> tuple[str, str]:
    """One line of a stream in this encoding, or in another that only this line is in."""
    if encoding == "utf-8":
        return decoded(data) if b"\0" not in data else (_strictly(data, encoding), encoding)
    return _strictly(data, encoding), encoding


def wide_of(head: bytes) -> str | None:
    """UTF-16, by its mark or because every other byte is the high one of Arabic or Latin."""
    for mark, wide in _MARKS:
        if head.startswith(mark):
            return wide
    if head.count(b"\0") * 50 < len(head) or len(head) < 8:
        return None
    for high, wide in ((head[1::2], "utf-16-le"), (head[::2], "utf-16-be")):
        if len(high.translate(None, _HIGH)) * 20 < len(high) and b"\x06" in high:
            return wide
    return None


def legacy_of(data: bytes) -> str | None:
    """A one-byte Arabic encoding, only where the evidence is plain: the commonest words come out."""
    if b"\0" in data:
        return None
    sample = data[:_SAMPLE]
    best = from_bytes(sample, cp_isolation=list(_LEGACY)).best()
    if best is None or best.encoding not in _LEGACY or not _fits(data, best.encoding):
        return None
    words = data.decode(best.encoding).split()
    return best.encoding if sum(word in _COMMON for word in words) > 0.05 * len(words) else None


def _known(declared: str | None) -> str | None:
    """The declared encoding by the name of its codec, where there is such a one for text."""
    try:
        found = codecs.lookup((declared or "").strip("\"' "))
    except (LookupError, ValueError):
        return None
    is_text = getattr(found, "_is_text_encoding", True)
    return {"iso8859-1": "cp1252"}.get(found.name, found.name) if is_text else None


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _wrong(data, error) from error


def _wrong(data: bytes, error: UnicodeDecodeError) -> NotText:
    at = error.start
    if error.encoding == "utf-8" and _is_surrogate(data[at : at + 3]):
        return NotText("lone-surrogate", at, "a surrogate is no character")
    return NotText("encoding", at, f"not {error.encoding}: {error.reason}")


def _is_surrogate(three: bytes) -> bool:
    return len(three) == 3 and three[0] == 0xED and 0xA0 <= three[1] <= 0xBF
