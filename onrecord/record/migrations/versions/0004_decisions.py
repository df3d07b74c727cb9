"""One table for all that people decide, and what is a primary source as a column of its own.

The decisions of the tables before (``judgements``, ``reviews``, ``changes``) are carried over, judgements under their
numbers, for these are what ``onrecord undo`` is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0004"
down_revision = "0003"

_FIRSTHAND = ("transcript", "posts", "document")
_JSON = sa.JSON(none_as_null=True)
_DECISIONS = sa.table(
    "decisions",
    *(sa.column(name) for name in ("number", "about", "verdict", "by", "at", "why", "batch", "undone_by", "undone_at")),
    *(sa.column(name) for name in ("article", "statement", "other_article", "person", "other_person")),
    *(sa.column("value", sa.JSON()), sa.column("words", _JSON), sa.column("other_words", _JSON)),
)
_NOTHING = dict.fromkeys(_DECISIONS.c.keys())


def upgrade() -> None:
    """Make the table, carry over what was decided, drop the tables before."""
    _make()
    connection = op.get_bind()
    before = [sa.Table(name, sa.MetaData(), autoload_with=connection) for name in ("judgements", "reviews", "changes")]
    rows = list(_carried(*before))
    if rows:
        connection.execute(sa.insert(_DECISIONS), rows)
        if connection.dialect.name == "postgresql":
            op.execute(
                "SELECT setval(pg_get_serial_sequence('decisions', 'number'), (SELECT max(number) FROM decisions))"
            )
        context.config.attributes["told"].append(f"{len(rows)} decisions now stand in one table, decisions")
    for table in before:
        op.drop_table(table.name)
    _mark_firsthand()


def _make() -> None:
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=True),
        sa.Column("words", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("statement", sa.Integer(), nullable=True),
        sa.Column("other_article", sa.Integer(), nullable=True),
        sa.Column("other_words", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.Column("other_person", sa.Integer(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.String(), nullable=True),
        *_keys(),
        sa.PrimaryKeyConstraint("number", name=op.f("decisions_pk")),
    )
    for name in ("statement", "article", "other_article", "person", "other_person"):
        op.create_index(op.f(f"decisions_{name}"), "decisions", [name], unique=False)


def _keys() -> Iterator[sa.ForeignKeyConstraint]:
    for name, to, gone in (
        ("article", "articles", "CASCADE"),
        ("other_article", "articles", "CASCADE"),
        ("statement", "statements", "SET NULL"),
        ("person", "people", "CASCADE"),
        ("other_person", "people", "CASCADE"),
    ):
        yield sa.ForeignKeyConstraint([name], [f"{to}.number"], name=op.f(f"decisions_{name}_fk"), ondelete=gone)


def _carried(judgements: sa.Table, reviews: sa.Table, changes: sa.Table) -> Iterator[dict[str, Any]]:
    """The rows of the three tables as decisions. What one person corrected in a statement at one time is a batch."""
    connection, batch, last = op.get_bind(), 0, 0
    for row in connection.execute(sa.select(judgements).order_by(judgements.c.number)).mappings():
        batch, last = batch + 1, row["number"]
        yield {
            **_common(row), "number": last, "batch": batch, "about": "people",
            "verdict": "rename" if row["verdict"] == "name" else row["verdict"], "value": row["name"],
            "person": row["person"], "other_person": row["other"], "undone_by": row["undone_by"],
        }  # fmt: skip
    before: tuple[Any, ...] = ()
    for row in connection.execute(sa.select(reviews).order_by(reviews.c.number)).mappings():
        stroke = (row["article"], row["selector"]["statement"], row["who"], row["at"], row["undone"])
        batch, last, before = batch + (stroke != before), last + 1, stroke
        yield {
            **_common(row), "number": last, "batch": batch, "about": "statement", "verdict": row["field"],
            "value": row["value"], "article": row["article"], "statement": row["statement"], "words": row["selector"],
            "why": row["why"],
        }  # fmt: skip
    for row in connection.execute(sa.select(changes).order_by(changes.c.number)).mappings():
        batch, last = batch + 1, last + 1
        yield {
            **_common(row), "number": last, "batch": batch, "about": "change", "verdict": row["verdict"],
            "article": row["earlier_article"], "words": row["earlier"], "other_article": row["later_article"],
            "other_words": row["later"], "why": row["note"],
        }  # fmt: skip


def _common(row: sa.RowMapping) -> dict[str, Any]:
    return {**_NOTHING, "by": row["who"], "at": row["at"], "undone_at": row["undone"]}


def _mark_firsthand() -> None:
    # The default stays: to take it away SQLite would make the table anew, and the articles would lose their readers.
    op.add_column("models", sa.Column("firsthand", sa.Boolean(), nullable=False, server_default=sa.false()))
    named = sa.table("models", sa.column("name"), sa.column("firsthand", sa.Boolean()))
    op.execute(named.update().where(named.c.name.in_(_FIRSTHAND)).values(firsthand=True))
