"""A record as onrecord 0.1 left it: the tables of migration 0003, with decisions of each of the three kinds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Table, insert, text

import onrecord.record
from onrecord.record import tables
from onrecord.record.engines import address_of, make_engine
from onrecord.record.reviews import place_of
from onrecord.record.rows import article_row, statement_row
from tests.stories import article, statement

STORY = article(
    "“The weir holds,” Ann Holt told the board on Monday. “It leaks,” Ben Marsh said.",
    url="https://courier.example/weir",
)
HOLDS, LEAKS = statement(STORY, "“The weir holds,”", "Ann Holt"), statement(STORY, "“It leaks,”", "Ben Marsh")


def make(place: str, *, articles: int = 0) -> None:
    """Make such a record, with so many more articles."""
    url = address_of(place)
    engine = make_engine(url)
    config = Config()
    config.set_main_option("script_location", str(Path(onrecord.record.__file__).parent / "migrations"))
    with engine.begin() as connection:
        config.attributes.update(connection=connection, told=[])
        command.upgrade(config, "0003")

        def put(table: str | Table, **values: Any) -> None:
            if isinstance(table, Table):
                connection.execute(insert(table).values(values))
                return
            names = ", ".join(f'"{name}"' for name in values)
            connection.execute(
                text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{n}' for n in values)})"),
                {n: json.dumps(v) if isinstance(v, (dict, list)) or n == "value" else v for n, v in values.items()},
            )

        put("models", number=1, name="en", version="1")
        put("models", number=2, name="transcript", version="1")
        common = {"version": 1, "current": True, "added": "2025-11-07T10:00:00+00:00"}
        put(tables.articles, **article_row(STORY), **common, number=1, model=2)
        for k in range(articles):
            other = article(f"“Boat {k} has sailed,” Ann Holt said.")
            put(tables.articles, **article_row(other), **common, number=2 + k, model=1)
        for k, (found, name) in enumerate([(HOLDS, "Ann Holt"), (LEAKS, "Ben Marsh")], start=1):
            put(tables.statements, **statement_row(found), number=k, article=1, day="", shown=True)
            put("people", number=k, id=f"person{k}", name=name, type="person", context="", canonical=k)
            put("names", person=k, folded=name.lower(), last=name.split()[-1].lower())
            put(tables.entities, number=k, article=1, name=name, folded=name.lower(), type="person", named=True,
                context="", person=k)  # fmt: skip
            put("mentions", statement=k, place=0, entity=k)
        noon = {"who": "dana", "at": "2025-11-08T12:00:00+00:00"}
        put("judgements", number=4, verdict="different", person=1, other=2, **noon)
        put("judgements", number=7, verdict="name", person=1, name="Ann Holt-Strand", **noon,
            undone="2025-11-09T12:00:00+00:00", undone_by="tom")  # fmt: skip
        for field, value in (("channel", "speech"), ("speaker", None)):
            put("reviews", article=1, statement=1, field=field, value=value, selector=place_of(HOLDS, STORY.text),
                why="heard it", **noon)  # fmt: skip
        put("changes", earlier_article=1, later_article=1, earlier=place_of(HOLDS, STORY.text),
            later=place_of(LEAKS, STORY.text), verdict="accept", note="the same weir", **noon)  # fmt: skip
        connection.execute(text("UPDATE statements SET channel = 'speech', speaker = NULL WHERE number = 1"))
        connection.execute(text("DELETE FROM mentions WHERE statement = 1"))
        machine = json.dumps(statement_row(HOLDS))
        connection.execute(text("UPDATE statements SET machine = :machine WHERE number = 1"), {"machine": machine})
        if engine.dialect.name == "postgresql":
            for name in ("models", "articles", "statements", "people", "entities", "judgements"):
                connection.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{name}', 'number'), (SELECT max(number) FROM {name}))")
                )
    engine.dispose()
