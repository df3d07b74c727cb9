"""Keeping a record sound: check it, repair what can be repaired, copy it while others write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ..errors import RecordError, UsageError
from ..record.soundness import Problem, find_problems
from ..record.store import Record


def verify(record: Record, *, repair: bool = False) -> list[Problem]:
    """Check the file, the keys between tables, the full-text index and every span against its text.

    With ``repair`` what can be worked out anew is (the index, the words of statements, clusters of one), and the file
    is packed, so that nothing of what was deleted stays in it.
    """
    found = find_problems(record, repair=repair)
    if repair:
        record.database.scrub()
    return found


def backup(record: Record, file: Path) -> None:
    """Copy a record to a new SQLite file, whole and consistent while others go on writing.

    Raises UsageError when there is a file already, or for a server, which has its own tool.
    """
    if not record.database.is_sqlite:
        raise UsageError("a server's record is backed up by the server: pg_dump --file=FILE ADDRESS")
    if file.exists():
        raise UsageError(f"{file}: there is a file already", remedy="choose another name or take it away")
    try:
        with closing(sqlite3.connect(record.database.place)) as source, closing(sqlite3.connect(file)) as target:
            source.backup(target)
    except sqlite3.Error as error:
        raise RecordError(f"{file}: the copy couldn't be written ({error})") from error
