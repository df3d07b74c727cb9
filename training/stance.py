"""Train the stance network: ``python -m training.stance --out runs/stance``.

Writes ``epochN.pt`` after each epoch. The development sets (positions/dev.jsonl, positions/pairs.jsonl, Perspectrum's
dev part) are never learned from. ``python -m training.stance_export`` makes the model folder.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn

from evaluation.stance import macro_f
from onrecord.models.stance import RELATIONS, STANCES
from onrecord.models.word_pieces import WordPieces

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
from .stance_vary import shuffled, turned
from .train import load_base, rate_factor

BATCH = 32


def network(dropout: float = 0.1) -> tuple[StanceNetwork, WordPieces]:
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

    def __init__(self, network: StanceNetwork, tokenizer: WordPieces, *, rate: float, total: int) -> None:
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
def read(network: StanceNetwork, tokenizer: WordPieces, pairs: Sequence[Pair]) -> tuple[Tensor, Tensor]:
    """Log-probabilities of the stances and relations of each pair."""
    network.eval()
    found = []
    for k in range(0, len(pairs), BATCH):
        batch = collate(pairs[k : k + BATCH], tokenizer)
        stances, relations, _ = network(batch.ids, batch.roles, batch.mask)
        found.append((stances.log_softmax(-1), relations.log_softmax(-1)))
    return torch.cat([s for s, _ in found]), torch.cat([r for _, r in found])


def related(network: StanceNetwork, tokenizer: WordPieces, pairs: Sequence[Pair]) -> list[str]:
    """The likeliest relation of the statements of each pair, read in both orders."""
    there = read(network, tokenizer, pairs)[1]
    back = read(network, tokenizer, [turned(p) for p in pairs])[1]
    return [RELATIONS[k] for k in torch.logaddexp(there, back).argmax(1).tolist()]


def measured(network: StanceNetwork, tokenizer: WordPieces, wide: Sequence[Pair]) -> dict[str, float]:
    """Figures on what isn't learned from: the labelled sets, Perspectrum's dev part, the judged pairs."""
    figures = {}
    for name, pairs in (("dev", labelled_stances()), ("perspectrum", wide)):
        given = read(network, tokenizer, pairs)[0].argmax(1).tolist()
        figures[name] = macro_f([p.stance or "" for p in pairs], [STANCES[k] for k in given])
    judged = judged_relations()
    figures["pairs"] = macro_f([p.relation or "" for p in judged], related(network, tokenizer, judged))
    return figures


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="folder for weights and the log")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=1e-4, help="peak learning rate of the encoder")
    parser.add_argument("--share", type=float, default=1.0, help="of Perspectrum's pairs in an epoch")
    parser.add_argument("--start", type=Path, nargs="+", help="weights to go on from (their mean)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(2)
    options.out.mkdir(parents=True, exist_ok=True)
    train(options)


def train(options: argparse.Namespace) -> None:
    """Learn from all corpora, then write weights and figures."""
    torch.manual_seed(options.seed)
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
