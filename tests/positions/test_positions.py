"""What a person has said about a subject over time: an old post, a clip, an interview, remarks, an apology."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord import Statement
from onrecord.errors import UnknownError, UsageError
from onrecord.models.vectors import Vectors
from onrecord.positions import Positions, positions
from onrecord.positions.decisions import decide, take_back
from onrecord.positions.reports import kinds_of
from onrecord.positions.subject import Subject, words_of
from onrecord.positions.subjects import subjects_of
from onrecord.positions.voice import whose
from onrecord.record.store import Record
from tests import command_line
from tests.harbour import FERRY, HURT, MOOR, POSTED, SORRY, VENN, WASTE, Words, furnish
from tests.stories import ONE, article, statement


@pytest.fixture
def record(place: str) -> Iterator[Record]:
    with Record.open(place) as record:
        furnish(record)
        yield record


POLICE = "There should be harbour police."


def on_police(record: Record, toward: str | None = POLICE) -> Positions:
    return positions(record, VENN, "harbour police", toward, judge=Words())


def test_statements_stand_in_order_with_stance_and_the_words_that_show_it(record: Record) -> None:
    found = on_police(record)
    assert [(p.day, p.stance) for p in found.statements if p.id in (POSTED.id, WASTE.id, SORRY.id)] == [
        ("2017-06-02", "against"),
        ("2019-03-10", "against"),
        ("2025-10-31", "none"),
    ]
    assert all(p.found.text[p.span.start : p.span.end] == p.span.exact for p in found.statements if p.span)


@pytest.mark.parametrize(
    ("spoken", "is_there", "why"),
    [
        (POSTED, True, "its own words"),
        (WASTE, True, "the question stands in the sentence, and the words point back to it"),
        (SORRY, True, "a paraphrase"),
        (FERRY, False, "another subject"),
        (HURT, True, "the story is about it"),
        (MOOR, False, "somebody else's"),
    ],
)
def test_what_is_about_the_subject(record: Record, spoken: Statement, is_there: bool, why: str) -> None:
    assert (spoken.id in {p.id for p in on_police(record).statements}) == is_there, why


@pytest.mark.parametrize(
    ("subject", "words", "speaks"),
    [
        ("bridge toll", "They doubled the tolls on both bridges.", True),
        ("immigration", "Every refugee who lands here is a neighbour.", True),
        ("Trans-Harbour Compact", "I voted against the THC twice.", True),
        ("Wall Lane market", "We will build a wall.", False),
        ("Iraq", "The Iraqis asked for grain.", True),
        ("Greta Lund", "Lund has never paid a fine.", True),
        ("school closures", "The bakery closed at noon.", False),
    ],
)
def test_words_speak_of_a_subject_in_any_form_or_by_like_meaning(subject: str, words: str, speaks: bool) -> None:
    vectors = Vectors.load()
    strength = Subject.of(subject, vectors).strength([(1.0, words_of(words))], vectors)
    assert (strength >= 0.42) == speaks, strength


def test_a_subject_needs_a_word_to_look_for(record: Record) -> None:
    with pytest.raises(UsageError, match="no word"):
        positions(record, VENN, "...", judge=Words())
    with pytest.raises(UnknownError, match="nobody"):
        positions(record, "Nemo Nott", "police", judge=Words())


def test_changes_are_those_that_stories_report(record: Record) -> None:
    changes = {c.key: c for c in on_police(record).changes}
    sorry = changes[POSTED.id, SORRY.id]
    assert sorry.kind == "admission"
    assert sorry.span is not None and sorry.span.exact == "apologised for"
    (wants,) = [c for c in changes.values() if c.kind == "reversal"]
    assert wants.span is not None and wants.span.exact == "no longer wants"
    assert wants.earlier is not None and wants.earlier.stance == "against"
    assert all(c.earlier.day < c.later.day for c in changes.values() if c.earlier)


def test_without_a_sentence_no_stance_is_told_and_sentences_are_offered(place: str) -> None:
    story = article("The harbour police should be abolished, Dora Venn said.", published="2025-11-01")
    with Record.open(place) as record:
        record.add(story, [statement(story, "The harbour police should be abolished,", VENN)], ONE)
        found = on_police(record, None)
    assert [(p.stance, p.untold) for p in found.statements] == [("none", "no sentence")]
    assert found.sentences == ("The harbour police should be abolished.",)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("she walked back her remark", ["softening"]),
        ("he no longer supports the ban", ["reversal"]),
        ("she doubled down on it", ["reaffirmed"]),
        ("he stands by every word", ["reaffirmed"]),
        ("she changed her mind", ["reversal"]),
        ("he has hardened his tone", ["hardening"]),
        ("she clarified that she meant the old ferry", ["softening"]),
        ("his U-turn on the ferry", ["reversal"]),
        ("he apologised for the letter", ["admission"]),
        ("he runs a hedge fund", []),
        ("she said so on Monday", []),
    ],
)
def test_words_of_change(words: str, kinds: list[str]) -> None:
    assert kinds_of(words) == kinds


def test_a_reference_leads_to_the_statement_that_is_meant(record: Record) -> None:
    found = on_police(record)
    (reference,) = found.references[SORRY.id]
    assert (reference.when, reference.to) == ("2017", POSTED.id)
    (others,) = [r for r in found.referring if r.found.hit.statement.id == MOOR.id]
    assert others.reference.span.exact == "Venn's old post"
    assert others.reference.to == POSTED.id


def test_a_statement_within_a_statement_keeps_both_levels(place: str) -> None:
    story = article(
        "Dora Venn said that Sten Moor had told her that the harbour police would stay.", published="2025-11-01"
    )
    told = "that Sten Moor had told her that the harbour police would stay"
    with Record.open(place) as record:
        record.add(story, [statement(story, told, VENN, kind="indirect")], ONE)
        found = on_police(record)
    (inner,) = found.inner[found.statements[0].id]
    assert (inner.source.exact, inner.cue.exact) == ("Sten Moor", "had told")
    assert inner.content.exact == "that the harbour police would stay"


def test_decisions_are_kept_shown_and_taken_back(record: Record) -> None:
    made = decide(record, POSTED.id, SORRY.id, "reject", by="ida", note="another harbour")
    found = on_police(record)
    last = found.changes[-1]
    assert (last.earlier.id, last.later.id) == (POSTED.id, SORRY.id)
    assert [d.why for d in found.decided(last)] == ["another harbour"]
    decide(record, POSTED.id, SORRY.id, "accept", by="ida")
    assert on_police(record).changes[0].later.id == SORRY.id
    assert take_back(record, made.number, by="tom").undone_by == "tom"
    with pytest.raises(UnknownError, match="taken back"):
        take_back(record, made.number, by="tom")
    with pytest.raises(UnknownError, match="no statement"):
        decide(record, POSTED.id, "nothing", "accept", by="ida")
    with pytest.raises(UsageError, match="one statement"):
        decide(record, POSTED.id, POSTED.id, "accept", by="ida")


def test_the_last_name_alone_most_likely_means_the_one_who_bears_it(place: str) -> None:
    story = article("Venn wants the harbour police gone, Venn wrote.", published="2025-11-02", outlet="Other Paper")
    with Record.open(place) as record:
        furnish(record)
        alone = statement(story, "wants the harbour police gone", "Venn")
        record.add(story, [alone], ONE)
        shown = {p.id: p for p in on_police(record).statements}
        assert not shown[alone.id].found.sure
        assert shown[POSTED.id].found.sure


def test_subjects_of_a_person(place: str) -> None:
    with Record.open(place) as record:
        for day in range(1, 6):
            story = article(f"The night ferry needs a crew of {day}, Dora Venn said.", published=f"2025-11-0{day}")
            record.add(story, [statement(story, f"The night ferry needs a crew of {day},", VENN)], ONE)
        found = subjects_of(record, whose(record, VENN))
    assert ("night ferry", 5, (("2025", 5),)) in [(t.words, t.count, t.years) for t in found.subjects]


def test_words_that_tell_nothing_are_no_subject(place: str) -> None:
    told = "It is a horrible problem, folks, and Joe said so in New Harrow, where the taxes are."
    with Record.open(place) as record:
        for day in range(1, 6):
            story = article(f"{told} ({day}) Dora Venn said.", published=f"2025-11-0{day}")
            record.add(story, [statement(story, f"{told} ({day})", VENN)], ONE)
        found = {t.words for t in subjects_of(record, whose(record, VENN)).subjects}
    assert found == {"New Harrow", "taxes"}


def test_json_is_the_format(record: Record) -> None:
    found = on_police(record).to_dict()
    json.dumps(found)
    assert found["format"] == "onrecord-positions/1"
    assert found["toward"] == "There should be harbour police."
    assert {"id", "stance", "stance_span", "article", "content"} <= set(found["statements"][0])
    assert set(found["changes"][0]) >= {"earlier", "later", "kind", "reported", "span", "score"}


@dataclass(frozen=True, slots=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """The command line within this process, with a record of the stories and the judge by words."""
    monkeypatch.setattr("onrecord.positions.bundled", Words)
    monkeypatch.setenv("ONRECORD_RECORD", str(tmp_path / "test.db"))
    with Record.open(str(tmp_path / "test.db")) as record:
        furnish(record)

    def run(*arguments: str) -> Ran:
        done = command_line.run(*arguments)
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def test_the_command_shows_a_timeline(run: Callable[..., Ran]) -> None:
    shown = run("positions", "Dora", "Venn", "--about", "harbour police", "--toward", POLICE)
    assert (shown.code, shown.err) == (0, "")
    assert "▼ against" in shown.out and "the story says “apologised for”" in shown.out
    timeline = shown.out[shown.out.index("\nsaid") :]
    assert timeline.index("2 Jun 2017") < timeline.index("10 Mar 2019") < timeline.index("31 Oct 2025")


def test_the_command_offers_sentences_for_a_bare_subject(run: Callable[..., Ran]) -> None:
    shown = " ".join(run("positions", VENN, "--about", "harbour police").out.split())
    assert "no stance is told" in shown and "▼" not in shown


def test_the_command_prints_json_and_subjects(run: Callable[..., Ran]) -> None:
    found = json.loads(run("positions", VENN, "--about", "harbour police", "--json").out)
    assert found["person"]["name"] == VENN
    assert json.loads(run("positions", VENN, "--json").out)["format"] == "onrecord-subjects/1"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["positions", "Nemo Nott", "--about", "police"], "nobody of this name"),
        (["positions", VENN, "--toward", "No police."], "give it with --about"),
        (["positions", VENN, "--about", "?"], "no word in it"),
        (["change", "one"], "give two statements"),
        (["change", "one", "two", "--accept"], "no statement with this id"),
        (["change", "--undo", "7"], "no such decision"),
        (["change", "one", "two", "--undo", "7"], "give it alone"),
    ],
)
def test_wrong_use_is_one_line(run: Callable[..., Ran], arguments: list[str], message: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err and ran.err.count("\n") == 1


def test_decisions_on_the_command_line(run: Callable[..., Ran]) -> None:
    assert "--undo 1" in run("change", POSTED.id, SORRY.id, "--accept", "--by", "ida").err
    assert "accept by ida" in run("positions", VENN, "--about", "harbour police").out
    assert "taken back" in run("change", "--undo", "1").err


def test_the_whole_way_with_the_models_that_come_with_it(tmp_path: Path) -> None:
    """Stories as they are printed, read and judged by the networks."""
    from onrecord import Model
    from onrecord.annotation import annotate

    model = Model.load()
    with Record.open(str(tmp_path / "real.db")) as record:
        for day, told in (
            ("2019-03-11", "“I oppose the harbour toll, and I always will,” Dora Venn said on Sunday."),
            (
                "2025-10-21",
                "Dora Venn no longer opposes the harbour toll. “I support the harbour toll,” Venn said on Monday.",
            ),
        ):
            story = article(told, published=day, title="Venn on the toll")
            record.add(story, annotate(story, model), ONE)
        found = positions(record, VENN, "harbour toll", "The harbour toll should be kept.")
    stances = {p.found.hit.statement.words: p.stance for p in found.statements}
    assert stances["“I oppose the harbour toll, and I always will,”"] != "for"
    assert stances["“I support the harbour toll,”"] != "against"
    assert any(c.kind == "reversal" and c.earlier and c.earlier.day == "2019-03-10" for c in found.changes)


def test_nothing_of_ours_calls_anybody_names() -> None:
    package = Path(__file__).parents[2] / "onrecord"
    paths = [*(package / "positions").glob("*.py"), package / "cli/screen/positions.py", package / "cli/positions.py"]
    for path in paths:
        assert not re.search("flip-?flop|lied|liar|hypocri", path.read_text(encoding="utf-8"), re.IGNORECASE), path
