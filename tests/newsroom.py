"""A small record as a newsroom would have it: stories that share words, a transcript, a post, a page with markup in it."""

from __future__ import annotations

from onrecord.record.store import ModelVersion, Record
from onrecord.statement import Said
from tests.stories import ONE, article, fill, said_on, span, statement

WIRE = "“We will not close a single school in this county while I am in office,” "
TRANSCRIPT = ModelVersion("transcript", "1")


def furnish(record: Record) -> None:
    """Fill a record for the pages."""
    fill(record)
    _schools(record)
    _council(record)
    _odd(record)
    _many(record)


def _schools(record: Record) -> None:
    """The same words in two outlets, one of which leaves some out; both print a role beside the name."""
    for outlet, day, words, role in (
        ("Harrow Courier", "2024-03-02", WIRE.replace("single ", ""), "county commissioner"),
        ("Port Gazette", "2025-05-11", WIRE, "Gov."),
    ):
        text = f"{words}{role} Nadia Brandt told parents on Friday. The parents clapped. Brandt said no date was set."
        story = article(text, title="No school to close", outlet=outlet, published=day, source=f"{outlet}.txt")
        name, cue = (span(text, "Nadia Brandt"),), (span(text, "told"),)
        record.add(
            story,
            [
                statement(
                    story, words.strip(), "Nadia Brandt", source=name, cue=cue, said=said_on(day), channel="briefing",
                    addressee="parents", confidence=0.93,
                ),
                statement(
                    story, "no date was set", "Nadia Brandt", kind="indirect", source=(span(text, "Brandt said"),),
                    confidence=0.41,
                ),
            ],
            ONE,
        )  # fmt: skip


def _council(record: Record) -> None:
    text = "NADIA BRANDT: We close no school this year.\nTOM FARROW: And the bridge?\nNADIA BRANDT: Ask the engineer."
    meeting = article(text, title="Council meeting", published="2023-09-14", source="council.txt")
    turns = [
        statement(meeting, words, name.title(), source=(span(text, name),), said="2023-09-14", channel="debate", confidence=1.0)
        for words, name in (
            ("We close no school this year.", "NADIA BRANDT"),
            ("And the bridge?", "TOM FARROW"),
            ("Ask the engineer.", "NADIA BRANDT"),
        )
    ]  # fmt: skip
    record.add(meeting, turns, TRANSCRIPT)


def _odd(record: Record) -> None:
    """Markup in names and words, and an address that must not become a link."""
    text = "“<script>alert('x')</script> & <b>bold</b>,” N. Brandt wrote. It rained in Harrow Falls all day."
    page = article(
        text,
        title="<img src=x onerror=alert(1)>",
        outlet='A "paper"',
        published="2025-01-01",
        url="javascript:alert(1)",
    )
    words = "“<script>alert('x')</script> & <b>bold</b>,”"
    record.add(page, [statement(page, words, "N. Brandt", act="wrote", channel="post", confidence=0.5)], ONE)


def _many(record: Record) -> None:
    """So much by one person that there is a second page, over several years and with a gap."""
    for year in (2010, 2021, 2022, 2023):
        lines = [f"Item {k} of {year}: the harbour needs dredging, Petra Lund said." for k in range(8)]
        story = article("\n".join(lines), title=f"Harbour {year}", outlet="Port Gazette", published=f"{year}-06-01")
        found = [
            statement(
                story, f"Item {k} of {year}: the harbour needs dredging", "Petra Lund", kind="indirect",
                said=Said(str(year), f"{year}-01-01", f"{year}-12-31", "own") if k % 2 else None,
            )
            for k in range(8)
        ]  # fmt: skip
        record.add(story, found, ONE)
