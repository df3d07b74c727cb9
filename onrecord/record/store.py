"""The record: a store of articles, what they say that people said, and what a person corrected.

An article is added in one transaction or not at all. What is in it stays: a text that changes is a new version.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, Self

from sqlalchemy import ColumnElement, Connection, Select, delete, false, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from ..article import Article, storable
from ..errors import ForgottenError
from ..sources.firsthand import READERS
from ..statement import Statement
from ..text.correction_notes import Flag
from . import clusters, reviews
from .bulk import insert_rows
from .database import Database, now
from .gathering import Spoken, set_speakers
from .lookup import article_number, no_article, number_of_article
from .rows import article_of, article_row, check_storable, day_of, statement_of, statement_row, text_hash
from .tables import articles, entities, failures, forgotten, meta, models, people, statements

if TYPE_CHECKING:
    from types import TracebackType

#: How the hash of a redacted text begins.
_KEYED = "keyed "
#: What came of adding an article.
Added = Literal["added", "new version", "read again", "present"]


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """The model that read an article."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Something that couldn't be added: where, why, and when that was (ISO 8601)."""

    source: str
    reason: str
    at: str


class Record:
    """A record that is open. Use it as a context, or ``close()`` it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @classmethod
    def open(cls, place: str = "onrecord.db", *, create: bool = True, read_only: bool = False) -> Self:
        """Open a file or a ``postgresql://`` address, and make it where it lacks unless ``create`` is false.

        With ``read_only`` nothing is written, not even to temporary files.
        Raises RecordError when it can't be opened.
        """
        return cls(Database.open(place, create=create, read_only=read_only))

    def close(self) -> None:
        """Close it."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def has(self, article: Article, model: ModelVersion | None = None) -> bool:
        """Tell whether an article is in the record (with ``model``: as read by this model)."""
        with self.database.reading() as connection:
            number = number_of_article(connection, article.id)
            return number is not None and (model is None or _reader(connection, number) == model)

    def has_id(self, article_id: str) -> bool:
        """Tell whether an article with this id is in the record."""
        with self.database.reading() as connection:
            return number_of_article(connection, article_id) is not None

    def add(
        self, article: Article, found: Sequence[Statement], model: ModelVersion | None, *, again: bool = False
    ) -> Added:
        """Put an article and its statements into the record, whole.

        One that is there already is left as it is; with ``again``, one that another model version has read gets the
        statements of this reading, and corrections stay. The same URL with another text becomes a new version.
        ``model`` is None where the source tells its statements itself. Raises ForgottenError, and UnreadableError
        when the text can't be stored.
        """
        check_storable(article)
        with self.database.writing() as connection:
            return add_in(connection, article, found, model, again=again)

    def article(self, article_id: str) -> Article:
        """Give an article by its id. Raises UnknownError."""
        with self.database.reading() as connection:
            row = connection.execute(select(articles).where(articles.c.id == article_id)).mappings().one_or_none()
        if row is None:
            raise no_article(article_id)
        return article_of(row)

    def statements(self, article_id: str) -> list[Statement]:
        """Give the statements of an article in the order of its text. Raises UnknownError."""
        text = self.article(article_id).text
        query = select(statements).join(articles).where(articles.c.id == article_id).order_by(statements.c.number)
        with self.database.reading() as connection:
            return [statement_of(row, text) for row in connection.execute(query).mappings()]

    def fail(self, source: str, reason: str) -> None:
        """Note that something couldn't be added."""
        values = {"source": storable(source), "reason": storable(reason), "at": now()}
        insert_or = sqlite.insert if self.database.is_sqlite else postgresql.insert
        with self.database.writing() as connection:
            connection.execute(
                insert_or(failures).values(values).on_conflict_do_update(index_elements=["source"], set_=values)
            )

    def flag(self, article_id: str, mark: Flag | None, note: str | None = None) -> None:
        """Mark an article as corrected or retracted, or take the mark away; every view of its statements shows it.

        Raises UnknownError.
        """
        values = {"flag": mark, "flag_note": note if mark else None}
        with self.database.writing() as connection:
            number = article_number(connection, article_id)
            connection.execute(update(articles).where(articles.c.number == number).values(values))

    def failures(self) -> list[Failed]:
        """What couldn't be added so far, oldest first."""
        with self.database.reading() as connection:
            rows = connection.execute(select(failures).order_by(failures.c.at, failures.c.source))
            return [Failed(row.source, row.reason, row.at) for row in rows]

    def stats(self) -> dict[str, int | str | None]:
        """How much there is of what, by name."""
        count = func.count
        questions: dict[str, Select[Any]] = {
            "articles": select(count()).select_from(articles).where(articles.c.current),
            "older versions": select(count()).select_from(articles).where(~articles.c.current),
            "flagged articles": select(count()).select_from(articles).where(articles.c.flag.is_not(None)),
            "outlets": select(count(articles.c.outlet.distinct())),
            "published from": select(func.min(articles.c.published)),
            "published to": select(func.max(articles.c.published)),
            "statements": select(count()).select_from(statements).where(statements.c.shown),
            "quotations": select(count())
            .select_from(statements)
            .where(statements.c.shown, statements.c.kind == "direct"),
            "people": select(count(people.c.canonical.distinct())).where(people.c.type == "person"),
            "organisations": select(count(people.c.canonical.distinct())).where(people.c.type == "organisation"),
            "failures": select(count()).select_from(failures),
            "forgotten": select(count()).select_from(forgotten),
        }
        with self.database.reading() as connection:
            return {name: connection.execute(question).scalar() for name, question in questions.items()}


def add_in(
    connection: Connection, article: Article, found: Sequence[Statement], model: ModelVersion | None, *,
    again: bool = False,
) -> Added:  # fmt: skip
    """``Record.add`` within a transaction that has begun."""
    article_id = article.id
    _refuse_forgotten(connection, article)
    number = number_of_article(connection, article_id)
    if number is not None and not (again and _reader(connection, number) != model):
        return "present"
    reader = model_number(connection, model)
    outcome: Added = "read again"
    if number is None:
        number, version = _insert_article(connection, article, reader)
        outcome = "new version" if version > 1 else "added"
    else:
        _remove_statements(connection, number)
        connection.execute(update(articles).where(articles.c.number == number).values(model=reader))
    shown = connection.execute(select(articles.c.current).where(articles.c.number == number)).scalar_one()
    insert_statements(connection, [Placed(number, article_id, article, found, shown=shown)])
    reviews.attach(connection, number)
    connection.execute(delete(failures).where(failures.c.source == article.source))
    return outcome


def _refuse_forgotten(connection: Connection, article: Article) -> None:
    if connection.execute(select(forgotten.c.hash).limit(1)).scalar() is None:
        return
    # Articles forgotten by onrecord 0.1 are known by their texts to the letter.
    keys = [keyed_hash(connection, key) for key in (*forgetting_keys(article), f"text {article.text}")]
    day = connection.execute(select(forgotten.c.at).where(forgotten.c.hash.in_(keys))).scalar()
    if day is not None:
        raise ForgottenError(
            f"was forgotten on {day[:10]} and isn't added again", remedy="see docs/record.md, Forgetting"
        )


def forgetting_keys(article: Article) -> list[str]:
    """What an article is known by when it was forgotten: the words of its text, and its address."""
    return [f"words {' '.join(article.text.split())}", *([f"url {article.url}"] if article.url else [])]


def redacted_hash(connection: Connection, text: str) -> str:
    """What stands as the hash of a redacted text: one that tells nothing of the text before."""
    return _KEYED + keyed_hash(connection, f"redacted {text}")


def has_hash(connection: Connection, text: str, stored: str) -> bool:
    """Whether a text is the one that its hash was made of."""
    made = redacted_hash(connection, text) if is_redacted(stored) else text_hash(text)
    return hmac.compare_digest(made, stored)


def is_redacted(stored: str) -> bool:
    """Whether a hash is that of a redacted text."""
    return stored.startswith(_KEYED)


def keyed_hash(connection: Connection, words: str) -> str:
    """A hash that tells nothing to those who don't have the record's key."""
    return hmac.new(_secret(connection).encode(), words.encode(), sha256).hexdigest()


def _reader(connection: Connection, article: int) -> ModelVersion | None:
    """The model that read an article last."""
    query = select(models.c.name, models.c.version).join(articles).where(articles.c.number == article)
    row = connection.execute(query).one_or_none()
    return ModelVersion(row.name, row.version) if row else None


def _secret(connection: Connection) -> str:
    found = connection.execute(select(meta.c.value).where(meta.c.key == "secret")).scalar()
    if found is None:
        found = secrets.token_hex(32)
        connection.execute(insert(meta).values(key="secret", value=found))
    return found


def model_number(connection: Connection, model: ModelVersion | None) -> int | None:
    """The number of what read an article, which is noted where it is new."""
    if model is None:
        return None
    same: ColumnElement[bool] = (models.c.name == model.name) & (models.c.version == model.version)
    number = connection.execute(select(models.c.number).where(same)).scalar()
    if number is None:
        values = {"name": model.name, "version": model.version, "firsthand": model.name in READERS}
        number = connection.execute(insert(models).values(values).returning(models.c.number)).scalar_one()
    return int(number)


def _insert_article(connection: Connection, article: Article, reader: int | None) -> tuple[int, int]:
    """Store an article; return its number and which version of its URL it is."""
    same_url = articles.c.url == article.url if article.url else false()
    older = connection.execute(select(articles.c.number).where(same_url).order_by(articles.c.number)).scalars().all()
    _retire(connection, older)
    version = len(older) + 1
    row = {**article_row(article), "version": version, "current": True, "model": reader, "added": now()}
    number = int(connection.execute(insert(articles).values(row).returning(articles.c.number)).scalar_one())
    reviews.carry_over(connection, older[-1:], number)
    return number, version


def _retire(connection: Connection, older: Sequence[int]) -> None:
    """Hide the statements of older versions, and take them out of their clusters."""
    if older:
        of_them = statements.c.article.in_(older)
        clusters.leave(connection, connection.execute(select(statements.c.number).where(of_them)).scalars().all())
        connection.execute(update(statements).where(of_them).values(shown=False))
        connection.execute(update(articles).where(articles.c.number.in_(older)).values(current=False))


def _remove_statements(connection: Connection, article: int) -> None:
    numbers = connection.execute(select(statements.c.number).where(statements.c.article == article)).scalars().all()
    clusters.leave(connection, numbers)
    connection.execute(delete(statements).where(statements.c.article == article))
    connection.execute(delete(entities).where(entities.c.article == article))


@dataclass(frozen=True, slots=True)
class Placed:
    """An article under its number in the record, with the statements to be put beside it."""

    number: int
    article_id: str
    article: Article
    found: Sequence[Statement]
    shown: bool = True


def insert_statements(connection: Connection, placed: Sequence[Placed]) -> None:
    """Store the statements of articles that have none, who speaks in them, and which of them share their words."""
    rows: list[dict[str, Any]] = []
    spoken: list[Spoken] = []
    first = connection.execute(select(func.coalesce(func.max(statements.c.number), 0))).scalar_one() + 1
    for one in placed:
        numbered = [(first + len(rows) + k, statement) for k, statement in enumerate(one.found)]
        rows += (
            {
                **statement_row(s), "number": number, "article": one.number, "shown": one.shown,
                "day": day_of(s, one.article.published),
            }
            for number, s in numbered
        )  # fmt: skip
        spoken.append(Spoken(one.number, one.article_id, one.article.outlet, one.article.text, numbered))
    if not rows:
        return
    insert_rows(connection, statements, rows)
    set_speakers(connection, spoken, fresh=True)
    clusters.join(connection, [row["number"] for row in rows if row["shown"]])
