"""Linear-chain decoding: the best labels of a sequence and the probability of any span, for many sequences at once.

The model is a conditional random field (Lafferty, McCallum and Pereira 2001): a score for each word and label, and one
for each pair of labels that follow each other. Spans that the labels can't spell are ruled out by scores of -1e4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int32]
BoolArray = npt.NDArray[np.bool_]

_RULED_OUT = -1e4


@dataclass(frozen=True, slots=True)
class Chain:
    """Transition scores.

    ``inner`` (k, k): one label after another. ``across`` (k, k): the same where no span may go on from one word to the
    next. ``first`` (k,) and ``last`` (k,): opening and closing a sequence.
    """

    inner: FloatArray
    across: FloatArray
    first: FloatArray
    last: FloatArray

    @classmethod
    def of(cls, matrix: FloatArray) -> Chain:
        """Take apart the (k + 2, k + 2) matrix of a model folder."""
        k = len(matrix) - 2
        inner, first, last = matrix[:k, :k], matrix[k, :k], matrix[:k, k + 1]
        shut = np.float32(_RULED_OUT / 2)
        across = np.where((last[:, None] > shut) & (first[None, :] > shut), inner, np.float32(_RULED_OUT))
        return cls(inner, across, first, last)


@dataclass(frozen=True, slots=True)
class Decoded:
    """One sequence of n words: its best ``labels`` (n,) and what is needed for the probability of a span.

    ``before`` (n, k): log of all ways to reach word i with label j, its own score left out. ``after`` (n, k): log of
    all ways to go on from it. ``total``: log of all ways.
    """

    labels: IntArray
    scores: FloatArray
    before: Floats
    after: Floats
    total: float
    chain: Chain

    def span_log_probability(self, labels: Sequence[int], start: int) -> float:
        """Log-probability that the words from ``start`` on have just these labels."""
        steps = self.scores[np.arange(start, start + len(labels)), labels].sum()
        inner = self.chain.inner[labels[:-1], labels[1:]].sum()
        end = start + len(labels) - 1
        return float(self.before[start, labels[0]] + steps + inner + self.after[end, labels[-1]] - self.total)

    def marginals(self) -> Floats:
        """Probability of each label at each word, shape (n, k)."""
        found: Floats = np.exp(self.before + self.scores + self.after - self.total)
        return found


def decode(sequences: Sequence[FloatArray], breaks: Sequence[BoolArray], chain: Chain) -> list[Decoded]:
    """Decode sequences of word scores, each of shape (n, k), together.

    ``breaks`` (n,) tells for each sequence before which words no span may go on.
    """
    if not sequences:
        return []
    lengths = np.array([len(s) for s in sequences])
    order = np.argsort(-lengths, kind="stable")  # the longest first: those still running are always the first rows
    steps = int(lengths.max())
    k = sequences[0].shape[1]
    scores = np.zeros((steps, len(sequences), k), dtype=np.float32)
    broken = np.zeros((steps, len(sequences)), dtype=np.bool_)
    for row, index in enumerate(order):
        scores[: lengths[index], row] = sequences[index]
        broken[: lengths[index], row] = breaks[index]
    running = [int((lengths > t).sum()) for t in range(steps)]
    labels = _viterbi(scores, broken, running, lengths[order], chain)
    before, after, totals = _sums(scores, broken, running, lengths[order], chain)
    found: list[Decoded | None] = [None] * len(sequences)
    for row, index in enumerate(order):
        n = int(lengths[index])
        found[index] = Decoded(
            labels[:n, row], scores[:n, row], before[:n, row], after[:n, row], float(totals[row]), chain
        )
    return [d for d in found if d is not None]


def _viterbi(scores: FloatArray, breaks: BoolArray, running: list[int], lengths: IntArray, chain: Chain) -> IntArray:
    """Best label sequences (Viterbi 1967), shape (steps, rows)."""
    steps, rows, k = scores.shape
    back = np.zeros((steps, rows, k), dtype=np.int8)
    best = chain.first + scores[0]
    into, into_line = np.ascontiguousarray(chain.inner.T), np.ascontiguousarray(chain.across.T)
    for t in range(1, steps):
        n = running[t]
        new = breaks[t, :n]
        ways = best[:n, None, :] + (np.where(new[:, None, None], into_line, into) if new.any() else into)
        back[t, :n] = ways.argmax(2)
        best[:n] = ways.max(2) + scores[t, :n]
    labels = np.zeros((steps, rows), dtype=np.int32)
    at = (best + chain.last).argmax(1)
    everyone = np.arange(rows)
    labels[lengths - 1, everyone] = at
    for t in range(steps - 1, 0, -1):
        n = running[t]
        labels[t - 1, :n] = back[t, everyone[:n], labels[t, :n]]
    return labels


def _sums(
    scores: FloatArray, breaks: BoolArray, running: list[int], lengths: IntArray, chain: Chain
) -> tuple[Floats, Floats, Floats]:
    """Forward and backward sums in probability space, rescaled at each word (Rabiner 1989)."""
    steps, rows, k = scores.shape
    shift = scores.max(2, keepdims=True)
    emit = np.exp(scores - shift)
    inner, across = np.exp(chain.inner), np.exp(chain.across)
    tiny = np.float32(1e-30)
    before = np.full((steps, rows, k), tiny, dtype=np.float32)
    before_scale = np.zeros((steps, rows))
    before[0] = np.exp(chain.first)
    for t in range(1, steps):
        n = running[t]
        reach = _step(before[t - 1, :n] * emit[t - 1, :n], breaks[t, :n], inner, across)
        size = reach.sum(1, keepdims=True) + tiny
        before[t, :n] = reach / size
        before_scale[t, :n] = before_scale[t - 1, :n] + np.log(size[:, 0]) + shift[t - 1, :n, 0]
    after = np.full((steps, rows, k), tiny, dtype=np.float32)
    after_scale = np.zeros((steps, rows))
    outward, outward_line = np.ascontiguousarray(inner.T), np.ascontiguousarray(across.T)
    everyone = np.arange(rows)
    after[lengths - 1, everyone] = np.exp(chain.last)
    for t in range(steps - 2, -1, -1):
        n = running[t + 1]
        reach = _step(after[t + 1, :n] * emit[t + 1, :n], breaks[t + 1, :n], outward, outward_line)
        size = reach.sum(1, keepdims=True) + tiny
        after[t, :n] = reach / size
        after_scale[t, :n] = after_scale[t + 1, :n] + np.log(size[:, 0]) + shift[t + 1, :n, 0]
    last = lengths - 1
    closing = (before[last, everyone] * emit[last, everyone]) @ np.exp(chain.last)
    totals = np.log(closing + tiny) + before_scale[last, everyone] + shift[last, everyone, 0]
    log_before = np.log(before + tiny) + before_scale[..., None]
    log_after = np.log(after + tiny) + after_scale[..., None]
    return log_before, log_after, totals


def _step(weights: FloatArray, new_line: BoolArray, inside: FloatArray, across: FloatArray) -> FloatArray:
    reach: FloatArray = weights @ inside
    if new_line.any():
        reach[new_line] = weights[new_line] @ across
    return reach
