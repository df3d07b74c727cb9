"""Train the stance network: ``python -m training.stance --out runs/stance``.

Writes ``epochN.pt`` after each epoch. ``--folds`` measures the relation of statements on pairs left out; otherwise
everything but the development sets is learned from. ``python -m training.stance_export`` makes the model folder.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn

from onrecord.stance import RELATIONS, STANCES

from .export import mean_weights
from .stance_data import (
    Pair,
    judged_relations,
    labelled_stances,
    news_stances,
    own_relations,
    own_relations_of_stances,
    own_sides,
    own_stances,
    perspectives,
    perspectrum,
)
from .stance_network import StanceNetwork, collate, loss
from .stance_vary import shuffled
from .train import load_base, rate_factor

FOLDS = 5
BATCH = 32


def network(dropout: float = 0.1) -> tuple[StanceNetwork, Tokenizer]:
    """A network that has learned nothing of stances yet, and the base model's tokenizer."""
    encoder, tokenizer = load_base()
    encoder.config._attn_implementation = "eager"
    encoder.embeddings.word_embeddings.requires_grad_(False)  # half of the weights; the corpora are small
    return StanceNetwork(encoder, dropout=dropout), tokenizer


def corpus(rng: random.Random, share: float) -> list[Pair]:
    """What one epoch is drawn from; small corpora count several times, ``share`` of Perspectrum's once."""
    wide = [*perspectrum(rng), *perspectives(rng)]
    return [
        *rng.sample(wide, round(share * len(wide))),
        *own_stances(),
        *news_stances() * 2,
        *own_relations() * 2,
        *own_sides(rng),
        *own_relations_of_stances(rng),
    ]


def batches(pairs: Sequence[Pair], rng: random.Random) -> list[list[Pair]]:
    """Pairs of like length together, the batches in random order."""
    ordered = sorted(pairs, key=lambda p: len(p.toward + p.passage.text) // 40 + rng.random())
    groups = [ordered[i : i + BATCH] for i in range(0, len(ordered), BATCH)]
    rng.shuffle(groups)
    return groups


class Trainer:
    """One run of learning: AdamW, a linear rise and a cosine fall of the rate, bfloat16."""

    def __init__(self, network: StanceNetwork, tokenizer: Tokenizer, *, rate: float, total: int) -> None:
        self.network, self.tokenizer = network, tokenizer
        own = set(map(id, network.encoder.parameters()))
        heads = [p for p in network.parameters() if id(p) not in own]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": [p for p in network.encoder.parameters() if p.requires_grad], "lr": rate},
                {"params": heads, "lr": 5 * rate},
            ],
            weight_decay=0.01, fused=True,
        )  # fmt: skip
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimizer, lambda s: rate_factor(s, max(1, total // 20), total)
        )

    def learn(self, pairs: Sequence[Pair], rng: random.Random) -> float:
        """Go through the pairs once; returns the mean loss."""
        self.network.train()
        groups = batches(pairs, rng)
        total = 0.0
        for group in groups:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                value = loss(self.network, collate(group, self.tokenizer))
            value.backward()
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.schedule.step()
            self.optimizer.zero_grad()
            total += value.item()
        return total / max(1, len(groups))


@torch.no_grad()
def judged(network: StanceNetwork, tokenizer: Tokenizer, pairs: Sequence[Pair]) -> tuple[list[str], list[str]]:
    """The likeliest stance and relation of each pair."""
    network.eval()
    stances, relations = [], []
    for k in range(0, len(pairs), BATCH):
        batch = collate(pairs[k : k + BATCH], tokenizer)
        first, second, _ = network(batch.ids, batch.roles, batch.mask)
        stances += [STANCES[i] for i in first.argmax(1).tolist()]
        relations += [RELATIONS[i] for i in second.argmax(1).tolist()]
    return stances, relations


def macro_f(gold: Sequence[str | None], found: Sequence[str | None]) -> float:
    """Mean F1 in per cent over the classes that occur in ``gold``."""
    scores = []
    for label in sorted({g for g in gold if g}):
        hits = sum(g == f == label for g, f in zip(gold, found, strict=True))
        scores.append(200 * hits / (sum(g == label for g in gold) + sum(f == label for f in found)))
    return sum(scores) / max(1, len(scores))


def measured(network: StanceNetwork, tokenizer: Tokenizer, wide: Sequence[Pair]) -> dict[str, float]:
    """Figures on what wasn't learned from: the labelled sets, Perspectrum's dev part, the judged relations."""
    sets = labelled_stances()
    judged_pairs = judged_relations()
    return {
        "dev": macro_f([p.stance for p in sets], judged(network, tokenizer, sets)[0]),
        "perspectrum": macro_f([p.stance for p in wide], judged(network, tokenizer, wide)[0]),
        "pairs": macro_f([p.relation for p in judged_pairs], judged(network, tokenizer, judged_pairs)[1]),
    }


def cross_fitted(weights: Path, epochs: int, rate: float) -> list[str | None]:
    """The relation of each judged pair by a network that learned from the other folds."""
    pairs = judged_relations()
    found: list[str | None] = [None] * len(pairs)
    for fold in range(FOLDS):
        torch.manual_seed(fold)
        rng = random.Random(fold)
        net, tokenizer = network()
        net.load_state_dict(torch.load(weights, weights_only=True))
        known = [p for n, p in enumerate(pairs) if n % FOLDS != fold]
        trainer = Trainer(net, tokenizer, rate=rate, total=epochs * (len(known) // BATCH + 1))
        for _ in range(epochs):
            trainer.learn(list(shuffled(known, rng)), rng)
        found[fold::FOLDS] = judged(net, tokenizer, pairs[fold::FOLDS])[1]
        print(fold, round(macro_f([p.relation for p in pairs[fold::FOLDS]], found[fold::FOLDS]), 1), flush=True)
    return found


def main() -> None:
    """Parse the command line and train, or measure by folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and the log")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4, help="peak learning rate of the encoder")
    parser.add_argument("--share", type=float, default=1.0, help="of Perspectrum's pairs in an epoch")
    parser.add_argument("--start", type=Path, nargs="+", help="weights to go on from (their mean)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folds", type=Path, metavar="WEIGHTS", help="measure relations on pairs left out")
    options = parser.parse_args()
    torch.set_num_threads(2)
    if options.folds:
        pairs = judged_relations()
        found = cross_fitted(options.folds, options.epochs, options.rate)
        print(f"pairs, cross-fitted: macro-F1 {macro_f([p.relation for p in pairs], found):.1f}")
        return
    train(options)


def train(options: argparse.Namespace) -> None:
    """Learn from all corpora, then write weights and figures."""
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(options.seed)
    net, tokenizer = network()
    if options.start:
        net.load_state_dict(mean_weights(options.start))
    wide = random.Random(0).sample(perspectrum(random.Random(0), dev=True), 300)
    steps = len(batches(corpus(random.Random(0), options.share), random.Random(0)))
    trainer = Trainer(net, tokenizer, rate=options.rate, total=steps * options.epochs)
    started = time.monotonic()
    with (options.out / "log.jsonl").open("a") as log:
        for epoch in range(options.epochs):
            value = trainer.learn(list(shuffled(corpus(rng, options.share), rng)), rng)
            torch.save(net.state_dict(), options.out / f"epoch{epoch + 1}.pt")
            row = {"epoch": epoch + 1, "loss": round(value, 3), "minutes": round((time.monotonic() - started) / 60, 1)}
            row |= {k: round(v, 1) for k, v in measured(net, tokenizer, wide).items()}
            log.write(json.dumps(row) + "\n")
            log.flush()


if __name__ == "__main__":
    main()
