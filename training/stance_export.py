"""Turn trained weights into the folder: ``python -m training.stance_export runs/stance/last.pt --out FOLDER``.

Several files of weights are averaged. Writes model.onnx (int8) and config.json; the tokenizer is the reading model's.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch

from onrecord.models.stance import FORMAT, RELATIONS, STANCES
from onrecord.models.stance_input import ROLES

from .export import mean_weights, quantised, write_config
from .stance import network
from .stance_network import StanceNetwork


def to_onnx(net: StanceNetwork, path: Path) -> None:
    """Write the network in single precision."""
    ids = torch.randint(5, 1000, (2, 40))
    example = (ids, torch.zeros(2, 40, dtype=torch.int64), torch.ones(2, 40, dtype=torch.int64))
    names, outputs = ["ids", "roles", "mask"], ["stances", "relations", "words"]
    axes = {n: {0: "batch", 1: "length"} for n in [*names, "words"]} | {n: {0: "batch"} for n in outputs[:2]}
    torch.onnx.export(
        net, example, str(path), input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=17,
        dynamo=False,
    )  # fmt: skip


def export(weights: Sequence[Path], out: Path, *, version: str) -> None:
    """Write a whole model folder."""
    net, _ = network()
    net.load_state_dict(mean_weights(weights))
    out.mkdir(parents=True, exist_ok=True)
    quantised(lambda path: to_onnx(net.eval(), path), out / "model.onnx")
    config = {
        "format": FORMAT,
        "version": version,
        "stances": list(STANCES),
        "relations": list(RELATIONS),
        "roles": list(ROLES),
    }
    write_config(out, config)


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--version", default="1")
    options = parser.parse_args()
    export(options.weights, options.out, version=options.version)


if __name__ == "__main__":
    main()
