"""The word lists under ``resources/``: first names, titles, places, function words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

Gender = Literal["f", "m", "-"]


def lines_of(name: str) -> Iterator[str]:
    """The lines of a resource, without comments and empty ones."""
    text = (files(__package__) / "resources" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


@cache
def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """Read a resource of lines ``key: word word ...``."""
    rows = (line.partition(":") for line in lines_of(name))
    return {key: frozenset(words.split()) for key, _, words in rows}


@cache
def first_names() -> Mapping[str, Gender]:
    """First names, lower case, and the gender of nearly all who bear them."""
    found: dict[str, Gender] = {}
    for line in lines_of("first_names.tsv"):
        name, _, letter = line.partition("\t")
        found[name] = "f" if letter == "f" else "m" if letter == "m" else "-"
    return found


@cache
def common_words() -> frozenset[str]:
    """Some 23,000 of the commonest English words: those that the shipped model's tokenizer knows whole."""
    vocabulary = json.loads((files("onrecord") / "models/en/tokenizer.json").read_text(encoding="utf-8"))
    return frozenset(w for w in vocabulary["model"]["vocab"] if w.isalpha())


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """First names and what their bearers are also called, both ways, lower case."""
    from nicknames import NickNamer

    return {name: frozenset(others) for name, others in NickNamer.default_lookup().items()}


def openers() -> frozenset[str]:
    """Words with a capital for their place in the sentence."""
    return word_lists("words.txt")["openers"]


@cache
def places() -> frozenset[str]:
    """Words in names of places and peoples, lower case."""
    return frozenset().union(*word_lists("places.txt").values())


@cache
def titles() -> Mapping[str, Gender]:
    """Titles and roles that stand before a name, lower case without stop, and the gender that they tell."""
    found: dict[str, Gender] = {}
    lists: tuple[tuple[str, Gender], ...] = (("work", "-"), ("m", "m"), ("f", "f"), ("-", "-"))
    for key, gender in lists:
        found.update(dict.fromkeys(word_lists("roles.txt")[key], gender))
    return found
