"""Networks from weights: of a checkpoint, or of a shipped model folder, to learn from or to go on with.

A folder holds int8 weights and their scales; multiplied they are the trained weights but for half a step of 1/127, so
that no checkpoint is needed that only its maker has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from .network import Network, narrow
from .train import load_base

WORD_TABLE = "encoder.embeddings.word_embeddings.weight"
FloatArray = npt.NDArray[np.float32]


def recover(folder: Path) -> Network:
    """Rebuild the network of a folder that training.export wrote, ready to read."""
    return rebuild(recovered_weights(folder))


def rebuild(weights: Mapping[str, Tensor]) -> Network:
    """The network that has these weights, of whatever width and vocabulary, ready to read."""
    encoder, _ = load_base()
    layer = "encoder.encoder.layer.0"
    head = encoder.encoder.layer[0].attention.self.attention_head_size
    heads = len(weights[f"{layer}.attention.self.query.bias"]) // head
    encoder = narrow(encoder, heads=heads, inner=len(weights[f"{layer}.intermediate.dense.bias"]))
    encoder.resize_token_embeddings(len(weights[WORD_TABLE]), mean_resizing=False)
    network = Network(encoder)
    network.load_state_dict(weights)
    return network.eval()


def recovered_weights(folder: Path) -> dict[str, Tensor]:
    """The weights by their names in Network, products of matrices transposed as torch keeps them."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    weights: dict[str, FloatArray] = {}
    for name, values in stored.items():
        plain = name.removeprefix("network.")
        if name.startswith(("/", "onnx::")) or "." not in plain:
            continue
        if plain.endswith("_quantized"):
            weights[plain.removesuffix("_quantized")] = _whole(stored, name)
        elif values.dtype == np.float32 and values.ndim and not plain.endswith("_scale"):
            weights[plain] = values
    for node in graph.node:
        found = re.fullmatch(r"/(?:network/)?(.+)/MatMul_quant", node.name)
        if node.op_type == "MatMulInteger" and found:
            weights[f"{found[1].replace('/', '.')}.weight"] = _whole(stored, node.input[1]).T
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    weights["transitions"] = np.array(config["chain"], dtype=np.float32)
    return {k: torch.from_numpy(np.array(v)) for k, v in weights.items()}


def _whole(stored: dict[str, npt.NDArray[np.generic]], name: str) -> FloatArray:
    base = name.removesuffix("_quantized")
    values, zero = stored[name].astype(np.float32), stored[f"{base}_zero_point"].astype(np.float32)
    whole: FloatArray = (values - zero) * stored[f"{base}_scale"]
    return whole
