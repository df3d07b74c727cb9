"""Keeping a record sound: check it, repair what can be repaired, copy it while others write."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from ..errors import DamagedError, UsageError
from ..record.faults import translated
from ..record.files import whole
from ..record.salvage import save_readable
from ..record.soundness import Problem, find_problems
from ..record.store import Record

_CAN_BE_SAVED = "what can be read is saved in a new file by: onrecord verify --repair"


def verify(record: Record, *, repair: bool = False) -> list[Problem]:
    """Check the file, the keys between tables, the full-text index, texts, statements' spans and values, and people.

    With ``repair`` what can be worked out anew is, and the file is packed, so that nothing of what was deleted stays in
    it. Of a damaged file what can be read is saved in a new record beside it, and the file is left as it is.
    """
    found = find_problems(record, repair=repair)
    if any(problem.damage for problem in found):
        found.append(_saved(Path(record.database.place), repair=repair))
    elif repair:
        record.database.scrub()
    return found


def unopened(place: str, error: DamagedError, *, repair: bool) -> list[Problem]:
    """What is told of a file that is damaged so badly that it can't be opened."""
    return [Problem("file", error.message, repaired=False, damage=True), _saved(Path(place), repair=repair)]


def _saved(file: Path, *, repair: bool) -> Problem:
    """Save what can be read, where that is asked, and tell what came of it."""
    if not repair:
        return Problem("file", _CAN_BE_SAVED, repaired=False)
    to = file.with_name(f"{file.stem}.saved{file.suffix}")
    if to.exists():
        return Problem("file", f"what can be read isn't saved, for there is a file {to} already", repaired=False)
    saved = save_readable(file, to)
    short = f" ({saved.partial} of them without all of their statements)" if saved.partial else ""
    kept = f"{saved.articles} articles{short} and {saved.decisions} decisions"
    return Problem("file", f"{kept} are saved in {to}; {saved.lost} articles are lost", repaired=False)


def backup(record: Record, file: Path) -> None:
    """Copy a record to a new SQLite file, whole and consistent while others go on writing.

    Until it is whole and on disk the copy has another name. It can be read where nothing can be written.
    Raises UsageError when there is a file already, or for a server, which has its own tool.
    """
    if not record.database.is_sqlite:
        raise UsageError("a server's record is backed up by the server: pg_dump --file=FILE ADDRESS")
    if file.exists():
        raise UsageError(f"{file}: there is a file already", remedy="choose another name or take it away")
    try:
        with whole(file) as partial, closing(sqlite3.connect(partial)) as target:
            record.database.copy_to(target)
    except sqlite3.Error as error:
        raise translated(error, str(file)) from error
