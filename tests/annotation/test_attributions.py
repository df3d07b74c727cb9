"""From scores to attributions, with a scripted network."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from onrecord.annotation.attributions import find_attributions
from onrecord.models.confidence import FEATURES, HINGES, Calibration
from onrecord.statement import Attribution
from onrecord.text.outline import Outline
from tests.scripted import Scripted, Told


def shown(found: list[Attribution]) -> list[tuple[str, str, list[str], str]]:
    return [
        (
            " / ".join(s.exact for s in a.source),
            " / ".join(s.exact for s in a.cue),
            [s.exact for s in a.content],
            a.kind,
        )
        for a in found
    ]


@dataclass(frozen=True)
class Case:
    reason: str
    text: str
    told: tuple[Told, ...]
    expected: list[tuple[str, str, list[str], str]]
    loose: tuple[str, ...] = ()


CASES = [
    Case(
        "one word that isn't the speaker's",
        "Mayor Roscoe said that “the bridge will stay shut until the spring”.",
        (Told("said", ["that “the bridge will stay shut until the spring”"], "Mayor Roscoe"),),
        [("Mayor Roscoe", "said", ["that “the bridge will stay shut until the spring”"], "mixed")],
    ),
    Case(
        "source before, paraphrase",
        "Mayor Roscoe said the bridge will stay shut.",
        (Told("said", ["the bridge will stay shut"], "Mayor Roscoe"),),
        [("Mayor Roscoe", "said", ["the bridge will stay shut"], "indirect")],
    ),
    Case(
        "inverted, source after",
        "“The bridge is shut,” said Tobias Anker.",
        (Told("said", ["“The bridge is shut,”"], "Tobias Anker"),),
        [("Tobias Anker", "said", ["“The bridge is shut,”"], "direct")],
    ),
    Case(
        "interrupted quotation: two pieces of one content",
        "“The bridge,” he said, “is shut.”",
        (Told("said", ["“The bridge,”", "“is shut.”"], "he"),),
        [("he", "said", ["“The bridge,”", "“is shut.”"], "direct")],
    ),
    Case(
        "a fragment in a paraphrase is mixed",
        "She called the toll “unfair” to the east bank.",
        (Told("called", ["the toll “unfair” to the east bank"], "She"),),
        [("She", "called", ["the toll “unfair” to the east bank"], "mixed")],
    ),
    Case(
        "no source",
        "It was said that the bridge would close.",
        (Told("was said", ["that the bridge would close"]),),
        [("", "was said", ["that the bridge would close"], "indirect")],
    ),
    Case(
        "two attributions share a source",
        "Pell said it was late and added that he was tired.",
        (Told("said", ["it was late"], "Pell"), Told("added", ["that he was tired"], "Pell")),
        [("Pell", "said", ["it was late"], "indirect"), ("Pell", "added", ["that he was tired"], "indirect")],
    ),
    Case(
        "the next paragraph, all quotation, continues the one before",
        "“We are late,” Pell said. “Very late.”\n\n“Nobody will thank us for that.”\n\nThe clerk left.",
        (Told("said", ["“We are late,”", "“Very late.”"], "Pell"),),
        [("Pell", "said", ["“We are late,”", "“Very late.”", "“Nobody will thank us for that.”"], "direct")],
    ),
    Case(
        "a quotation that runs over paragraphs without a closing mark",
        "“We are late,” Pell said. “It is a pity.\n\n“We had time enough.”",
        (Told("said", ["“We are late,”", "“It is a pity."], "Pell"),),
        [("Pell", "said", ["“We are late,”", "“It is a pity.", "“We had time enough.”"], "direct")],
    ),
    Case(
        "a paragraph between: nothing is continued, the quotation stands alone",
        "“We are late,” Pell said.\n\nThe clerk left.\n\n“Nobody will thank us for that.”",
        (Told("said", ["“We are late,”"], "Pell"),),
        [("Pell", "said", ["“We are late,”"], "direct"), ("", "", ["“Nobody will thank us for that.”"], "direct")],
    ),
    Case(
        "scare quotes and titles are no statement",
        "The “haunted” mill will lose its play, “The Grey Miller of Larkin”, said nobody.",
        (),
        [],
    ),
    Case(
        "a signed quotation",
        "“The board has not decided anything.” — Eleanor Vance, chairwoman",
        (),
        [("Eleanor Vance, chairwoman", "", ["“The board has not decided anything.”"], "direct")],
    ),
    Case(
        "an embedded post",
        "The mayor was pleased.\n\nProud of my town tonight.\n\n— Imelda Roscoe (@mayorroscoe) June 12, 2020",
        (),
        [("Imelda Roscoe", "", ["Proud of my town tonight."], "direct")],
    ),
    Case(
        "turns of a transcript",
        "ROSCOE: The bridge is shut.\nPELL: Why is that so?\nROSCOE: Because it is old.",
        (),
        [
            ("ROSCOE", "", ["The bridge is shut."], "direct"),
            ("PELL", "", ["Why is that so?"], "direct"),
            ("ROSCOE", "", ["Because it is old."], "direct"),
        ],
    ),
    Case(
        "labels before a colon are no turns",
        "Photo: Petra Lind took it.\nWhen: On Monday at noon.\nWhere: At the old mill.",
        (),
        [],
    ),
    Case(
        "a headline without a full stop doesn't run on into the text",
        "Roscoe drops toll\nHarrow Falls will not charge, she said.",
        (Told("said", ["Harrow Falls will not charge"], "she"),),
        [("she", "said", ["Harrow Falls will not charge"], "indirect")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.reason)
def test_find_attributions(case: Case) -> None:
    found = find_attributions(Outline(case.text), Scripted(*case.told, loose=case.loose))
    assert shown(found) == case.expected
    for attribution in found:
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert case.text[span.start : span.end] == span.exact


def test_a_piece_of_another_paragraph_far_off_is_not_joined() -> None:
    text = "Pell said it was late.\n\nThe clerk left.\n\nThe town slept."
    told = Told("said", ["it was late", "The town slept"], "Pell")
    assert shown(find_attributions(Outline(text), Scripted(told))) == [("Pell", "said", ["it was late"], "indirect")]


def test_what_is_too_unsure_is_left_out() -> None:
    unsure = Calibration((-3.0, *[0.0] * len(FEATURES)), (0.0, 1.0, *[0.0] * len(HINGES)))
    told = Told("said", ["it was late"], "Pell")
    assert find_attributions(Outline("Pell said it was late."), Scripted(told, calibration=unsure)) == []


@pytest.mark.parametrize("text", ["", "\n\n", "No marks here.", "“", "”””", "— \n— (@x)"])
def test_odd_texts_give_nothing(text: str) -> None:
    assert find_attributions(Outline(text), Scripted()) == []


def test_a_quotation_of_several_paragraphs_with_one_pair_of_marks_is_whole() -> None:
    text = 'Pell said "it was late.\n\nNobody called us.\n\nNobody will." The clerk said he knew.'
    told = (Told("said", ['"it was late.'], "Pell"), Told("said", ["he knew"], "The clerk", after="The clerk"))
    assert shown(find_attributions(Outline(text), Scripted(*told))) == [
        ("Pell", "said", ['"it was late.\n\nNobody called us.\n\nNobody will."'], "direct"),
        ("The clerk", "said", ["he knew"], "indirect"),
    ]
