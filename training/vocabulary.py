"""A smaller vocabulary: the word pieces that news is made of; rare words are then spelled from several of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from tokenizers import Tokenizer

from .train import base_folder

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def base_tokenizer() -> Tokenizer:
    """The base encoder's tokenizer, for what changes or writes it."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def frequent(tokenizer: Tokenizer, texts: Iterable[str], count: int) -> list[int]:
    """The ids of ``count`` pieces: the special ones, single Latin characters, then the most frequent of the texts.

    Pieces that no text has come in the order of the vocabulary, which is about that of their frequency elsewhere.
    """
    seen: Counter[int] = Counter()
    for text in texts:
        seen.update(tokenizer.encode(text, add_special_tokens=False).ids)
    vocabulary = tokenizer.get_vocab()

    def rank(piece: str) -> tuple[bool, bool, int, int]:
        number, bare = vocabulary[piece], piece.removeprefix("##")
        unused = piece.startswith("[unused") or not bare.isascii()
        return (
            piece not in _SPECIAL,
            len(bare) != 1 or ord(bare) > 0x24F,
            -seen[number],
            number + len(vocabulary) * unused,
        )

    return sorted(vocabulary[piece] for piece in sorted(vocabulary, key=rank)[:count])


def smaller(tokenizer: Tokenizer, kept: list[int]) -> Tokenizer:
    """The tokenizer with only these pieces, numbered anew in their order."""
    whole = json.loads(tokenizer.to_str())
    new = {tokenizer.id_to_token(old): number for number, old in enumerate(kept)}
    whole["model"]["vocab"] = new
    for token in whole["added_tokens"]:
        token["id"] = new[token["content"]]
    for token in whole["post_processor"]["special_tokens"].values():
        token["ids"] = [new[piece] for piece in token["tokens"]]
    return Tokenizer.from_str(json.dumps(whole))
