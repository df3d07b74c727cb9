"""The model folder: what is checked on loading, and what the real one finds in our own sentences."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

import onrecord
from onrecord import Article, Model
from onrecord.annotation import annotate
from onrecord.errors import ModelError
from onrecord.models.folder import processor_count
from onrecord.text.outline import Outline

from ..command_line import run

BUNDLED = Path(onrecord.__file__).parent / "models" / "en"


def test_the_folder_is_small_and_complete() -> None:
    assert {p.name for p in BUNDLED.iterdir()} == {"model.onnx", "tokenizer.json", "config.json", "README.md"}
    assert sum(p.stat().st_size for p in BUNDLED.iterdir()) <= 25_000_000


def test_the_fast_one_is_small_and_chosen_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = BUNDLED.with_name("en-fast")
    assert sum(p.stat().st_size for p in folder.iterdir()) <= 15_000_000
    for name in ("en", "en-fast"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    assert Model.load("en-fast").name == "en-fast"
    assert Model.load().name == Model.load("en").name == "en", "a folder that happens to be called so isn't taken"
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        Model.load("./en")


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"config\.json is missing"):
        Model.load(tmp_path)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "onrecord-model/9"}, "is not onrecord-model/1"),
        ({"tags": ["O"]}, "labels"),
        ({"sha256": "0" * 64}, "doesn't match its hash"),
        ({"calibration": {"weights": [1.0], "bend": [1.0]}}, "calibration"),
    ],
)
def test_a_wrong_config_is_told(tmp_path: Path, change: dict, words: str) -> None:
    folder = tmp_path / "en"
    shutil.copytree(BUNDLED, folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | change))
    with pytest.raises(ModelError, match=words):
        Model.load(folder)


def test_damaged_files_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    shutil.copytree(BUNDLED, folder)
    (folder / "config.json").write_text("{")
    with pytest.raises(ModelError, match="can't be read"):
        Model.load(folder)


def test_scores_have_their_shapes(model: Model) -> None:
    text = "Pell said it was late.\n\nNobody, he added, was there."
    (scores,) = model.scores(Outline(text))
    n = len(scores.start)
    assert scores.tags.shape == (n, 13)
    assert scores.content_arc.shape == (n, n)
    assert scores.source_arc.shape == (n, n + 1)
    assert scores.own == (0, n)
    assert [text[a:b] for a, b in zip(scores.start, scores.end, strict=True)][:4] == ["Pell", "said", "it", "was"]


def test_a_system_that_cannot_keep_a_process_to_some_cores_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert processor_count() >= 1
    assert run("read", "--json", "-", given=b"Pell said it was late.").returncode == 0


def test_a_long_text_needs_bounded_memory(model: Model) -> None:
    text = "Pell said it was late and that nobody had called him.\n\n" * 2000
    seen = 0
    for scores in model.scores(Outline(text)):
        seen += scores.own[1] - scores.own[0]
    assert seen == 2000 * 12


def test_one_endless_line(model: Model) -> None:
    text = "Pell said it was late, and " * 800
    total = sum(s.own[1] - s.own[0] for s in model.scores(Outline(text)))
    assert total == 800 * 7


FOUND = [
    ("“We will mend the bridge,” Roscoe said.", "Roscoe", "said", "“We will mend the bridge,”", "direct"),
    ('"We will mend the bridge," said Mayor Imelda Roscoe.', "Mayor Imelda Roscoe", "said", '"We will mend the bridge,"', "direct"),
    ("The mayor said that the bridge would be mended.", "The mayor", "said", "that the bridge would be mended", "indirect"),
    ("According to the harbour office, the ferry sailed late.", "the harbour office", "According to", "the ferry sailed late", "indirect"),
    ("She called the plan “a waste of time.”", "She", "called", "the plan “a waste of time.”", "mixed"),
    ("``It was late,'' said Gordon Pell, a council member.", "Gordon Pell, a council member", "said", "``It was late,''", "direct"),
    ("«It was late», Pell told reporters.", "Pell", "told", "«It was late»", "direct"),
    ("Pell declined to comment.", "Pell", "declined", "to comment", "indirect"),
    ("Pell, a council member, said he was tired.", "Pell, a council member,", "said", "he was tired", "indirect"),
    ("Okafor told the newspaper she feared for her shop.", "Okafor", "told", "she feared for her shop", "indirect"),
    ("“The bridge,” Roscoe said, “belongs to all of us.”", "Roscoe", "said", "“The bridge,” … “belongs to all of us.”", "direct"),
    ("Pell believes that the toll is unfair.", "Pell", "believes", "that the toll is unfair", "indirect"),
    ("The mayor promised that the town would never sell the mill.", "The mayor", "promised", "that the town would never sell the mill", "indirect"),
    ("“If people want a museum,” he said, “they can make me an offer.”", "he", "said", "“If people want a museum,” … “they can make me an offer.”", "direct"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "words", "kind"), FOUND, ids=lambda v: str(v)[:40])
def test_the_real_model_on_plain_sentences(
    model: Model, text: str, source: str, cue: str, words: str, kind: str
) -> None:
    found = annotate(Article(source="x", text=text), model)
    assert len(found) == 1
    (statement,) = found
    assert " ".join(s.exact for s in statement.source) == source
    assert cue in " ".join(s.exact for s in statement.cue)
    assert statement.words == words
    assert statement.kind == kind


QUIET = [
    "The bridge was built in 1911 and has two lanes.",
    "The “haunted” mill stands at the end of Larkin Street.",
    "Her novel “The Grey Miller of Larkin Sound” sold well.",
    "Rain is expected on Monday.\n\nThe ferry leaves at noon.",
]


@pytest.mark.parametrize("text", QUIET)
def test_the_real_model_finds_no_quotation_where_there_is_none(model: Model, text: str) -> None:
    assert [s for s in annotate(Article(source="x", text=text), model) if s.kind == "direct"] == []
