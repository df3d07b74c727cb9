"""Fit boosted trees that choose one of several rows (onrecord/models/trees.py), and write them as ONNX."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.models.trees import FloatArray, IntArray, softmax

WEIGHTS = Path(__file__).parents[1] / "onrecord/models/weights"
#: Chosen by folds on the training articles.
SETTINGS = {
    "num_leaves": 31, "learning_rate": 0.1, "min_data_in_leaf": 40, "lambda_l2": 5, "feature_fraction": 0.6,
    "bagging_fraction": 0.8, "bagging_freq": 1, "max_bin": 63, "num_threads": 1, "seed": 1, "verbose": -1,
}  # fmt: skip
ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Choices:
    """Rows of many choices; ``starts`` is the first row of each, ``right`` how much a row is wanted (0: wrong)."""

    rows: FloatArray
    starts: IntArray
    right: npt.NDArray[np.float64]


def joined(parts: Sequence[Choices]) -> Choices:
    """All choices of some stories."""
    offsets = np.cumsum([0, *(len(p.rows) for p in parts)])
    return Choices(
        np.concatenate([p.rows for p in parts]),
        np.concatenate([p.starts + offset for p, offset in zip(parts, offsets, strict=False)]),
        np.concatenate([p.right for p in parts]),
    )


def fit_trees(choices: Choices, *, rounds: int = ROUNDS, leaves: int = 31) -> Any:
    """Maximise the likelihood that a right row is chosen. A choice without a right row teaches nothing."""
    import lightgbm

    starts, right = choices.starts, choices.right
    sizes = np.diff(np.append(starts, len(right)))
    taught = np.repeat(np.add.reduceat(right, starts) > 0, sizes)

    def objective(scores: npt.NDArray[np.float64], _: object) -> tuple[FloatArray, FloatArray]:
        chance = softmax(scores, starts)
        wanted = chance * right
        mass = np.repeat(np.add.reduceat(wanted, starts), sizes)
        gradient = chance - np.divide(wanted, mass, out=np.zeros_like(wanted), where=mass > 0)
        return gradient * taught, np.maximum(chance * (1 - chance), 0.01) * taught

    data = lightgbm.Dataset(choices.rows, label=right, free_raw_data=False)
    return lightgbm.train({**SETTINGS, "num_leaves": leaves, "objective": objective}, data, num_boost_round=rounds)


def write_trees(
    name: str, booster: Any, columns: Sequence[str], lexicon: Mapping[str, float], *, lean: float, origin: str
) -> None:
    """Write trees where the package reads them."""
    (WEIGHTS / f"{name}.onnx").write_bytes(as_onnx(booster, len(columns)))
    told = {"origin": origin, "columns": list(columns), "lean": lean, "lexicon": dict(lexicon)}
    (WEIGHTS / f"{name}.json").write_text(json.dumps(told, indent=0) + "\n", encoding="utf-8")


def as_onnx(booster: Any, columns: int) -> bytes:
    """A booster as one TreeEnsembleRegressor."""
    from onnx import TensorProto, checker, helper

    nodes: dict[str, list[Any]] = {f"nodes_{key}": [] for key in _NODE}
    target: dict[str, list[Any]] = {f"target_{key}": [] for key in ("treeids", "nodeids", "ids", "weights")}
    for number, tree in enumerate(booster.dump_model()["tree_info"]):
        for node in _nodes(tree["tree_structure"]):
            for key, value in zip(_NODE, (number, *node[:7]), strict=True):
                nodes[f"nodes_{key}"].append(value)
            if node[2] == "LEAF":
                for key, value in zip(
                    ("treeids", "nodeids", "ids", "weights"), (number, node[0], 0, node[7]), strict=True
                ):
                    target[f"target_{key}"].append(value)
    ensemble = helper.make_node(
        "TreeEnsembleRegressor", ["rows"], ["scores"], domain="ai.onnx.ml", n_targets=1, **nodes, **target
    )
    graph = helper.make_graph(
        [ensemble],
        "trees",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, [None, columns])],
        [helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, 1])],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
    checker.check_model(model)
    return bytes(model.SerializeToString())


_NODE = (
    "treeids", "nodeids", "featureids", "modes", "values", "truenodeids", "falsenodeids",
    "missing_value_tracks_true",
)  # fmt: skip
_Node = tuple[int, int, str, float, int, int, int, float]


def _nodes(root: Mapping[str, Any]) -> Iterator[_Node]:
    """Number, column, mode, threshold, next if not above it, next if above, whether what is missing is not above; value
    of a leaf.
    """
    numbered: list[Mapping[str, Any]] = [root]
    for number, node in enumerate(numbered):  # grows on the way
        if "leaf_value" in node:
            yield number, 0, "LEAF", 0.0, 0, 0, 0, float(node["leaf_value"])
            continue
        first = len(numbered)
        numbered += [node["left_child"], node["right_child"]]
        low = node["default_left"] if node["missing_type"] == "NaN" else node["threshold"] >= 0
        yield (
            number,
            int(node["split_feature"]),
            "BRANCH_LEQ",
            float(node["threshold"]),
            first,
            first + 1,
            int(low),
            0.0,
        )
