"""``onrecord check`` as a user meets it; what the check itself finds is made by hand here."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.annotation.annotate import Annotated
from onrecord.check import checking
from onrecord.check.findings import Report
from onrecord.cli import cli
from onrecord.errors import UsageError
from onrecord.record.store import Record
from onrecord.sources import Failure, drafts, locate
from tests import made
from tests.command_line import EXAMPLES, records, run
from tests.findings import CLEAN, DRAFT, REPORT

Given = list[tuple[Annotated, Record | None, Sequence[Annotated]]]


@pytest.fixture
def draft(tmp_path: Path) -> str:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT)
    return str(path)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """What the check is asked; every draft gets the findings of REPORT, one called clean none to look at."""
    asked: Given = []

    def check(draft: Annotated, record: Record | None, sources: Sequence[Annotated] = ()) -> Report:
        asked.append((draft, record, sources))
        found = CLEAN if "clean" in draft.article.source else REPORT
        return Report(draft.article.source, found.text, found.findings)

    monkeypatch.setattr(checking, "check", check)
    return asked


def invoke(*arguments: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["check", *arguments], input=given)


def test_findings_are_printed_worst_first(given: Given, draft: str, filled: str) -> None:
    result = invoke(draft, "--record", filled)
    assert result.exit_code == 1
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert [line for line in lines if line[:1] in "●○·" and line] == [
        "● word for word, somebody else's · line 7 · Tobias Anker · quotation · said by Imelda Roscoe",
        "● altered · line 5 · Gordon Pell · quotation · in a primary source",
        "● not found · line 5 · Gordon Pell · quotation",
        "○ not found · line 7 · Tobias Anker · quotation, weak evidence",
        "○ not found · line 3 · Imelda Roscoe · paraphrase",
        "· word for word · line 3 · Imelda Roscoe · quotation · in a primary source",
        "· {+only in the draft+} [-only in the source-]",
    ]
    assert "“It cost this town [-almost 300,000-] {+500,000+} dollars”" in lines
    assert "← Gordon Pell · said Wed 12 Nov 2025 · primary source · council.txt" in lines
    assert "! number changed" in lines
    assert any(line.endswith("1 paraphrase: 0 with evidence · 3 to look at") for line in lines)
    assert f"compared with {filled}" in " ".join(result.stderr.split())


def test_json_is_the_check_format(given: Given, draft: str, filled: str) -> None:
    result = invoke(draft, "--record", filled, "--json")
    (line,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert line == Report(draft, REPORT.text, REPORT.findings).to_dict()
    assert line["format"] == "onrecord-check/1"
    assert DRAFT not in result.stdout
    assert result.stderr == ""


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 1),
        (["--fail-on", "other-speaker"], 1),
        (["--fail-on", "spliced", "--fail-on", "paraphrases"], 1),
        (["--fail-on", "spliced"], 0),
        (["--fail-on", "never"], 0),
    ],
)
def test_fail_on_chooses_what_counts(given: Given, draft: str, filled: str, arguments: list[str], status: int) -> None:
    assert invoke(draft, "--record", filled, *arguments).exit_code == status


def test_nothing_to_look_at(given: Given, tmp_path: Path, filled: str) -> None:
    clean = tmp_path / "clean.txt"
    clean.write_text(DRAFT)
    result = invoke(str(clean), "--record", filled)
    assert result.exit_code == 0
    assert "nothing to look at" in result.stdout


def test_what_cannot_be_read_is_told(given: Given, tmp_path: Path, filled: str) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "clean.md").write_text(DRAFT)
    (folder / "empty.txt").write_text("")
    some = invoke(str(folder), "--record", filled, "--fail-on", "never")
    assert some.exit_code == 1
    assert "empty.txt: no words in it" in some.stderr
    assert "nothing to look at" in some.stdout
    none = invoke(str(folder / "empty.txt"), "--record", filled, "--fail-on", "never")
    assert none.exit_code == 2
    lost = invoke(str(folder / "clean.md"), "--record", filled, "--source", str(folder / "empty.txt"))
    assert (lost.exit_code, "empty.txt: no words in it" in lost.stderr) == (1, True)


def test_sources_are_given_beside_the_record(given: Given, draft: str, filled: str, tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text(" ".join(made.STORY))
    invoke(
        draft,
        "--record",
        filled,
        "--source",
        str(EXAMPLES / "check" / "2025-11-12-council.txt"),
        "--source",
        str(story),
    )
    ((_, record, sources),) = given
    assert record is not None
    assert [s.model for s in sources] == ["transcript", "en"]
    alone = invoke(draft, "--record", filled)
    assert given[1][2] == []
    assert alone.exit_code == 1


def test_sources_alone_will_do(given: Given, draft: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_RECORD", raising=False)
    monkeypatch.chdir(tmp_path)
    result = invoke(draft, "--source", str(EXAMPLES / "2025-11-07-bridge.html"))
    assert result.exit_code == 1
    assert given[0][1] is None
    assert "compared with 1 source given" in result.stderr
    assert not Path("onrecord.db").exists()
    with_nothing = invoke(draft)
    assert isinstance(with_nothing.exception, UsageError)
    assert "onrecord add PATH, or give what to compare with: --source" in str(with_nothing.exception)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["DRAFT", "--record", "none.db", "--source", "DRAFT"], "none.db: no record here"),
        (["DRAFT", "--record", "FILLED", "--html", "DRAFT"], "write over what is to be read"),
        (["DRAFT", "--record", "FILLED", "--html", "nowhere/report.html"], "no such folder for --html"),
        (["-", "--record", "FILLED", "--source", "-"], "only once"),
        (["FOLDER", "--record", "FILLED"], "no draft in the folder"),
    ],
)
def test_wrong_use(given: Given, draft: str, filled: str, tmp_path: Path, arguments: list[str], words: str) -> None:
    (tmp_path / "folder").mkdir()
    places = {"DRAFT": draft, "FILLED": filled, "FOLDER": str(tmp_path / "folder")}
    result = invoke(*(places.get(a, a) for a in arguments))
    assert isinstance(result.exception, UsageError)
    assert words in str(result.exception)
    assert Path(draft).read_text() == DRAFT


def test_wrong_use_is_one_line(tmp_path: Path, draft: str) -> None:
    result = run("check", draft, "--record", str(tmp_path / "none.db"))
    assert (result.returncode, result.stderr.count(b"\n")) == (2, 1)
    both = run("check", draft, "--fail-on", "never", "--fail-on", "altered")
    assert (both.returncode, b"'never' stands alone" in both.stderr) == (2, True)


def test_html_holds_every_draft(given: Given, draft: str, filled: str, tmp_path: Path) -> None:
    clean, page = tmp_path / "clean.txt", tmp_path / "report.html"
    clean.write_text(DRAFT)
    assert invoke(draft, str(clean), "--record", filled, "--html", str(page)).exit_code == 1
    markup = page.read_text(encoding="utf-8")
    assert markup.count("<article") == 2
    assert "Compared with" in markup


def test_keep_adds_the_draft_when_it_is_checked(given: Given, draft: str, filled: str) -> None:
    assert invoke(draft, "--record", filled).exit_code == 1
    with Record.open(filled) as record:
        before = record.stats()["articles"]
    kept = invoke(draft, "--record", filled, "--keep", "--published", "14 November 2025")
    assert kept.exit_code == 1
    with Record.open(filled) as record:
        assert record.stats()["articles"] == int(before or 0) + 1
        article = given[1][0].article
        assert record.article(article.id).published == "2025-11-14"


def test_standard_input(given: Given, filled: str) -> None:
    result = invoke("-", "--record", filled, "--json", given=DRAFT.encode())
    assert json.loads(result.stdout)["draft"] == "-"
    assert given[0][0].article.text == DRAFT


def test_the_example_of_the_readme() -> None:
    sources = ("examples/check/2025-11-12-council.txt", "examples/2025-11-07-bridge.html")
    result = run("check", "examples/check/draft.txt", *(part for s in sources for part in ("--source", s)), "--json")
    assert result.returncode == 1
    (report,) = records(result)
    quotations = [f for f in report["findings"] if f["target"] == "quotation"]
    assert [(f["speaker"], f["wording"], f["standing"]) for f in quotations] == [
        ("Imelda Roscoe", "verbatim", "primary"),
        ("Imelda Roscoe", "trimmed", "primary"),
        ("Gordon Pell", "altered", "primary"),
        ("Tobias Anker", "altered", "primary"),
        ("Tobias Anker", "verbatim", "other_speaker"),
        ("Lucille Okafor", "not_found", None),
    ]
    assert [f["warnings"] for f in quotations] == [[], [], ["number changed"], ["negation dropped"], [], []]
    text = (EXAMPLES / "check" / "draft.txt").read_text(encoding="utf-8")
    for found in report["findings"]:
        quote = found["quote"]
        assert text[quote["start"] : quote["end"]] == quote["exact"]


TURNS = "\n\n".join(f"{'ANNA PELL' if k % 2 else 'OLE STRAND'}: {made.STORY[k % 3]}" for k in range(8))


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.txt", TURNS.encode(), "turns make no transcript of a draft"),
        ("a.said", TURNS.encode(), "nor does the name"),
        ("a.md", ("# Bridge\n\n" + "\n\n".join(made.STORY)).encode(), "Markdown"),
        ("a.html", made.page("Bridge"), "a page"),
        ("a.docx", made.docx("".join(map(made.paragraph, made.STORY))), "a word processor's file"),
        ("a.pdf", made.pdf([made.column(made.STORY)]), "a PDF"),
    ],
)
def test_drafts_of_every_kind_are_articles(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (found,) = drafts(locate([str(path)])[0])
    assert not isinstance(found, Failure), why
    assert "bridge will stay shut" in found.text


@pytest.mark.parametrize("name", ["a.xml", "a.csv", "a.jsonl", "a.warc"])
def test_feeds_tables_and_archives_are_no_drafts(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("<rss/>")
    (found,) = drafts(locate([str(path)])[0])
    assert isinstance(found, Failure)
    assert "is no draft; give text" in found.reason


def test_a_draft_at_an_address_is_fetched_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.sources import fetch

    asked: list[str] = []

    def fetched(url: str) -> fetch.Fetched:
        asked.append(url)
        return fetch.Fetched(url=url, body=made.page("Bridge"), charset="utf-8", is_html=True)

    monkeypatch.setattr(fetch, "fetch", fetched)
    (found,) = drafts(locate(["https://cms.example/draft/7"])[0])
    assert not isinstance(found, Failure)
    assert asked == ["https://cms.example/draft/7"]
