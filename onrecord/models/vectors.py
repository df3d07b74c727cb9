"""What words mean, as numbers: words of like meaning have like vectors. Loaded only for ``positions``.

The table (``resources/vectors.npz``, 24,000 English words) is distilled from all-MiniLM-L6-v2 by ``training.vectors``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

import numpy as np
import numpy.typing as npt

FILE = Path(__file__).with_name("weights") / "vectors.npz"

Floats = npt.NDArray[np.float32]

#: Numbers are kept as whole ones of -127 to 127; this many make 1. The few beyond a half are cut.
_SCALE = 254.0
#: How rare a word counts that the table lacks: as one that occurred once in so many.
_RARE = 1_000_000


@dataclass(frozen=True, slots=True)
class Vectors:
    """A table of words: their places, their vectors (a row each, of length 1), and how rare each is."""

    place: Mapping[str, int]
    rows: Floats
    rarity: Floats

    @classmethod
    @cache
    def load(cls) -> Vectors:
        """Read the bundled table, once."""
        with np.load(FILE, allow_pickle=False) as table:
            words = table["words"].tobytes().decode("utf-8").split("\n")
            rows = table["vectors"].astype(np.float32) / _SCALE
            counts = table["counts"].astype(np.float32)
        rarity = np.log(_RARE) - np.log1p(counts * (_RARE / counts.sum()))
        return cls({word: k for k, word in enumerate(words)}, rows, rarity)

    @staticmethod
    def write(file: Path, words: Sequence[str], rows: Floats, counts: Sequence[int]) -> None:
        """Write a table; ``counts`` tell how often each word occurred."""
        np.savez(
            file,
            words=np.frombuffer("\n".join(words).encode(), dtype=np.uint8),
            vectors=np.rint(rows * _SCALE).clip(-127, 127).astype(np.int8),
            counts=np.array(counts, dtype=np.int32),
        )

    def rarity_of(self, word: str) -> float:
        """How rare a lower-case word is: the logarithm of one in how many it is."""
        at = self.place.get(word)
        return log(_RARE) if at is None else float(self.rarity[at])

    def likeness(self, word: str) -> Floats | None:
        """How alike a word is to each word of the table, from -1 to 1; None where the table lacks it."""
        at = self.place.get(word)
        return None if at is None else self.rows @ self.rows[at]

    def mean(self, words: Sequence[str]) -> Floats | None:
        """The direction of several words together, the rare ones counting more; None where the table has none."""
        places = [self.place[word] for word in words if word in self.place]
        if not places:
            return None
        total = (self.rows[places] * self.rarity[places, None]).sum(0)
        length = float(np.linalg.norm(total))
        return total / length if length else None
