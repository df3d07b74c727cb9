"""What in a finding calls for a look, what of that counts, and in which order it is shown."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.check.attention import DEFAULT, REASONS, Level, level, reasons, to_look_at, worst_first
from tests.findings import CLEAN, INVENTED, KEPT, NUMBER, OTHERS, PARAPHRASE, REPORT, SHORT, finding, not_found

WORDS = "We will not raise the tax"
TABLE: list[tuple[dict[str, Any], tuple[str, ...], Level, str]] = [
    ({}, (), "fine", "word for word in a primary source"),
    ({"wording": "trimmed"}, ("trimmed",), "note", "a trim is common use: told, not counted"),
    ({"wording": "trimmed", "marked": True}, ("marked",), "note", "the draft shows its cut itself"),
    ({"wording": "altered"}, ("altered",), "look", "words that the source doesn't have"),
    ({"wording": "altered", "marked": True}, ("marked",), "note", "an insertion in brackets"),
    ({"wording": "spliced"}, ("spliced",), "look", "distant words joined without a mark"),
    ({"wording": "spliced", "marked": True}, ("marked",), "note", "joined with an ellipsis"),
    ({"standing": "reported"}, ("reported",), "note", "other stories have it"),
    ({"standing": "unknown", "speaker_match": "unknown"}, ("unknown",), "note", "no speaker to compare with"),
    ({"standing": "other_speaker", "speaker_match": "no"}, ("other-speaker",), "look", "somebody else's words"),
    ({"warnings": ("said years earlier",)}, ("warnings",), "look", "the words alone don't tell all"),
    ({"wording": "trimmed", "warnings": ("negation dropped",)}, ("warnings", "trimmed"), "look", "a trim that turns it"),
    ({"weak": True}, (), "fine", "a short one that is found with its speaker"),
    ({"weak": True, "wording": "altered"}, ("weak",), "note", "too short to tell an alteration"),
    ({"weak": True, "standing": "other_speaker"}, ("other-speaker",), "look", "short, but found with somebody else"),
    ({"target": "paraphrase", "wording": "evidence_found"}, (), "fine", "never more than found"),
]  # fmt: skip


@pytest.mark.parametrize(("known", "expected", "expected_level", "why"), TABLE)
def test_reasons(known: dict[str, Any], expected: tuple[str, ...], expected_level: Level, why: str) -> None:
    found = finding(WORDS, **known)
    assert reasons(found) == expected, why
    assert level(found) == expected_level, why


def test_what_is_not_found() -> None:
    assert reasons(INVENTED) == ("not-found",)
    assert reasons(SHORT) == ("weak",)
    assert reasons(PARAPHRASE) == ("paraphrases",)
    assert [level(f) for f in (INVENTED, SHORT, PARAPHRASE)] == ["look", "note", "note"]


def test_what_counts_can_be_chosen() -> None:
    assert to_look_at(REPORT.findings) == [NUMBER, INVENTED, OTHERS]
    assert to_look_at(REPORT.findings, {"paraphrases"}) == [PARAPHRASE]
    assert to_look_at(REPORT.findings, frozenset()) == []
    assert to_look_at(CLEAN.findings, REASONS) == []
    assert set(REASONS) > DEFAULT


def test_the_worst_come_first_and_then_the_order_of_the_text() -> None:
    assert worst_first(REPORT.findings) == [OTHERS, NUMBER, INVENTED, SHORT, PARAPHRASE, KEPT]
    assert worst_first(REPORT.findings, {"paraphrases"})[0] == PARAPHRASE
    twice = [not_found("folly"), not_found("A toll hits the poor")]
    assert worst_first(twice) == twice[::-1]
