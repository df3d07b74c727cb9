"""What the forms of a word share, as the full-text indexes have it."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any


@lru_cache(100_000)
def stem(word: str) -> str:
    """The part of a lower-case word that its forms share (Porter 2001, "Snowball")."""
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    from Stemmer import Stemmer

    return Stemmer("english")
