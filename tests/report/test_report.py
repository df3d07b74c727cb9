"""The page of a check: whole, escaped, of one file, each quotation linked with its finding."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.check.findings import Finding, Report
from onrecord.dates.in_words import edtf_in_words
from onrecord.display.findings import (
    ShownPiece,
    compare,
    line_of,
    shortened,
    standing_in_words,
    summary,
    wording_in_words,
)
from onrecord.report import fragment, page, style
from onrecord.report.layout import notes_of, paragraphs
from onrecord.statement import Span
from tests.findings import (
    CLEAN,
    DRAFT,
    INVENTED,
    KEPT,
    NUMBER,
    OTHERS,
    PARAPHRASE,
    REPORT,
    changed,
    evidence,
    finding,
)


class _Page(HTMLParser):
    """The tags of a page with their attributes, and its text without the style sheet."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "style" not in self._open:
            self.text += data

    def values(self, attribute: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(attribute))]


def test_every_quotation_is_linked_with_its_finding() -> None:
    found = _Page(page([REPORT]))
    ids = found.values("id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in found.values("href") if h.startswith("#")} == set(ids)
    for number in range(1, 7):
        assert {f"d1-quote-{number}", f"d1-finding-{number}"} <= set(ids)


def test_several_drafts_on_a_page_have_their_own_ids() -> None:
    ids = _Page(page([REPORT, REPORT])).values("id")
    assert len(ids) == len(set(ids)) == 24


def test_the_page_loads_nothing() -> None:
    found = _Page(page([REPORT]))
    assert {tag for tag, _ in found.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "base"})
    assert found.values("src") == []
    assert found.values("style") == []
    assert [h for h in found.values("href") if not h.startswith("#")] == ["https://courier.example/toll"]
    assert "noreferrer" in found.values("rel")
    assert not re.search(r"url\(|@import", style())
    assert "default-src 'none'" in "".join(found.values("content"))


def test_words_of_drafts_and_sources_are_escaped() -> None:
    markup = page([Report("<script>x</script>", DRAFT, (INVENTED,))])
    assert "&lt;script&gt;x&lt;/script&gt;" in markup
    assert "Nobody &lt;b&gt;here&lt;/b&gt; will answer &amp; pay" in markup
    assert "<b>" not in markup
    hostile = '"><img src=x onerror=alert(1)>'
    source = evidence(
        hostile, hostile, source=hostile, before=hostile, after=hostile, outlet=hostile, url="javascript:alert(1)"
    )
    found = _Page(page([Report("x", DRAFT, (finding("folly", hostile, evidence=(source,), warnings=(hostile,)),))]))
    assert "img" not in {tag for tag, _ in found.tags}
    assert not any(h.startswith("javascript:") for h in found.values("href"))


def test_a_fragment_tells_words_evidence_and_warnings() -> None:
    text = _Page(fragment(REPORT)).text
    assert "Council weighs grant" in text
    assert "number changed" in text
    assert "only in the source: almost 300,000" in text
    assert "only in the draft: 500,000" in text
    assert "I have said so before. " in text
    assert "published Fri 7 Nov 2025" in text
    assert "3 to look at" in text


def test_surroundings_are_cut_at_words() -> None:
    far = evidence("folly", before="one two " * 40, after=" three four" * 40)
    markup = fragment(Report("x", DRAFT, (finding("folly", evidence=(far,)),)))
    before, after = re.findall(r'class="around">([^<]*)<', markup)
    assert before.startswith("…") and before[1:].strip().split()[0] in ("one", "two")
    assert after.endswith("…") and after[:-1].split()[-1] in ("three", "four")
    assert max(len(before), len(after)) <= 121


def test_a_fragment_has_no_head_and_takes_its_prefix() -> None:
    markup = fragment(CLEAN, prefix="x", compared="2 sources")
    assert "<html" not in markup
    assert "<style" not in markup
    assert 'id="x-finding-1"' in markup
    assert "Compared with 2 sources." in markup
    assert "Worth a look" not in markup
    assert "no quotation" in fragment(Report("x", "Nothing here.", ()))


def test_the_worst_lead_the_list() -> None:
    nav = re.search(r"<nav.*?</nav>", fragment(REPORT), re.DOTALL)
    assert nav
    assert re.findall(r'class="number">(\d)', nav[0]) == ["5", "3", "4", "6", "2"]


@given(
    st.text("ab \n\r“”", min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 20)), max_size=6),
)
def test_marking_keeps_every_word(text: str, places: list[tuple[int, int]]) -> None:
    spans = [Span.of(text, a, min(a + n, len(text))) for a, n in places if a < len(text)]
    report = Report("x", text, tuple(Finding("quotation", s, None, "not_found", False, None, "unknown") for s in spans))
    notes = notes_of(report, frozenset())
    cut = list(paragraphs(text, notes))
    assert "".join("".join(w.text for p in cut for w in p.words).split()) == "".join(text.split())
    assert fragment(report)


def test_of_two_findings_on_the_same_words_the_shorter_marks_them() -> None:
    text = "He said it was “a mess” and left."
    outer = finding("it was “a mess” and left", text=text, target="paraphrase", wording="evidence_found")
    inner = finding("a mess", text=text)
    (paragraph,) = paragraphs(text, notes_of(Report("x", text, (outer, inner)), frozenset()))
    marked = [(w.text, w.note.number if w.note else None, w.last) for w in paragraph.words]
    assert marked == [
        ("He said ", None, False), ("it was “", 1, False), ("a mess", 2, True), ("” and left", 1, True), (".", None, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number", "why"),
    [
        ("one\n\ntwo\nstill two\n\n\nthree", 3, "blank lines part paragraphs"),
        ("one\ntwo\nthree", 3, "without blank lines every line is one"),
        ("\n\none\r\n\r\ntwo\n", 2, "other line ends, and space around"),
        (" \n ", 0, "nothing"),
    ],
)
def test_paragraphs(text: str, number: int, why: str) -> None:
    assert len(list(paragraphs(text, []))) == number, why


def test_differences_read_as_a_sentence() -> None:
    pieces = compare(DRAFT, NUMBER)
    assert pieces == [
        ShownPiece("both", "It cost this town"), ShownPiece("source", " almost 300,000"), ShownPiece("draft", " 500,000"),
        ShownPiece("both", " dollars"),
    ]  # fmt: skip


def test_words_left_out_stand_between_the_draft_s_own() -> None:
    at = DRAFT.index("raise")
    exact = "We will not, I say it again, raise the tax"
    cut = changed("", ", I say it again,", "We will", exact, "delete")
    kept = finding("We will not raise the tax", evidence=(evidence(exact, differences=(cut,)),))
    moved = kept.evidence[0].differences[0]
    assert moved.draft[0] < at
    pieces = compare(DRAFT, kept)
    assert "".join(p.words for p in pieces if p.of != "source").split() == kept.quote.exact.split()


def test_long_stretches_are_shortened_only_where_both_agree() -> None:
    many = " ".join(f"w{k}" for k in range(40))
    pieces = [ShownPiece("both", many), ShownPiece("draft", " " + many), ShownPiece("both", " " + many)]
    first, middle, last = shortened(pieces, around=3)
    assert first.words == "… w37 w38 w39"
    assert middle.words == " " + many
    assert last.words == " w0 w1 w2 …"
    assert shortened([ShownPiece("both", many)])[0].words == many


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2016-10-03", "Mon 3 Oct 2016"),
        ("2016-10", "Oct 2016"),
        ("2010~", "about 2010"),
        ("2016-10/..", "since Oct 2016"),
        ("../2016", "until 2016"),
        ("2016-06/2016-08", "Jun 2016 to Aug 2016"),
    ],
)
def test_dates_in_words(edtf: str, words: str) -> None:
    assert edtf_in_words(edtf) == words


def test_what_is_told_in_words() -> None:
    assert summary(REPORT) == (
        "5 quotations: 2 word for word, 1 altered, 2 not found; 1 paraphrase: 0 with evidence · 3 to look at"
    )
    assert summary(CLEAN).endswith("nothing to look at")
    assert wording_in_words(OTHERS) == "word for word, somebody else's"
    assert wording_in_words(finding("folly", wording="trimmed", marked=True)) == "trimmed, marked"
    open_ = {"standing": "unknown", "speaker_match": "unknown"}
    assert [standing_in_words(finding("folly", who, **open_)) for who in ("Tobias Anker", None)] == [
        "whose words isn't clear", "the draft names no speaker",
    ]  # fmt: skip
    reported = evidence("folly", primary=False, published="2025-11-07")
    later = evidence("folly", primary=False, published="2025-11-09")
    assert standing_in_words(finding("folly", standing="reported", evidence=(later, reported))) == (
        "only in other stories, since Fri 7 Nov 2025"
    )
    assert [line_of(DRAFT, f.quote.start) for f in (KEPT, PARAPHRASE, NUMBER, OTHERS)] == [3, 3, 5, 7]
