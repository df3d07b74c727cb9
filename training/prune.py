"""Make a network narrower without training: attention heads and inner units that the others can stand in for go.

What a layer's dropped heads and units gave is put on those that stay by least squares over the layer's outputs on a few
articles, as in post-training pruning (Kwon et al. 2022). Half of the inner units and a third of the heads can go this
way with little loss; training.student then wins most of that back.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path

import torch
from torch import Tensor, nn

from onrecord.models.word_pieces import WordPieces

from .corpus import read_polnear
from .network import Network, collate, narrow
from .train import batches, load_base

#: Keeps the least squares solvable, as a share of the mean square of an input.
_RIDGE = 1e-4
#: Of so many articles one serves to fit.
_EVERY = 40
Feeds = Sequence[dict[str, Tensor]]


def sample(corpus: Path, tokenizer: WordPieces) -> Feeds:
    """About 18,000 word pieces of the corpus, as the network takes them."""
    return [collate(b) for b in batches(read_polnear(corpus)[::_EVERY], 8, random.Random(0), tokenizer, varied=False)]


@torch.no_grad()
def prune(network: Network, feeds: Feeds, *, heads: int, inner: int) -> Network:
    """A copy with ``heads`` attention heads and ``inner`` units a layer."""
    encoder, _ = load_base()
    head = network.encoder.config.hidden_size // network.encoder.config.num_attention_heads
    network = deepcopy(network)
    layers = network.encoder.encoder.layer
    attended = _products(network, feeds, [layer.attention.output.dense for layer in layers])
    units = [
        _best_heads(g, layer.attention.output.dense.weight.T, heads, head)
        for g, layer in zip(attended, layers, strict=True)
    ]
    for layer, kept, gram in zip(layers, units, attended, strict=True):
        _stand_in(layer.attention.output.dense, kept, gram)
    found = _products(network, feeds, [layer.output.dense for layer in layers])
    inners = [_best_units(g, layer.output.dense.weight.T, inner) for g, layer in zip(found, layers, strict=True)]
    for layer, kept, gram in zip(layers, inners, found, strict=True):
        _stand_in(layer.output.dense, kept, gram)
    pruned = Network(narrow(encoder, heads=heads, inner=inner))
    weights = network.state_dict()
    for number, (of_heads, of_inner) in enumerate(zip(units, inners, strict=True)):
        place = f"encoder.encoder.layer.{number}"
        for name in ("query", "key", "value"):
            for kind in ("weight", "bias"):
                key = f"{place}.attention.self.{name}.{kind}"
                weights[key] = weights[key][of_heads]
        for kind in ("weight", "bias"):
            key = f"{place}.intermediate.dense.{kind}"
            weights[key] = weights[key][of_inner]
        for key, kept in (
            (f"{place}.attention.output.dense.weight", of_heads),
            (f"{place}.output.dense.weight", of_inner),
        ):
            weights[key] = weights[key][:, kept]
    pruned.load_state_dict(weights)
    return pruned.eval()


def _products(network: Network, feeds: Feeds, parts: Sequence[nn.Linear]) -> list[Tensor]:
    """Mean outer product of each part's inputs with themselves."""
    sums = [torch.zeros(p.in_features, p.in_features) for p in parts]
    real = torch.empty(0)

    def adds(k: int) -> Callable[[nn.Module, tuple[Tensor, ...], Tensor], None]:
        def add(_: nn.Module, given: tuple[Tensor, ...], __: Tensor) -> None:
            rows = given[0][real]
            sums[k].addmm_(rows.T, rows)

        return add

    hooks = [p.register_forward_hook(adds(k)) for k, p in enumerate(parts)]
    for feed in feeds:
        real = feed["mask"] > 0
        network.hidden(feed["ids"], feed["features"], feed["mask"])
    for hook in hooks:
        hook.remove()
    count = sum(int(f["mask"].sum()) for f in feeds)
    return [s / count for s in sums]


def _fitted(gram: Tensor, weight: Tensor, kept: Tensor) -> Tensor:
    """Weights of the kept inputs that come nearest to the outputs that all of them gave."""
    ridge = _RIDGE * gram.diagonal().mean() * torch.eye(len(kept))
    return torch.linalg.solve(gram[kept][:, kept] + ridge, gram[kept] @ weight)


def _best_heads(gram: Tensor, weight: Tensor, count: int, size: int) -> Tensor:
    """Drop one head after the other, always the one whose loss costs least."""
    kept = list(range(len(gram) // size))

    def units(heads: Sequence[int]) -> Tensor:
        return torch.tensor([h * size + d for h in heads for d in range(size)])

    def explained(head: int) -> float:
        rest = units([h for h in kept if h != head])
        return float((_fitted(gram, weight, rest) * (gram[rest] @ weight)).sum())

    while len(kept) > count:
        kept.remove(max(kept, key=explained))
    return units(kept)


def _best_units(gram: Tensor, weight: Tensor, count: int) -> Tensor:
    """The units that give most to the output."""
    return (gram.diagonal() * weight.square().sum(1)).topk(count).indices.sort().values


def _stand_in(part: nn.Linear, kept: Tensor, gram: Tensor) -> None:
    weight = part.weight.T
    fitted = torch.zeros_like(weight)
    fitted[kept] = _fitted(gram, weight, kept)
    part.weight.copy_(fitted.T)
