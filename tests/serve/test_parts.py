"""Parts of pages: marks in texts, pictures, citations, addresses that hold a search."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

pytest.importorskip("jinja2", reason="Jinja isn't installed (the extra web)")

from hypothesis import given
from hypothesis import strategies as st

from onrecord.display.citations import as_bibtex, as_csl, as_markdown, as_text, as_wiki
from onrecord.errors import UsageError
from onrecord.record.clusters import aligned
from onrecord.search.search import ArticleHead, Filters, Hit, PersonHead
from onrecord.serve.excerpts import excerpt
from onrecord.serve.marks import marked
from onrecord.serve.pictures.counts import timeline_picture
from onrecord.serve.pictures.strip import strip_picture
from onrecord.serve.rendering import templates
from onrecord.serve.views.question import Question
from onrecord.serve.views.statements import common_share, within_common
from onrecord.statement import Said
from tests.stories import article, span, statement

TEXT = "First line.\n\n“We will,” Ann Holt said. “We must.”\nLast line."
STORY = article(TEXT, title="A story", outlet="Port Gazette", published="2025-02-01", url="https://gazette.example/a")
FOUND = statement(STORY, "“We will,”", "Ann Holt", source=(span(TEXT, "Ann Holt"),), cue=(span(TEXT, "said"),))


def hit(**known: object) -> Hit:
    head = ArticleHead(STORY.id, STORY.source, STORY.url, STORY.title, STORY.outlet, STORY.published)
    return Hit(FOUND, head, PersonHead("abc", "Ann Holt"))


def test_marks_keep_the_text_to_the_letter() -> None:
    paragraphs = marked(TEXT, [FOUND.to_dict()])
    assert ["".join(piece.text for piece in p.pieces) for p in paragraphs] == [
        "First line.", "“We will,” Ann Holt said. “We must.”", "Last line.",
    ]  # fmt: skip
    assert [(piece.text, piece.classes) for piece in paragraphs[1].pieces if piece.marks] == [
        ("“We will,”", "content direct"), ("Ann Holt", "source"), ("said", "cue"),
    ]  # fmt: skip
    assert [p.notes for p in paragraphs] == [(), (0,), ()]
    assert paragraphs[1].pieces[0].begins == paragraphs[1].pieces[0].ends == (FOUND.id,)


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 25)), min_size=1, max_size=3)


@given(st.text(alphabet="ab \n“”", min_size=1, max_size=80), st.lists(st.tuples(spans, spans), max_size=4))
def test_marks_of_any_spans_cut_the_text_into_pieces(text: str, places: list[tuple[object, object]]) -> None:
    def cut(pairs: object) -> list[dict[str, object]]:
        fitting = [(min(a, len(text) - 1), min(a + n, len(text))) for a, n in pairs]  # type: ignore[attr-defined]
        return [{"start": a, "end": b, "exact": text[a:b]} for a, b in fitting]

    found = [
        {"id": f"s{k}", "kind": "mixed", "source": cut(one), "cue": [], "content": cut(other)}
        for k, (one, other) in enumerate(places)
    ]
    paragraphs = marked(text, found)
    for paragraph in paragraphs:
        whole = "".join(piece.text for piece in paragraph.pieces)
        assert whole == text[paragraph.start : paragraph.start + len(whole)]
    assert "\n".join("".join(p.text for p in q.pieces) for q in paragraphs).split() == text.split()


def period(edtf: str, **kinds: int) -> dict[str, object]:
    return {"edtf": edtf, "first": edtf, "last": edtf, "dated": kinds, "undated": {}}


def test_a_picture_breaks_its_axis_where_nothing_was_said() -> None:
    drawn = timeline_picture(
        {"unit": "year", "periods": [period("1960", direct=1), period("2015", direct=3, indirect=2), period("2017", mixed=1)]},
        name='Ann "A" <Holt>', link=lambda p, dated: f"/x?y={p['edtf']}&z={dated}",
    )  # fmt: skip
    root = ElementTree.fromstring(str(drawn))
    assert root.attrib["aria-label"] == '7 statements by Ann "A" <Holt>, by year'
    links = [e.attrib for e in root.iter() if e.tag.endswith("a")]
    assert [a["aria-label"] for a in links] == ["1960: 1 said then", "2015: 5 said then", "2017: 1 said then"]
    assert links[0]["href"] == "/x?y=1960&z=True"
    assert len(re.findall('class="break"', drawn)) == 1
    assert "style=" not in drawn


def test_a_lane_without_statements_is_left_out() -> None:
    def box(periods: list[dict[str, object]]) -> str:
        drawn = timeline_picture({"unit": "year", "periods": periods}, name="Ann", link=lambda *_: "/x")
        return ElementTree.fromstring(str(drawn)).attrib["viewBox"]

    dated = period("2024", direct=1)
    undated = {**period("2025"), "undated": {"indirect": 2}}
    assert len({box([dated, undated]), box([dated]), box([undated])}) == 3


@pytest.mark.parametrize(
    ("words", "searched", "shown"),
    [
        ("Tolls hit the poor", "toll", "[Tolls] hit the poor"),
        ("He told of a toll", '"a toll" -poor', "He told of [a] [toll]"),
        ("No mark", "", "No mark"),
    ],
)
def test_what_was_searched_for_is_marked(words: str, searched: str, shown: str) -> None:
    part = excerpt(words, searched)
    assert "".join(f"[{text}]" if marked else text for text, marked in part.pieces) == shown
    assert not part.cut_before and not part.cut_behind


def test_long_words_are_cut_around_what_was_searched_for() -> None:
    words = f"{'one two three ' * 100}the harbour is shut {'four five six ' * 100}".strip()
    part = excerpt(words, "harbours")
    text = "".join(piece for piece, _ in part.pieces)
    assert part.cut_before and part.cut_behind
    assert f" {text} " in words and len(text) < 600
    assert ("harbour", True) in part.pieces
    begun = excerpt(words, "")
    assert (begun.cut_before, begun.cut_behind) == (False, True)
    assert words.startswith("".join(piece for piece, _ in begun.pieces))


@given(st.text(max_size=2000), st.text(max_size=20))
def test_an_excerpt_is_a_slice(words: str, searched: str) -> None:
    part = excerpt(words, searched)
    text = "".join(piece for piece, _ in part.pieces)
    assert text in words
    assert part.cut_before or words.startswith(text)
    assert part.cut_behind or words.endswith(text)


def test_a_picture_of_nothing_is_nothing() -> None:
    assert timeline_picture({"unit": "day", "periods": []}, name="Ann", link=lambda *_: "") == ""


def test_citing_calls_a_paraphrase_one() -> None:
    assert as_text(hit()) == (
        "Ann Holt: “We will,” (quotation, undated; “A story”, Port Gazette, Sat 1 Feb 2025, https://gazette.example/a)"
    )
    assert "\n\n> “We will,”\n\n— “A story”" in as_markdown(hit())
    told = statement(
        STORY, "Last line", "Ann Holt", kind="indirect", said=Said("2025", "2025-01-01", "2025-12-31", "own")
    )
    paraphrase = Hit(told, hit().article)
    assert "(paraphrase, said 2025" in as_text(paraphrase)
    assert ">" not in as_markdown(paraphrase).replace("<https://gazette.example/a>", "")


def test_citing_tells_a_carried_day_and_no_path_of_the_machine() -> None:
    carried = statement(STORY, "Last line", "Ann Holt", said=Said("2025-02-01", "2025-02-01", "2025-02-01", "event"))
    head = ArticleHead(STORY.id, "/home/dana/secret/harbour.txt", None, None, "Port Gazette", None)
    local = Hit(carried, head)
    link = "https://record.example/statements/abc"
    told = as_text(local, link=link)
    assert told.endswith(f"said Sat 1 Feb 2025, the event’s day; harbour.txt, Port Gazette; {link})")
    for form in (as_text, as_markdown, as_bibtex, as_csl, as_wiki):
        assert "secret" not in form(local, link=link)
        assert link in form(local, link=link)


def test_citing_for_programs() -> None:
    assert as_bibtex(hit()).splitlines() == [
        f"@article{{onrecord:{FOUND.id},", "  title = {A story},", "  journaltitle = {Port Gazette},",
        "  date = {2025-02-01},", "  note = {Ann Holt: “We will,” (quotation, undated)},",
        "  url = {https://gazette.example/a},", "}",
    ]  # fmt: skip
    (item,) = json.loads(as_csl(hit()))
    assert (item["type"], item["issued"]) == ("article-newspaper", {"date-parts": [[2025, 2, 1]]})
    assert as_wiki(hit()) == (
        "<ref>Ann Holt (quotation, undated): {{cite news |title=A story |work=Port Gazette |date=2025-02-01 "
        "|url=https:&#47;&#47;gazette.example/a |quote=We will,}}</ref>"
    ).replace("&#47;", "/")


@pytest.mark.parametrize(
    ("title", "bibtex", "wiki"),
    [
        ("50% & more_{of} #1", r"50\% \& more\_\{of\} \#1", "50% &#38; more_&#123;of&#125; #1"),
        ("a|b [[c]] <ref>", "a|b [[c]] <ref>", "a&#124;b &#91;&#91;c&#93;&#93; &#60;ref&#62;"),
    ],
)
def test_citing_escapes_what_a_program_would_take_for_its_own(title: str, bibtex: str, wiki: str) -> None:
    hostile = Hit(FOUND, replace(hit().article, title=title))
    assert f"title = {{{bibtex}}}," in as_bibtex(hostile)
    assert f"|title={wiki} |" in as_wiki(hostile)


def test_the_strip_is_at_true_scale() -> None:
    def period(day: str, **counts: dict[str, int]) -> dict[str, object]:
        return {"edtf": day, "first": day, "last": day, "dated": {}, "undated": {}} | counts

    days = [period("2025-01-01", dated={"direct": 1}), period("2025-01-02", dated={"direct": 2}),
            period("2025-07-02", undated={"indirect": 1}), period("2025-12-31", dated={"direct": 9})]  # fmt: skip
    svg = strip_picture({"periods": days}, {"2025-01-01": "We will <b>"}, link=lambda p, dated: f"/{p['edtf']}")
    root = ElementTree.fromstring(svg)
    marks = [(a.get("href"), c.get("class"), float(c.get("cx") or 0)) for a in root.iter("a") for c in a.iter("circle")]
    assert [(href, cls) for href, cls, _ in marks] == [
        ("/2025-01-01/2025-01-02", "mark-said"), ("/2025-12-31", "mark-said"), ("/2025-07-02", "mark-printed"),
    ]  # fmt: skip
    first, last, middle = (x for *_, x in marks)
    assert middle - first == pytest.approx((last - first) / 2, abs=1)
    assert "3 said then. “We will &lt;b&gt;”" in svg
    assert strip_picture({"periods": days[:1]}, {}, link=lambda p, dated: "/") == ""


def test_wordings_side_by_side_give_each_back() -> None:
    one, other = "We will not close a single school", "We will never close a school, ever"
    stretches = aligned(one, other)
    assert [(s.kind, s.first, s.other) for s in stretches if s.kind != "equal"] == [
        ("replace", "not", "never"), ("delete", "single", ""), ("insert", "", "ever"),
    ]  # fmt: skip


def test_an_address_holds_a_search() -> None:
    typed = [("q", " toll "), ("kind", "direct"), ("kind", "mixed"), ("said_from", "2025"), ("said_to", "Nov. 7, 2025"),
             ("to", "reporters"), ("after", "20"), ("utm", "x"), ("speaker", "")]  # fmt: skip
    question = Question.of(typed)
    assert question.filters == Filters(
        kind=("direct", "mixed"), said_from="2025-01-01", said_to="2025-11-07", addressee="reporters"
    )
    assert (question.words, question.after) == ("toll", "20")
    assert Question.of(question.pairs).filters == question.filters
    assert (
        question.query(without=[("kind", "mixed")])
        == "q=toll&kind=direct&said_from=2025&said_to=Nov.+7%2C+2025&to=reporters"
    )
    assert question.query(add=[("said_from", "2024")], names=("said_from", "said_to")).endswith(
        "to=reporters&said_from=2024"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        ("kind", "gossip"),
        ("said_to", "soon"),
        ("limit", "0"),
        ("limit", "many"),
        ("limit", "²"),
        ("limit", "9" * 5_000),
        ("act", "sang"),
    ],
)
def test_what_no_search_is_like_is_refused(wrong: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        Question.of([wrong])


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("Correction: The date was wrong.", "The date was wrong."),
        ("CORRECTIONS : two names", "two names"),
        ("Corrected the date: it was Monday.", "Corrected the date: it was Monday."),  # a sentence, no heading
        ("The date was wrong.", "The date was wrong."),
    ],
)
def test_a_note_says_correction_once(note: str, shown: str) -> None:
    assert templates.env.filters["without_heading"](note) == shown


@pytest.mark.parametrize(
    ("one", "other", "share", "shown"),
    [
        ("We will keep the ferry running all year", "We will keep the ferry running all year", 1.0, ["="]),
        ("Well, thank you all for coming out here tonight, and we will keep the ferry running all year",
         "“we will keep the ferry running,”", 1.0, ["…", "=", "≠"]),  # a turn and what was quoted of it
        ("The board met on Monday and passed it", "The board met on Monday, no more was done", 5 / 8, ["=", "≠"]),
        ("Nothing that she promised the board on Monday came of it",
         "On the pier nobody ever had seen such promised land", 1 / 10, None),
    ],
)  # fmt: skip
def test_same_words_are_a_share_of_the_shorter_and_shown_alone(
    one: str, other: str, share: float, shown: list[str] | None
) -> None:
    stretches = aligned(one, other)
    assert common_share(stretches) == pytest.approx(share, abs=0.09)
    marks = ["…" if s.first == "…" else "=" if s.kind == "equal" else "≠" for s in within_common(stretches)]
    assert shown is None or marks == shown
