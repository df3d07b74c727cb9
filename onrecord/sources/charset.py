"""Bytes to text: by byte order mark, as UTF-8, by the declared charset, by guess."""

from __future__ import annotations

import codecs
import re

from ..errors import UnreadableError

#: Charsets of the web as Python names them; other codecs that Python knows ("idna") are no charsets.
_CHARSET = re.compile(r"utf-(?:8|16|32)|ascii|iso|cp\d|koi8|mac|gb|big5|euc|shift|johab|tis")
#: Files that are no text, by how they begin: PDF, ZIP (and DOCX, EPUB), PNG, JPEG, GIF, RTF, old Word.
_BINARY = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\xd0\xcf\x11\xe0")
_SAMPLE = 4096
#: Byte order marks; the longer ones first, for UTF-32's begins as UTF-16's does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
#: UTF-8 that somebody read as Windows-1252 and wrote again: "don\u00e2\u20ac\u2122t" for "don\u2019t".
_SCRAMBLED = re.compile(
    "\u00e2[\u20ac\u0080][\u0080-\u00bf\u0152-\u0178\u02dc\u2013-\u203a\u20ac\u2122]|\u00c3[\u00a0-\u00bf]"
)
#: Undeclared bytes with so many ASCII letters among their letters are taken for what the web takes them for.
_ASCII_SHARE = 0.8


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Turn bytes into text: by byte order mark, as UTF-8, by the declared charset, by guess; never fails on odd bytes.

    A wrong declaration is not believed where the bytes are valid UTF-8 but for a few. Raises UnreadableError for binary
    data.
    """
    mark, name = byte_order_mark(data)
    if name:
        return data[len(mark) :].decode(name, errors="replace")
    wide = _without_mark(data)
    if wide:
        return data.decode(wide, errors="replace")
    whole = _try(data, "utf-8")
    if whole is not None:
        return _SCRAMBLED.sub(_unscrambled, whole)
    broken = data.decode("utf-8", errors="replace")
    if sum(not c.isascii() for c in broken) > 5 * broken.count("\ufffd"):
        return broken
    for find in (lambda _: declared, _western, _guessed):
        charset = find(data)
        text = _try(data, charset) if charset else None
        if text is not None:
            return text
    return data.decode("cp1252", errors="replace")


def byte_order_mark(data: bytes) -> tuple[bytes, str | None]:
    """The byte order mark with which data begins, and the charset that it tells (None where there is no mark)."""
    return next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", None))


def _unscrambled(m: re.Match[str]) -> str:
    raw = b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252", "replace") for c in m.group())
    return _try(raw, "utf-8") or m.group()


def _try(data: bytes, charset: str) -> str | None:
    try:
        name = codecs.lookup(charset.strip()).name
        if not _CHARSET.match(name):
            return None
        # Who says Latin-1 or ASCII means Windows-1252, as browsers know: its quotation marks are control codes there.
        return data.decode("cp1252" if name in {"iso8859-1", "ascii"} else name)
    except (LookupError, ValueError):
        return None


def _western(data: bytes) -> str | None:
    """Windows-1252 or Mac Roman for bytes that are mostly ASCII letters, so English or nearly so."""
    sample = data[:100_000]
    letters = [c for c in sample.decode("cp1252", errors="replace") if c.isalpha()]
    if sum(c.isascii() for c in letters) < _ASCII_SHARE * len(letters):
        return None
    odd = re.sub(rb"[\x00-\x7f]+", b"", sample)

    def likely(charset: str) -> int:
        return sum(c.islower() or c in "“”‘’–—…•€£«»\u00a0" for c in odd.decode(charset, errors="replace"))

    return "mac-roman" if likely("mac-roman") > likely("cp1252") else "cp1252"


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:100_000]).best()
    return best.encoding if best is not None else None


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark, by the zero in every second byte; raises UnreadableError for binary data."""
    sample = data[:_SAMPLE]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    # A stray zero or two are a text's; more than one byte in fifty that no text has are not.
    strange = len(sample) - len(sample.translate(None, bytes([*range(9), *range(14, 27), *range(28, 32)])))
    if data.startswith(_BINARY) or strange > 0.02 * len(sample) + 1:
        raise UnreadableError("this is binary data, not text", remedy="give HTML or plain text")
    return None
