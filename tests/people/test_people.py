"""People across articles: who gathers by itself, who is kept apart, and what a person judges."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from onrecord.errors import UnknownError, UsageError
from onrecord.people.directory import Person, find_people, most_quoted, the_person
from onrecord.people.judgements import candidates, different, judged, rename, same, undo
from onrecord.record.store import Record
from onrecord.search.search import Filters, search
from onrecord.text.person_names import fold, is_generic
from tests.command_line import records, run
from tests.stories import ONE, TWO, article, statement

_number = itertools.count()


def quote(record: Record, introduced: str, name: str, *, type: str = "person", named: bool = True, **known: Any) -> str:
    """Add a story that quotes somebody as ``introduced``; give its id."""
    story = article(f"“Yes, number {next(_number)},” said {introduced}.", **known)
    record.add(story, [statement(story, story.text[: story.text.index(" said")], name, type=type, named=named)], ONE)
    return story.id


def groups(record: Record) -> list[set[str]]:
    """The names of each person, by person."""
    found: dict[str, set[str]] = {}
    for hit in search(record, limit=100):
        if hit.person and hit.statement.speaker:
            found.setdefault(hit.person.id, set()).add(hit.statement.speaker.name)
    return sorted(found.values(), key=sorted)


@pytest.fixture
def record(place: str) -> Any:
    with Record.open(place) as record:
        yield record


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Ann Holt", "Ann Holt"], 1),
        (["Ann Holt", "ANN HOLT", "Ann Hölt"], 1),  # case and accents
        (["Ann Holt", "Ann Marie Holt"], 1),  # a middle name more
        (["Ann M. Holt", "Ann Marie Holt"], 1),  # its initial
        (["William Strand", "Bill Strand"], 1),  # a short form
        (["Ann Holt", "Ann Strand"], 2),
        (["Ann Holt", "Ruth Holt"], 2),
        (["Ann Marie Holt", "Ann Ruth Holt"], 2),  # another middle name
        (["Tom Farrow", "Tom Farrow Jr."], 2),  # father and son
        (["T. Farrow", "Tom Farrow"], 2),  # an initial is many people
        (["Farrow", "Tom Farrow"], 2),  # a last name alone, too
        (["Farrow", "Farrow"], 2),
        (["Ann Ruth Holt", "Ann Marie Holt", "Ann Holt"], 3),  # it may be either
        (["Ann Ruth Holt", "Ann Marie Holt", "Ann Holt", "Ann Holt", "Ann Holt"], 3),  # but the same name is the same
        (["Dr. Ann Holt", "Ann Holt"], 1),  # a title
    ],
)
def test_names_gather_only_where_that_is_safe(record: Record, names: list[str], expected: int) -> None:
    for name in names:
        quote(record, name, name)
    assert len(most_quoted(record)) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("senator Ann Holt", "Ann Holt, the senator,", 1),
        ("senator Ann Holt", "Ann Holt, a dairyman from Pell,", 2),
        ("senator Ann Holt", "Ann Holt", 1),  # nothing speaks against it
        ("goalkeeper Ann Holt", "Judge Ann Holt", 2),
    ],
)
def test_another_walk_of_life_keeps_a_name_apart(record: Record, first: str, second: str, expected: int) -> None:
    quote(record, first, "Ann Holt")
    quote(record, second, "Ann Holt")
    assert len(most_quoted(record)) == expected
    if expected == 2:
        quote(record, first, "Ann Holt")  # and a third goes to the one of its walk
        assert [p.statements for p in most_quoted(record)] == [2, 1]
        for _ in range(3):  # of whom nothing is told are one more
            quote(record, "Ann Holt", "Ann Holt")
        assert [p.statements for p in most_quoted(record)] == [3, 2, 1]


def test_bodies_that_every_town_has_gather_by_outlet(record: Record) -> None:
    for outlet in ("Courier", "Courier", "Gazette"):
        quote(record, "the City Council", "City Council", type="organisation", outlet=outlet)
        quote(record, "the Harrow Ferry Company", "Harrow Ferry Company", type="organisation", outlet=outlet)
    assert sorted((p.name, p.statements) for p in most_quoted(record)) == [
        ("City Council", 1), ("City Council", 2), ("Harrow Ferry Company", 3),
    ]  # fmt: skip


def test_who_has_no_name_is_nobody_but_found(record: Record) -> None:
    quote(record, "a spokesman", "spokesman", named=False)
    assert most_quoted(record) == []
    assert len(search(record, "", Filters(speaker="spokesman"))) == 1


def the(record: Record, name: str) -> Person:
    return the_person(record, name)


def test_judged_the_same_until_undone(record: Record) -> None:
    quote(record, "Ann Holt", "Ann Holt")
    quote(record, "Ann Strand", "Ann Strand")
    quote(record, "Ann Strand", "Ann Strand")
    number = same(record, the(record, "Ann Holt"), the(record, "Ann Strand"), by="dana")
    (person,) = most_quoted(record)
    assert (person.name, person.names, person.statements) == ("Ann Strand", ("Ann Strand", "Ann Holt"), 3)
    assert len(search(record, "", Filters(speaker="Ann Holt"))) == 3
    with pytest.raises(UsageError, match="one person already"):
        same(record, the(record, "Ann Holt"), the(record, "Ann Strand"), by="dana")
    undone = undo(record, number, by="tom")
    assert (undone.verdict, undone.undone_by) == ("same", "tom")
    assert [(p.name, p.statements) for p in most_quoted(record)] == [("Ann Strand", 2), ("Ann Holt", 1)]
    with pytest.raises(UnknownError, match="undone already"):
        undo(record, number, by="tom")
    assert [(j.verdict, j.by) for j in judged(record)] == [("same", "dana")]


def test_judgements_chain_and_part_again(record: Record) -> None:
    for name in ("Ann Holt", "Ann Strand", "Ann Farrow"):
        quote(record, name, name)
    first = same(record, the(record, "Ann Holt"), the(record, "Ann Strand"), by="dana")
    same(record, the(record, "Ann Strand"), the(record, "Ann Farrow"), by="dana")
    assert len(most_quoted(record)) == 1
    undo(record, first, by="dana")
    assert sorted(len(p.names) for p in most_quoted(record)) == [1, 2]


def test_judged_different_is_never_suggested_or_made_the_same(record: Record) -> None:
    quote(record, "senator Ann Holt", "Ann Holt")
    quote(record, "Ann Holt, a dairyman,", "Ann Holt")
    (candidate,) = candidates(record)
    assert candidate.reasons[0] == "the same name"
    assert set(candidate.reasons[1].removeprefix("but ").split(" and ")) == {"land", "public"}
    number = different(record, candidate.person, candidate.other, by="dana")
    assert candidates(record) == []
    with pytest.raises(UsageError, match="judged different"):
        same(record, candidate.person, candidate.other, by="dana")
    undo(record, number, by="dana")
    same(record, candidate.person, candidate.other, by="dana")
    assert len(most_quoted(record)) == 1


def test_a_last_name_alone_is_suggested(record: Record) -> None:
    quote(record, "Ole Strand", "Ole Strand")
    quote(record, "Strand", "Strand")
    quote(record, "Farrow", "Farrow")
    (candidate,) = candidates(record, the(record, "Ole Strand"))
    assert {candidate.person.name, candidate.other.name} == {"Ole Strand", "Strand"}
    assert candidate.reasons == ("the last name alone",)


def test_renamed_until_undone(record: Record) -> None:
    quote(record, "Ann Holt", "Ann Holt")
    number = rename(record, the(record, "Ann Holt"), "Ann Holt-Farrow", by="dana")
    assert search(record)[0].person.name == "Ann Holt-Farrow"  # type: ignore[union-attr]
    assert the(record, "Ann Holt").name == "Ann Holt-Farrow"
    undo(record, number, by="dana")
    assert search(record)[0].person.name == "Ann Holt"  # type: ignore[union-attr]
    with pytest.raises(UsageError, match="empty"):
        rename(record, the(record, "Ann Holt"), " ", by="dana")


def test_judgements_stay_when_articles_are_read_again(record: Record) -> None:
    first = quote(record, "Ann Holt", "Ann Holt")
    quote(record, "Ann Strand", "Ann Strand")
    same(record, the(record, "Ann Holt"), the(record, "Ann Strand"), by="dana")
    story, found = record.article(first), record.statements(first)
    record.add(story, [], TWO, again=True)
    record.add(story, found, ONE, again=True)
    assert groups(record) == [{"Ann Holt", "Ann Strand"}]


def test_a_name_that_many_have_asks_for_an_id(record: Record) -> None:
    quote(record, "Ann Holt", "Ann Holt")
    quote(record, "Ben Holt", "Ben Holt")
    with pytest.raises(UsageError, match=r"2 people may be meant; give the id: \w+ \((Ann|Ben) Holt, 1 statements\)"):
        the_person(record, "Holt")
    with pytest.raises(UnknownError, match="nobody of this name"):
        the_person(record, "Marsh")
    ann = the_person(record, "ann holt")
    assert the_person(record, ann.id) == ann
    assert len(find_people(record, "holt")) == 2


@pytest.mark.parametrize(
    ("name", "folded"),
    [("Dr. José Ruiz-Peña", "jose ruiz-pena"), ("D’Arcy O’Neil", "d'arcy o'neil"), ("Mayor Holt's", "holt"), ("?", "")],
)
def test_folding(name: str, folded: str) -> None:
    assert fold(name) == folded


def test_generic_names() -> None:
    assert is_generic(fold("the City Police Department"))
    assert not is_generic(fold("Harrow Police Department"))


def test_on_the_command_line(tmp_path: Any) -> None:
    place = str(tmp_path / "x.db")
    with Record.open(place) as record:
        quote(record, "Ann Holt", "Ann Holt")
        quote(record, "Ann Strand", "Ann Strand")
        quote(record, "Strand", "Strand")
    assert [p["name"] for p in records(run("people", "--json", "--record", place))] == [
        "Ann Holt",
        "Ann Strand",
        "Strand",
    ]
    (pair,) = records(run("people", "--candidates", "--json", "--record", place))
    assert pair["reasons"] == ["the last name alone"]
    assert b"the last name alone" in run("people", "--candidates", "--record", place).stdout
    done = run("same", "Ann Holt", "Ann Strand", "--by", "dana", "--record", place)
    assert "take it back with: onrecord undo 1" in done.stderr.decode()
    assert run("different", pair["person"]["id"], pair["other"]["id"], "--record", place).returncode == 0
    assert run("rename", "Ann Holt", "Ann Holt-Strand", "--record", place).returncode == 0
    assert b"Ann Holt-Strand" in run("people", "Holt", "--record", place).stdout
    assert run("undo", "1", "--record", place).returncode == 0
    listed = records(run("people", "--judged", "--json", "--record", place))
    assert [(j["verdict"], bool(j["undone"])) for j in listed] == [
        ("same", True),
        ("different", False),
        ("rename", False),
    ]
    assert b"different" in run("people", "--judged", "--record", place).stdout
    assert run("undo", "1", "--record", place).returncode == 2
