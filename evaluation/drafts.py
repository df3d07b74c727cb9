"""Drafts with planted quotations: invented news paragraphs of many forms around them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord import Article

from .planted import Quote

#: About so many quotations stand in a draft.
SIZE = 40
PUBLISHED = "2025-11-07"
#: {q} is the quotation, {a} and {b} its halves; {full}, {last}: the speaker; {when}: " in 1946" or nothing.
_SENTENCES = (
    "“{q},” {full} said{when}.",
    "“{q},” President {full} said{when}, and the readers nodded.",
    "{full} said{when}: “{q}.”",
    "President {full} told the country{when}: “{q}.”",
    "{full} declared{when} that “{q}.”",
    "{full} came next on the list. “{q},” he said{when}, and the readers went quiet.",
    "Hardly anybody liked {full} at first. “{q},” Mr. {last} said{when}.",
    "A card on the wall of the Fallow Street library names {full}. {last} said{when}, “{q}.”",
    "The librarian, Hattie Lindqvist, has read all of {full}. “{q},” {last} told the country{when}.",
    "In a speech{when}, according to {full}, “{q}.”",
)
_HALVES = (
    "“{a},” {full} said{when}, “{b}.”",
    "“{a},” said {full}{when}. “{b}.”",
    "{full} had the last word of the evening. “{a},” he said{when}, “{b}.”",
)
_PIECES = (
    "{full} spoke{when} of “{q}” and asked for patience.",
    "What the country had before it, {full} said{when}, was “{q}.”",
    "{full} warned{when} about “{q}” and was not heard.",
    "It came down to “{q},” {full} said{when}.",
    "Mr. {last}, as the circle calls {full}, said{when} that it was “{q}.”",
    "The circle likes {full}, who said{when} that there was “{q}.”",
)
_BETWEEN = (
    "The reading circle of Harrow Falls meets on Thursdays.",
    "Tea was served by the window.",
    "It rained, and the ferry was late again.",
    "Nobody left early.",
    "The next meeting will be in the old chapel.",
)
#: Fewer words than this aren't cut in two, so that neither half becomes too short to be told.
_HALVED = 18
#: Nor are these types, whose edit must not fall on the gap.
_WHOLE_TYPES = (
    "word dropped", "negation dropped", "negation added", "ellipsis", "bracket", "question as statement", "spliced",
    "spliced, far apart", "spliced, marked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft and where each of its quotations stands, in one piece or two."""

    article: Article
    quotes: tuple[tuple[Quote, tuple[tuple[int, int], ...]], ...]


def write_drafts(quotes: Iterable[Quote], seed: int) -> Iterator[Draft]:
    """Put quotations into drafts, no two speakers of one last name in the same."""
    rng = random.Random(seed)
    left = list(quotes)
    rng.shuffle(left)
    number = 0
    while left:
        chosen: list[Quote] = []
        names: dict[str, str] = {}
        for quote in left:
            fits = names.setdefault(quote.speaker.split()[-1], quote.speaker) == quote.speaker
            if fits and len(chosen) < SIZE:
                chosen.append(quote)
        taken = set(map(id, chosen))
        left = [q for q in left if id(q) not in taken]
        yield _draft(f"draft-{seed}-{number}.txt", chosen, rng)
        number += 1


def _draft(name: str, quotes: list[Quote], rng: random.Random) -> Draft:
    text = "Old speeches draw a crowd to Fallow Street\n\n"
    places = []
    straight = rng.random() < 0.3
    for quote in quotes:
        paragraph, spans = _paragraph(quote, rng, straight=straight)
        places.append((quote, tuple((len(text) + a, len(text) + b) for a, b in spans)))
        text += paragraph
        text += f" {rng.choice(_BETWEEN)}\n\n" if rng.random() < 0.4 else "\n\n"
    return Draft(Article(source=name, text=text, published=PUBLISHED), tuple(places))


def _paragraph(quote: Quote, rng: random.Random, *, straight: bool) -> tuple[str, list[tuple[int, int]]]:
    words = quote.words.split(" ")
    halved = len(words) >= _HALVED and quote.type not in _WHOLE_TYPES and rng.random() < 0.5
    sentence = rng.choice(_HALVES if halved else _SENTENCES if quote.long else (*_SENTENCES, *_PIECES))
    middle = len(words) // 2
    values = {
        "q": quote.words, "a": " ".join(words[:middle]).rstrip(",;:."), "b": " ".join(words[middle:]),
        "full": quote.speaker, "last": quote.speaker.split()[-1], "when": quote.when,
    }  # fmt: skip
    return _filled(sentence.translate({ord("“"): '"', ord("”"): '"'}) if straight else sentence, values)


def _filled(sentence: str, values: dict[str, str]) -> tuple[str, list[tuple[int, int]]]:
    """A sentence with its values put in, and where the quotation's pieces stand."""
    text, spans = "", []
    for piece in re.split(r"(\{\w+\})", sentence):
        if not piece.startswith("{"):
            closed = text.endswith(("?", ".", "!")) and piece[:1] in (",", ".")
            text += piece[1:] if closed else piece
            continue
        value = values[piece[1:-1]]
        if piece in ("{q}", "{a}", "{b}"):
            spans.append((len(text), len(text) + len(value)))
        text += value
    return text, spans
