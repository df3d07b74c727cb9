"""Train a network of fewer layers to read as a shipped one does: ``python -m training.student --out runs/student``.

The student starts as some of the teacher's layers, with its word table and heads. It learns the gold labels of
PolNeAR train and what the teacher makes of each word there and in news that nobody annotated: labels, arcs and the last
layer's output (Hinton et al. 2015; Sanh et al. 2019). Writes ``checkpoint.pt`` (to resume from, every five minutes) and
``last.pt`` (the averaged weights).
"""

from __future__ import annotations

import argparse
import json
import random
import time
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.models.labels import CONTENT, CUE
from onrecord.models.word_pieces import WordPieces

from .augment import vary
from .corpus import IGNORE, Annotated, Example, examples, label, read_polnear
from .network import Network, arc_loss, chain_loss, collate
from .prune import prune, sample
from .recover import recover
from .train import CASE_DROPOUT, Average, load_base, rate_factor

SAVE_EVERY = 300.0
#: Lines of unannotated news that are cut into windows together.
STORY_LINES = 40
#: Windows of both lengths are learned, so that what runs fastest can be chosen afterwards.
SIZES = (126, 254)
#: Word pieces in a step.
STEP_PIECES = 2048
#: Share of articles that are varied.
VARIED = 0.5


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of one step; ``gold`` tells whether anybody annotated them."""

    windows: list[Example]
    gold: bool


def read_stories(paths: Iterable[Path]) -> list[Annotated]:
    """Unannotated news from zipped text files, a paragraph a line, in pieces of STORY_LINES paragraphs."""
    stories = []
    for path in paths:
        with zipfile.ZipFile(path) as archive:
            for name in sorted(n for n in archive.namelist() if n.endswith(".txt")):
                lines = archive.read(name).decode("utf-8", "replace").splitlines()
                parts = ["\n".join(lines[k : k + STORY_LINES]) for k in range(0, len(lines), STORY_LINES)]
                stories += [Annotated(f"{name} {k}", part, []) for k, part in enumerate(parts)]
    return stories


def cut(articles: Sequence[Annotated], tokenizer: WordPieces, rng: random.Random) -> Iterator[Batch]:
    """Cut articles anew into steps of about STEP_PIECES; windows of like length go together."""
    opening, closing = tokenizer.number("[CLS]"), tokenizer.number("[SEP]")
    found: list[Example] = []
    for article in articles:
        varied = rng.random() < VARIED
        shown = replace(article, text=vary(article.text, rng)) if varied else article
        size = rng.choice(SIZES)
        own = list(examples(label(shown, tokenizer), opening=opening, closing=closing, size=size, rng=rng))
        for example in own:
            if varied and rng.random() < CASE_DROPOUT:
                example.features[:, 0] = 0
        found += own
    found.sort(key=lambda e: len(e.ids) // 16 + rng.random())
    gold = any(a.attributions for a in articles)
    group: list[Example] = []
    for example in found:
        if group and (len(group) + 1) * max(len(example.ids), len(group[-1].ids)) > STEP_PIECES:
            yield Batch(group, gold)
            group = []
        group.append(example)
    if group:
        yield Batch(group, gold)


def epoch(
    annotated: list[Annotated], plain: list[Annotated], share: float, tokenizer: WordPieces, rng: random.Random
) -> list[Batch]:
    """All annotated articles and a ``share`` of the others, as steps in random order."""
    chosen = rng.sample(plain, int(share * len(plain)))
    steps = [*cut(annotated, tokenizer, rng), *cut(chosen, tokenizer, rng)]
    rng.shuffle(steps)
    return steps


def losses(student: Network, teacher: Network, batch: Batch) -> dict[str, Tensor]:
    """What the student gets wrong, by the gold labels where there are any and by its teacher."""
    inputs = collate(batch.windows)
    ids, features, mask = inputs["ids"], inputs["features"], inputs["mask"]
    with torch.no_grad():
        shown = teacher.hidden(ids, features, mask)
        tags_t, content_t, source_t = teacher.heads(shown, mask)
    hidden = student.hidden(ids, features, mask)
    tags, content, source = student.heads(hidden, mask)
    first = inputs["tags"] != IGNORE
    chances = tags_t.softmax(-1)
    of_cue, of_content = (chances[..., 1 + 4 * k : 5 + 4 * k].sum(-1) * first for k in (CUE, CONTENT))
    found = {
        "like tags": F.kl_div(
            tags.log_softmax(-1)[first], tags_t.log_softmax(-1)[first], reduction="sum", log_target=True
        )
        / first.sum(),
        "like content_arc": 0.3 * _arc_distance(content, content_t, of_content),
        "like source_arc": 0.15 * _arc_distance(source, source_t, of_cue),
        "like hidden": 0.5 * F.mse_loss(hidden[mask > 0], shown[mask > 0]),
    }
    if batch.gold:
        found |= {
            "tags": 0.5 * chain_loss(tags, inputs["tags"], student.chain()),
            "content_arc": 0.15 * arc_loss(content, inputs["content_arc"]),
            "source_arc": 0.075 * arc_loss(source, inputs["source_arc"]),
        }
    return found


def _arc_distance(arcs: Tensor, teacher: Tensor, weight: Tensor) -> Tensor:
    """Kullback-Leibler distance from the teacher's arcs, over the words that have one as far as the teacher knows."""
    each = (teacher.exp() * (teacher - arcs)).sum(-1)
    return (each * weight).sum() / (weight.sum() + 1e-6)


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--teacher", type=Path, default=Path("onrecord/models/en"), help="model folder")
    parser.add_argument("--corpus", type=Path, default=Path("../shared/data/polnear/train"))
    parser.add_argument("--plain", type=Path, nargs="*", default=[Path("../shared/data/unlabelled/abc.zip")])
    parser.add_argument("--share", type=float, default=0.5, help="of the unannotated news in an epoch")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--heads", type=int, default=8, help="attention heads a layer")
    parser.add_argument("--inner", type=int, default=768, help="inner units a layer")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--steps", type=int, help="stop after so many, the last at the lowest rate")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--decay", type=float, default=0.995, help="of the moving average")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    train(parser.parse_args())


def train(options: argparse.Namespace) -> None:
    """Train from the start or from the last checkpoint."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    teacher = recover(options.teacher)
    _, tokenizer = load_base()
    student = prune(teacher, sample(options.corpus, tokenizer), heads=options.heads, inner=options.inner)
    student.encoder.embeddings.requires_grad_(False)  # right for the teacher already
    annotated, plain = read_polnear(options.corpus), read_stories(options.plain)
    epochs = [
        epoch(annotated, plain, options.share, tokenizer, random.Random(options.seed * 1000 + k))
        for k in range(options.epochs)
    ]
    steps = [batch for one in epochs for batch in one][: options.steps]
    torch.save(student.state_dict(), options.out / "pruned.pt")
    learned = [p for p in student.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=options.rate, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: rate_factor(s, len(steps) // 20 + 1, len(steps)))
    average, step = Average(student, options.decay), 0
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=False)
        student.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        average.weights, step = state["average"], state["step"]

    def save() -> None:
        state = {
            "network": student.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
            "average": average.weights,
            "step": step,
        }
        torch.save(state, checkpoint.with_suffix(".tmp"))
        checkpoint.with_suffix(".tmp").replace(checkpoint)
        torch.save(average.weights, options.out / "last.pt")

    started = saved = time.monotonic()
    with (options.out / "log.jsonl").open("a") as log:
        sums: dict[str, list[float]] = {}
        for batch in steps[step:]:
            parts = losses(student, teacher, batch)
            torch.stack(list(parts.values())).sum().backward()
            nn.utils.clip_grad_norm_(learned, 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            average.update(student, step)
            for name, value in parts.items():
                sums.setdefault(name, []).append(value.item())
            if step % 20 == 0:
                row = {"step": step, "of": len(steps), "minutes": round((time.monotonic() - started) / 60, 2)}
                log.write(json.dumps(row | {k: round(sum(v) / len(v), 4) for k, v in sums.items()}) + "\n")
                log.flush()
                sums = {}
            if time.monotonic() - saved > SAVE_EVERY:
                save()
                saved = time.monotonic()
    save()


if __name__ == "__main__":
    main()
