"""Whose statements are a person's: those that the record has gathered, and those that are most likely theirs.

An article may name somebody by the last name alone, which the record doesn't gather by itself. Where nearly all who are
quoted under that name by a fuller one are this person, such statements are shown with theirs, marked as likely only.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..people.directory import Person, meant_by, several
from ..record.database import Connection
from ..record.lookup import Condition, made_by, speakers_of
from ..record.namesakes import share_of_last_name, ungathered
from ..record.store import Record
from ..text.person_names import fold, last_word

#: Of the statements by people of a last name, the share that must be one person's for the name alone to mean them.
_MOST = 0.9
#: The same for a whole name that several have: the one whom it means without saying.
_MEANT = 0.9


@dataclass(frozen=True, slots=True)
class Voice:
    """A person, others whom the asked name may mean, and the numbers of speakers in articles who are likely them."""

    person: Person
    others: tuple[Person, ...]
    likely: tuple[int, ...]

    def sure(self) -> Condition:
        """Statements that the record has gathered as theirs."""
        return made_by(speakers_of(self.person.id))

    def any(self) -> Condition:
        """Statements that are surely or likely theirs."""
        return self.sure() | self.perhaps() if self.likely else self.sure()

    def perhaps(self) -> Condition:
        """Statements that are likely theirs."""
        return made_by(self.likely)


def whose(record: Record, asked: str) -> Voice:
    """The person whom an id or a name means. Raises UnknownError, or UsageError when several may be meant."""
    exact, found = meant_by(record, asked)
    meant = exact or found
    person, total = meant[0], sum(p.statements for p in meant)
    if len(meant) > 1 and person.statements < _MEANT * total:
        raise several(asked, meant)
    with record.database.reading() as connection:
        return Voice(person, tuple(meant[1:]), _likely(connection, person) if person.type == "person" else ())


def _likely(connection: Connection, person: Person) -> tuple[int, ...]:
    """Speakers named by the person's last name alone, or by the whole name though taken for something else."""
    whole = {name for name in (fold(name) for name in (person.name, *person.names)) if " " in name}
    alone = [last for last in {last_word(n) for n in whole} if share_of_last_name(connection, last, person.id) >= _MOST]
    return ungathered(connection, person.id, whole=whole, last=alone)
