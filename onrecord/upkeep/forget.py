"""Taking articles and people out of the record for good.

What is forgotten leaves the rows, the indexes, the history of corrections and the free pages of the file. What stays is
a keyed hash of the article's text and address (not of a person), so that adding the same again is refused. Backups and
a PostgreSQL server's own logs and archives are beyond reach; docs/record.md says so.
"""

from __future__ import annotations

from ..record import forgetting
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
    record.database.scrub()
    return len(numbers)


def holdings(record: Record, person: Person) -> list[Holding]:
    """The articles that have statements of a person, or name the person as a speaker."""
    with record.database.reading() as connection:
        return forgetting.holdings_of(connection, person)


def forget_person(record: Record, person: Person, *, delete_articles: bool) -> int:
    """Forget a person: all articles that quote the person, or (redacting) the person's statements, words and names.

    Redacting blanks the person's statements and names in the stored texts; the articles' other statements stay. Returns
    how many articles were removed or redacted.
    """
    with record.database.writing() as connection:
        numbers = forgetting.articles_with(connection, person)
        if delete_articles:
            forgetting.delete_articles(connection, numbers)
        else:
            for number in numbers:
                forgetting.redact(connection, number, person)
        forgetting.delete_person(connection, person)
    record.database.scrub()
    return len(numbers)
