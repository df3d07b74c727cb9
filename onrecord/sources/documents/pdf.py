"""PDF files to text, each in a process of its own, so that a damaged or hostile one can't take onrecord with it.

PDFium gives the words of each line and where they stand; ``pdf_layout`` makes paragraphs of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import UnreadableError
from ..sandbox import read_apart
from .pdf_columns import in_reading_order
from .pdf_layout import HYPHEN, Line, join_pages

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

#: PDFium reads about a hundred pages a second.
MOST_PAGES = 1000
#: A line's words without the white space around them.
_LINE = re.compile(rf"[^\s{HYPHEN}](?:[^\r\n{HYPHEN}]*[^\s{HYPHEN}])?{HYPHEN}?")
_SPACE = re.compile(r"(?<=\S)\s+(?=\S)")
#: Words of one line that stand so far apart, in heights of it, are in two columns, or a number and its line.
_GAP = 0.9
_REMEDY = "save its text and read that"


def pdf_text(data: bytes) -> str:
    """The text of a PDF, paragraphs apart by a blank line. Raises UnreadableError."""
    return str(read_apart("documents.pdf.text_of", data, what="the PDF", remedy=_REMEDY))


def text_of(data: bytes) -> str:
    """The same, within this process."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
        if count > MOST_PAGES:
            raise UnreadableError(f"a PDF of {count:,} pages", remedy="split it into single articles")
        pages = [in_reading_order(list(_lines(document[k].get_textpage()))) for k in range(count)]
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError("the PDF is locked with a password", remedy="save it without one") from error
        raise UnreadableError(f"the PDF is damaged ({error})", remedy=_REMEDY) from error
    text = join_pages(pages)
    if not text.strip():
        raise UnreadableError(
            "no text in the PDF, only pictures of pages", remedy="run text recognition (OCR) on it first"
        )
    return text


def _lines(page: PdfTextPage) -> Iterator[Line]:
    """A page's lines in the order of the file, cut at wide gaps; one that breaks a word ends in HYPHEN."""
    last = page.count_chars() - 1
    text = page.get_text_range()
    for m in _LINE.finditer(text):
        start = m.start()
        left, bottom, right, top = page.get_charbox(min(start, last), loose=True)
        for space in _SPACE.finditer(text, m.start(), m.end()):
            before = page.get_charbox(min(space.start() - 1, last), loose=True)[2]
            after = page.get_charbox(min(space.end(), last), loose=True)[0]
            if after - before > _GAP * max(top - bottom, 1.0):
                yield Line(text[start : space.start()].replace("\0", ""), left, before, bottom, top)
                start, left = space.end(), after
        right = page.get_charbox(min(m.end() - 1, last), loose=True)[2]
        yield Line(text[start : m.end()].replace("\0", ""), left, right, bottom, top)
