"""Corrections and retractions that articles tell of themselves."""

from __future__ import annotations

import pytest

from onrecord.record.store import Record
from onrecord.text.correction_notes import own_note
from tests.stories import ONE, article

STORY = "Mayor Ann Holt said the bridge is safe.\n\nShe spoke on Monday.\n\n"


@pytest.mark.parametrize(
    ("note", "flag"),
    [
        ("Correction: The toll was 40 cents, not 50.", "corrected"),
        ("CORRECTION (Nov. 8): The toll was 40 cents.", "corrected"),
        ("This story has been corrected to give the right toll.", "corrected"),
        ("An earlier version of this article misstated the toll.", "corrected"),
        ("Editor's note: This article has been retracted.", "retracted"),
        ("RETRACTION: The mayor never said so.", "retracted"),
        ("The council has corrected its report.", None),
        ("“This is a correction we had to make,” she said.", None),
        ("The paper was withdrawn by its authors.", None),
    ],
)
def test_an_articles_own_note(note: str, flag: str | None) -> None:
    for text in (STORY + note, f"{note}\n\n{STORY}"):
        found = own_note(text)
        assert (found and found[0]) == flag
        assert found is None or found[1] == note


def test_a_record_flags_what_flags_itself() -> None:
    with Record.open("sqlite://") as record:
        record.add(article(STORY + "Correction: The toll was 40 cents."), [], ONE)
        record.add(article(STORY), [], ONE)
        assert record.stats()["flagged articles"] == 1
