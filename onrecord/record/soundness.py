"""Whether a record is as it should be: its file, its full-text index, spans, versions, clusters, people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

from sqlalchemy import Connection, delete, func, or_, select, text, update
from sqlalchemy.exc import DBAPIError

from ..dates import days
from ..errors import DamagedError
from ..statement import (
    Act,
    Attribution,
    ChannelType,
    Happened,
    Kind,
    Said,
    SpeakerType,
    Statement,
    statement_id,
)
from .database import UNSCRUBBED, Database
from .rows import Row, article_of, day_of, statement_of
from .store import Record, has_hash, is_redacted
from .tables import articles, clusters, entities, fingerprints, mentions, meta, people, statements

#: A look at one side of the record, repairing where it may.
Check = Callable[..., Iterator["Problem"]]
#: What is told of values that can be worked out anew.
_WORKED_OUT = {
    "words": "its words aren't those of the text", "day": "it is sorted under another day than it was said",
    "said_earliest": "its first day isn't that of when it was said",
    "said_latest": "its last day isn't that of when it was said",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the record that isn't as it should be, whether it was repaired, and whether the file is damaged."""

    where: str
    what: str
    repaired: bool
    damage: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"where": self.where, "what": self.what, "repaired": self.repaired}


def find_problems(record: Record, *, repair: bool) -> list[Problem]:
    """Look for what isn't as it should be; with ``repair`` put right what can be worked out anew.

    What can't be read at all is told, and doesn't keep the rest from being looked at.
    """
    database = record.database
    checks: list[tuple[str, Check]] = []
    if database.is_sqlite:
        checks += [("keys", _check_keys), ("full-text index", _check_index)]
    checks += [("pending work", _check_pending), ("articles", _check_articles), ("versions", _check_versions)]
    checks += [("clusters", _check_clusters), ("people", _check_people), ("speakers", _check_speakers)]
    found = list(_check_file(database)) if database.is_sqlite else []
    for name, check in checks:
        try:
            with database.writing() if database.may_write else database.reading() as connection:
                found += check(connection, repair=repair)
        except DamagedError as error:
            found.append(Problem(name, f"{error.message}; restore a backup", repaired=False, damage=True))
    return found


def _check_file(database: Database) -> Iterator[Problem]:
    """SQLite's own look at the file."""
    try:
        with database.reading() as connection:
            for (line,) in connection.execute(text("PRAGMA integrity_check(20)")):
                if line != "ok":
                    yield Problem("file", f"{line}; restore a backup", repaired=False, damage=True)
    except DamagedError as error:
        yield Problem("file", f"{error.message}; restore a backup", repaired=False, damage=True)


def _check_keys(connection: Connection, *, repair: bool) -> Iterator[Problem]:
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Problem(f"{row[0]} {row[1]}", f"refers to a row of {row[2]} that isn't there", repaired=False)


def _check_index(connection: Connection, *, repair: bool) -> Iterator[Problem]:
    """The full-text index must have the words of the statements. It can't be asked where nothing can be written."""
    try:
        with connection.begin_nested():
            connection.execute(text("INSERT INTO statements_fts(statements_fts, rank) VALUES ('integrity-check', 1)"))
    except DBAPIError as error:
        if "readonly" in str(error.orig):
            return
        if repair:
            connection.execute(text("INSERT INTO statements_fts(statements_fts) VALUES ('rebuild')"))
        yield Problem("full-text index", f"doesn't fit the statements ({type(error).__name__})", repaired=repair)


def _check_pending(connection: Connection, *, repair: bool) -> Iterator[Problem]:
    """Something was forgotten, and the file not packed since; ``verify --repair`` ends with that."""
    if connection.execute(select(meta.c.key).where(meta.c.key == UNSCRUBBED)).scalar():
        yield Problem("file", "holds traces of what was forgotten", repaired=repair)


def _check_articles(connection: Connection, *, repair: bool) -> Iterator[Problem]:
    """A text must be the one that was added, and its statements what can be said of it."""
    for number in connection.execute(select(articles.c.number).order_by(articles.c.number)).scalars().all():
        row = connection.execute(select(articles).where(articles.c.number == number)).mappings().one()
        article = f"article {row['id']}"
        if not has_hash(connection, row["text"], row["hash"]):
            yield Problem(article, "its text isn't the one that was added; restore a backup", repaired=False)
        elif not is_redacted(row["hash"]) and article_of(row).id != row["id"]:
            yield Problem(article, "its address isn't the one that was added; restore a backup", repaired=False)
        for each in _statements_of(connection, number):
            if isinstance(each, int):
                yield _unreadable(article, each)
                continue
            try:
                yield from _check_statement(connection, row, each, repair=repair)
            except (AttributeError, KeyError, TypeError, ValueError):  # JSON, but not what was written
                yield _unreadable(article, each["number"])


def _unreadable(article: str, statement: int) -> Problem:
    return Problem(article, f"its statement number {statement} can't be read; read the article again", repaired=False)


def _statements_of(connection: Connection, article: int) -> Sequence[Row | int]:
    """The statements of an article; only the number of one whose JSON is none."""
    query = select(statements).where(statements.c.article == article)
    try:
        return connection.execute(query).mappings().all()
    except ValueError:
        pass  # one of them at least is no JSON: which, is found out one by one
    found: list[Row | int] = []
    for number in connection.execute(query.with_only_columns(statements.c.number)).scalars().all():
        try:
            found.append(connection.execute(query.where(statements.c.number == number)).mappings().one())
        except ValueError:
            found.append(number)
    return found


def _check_statement(connection: Connection, article: Row, row: Row, *, repair: bool) -> Iterator[Problem]:
    where, story = f"statement {row['id']}", article["text"]
    if any(not 0 <= a < b <= len(story) for a, b in _pairs(row["spans"])):
        yield Problem(where, "a span lies outside its text; read the article again", repaired=False)
        return
    shown = statement_of(row, story)
    machine = statement_of({**row, **row["machine"]}, story) if row["machine"] else shown
    found = Attribution(machine.source, machine.cue, machine.content, machine.kind, machine.confidence)
    if statement_id(article["id"], found) != row["id"]:
        yield Problem(where, "its spans aren't those that it was added with; read the article again", repaired=False)
    for field in _impossible(shown):
        yield Problem(where, f"its {field} has no value that it can have; read the article again", repaired=False)
    right: dict[str, str | None] = {"words": shown.words}
    if shown.said:
        right["said_earliest"], right["said_latest"] = first, last = _days_of(shown.said)
        shown = replace(shown, said=replace(shown.said, earliest=first, latest=last))
    right["day"] = day_of(shown, article["published"])
    wrong = {name: value for name, value in right.items() if row[name] != value}
    if wrong and repair:
        connection.execute(update(statements).where(statements.c.number == row["number"]).values(wrong))
    for name in wrong:
        yield Problem(where, _WORKED_OUT[name], repaired=repair)


def _impossible(statement: Statement) -> Iterator[str]:
    """The fields of a statement whose values none of its kind can have."""
    values: dict[str, tuple[str, Any]] = {
        "kind": (statement.kind, Kind), "act": (statement.act, Act), "happened": (statement.happened, Happened),
        "channel": (statement.channel.type, ChannelType),
    }  # fmt: skip
    if statement.speaker:
        values["speaker's type"] = (statement.speaker.type, SpeakerType)
    yield from (name for name, (value, allowed) in values.items() if value not in get_args(allowed))
    if not 0 <= statement.confidence <= 1:
        yield "confidence"


def _days_of(said: Said) -> tuple[str | None, str | None]:
    """The first and last day of when something was said; as they stand where the date can't be read."""
    try:
        return days(said.edtf)
    except ValueError:
        return said.earliest, said.latest


def _check_speakers(connection: Connection, *, repair: bool) -> Iterator[Problem]:
    """A statement's speaker is the one whom its mention names."""
    s, e = statements.c, entities.c
    joined = statements.join(mentions, (mentions.c.statement == s.number) & (mentions.c.place == 0)).join(
        entities, mentions.c.entity == e.number
    )
    other = or_(s.speaker.is_(None), s.speaker != e.name, s.speaker_type != e.type, s.speaker_named != e.named)
    query = select(s.number, s.id, e.name, e.type, e.named).select_from(joined).where(other)
    for row in connection.execute(query).all():
        if repair:
            values = {"speaker": row.name, "speaker_type": row.type, "speaker_named": row.named}
            connection.execute(update(statements).where(s.number == row.number).values(values))
        yield Problem(f"statement {row.id}", "its speaker isn't the one it is filed under", repaired=repair)


def _pairs(spans: dict[str, Any]) -> Iterator[tuple[int, int]]:
    for name, value in spans.items():
        if name == "others":
            yield from (s["mention"] for s in value if s["mention"])
        elif name in ("source", "cue", "content"):
            yield from value
        elif name in ("speaker", "said", "channel", "addressee"):
            yield value


def _check_versions(connection: Connection, *, repair: bool) -> Iterator[Problem]:
    """A URL has one current version, and only its statements are shown."""
    many = select(articles.c.url).where(articles.c.current, articles.c.url.is_not(None)).group_by(articles.c.url)
    for (url,) in connection.execute(many.having(func.count() > 1)).all():
        yield Problem(url, "has several current versions; add the page again", repaired=False)
    old = select(articles.c.number).where(~articles.c.current)
    hidden = statements.c.shown & statements.c.article.in_(old)
    count = connection.execute(select(func.count()).select_from(statements).where(hidden)).scalar_one()
    if count:
        if repair:
            connection.execute(update(statements).where(hidden).values(shown=False))
        yield Problem("statements", f"{count} of older versions are shown", repaired=repair)


def _check_clusters(connection: Connection, *, repair: bool) -> Iterator[Problem]:
    """A cluster has statements of two articles at least, a fingerprint a statement."""
    used = select(statements.c.cluster).where(statements.c.cluster.is_not(None)).group_by(statements.c.cluster)
    whole = used.having(func.count(statements.c.article.distinct()) > 1)
    broken = connection.execute(select(clusters.c.number).where(clusters.c.number.not_in(whole))).scalars().all()
    if broken:
        if repair:
            connection.execute(update(statements).where(statements.c.cluster.in_(broken)).values(cluster=None))
            connection.execute(delete(clusters).where(clusters.c.number.in_(broken)))
        yield Problem("clusters", f"{len(broken)} hold one article alone", repaired=repair)
    loose = fingerprints.c.statement.not_in(select(statements.c.number))
    count = connection.execute(select(func.count()).select_from(fingerprints).where(loose)).scalar_one()
    if count:
        if repair:
            connection.execute(delete(fingerprints).where(loose))
        yield Problem("fingerprints", f"{count} belong to no statement", repaired=repair)


def _check_people(connection: Connection, *, repair: bool) -> Iterator[Problem]:
    """A statement with a speaker is mentioned; a named speaker is somebody."""
    spoken = select(mentions.c.statement).where(mentions.c.place == 0)
    lacking = statements.c.speaker.is_not(None) & statements.c.number.not_in(spoken)
    count = connection.execute(select(func.count()).select_from(statements).where(lacking)).scalar_one()
    if count:
        yield Problem("mentions", f"{count} statements lack their speaker; read their articles again", repaired=False)
    nobody = entities.c.named & (entities.c.folded != "") & entities.c.person.is_(None)
    stray = or_(people.c.canonical.is_(None), people.c.canonical.not_in(select(people.c.number)))
    for what, table, where in (("named speakers", entities, nobody), ("people", people, stray)):
        count = connection.execute(select(func.count()).select_from(table).where(where)).scalar_one()
        if count:
            yield Problem(what, f"{count} are nobody; read their articles again", repaired=False)
