"""What a person has said about a subject, with stances and candidates for a change; or the subjects there are."""

from __future__ import annotations

from typing import Any

from ...positions import positions as gather
from ...positions.subjects import subjects_of
from ...positions.voice import whose
from ...record.store import Record

#: So many statements are shown, those that speak of the subject most strongly.
_MOST = 120
#: So many subjects are listed.
_SUBJECTS = 40


def positions(record: Record, person_id: str, about: str, toward: str | None = None) -> dict[str, Any]:
    """A person's positions (format ``onrecord-positions/1``). Raises UnknownError, UsageError."""
    return gather(record, person_id, about, toward, limit=_MOST).to_dict()


def subjects(record: Record, person_id: str) -> dict[str, Any]:
    """What a person speaks about (format ``onrecord-subjects/1``). Raises UnknownError."""
    return subjects_of(record, whose(record, person_id), limit=_SUBJECTS).to_dict()
