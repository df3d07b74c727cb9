"""The bytes of one document (page, text, PDF, DOCX) to one Article."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ...article import Article, Metadata, is_url
from ...errors import UnreadableError, UsageError
from ...text.language import check_language
from ..charset import decode
from ..limits import check_length, read_file, unpacked
from ..reading import HTML_ENDINGS, beside, date_in_name, ending
from .plain_text import read_top

_COMMENT = re.compile(r"\s*<(?:\?xml[^>]*|!--(?:(?!-->).)*--)>", re.DOTALL)
_HTML_START = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|meta|title|script|link)\b[^<]*>",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
#: So far into a page its kind and charset are looked for.
_HEAD = 4096


def read_article(
    data: bytes | str | os.PathLike[str],
    *,
    source: str | None = None,
    url: str | None = None,
    declared: str | None = None,
    is_html: bool = False,
    metadata: Mapping[str, Metadata] | None = None,
    override: Metadata | None = None,
    today: date | None = None,
) -> Article:
    """Turn a page, text, PDF or DOCX file into an Article.

    ``data`` is a file's path, its bytes, or a text or page as a string; bytes and strings need a name, ``source``. A
    string without one is taken for a path. ``declared`` is the charset that came with it, ``today`` the day of reading
    (for a dateline without a year).
    What is known is taken, first to last, for a page from ``override``, the page's own markup, ``metadata`` and a date
    in its name; for a text from ``override``, ``metadata``, its first lines, a date in its name and, last, a dateline
    without a year.
    Raises UnreadableError or LanguageError, and UsageError for what is none of these.
    """
    if isinstance(data, (bytes, str)) and source:
        given, name = data, source
    else:
        path = _path(data)
        given, name = _file(path), source or str(path)
        is_html = is_html or ending(path.name) in HTML_ENDINGS
    text, is_page = (
        (given, is_html) if isinstance(given, str) else document_text(given, declared=declared, is_html=is_html)
    )
    return make_article(
        text, source=name, url=url, is_html=is_page, metadata=metadata, override=override, today=today,
    )  # fmt: skip


def _path(data: object) -> Path:
    """The file that ``read_article`` was given. Raises UsageError for what is no file, or lacks its name."""
    if isinstance(data, bytes):
        raise UsageError("bytes without a name", remedy='name them: read_article(data, source="story.html")')
    if isinstance(data, str) and is_url(data):
        raise UsageError(f"{data} is an address, not a file", remedy="fetch it with: onrecord read URL")
    if not isinstance(data, (str, os.PathLike)):
        raise UsageError(
            f"read_article() got {type(data).__name__}", remedy="give a path, bytes, or a string with source="
        )
    if isinstance(data, str) and not _is_file(data):
        raise UsageError(
            f"{data[:60]!r} is no file", remedy='of a text give the name too: read_article(text, source="note.txt")'
        )
    return Path(data)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long for a name, or with a NUL
        return False


def _file(path: Path) -> bytes:
    try:
        return read_file(path)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}", remedy="check the path and its permissions") from error


def document_text(data: bytes, *, declared: str | None = None, is_html: bool = False) -> tuple[str, bool]:
    """The text of a document, or the markup of a page, and whether it is markup. Raises UnreadableError."""
    data = unpacked(data)
    if data.startswith(b"%PDF-"):
        from .pdf import pdf_text

        return pdf_text(data), False
    if data.startswith(b"PK\x03\x04"):
        from .docx import word_text

        return word_text(data), False
    text = decode(data, declared=declared or _declared(data))
    return text, is_html or _looks_like_html(text)


def make_article(
    text: str,
    *,
    source: str,
    url: str | None = None,
    is_html: bool = False,
    own: Metadata | None = None,
    metadata: Mapping[str, Metadata] | None = None,
    override: Metadata | None = None,
    today: date | None = None,
    lines: str | None = None,
) -> Article:
    """Turn a page's markup or a text into an Article.

    ``lines`` is the text of a page that is no story, to be taken in place of what a story's would be.

    ``own`` is what came with the article itself (the other columns of its row, the feed's entry) and is believed next
    to ``override``. Raises UnreadableError or LanguageError.
    """
    check_length(text)
    guess = None
    if is_html or _looks_like_html(text):
        from .html import page_metadata, read_page

        if lines is None:
            text, marked = read_page(text, url=url)
        else:
            text, marked = lines, page_metadata(text, url=url)
        known = marked.or_else(beside((marked.url, url, source), metadata or {}))
    else:
        top = read_top(text, today=today)
        guess = top.guess
        known = beside((url, source), metadata or {}).or_else(top.metadata)
    known = (override or Metadata()).or_else(own or Metadata()).or_else(known)
    known = known.or_else(Metadata(published=date_in_name(source))).or_else(Metadata(published=guess, url=url))
    if not re.search(r"\w{2}", text):
        raise UnreadableError("no words in it", remedy="give an article's text or page")
    check_language(text)
    return Article(source=source, text=text).with_metadata(known)


def _looks_like_html(text: str) -> bool:
    """Whether a text begins with a tag of a page, comments aside."""
    at = 0
    while comment := _COMMENT.match(text, at, _HEAD):
        at = comment.end()
    return _HTML_START.match(text, at, at + _HEAD) is not None


def _declared(data: bytes) -> str | None:
    """The charset that a page names in its own head."""
    found = _CHARSET.search(data[:_HEAD])
    return found[1].decode("ascii", errors="replace") if found else None
