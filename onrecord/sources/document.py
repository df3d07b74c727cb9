"""One document, wherever it lay: an article, or a transcript or document where it shows that it is one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..article import Article, Metadata
from .documents.article_file import document_text, make_article
from .documents.marked import of_text
from .documents.page_lines import page_lines
from .firsthand import Prepared
from .limits import check_length
from .reading import HTML_ENDINGS, TRANSCRIPT_ENDINGS, Reading, ending
from .transcripts.speech import as_document, read_speech
from .transcripts.subtitles import is_subtitles
from .transcripts.transcript import read_captions, read_transcript


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
    """Read a page, a text, subtitles, a PDF or DOCX file. ``metadata`` takes the place of the reading's.

    Raises UnreadableError or LanguageError.
    """
    kind = ending(path.name) if path else ""
    form = "transcript" if kind in TRANSCRIPT_ENDINGS else reading.hints.form
    text, is_page = document_text(data, declared=declared, is_html=is_html or kind in HTML_ENDINGS)
    if form in (None, "transcript") and is_subtitles(text):
        return read_captions(text, source=source, path=path, reading=reading)

    def article(lines: str | None = None) -> Article:
        return make_article(
            text, source=source, url=url, is_html=is_page, override=reading.override, today=reading.today, lines=lines,
            metadata=reading.metadata if metadata is None else metadata,
        )  # fmt: skip

    if form in (None, "transcript"):
        check_length(text)
        marked = page_lines(text) if is_page else of_text(text)
        lines = marked.text if is_page else None
        found = read_transcript(
            marked, lambda: article(lines), source=source, path=path, reading=reading, told=form is not None
        ) or (read_speech(marked, lambda: article(lines), author=reading.hints.author) if form is None else None)
        if found:
            return found
    if form == "document":
        return as_document(article(), author=reading.hints.author, said=reading.hints.said)
    return article()
