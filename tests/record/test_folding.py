"""A record whose names were folded by an older rule: opened, its people are found, and are one where nothing is against it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, select, text, update

from onrecord.people.judgements import judged
from onrecord.record import gathering
from onrecord.record.decisions import Matter, keep
from onrecord.record.persons import find_people
from onrecord.record.store import Record
from onrecord.record.tables import entities, names, people
from onrecord.search.search import Filters, search
from onrecord.upkeep.verify import verify
from tests.stories import ONE, article, statement

#: Sentences, the name as an article gives it, its type.
_SPOKEN = [
    ("“The weir holds,” said Ann Holt.", "Ann Holt", "person"),
    ("“The weir leaks,” said Mayor-elect Ann Holt.", "Mayor-elect Ann Holt", "person"),
    ("“No weir is dry,” said then-Gov. Ann Holt.", "then-Gov. Ann Holt", "person"),
    ("“The ferry sinks,” said Council Member Tom Farrow.", "Council Member Tom Farrow", "person"),
    ("“The ferry floats,” said then-Mayor Tom Farrow.", "then-Mayor Tom Farrow", "person"),
    ("“The ice breaks,” said coach Ida Strand.", "Ida Strand", "person"),
    ("“The ice is thin,” said fisherman Ida Strand.", "Ida Strand", "person"),
    ("“The ice melts,” said Police Chief Ida Strand.", "Police Chief Ida Strand", "person"),
    ("“The pier stands,” said Ole Brandt.", "Ole Brandt", "person"),
    ("“The pier is old,” said Deputy Mayor Ole Brandt.", "Deputy Mayor Ole Brandt", "person"),
    ("“The barn burns,” said Mayor-elect Kamp.", "Mayor-elect Kamp", "person"),
    ("“The barn burnt,” said Mr. Kamp.", "Mr. Kamp", "person"),
]  # fmt: skip


#: Names, how many people bear each afterwards, and why.
_BEARERS = [
    ("Ann Holt", 1, "titles alone kept three apart"),
    ("Tom Farrow", 1, "none of them stood without a title"),
    ("Ida Strand", 3, "a coach and a fisherman: the chief may be either"),
    ("Ole Brandt", 1, "an office, and no other walk of life"),
    ("Kamp", 2, "a bare surname may be many people's"),
]


def _old_fold(name: str) -> str:
    """The rule of 0.1: plain titles off the front, and no others."""
    return re.sub(r"^(?:(?:dr|mr|mrs|mayor|gov|the)\b\.? )+", "", name.casefold()).replace(".", "")


def take_back(connection: Connection) -> None:
    """The tables as migration 0004 left them."""
    for what in ("INDEX statements_hidden", "TABLE news", "TABLE watches", "TABLE captures"):
        connection.execute(text(f"DROP {what}"))
    connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))


@pytest.fixture
def make(place: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Make a record that was folded so; ``apart``: names of people whom somebody judged different."""

    def made(*apart: str) -> str:
        with monkeypatch.context() as patched, Record.open(place) as record:
            patched.setattr(gathering, "fold", _old_fold)
            for words, name, kind in _SPOKEN:
                story = article(words)
                record.add(story, [statement(story, words[: words.index("”") + 1], name, type=kind)], ONE)
            with record.database.writing() as connection:
                numbers = [
                    connection.execute(select(people.c.number).where(people.c.name == name)).scalar_one()
                    for name in apart
                ]
                if numbers:
                    decided = Matter("people", person=numbers[0], other_person=numbers[1])
                    keep(connection, decided, {"different": None}, by="dana")
                take_back(connection)
        return place

    return made


@pytest.fixture
def old(make: Callable[..., str]) -> str:
    return make()


def test_names_are_found_again(old: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "onrecord"), Record.open(old) as record:
        (message,) = [r.getMessage() for r in caplog.records if r.name == "onrecord.record.database"]
        assert "7 names lost a title for looking up, 4 people were gathered by that" in message
        for name, number, reason in _BEARERS:
            assert (name, len(find_people(record, name))) == (name, number), reason
        said = {name: len(search(record, filters=Filters(speaker=name))) for name in ("Ann Holt", "Farrow", "Strand")}
        assert said == {"Ann Holt": 3, "Farrow": 2, "Strand": 3}
        assert verify(record) == []
        with record.database.reading() as connection:
            for table in (entities, names):
                assert set(connection.execute(select(table.c.folded)).scalars()) == {
                    "ann holt", "tom farrow", "ida strand", "ole brandt", "kamp",
                }  # fmt: skip
            assert set(connection.execute(select(names.c.last)).scalars()) == {
                "holt", "farrow", "strand", "brandt", "kamp",
            }  # fmt: skip
    caplog.clear()
    with caplog.at_level(logging.INFO, "onrecord"), Record.open(old):
        assert caplog.records == []


def test_people_judged_different_stay_so(make: Callable[..., str]) -> None:
    with Record.open(make("Deputy Mayor Ole Brandt", "Ole Brandt")) as record:
        assert len(find_people(record, "Ole Brandt")) == 2
        assert [d.verdict for d in judged(record)] == ["different"]


def test_redacted_names_stay_redacted(old: str) -> None:
    with Record.open(old) as record, record.database.writing() as connection:
        connection.execute(update(entities).values(name="Mayor-elect ████", folded="mayor-elect ████"))
        take_back(connection)
    with Record.open(old) as record, record.database.reading() as connection:
        assert set(connection.execute(select(entities.c.folded)).scalars()) == {"mayor-elect ████"}
