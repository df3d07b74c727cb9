"""Reviewing: what waits, what people say of it, and how far they agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from onrecord.corrections.fix import history
from onrecord.corrections.review import Agreement, Pair, Verdict, agreement, decide, progress, queue, task, undo
from onrecord.errors import ConflictError, UnknownError, UsageError
from onrecord.record.store import Record
from onrecord.search.search import search
from tests.stories import ONE, TWO, article, statement

STORY = article(
    "“No boat will be turned away,” Ann Holt said. Ben Marsh agreed that the fees are too high. “We wait,” he told us.",
    url="https://gazette.example/board", published="2025-11-07",
)  # fmt: skip
FOUND = [
    statement(STORY, "“No boat will be turned away,”", "Ann Holt", confidence=0.9),
    statement(STORY, "that the fees are too high", "Ben Marsh", kind="indirect", confidence=0.4),
    statement(STORY, "“We wait,”", "Ann Holt", confidence=0.6),
]
BOAT, FEES, WAIT = (s.id for s in FOUND)


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        record.add(STORY, FOUND, ONE)
        yield record


def waiting(record: Record, by: str = "dana", *, second: bool = False) -> list[str]:
    return [task.hit.statement.id for task in queue(record, by=by, second=second)]


def test_what_may_harm_most_comes_first_and_what_is_decided_goes(record: Record) -> None:
    assert waiting(record) == [WAIT, FEES, BOAT]  # words in marks before a less sure paraphrase, sure ones last
    decide(record, FEES, "accept", by="dana")
    decide(record, WAIT, "reject", by="dana", why="no person")
    assert waiting(record) == waiting(record, "kim") == [BOAT]
    assert {hit.statement.id for hit in search(record)} == {FEES, BOAT}


def test_what_one_person_skips_waits_for_others(record: Record) -> None:
    decide(record, FEES, "skip", by="dana")
    assert waiting(record) == [WAIT, BOAT]
    assert waiting(record, "kim") == [WAIT, FEES, BOAT]
    undo(record, FEES, by="dana")
    assert waiting(record) == [WAIT, FEES, BOAT]


def test_accepting_changes_nothing_but_that_somebody_looked(record: Record) -> None:
    before = task(record, FEES)
    after = decide(record, FEES, "accept", by="dana", version=before.version)
    assert after.hit == before.hit
    assert after.version != before.version
    assert [(r.verdict, r.by) for r in history(record, FEES).reviews] == [("accept", "dana")]


def test_a_fix_is_a_correction_and_undo_takes_all_of_it_back(record: Record) -> None:
    changes = {"speaker": {"name": "Ben Marsh", "type": "person"}, "channel": "interview"}
    fixed = decide(record, WAIT, "fix", by="dana", changes=changes)
    assert fixed.hit.corrected
    assert fixed.hit.person and fixed.hit.person.name == "Ben Marsh"
    assert undo(record, WAIT, by="dana").hit.statement == FOUND[2]
    with pytest.raises(UnknownError):
        undo(record, WAIT, by="dana")


def test_words_may_be_given_in_pieces(record: Record) -> None:
    fixed = decide(record, FEES, "fix", by="dana", changes={"words": "Ben Marsh agreed … fees are\ntoo high"})
    assert [s.exact for s in fixed.hit.statement.content] == ["Ben Marsh agreed", "fees are too high"]


def test_a_later_decision_of_the_same_person_takes_the_place_of_the_first(record: Record) -> None:
    decide(record, FEES, "reject", by="dana")
    decide(record, FEES, "accept", by="dana")
    assert FEES in {hit.statement.id for hit in search(record)}


@pytest.mark.parametrize(("verdict", "changes"), [("fix", None), ("accept", {"channel": "speech"})])
def test_changes_go_with_a_fix_only(record: Record, verdict: Verdict, changes: dict[str, str] | None) -> None:
    with pytest.raises(UsageError):
        decide(record, FEES, verdict, by="dana", changes=changes)


def test_of_two_editors_the_slower_is_told(record: Record) -> None:
    seen = task(record, FEES).version
    decide(record, FEES, "fix", by="dana", changes={"channel": "speech"}, version=seen)
    with pytest.raises(ConflictError, match="meanwhile"):
        decide(record, FEES, "fix", by="kim", changes={"channel": "interview"}, version=seen)
    with pytest.raises(ConflictError):
        undo(record, FEES, by="dana", version=seen)
    assert task(record, FEES).hit.statement.channel.type == "speech"


def test_a_second_opinion_is_asked_of_others_on_what_the_machine_found(record: Record) -> None:
    decide(record, FEES, "fix", by="dana", changes={"channel": "speech"})
    decide(record, WAIT, "reject", by="dana")
    assert waiting(record, second=True) == []
    (fees, wait) = queue(record, by="kim", second=True)
    assert [fees.hit.statement, wait.hit.statement] == FOUND[1:]
    assert not fees.hit.corrected
    decide(record, FEES, "accept", by="kim", version=fees.version)
    decide(record, WAIT, "skip", by="kim")
    assert waiting(record, "kim", second=True) == []
    assert waiting(record, "lee", second=True) == [WAIT]  # two have decided on the other one


def test_agreement_of_a_record(record: Record) -> None:
    for statement_id, first, second in (
        (FEES, "accept", "accept"),
        (WAIT, "reject", "accept"),
        (BOAT, "skip", "accept"),
    ):
        decide(record, statement_id, first, by="dana")
        decide(record, statement_id, second, by="kim")
    found = agreement(record)
    assert found.pairs == (
        Pair(FEES, "accept", "accept", "dana", "kim"),
        Pair(WAIT, "reject", "accept", "dana", "kim"),
    )
    assert found.to_dict()["disagreements"] == [
        {"statement": WAIT, "first": "reject", "second": "accept", "first_by": "dana", "second_by": "kim"}
    ]
    done = progress(record, by="dana")
    assert (done.decided, done.skipped, done.decided_by_all, done.seen_twice, done.statements) == (2, 1, 3, 2, 3)


def test_agreement_counts_the_newest_version_of_an_article_only(record: Record) -> None:
    decide(record, BOAT, "accept", by="dana")
    decide(record, BOAT, "accept", by="kim")
    newer = replace(STORY, text=STORY.text + " More follows.")
    again = statement(newer, "“No boat will be turned away,”", "Ann Holt")
    record.add(newer, [again], TWO)
    assert [pair.statement for pair in agreement(record).pairs] == [again.id]
    assert waiting(record) == []


@pytest.mark.parametrize(
    ("verdicts", "share", "kappa"),
    [
        ([], None, None),
        ([("accept", "accept")] * 3, 1.0, None),  # nothing to tell agreement from habit
        ([("accept", "accept"), ("reject", "reject")], 1.0, 1.0),
        ([("accept", "reject"), ("reject", "accept")], 0.0, -1.0),
        # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: the worked example of the textbooks, (0.7 - 0.5) / (1 - 0.5)
        (
            [("accept", "accept")] * 20 + [("accept", "reject")] * 5 + [("reject", "accept")] * 10
            + [("reject", "reject")] * 15,
            0.7, 0.4,
        ),
    ],
)  # fmt: skip
def test_kappa(verdicts: list[tuple[str, str]], share: float | None, kappa: float | None) -> None:
    found = Agreement(tuple(Pair("s", first, second, "dana", "kim") for first, second in verdicts))
    assert found.share == share
    assert found.kappa == (kappa if kappa is None else pytest.approx(kappa))
