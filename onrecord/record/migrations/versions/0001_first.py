"""The first tables of the record, and the full-text index over the words of statements."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_SQLITE_INDEX = (
    'CREATE VIRTUAL TABLE statements_fts USING fts5(words, content="statements", content_rowid="number",'
    ' tokenize="porter unicode61 remove_diacritics 2")',
    "CREATE TRIGGER statements_inserted AFTER INSERT ON statements BEGIN"
    " INSERT INTO statements_fts(rowid, words) VALUES (new.number, new.words); END",
    "CREATE TRIGGER statements_deleted AFTER DELETE ON statements BEGIN"
    " INSERT INTO statements_fts(statements_fts, rowid, words) VALUES ('delete', old.number, old.words); END",
    "CREATE TRIGGER statements_changed AFTER UPDATE OF words ON statements BEGIN"
    " INSERT INTO statements_fts(statements_fts, rowid, words) VALUES ('delete', old.number, old.words);"
    " INSERT INTO statements_fts(rowid, words) VALUES (new.number, new.words); END",
)
_POSTGRESQL_INDEX = (
    "ALTER TABLE statements ADD COLUMN words_index tsvector GENERATED ALWAYS AS (to_tsvector('english', words)) STORED",
    "CREATE INDEX statements_words_index ON statements USING gin (words_index)",
)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "clusters",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("clusters_pk")),
        sa.UniqueConstraint("id", name=op.f("clusters_id_key")),
    )
    op.create_table(
        "failures",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("source", name=op.f("failures_pk")),
    )
    op.create_table(
        "forgotten",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("forgotten_pk")),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("meta_pk")),
    )
    op.create_table(
        "models",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("models_pk")),
        sa.UniqueConstraint("name", "version", name=op.f("models_name_version_key")),
    )
    op.create_table(
        "people",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["canonical"], ["people.number"], name=op.f("people_canonical_fk")),
        sa.PrimaryKeyConstraint("number", name=op.f("people_pk")),
        sa.UniqueConstraint("id", name=op.f("people_id_key")),
    )
    op.create_index(op.f("people_canonical"), "people", ["canonical"], unique=False)
    op.create_table(
        "articles",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("authors", sa.JSON(), nullable=False),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("published_at", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("model", sa.Integer(), nullable=True),
        sa.Column("flag", sa.String(), nullable=True),
        sa.Column("flag_note", sa.Text(), nullable=True),
        sa.Column("added", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["model"], ["models.number"], name=op.f("articles_model_fk"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("number", name=op.f("articles_pk")),
        sa.UniqueConstraint("id", name=op.f("articles_id_key")),
    )
    op.create_index(op.f("articles_outlet_published"), "articles", ["outlet", "published"], unique=False)
    op.create_index(op.f("articles_published"), "articles", ["published"], unique=False)
    op.create_index(op.f("articles_url"), "articles", ["url"], unique=False)
    op.create_table(
        "judgements",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("other", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("undone", sa.String(), nullable=True),
        sa.Column("undone_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["other"], ["people.number"], name=op.f("judgements_other_fk"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["people.number"], name=op.f("judgements_person_fk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("judgements_pk")),
    )
    op.create_index(op.f("judgements_other"), "judgements", ["other"], unique=False)
    op.create_index(op.f("judgements_person"), "judgements", ["person"], unique=False)
    op.create_table(
        "names",
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("last", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.number"], name=op.f("names_person_fk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person", "folded", name=op.f("names_pk")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("names_folded"), "names", ["folded"], unique=False)
    op.create_index(op.f("names_last"), "names", ["last"], unique=False)
    op.create_table(
        "entities",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("context", sa.Text(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["articles.number"], name=op.f("entities_article_fk"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person"], ["people.number"], name=op.f("entities_person_fk"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("number", name=op.f("entities_pk")),
        sa.UniqueConstraint("article", "name", "type", "named", name=op.f("entities_article_name_type_named_key")),
    )
    op.create_index(op.f("entities_folded"), "entities", ["folded"], unique=False)
    op.create_index(op.f("entities_person"), "entities", ["person"], unique=False)
    op.create_table(
        "statements",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("happened", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=True),
        sa.Column("speaker_type", sa.String(), nullable=True),
        sa.Column("speaker_named", sa.Boolean(), nullable=True),
        sa.Column("said", sa.String(), nullable=True),
        sa.Column("said_earliest", sa.String(), nullable=True),
        sa.Column("said_latest", sa.String(), nullable=True),
        sa.Column("said_basis", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("spans", sa.JSON(), nullable=False),
        sa.Column("machine", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("cluster", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.number"], name=op.f("statements_article_fk"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["cluster"], ["clusters.number"], name=op.f("statements_cluster_fk"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("statements_pk")),
        sa.UniqueConstraint("id", name=op.f("statements_id_key")),
    )
    op.create_index(op.f("statements_article"), "statements", ["article"], unique=False)
    op.create_index(
        "statements_cluster",
        "statements",
        ["cluster"],
        unique=False,
        sqlite_where=sa.text("cluster IS NOT NULL"),
        postgresql_where=sa.text("cluster IS NOT NULL"),
    )
    op.create_index(op.f("statements_day_number"), "statements", ["day", "number"], unique=False)
    op.create_table(
        "fingerprints",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.number"], name=op.f("fingerprints_statement_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("hash", "statement", name=op.f("fingerprints_pk")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("fingerprints_statement"), "fingerprints", ["statement"], unique=False)
    op.create_table(
        "mentions",
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entity"], ["entities.number"], name=op.f("mentions_entity_fk"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.number"], name=op.f("mentions_statement_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("statement", "place", name=op.f("mentions_pk")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("mentions_entity"), "mentions", ["entity"], unique=False)
    op.create_table(
        "reviews",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Integer(), nullable=True),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("selector", sa.JSON(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("undone", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["article"], ["articles.number"], name=op.f("reviews_article_fk"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["statement"], ["statements.number"], name=op.f("reviews_statement_fk"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("reviews_pk")),
    )
    op.create_index(op.f("reviews_article"), "reviews", ["article"], unique=False)
    op.create_index(op.f("reviews_statement"), "reviews", ["statement"], unique=False)
    _full_text()


def _full_text() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _SQLITE_INDEX if is_sqlite else _POSTGRESQL_INDEX:
        op.execute(statement)
