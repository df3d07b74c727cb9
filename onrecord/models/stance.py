"""Is a statement for or against something, and do two statements agree? A suggestion for a person to look at.

``StanceModel.judge`` reads a statement together with a sentence ("A wall should be built on the border.") or with the
words for a subject, and says for, against, mixed or none, with the words that show it. ``StanceModel.relation`` reads
two statements and says consistent, inconsistent or unrelated. The network is a small cross-encoder, made by
training/stance.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from ..errors import ModelError
from .folder import BUNDLED, TOKENIZER, open_session, read_folder
from .stance_input import ROLES, Encoded, StatementText, encode
from .word_pieces import WordPieces

StanceLabel = Literal["for", "against", "mixed", "none"]
RelationLabel = Literal["consistent", "inconsistent", "unrelated"]
STANCES: tuple[str, ...] = get_args(StanceLabel)
RELATIONS: tuple[str, ...] = get_args(RelationLabel)

FORMAT = "onrecord-stance/1"
#: Pairs in one run of the network.
_BATCH = 16

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Stance:
    """A statement's stance; ``score``: its probability.

    ``span``: the words that show it (offsets in the passage's article), None when the stance is none.
    """

    label: StanceLabel
    score: float
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Relation:
    """How two statements go together; ``score``: the probability of the label."""

    label: RelationLabel
    score: float


@dataclass(frozen=True, slots=True)
class PairScores:
    """What the network says of a pair: log-probabilities of STANCES and of RELATIONS, and a score of each piece."""

    stances: FloatArray
    relations: FloatArray
    words: FloatArray


class StanceModel:
    """The stance model, loaded: ``StanceModel.load()`` takes the one that comes with onrecord."""

    def __init__(self, session: Any, vocabulary: WordPieces, config: dict[str, Any]) -> None:
        self.session = session
        self.vocabulary = vocabulary
        self.version = str(config["version"])
        #: From this probability on its stances may be shown; None where there is none at which they are right enough.
        self.sure: float | None = config.get("sure")

    @classmethod
    def load(cls, folder: str | Path | None = None, *, threads: int | None = None) -> StanceModel:
        """Load a model folder (the bundled one unless given); raises ModelError when it can't be used.

        ``threads`` is the number of processor cores to use (all available unless given).
        """
        path = Path(folder) if folder is not None else BUNDLED / "stance"
        config, network = read_folder(path, FORMAT)
        if (config["stances"], config["relations"], config["roles"]) != (list(STANCES), list(RELATIONS), list(ROLES)):
            raise ModelError(
                f"{path}: the model's labels aren't those of this onrecord", remedy="install a matching version"
            )
        session = open_session(network, threads)
        return cls(session, WordPieces.load(TOKENIZER), config)

    def judge(self, pairs: Sequence[tuple[StatementText, str]]) -> list[Stance]:
        """The stance of each passage towards the sentence, or the words for a subject, given with it.

        Passages of one named speaker with one sentence are read in the light of each other (see ``settled``): give a
        person's statements on a subject together.
        """
        encoded = [encode(toward, passage, self.vocabulary) for passage, toward in pairs]
        readings = self._read(encoded)
        together: dict[object, list[int]] = defaultdict(list)
        for k, (passage, toward) in enumerate(pairs):
            together[(passage.speaker, toward) if passage.speaker else k].append(k)
        found: dict[int, Stance] = {}
        for numbers in together.values():
            chances = settled(np.array([readings[k].stances for k in numbers]))
            for k, chance in zip(numbers, chances, strict=True):
                found[k] = _stance(pairs[k][0], encoded[k], readings[k].words, chance)
        return [found[k] for k in range(len(pairs))]

    def relation(self, pairs: Sequence[tuple[str, str]]) -> list[Relation]:
        """How the two statements of each pair go together; their order makes no difference."""
        ways = [(one, other) for pair in pairs for one, other in (pair, pair[::-1])]
        readings = self._read([encode(one, StatementText.of(other), self.vocabulary) for one, other in ways])
        found = []
        for there, back in zip(readings[::2], readings[1::2], strict=True):
            chances = (np.exp(there.relations) + np.exp(back.relations)) / 2
            best = int(chances.argmax())
            found.append(Relation(cast(RelationLabel, RELATIONS[best]), round(float(chances[best]), 3)))
        return found

    def readings(self, pairs: Sequence[tuple[StatementText, str]]) -> list[PairScores]:
        """What the network itself says of each pair, for fitting what comes after it."""
        return self._read([encode(toward, passage, self.vocabulary) for passage, toward in pairs])

    def _read(self, encoded: Sequence[Encoded]) -> list[PairScores]:
        order = sorted(range(len(encoded)), key=lambda k: len(encoded[k].ids))
        found: dict[int, PairScores] = {}
        for k in range(0, len(order), _BATCH):
            numbers = order[k : k + _BATCH]
            stances, relations, words = self.session.run(None, _inputs([encoded[n] for n in numbers]))
            for row, n in enumerate(numbers):
                shown = words[row, : len(encoded[n].ids)]
                found[n] = PairScores(np.log(_softmax(stances[row])), np.log(_softmax(relations[row])), shown)
        return [found[n] for n in range(len(encoded))]


def _inputs(encoded: Sequence[Encoded]) -> dict[str, npt.NDArray[np.int64]]:
    length = max(len(e.ids) for e in encoded)
    found = {name: np.zeros((len(encoded), length), dtype=np.int64) for name in ("ids", "roles", "mask")}
    for row, e in enumerate(encoded):
        found["ids"][row, : len(e.ids)] = e.ids
        found["roles"][row, : len(e.ids)] = e.roles
        found["mask"][row, : len(e.ids)] = 1
    return found


def settled(stances: FloatArray) -> FloatArray:
    """Probabilities of STANCES for one speaker's statements with one sentence, shape (n, 4).

    ``stances`` are the network's log-probabilities. What the speaker's other statements say on the whole is the prior
    odds of "for" against "against" (empirical Bayes, with one imagined statement on either side): words that say
    little are read as the person usually speaks, clear words are not.
    """
    alone = _softmax(stances)
    others = 1.0 + alone[:, :2].sum(axis=0) - alone[:, :2]
    tilt = 0.5 * np.log(others[:, 0] / others[:, 1])
    return _softmax(stances + tilt[:, None] * np.array([1.0, -1.0, 0.0, 0.0], dtype=np.float32))


def _softmax(scores: FloatArray) -> FloatArray:
    mass = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return cast(FloatArray, mass / mass.sum(axis=-1, keepdims=True))


def _stance(passage: StatementText, encoded: Encoded, words: FloatArray, chances: FloatArray) -> Stance:
    best = int(chances.argmax())
    label = cast(StanceLabel, STANCES[best])
    span = None if label == "none" else _shown(passage, encoded, words)
    return Stance(label, round(float(chances[best]), 3), span)


def _shown(passage: StatementText, encoded: Encoded, words: FloatArray) -> tuple[int, int] | None:
    """The run of the statement's own words with the greatest sum of scores (Kadane's algorithm)."""
    best: tuple[float, int, int] | None = None
    total, begin = 0.0, 0
    told = (ROLES.index("content"), ROLES.index("cue"))
    for k, (role, place) in enumerate(zip(encoded.roles, encoded.offsets, strict=True)):
        if place is None or role not in told:
            total, begin = 0.0, k + 1
            continue
        if total <= 0.0:
            total, begin = 0.0, k
        total += float(words[k])
        if best is None or total > best[0]:
            best = total, begin, k
    if best is None:
        return None
    first, last = encoded.offsets[best[1]], encoded.offsets[best[2]]
    return _whole_words(passage, first, last) if first and last else None


def _whole_words(passage: StatementText, first: tuple[int, int], last: tuple[int, int]) -> tuple[int, int]:
    """Widen two word pieces to the words they are part of; offsets in the article."""
    start, end = first[0], last[1]
    while start > 0 and passage.text[start - 1].isalnum() and passage.text[start].isalnum():
        start -= 1
    while end < len(passage.text) and passage.text[end].isalnum() and passage.text[end - 1].isalnum():
        end += 1
    return passage.start + start, passage.start + end
