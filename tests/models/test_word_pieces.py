"""Our word pieces are those of the library with which the networks were trained, to the letter and the offset."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.folder import BUNDLED, TOKENIZER
from onrecord.models.word_pieces import WordPieces
from tests.attacks.expressions import SOAK
from tests.harbour import INTERVIEW, NIGHT, POST, REMARKS

tokenizers = pytest.importorskip("tokenizers", reason="the library tokenizers isn't installed (the extra dev)")

FOLDERS = {folder: BUNDLED / folder / "tokenizer.json" for folder in ("en", "en-fast")}
LIBRARY = {name: tokenizers.Tokenizer.from_file(str(path)) for name, path in FOLDERS.items()}
OURS = {name: WordPieces.load(path) for name, path in FOLDERS.items()}
HARD = [
    "Café “Zum Löwen”", "e\u0301x e\u0301", "a\u200bb\u200b c \u200b", "中文a中 한국어 ﬁ ½", "≠≠ a≠b", "İstanbul ΣΑΣ ẞ", "x\x01y\x7fz\u2028w",
    "[SEP] a [CLS]b[MASK] [sep] [PA\u200bD]", "a" * 100 + " " + "a" * 101 + " " + "é" * 101, "👩‍👩‍👧 a 🥰", "\ufffd\0a", "\u0301b a\u0301\u0301",
    "…—–''``--", "don’t O'Hara’s U.S.-led $5bn 3.14%", "\xa0a\xa0\u2003b\u3000c", "𝒜bc Ǆ ǅ", "\u1734a\u0898b\u0378c", "क्षि กำ \u05d0\u05b0",
]  # fmt: skip


def same(text: str, name: str = "en") -> bool:
    theirs, ours = LIBRARY[name].encode(text, add_special_tokens=False), OURS[name].read(text)
    words = theirs.word_ids
    firsts = [word != before for word, before in zip(words, [-1, *words], strict=False)]
    return (theirs.ids, theirs.offsets, firsts) == (
        ours.ids,
        list(zip(ours.starts, ours.ends, strict=True)),
        ours.firsts,
    )


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("text", HARD)
def test_hard_texts(text: str, name: str) -> None:
    assert same(text, name)
    assert same("so " + text * 3, name)


def test_stories() -> None:
    assert [
        line for story in (POST, INTERVIEW, REMARKS, NIGHT) for line in story.text.splitlines() if not same(line)
    ] == []


def test_every_character() -> None:
    """Beside letters and by itself; those far from any script in use only in a soak."""
    most = 0x110000 if SOAK else 0x3100
    characters = [chr(c) for c in range(most) if not 0xD800 <= c < 0xE000]
    odd = [c for c in characters if not same(f"a{c}b {c}")]
    assert [(hex(ord(c)), unicodedata.name(c, "")) for c in odd] == []


@given(st.text(max_size=60))
def test_any_text(text: str) -> None:
    assert same(text)


def test_a_stretch_is_read_with_its_place_in_the_text() -> None:
    text = "Nobody. The bridge is shut. Nobody."
    found = WordPieces.load(TOKENIZER).read(text, 8, 27)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == ["The", "bridge", "is", "shut", "."]


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.models.word_pieces._MOST_KEPT", 10)
    vocabulary = WordPieces.load(TOKENIZER)
    first = vocabulary.read("bridge " * 3).ids
    for number in range(50):
        vocabulary.read(f"w{number}")
    assert len(vocabulary._kept) <= 10
    assert vocabulary.read("bridge " * 3).ids == first
