"""What users of other tools complain about, with the bundled model: a sentence or two a row."""

from __future__ import annotations

import pytest

from onrecord import Article, Model
from onrecord.annotation import annotate

FORMS = [
    ("curly marks", "“The toll is gone,” Roscoe said.", [("Roscoe", "said", "“The toll is gone,”", "direct")]),
    ("straight marks", '"The toll is gone," Roscoe said.', [("Roscoe", "said", '"The toll is gone,"', "direct")]),
    ("single marks", "'The toll is gone,' Roscoe said.", [("Roscoe", "said", "'The toll is gone,'", "direct")]),
    ("guillemets", "«The toll is gone», Roscoe said.", [("Roscoe", "said", "«The toll is gone»", "direct")]),
    ("typewriter marks", "``The toll is gone,'' Roscoe said.", [("Roscoe", "said", "``The toll is gone,''", "direct")]),
    ("mixed marks", '“The toll is gone," Roscoe said.', [("Roscoe", "said", '“The toll is gone,"', "direct")]),
    ("quotes in quotes", "“My mother said ‘never’ to tolls,” Roscoe said.", [("Roscoe", "said", "“My mother said ‘never’ to tolls,”", "direct")]),
    ("a lost closing mark", "Roscoe said: “The toll is gone.\n\nThe crowd went home.", [("Roscoe", "said:", "“The toll is gone", "direct")]),
    ("over paragraphs without closing marks", "“We worked all night,” said Clara Ferreira, a baker. “Nobody thanked us.\n\n“Nobody ever does.”", [("Clara Ferreira, a baker", "said", "“We worked all night,” … “Nobody thanked us. “Nobody ever does.”", "direct")]),
    ("interrupted", "“The bridge,” Pell said, “is a ruin.”", [("Pell", "said", "“The bridge,” … “is a ruin.”", "direct")]),
    ("source after an appositive", "“It is a ruin,” said Gordon Pell, a council member.", [("Gordon Pell, a council member", "said", "“It is a ruin,”", "direct")]),
    ("an appositive between source and cue", "Gordon Pell, a council member, said the bridge is a ruin.", [("Gordon Pell, a council member,", "said", "the bridge is a ruin", "indirect")]),
    ("fragment in a paraphrase", "Pell called the bridge “a ruin” that nobody should cross.", [("Pell", "called", "the bridge “a ruin” that nobody should cross", "mixed")]),
    ("according to, first", "According to the harbour office, the ferry sailed late.", [("the harbour office", "According to", "the ferry sailed late", "indirect")]),
    ("according to, last", "The ferry sailed late, according to the harbour office.", [("the harbour office", "according to", "The ferry sailed late", "indirect")]),
    ("a name and a colon", "Gordon Pell: “Flats for whom?”", [("Gordon Pell", ":", "“Flats for whom?”", "direct")]),
    ("declined to comment", "The harbour office declined to comment.", [("The harbour office", "declined", "to comment", "indirect")]),
    ("two cues, one source", "Pell said the bridge is a ruin and added that he never crosses it.", [("Pell", "said", "the bridge is a ruin", "indirect"), ("Pell", "added", "that he never crosses it", "indirect")]),
    ("denial", "The captain denied that he had ignored the warning.", [("The captain", "denied", "that he had ignored the warning", "indirect")]),
    ("continued in its paragraph", "“We are late,” Pell told reporters. “Very late.”", [("Pell", "told", "“We are late,” … “Very late.”", "direct")]),
    ("a second sentence of the same speaker", "“We are late,” Pell said. He said the ferry would wait.", [("Pell", "said", "“We are late,”", "direct"), ("He", "said", "the ferry would wait", "indirect")]),
    ("a headline in capitals", "MAYOR SAYS TOLL IS GONE\n\nThe crowd went home at noon on Sunday.", [("MAYOR", "SAYS", "TOLL IS GONE", "indirect")]),
    ("an emoji before it moves no offset", "The crowd sang. 🙂🙂 It was noon.\n\n“The toll is gone,” Roscoe said.", [("Roscoe", "said", "“The toll is gone,”", "direct")]),
    ("Windows line ends", "“The toll is gone,” Roscoe said.\r\n\r\nThe crowd went home.\r\n", [("Roscoe", "said", "“The toll is gone,”", "direct")]),
]  # fmt: skip
SILENT = [
    ("a scare quote", "The “haunted” mill stands at the end of Larkin Street."),
    ("a title in quotes", "The play “The Grey Miller of Larkin Sound” opens on Friday in the mill."),
    ("a nickname in quotes", "Josephine “Josie” Tarrant worked in the mill for forty years."),
]


def found(text: str, model: Model) -> list[tuple[str, str, str, str]]:
    statements = annotate(Article(source="x", text=text), model)
    for s in statements:
        for span in (*s.source, *s.cue, *s.content):
            assert text[span.start : span.end] == span.exact
    return [
        (" ".join(x.exact for x in s.source), " ".join(x.exact for x in s.cue), s.words, s.kind) for s in statements
    ]


@pytest.mark.parametrize(("reason", "text", "expected"), FORMS, ids=[f[0] for f in FORMS])
def test_form(reason: str, text: str, expected: list[tuple[str, str, str, str]], model: Model) -> None:
    assert found(text, model) == expected


@pytest.mark.parametrize(("reason", "text"), SILENT, ids=[f[0] for f in SILENT])
def test_no_quotation(reason: str, text: str, model: Model) -> None:
    assert [f for f in found(text, model) if f[3] == "direct"] == []
