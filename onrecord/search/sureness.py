"""How sure a statement must be to be found: as a whole (confidence), and in single fields (``sure``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, or_

from ..errors import UsageError
from ..record.lookup import Condition
from ..record.tables import statements
from ..statement import Statement

#: What people write for a field of ``Sure``.
FIELDS = {"speaker": "speaker", "date": "said", "channel": "channel", "addressee": "addressee"}
#: What is asked of a field unless another probability is given: four of five such fields are right.
USUAL = 0.8

#: Fields of ``Sure``, each with the least probability.
Demands = tuple[tuple[str, float], ...]


def demands(words: str) -> Demands:
    """Read what people write: "speaker,date", or "speaker=0.95,date". Raises UsageError."""
    found: dict[str, float] = {}
    for part in words.split(","):
        name, sign, least = part.strip().partition("=")
        if name not in FIELDS:
            raise UsageError(f"sure: {name!r} is no field", remedy=f"choose of: {', '.join(FIELDS)}")
        found[FIELDS[name]] = probability("sure", least) if sign else USUAL
    return tuple(found.items())


def probability(name: str, words: str) -> float:
    """Read a number from 0 to 1. Raises UsageError."""
    try:
        found = float(words)
    except ValueError:
        found = -1.0
    if not 0.0 <= found <= 1.0:
        raise UsageError(f"{name}: {words!r} is no probability", remedy="give a number from 0 to 1, such as 0.8")
    return found


def is_sure(statement: Statement, least: float | None, asked: Demands) -> bool:
    """Whether a statement is as sure as asked. A field must be told by the article to be sure of.

    A source that says itself who speaks has no probabilities; what it tells is sure.
    """
    told: dict[str, Any] = {
        "speaker": statement.speaker, "said": statement.said, "addressee": statement.addressee,
        "channel": statement.channel.type != "unspecified",
    }  # fmt: skip
    sure = statement.sure.to_dict() if statement.sure else dict.fromkeys(told, statement.confidence == 1.0)
    return statement.confidence >= (least or 0.0) and all(told[name] and sure[name] >= at for name, at in asked)


def sure_conditions(least: float | None, asked: Demands) -> Iterator[Condition]:
    """The same, asked of the record."""
    s = statements.c
    if least:
        yield s.confidence >= least
    told: dict[str, Condition] = {
        "speaker": s.speaker.is_not(None), "said": s.said.is_not(None), "addressee": s.addressee.is_not(None),
        "channel": s.channel != "unspecified",
    }  # fmt: skip
    for name, at in asked:
        probability_of = s.spans[("sure", name)].as_float()
        firsthand = and_(probability_of.is_(None), s.confidence == 1.0)
        yield and_(told[name], or_(probability_of >= at, firsthand))
