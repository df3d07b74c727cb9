"""Articles about invented people in invented towns, with statements made by hand: what a test of the record adds."""

from __future__ import annotations

from typing import Any

from onrecord import Article, Span, Statement
from onrecord.annotation.attributions import Attribution
from onrecord.record.store import ModelVersion, Record
from onrecord.statement import Addressee, Channel, Said, Speaker, statement_id

ONE = ModelVersion("en", "1")
TWO = ModelVersion("en", "2")


def article(text: str, **known: Any) -> Article:
    return Article(**{"source": "story.txt", "text": text, **known})


def span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span.of(text, at, at + len(words))


def said_on(day: str) -> Said:
    return Said(day, day, day, "own")


def statement(of: Article, words: str, speaker: str | Speaker | None = None, **known: Any) -> Statement:
    """A statement whose content is ``words``; ``speaker`` is a name that stands in the text, or made by hand."""
    content = (span(of.text, words),)
    if isinstance(speaker, str):
        mention = span(of.text, speaker) if speaker in of.text else None
        speaker = Speaker(speaker, known.pop("type", "person"), known.pop("named", True), mention)
    fields: dict[str, Any] = {"source": (), "cue": (), "kind": "direct", "confidence": 0.9, **known}
    if isinstance(fields.get("channel"), str):
        fields["channel"] = Channel(fields["channel"])
    if isinstance(fields.get("addressee"), str):
        fields["addressee"] = Addressee(fields["addressee"])
    if isinstance(fields.get("said"), str):
        fields["said"] = said_on(fields["said"])
    found = Attribution(fields["source"], fields["cue"], content, fields["kind"], fields["confidence"])
    return Statement(
        id=statement_id(of.id, found), content=content, speaker=speaker, **{"act": "said", "happened": "yes", **fields}
    )


def fill(record: Record) -> None:
    """Three stories of two outlets about a bridge and a ferry."""
    bridge = article(
        "Mayor Imelda Roscoe dropped the toll on Monday. “A toll would hit the people who can least afford it,” she"
        " told reporters. Engineer Tom Farrow warned the bridge may close. “We never promised a date,” Roscoe said.",
        title="Mayor drops toll", outlet="Harrow Courier", published="2025-11-07", url="https://courier.example/toll",
    )  # fmt: skip
    record.add(
        bridge,
        [
            statement(
                bridge, "“A toll would hit the people who can least afford it,”", "Imelda Roscoe",
                said="2025-11-03", channel="briefing", addressee="reporters",
            ),
            statement(bridge, "the bridge may close", "Tom Farrow", kind="indirect"),
            statement(bridge, "“We never promised a date,”", "Imelda Roscoe", act="denied"),
        ],
        ONE,
    )  # fmt: skip
    ferry = article(
        "“The ferries are running late again,” captain Ole Strand wrote on his page in October. Imelda Roscoe,"
        " the mayor, would not say when the new tolls begin.",
        title="Late ferries", outlet="Port Gazette", published="2025-10-20", source="ferry.txt",
    )  # fmt: skip
    record.add(
        ferry,
        [
            statement(
                ferry, "“The ferries are running late again,”", "Ole Strand", act="wrote", channel="post",
                said=Said("2025-10", "2025-10-01", "2025-10-31", "own"),
            ),
            statement(ferry, "when the new tolls begin", "Imelda Roscoe", kind="indirect", happened="no"),
        ],
        ONE,
    )  # fmt: skip
