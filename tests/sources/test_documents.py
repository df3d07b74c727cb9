"""PDF and DOCX: what is printed is read, in order, without what the layout did to it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from onrecord.errors import UnreadableError
from onrecord.sources import read_article
from onrecord.sources import sandbox as apart
from onrecord.sources.documents import docx as word_module
from onrecord.sources.documents.pdf_layout import HYPHEN, Line, join_pages
from tests import made
from tests.made import STORY, column, docx, paragraph


def text_of(data: bytes) -> str:
    return read_article(data, source="x").text


def test_a_pdf_is_read_in_paragraphs() -> None:
    first = column([
        "The bridge will stay shut until spring, the har-", "bour office said in its long-term plan, and that a long-",
        "term wait was likely. The mayor said on Monday that she", "had not been told.", "", "“We will mend it,” she told reporters at the",
    ])  # fmt: skip
    second = column(["harbour office.", "", "Nobody in the town was surprised."])
    assert text_of(made.pdf([first, second])) == (
        "The bridge will stay shut until spring, the harbour office said in its long-term plan, and that a long-term wait"
        " was likely. The mayor said on Monday that she had not been told.\n\n“We will mend it,” she told reporters at the"
        " harbour office.\n\nNobody in the town was surprised."
    )


def lines(*words: str, height: float = 10, left: float = 72, top: float = 700) -> list[Line]:
    return [
        Line(w, left, left + 6 * len(w), top - 14 * k - height, top - 14 * k) for k, w in enumerate(words) if w
    ]  # fmt: skip


LAYOUTS = [
    ("lines of one paragraph", [lines("The bridge will stay", "shut until spring.")], "The bridge will stay shut until spring."),
    ("a broken word", [lines(f"The har{HYPHEN}", "bour office")], "The harbour office"),
    ("a compound that the text writes so", [lines("A long-term plan is", f"a long{HYPHEN}", "term one")], "A long-term plan is a long-term one"),
    ("a name keeps its hyphen", [lines(f"Mrs. Smith{HYPHEN}", "Pell left.")], "Mrs. Smith-Pell left."),
    ("a headline of larger type", [[*lines("Bridge shut", height=20, top=740), *lines("The bridge is shut.")]], "Bridge shut\n\nThe bridge is shut."),
    ("an indented line", [[*lines("The bridge is shut"), *lines("It was old.", left=90, top=686)]], "The bridge is shut\n\nIt was old."),
    ("a short last line", [lines("The bridge will stay shut for long", "and it rains.", "Nobody in the town was surprised.")], "The bridge will stay shut for long and it rains.\n\nNobody in the town was surprised."),
    ("the next column goes on", [[*lines("The bridge will", "stay shut"), *lines("until spring", left=320)]], "The bridge will stay shut until spring"),
    ("running heads and page numbers", [[*lines("COURIER 7 NOV", top=780), *lines(f"Story {w} is here."), *lines(str(k), top=40)] for k, w in enumerate(("one", "two", "three"))], "Story one is here.\n\nStory two is here.\n\nStory three is here."),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "pages", "expected"), LAYOUTS, ids=[p[0] for p in LAYOUTS])
def test_layout(reason: str, pages: list[list[Line]], expected: str) -> None:
    assert join_pages(pages) == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (made.pdf([[]]), "OCR"),
        (made.pdf([column(STORY)])[:200], "the PDF is damaged"),
        (b"%PDF-1.7 nothing", "the PDF is damaged"),
    ],
)
def test_pdfs_that_cannot_be_read(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        text_of(data)


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 0.01)
    with pytest.raises(UnreadableError, match="takes longer"):
        text_of(made.pdf([column(STORY)]))


def test_a_reader_that_breaks_off_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.sys, "executable", "/bin/true")
    with pytest.raises(UnreadableError, match="broke off"):
        text_of(made.pdf([column(STORY)]))


def run(words: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


DOCUMENTS = [
    ("paragraphs", paragraph("One bridge.") + paragraph() + paragraph("Two ", "roads."), "One bridge.\n\nTwo roads."),
    ("an insertion is kept", paragraph("It will ", f"<w:ins>{run('not ')}</w:ins>", "open."), "It will not open."),
    ("a deletion is dropped", paragraph("It will ", "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>", "open."), "It will open."),
    ("moved words stand where they went", paragraph(f"<w:moveFrom>{run('Soon. ')}</w:moveFrom>", "It opens. ", f"<w:moveTo>{run('Soon.')}</w:moveTo>"), "It opens. Soon."),
    ("a deleted paragraph mark joins", "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>It </w:t></w:r></w:p>" + paragraph("opens."), "It opens."),
    ("tables in order", paragraph("Before.") + f"<w:tbl><w:tr><w:tc>{paragraph('Cell one.')}</w:tc><w:tc>{paragraph('Cell two.')}</w:tc></w:tr></w:tbl>" + paragraph("After."), "Before.\n\nCell one.\n\nCell two.\n\nAfter."),
    ("a deleted row", f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('Gone.')}</w:tc></w:tr></w:tbl>" + paragraph("Here."), "Here."),
    ("links, tabs, breaks, hyphens", paragraph("A", "<w:r><w:tab/><w:br/></w:r>", f"<w:hyperlink>{run('link')}</w:hyperlink>", "<w:r><w:noBreakHyphen/></w:r>", "B"), "A\t\nlink-B"),
    ("hidden words and field codes", paragraph("Seen.", run("Hidden.", "<w:rPr><w:vanish/></w:rPr>"), "<w:r><w:instrText>PAGE</w:instrText></w:r>"), "Seen."),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "body", "expected"), DOCUMENTS, ids=[d[0] for d in DOCUMENTS])
def test_docx(reason: str, body: str, expected: str) -> None:
    assert word_module.word_text(docx(body)) == expected


def test_footnotes_come_last() -> None:
    notes = (
        f'<w:footnote w:type="separator">{paragraph("x")}</w:footnote><w:footnote>{paragraph("A note.")}</w:footnote>'
    )
    assert word_module.word_text(docx(paragraph("A text."), footnotes=notes)) == "A text.\n\nA note."


def test_a_docx_file_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "2025-11-07-bridge.docx").write_bytes(docx("".join(map(paragraph, STORY))))
    article = read_article((tmp_path / "2025-11-07-bridge.docx").read_bytes(), source="2025-11-07-bridge.docx")
    assert article.text == "\n\n".join(STORY)
    assert article.published == "2025-11-07"


def test_word_reads_what_its_library_writes() -> None:
    import docx as library

    document = library.Document()
    for words in STORY:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    assert text_of(out.getvalue()) == "\n\n".join(STORY)


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return out.getvalue()


BROKEN = [
    ("a plain zip", zipped(story=b"x"), "no DOCX"),
    ("cut off", docx(paragraph("x"))[:300], "damaged"),
    ("a bomb", docx(paragraph("x"), more={"word/media/a.png": b"\0" * 3_000_000}), "unpacks to more"),
    ("no text", docx(paragraph()), "no text"),
    ("broken markup", docx("<w:p>"), "damaged"),
    ("deep markup", docx("<w:p>" * 5000 + "</w:p>" * 5000), "damaged"),
    ("an entity", docx(paragraph("x")).replace(b"<w:footnotes", b"<w:footnotex"), "damaged"),
]


@pytest.mark.parametrize(("reason", "data", "words"), BROKEN, ids=[b[0] for b in BROKEN])
def test_broken_docx(reason: str, data: bytes, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_module, "LARGEST_PACKAGE", 2_000_000)
    if reason == "an entity":
        bomb = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "' + "&b;" * 1000 + '"><!ENTITY d "' + "&c;" * 1000 + '">]>'
        body = (
            f'{bomb}<w:document xmlns:w="{made.W}"><w:body><w:p><w:r><w:t>&d;</w:t></w:r></w:p></w:body></w:document>'
        )
        data, words = _with_document(body.encode()), "no text|damaged"
    with pytest.raises(UnreadableError, match=words):
        text_of(data)


def _with_document(markup: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(""))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, markup if name == "word/document.xml" else old.read(name))
    return out.getvalue()
