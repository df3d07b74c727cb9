"""Variation of the training articles: what differs between outlets and must not matter.

Every edit keeps the text's length, so that annotations keep their offsets.
"""

from __future__ import annotations

import random
import re

from onrecord.text.quotes import find_quotations

_SHORT_LINE = re.compile(r"^[^\n]{10,120}\.(?=[ \t]*$)", re.MULTILINE)


def vary(text: str, rng: random.Random) -> str:
    """Change headline, quotation marks and paragraph breaks as another outlet might print them."""
    text = _headline(text, rng)
    if rng.random() < 0.35:
        text = _other_marks(text, rng)
    if rng.random() < 0.3:
        text = text.replace("’", "'") if rng.random() < 0.6 else re.sub(r"(?<=\w)'(?=\w)", "’", text)
    if rng.random() < 0.1:
        text = text.replace("\n\n", "\n ")
    return text


def _headline(text: str, rng: random.Random) -> str:
    """Real headlines have no full stop; some are in capitals or with Capital Letters."""
    head, newline, rest = text.partition("\n")
    if rng.random() < 0.6:
        head = re.sub(r"\.(\s*)$", r" \1", head)
        rest = _SHORT_LINE.sub(lambda m: m[0][:-1] + " ", rest, count=1) if rng.random() < 0.2 else rest
    changed = head
    chance = rng.random()
    if chance < 0.12:
        changed = head.upper()
    elif chance < 0.3:
        changed = re.sub(r"(?<![\w'’])[a-z]", lambda m: m[0].upper(), head)
    return (changed if len(changed) == len(head) else head) + newline + rest


def _other_marks(text: str, rng: random.Random) -> str:
    """Straight marks become curly ones and the other way round; now and then a closing mark is lost."""
    letters = list(text)
    pairs = ("“", "”") if '"' in text else ('"', '"')
    for q in find_quotations(text):
        if q.opened != 1 or text[q.start] not in '“"':
            continue
        letters[q.start] = pairs[0]
        if q.closed == 1:
            letters[q.end - 1] = " " if rng.random() < 0.01 else pairs[1]
    return "".join(letters)
