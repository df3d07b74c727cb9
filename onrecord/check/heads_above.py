"""Lines that look as if somebody began to speak there: whose words stand below one isn't sure.

A transcript's reading decides by the whole document what its heads are. This looks at single lines and is easily
satisfied: what it finds only takes away that words are surely somebody's, and names whose they may be.
"""

from __future__ import annotations

import re

from ..text.lexicon import titles

#: So far above a passage (characters) a head is looked for.
_ABOVE = 20_000
_LABEL = r"[^\W\d_a-z][\w.'’-]*+(?:[ ,]{1,2}[\w.'’&-]++){0,5}"
_BRACKETS = r"(?:[ ]?[(\[][^()\[\]\n]{1,60}[)\]]){0,2}"
_TIME = r"[(\[]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[)\]]?"
_TITLE = "(?:Mr|Mrs|Ms|Miss|Dr|Sen|Rep|Gov|Senator|Chairman|Chairwoman|Chair|The)"
_LINE = re.compile(
    rf"""
    ^[ \t>*_#-]{{0,8}}+(?:{_TIME}\ ?)?
    (?: <v\ (?P<tag>[^>\n]{{1,60}})>
      | (?P<colon>{_LABEL}){_BRACKETS}(?:[ ][-–—]{{1,2}}[ ]{_LABEL})?[*_]{{0,3}}:[*_]{{0,3}}(?=\s|$)
      | (?P<stamp>{_LABEL}){_BRACKETS}\ {{1,4}}{_TIME}[ ]*$
      | (?P<stop>{_TITLE}\.?\ (?:[A-Z]\.\ )?[A-Z][A-Z'’-]++)\.(?=\s)
      | (?P<letter>[QA])(?:[.:]\s|\t|[ ]{{2,}})(?=[\[("“‘'A-Z])
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
#: A label's small words.
_SMALL = frozenset("of the and for de da di du la le van von der den bin al el to in at on via a an".split())
#: Single words that stand before a colon and are no head.
_NO_HEAD = frozenset(
    "note notes example first second third finally remember subject date re fact conclusion result look listen again"
    " update correction http https".split()
)


def head_above(text: str, place: int, *, begin: int = 0) -> str | None:
    """The nearest line above a place, not before ``begin``, that looks like a speaker's head; its label as printed."""
    found = None
    for m in _LINE.finditer(text, max(begin, place - _ABOVE), place):
        label = m["tag"] or m["colon"] or m["stamp"] or m["stop"] or m["letter"]
        if m["colon"] is None or _is_label(label):
            found = label
    return " ".join(found.split()) if found else None


def _is_label(label: str) -> bool:
    """Whether words before a colon can name somebody: capitals throughout, but for small words."""
    words = [w for w in re.split(r"[\s,&]+", label) if w]
    if len(words) == 1:
        return words[0].casefold() not in _NO_HEAD
    if not all(w[0].isupper() or w[0].isdigit() or w.casefold() in _SMALL for w in words):
        return False
    return words[-1][0].isupper() or words[-1][0].isdigit() or words[0].casefold().rstrip(".") in titles()
