"""Findings made by hand, on a draft about an invented town: what tests of the outputs print."""

from __future__ import annotations

from typing import Any

from onrecord.check.findings import Difference, Evidence, Finding, Report
from tests.stories import span

DRAFT = (
    "Council weighs grant\n\n"
    "“We will not raise the tax,” Imelda Roscoe told the council. She said the bridge would open in spring.\n\n"
    "“It cost this town 500,000 dollars,” Gordon Pell said. “Nobody <b>here</b> will answer & pay,” he added.\n\n"
    "“A toll hits the poor,” Tobias Anker said, and called it “folly.”\n"
)


def finding(words: str, speaker: str | None = "Imelda Roscoe", *, text: str = DRAFT, **known: Any) -> Finding:
    """A quotation that is word for word in a primary source of its speaker, but for what is told otherwise."""
    fields: dict[str, Any] = {
        "target": "quotation", "wording": "verbatim", "marked": False, "standing": "primary", "speaker_match": "yes",
        **known,
    }  # fmt: skip
    return Finding(quote=span(text, words), speaker=speaker, **fields)


def evidence(exact: str, speaker: str | None = "Imelda Roscoe", **known: Any) -> Evidence:
    """A passage of a transcript, but for what is told otherwise."""
    fields: dict[str, Any] = {
        "source": "council.txt", "statement": "0123456789abcdef", "said": "2025-11-12", "primary": True, "score": 1.0,
        **known,
    }  # fmt: skip
    return Evidence(exact=exact, speaker=speaker, **fields)


def not_found(words: str, speaker: str | None = "Imelda Roscoe", **known: Any) -> Finding:
    """A quotation that nothing carries."""
    return finding(
        words, speaker, **{"wording": "not_found", "standing": None, "speaker_match": "unknown", **known}
    )  # fmt: skip


def changed(draft: str, source: str, words: str, exact: str, kind: Any = "replace") -> Difference:
    """``draft`` in the words of the draft stands for ``source`` in those of the evidence."""
    a, b = DRAFT.index(draft, DRAFT.index(words)), exact.index(source)
    return Difference(kind, (a, a + len(draft)), (b, b + len(source)))


COST, REAL_COST = "It cost this town 500,000 dollars", "It cost this town almost 300,000 dollars"
NUMBER = finding(
    COST, "Gordon Pell", wording="altered", warnings=("number changed",),
    evidence=(
        evidence(
            REAL_COST, "Gordon Pell", before="I have said so before. ", after=" Who pays?",
            differences=(changed("500,000", "almost 300,000", COST, REAL_COST),),
        ),
    ),
)  # fmt: skip
OTHERS = finding(
    "A toll hits the poor", "Tobias Anker", standing="other_speaker", speaker_match="no",
    evidence=(
        evidence(
            "A toll hits the poor", primary=False, source="https://courier.example/toll", url="https://courier.example/toll",
            outlet="Harrow Courier", published="2025-11-07", said=None,
        ),
    ),
)  # fmt: skip
INVENTED = not_found("Nobody <b>here</b> will answer & pay", "Gordon Pell")
KEPT = finding("We will not raise the tax", evidence=(evidence("We will not raise the tax"),))
PARAPHRASE = not_found("the bridge would open in spring", target="paraphrase")
SHORT = not_found("folly", "Tobias Anker", weak=True)
REPORT = Report("draft.txt", DRAFT, (KEPT, PARAPHRASE, NUMBER, INVENTED, OTHERS, SHORT))
CLEAN = Report("draft.txt", DRAFT, (KEPT,))
