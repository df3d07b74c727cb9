"""How sure a statement must be: the same in the record, in Python and on the command line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.corrections.fix import fix
from onrecord.errors import UsageError
from onrecord.record.store import ModelVersion, Record
from onrecord.search.search import Filters, every
from onrecord.search.sureness import demands, is_sure
from onrecord.statement import Sure
from tests.command_line import EXAMPLES, records, run
from tests.stories import ONE, article, statement

TEXT = "“One,” Ann Holt told reporters. “Two,” Ann Holt said. “Three,” Ann Holt said. “Four,” said the transcript."
SURE = Sure(0.9, 0.7, 0.85, 0.5)


def fill(record: Record) -> None:
    story = article(TEXT)
    told = {"speaker": "Ann Holt", "said": "2025-11-03", "channel": "briefing", "addressee": "reporters"}
    record.add(
        story,
        [
            replace(statement(story, "“One,”", **told), sure=SURE),
            replace(statement(story, "“Two,”", "Ann Holt", confidence=0.6), sure=Sure(0.75, 0.99, 0.99, 0.99)),
            statement(story, "“Three,”", "Ann Holt", confidence=0.8),  # read by an onrecord that didn't tell
        ],
        ONE,
    )
    turn = article("ROSCOE: “Four,”", source="council.txt")
    record.add(
        turn,
        [statement(turn, "“Four,”", "Imelda Roscoe", said="2025-11-03", confidence=1.0)],
        ModelVersion("transcript", "1"),
    )


@pytest.mark.parametrize(
    ("least", "fields", "expected", "reason"),
    [
        (None, "", ["One", "Two", "Three", "Four"], "nothing asked"),
        (0.8, "", ["One", "Three", "Four"], "confidence"),
        (None, "speaker", ["One", "Four"], "a source that says itself who speaks is sure; no probability is not"),
        (None, "speaker=0.7", ["One", "Two", "Four"], "asked for less"),
        (None, "date", ["Four"], "0.7 is too little, and no date is not sure to be one"),
        (None, "date=0.7", ["One", "Four"], "a day that isn't told isn't sure"),
        (None, "channel", ["One"], "a transcript that tells no channel has none"),
        (None, "speaker,addressee=0.5", ["One"], "both"),
        (0.95, "speaker,date", ["Four"], "all together"),
    ],
)
def test_what_is_sure(place: str, least: float | None, fields: str, expected: list[str], reason: str) -> None:
    asked = demands(fields) if fields else ()
    with Record.open(place) as record:
        fill(record)
        found = [h.statement for h in every(record, "", Filters(min_confidence=least, sure=asked))]
        assert [s.words.strip("“”,") for s in found] == expected, reason
        assert found == [h.statement for h in every(record) if is_sure(h.statement, least, asked)]


def test_what_a_person_says_is_sure(place: str) -> None:
    with Record.open(place) as record:
        fill(record)
        first, second = [h.statement.id for h in every(record)][:2]
        fix(record, first, {"said": "2025-11-04"}, by="dana")
        assert next(h.statement.id for h in every(record, "", Filters(sure=demands("date")))) == first
        fix(record, second, {"accept": True}, by="dana")
        assert second in [h.statement.id for h in every(record, "", Filters(sure=demands("speaker=1")))]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("day", "'day' is no field"),
        ("date=2", "'2' is no probability"),
        ("date=", "'' is no prob"),
        ("speaker=nan", "is no prob"),
    ],
)
def test_what_is_no_demand(words: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        demands(words)


def test_on_the_command_line(filled: str) -> None:
    story = str(EXAMPLES / "2025-11-10-ferry.txt")
    (everything,) = records(run("read", "--json", story))
    (chosen,) = records(run("read", "--json", story, "--min-confidence", "0.9", "--sure", "speaker=0.9"))
    expected = [
        s["id"]
        for s in everything["statements"]
        if s["confidence"] >= 0.9 and s["speaker"] and s["sure"]["speaker"] >= 0.9
    ]
    assert 0 < len(expected) < len(everything["statements"])
    assert [s["id"] for s in chosen["statements"]] == expected
    assert records(run("search", "--sure", "speaker", "--json", "--record", filled)) == []
    assert len(records(run("export", "--min-confidence", "0.9", "--record", filled))) == 5
    wrong = run("search", "--sure", "when", "--record", filled)
    assert (wrong.returncode, b"choose of: speaker, date, channel, addressee" in wrong.stderr) == (2, True)


def test_addresses_and_a_servers_floor(filled: str) -> None:
    pytest.importorskip("fastapi", reason="FastAPI isn't installed (the extra web)")
    from tests.serving import served

    def count(client: object, address: str) -> int:
        return len(client.get(address).json()["statements"])  # type: ignore[attr-defined]

    with served(filled) as client:
        assert count(client, "/api/v1/statements") == 5
        assert count(client, "/api/v1/statements?sure=speaker") == 0
        assert client.get("/api/v1/statements?sure=when").status_code == 400
        assert client.get("/search?min_confidence=2").status_code == 400
        assert "Imelda Roscoe" in client.get("/search?min_confidence=0.5").text
    with served(filled, floor={"min_confidence": "0.95"}) as client:
        assert count(client, "/api/v1/statements") == 0
        assert count(client, "/api/v1/statements?min_confidence=0.5") == 5
        assert "Nothing found" in client.get("/search?q=toll").text
        assert client.get("/people").status_code == 200
