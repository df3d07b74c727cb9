"""What a record is about at a glance, and the names that one being typed may become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from onrecord.people.overview import overview
from onrecord.record.persons import beginning_with, most_quoted
from onrecord.record.store import Record
from onrecord.search.search import Filters, every
from tests.newsroom import furnish
from tests.stories import ONE, article, statement


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        furnish(record)
        yield record


def counted(record: Record) -> list[tuple[str, int]]:
    """People and their statements, counted one by one."""
    made = Counter(hit.person.name for hit in every(record, "", Filters()) if hit.person)
    return sorted(made.items(), key=lambda each: (-each[1], each[0]))


def test_most_quoted_is_true_when_statements_are_hidden_and_articles_few(record: Record) -> None:
    words = [f"“The quay holds, {k},”" for k in range(40)]
    story = article(" ".join(f"{each} Ann Quill said." for each in words), url="https://courier.example/quay")
    record.add(story, [statement(story, each, "Ann Quill") for each in words], ONE)
    told = [(p.name, p.statements) for p in most_quoted(record, limit=100)]
    assert told[0] == ("Ann Quill", 40)
    assert [t for t in told if dict(counted(record)).get(t[0])] == counted(record)
    newer = article("“No,” Ann Quill said.", url="https://courier.example/quay")  # its first version is hidden
    record.add(newer, [statement(newer, "“No,”", "Ann Quill")], ONE)
    assert {p.name: p.statements for p in most_quoted(record, limit=100)}["Ann Quill"] == 1


def test_an_overview_counts_who_names_whom_and_follows_what_is_added(record: Record) -> None:
    before = overview(record)
    assert overview(record) is before  # nothing has come
    lund = next(k for k, (person, _) in enumerate(before.people) if person.name == "Petra Lund")
    column = before.named.index("Lund")
    story = article("“Lund is wrong,” Petra Lund said.", published="2031-05-02")
    record.add(story, [statement(story, "“Lund is wrong,”", "Petra Lund")], ONE)
    after = overview(record)
    assert after.naming[lund][column] == before.naming[lund][column] + 1
    assert after.month == "2031-05"
    assert set(after.to_dict()) == {"people", "month", "topics", "named", "naming"}


@pytest.mark.parametrize(
    ("typed", "first"),
    [("lu", "Petra Lund"), ("Petra", "Petra Lund"), ("petra lu", "Petra Lund"), ("und", None), ("", None), ("%", None)],
)
def test_names_that_one_may_become(record: Record, typed: str, first: str | None) -> None:
    found = beginning_with(record, typed, limit=5)
    assert (found[0].name if found else None) == first
