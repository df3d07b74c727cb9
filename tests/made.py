"""Makes the files that the readers' tests read: PDF, DOCX, WARC, feeds; all text is about invented towns."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Sequence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

STORY = (
    "The bridge will stay shut until spring, Mayor Imelda Roscoe said on Monday, and nobody in the town was surprised.",
    "Gordon Pell, a council member, said that the town should have acted many years ago, before it was too late.",
    "“We will mend it,” the mayor told reporters at the harbour office, where the ferry to the islands had just left.",
)


def pdf(pages: Sequence[Sequence[tuple[float, float, str]]], *, size: int = 11) -> bytes:
    """A PDF with pages of (left, bottom, words)."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * k} 0 R" for k in range(len(pages)))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for k, lines in enumerate(pages):
        parts = []
        for left, bottom, words in lines:
            escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            parts.append(f"BT /F1 {size} Tf {left} {bottom} Td ({escaped}) Tj ET")
        stream = "\n".join(parts).encode("cp1252")
        page = f"/Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * k} 0 R"
        objects.append(f"<< /Type /Page {page} >>".encode())
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def column(
    lines: Sequence[str], *, left: float = 72, top: float = 700, pitch: float = 14
) -> list[tuple[float, float, str]]:
    """Lines of one column, an empty one being the gap between paragraphs."""
    return [(left, top - pitch * k, line) for k, line in enumerate(lines) if line]


def docx(body: str, *, footnotes: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A DOCX file out of the markup of its body (prefix w:) and of its footnotes."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
        f'<Override PartName="/word/footnotes.xml" ContentType="{_WORD}.footnotes+xml"/></Types>'
    )
    relation = '<Relationships xmlns="{}"><Relationship Id="rId1" Type="{}" Target="{}"/></Relationships>'
    files = {
        "[Content_Types].xml": types,
        "_rels/.rels": relation.format(_RELATIONS, f"{_OFFICE}/officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": relation.format(_RELATIONS, f"{_OFFICE}/footnotes", "footnotes.xml"),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}">{footnotes}</w:footnotes>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
        for name, data in (more or {}).items():
            packed.writestr(name, data)
    return out.getvalue()


def paragraph(*runs: str) -> str:
    """A paragraph of runs; words without markup become a plain run."""
    plain = (r if r.startswith("<") else f'<w:r><w:t xml:space="preserve">{r}</w:t></w:r>' for r in runs)
    return f"<w:p>{''.join(plain)}</w:p>"


def page(title: str, paragraphs: Sequence[str] = STORY, *, head: str = "") -> bytes:
    """A web page with an article."""
    body = "".join(f"<p>{p}</p>" for p in paragraphs)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    ).encode()


def warc(
    records: Sequence[tuple[str, bytes]], *, packing: str = "gzip", encoding: str = "", kind: str = "text/html"
) -> bytes:
    """A WARC file of responses (address, body as sent); every record packed by itself, as archives are."""
    out = b""
    for number, (address, body) in enumerate(records):
        sent = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n"
        sent += f"Content-Encoding: {encoding}\r\n" if encoding else ""
        block = f"{sent}Content-Length: {len(body)}\r\n\r\n".encode() + body
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Date: 2025-11-07T10:00:00Z\r\nWARC-Target-URI: {address}\r\n"
            f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
        )
        record = head.encode() + block + b"\r\n\r\n"
        out += gzip.compress(record, mtime=0) if packing == "gzip" else record
    return out
