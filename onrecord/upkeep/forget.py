"""Taking articles and people out of the record for good.

What is forgotten leaves the rows, the indexes, the history of corrections and the free pages of the file. What stays is
a keyed hash of the article's text and address (not of a person), so that adding the same again is refused. Backups and
a PostgreSQL server's own logs and archives are beyond reach; docs/record.md says so.
"""

from __future__ import annotations

from ..record import forgetting, redaction
from ..record.forgetting import Holding
from ..record.persons import Person
from ..record.store import Record


def forget_article(record: Record, article_id: str) -> int:
    """Remove an article with all its versions and all that came of it; return how many versions there were.

    Raises UnknownError.
    """
    with record.database.writing() as connection:
        numbers = forgetting.versions_of(connection, article_id)
        forgetting.delete_articles(connection, numbers)
        forgetting.note_unscrubbed(connection)
    record.database.scrub()
    return len(numbers)


def holdings(record: Record, person: Person) -> list[Holding]:
    """The articles that have statements of a person, or name the person as a speaker."""
    with record.database.reading() as connection:
        return forgetting.holdings_of(connection, person)


def forget_person(record: Record, person: Person, *, delete_articles: bool) -> int:
    """Forget a person: all articles that quote the person, or (redacting) the person's statements, words and names.

    Redacting takes out the person's statements and blanks the person's words and full names wherever the record has
    them, in articles that only mention the person, too; other people's statements and their corrections stay.
    Returns how many articles were removed or redacted.
    """
    with record.database.writing() as connection:
        numbers = forgetting.articles_with(connection, person)
        if delete_articles:
            forgetting.delete_articles(connection, numbers)
        else:
            blanker = redaction.blanker_for(connection, person)
            numbers = sorted({*numbers, *redaction.articles_mentioning(connection, blanker)})
            forgetting.refuse(connection, numbers)
            for number in numbers:
                redaction.redact_article(connection, number, person, blanker)
        forgetting.delete_person(connection, person)
        if not delete_articles:
            redaction.blank_elsewhere(connection, blanker)
        forgetting.note_unscrubbed(connection)
    record.database.scrub()
    return len(numbers)
