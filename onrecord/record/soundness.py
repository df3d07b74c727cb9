"""Whether a record is as it should be: its file, its full-text index, spans, versions, clusters, people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, or_, select, text, update

from .rows import statement_of
from .store import Record
from .tables import articles, clusters, entities, fingerprints, mentions, people, statements


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the record that isn't as it should be, and whether it was repaired."""

    where: str
    what: str
    repaired: bool

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"where": self.where, "what": self.what, "repaired": self.repaired}


def find_problems(record: Record, *, repair: bool) -> list[Problem]:
    """Look for what isn't as it should be; with ``repair`` put right what can be worked out anew."""
    with record.database.writing() as connection:
        found = list(_check_database(connection, repair=repair)) if record.database.is_sqlite else []
        found += _check_spans(connection, repair=repair)
        found += _check_versions(connection, repair=repair)
        found += _check_clusters(connection, repair=repair)
        found += _check_people(connection)
    return found


def _check_database(connection: Connection, *, repair: bool) -> Iterator[Problem]:
    for (line,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if line != "ok":
            yield Problem("file", f"{line}; restore a backup", repaired=False)
    for row in connection.execute(text("PRAGMA foreign_key_check")):
        yield Problem(f"{row[0]} {row[1]}", f"refers to a row of {row[2]} that isn't there", repaired=False)
    try:
        with connection.begin_nested():
            connection.execute(text("INSERT INTO statements_fts(statements_fts, rank) VALUES ('integrity-check', 1)"))
    except Exception as error:  # whichever error the driver has for a corrupt index
        if repair:
            connection.execute(text("INSERT INTO statements_fts(statements_fts) VALUES ('rebuild')"))
        yield Problem("full-text index", f"doesn't fit the statements ({type(error).__name__})", repaired=repair)


def _check_spans(connection: Connection, *, repair: bool) -> Iterator[Problem]:
    """Every span must lie inside its text, and a statement's words must be those of its spans."""
    for article in connection.execute(select(articles.c.number).order_by(articles.c.number)).scalars().all():
        story = connection.execute(select(articles.c.text).where(articles.c.number == article)).scalar_one()
        for row in connection.execute(select(statements).where(statements.c.article == article)).mappings().all():
            where = f"statement {row['id']}"
            if any(not 0 <= a < b <= len(story) for a, b in _pairs(row["spans"])):
                yield Problem(where, "a span lies outside its text; read the article again", repaired=False)
                continue
            words = statement_of(row, story).words
            if words != row["words"]:
                if repair:
                    ours = statements.c.number == row["number"]
                    connection.execute(update(statements).where(ours).values(words=words))
                yield Problem(where, "its words aren't those of the text", repaired=repair)


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


def _check_people(connection: Connection) -> Iterator[Problem]:
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
