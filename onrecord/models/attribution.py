"""The model folder and ONNX Runtime: from a text to scores of its words.

A folder holds model.onnx, tokenizer.json, config.json and README.md (the model card). Labels and hash are checked when
it is loaded; nothing is ever downloaded.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from ..errors import ModelError
from ..text.outline import Outline
from .confidence import Calibration
from .folder import BUNDLED, open_session, read_folder
from .labels import TAGS
from .tokens import FEATURES, Pieces, Window, tokenize, windows
from .word_pieces import WordPieces

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int32]

FORMAT = "onrecord-model/1"
#: The models that come with onrecord; the first is taken unless another is asked for.
NAMES = ("en", "en-fast")


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one window's words; n is their number.

    ``start``, ``end``: offsets of the words, shape (n,). ``line``: number of the line each stands in. ``tags``: scores
    of the labels TAGS, shape (n, 13), unnormalised. ``content_arc``: log-probability that word j is the first of the
    cue of content word i, shape (n, n). ``source_arc``: log-probability that word j is the first of the source of the
    cue that begins at word i, shape (n, n + 1); the last column stands for "no source". ``own``: from which to which
    word the window counts; the others are context that another window covers.
    """

    start: IntArray
    end: IntArray
    line: IntArray
    tags: FloatArray
    content_arc: FloatArray
    source_arc: FloatArray
    own: tuple[int, int]


class Scorer(Protocol):
    """Anything that scores the words of a text.

    ``chain`` (15, 15) scores which label follows which; ``calibration`` holds the weights of the confidence.
    """

    @property
    def chain(self) -> FloatArray: ...  # noqa: D102

    @property
    def calibration(self) -> Calibration: ...  # noqa: D102

    def scores(self, outline: Outline) -> Iterator[Scores]: ...  # noqa: D102


class Model:
    """A model folder, loaded: ``Model.load()`` takes the one that comes with onrecord."""

    def __init__(self, session: Any, vocabulary: WordPieces, config: dict[str, Any]) -> None:
        self.session = session
        self.vocabulary = vocabulary
        self._opening = vocabulary.number("[CLS]")
        self._closing = vocabulary.number("[SEP]")
        self._window = int(config["window"])
        # Networks that were made to read windows of several lengths together ask which pieces are real.
        self._masked = any(given.name == "mask" for given in session.get_inputs())
        self.name = str(config["name"])
        self.version = str(config["version"])
        self._calibration = Calibration.from_dict(config["calibration"])
        self._chain = np.array(config["chain"], dtype=np.float32)

    @property
    def chain(self) -> FloatArray:
        """Scores of one label following another, shape (15, 15); the last two stand for a window's start and end."""
        return self._chain

    @property
    def calibration(self) -> Calibration:
        """What turns the decoder's features into a confidence."""
        return self._calibration

    @classmethod
    def load(cls, folder: str | Path | None = None, *, threads: int | None = None) -> Model:
        """Load one of NAMES, or a model folder ("en" unless given).

        ``threads`` is the number of processor cores to use (all available unless given). Raises ModelError when the
        folder is incomplete, of another format, or doesn't match its hash.
        """
        # A name is one of ours whatever lies in the working folder; a folder of that name is given as "./en".
        chosen = NAMES[0] if folder is None else folder
        path = BUNDLED / chosen if chosen in NAMES else Path(chosen)
        config, network = _read_model(path)
        session = open_session(network, threads)
        return cls(session, WordPieces.load(path / "tokenizer.json"), config)

    def scores(self, outline: Outline) -> Iterator[Scores]:
        """Score the words of a text, window by window, in order. Memory doesn't grow with the text's windows."""
        pieces = tokenize(outline, self.vocabulary)
        for window in windows(pieces, size=self._window):
            tags, content, source = self.session.run(None, self.inputs(pieces, window))
            yield _word_scores(pieces, window, tags[0], content[0], source[0])

    def inputs(self, pieces: Pieces, window: Window) -> dict[str, npt.NDArray[np.int64]]:
        """The network's inputs for one window.

        Windows run one by one: together they have to be padded to the longest, and what they hold no longer stays in
        the processor's cache (a sixth slower, and more memory).
        """
        length = window.stop - window.start + 2
        ids = np.empty((1, length), dtype=np.int64)
        ids[0, 0], ids[0, -1] = self._opening, self._closing
        ids[0, 1:-1] = pieces.ids[window.start : window.stop]
        features = np.zeros((1, length, len(FEATURES)), dtype=np.int64)
        features[0, 1:-1] = pieces.features[window.start : window.stop]
        mask = {"mask": np.ones((1, length), dtype=np.int64)} if self._masked else {}
        return {"ids": ids, "features": features, **mask}


def _word_scores(pieces: Pieces, window: Window, tags: FloatArray, content: FloatArray, source: FloatArray) -> Scores:
    a, b = window.start, window.stop
    first = np.flatnonzero(pieces.first[a:b]).astype(np.int32)
    last = np.append(first[1:], b - a) - 1
    columns = np.append(first + 1, 0)
    return Scores(
        start=pieces.start[a:b][first],
        end=pieces.end[a:b][last],
        line=pieces.line[a:b][first],
        tags=tags[first + 1],
        content_arc=content[np.ix_(first + 1, first + 1)],
        source_arc=source[np.ix_(first + 1, columns)],
        own=(
            int(np.searchsorted(first, window.own_start - a)),
            int(np.searchsorted(first, window.own_stop - a)),
        ),
    )


def _read_model(path: Path) -> tuple[dict[str, Any], bytes]:
    config, network = read_folder(path, FORMAT)
    if config["tags"] != list(TAGS) or config["features"] != FEATURES:
        raise ModelError(
            f"{path}: the model's labels aren't those of this onrecord", remedy="install a matching version"
        )
    try:
        Calibration.from_dict(config["calibration"])
    except (ValueError, KeyError) as error:
        raise ModelError(
            f"{path}: the calibration doesn't fit this onrecord ({error})", remedy="run training.calibrate"
        ) from error
    return config, network
