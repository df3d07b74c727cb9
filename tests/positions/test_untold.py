"""When no stance is told: questions, fragments, others' positions, what is open; and the sentences that are offered."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.positions import positions
from onrecord.positions.stances import with_stances
from onrecord.positions.untold import in_words
from onrecord.record.store import Record
from tests.harbour import POSTED, VENN, Words, furnish
from tests.stories import article, span, statement

TOLL = "The bridge toll should be abolished."


@pytest.mark.parametrize(
    ("told", "words", "reason", "why"),
    [
        ("“The toll? In this town?” Roscoe asked.", "“The toll? In this town?”", "question", "all of it is asked"),
        ("Roscoe asked whether the toll was legal.", "whether the toll was legal", "question", "an indirect question"),
        ("“The toll? I'd scrap it today,” Roscoe said.", "“The toll? I'd scrap it today,”", None, "an answer follows"),
        ("“Tolls, now,” said Roscoe.", "“Tolls, now,”", "fragment", "two words"),
        ("“If it ever settles down ...” said Roscoe.", "“If it ever settles down ...”", "fragment", "broken off"),
        ("“If they pay, we'll look at it,” said Roscoe.", "“If they pay, we'll look at it,”", "open", "commits to nothing"),
        ("“If they pay, I'll sign it,” said Roscoe.", "“If they pay, I'll sign it,”", None, "commits to something"),
        ("Roscoe hasn't decided on the toll.", "she hasn't decided on the toll", "open", "undecided"),
        ("“She's going to raise the toll,” said Roscoe.", "“She's going to raise the toll,”", "somebody else", "a rival"),
        ("“My opponent wants the toll,” said Roscoe.", "“My opponent wants the toll,”", "somebody else", "a rival"),
        ("The mayor thinks it's fair, said Roscoe.", "The mayor thinks it's fair,", "somebody else", "a third"),
        ("“They should end the toll,” said Roscoe.", "“They should end the toll,”", None, "a demand of her own"),
        ("“The toll will ruin the shops,” said Roscoe.", "“The toll will ruin the shops,”", None, "what is asked about"),
        ("“A toll on bread is next,” said Roscoe.", "“A toll on bread is next,”", None, "a plain sentence"),
    ],
)  # fmt: skip
def test_no_stance_is_told_of(told: str, words: str, reason: str | None, why: str) -> None:
    text = told if words in told else f"{told} {words}"
    story = article(text)
    kind = "direct" if words.startswith("“") else "indirect"
    asked = (span(text, "asked"),) if "asked" in text else ()
    assert in_words(statement(story, words, "Imelda Roscoe", kind=kind, cue=asked), TOLL) == reason, why


def test_what_was_not_said_has_no_stance() -> None:
    story = article("Roscoe never said that the toll was fair.")
    found = statement(story, "that the toll was fair", "Imelda Roscoe", kind="indirect")
    assert in_words(replace(found, happened="no"), TOLL) == "not said"
    assert in_words(found, TOLL) is None


def test_nothing_is_loaded_where_nothing_is_judged() -> None:
    def fail() -> None:
        raise AssertionError("the model was loaded")

    assert with_stances([], TOLL, "Imelda Roscoe", fail) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(("sure", "stance"), [(0.8, "against"), (0.95, "none"), (None, "none")])
def test_a_stance_is_shown_only_where_the_judge_may_be_trusted(place: str, sure: float | None, stance: str) -> None:
    judge = Words()
    judge.sure = sure
    with Record.open(place) as record:
        furnish(record)
        found = positions(record, VENN, "harbour police", "There should be harbour police.", judge=judge)
    told = {p.id: (p.stance, p.untold) for p in found.statements}
    assert told[POSTED.id] == (stance, None if stance == "against" else "unsure")
