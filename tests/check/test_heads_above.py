"""Lines above a place that look as if somebody began to speak there."""

from __future__ import annotations

import pytest

from onrecord.check.heads_above import head_above

HEADS = [
    ("ROSCOE: We wait.", "ROSCOE", "capitals and a colon"),
    ("Roscoe: We wait.", "Roscoe", "one word"),
    ("Ida Roscoe: We wait.", "Ida Roscoe", "a name"),
    ("Ida  Roscoe: We wait.", "Ida Roscoe", "two blanks are one"),
    ("The Lord Mayor of Port Harrow: We wait.", "The Lord Mayor of Port Harrow", "small words between capitals"),
    ("Mayor of the harbor: We wait.", None, "small letters at the end"),
    ("Chair of the: We wait.", "Chair of the", "but for a title"),
    ("Member 2: We wait.", "Member 2", "a number"),
    ("Ida Roscoe (Harrow): We wait.", "Ida Roscoe", "a party in brackets"),
    ("Ida Roscoe (D) [remote]: We wait.", "Ida Roscoe", "two pairs of them"),
    ("**Ida Roscoe:** We wait.", "Ida Roscoe", "in bold"),
    ("> Ida Roscoe: We wait.", "Ida Roscoe", "quoted as in a mail"),
    ("00:12:31 Ida Roscoe: We wait.", "Ida Roscoe", "a time before"),
    ("[12:31] Ida Roscoe: We wait.", "Ida Roscoe", "a time in brackets"),
    ("Ida Roscoe  00:12:31\nWe wait.", "Ida Roscoe", "a time behind"),
    ("Ida Roscoe (Mayor) 12:31\nWe wait.", "Ida Roscoe", "brackets and a time"),
    ("<v Ida Roscoe>We wait.", "Ida Roscoe", "a voice of subtitles"),
    ("Mr. ROSCOE. We wait.", "Mr. ROSCOE", "a title, and a stop"),
    ("The CHAIRMAN. We wait.", "The CHAIRMAN", "an office, and a stop"),
    ("Mr. J. ROSCOE. We wait.", "Mr. J. ROSCOE", "an initial"),
    ("Mr ROSCOE waits.", None, "no stop"),
    ("Q. Why do we wait?", "Q", "a question of a hearing"),
    ("A  We wait.", "A", "an answer, two blanks"),
    ("A We wait.", None, "an article"),
    ("A boat: it waits.", None, "small letters"),
    ("We wait for this: the boat.", None, "a sentence"),
    ("Note: we wait.", None, "a word that stands before a colon"),
    ("http://harrow.example/wait", None, "an address"),
    ("Update: We wait.", None, "a notice"),
    ("Ida Roscoe told him: we wait.", None, "a verb in small letters"),
    ("Ida Roscoe:we wait.", None, "nothing behind the colon that parts them"),
    ("One Two Three Four Five Six: We wait.", "One Two Three Four Five Six", "six words"),
    ("One Two Three Four Five Six Seven: We wait.", None, "seven are no name"),
    ("        Ida Roscoe: We wait.", "Ida Roscoe", "eight blanks"),
    ("         Ida Roscoe: We wait.", None, "nine are another layout"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("line", "head", "reason"), HEADS)
def test_a_head(line: str, head: str | None, reason: str) -> None:
    text = f"It was late in the day.\n{line}\nWe still wait for the boat."
    assert head_above(text, text.index("We still")) == head, reason


def test_the_nearest_counts_and_none_behind() -> None:
    text = "ROSCOE: We wait.\nHOLT: So do I.\nThe boat came.\nMARSH: At last."
    assert head_above(text, text.index("The boat")) == "HOLT"
    assert head_above(text, text.index("HOLT")) == "ROSCOE"
    assert head_above(text, len(text)) == "MARSH"
    assert head_above(text, 0) is None


def test_none_is_sought_before_the_beginning_or_too_far_above() -> None:
    text = "ROSCOE: We wait.\nThe boat came.\n"
    assert head_above(text, len(text), begin=text.index("The boat")) is None
    assert head_above(text, len(text), begin=0) == "ROSCOE"
    for gap, head in ((15_000, "ROSCOE"), (25_000, None)):
        far = text + "It waits.\n" * (gap // 10)
        assert head_above(far, len(far)) == head, gap
