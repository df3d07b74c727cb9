"""One document, wherever it lay: an article, or a transcript where its turns show that it is one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..article import Article, Metadata
from .documents.article_file import read_article
from .firsthand import Prepared, as_document
from .reading import HTML_ENDINGS, TRANSCRIPT_ENDINGS, Reading, ending
from .transcripts.transcript import looks_like_transcript, read_transcript


def read_document(
    data: bytes,
    reading: Reading,
    *,
    source: str,
    path: Path | None = None,
    url: str | None = None,
    declared: str | None = None,
    is_html: bool = False,
    metadata: Mapping[str, Metadata] | None = None,
) -> Article | Prepared:
    """Read a page, a text, a PDF or DOCX file. ``metadata`` takes the place of the reading's.

    Raises UnreadableError or LanguageError.
    """
    kind = ending(path.name) if path else ""
    article = read_article(
        data, source=source, url=url, declared=declared, is_html=is_html or kind in HTML_ENDINGS,
        metadata=reading.metadata if metadata is None else metadata, override=reading.override, today=reading.today,
    )  # fmt: skip
    told = kind in TRANSCRIPT_ENDINGS or reading.hints.form == "transcript"
    if told or (reading.hints.form is None and looks_like_transcript(article.text)):
        return read_transcript(article, path=path, reading=reading)
    if reading.hints.form == "document":
        return as_document(article, author=reading.hints.author, said=reading.hints.said)
    return article
