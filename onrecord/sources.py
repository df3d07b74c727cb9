"""Where articles come from: files, folders, standard input, web addresses; and what is known about them beside.

``articles()`` yields an Article or a Failure for each, in a fixed order, and never raises for one bad item.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from .article import Article, Metadata
from .errors import InputError, MetadataError, UnreadableError
from .language import check_language
from .plaintext import author_names, decode, find_day, read_time, read_top

#: A larger file is refused: no article is that long, and reading it would take the machine's memory.
LARGEST_FILE = 64 * 1024 * 1024
_ARTICLE_ENDINGS = {".txt", ".text", ".md", ".html", ".htm", ".xhtml"}
_HTML_ENDINGS = {".html", ".htm", ".xhtml"}
_COMMENT = re.compile(r"\s*<(?:\?xml[^>]*|!--(?:(?!-->).)*--)>", re.DOTALL)
_HTML_START = re.compile(
    r"\s*<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|meta|title|script|link)\b[^<]*>",
    re.IGNORECASE,
)
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4}-\d\d-\d\d)(?!\d)")
#: So far into a page its kind and charset are looked for.
_HEAD = 4096
_COLUMNS = {
    "published": ("published", "publication_date", "date", "pub_date", "published_at"),
    "outlet": ("outlet", "publisher", "publication", "source", "newspaper", "site"),
    "title": ("title", "headline"),
    "authors": ("authors", "author", "byline"),
    "url": ("url", "link"),
}


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that couldn't be read, and why, in one line."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Located:
    """One place to read from: a file, or with no path standard input ("-") or a web address."""

    source: str
    path: Path | None = None


def is_url(source: str) -> bool:
    """Tell whether a source is a web address."""
    return source.lower().startswith(("http://", "https://"))


def locate(sources: Iterable[str]) -> tuple[list[Located], list[str]]:
    """Expand folders (recursive, sorted); return what to read and the files in folders that are no articles."""
    found: list[Located] = []
    passed: list[str] = []
    for source in sources:
        path = Path(source)
        if source == "-" or is_url(source) or not path.is_dir():
            found.append(Located(source, None if source == "-" or is_url(source) else path))
            continue
        for inner in sorted(p for p in path.rglob("*") if p.is_file()):
            if any(part.startswith(".") for part in inner.relative_to(path).parts):
                continue
            if _ending(inner.name) in _ARTICLE_ENDINGS:
                found.append(Located(str(inner), inner))
            else:
                passed.append(str(inner))
    return found, passed


def articles(
    located: Iterable[Located],
    *,
    metadata: Mapping[str, Metadata] | None = None,
    override: Metadata | None = None,
    today: date | None = None,
) -> Iterator[Article | Failure]:
    """Read each place; a bad one gives a Failure with the reason and the remedy, never an exception."""
    for place in located:
        try:
            yield read(place, metadata=metadata or {}, override=override or Metadata(), today=today)
        except InputError as error:
            yield Failure(place.source, str(error))
        except OSError as error:
            yield Failure(place.source, f"{error.strerror or error}; check the path and its permissions")


def read(place: Located, *, metadata: Mapping[str, Metadata], override: Metadata, today: date | None = None) -> Article:
    """Read one article. Raises InputError when there is none to read, OSError when the file can't be opened."""
    declared = None
    is_html = False
    url = None
    if is_url(place.source):
        from .fetch import fetch

        page = fetch(place.source)
        data, declared, url = page.body, page.charset, page.url
        is_html = page.is_html
    elif place.path is None:
        data = sys.stdin.buffer.read(LARGEST_FILE + 1)
    else:
        with place.path.open("rb") as file:
            data = file.read(LARGEST_FILE + 1)
        is_html = _ending(place.path.name) in _HTML_ENDINGS
    return read_article(
        data, source=place.source, url=url, declared=declared, is_html=is_html, metadata=metadata, override=override,
        today=today,
    )  # fmt: skip


def read_article(
    data: bytes,
    *,
    source: str,
    url: str | None = None,
    declared: str | None = None,
    is_html: bool = False,
    metadata: Mapping[str, Metadata] | None = None,
    override: Metadata | None = None,
    today: date | None = None,
) -> Article:
    """Turn the bytes of a page or text into an Article.

    ``declared`` is the charset that came with it, ``today`` the day of reading (for a dateline without a year).
    What is known is taken, first to last, for a page from ``override``, the page's own markup, ``metadata`` and a date
    in its name; for a text from ``override``, ``metadata``, its first lines, a date in its name and, last, a dateline
    without a year.
    Raises UnreadableError or LanguageError.
    """
    data = _unpacked(data)
    text = decode(data, declared=declared or _declared(data))
    guess = None
    if is_html or _looks_like_html(text):
        from .page import read_page

        text, own = read_page(text, url=url)
        beside = _beside((own.url, url, source), metadata or {})
        known = own.or_else(beside)
    else:
        top = read_top(text, today=today)
        guess = top.guess
        known = _beside((url, source), metadata or {}).or_else(top.metadata)
    known = (override or Metadata()).or_else(known)
    known = known.or_else(Metadata(published=_date_in_name(source))).or_else(Metadata(published=guess, url=url))
    if not re.search(r"\w{2}", text):
        raise UnreadableError("no words in it; give an article's text or page")
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


def _unpacked(data: bytes) -> bytes:
    if len(data) > LARGEST_FILE:
        raise UnreadableError(f"larger than {LARGEST_FILE >> 20} MB; split it into single articles")
    if data[:2] != b"\x1f\x8b":
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            plain = file.read(LARGEST_FILE + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableError(f"the gzip data is damaged ({error}); fetch the file again") from error
    if len(plain) > LARGEST_FILE:
        raise UnreadableError(f"unpacks to more than {LARGEST_FILE >> 20} MB; split it into single articles")
    return plain


def _ending(name: str) -> str:
    path = PurePosixPath(name.lower().removesuffix(".gz"))
    return path.suffix


def _stem(source: str) -> str:
    name = PurePosixPath(unquote(urlsplit(source).path) if is_url(source) else source.replace("\\", "/")).name
    name = name.removesuffix(".gz")
    return name[: -len(PurePosixPath(name).suffix)] if _ending(name) in _ARTICLE_ENDINGS else name


def _date_in_name(source: str) -> str | None:
    found = _DATE_IN_NAME.search(_stem(source)) if source != "-" else None
    day = find_day(found[1]) if found else None
    return day.isoformat() if day else None


def _beside(sources: Iterable[str | None], metadata: Mapping[str, Metadata]) -> Metadata:
    """Look up the metadata file under an article's addresses, its file's name and its stem."""
    for source in filter(None, sources):
        for key in (source, PurePosixPath(source).name, _stem(source)):
            if key in metadata:
                return metadata[key]
    return Metadata()


def read_metadata(path: str | Path) -> dict[str, Metadata]:
    """Read a metadata file: JSON Lines, CSV or TSV with a column ``name`` (file stem), ``filename`` or ``url``.

    Other columns: published, outlet, title, authors, or the usual other names for them. Returns metadata by name.
    Raises MetadataError.
    """
    path = Path(path)
    try:
        text = decode(_unpacked(path.read_bytes()))
    except (OSError, InputError) as error:
        raise MetadataError(f"{path}: {error}") from error
    rows = _json_rows(path, text) if text.lstrip().startswith("{") else _table_rows(path, text)
    found: dict[str, Metadata] = {}
    for number, row in enumerate(rows, start=1):
        lower = {str(k).strip().lower(): v for k, v in row.items() if k is not None}
        keys = [str(lower[k]) for k in ("name", "filename", "file", "url") if lower.get(k)]
        if not keys:
            raise MetadataError(f"{path}: row {number} has no name, filename or url; add such a column")
        known = _row_metadata(path, number, lower)
        for key in keys:
            found[key] = known
            if not is_url(key):
                found[_stem(key)] = known
    return found


def _json_rows(path: Path, text: str) -> Iterator[Mapping[str, Any]]:
    for number, line in enumerate(text.split("\n"), start=1):  # a string may hold other line breaks
        if line.strip():
            try:
                row = json.loads(line)
            except ValueError as error:
                raise MetadataError(f"{path}: line {number} is not JSON ({error})") from error
            if not isinstance(row, dict):
                raise MetadataError(f"{path}: line {number} is no JSON object")
            yield row


def _table_rows(path: Path, text: str) -> Iterator[Mapping[str, Any]]:
    head = text.partition("\n")[0]
    delimiter = "\t" if "\t" in head else ";" if head.count(";") > head.count(",") else ","
    try:
        yield from csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise MetadataError(f"{path}: not a readable table ({error})") from error


def _row_metadata(path: Path, number: int, row: Mapping[str, Any]) -> Metadata:
    def value(field: str) -> Any:
        return next((row[c] for c in _COLUMNS[field] if row.get(c) not in (None, "", "None")), None)

    published = value("published")
    day, at = read_time(str(published)) if published else (None, None)
    if published and day is None:
        raise MetadataError(f"{path}: row {number}: {published!r} is no date; write it as YYYY-MM-DD")
    authors = value("authors")
    return Metadata(
        title=_string(value("title")),
        outlet=_string(value("outlet")),
        authors=author_names("; ".join(map(str, authors)) if isinstance(authors, list) else str(authors or "")),
        published=day,
        published_at=at,
        url=_string(value("url")),
    )


def _string(value: Any) -> str | None:
    return str(value) if value is not None else None
