"""Transcripts in both forms, and posts: who said what is written there, so nothing is guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.sources import Failure, Hints, Located, articles, locate
from onrecord.sources.documents.marked import of_text
from onrecord.sources.firsthand import Prepared
from onrecord.sources.transcripts.labels import is_note, looks_like_label, plain_name
from onrecord.sources.transcripts.layout import read_lines
from onrecord.sources.transcripts.turns import find_heads
from onrecord.sources.transcripts.voices import Voices
from onrecord.statement import Span

TURNS = (
    "Imelda Roscoe: Good evening, Harrow Falls. The bridge will stay shut.\r\n\r\nIt will open in spring.\r\n\r\n"
    "Gordon M Pell: That's too late: we said so.\r\n\r\nAudience questioner: And the ferry?\r\n\r\n"
    "Imelda Roscoe: The ferry will run.\r\n"
)
SIDECAR = {
    "fact": {"title": "Roscoe, Pell (1 of 2)", "primaryDate": "2025-11-07", "kind": "video"},
    "location": {"placename": "Town hall", "cityState": "Harrow Falls"},
    "speakers": [
        {"fullName": "Imelda Roscoe", "role": "Mayor"},
        {"fullName": "Gordon M Pell", "role": "Council member"},
    ],
}
TABLE = (
    "1\tROSCOE\tGood evening.\t0\n2\tROSCOE\tI said \"never\".\t1\n3\tSYSTEM\t(APPLAUSE)\t0\n4\tMAYOR IMELDA ROSCOE (I)\tThank you.\t0\n"
    "5\tPELL\t\"Later\" was your word.\t0\n6\tBut here's the good news\tIt opens.\t0\n7\tUNIDENTIFIED MALE\tWhen?\t0\n"
)  # fmt: skip


def read(path: Path, hints: Hints | None = None) -> Prepared:
    (item,) = articles(locate([str(path)])[0], hints=hints)
    assert isinstance(item, Prepared), item
    text = item.article.text
    for statement in item.statements:
        for span in (*statement.source, *statement.content):
            assert text[span.start : span.end] == span.exact
    return item


def is_transcript(text: str) -> bool:
    return bool(find_heads(text, read_lines(of_text(text))))


def test_a_text_of_turns_with_json_beside(tmp_path: Path) -> None:
    folder = tmp_path / "debates"
    folder.mkdir()
    (folder / "2025-11-06.said").write_bytes(b"\xef\xbb\xbf" + TURNS.encode())
    (folder / "2025-11-06.json").write_text(json.dumps(SIDECAR))
    found = read(folder)
    assert found.article.text == TURNS
    assert found.article.title == "Roscoe, Pell (1 of 2), Town hall, Harrow Falls"
    assert [(s.speaker.name, s.speaker.named) for s in found.statements if s.speaker] == [
        ("Imelda Roscoe", True), ("Gordon M Pell", True), ("Audience questioner", False), ("Imelda Roscoe", True),
    ]  # fmt: skip
    first = found.statements[0]
    assert first.content[0].exact.endswith("It will open in spring.")
    assert first.source[0].exact == "Imelda Roscoe"
    assert first.said is not None
    assert (first.said.edtf, first.said.latest, first.said.basis) == ("2025-11-07", "2025-11-07", "own")
    assert (first.kind, first.act, first.happened, first.channel.type) == ("direct", "said", "yes", "debate")
    assert len({s.id for s in found.statements}) == 4


def test_a_table_without_header(tmp_path: Path) -> None:
    path = tmp_path / "20251107_harbour_press_conference.tsv"
    path.write_text(TABLE)
    found = read(path)
    assert [(s.speaker.name if s.speaker else None, s.words) for s in found.statements] == [
        ("Imelda Roscoe", 'Good evening. I said "never".'), ("Imelda Roscoe", "Thank you."),
        ("Pell", '"Later" was your word.'), (None, "It opens."), ("UNIDENTIFIED MALE", "When?"),
    ]  # fmt: skip
    assert "SYSTEM: (APPLAUSE)" in found.article.text
    assert found.statements[0].channel.type == "briefing"
    assert found.statements[0].said is not None
    assert found.statements[0].said.edtf == found.article.published == "2025-11-07"


def test_a_table_with_header_and_options(tmp_path: Path) -> None:
    path = tmp_path / "council.csv"
    path.write_text('Who,Speech\nAnna Holt,"We will, I promise,\nmend it."\nBen Ode,"Good."\n')
    hints = Hints("transcript", {"speaker": "Who", "words": "speech"}, "2025-11-07", "radio interview", "Harrow Falls")
    found = read(path, hints)
    assert found.article.text == "Anna Holt: We will, I promise, mend it.\n\nBen Ode: Good."
    assert (found.article.title, found.article.published) == ("radio interview, Harrow Falls", "2025-11-07")
    assert found.statements[1].channel.type == "interview"


def test_two_columns_without_header_are_turns_only_when_a_person_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Anna Holt,We will mend it.\nBen Ode,Good.\n")
    (item,) = articles(locate([str(tmp_path)])[0])
    assert isinstance(item, Failure)
    assert len(read(tmp_path / "a.csv", Hints("transcript")).statements) == 2


def test_a_header_tells_date_and_event(tmp_path: Path) -> None:
    path = tmp_path / "roscoe.said"
    path.write_text("Date: November 7, 2025\nEvent: Rally at the bridge\nPlace: Harrow Falls\n\n" + TURNS)
    found = read(path)
    assert found.article.title == "Rally at the bridge, Harrow Falls"
    assert len(found.statements) == 4
    assert found.statements[0].channel.type == "speech"
    assert found.statements[0].said is not None
    assert found.statements[0].said.edtf == "2025-11-07"


def test_what_is_not_told_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "roscoe.said").write_text(TURNS)
    statement = read(tmp_path / "roscoe.said").statements[0]
    assert (statement.said, statement.channel.type) == (None, "unspecified")


def test_only_a_text_of_nothing_but_turns_is_a_transcript_unasked(tmp_path: Path) -> None:
    turns = "\n\n".join(f"{'ROSCOE' if k % 2 else 'PELL'}: The bridge is number {k} on the list." for k in range(8))
    assert is_transcript(turns)
    assert not is_transcript("\n\n".join(["Remember: the bridge is shut."] * 9))
    (tmp_path / "a.txt").write_text(turns)
    assert len(read(tmp_path / "a.txt").statements) == 8
    (item,) = articles(locate([str(tmp_path / "a.txt")])[0], hints=Hints("articles"))
    assert not isinstance(item, Prepared | Failure)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("SEN. ANNA HOLT (I), VERMONT", "Anna Holt"), ("MR. HOLT", "Holt"), ("O'MALLEY", "O'Malley"), ("Jim Justice", "Jim Justice"),
        ("JOY-ANN MCREADY, NURSE", "Joy-Ann McReady"), ("DARRYL W. PELL JR.", "Darryl W. Pell Jr."), ("GEORGE H.W. PELL", "George H.W. Pell"),
        ('RICHARD "DICK" PELL', "Richard Pell"), ("HOLT (?)", "Holt"), ("DE VRIES", "De Vries"), ("Question", None), ("(UNKNOWN)", None),
        ("MILL SUPPORTER", None), ("Think about this", None), ("So, Mr. Pell, let's get something straight", None),
    ],
)  # fmt: skip
def test_labels_to_names(label: str, name: str | None) -> None:
    assert plain_name(label) == name


def test_a_short_label_takes_the_full_name_only_where_it_is_one_persons() -> None:
    span = Span(0, 4, "HOLT")
    for labels, name in ((["HOLT", "ANNA HOLT"], "Anna Holt"), (["HOLT", "ANNA HOLT", "BEN HOLT"], "Holt")):
        speaker = Voices([Span(0, len(label), label) for label in labels]).speaker("HOLT", span)
        assert speaker is not None
        assert speaker.name == name


def test_notes_are_no_speech() -> None:
    assert is_note("SYSTEM", "[ applause ]")
    assert is_note("HOLT", "(LAUGHTER)")
    assert not is_note("HOLT", "No. (LAUGHTER)")
    assert looks_like_label("Editor's note")


POSTS = [
    ("csv", "author,time,text,url\nAnna Holt,2025-11-07T18:40:00+01:00,We will mend it.,https://posts.example/1\n"),
    ("json", '[{"author": {"name": "Anna Holt"}, "created_at": "Fri Nov 07 17:40:00 +0000 2025", "full_text": "We will mend it."}]'),
    ("json", 'window.YTD.tweets.part0 = [{"tweet": {"created_at": "Fri Nov 07 17:40:00 +0000 2025", "full_text": "We will mend it."}}]'),
    ("jsonl", '{"user": "Anna Holt", "timestamp": 1762537200, "post": "We will mend it."}\n'),
    ("csv", "id_str,created_at,text\n1,\"Fri, 07 Nov 2025 17:40:00 GMT\",We will mend it.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "content"), POSTS)
def test_posts(tmp_path: Path, kind: str, content: str) -> None:
    (tmp_path / f"posts.{kind}").write_text(content)
    found = read(tmp_path / f"posts.{kind}", Hints(author="Anna Holt"))
    (statement,) = found.statements
    assert statement.speaker is not None
    assert statement.said is not None
    assert (statement.speaker.name, statement.said.edtf) == ("Anna Holt", "2025-11-07")
    assert (statement.act, statement.channel.type, statement.kind) == ("wrote", "post", "direct")
    assert statement.content[0].exact == found.article.text == "We will mend it."
    assert (found.article.authors, found.article.published) == (("Anna Holt",), "2025-11-07")


def test_a_passed_on_post_is_its_first_writers(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("author,time,text\nAnna Holt,2025-11-07,RT @harbour: The ferry runs.\n")
    (statement,) = read(tmp_path / "p.csv").statements
    assert statement.speaker is not None
    assert (statement.speaker.name, statement.said, statement.words) == ("@harbour", None, "The ferry runs.")


def test_a_bad_post_is_told_and_the_rest_read(tmp_path: Path) -> None:
    (tmp_path / "p.csv").write_text("author,time,text\nA,2025-11-07,\nA,someday,Hm hm.\nA,2025-11-08,The ferry runs.\n")
    found = list(articles(locate([str(tmp_path)])[0]))
    assert [type(f).__name__ for f in found] == ["Failure", "Failure", "Prepared"]
    assert isinstance(found[1], Failure)
    assert found[1].source.endswith("p.csv#2")
    assert "someday" in found[1].reason


def test_wrong_json_beside_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.said").write_text(TURNS)
    (tmp_path / "a.json").write_text("{")
    (item,) = articles(locate([str(tmp_path)])[0])
    assert isinstance(item, Failure)
    assert "a.json beside it is not JSON" in item.reason


@pytest.mark.parametrize(
    ("text", "named", "why"),
    [
        ("Speaker 1: Welcome, I'm Anna Holt. With me is Ruth Anker. Ruth, good morning.\n\nSpeaker 2: Good morning.",
         {"Speaker 1": "Anna Holt", "Speaker 2": "Ruth Anker"}, "by themselves and by others"),
        ("Speaker 1: Detective Strand?\n\nSpeaker 2: Ole Strand, major crimes. We found one.",
         {"Speaker 1": None, "Speaker 2": "Ole Strand"}, "a name to begin with"),
        ("Speaker 1: I'm Anna Holt.\n\nSpeaker 2: I'm Anna Holt, too.",
         {"Speaker 1": None, "Speaker 2": None}, "one name for two voices"),
        ("Speaker 1: I'm tired.\n\nSpeaker 2: I am Glad.", {"Speaker 1": None, "Speaker 2": None}, "no names"),
        ("Anna H.: I'm Anna Holt.\n\nSpeaker 2: Yes.", {"Anna H.": "Anna Holt"}, "the letter of a last name"),
    ],
)  # fmt: skip
def test_voices_that_the_talk_itself_names(text: str, named: dict[str, str | None], why: str) -> None:
    heads = [
        Span.of(text, at, at + len(label)) for label in ("Anna H.", "Speaker 1", "Speaker 2")
        if (at := text.find(f"{label}:")) >= 0
    ]  # fmt: skip
    voices = Voices(heads, text=text)
    for head in heads:
        if head.exact in named:
            speaker = voices.speaker(head.exact, head)
            assert speaker, why
            assert (speaker.name if speaker.named else None) == named[head.exact], why


def test_captions_copied_from_a_video_s_page_have_times(tmp_path: Path) -> None:
    path = tmp_path / "address.txt"
    lines = "".join(f"0:{second:02}\nand this is what we say at {second}\n" for second in range(0, 50, 5))
    path.write_text(f"Commencement address, May 9, 2026\n\n{lines}", encoding="utf-8")
    (found,) = articles([Located(str(path), path)])
    assert isinstance(found, Prepared)
    assert [s.said_at for s in found.statements] == [0.0]
    assert found.statements[0].said and found.statements[0].said.edtf == "2026-05-09"
