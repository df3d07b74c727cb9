"""Reads annotated articles and turns them into what the network learns from."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onrecord.models.labels import ROLES, TAGS
from onrecord.models.tokens import WINDOW, Pieces, tokenize, windows
from onrecord.models.word_pieces import WordPieces
from onrecord.text.outline import Outline

IGNORE = -100
Fragments = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article: its text and its attributions, each a list of fragments a role."""

    name: str
    text: str
    attributions: list[dict[str, Fragments]]


@dataclass(frozen=True, slots=True)
class Example:
    """One window as arrays of one length (``tags`` .. ``source_arc`` hold IGNORE where nothing is to be learned).

    ``tags``: index into TAGS for a word's first piece. ``content_arc``: for a content word, the position of its cue's
    first piece in the window. ``source_arc``: for a cue's first piece, that of its source's first piece, 0 for none.
    Position 0 is the special piece that opens the window.
    """

    ids: npt.NDArray[np.int64]
    features: npt.NDArray[np.int64]
    tags: npt.NDArray[np.int64]
    content_arc: npt.NDArray[np.int64]
    source_arc: npt.NDArray[np.int64]


def read_polnear(folder: Path) -> list[Annotated]:
    """Read a PolNeAR compartment (``text/``, ``attributions/``); of several annotators the first file counts."""
    articles = []
    for path in sorted((folder / "text").glob("*.txt")):
        files = sorted(p for p in (folder / "attributions").iterdir() if p.name.startswith(path.stem + "_"))
        if files:
            text = path.read_bytes().decode("utf-8")
            articles.append(Annotated(path.stem, text, list(_brat_attributions(files[0]))))
    return articles


def _brat_attributions(path: Path) -> Iterator[dict[str, Fragments]]:
    spans: dict[str, Fragments] = {}
    events = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if re.match(r"T\d+\t", line):
            key, middle, *_ = line.split("\t")
            spans[key] = [(int(a), int(b)) for a, b in (f.split() for f in middle.split(" ", 1)[1].split(";"))]
        elif re.match(r"E\d+\t", line):
            events.append(line.split("\t", 1)[1].split())
    for arguments in events:
        found: dict[str, Fragments] = defaultdict(list)
        for argument in arguments:
            role, key = argument.split(":")
            role = re.sub(r"\d+$", "", role).lower()
            if role in ROLES:
                found[role] += spans.get(key, [])
        if found["cue"]:
            yield {role: _joined(found[role]) for role in ROLES}


def _joined(fragments: Fragments) -> Fragments:
    out: Fragments = []
    for a, b in sorted(fragments):
        if out and a <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    return out


@dataclass(frozen=True, slots=True)
class Labelled:
    """A tokenised article with one label a piece, in positions of the whole article."""

    pieces: Pieces
    tags: npt.NDArray[np.int64]
    content_arc: npt.NDArray[np.int64]
    source_arc: npt.NDArray[np.int64]


def label(article: Annotated, tokenizer: WordPieces) -> Labelled:
    """Put an article's attributions on its word pieces; where two claim a word, cue beats source beats content."""
    pieces = tokenize(Outline(article.text), tokenizer)
    first = np.flatnonzero(pieces.first)
    starts = pieces.start[first]
    ends = pieces.end[np.append(first[1:], len(pieces)) - 1] if len(first) else starts
    tags = np.where(pieces.first, 0, IGNORE).astype(np.int64)
    content_arc = np.full(len(pieces), IGNORE, dtype=np.int64)
    source_arc = np.full(len(pieces), IGNORE, dtype=np.int64)

    def words(fragment: tuple[int, int]) -> npt.NDArray[np.int64]:
        a = int(np.searchsorted(ends, fragment[0], side="right"))
        b = int(np.searchsorted(starts, fragment[1], side="left"))
        return first[a:b]

    for role in ("content", "source", "cue"):
        for attribution in article.attributions:
            cue = words(attribution["cue"][0])
            for fragment in attribution[role]:
                at = words(fragment)
                if not len(at) or not len(cue):
                    continue
                base = TAGS.index(f"B-{role}")
                tags[at] = base + 1
                tags[at[0]], tags[at[-1]] = base, base + 2
                if len(at) == 1:
                    tags[at[0]] = base + 3
                if role == "content":
                    content_arc[at] = cue[0]
            if role == "source" and len(cue):
                source = words(attribution["source"][0]) if attribution["source"] else cue[:0]
                source_arc[cue[0]] = source[0] if len(source) else -1
    _mend(tags, first)
    return Labelled(pieces, tags, content_arc, source_arc)


def _mend(tags: npt.NDArray[np.int64], first: npt.NDArray[np.int64]) -> None:
    """Make tags well formed again where one role took words of another's span: each run of a role stands alone."""
    roles = np.where(tags[first] > 0, (tags[first] - 1) // 4, -1)
    for k, at in enumerate(first):
        role, place = roles[k], (tags[at] - 1) % 4
        if role < 0:
            continue
        opens = k == 0 or roles[k - 1] != role or (tags[first[k - 1]] - 1) % 4 >= 2 or place in (0, 3)
        closes = k + 1 == len(first) or roles[k + 1] != role or place >= 2 or (tags[first[k + 1]] - 1) % 4 in (0, 3)
        tags[at] = role * 4 + 1 + (3 if opens and closes else 0 if opens else 2 if closes else 1)


def examples(
    article: Labelled, *, opening: int, closing: int, size: int = WINDOW, rng: random.Random | None = None
) -> Iterator[Example]:
    """Cut an article into windows of at most ``size`` pieces; with ``rng`` the cuts fall elsewhere each time."""
    first = rng.randrange(48, size + 1) if rng else None
    for window in windows(article.pieces, size=size, first=first):
        a, b = window.start, window.stop

        def shifted(targets: npt.NDArray[np.int64], a: int = a, b: int = b) -> npt.NDArray[np.int64]:
            part = targets[a:b]
            inside = (part >= a) & (part < b)
            return np.where(inside, part - a + 1, np.where(part == -1, 0, IGNORE))

        pad = np.array([IGNORE])
        tags = article.tags[a:b].copy()
        _mend(tags, np.flatnonzero(article.pieces.first[a:b]))  # a long line is cut inside spans, too
        yield Example(
            ids=np.concatenate([[opening], article.pieces.ids[a:b], [closing]]).astype(np.int64),
            features=np.pad(article.pieces.features[a:b].astype(np.int64), ((1, 1), (0, 0))),
            tags=np.concatenate([pad, tags, pad]),
            content_arc=np.concatenate([pad, shifted(article.content_arc), pad]),
            source_arc=np.concatenate([pad, shifted(article.source_arc), pad]),
        )
