"""Bylines: the names in them, without desks, systems and outlets."""

from __future__ import annotations

import re

from ..dates.written import MONTHS

#: Bylines that name nobody: what publishing systems and desks put in an author's place, and roles beside a name.
NOBODY = re.compile(
    r"(?:the\s++)?(?:(?:web|site)?\s*+(?:admin|administrator|master|editor|editors|desk|team)|admin\w*|root|user|author|anonymous"
    r"|unknown|none|guest|contributor|contributors|editorial.*|newsroom|redaction|default|wp\w*"
    r"|.*\b(?:staff|desk|bureau|newsroom|agenc(?:y|ies)|wires?|team|editors|news service)"
    r"|.*\b(?:staff|news|political|senior|sports|special|business|chief)\s+(?:writer|reporter|correspondent|editor)s?"
    r"|.* (?:writer|reporter|correspondent|editor(?:-at-large)?)"
    r"|writer|reporter|correspondent|special to .*|for .*|jr\.?|sr\.?)",
    re.IGNORECASE,
)
#: The last part of a byline of several parts, if it is an outlet; the only part, if it is an agency.
OUTLET = re.compile(
    r"the\s.*|.*\b(?:news|press|times|post|journal|tribune|herald|courier|gazette|reuters|magazine|radio|tv|today"
    r"|media|telegraph|chronicle|observer|guardian|star|mail|express|review|daily|weekly|[a-z]+\.(?:com|org|net))",
    re.IGNORECASE,
)
AGENCY = re.compile(r"the \w+ \w.*|\w+ press|reuters|bloomberg|a[fp]p?|upi|.* news(?: service)?", re.IGNORECASE)
NO_NAME = re.compile(r"(?:\w+day|" + "|".join(MONTHS) + r"|now|then|all|and)\.?", re.IGNORECASE)
_BY = re.compile(r"^\s*(?:[A-Z]\w+\s+){0,2}by:?\s+", re.IGNORECASE)
_LONGEST_NAME = 60
#: More of a byline isn't looked at.
_LONGEST_BYLINE = 1000


def author_names(value: str, *, outlet: str | None = None) -> tuple[str, ...]:
    """Split a byline ("By A, B and C") into names, without desks, systems ("admin") and the outlet itself."""
    names = []
    byline = " ".join(value[:_LONGEST_BYLINE].split())
    for part in re.split(r" ?[;|] ?|,? and | ?& ?", byline):
        # A comma parts names from names or from roles and outlets; "Last, First" stays whole.
        first, *others = (p.strip() for p in _BY.sub("", part).split(","))
        if len(others) == 1 and " " not in first and not NOBODY.fullmatch(others[0]) and not others[0].isupper():
            first, others = f"{first}, {others[0]}", []
        for piece in (first, *(p for p in others if not _is_role(p))):
            name = re.sub(r" (?:for|in|at|of) \S.*", "", piece)
            if name and name not in names and _names_somebody(name, outlet):
                names.append(name)
    return tuple(names)


def _is_role(words: str) -> bool:
    """Whether what follows a name and a comma is no second name: "Staff Writer", "CNN Business", "Futurism", "MD"."""
    is_outlet = OUTLET.fullmatch(words) or re.match(r"[A-Z]{2,5}\b(?! [A-Z]+$)", words)
    return bool(is_outlet or NOBODY.fullmatch(words) or NO_NAME.fullmatch(words) or len(words.split()) == 1)


def _names_somebody(name: str, outlet: str | None) -> bool:
    """Whether a name is a person's, as far as can be told: no account, desk, address, number or outlet."""

    def bare(words: str) -> str:
        return re.sub(r"\W|^the\s|\.(?:com|org|net)$", "", words.lower())

    if NOBODY.fullmatch(name) or NO_NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        return False
    if re.search(r"\d|@|://|www\.|\.(?:com|org|net)\b", name):
        return False
    return not outlet or not bare(outlet).startswith(bare(name))
