"""What a story says of a position: whose change it is, of what, and whether it is denied."""

from __future__ import annotations

import pytest

from onrecord.models.vectors import Vectors
from onrecord.positions.reports import SpokenSpan, Story, reports_in
from onrecord.positions.subject import Subject

VENN = "Dora Venn"
REST = " “The harbour toll is what pays for the quays,” Venn said on Monday."


def reported(told: str, *, said: str = "", by_person: bool = True, named: str = VENN, title: str = "") -> list[str]:
    """The kinds of report in a story on Venn and the toll; ``said`` are words of it that somebody says."""
    vectors, text = Vectors.load(), told + REST
    quoted = text.index("“The harbour toll is")
    spoken = [SpokenSpan(quoted, quoted + 48, True, VENN)]
    spoken += [SpokenSpan(text.index(said), text.index(said) + len(said), by_person, named)] if said else []
    subject = Subject.of("harbour toll", vectors)
    story = Story.of(text, title, spoken, person=VENN, subjects=(subject, None), on=[quoted])
    return [r.kind for r in reports_in(story, vectors)]


@pytest.mark.parametrize(
    ("told", "kinds", "why"),
    [
        ("Dora Venn has walked back her call for a toll.", ["softening"], "a verb"),
        ("Dora Venn performed a U-turn on the toll.", ["reversal"], "a noun"),
        ("Venn's flip-flop clears the way for the toll.", ["reversal"], "the story's own word"),
        ("Dora Venn came to the quay. She has since reversed course.", ["reversal"], "a pronoun, the subject beside it"),
        ("Dora Venn now supports the toll.", ["reversal"], "now"),
        ("Dora Venn, who has dropped her opposition to the toll, was there.", ["softening"], "a clause of its own"),
        ("Dora Venn has not changed her mind on the toll.", ["reaffirmed"], "denied by the story"),
        ("Dora Venn denied that she had reversed herself on the toll.", ["reaffirmed"], "denied by the person"),
        ("Dora Venn would not soften her stand on the toll.", ["reaffirmed"], "refused"),
        ("Dora Venn stood by the toll.", ["reaffirmed"], "stayed"),
        ("In an about-face, Venn came out for the toll.", ["reversal"], "whose it is stands behind"),
        ("Mayor Dora Venn came. The mayor has softened her opposition to the toll.", ["softening"], "her office"),
        ("Mayor Dora Venn came. The mayor's stance on the toll has stiffened.", ["hardening"], "her office's"),
        ("Dora Venn said she would no longer oppose the toll.", ["reversal"], "said of what will be"),
        ("Dora Venn said there would be no U-turn on the toll.", ["reaffirmed"], "a noun denied"),
        ("Dora Venn scrapped the tower for the toll and put forward another design.", [], "a plan for a plan"),
        ("Whether Venn will change her mind on the toll isn't known.", [], "open"),
        ("If the quays were sold, Venn might change her mind on the toll.", [], "only supposed"),
        ("Sten Moor has changed his mind on the toll, and Venn knows it.", [], "another's change"),
        ("Fish prices reversed course on the quays that Venn governs.", [], "a thing's change"),
        ("Dora Venn reversed her position on school dinners.", [], "another subject"),
        ("Dora Venn has changed her opinion on other things.", [], "another subject, unnamed"),
    ],
)  # fmt: skip
def test_what_a_story_reports(told: str, kinds: list[str], why: str) -> None:
    assert reported(told) == kinds, why


def test_the_persons_own_words_count_and_a_rivals_dont() -> None:
    assert reported("“I was wrong about the toll,” Venn said.", said="“I was wrong about the toll,”") == ["admission"]
    rival = "Venn has changed her mind on the toll"
    assert reported(f"{rival}, Sten Moor said.", said=rival, by_person=False, named="Sten Moor") == []
    assert reported("A flyer said that Venn has “thought better of” the toll.") == []


def test_a_headline_reports_too() -> None:
    title = "Venn drops her opposition to toll"
    assert reported(f"{title}\n\nIt was a cold day.", title=title) == ["softening"]
