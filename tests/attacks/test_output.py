"""What articles hold can't steer what it is shown in: terminals, spreadsheets, browsers."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from onrecord.cli import cli
from onrecord.corrections.fix import fix
from onrecord.display.citations import as_markdown, as_text
from onrecord.export import annotation_lines, csv_lines, schema_lines
from onrecord.people.directory import the_person
from onrecord.people.judgements import rename, same
from onrecord.record.store import Record
from onrecord.search.search import Hit, every
from onrecord.statement import Addressee, Channel, Speaker
from tests.command_line import STORY, run
from tests.stories import ONE, article, span, statement

#: Writes to the clipboard, clears the screen, colours by one character (CSI), turns words about, goes back, deletes.
CONTROL = "\x1b]52;c;aGFybQ==\x07\x1b[2J\x9b31m\u202ecod.exe\u2066\x08\x7f\r"
FORBIDDEN = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def place(tmp_path: Path) -> str:
    """A record with hostile words in every field that takes words."""
    place = str(tmp_path / "hostile.db")
    with Record.open(place) as record:
        for number, day in enumerate(("2025-01-01", "2025-03-01")):
            name = f"Ann {CONTROL}Holt"
            story = article(
                f"{number}. The toll is bad. {name} told {CONTROL}reporters: “The toll{CONTROL} must go {number}.”",
                title=f"Toll{CONTROL}", outlet=f"Courier{CONTROL}", source=f"a{CONTROL}{number}.txt", published=day,
                authors=(f"B{CONTROL}",), url=f"https://courier.example/{CONTROL}{number}",
            )  # fmt: skip
            quoted = statement(
                story, story.text[story.text.index("“") :], name, cue=(span(story.text, f"told {CONTROL}reporters"),),
                source=(span(story.text, name),), addressee=Addressee(f"{CONTROL}reporters"), said=day,
                channel=Channel("briefing"),
            )  # fmt: skip
            other = statement(story, "The toll is bad", Speaker(f"Tom {CONTROL} {number} Venn", "person", named=True))
            record.add(story, [quoted, other], ONE)
            record.flag(story.id, "corrected", note=f"wrong{CONTROL}")
            fix(record, quoted.id, {"act": "promised"}, by=f"me{CONTROL}", why=f"so{CONTROL}")
        record.fail(f"b{CONTROL}.txt", f"bad{CONTROL}")
        one, two = (the_person(record, f"Tom {CONTROL} {n} Venn") for n in (0, 1))
        same(record, one, two, by=f"me{CONTROL}")
        rename(record, one, f"Thomas {CONTROL}Venn", by=f"me{CONTROL}")
    return place


def test_no_command_lets_an_article_steer_the_terminal(place: str, tmp_path: Path) -> None:
    with Record.open(place) as record:
        hits = list(every(record))
        ids, person = [h.statement.id for h in hits], next(h.person.id for h in hits if h.person)
        of = hits[0].article.id
    story = tmp_path / "story.txt"
    story.write_text(f"{STORY.strip()} “Go{CONTROL} home,” she said.\n", newline="")
    bad = tmp_path / f"bad{CONTROL.replace('/', '')}.txt"
    bad.write_text("")
    there = ("--record", place)
    commands = [
        ("read", str(story)), ("read", str(bad)), ("read", "--json", str(story)), ("add", str(bad), *there), ("add", str(story), *there),
        ("check", str(story), *there), ("check", str(story), "--json", *there),
        ("search", "toll", *there), ("search", "toll", "--json", *there), ("search", "--like", "the toll must go", *there),
        ("search", f"x{CONTROL}", *there), ("search", "toll", "--said-from", CONTROL, *there),
        ("who", person, *there), ("who", person, "--json", *there), ("cluster", ids[0], *there), ("stats", *there),
        ("export", "--format", "jsonl", *there), ("people", *there), ("people", "--judged", *there), ("people", "--candidates", *there),
        ("same", person, CONTROL, *there), ("different", person, "nobody", *there), ("rename", person, f"A{CONTROL}", *there),
        ("undo", "1", *there), ("fix", ids[0], "--speaker", f"A{CONTROL}", *there), ("history", ids[0], *there), ("history", *there),
        ("positions", person, "--about", "toll", *there), ("positions", person, *there), ("change", ids[0], ids[1], "--accept", *there),
        ("change", *there), ("access", f"x{CONTROL}", *there), ("access", "desk", *there), ("access", *there), ("flag", of, "retracted", "--note", CONTROL, *there),
        ("search", "toll", "--cite", *there), ("watch", "add", "w", "--query", "toll", *there), ("watch", "list", *there),
        ("watch", "add", f"x{CONTROL}", "--query", CONTROL, *there), ("watch", "remove", CONTROL, *there),
        ("recheck", *there), ("mcp", "--record", f"{tmp_path}/{CONTROL}"), ("completion", "bash"), ("scale", f"x{CONTROL}"),
        ("verify", *there), ("backup", str(bad), *there), ("forget", person, *there), ("serve", "--record", f"{tmp_path}/{CONTROL}"),
        ("watch", "add", f"w{CONTROL}", "--query", f"toll{CONTROL}", *there), ("watch", "add", "toll", "--query", "toll", *there),
        ("watch", "list", *there), ("watch", "run", *there), ("watch", "remove", CONTROL, *there),
        ("recheck", *there), ("recheck", f"x{CONTROL}", *there), ("scale", str(bad), "--as", CONTROL, "--out", str(tmp_path)),
        ("completion", CONTROL), ("mcp", "--model", CONTROL, *there),
    ]  # fmt: skip
    assert {name for name, *_ in commands} == set(cli.commands)
    for command in commands:
        if command[0] == "export":  # what is written to files is the data itself; only a terminal is spared
            continue
        result = run(*command)
        printed = (result.stdout + result.stderr).decode()
        assert not FORBIDDEN.search(printed), (command, printed)
        assert (
            printed
            or command[:1] in {("history",), ("change",), ("recheck",), ("mcp",)}
            or command[:2] == ("watch", "run")
        ), command


def hostile_hits(tmp_path: Path, **known: str) -> list[Hit]:
    story = article("Ann said: “=1+1 is\n=cmd|' /C calc'!A0 and\r@SUM(1) and\u2028-2.”", **known)
    with Record.open(str(tmp_path / "csv.db")) as record:
        record.add(story, [statement(story, story.text[10:], "Ann")], ONE)
        return list(every(record))


@pytest.mark.parametrize(
    "title", ["=1+1", "a\n=1+1", "a\r=1+1", "a\r\n+1", "\t=1", "a\v@x", "＝1+1", "a,b\n-1", '"\n=1']
)
def test_no_cell_of_a_table_is_a_formula(tmp_path: Path, title: str) -> None:
    (hit,) = hostile_hits(tmp_path, title=title, outlet="=x", url="@y", source="+z")
    lines = "\r\n".join(csv_lines([hit]))
    rows = list(csv.reader(io.StringIO(lines, newline="")))
    assert len(rows) == 2, "a title makes no row of its own"
    for cell in rows[1]:
        for line in re.split("[\r\n\v\f\x85\u2028\u2029]", cell):
            assert not line.startswith(tuple("=+-@\t＝＋－＠")), cell


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd"]
)
def test_no_citation_or_export_links_elsewhere_than_the_web(tmp_path: Path, address: str) -> None:
    (hit,) = hostile_hits(tmp_path, url=address, source=address, title=f"a](x) [b]({address}) <{address}>")
    assert address.strip() not in re.sub("“a.*”", "", as_text(hit))
    assert not re.search(r"(?<!\\)[\[\]<>]", as_markdown(hit).replace("\n> ", ""))
    for lines in (annotation_lines([hit]), schema_lines([hit])):
        (found,) = map(json.loads, lines)
        links = [found["target"][0]["source"]] if "target" in found else [found["isPartOf"].get("url", "")]
        assert address not in links


def test_the_address_of_a_citation_ends_where_it_ends(tmp_path: Path) -> None:
    (hit,) = hostile_hits(tmp_path, url="https://courier.example/> <b")
    assert as_markdown(hit).endswith(" <https://courier.example/%3E%20%3Cb>\n")
