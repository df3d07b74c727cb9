"""What people have said about a subject: one person's statements over time, or two people's beside each other."""

from __future__ import annotations

from typing import Any

from ...positions import Positions, positions
from ...positions.subjects import subjects_of
from ...positions.voice import whose
from ...record import Record

#: Statements of a person on a page; the stance of each costs some milliseconds.
_MOST = 100


def on_subject(record: Record, person: str, about: str, toward: str = "", other: str = "") -> dict[str, Any]:
    """A person's positions on a subject, and another's (ids or names) where given.

    Raises UnknownError, and UsageError for a subject without a word to look for.
    """
    found = [positions(record, each, about, toward or None, limit=_MOST) for each in (person, other) if each]
    return {"about": about, "toward": toward or None, "people": [_with_pairs(each) for each in found]}


def subjects(record: Record, person: str) -> dict[str, Any]:
    """What a person speaks about. Raises UnknownError."""
    return subjects_of(record, whose(record, person)).to_dict()


def _with_pairs(found: Positions) -> dict[str, Any]:
    """As printed, and the statements of each candidate beside it."""
    values = found.to_dict()
    by_id = {statement["id"]: statement for statement in values["statements"]}
    values["changes"] = [
        {**change, "pair": [by_id[change["earlier"]], by_id[change["later"]]]} for change in values["changes"]
    ]
    return values
