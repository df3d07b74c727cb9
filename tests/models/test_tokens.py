"""Word pieces, their features, and windows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.models.tokens import FEATURES, tokenize, windows
from onrecord.models.word_pieces import WordPieces
from onrecord.text.outline import Outline

TOKENIZER = WordPieces.load(Path(onrecord.__file__).parent / "models/en/tokenizer.json")


def test_offsets_are_those_of_the_text() -> None:
    text = "Café “Zum Löwen”\n\n🙂 closes, Roscoe says."
    pieces = tokenize(Outline(text), TOKENIZER)
    first = np.flatnonzero(pieces.first)
    ends = pieces.end[np.append(first[1:], len(pieces)) - 1]
    words = [text[a:b] for a, b in zip(pieces.start[first], ends, strict=True)]
    assert words == ["Café", "“", "Zum", "Löwen", "”", "🙂", "closes", ",", "Roscoe", "says", "."]


@pytest.mark.parametrize(
    ("word", "case"), [("shut", 1), ("Shut", 2), ("SHUT", 3), ("McShut", 4), ("7th", 0), ("A", 2), (",", 0)]
)
def test_case(word: str, case: int) -> None:
    pieces = tokenize(Outline(f"x {word}"), TOKENIZER)
    assert pieces.features[1, list(FEATURES).index("case")] == case


def test_quotes_and_lines() -> None:
    pieces = tokenize(Outline('A "b" c\nd\n\ne'), TOKENIZER)
    assert pieces.features[:, 1].tolist() == [0, 2, 1, 2, 0, 0, 0]
    assert pieces.features[:, 2].tolist() == [2, 0, 0, 0, 0, 1, 2]
    assert pieces.line.tolist() == [0, 0, 0, 0, 0, 1, 2]


@given(st.lists(st.integers(1, 700), max_size=8), st.integers(3, 254) | st.none())
def test_windows_own_every_piece_once(lengths: list[int], first: int | None) -> None:
    pieces = tokenize(Outline("\n".join("a " * n for n in lengths)), TOKENIZER)
    owned = np.zeros(len(pieces), dtype=int)
    for w in windows(pieces, first=first):
        assert w.start <= w.own_start < w.own_stop <= w.stop
        assert w.stop - w.start <= 254
        owned[w.own_start : w.own_stop] += 1
    assert (owned == 1).all()


@given(st.text(max_size=120))
def test_any_text(text: str) -> None:
    pieces = tokenize(Outline(text), TOKENIZER)
    assert (pieces.start <= pieces.end).all()
    assert len(pieces) == 0 or pieces.end.max() <= len(text)
    assert (np.diff(pieces.start) >= 0).all()


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_kind_make_the_same_features(end: str) -> None:
    text = 'A "b" c|d||e'
    pieces, plain = (tokenize(Outline(text.replace("|", e)), TOKENIZER) for e in (end, "\n"))
    assert (pieces.ids == plain.ids).all()
    assert (pieces.features == plain.features).all()
    assert (pieces.line == plain.line).all()


def test_many_lines_are_numbered_through() -> None:
    pieces = tokenize(Outline("one two\n" * 1500), TOKENIZER)
    assert pieces.line.tolist() == [k for k in range(1500) for _ in range(2)]
    assert (pieces.features[1:, 2] == np.diff(pieces.line)).all()
