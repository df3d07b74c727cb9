"""How much is read, and how a library's surprise at damaged data becomes a clear refusal."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import OnrecordError, UnreadableError

#: A larger single document is refused: no article is that long, and reading it would take the machine's memory.
LARGEST_FILE = 64 * 1024 * 1024
#: A longer text is no article; the longest books have about 3 million characters.
LONGEST_TEXT = 4_000_000


def read_file(path: Path) -> bytes:
    """Read a single document, packed with gzip or not. Raises UnreadableError, OSError."""
    with path.open("rb") as file:
        return unpacked(file.read(LARGEST_FILE + 1))


def unpacked(data: bytes) -> bytes:
    """Undo gzip, never beyond the size limit. Raises UnreadableError."""
    check_size(len(data))
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            plain = file.read(LARGEST_FILE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"the gzip data is damaged ({error})", remedy="fetch the file again") from error
    check_size(len(plain), does="unpacks to more than")
    return plain


def check_size(size: int, *, does: str = "larger than") -> None:
    """Raise UnreadableError for more bytes than a document has."""
    if size > LARGEST_FILE:
        raise UnreadableError(f"{does} {LARGEST_FILE >> 20} MB", remedy="split it into single articles")


def check_length(text: str) -> None:
    """Raise UnreadableError for a longer text than an article's."""
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(
            f"a text of more than {LONGEST_TEXT:,} characters", remedy="split it into single articles"
        )


@contextmanager
def damaged(what: str, remedy: str) -> Iterator[None]:
    """Turn whatever a reader of files raises on damaged data into an UnreadableError that says what to do.

    Readers of PDF, DOCX, WARC and the like raise nearly anything (KeyError, AttributeError, AssertionError, ...) on
    hostile files; nothing narrower than Exception holds them all.
    """
    try:
        yield
    except (OnrecordError, OSError):
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:80] or type(error).__name__
        raise UnreadableError(f"{what} is damaged ({reason})", remedy=remedy) from error
