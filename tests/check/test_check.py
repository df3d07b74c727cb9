"""Checking drafts against a record of invented debates, posts and stories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import Article
from onrecord.annotation.annotate import Annotated
from onrecord.check.draft import check
from onrecord.check.findings import Finding, Report
from onrecord.record.store import ModelVersion, Record
from onrecord.sources import Hints, Located
from onrecord.sources import articles as read
from onrecord.sources.firsthand import VERSION, Prepared
from onrecord.sources.transcripts.speech import as_document
from onrecord.statement import Statement
from tests.stories import ONE, article, span, statement

DEBATE = """HOST: Good evening from Port Harrow. Mayor Roscoe, will you sell the lighthouse?

ROSCOE: Well, I will not sell the old lighthouse, because it belongs to the people who built it. Uh, and we do not have \
twelve million for a second pier.

HOST: Mr. Strand, a minute to answer.

STRAND: The ferry has run aground three times since the spring, and nobody at the town hall has said a word about it. \
Do we want to wait for the fourth?

AUDIENCE: Give us back the night boat and the bus that used to meet it!

HOST: Mayor Roscoe?

ROSCOE: The harbor master tells me that every one of those boats was late because of the fog. We are going to dredge the \
channel before the winter comes.

HOST: Thank you both.

STRAND: Thank you.
"""


def transcript(tmp_path: Path, text: str = DEBATE, name: str = "debate.txt", **hints: Any) -> Prepared:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    (found,) = read([Located(str(path), path)], hints=Hints(form="transcript", **hints))
    assert isinstance(found, Prepared), found
    return found


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record.open(str(tmp_path / "r.db")) as opened:
        debate = transcript(tmp_path, said="2025-10-02")
        opened.add(debate.article, debate.statements, ModelVersion(debate.reader, VERSION))
        yield opened


def draft(text: str, *made: Statement, **known: Any) -> Annotated:
    return Annotated(article(text, source="draft.txt", **known), made, "en", "1")


def quoted(words: str, speaker: str | None, after: str = "said", **known: Any) -> Annotated:
    """A draft of one quotation."""
    text = f"A story. “{words}” {speaker or 'somebody'} {after}."
    plain = article(text, source="draft.txt", published=known.pop("published", "2025-10-05"))
    made = [statement(plain, f"“{words}”", speaker, **known)] if speaker else []
    return Annotated(plain, tuple(made), "en", "1")


def only(report: Report) -> Finding:
    (finding,) = report.findings
    assert finding.quote.exact == report.text[finding.quote.start : finding.quote.end]
    return finding


@pytest.mark.parametrize(
    ("words", "wording", "marked"),
    [
        ("I will not sell the old lighthouse, because it belongs to the people who built it.", "verbatim", False),
        ("I won't sell the old light house because it belongs to the people who built it", "verbatim", False),
        ("I will not sell the old lighthouse … and we do not have twelve million for a second pier.", "trimmed", True),
        ("I will not sell the lighthouse, because it belongs to the people who built it.", "trimmed", False),
        ("I will never sell the old lighthouse, because it belongs to the people who built it.", "altered", False),
        ("I will not sell [the tower], because it belongs to the people who built it.", "altered", True),
        (
            "I will not sell the old lighthouse and we are going to dredge the channel before the winter",
            "spliced",
            False,
        ),
        ("Nobody told the council that the library needs a new roof before the end of May", "not_found", False),
    ],
)
def test_wordings(record: Record, words: str, wording: str, marked: bool) -> None:
    finding = only(check(quoted(words, "Imelda Roscoe"), record))
    assert (finding.wording, finding.marked) == (wording, marked)
    assert finding.standing == (None if wording == "not_found" else "primary")


def test_evidence_stands_in_the_source_to_the_letter(record: Record) -> None:
    finding = only(check(quoted("nobody at town hall has said a word about it", "Ole Strand"), record))
    best = finding.evidence[0]
    assert best.exact == "nobody at the town hall has said a word about it"
    assert (best.speaker, best.said, best.primary) == ("Strand", "2025-10-02", True)
    assert best.before.endswith("since the spring, and ") and best.after.startswith(". Do we want")
    (change,) = best.differences
    assert (change.kind, best.exact[slice(*change.source)]) == ("delete", "the")
    assert change.draft[0] == change.draft[1]
    assert Finding.from_dict(finding.to_dict()) == finding


def test_contractions_differ_whole(record: Record) -> None:
    with_it = only(check(quoted("Nobody at the town hall hasn't said a word about it", "Ole Strand"), record))
    best = with_it.evidence[0]
    changes = [(d.kind, with_it.quote.exact[d.draft[0] - with_it.quote.start : d.draft[1] - with_it.quote.start],
                best.exact[slice(*d.source)]) for d in best.differences]  # fmt: skip
    assert changes == [("replace", "hasn't", "has")]


@pytest.mark.parametrize(
    ("words", "speaker", "standing", "match"),
    [
        ("every one of those boats was late because of the fog", "Imelda Roscoe", "primary", "yes"),
        ("every one of those boats was late because of the fog", "Ole Strand", "other_speaker", "no"),
        ("every one of those boats was late because of the fog", None, "unknown", "unknown"),
        (
            "Give us back the night boat and the bus that used to meet it",
            "Ole Strand",
            "unknown",
            "unknown",
        ),  # AUDIENCE
    ],
)
def test_standings(record: Record, words: str, speaker: str | None, standing: str, match: str) -> None:
    finding = only(check(quoted(words, speaker), record))
    assert (finding.wording, finding.standing, finding.speaker_match) == ("verbatim", standing, match)


def test_what_only_other_stories_carry_is_reported(record: Record) -> None:
    story = article(
        "“The bell will ring again by the first of June,” Ida Holt said.", outlet="Gazette", published="2025-09-01"
    )
    record.add(story, [statement(story, "“The bell will ring again by the first of June,”", "Ida Holt")], ONE)
    finding = only(check(quoted("The bell will ring again by the first of June", "Ida Holt"), record))
    assert (finding.wording, finding.standing) == ("verbatim", "reported")
    assert (finding.evidence[0].outlet, finding.evidence[0].published) == ("Gazette", "2025-09-01")


def test_primary_sources_stand_above_reports(record: Record) -> None:
    words = "We are going to dredge the channel before the winter comes."
    for k in range(8):
        story = article(
            f"Paper {k}: “{words}” Imelda Roscoe said on Monday.", outlet=f"Paper {k}", published="2025-10-03"
        )
        record.add(story, [statement(story, f"“{words}”", "Imelda Roscoe")], ONE)
    finding = only(check(quoted(words, "Imelda Roscoe"), record))
    assert finding.standing == "primary" and finding.evidence[0].primary
    assert any(not e.primary for e in finding.evidence)


def test_the_draft_and_its_copies_are_no_evidence(record: Record) -> None:
    told = (
        "The council met for six hours on Tuesday before it sent everybody home without a vote on the budget, and the"
        " clerk locked the doors at midnight while the town band was still playing outside in the rain."
    )
    text = f"{told} “Nobody here has read the whole budget and nobody will,” Ida Holt said."
    words = "“Nobody here has read the whole budget and nobody will,”"
    wire = article(f"By our desk. {text} More follows.", outlet="Wire", published="2025-10-01")
    record.add(wire, [statement(wire, words, "Ida Holt")], ONE)
    older = article(text.replace("six", "five"), source="draft.txt", outlet="Us")
    record.add(older, [statement(older, words, "Ida Holt")], ONE)
    mine = article(text, source="draft.txt")
    record.add(mine, [statement(mine, words, "Ida Holt")], ONE)
    finding = only(check(Annotated(mine, (statement(mine, words, "Ida Holt"),), "en", "1"), record))
    assert (finding.wording, finding.standing, finding.evidence) == ("not_found", None, ())


def test_only_what_was_said_supports_a_quotation(record: Record) -> None:
    story = article("Ida Holt would never say “we have sold the tower to the bank next door”.")
    record.add(
        story, [statement(story, "“we have sold the tower to the bank next door”", "Ida Holt", happened="no")], ONE
    )
    assert (
        only(check(quoted("we have sold the tower to the bank next door", "Ida Holt"), record)).wording == "not_found"
    )


@pytest.mark.parametrize(
    ("words", "warning"),
    [
        ("I will sell the old lighthouse, because it belongs to the people who built it", "negation dropped"),
        ("nobody at the town hall has not said a word about it since the spring", "negation added"),
        ("we do not have thirty million for a second pier", "number changed"),
        ("The ferry has run aground three times … we want to wait for the fourth.", "question made a statement"),
    ],
)
def test_warnings(record: Record, words: str, warning: str) -> None:
    speaker = "Ole Strand" if "ferry" in words or "town hall" in words else "Imelda Roscoe"
    assert warning in only(check(quoted(words, speaker), record)).warnings


def test_warnings_of_day_place_and_correction(record: Record) -> None:
    words = "every one of those boats was late because of the fog"
    late = only(check(quoted(words, "Imelda Roscoe", published="2029-01-10"), record))
    assert "said years earlier: 2025-10-02" in late.warnings
    other = only(check(quoted(words, "Imelda Roscoe", said="2025-10-04"), record))
    assert "date differs: 2025-10-02" in other.warnings
    post = only(check(quoted(words, "Imelda Roscoe", channel="post"), record))
    assert [w for w in post.warnings if w.startswith("channel differs")] in ([], ["channel differs: debate"])
    story = article(
        "“The mill will close on Friday for good,” Ida Holt said.\n\nCorrection: An earlier version named the wrong mill."
    )
    record.add(story, [statement(story, "“The mill will close on Friday for good,”", "Ida Holt")], ONE)
    assert (
        "source corrected" in only(check(quoted("The mill will close on Friday for good", "Ida Holt"), record)).warnings
    )


def test_a_few_words_are_weak_evidence(record: Record) -> None:
    text = "Roscoe spoke of “the fog” again. It was no “grand plan”."
    plain = article(text, source="draft.txt")
    made = statement(plain, "“the fog”", "Imelda Roscoe", kind="mixed")
    report = check(Annotated(plain, (made,), "en", "1"), record)
    fog, plan = report.findings
    assert (fog.wording, fog.standing, fog.weak) == ("verbatim", "primary", True)
    assert (plan.wording, plan.standing, plan.weak) == ("not_found", None, True)


def test_fragments_of_one_sentence_are_checked_together(record: Record) -> None:
    text = "“The ferry has run aground three times since the spring,” Ole Strand said, “and nobody at the town hall has said a word.”"
    plain = article(text, source="draft.txt")
    made = statement(plain, text, "Ole Strand")
    found = check(Annotated(plain, (made,), "en", "1"), record).findings
    assert [f.wording for f in found] == ["verbatim", "verbatim"]
    assert len({f.evidence[0].statement for f in found}) == 1


def test_paraphrases_have_evidence_or_none(record: Record) -> None:
    told = "that the boats were all late because of the fog, as the harbor master tells her"
    plain = article(f"Imelda Roscoe said {told}.", source="draft.txt")
    finding = only(
        check(Annotated(plain, (statement(plain, told, "Imelda Roscoe", kind="indirect"),), "en", "1"), record)
    )
    assert (finding.target, finding.wording, finding.standing) == ("paraphrase", "evidence_found", "primary")
    other = "that the library would open on Sundays with a new reading room for children"
    plain = article(f"Imelda Roscoe said {other}.", source="draft.txt")
    finding = only(
        check(Annotated(plain, (statement(plain, other, "Imelda Roscoe", kind="indirect"),), "en", "1"), record)
    )
    assert (finding.wording, finding.standing) == ("not_found", None)


def test_a_bare_surname_fits_unless_two_people_have_it(tmp_path: Path) -> None:
    two = DEBATE.replace("HOST:", "IDA ROSCOE:", 1).replace("HOST:", "OLAF ROSCOE:", 1)
    debate = transcript(tmp_path, two)
    with Record.open(str(tmp_path / "two.db")) as record:
        record.add(debate.article, debate.statements, ModelVersion(debate.reader, VERSION))
        finding = only(check(quoted("every one of those boats was late because of the fog", "Ida Roscoe"), record))
    assert (finding.speaker_match, finding.standing) == ("unknown", "unknown")


def test_sources_given_on_the_spot(tmp_path: Path) -> None:
    speech = as_document(
        Article("speech.txt", "My friends, the bells of this town will ring at noon.\n\nAnd they will ring for all."),
        author="Ida Holt",
    )
    source = Annotated(speech.article, speech.statements, speech.reader, VERSION)
    finding = only(check(quoted("the bells of this town will ring at noon", "Ida Holt"), None, [source]))
    assert (finding.wording, finding.standing, finding.evidence[0].source) == ("verbatim", "primary", "speech.txt")
    plain = Annotated(Article("plain.txt", "The bells of this town will ring at noon, and for all."), (), "en", "1")
    finding = only(check(quoted("The bells of this town will ring at noon", "Ida Holt"), None, [plain]))
    assert (finding.wording, finding.standing, finding.speaker_match) == ("verbatim", "unknown", "unknown")


MEETING = """Captain Ruth Anker: I would sail with that master tonight. The list of all 241 bridges isn't finished, and it \
was not deliberate. I do not think that we deserve a second ferry. Nearly all of them are shut. Nobody has asked about it.

Ole Strand: Who asked for the boat? I didn't get one.

Captain Ruth Anker: The lamps were dark. Somebody had told the harbour that they had been taken down. We'll mend them.
"""


@pytest.mark.parametrize(
    ("text", "speaker", "wording", "standing", "warnings", "why"),
    [
        ("“I would sail with that master tonight,” the captain said.", "the captain", "verbatim", "primary", (),
         "the source calls her so"),
        ("Ruth Anker came late. “I would sail with that master tonight,” the pilot said.", "the pilot", "verbatim",
         "primary", (), "whom the draft named shortly before"),
        ("“I would sail with that master tonight,” a woman said.", "a woman", "verbatim", "unknown", (), "anybody"),
        ("Ruth Anker came late. She said “I would sail with that master tonight”.", None, "verbatim", "primary", (),
         "nobody is said to say it: whom the draft named last"),
        ("“I didn't get one,” Ruth Anker said.", "Ruth Anker", "verbatim", "unknown", (),
         "few words accuse nobody, though she speaks in that source, too"),
        ("“I didn't get one,” Ida Holt said.", "Ida Holt", "verbatim", "unknown", (),
         "few words of somebody whom the source doesn't have"),
        ("She said “all 214 bridges”, Ruth Anker did.", "Ruth Anker", "altered", "primary", ("number changed",),
         "three words with another number"),
        ("“It was deliberate,” Ruth Anker said.", "Ruth Anker", "trimmed", "primary", ("negation dropped",),
         "three words without their not"),
        ("“The list of all 241 bridges is finished,” Ruth Anker said.", "Ruth Anker", "altered", "primary",
         ("negation dropped",), "isn't is one word in print"),
        ("“We deserve a second ferry,” Ruth Anker said.", "Ruth Anker", "verbatim", "primary", ("negation dropped",),
         "the source denies what follows"),
        ("Ruth Anker doesn't think “we deserve a second ferry”.", "Ruth Anker", "verbatim", "primary", (),
         "the draft tells that it is denied"),
        ("“... all of them are shut,” Ruth Anker said.", "Ruth Anker", "verbatim", "primary", (), "from the middle on"),
        ("“It was not deliberate ... all of them are shut,” Ruth Anker said.", "Ruth Anker", "trimmed", "primary",
         ("negation dropped", "qualification dropped"), "what the cut hides turns the sense"),
        ("“The lamps were dark. We'll mend them,” Ruth Anker said.", "Ruth Anker", "spliced", "primary", (),
         "a whole sentence left out between two"),
    ],
)  # fmt: skip
def test_sources_given_tell_more(
    tmp_path: Path, text: str, speaker: str | None, wording: str, standing: str, warnings: tuple[str, ...], why: str
) -> None:
    meeting = transcript(tmp_path, MEETING, "meeting.txt")
    source = Annotated(meeting.article, meeting.statements, meeting.reader, VERSION)
    plain = article(text, source="draft.txt")
    inner = text[text.index("“") : text.index("”") + 1]
    named = speaker is not None and speaker[0].isupper()
    made = [statement(plain, inner, speaker, named=named, source=(span(text, speaker),))] if speaker else []
    finding = only(check(Annotated(plain, tuple(made), "en", "1"), None, [source]))
    assert (finding.wording, finding.standing, finding.warnings) == (wording, standing, warnings), why


def test_a_paraphrase_without_evidence_is_shown_what_comes_closest_in_meaning(tmp_path: Path) -> None:
    meeting = transcript(tmp_path, MEETING, "meeting.txt")
    source = Annotated(meeting.article, meeting.statements, meeting.reader, VERSION)
    plain = article("Ruth Anker said she would gladly travel with the captain this evening.", source="draft.txt")
    told = statement(plain, "she would gladly travel with the captain this evening", "Ruth Anker", kind="indirect")
    finding = only(check(Annotated(plain, (told,), "en", "1"), None, [source]))
    assert (finding.target, finding.wording, finding.standing) == ("paraphrase", "not_found", None)
    assert finding.evidence[0].exact == "I would sail with that master tonight."


def test_he_may_mean_somebody_else_named_before(record: Record) -> None:
    words = "every one of those boats was late because of the fog"
    text = f"Imelda Roscoe and Ole Strand met. “{words},” he said."
    plain = article(text, source="draft.txt")
    made = statement(plain, f"“{words},”", "Ole Strand", source=(), cue=())
    finding = only(check(Annotated(plain, (made,), "en", "1"), record))
    assert (finding.standing, finding.speaker_match) == ("unknown", "unknown")


def test_checking_works_on_either_database(place: str, tmp_path: Path) -> None:
    with Record.open(place) as opened:
        debate = transcript(tmp_path, said="2025-10-02")
        opened.add(debate.article, debate.statements, ModelVersion(debate.reader, VERSION))
        finding = only(
            check(
                quoted("I will never sell the old lighthouse, because it belongs to the people", "Imelda Roscoe"),
                opened,
            )
        )
        assert (finding.wording, finding.standing) == ("altered", "primary")
        short = only(check(quoted("because of the fog", "Imelda Roscoe"), opened))
        assert (short.wording, short.standing) == ("verbatim", "primary")
        weak = only(check(quoted("harbor master", "Imelda Roscoe"), opened))
        assert (weak.wording, weak.weak) == ("verbatim", True)


def test_a_quotation_over_pages_is_compared_part_by_part(record: Record) -> None:
    once = "I will not sell the old lighthouse, because it belongs to the people who built it. "
    report = check(quoted(once * 400, "Imelda Roscoe"), record)
    assert len(report.findings) > 10
    assert all(f.wording in ("verbatim", "altered") for f in report.findings)
    assert "".join(f.quote.exact for f in report.findings) == once * 400
