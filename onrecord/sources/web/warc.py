"""WARC archives: every page in them, whatever it is packed with; broken records are told and passed over."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ...errors import InputError, UnreadableError
from ..document import read_document
from ..limits import LARGEST_FILE
from ..reading import Failure, Item, Reading

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

#: What a page or document is sent as; other records (pictures, scripts, styles) are no articles.
_TYPES = re.compile(r"text/(?:html|plain)|application/(?:xhtml\+xml|pdf|vnd\.openxmlformats-officedocument\.word.*)")
#: How a record begins: as it is, packed with gzip, with zstd.
_PLAIN, _GZIP, _ZSTD = b"WARC/1.", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"
_CHUNK = 1024 * 1024
_LONGEST_HEAD = 64 * 1024
#: After so many broken records in a row an archive is given up: what only looks like records would take hours.
_MOST_BROKEN = 1000
#: Of a longer record it isn't looked after whether it is whole: no article is as long.
_LONGEST_MEMBER = 4 * LARGEST_FILE


@dataclass(frozen=True, slots=True)
class _Record:
    """A record: its place, and its page, or what is wrong with it; neither for what holds no page."""

    number: int
    at: int
    address: str = ""
    body: bytes | None = None
    problem: str | None = None
    charset: str | None = None
    is_html: bool = False


def read_warc(path: Path, source: str, reading: Reading) -> Iterator[Item]:
    """Read the pages of an archive, each with its address. Raises UnreadableError, OSError."""
    any_good = False
    with path.open("rb") as file:
        for record in _records(file):
            any_good = any_good or record.problem is None
            place = f"{source}#{record.number}"
            if record.problem is not None:
                yield Failure(place, record.problem)
            elif record.body is not None:
                try:
                    yield read_document(
                        record.body, reading, source=place, url=record.address, declared=record.charset,
                        is_html=record.is_html,
                    )  # fmt: skip
                except InputError as error:
                    yield Failure.of(f"{place} ({record.address})", error)
    if not any_good:
        raise UnreadableError("no whole record of a WARC archive in it", remedy="fetch it again")


def _records(file: BinaryIO) -> Iterator[_Record]:
    """Every record. Behind a broken one the search goes on, where the library would give up.

    The last record of each run is held back until it is known to be whole: the library takes half a record for one.
    """
    size = file.seek(0, io.SEEK_END)
    start: int | None = 0
    number = broken = 0
    told = False
    begins = _beginning(file)
    while start is not None:
        held: _Record | None = None
        for record in _run(file, start):
            if held:
                yield held
            number += 1
            held = _read(record, number)
        end = _end(file, held.at, size, begins) if held else None
        broken = 0 if end is not None else broken + 1
        if held and end is not None:
            yield held
            told = False
            if not _rest(file, end):
                return
        if not told:
            number += 1 if held is None or end is not None else 0
            yield _Record(number, start, problem="a broken record, or the archive breaks off in it; fetch it again")
        told = True
        if broken > _MOST_BROKEN:
            yield _Record(number, start, problem=f"{broken} broken records in a row; what follows isn't read")
            return
        behind = held.at + 1 if held else start + 1
        start = _next(file, end if end is not None else behind, begins)


def _run(file: BinaryIO, start: int) -> Iterator[WarcRecord]:
    """The records from a place on, as far as the library gets."""
    from fastwarc.warc import ArchiveIterator

    file.seek(start)
    try:
        yield from ArchiveIterator(file, auto_decode="all", fsspec_args=False)
    except (OSError, ValueError):
        return


def _read(record: WarcRecord, number: int) -> _Record:
    """Take a page out of a record."""
    at, address = record.stream_pos, str(record.headers.get("WARC-Target-URI") or "")
    kind = str(record.headers.get("WARC-Type")).lower()
    if not re.fullmatch(r"[a-z-]+", kind) or kind == "none":
        return _Record(number, at, problem="the record's header is damaged; fetch the archive again")
    if kind not in {"response", "resource"}:
        return _Record(number, at)
    answered = record.http_headers.status_code if record.http_headers else 200
    media = (record.http_content_type if record.is_http else record.headers.get("Content-Type")) or ""
    if answered != 200 or not _TYPES.match(media):
        return _Record(number, at)
    try:
        body = record.reader.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        return _Record(number, at, problem=f"the record of {address} can't be unpacked ({error}); fetch it again")
    return _Record(number, at, address, body, charset=record.http_charset, is_html="html" in media)


def _end(file: BinaryIO, at: int, size: int, begins: bytes) -> int | None:
    """Where the record that begins at a place ends; None where it isn't whole."""
    file.seek(at)
    head = file.read(_LONGEST_HEAD)
    if head.startswith(_GZIP):
        return _end_of_member(file, at)
    if head.startswith(_ZSTD):  # the library itself refuses half a frame
        return _next(file, at + 1, begins) or size
    header, blank, _ = head.partition(b"\r\n\r\n")
    length = re.search(rb"(?im)^content-length:\s*(\d{1,15})", header)
    end = at + len(header) + len(blank) + (int(length[1]) if length else 0)
    return end if blank and end <= size else None


def _end_of_member(file: BinaryIO, at: int) -> int | None:
    file.seek(at)
    unpacker = zlib.decompressobj(wbits=31)
    unpacked = 0
    while not unpacker.eof and unpacked <= _LONGEST_MEMBER:
        data = unpacker.unconsumed_tail or file.read(_CHUNK)
        if not data:
            return None
        try:
            unpacked += len(unpacker.decompress(data, _CHUNK))
        except zlib.error:
            return None
    return file.tell() - len(unpacker.unused_data)


def _rest(file: BinaryIO, at: int) -> bool:
    """Whether anything but white space stands behind a place."""
    file.seek(at)
    return bool(file.read(_CHUNK).strip(b"\0\r\n "))


def _beginning(file: BinaryIO) -> bytes:
    """How the records of an archive begin, as its first one does."""
    file.seek(0)
    head = file.read(max(map(len, (_GZIP, _ZSTD))))
    return next((b for b in (_GZIP, _ZSTD) if head.startswith(b)), _PLAIN)


def _next(file: BinaryIO, at: int, begins: bytes) -> int | None:
    """Where, from a place on, the next record seems to begin."""
    file.seek(at)
    before = b""
    while chunk := file.read(_LONGEST_HEAD):
        found = (before + chunk).find(begins)
        if found >= 0:
            return at - len(before) + found
        at += len(chunk)
        before = chunk[-len(begins) + 1 :]
    return None
