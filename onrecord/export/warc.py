"""What was fetched, as a WARC file (ISO 28500) that other tools for archives read."""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from ..errors import UsageError
from ..record.captures import Capture, body_of, captures_of
from ..record.files import whole
from ..record.store import Record
from ..search.search import Hit

#: Headers of the transfer: the body is kept without its packing.
_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


def write_warc(record: Record, hits: Iterable[Hit], file: Path) -> int:
    """Write all pages that were kept of the statements' articles, each packed by itself; return how many.

    Raises UsageError where none was kept.
    """
    from .. import __version__

    kept = [c for c in captures_of(record, (hit.article.id for hit in hits)) if c.hash]
    if not kept:
        raise UsageError("no page of these articles was kept", remedy="add them with: onrecord add --keep-source")
    info = f"software: onrecord {__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
    with whole(file) as partial, partial.open("wb") as stream:
        _write(stream, "warcinfo", None, datetime.now(UTC).isoformat(), "application/warc-fields", info)
        for capture in kept:
            body = body_of(record, capture.number)
            if capture.status is None:
                _write(stream, "resource", capture.url, capture.at, "application/octet-stream", body)
            else:
                head = _head(capture, len(body))
                _write(stream, "response", capture.url, capture.at, "application/http; msgtype=response", head + body)
    return len(kept)


def _write(stream: object, kind: str, url: str | None, at: str, content: str, block: bytes) -> None:
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(record_type=getattr(WarcRecordType, kind))
    record.headers["WARC-Date"] = datetime.fromisoformat(at).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if url:
        record.headers["WARC-Target-URI"] = url
    record.headers["Content-Type"] = content
    record.set_bytes_content(block)
    with gzip.GzipFile(fileobj=stream, mode="wb", mtime=0) as member:  # type: ignore[call-overload]
        record.write(member, checksum_data=True)


def _head(capture: Capture, length: int) -> bytes:
    lines = [f"HTTP/1.1 {capture.status} OK"]
    lines += [f"{name}: {value}" for name, value in capture.headers if name.lower() not in _TRANSFER]
    return "\r\n".join([*lines, f"Content-Length: {length}", "", ""]).encode("utf-8", errors="replace")
