"""DOCX files to text: paragraphs, table cells and notes in order, as the document reads with all changes accepted.

python-docx opens the file; the walk over its paragraphs is our own, as the library's texts leave out tracked
insertions, tables and footnotes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...errors import UnreadableError
from ..limits import damaged

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

#: All files of the package together, unpacked, and their number; pictures are among them.
LARGEST_PACKAGE = 128 * 1024 * 1024
MOST_FILES = 5000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NOTES = ("footnotes", "endnotes")
#: What isn't the document's text: deleted, moved away, or a second form of the same words.
_GONE = frozenset(
    {f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
#: Or not its paragraph's: the paragraphs of a text box come by themselves.
_LEFT_OUT = _GONE.union(f"{_W}{name}" for name in ("delText", "instrText", "pPr", "rPr", "txbxContent", "p"))
_MARKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def word_text(data: bytes) -> str:
    """The text of a DOCX file, paragraphs apart by a blank line, foot- and endnotes last. Raises UnreadableError."""
    import docx

    with damaged("the DOCX file", "open it in a word processor and save it anew"):
        _check_package(data)
        document = docx.Document(io.BytesIO(data))
        roots = [document.element.body, *_notes(document)]
        text = "\n\n".join(block for root in roots for block in _blocks(root))
    if not text:
        raise UnreadableError("no text in the DOCX file", remedy="give an article's text or page")
    return text


def _check_package(data: bytes) -> None:
    try:
        files = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as error:
        raise UnreadableError(f"the ZIP or DOCX file is damaged ({error})", remedy="fetch it again") from error
    if "word/document.xml" not in {f.filename for f in files}:
        raise UnreadableError("a ZIP file that is no DOCX file", remedy="unpack it and read the files in it")
    if len(files) > MOST_FILES or sum(f.file_size for f in files) > LARGEST_PACKAGE:
        raise UnreadableError(f"the DOCX file unpacks to more than {LARGEST_PACKAGE >> 20} MB or {MOST_FILES} files")


def _notes(document: Document) -> Iterator[_Element]:
    """The footnotes and endnotes, without the lines that part them from the text."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.rpartition("/")[2] in _NOTES:
            for note in etree.fromstring(relation.target_part.blob, parser):
                if note.get(f"{_W}type", "normal") == "normal":
                    yield note


def _blocks(root: _Element) -> Iterator[str]:
    """The words of each paragraph that has some; one whose mark was deleted goes on in the next."""
    words = ""
    for paragraph in root.iter(f"{_W}p"):
        if _is_gone(paragraph):
            continue
        words += "".join(_words(paragraph))
        if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            continue
        if words.strip():
            yield words.strip()
        words = ""
    if words.strip():
        yield words.strip()


def _is_gone(paragraph: _Element) -> bool:
    """Whether it stands in a deleted row, in a deletion, or in the second form of a text box."""
    return any(
        element.tag in _GONE or (element.tag == f"{_W}tr" and element.find(f"{_W}trPr/{_W}del") is not None)
        for element in paragraph.iterancestors()
    )


def _words(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag in _LEFT_OUT or child.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        else:
            yield from _words(child)
