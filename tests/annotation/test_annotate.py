"""An article with its statements as the record format, there and back."""

from __future__ import annotations

import pytest

from onrecord.annotation.annotate import Annotated
from onrecord.errors import UsageError
from tests.stories import article, span, statement

TEXT = (
    "Mayor Imelda Roscoe dropped the toll. “A toll would hit the people who can least afford it,” she told reporters."
)


def annotated() -> Annotated:
    story = article(TEXT, title="Toll", outlet="Harrow Courier", published="2025-11-07", authors=("Dana Whitlock",))
    known = {"said": "2025-11-03", "channel": "briefing", "addressee": "reporters", "source": (span(TEXT, "she"),)}
    words = "“A toll would hit the people who can least afford it,”"
    return Annotated(story, (statement(story, words, "Imelda Roscoe", **known),), "en", "0.2.0")


def test_the_record_format_goes_there_and_back() -> None:
    given = annotated()
    told = given.to_dict()
    assert told["format"] == "onrecord/1"
    assert told["model"] == {"name": "en", "version": "0.2.0"}
    assert set(told) == {"format", "model", "article", "statements"}
    assert Annotated.from_dict(told) == given


@pytest.mark.parametrize("format", [None, "onrecord/2", "onrecord-check/1"])
def test_another_format_is_refused(format: str | None) -> None:
    with pytest.raises(UsageError, match="is not onrecord/1"):
        Annotated.from_dict({**annotated().to_dict(), "format": format})
