"""Make ``onrecord/models/weights/vectors.npz``: what words mean, as 128 small numbers each.

Each word goes through all-MiniLM-L6-v2 (Apache-2.0) by itself, as in model2vec; the 128 directions that tell most are
kept. A word that the encoder's vocabulary lacks (TPP, Obamacare) also gets something of the words that it stands among
in PolNeAR train and in the debates and speeches of the transcripts. Only words and numbers are kept, no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from evaluation.gold import SHARED
from onrecord.models.vectors import FILE, Vectors

from .train import load_base
from .vocabulary import base_tokenizer

Array = npt.NDArray[np.float32]

WIDTH = 128
#: A word of the corpora that the encoder's vocabulary lacks is taken when it occurs so often.
LEAST = 5
#: Words on either side that tell of a rare word.
REACH = 10
#: How much those count beside the word by itself.
SHARE = 1.5
#: In context common words count less (Arora et al. 2017, "A simple but tough-to-beat baseline").
SMOOTH = 1e-4
BATCH = 512
_WORD = re.compile(r"[a-z][a-z'-]*[a-z]")


def texts() -> Iterator[list[str]]:
    """The words of each file of the corpora, lower case."""
    for folder in ("polnear/train/text", "transcripts/debates", "transcripts/politifact"):
        for path in sorted((SHARED / "data" / folder).iterdir()):
            if path.is_file() and path.suffix != ".json":  # debates lie there as .said, too
                text = path.read_text(encoding="utf-8", errors="replace").lower().replace("’", "'")
                yield _WORD.findall(text)


def embed(words: list[str], encoder: Any, tokenizer: Any) -> Array:
    """The mean of the encoder's last states for each word by itself."""
    import torch

    tokenizer.enable_padding()
    found = []
    with torch.inference_mode():
        for k in range(0, len(words), BATCH):
            coded = tokenizer.encode_batch(words[k : k + BATCH])
            ids = torch.tensor([c.ids for c in coded])
            mask = torch.tensor([c.attention_mask for c in coded])
            states = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            found.append(((states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)).numpy())
    return np.concatenate(found).astype(np.float32)


def reduce(states: Array) -> Array:
    """Keep the directions in which words differ most; every word gets length 1."""
    centred = states - states.mean(0)
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    return _unit(centred @ directions[:WIDTH].T)


def add_contexts(vectors: Array, words: list[str], rare: set[str], counts: Counter[str]) -> Array:
    """Give rare words something of the words that they stand among."""
    number = {word: k for k, word in enumerate(words)}
    total = counts.total()
    weight = [SMOOTH / (SMOOTH + (counts[word] + 1) / total) for word in words]
    around = np.zeros_like(vectors)
    for text in texts():
        places = [number.get(word, -1) for word in text]
        for k, word in enumerate(text):
            if word in rare:
                for other in places[max(0, k - REACH) : k + REACH + 1]:
                    if other not in (-1, number[word]):
                        around[number[word]] += weight[other] * vectors[other]
    chosen = sorted(number[word] for word in rare)
    mixed = vectors[chosen] + SHARE * _unit(around[chosen])
    result = vectors.copy()
    result[chosen] = mixed - mixed.mean(0)  # what all contexts have in common tells nothing
    return _unit(result)


def _unit(rows: Array) -> Array:
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Array = rows / np.where(length == 0, 1, length)
    return unit


def main() -> None:
    """Write the table."""
    encoder, tokenizer = load_base()[0], base_tokenizer()
    encoder.eval()
    counts: Counter[str] = Counter()
    for text in texts():
        counts.update(text)
    known = {word for word in tokenizer.get_vocab() if re.fullmatch("[a-z]{3,}", word)}
    rare = {w for w, n in counts.items() if n >= LEAST and len(w) > 2 and w not in known and not w.endswith("'s")}
    words = sorted(known | rare)
    vectors = add_contexts(reduce(embed(words, encoder, tokenizer)), words, rare, counts)
    Vectors.write(Path(FILE), words, vectors, [counts[word] for word in words])
    print(f"{len(words)} words, {Path(FILE).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
