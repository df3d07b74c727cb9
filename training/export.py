"""Turn trained weights into the model folder: ``python -m training.export runs/a/epoch*.pt --out onrecord/models/en``.

Several files of weights are averaged (a model soup, Wortsman et al. 2022). Writes model.onnx (int8, dynamic
quantisation of the matrix products and the word table), tokenizer.json and
config.json with the labels, the chain's scores and the hash of the network.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor

from onrecord.models.confidence import FEATURES as CONFIDENCE
from onrecord.models.confidence import HINGES
from onrecord.models.labels import TAGS
from onrecord.models.tokens import FEATURES, WINDOW

from .network import Network
from .recover import WORD_TABLE, rebuild
from .vocabulary import base_tokenizer, frequent, smaller


def mean_weights(weights: Sequence[Path]) -> dict[str, Tensor]:
    """The mean of saved weights."""
    saved = [torch.load(path, weights_only=True) for path in weights]
    return {k: torch.stack([s[k] for s in saved]).mean(0) if v.is_floating_point() else v for k, v in saved[0].items()}


def load_network(weights: Sequence[Path], pieces: Sequence[int] | None = None) -> Network:
    """Rebuild the network from the mean of saved weights, ready to read, with the rows of some ``pieces`` only."""
    mean = mean_weights(weights)
    if pieces is not None:
        mean[WORD_TABLE] = mean[WORD_TABLE][torch.tensor(pieces)]
    network = rebuild(mean)
    network.encoder.config._attn_implementation = "eager"
    return network


def to_onnx(network: Network, path: Path) -> None:
    """Write the network in single precision. It takes no mask: windows are read one at a time."""
    example = (torch.randint(5, 1000, (1, 40)), torch.zeros(1, 40, len(FEATURES), dtype=torch.int64))
    names = ["ids", "features"]
    outputs = ["tags", "content_arc", "source_arc"]
    axes = {n: {1: "length"} for n in [*names, *outputs]}
    for n in outputs[1:]:
        axes[n][2] = "length"
    torch.onnx.export(
        network, example, str(path), input_names=names, output_names=outputs, dynamic_axes=axes,
        opset_version=17, dynamo=False,
    )  # fmt: skip


def quantised(write: Callable[[Path], None], target: Path) -> None:
    """Let ``write`` make a network in single precision and put it at ``target`` in int8."""
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        write(plain)
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(str(ready), str(target), per_channel=True, weight_type=QuantType.QInt8)


def export(
    weights: Sequence[Path],
    out: Path,
    *,
    name: str,
    version: str,
    quantise: bool = True,
    pieces: int | None = None,
    texts: Sequence[Path] = (),
) -> None:
    """Write a whole model folder; with ``pieces`` of the vocabulary only so many, the most frequent in ``texts``."""
    tokenizer = base_tokenizer()
    kept = frequent(tokenizer, (path.read_text(encoding="utf-8") for path in texts), pieces) if pieces else None
    network = load_network(weights, kept)
    tokenizer = smaller(tokenizer, kept) if kept else tokenizer
    out.mkdir(parents=True, exist_ok=True)
    if quantise:
        quantised(lambda path: to_onnx(network, path), out / "model.onnx")
    else:
        to_onnx(network, out / "model.onnx")
    tokenizer.save(str(out / "tokenizer.json"))
    chain = network.chain().detach().clamp(min=-1e4)
    config = {
        "format": "onrecord-model/1",
        "name": name,
        "version": version,
        "language": "en",
        "tags": list(TAGS),
        "features": FEATURES,
        "window": WINDOW,
        "chain": [[round(v, 4) for v in row] for row in chain.tolist()],
        "calibration": {"weights": [0.0] * (1 + len(CONFIDENCE)), "bend": [0.0] * (2 + len(HINGES))},
    }
    write_config(out, config)


def write_config(out: Path, config: Mapping[str, Any]) -> None:
    """Write a folder's configuration, with the hash of its network."""
    whole = {**config, "sha256": hashlib.sha256((out / "model.onnx").read_bytes()).hexdigest()}
    (out / "config.json").write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="en")
    parser.add_argument("--version", default="1")
    parser.add_argument("--fp32", action="store_true", help="leave the weights in single precision")
    parser.add_argument("--pieces", type=int, help="keep only so many of the vocabulary's word pieces")
    parser.add_argument("--texts", type=Path, help="folder of .txt files whose most frequent pieces are kept")
    options = parser.parse_args()
    texts = sorted(options.texts.glob("*.txt")) if options.texts else []
    export(
        options.weights, options.out, name=options.name, version=options.version, quantise=not options.fp32,
        pieces=options.pieces, texts=texts,
    )  # fmt: skip


if __name__ == "__main__":
    main()
