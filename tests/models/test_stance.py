"""The stance of a statement towards a sentence: what the model is given, what it is trusted with, how it fails."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from onrecord.errors import ModelError
from onrecord.models.folder import BUNDLED, TOKENIZER
from onrecord.models.stance import RELATIONS, STANCES, StanceModel
from onrecord.models.stance_input import PAIR_PIECES, ROLES, StatementText, encode
from onrecord.models.word_pieces import WordPieces

STORY = (
    "Roscoe was late.\n"
    "The fog had lifted. On Monday Mayor Imelda Roscoe ripped into Gordon Pell for the toll. He didn't answer.\n"
    "It rained."
)


def place(words: str) -> tuple[int, int]:
    start = STORY.index(words)
    return start, start + len(words)


@pytest.fixture(scope="module")
def tokenizer() -> WordPieces:
    return WordPieces.load(TOKENIZER)


@pytest.fixture(scope="module")
def model() -> StanceModel:
    return StanceModel.load(threads=2)


def passage() -> StatementText:
    content, cue, source = place("Gordon Pell for the toll"), place("ripped into"), place("Mayor Imelda Roscoe")
    return StatementText.cut(STORY, (content,), (cue,), (source,), speaker="Imelda Roscoe")


def test_a_passage_is_the_sentence_that_holds_the_statement() -> None:
    found = passage()
    assert found.text == "On Monday Mayor Imelda Roscoe ripped into Gordon Pell for the toll."
    ((start, end),) = found.content
    assert found.text[start:end] == "Gordon Pell for the toll"
    assert STORY[found.start :].startswith(found.text)


def test_pieces_know_what_they_are(tokenizer: WordPieces) -> None:
    found = encode("Pell is fit to be mayor.", passage(), tokenizer)
    told: dict[str, set[str]] = {role: set() for role in ROLES}
    for role, place_ in zip(found.roles, found.offsets, strict=True):
        if place_:
            told[ROLES[role]].add(passage().text[slice(*place_)])
    assert told["cue"] == {"ripped", "into"}
    assert {"Gordon", "toll"} <= told["content"]
    assert {"On", "Monday", "."} == told["around"]
    assert not told["toward"]


def test_a_long_passage_is_cut_to_where_it_speaks_of_the_subject(tokenizer: WordPieces) -> None:
    words = "The harbour is quiet. " * 100 + "The toll on the bridge must go. " + "The market is open. " * 100
    found = encode("The toll should be abolished.", StatementText.of(words), tokenizer)
    assert len(found.ids) == PAIR_PIECES
    assert "toll" in {words[slice(*p)] for p in found.offsets if p}


def test_a_sentence_without_end_leaves_room_for_the_statement(tokenizer: WordPieces) -> None:
    found = encode("very " * 1000, StatementText.of("The toll must go.", speaker="Pell " * 100), tokenizer)
    assert len(found.ids) <= PAIR_PIECES
    assert "toll" in {"The toll must go."[slice(*p)] for p in found.offsets if p}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "onrecord-model/1"}, "is not onrecord-stance/1"),
        ({"stances": ["yes", "no"]}, "labels"),
        ({"sha256": "0" * 64}, "doesn't match its hash"),
    ],
)
def test_a_wrong_folder_is_told(tmp_path: Path, change: dict, words: str) -> None:
    folder = tmp_path / "stance"
    shutil.copytree(BUNDLED / "stance", folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | change))
    with pytest.raises(ModelError, match=words):
        StanceModel.load(folder)


def test_the_folder_is_small_and_complete() -> None:
    names = {p.name for p in (BUNDLED / "stance").iterdir()}
    assert names == {"model.onnx", "config.json", "README.md"}
    assert sum(p.stat().st_size for p in (BUNDLED / "stance").iterdir()) <= 25_000_000


TOLL = "The toll on the bridge should be abolished."


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("We support the plan to abolish the toll on the bridge.", "for"),
        ("Keep the toll on the bridge, it pays for the repairs.", "against"),
        ("The town council meets on Tuesday to elect a treasurer.", "none"),
    ],
)
def test_plain_statements_have_plain_stances(model: StanceModel, words: str, label: str) -> None:
    (found,) = model.judge([(StatementText.of(words), TOLL)])
    assert found.label == label
    assert 0.25 < found.score <= 1.0
    assert (found.span is None) == (label == "none")


def test_the_words_that_show_it_are_the_statements_own(model: StanceModel) -> None:
    (found,) = model.judge([(passage(), "Gordon Pell is fit to be mayor.")])
    assert found.label == "against"
    assert found.span
    assert STORY[slice(*found.span)] in "ripped into Gordon Pell for the toll"


def test_the_order_of_two_statements_makes_no_difference(model: StanceModel) -> None:
    one, other = "The toll should be abolished.", "The toll must be kept."
    assert model.relation([(one, other)]) == model.relation([(other, one)])


def test_relations_have_their_labels(model: StanceModel) -> None:
    found = model.relation([("We want more trams.", "We support building more trams."), ("A", "B")])
    assert {f.label for f in found} <= set(RELATIONS)
    assert model.relation([]) == []


def test_a_batch_judges_as_one_by_one(model: StanceModel) -> None:
    pairs = [
        (StatementText.of(w), TOLL) for w in ("Keep the toll.", "Abolish the toll!", "The toll was 2 crowns in 1990.")
    ]
    assert [s.label for s in model.judge(pairs)] == [model.judge([p])[0].label for p in pairs]
    assert {s.label for s in model.judge(pairs)} <= set(STANCES)
