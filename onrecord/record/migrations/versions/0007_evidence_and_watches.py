"""What was fetched and how it looked later (captures), what is watched for, and what was told of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "captures",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(), nullable=True),
        sa.Column("packed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.number"], name=op.f("captures_article_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("captures_pk")),
    )  # fmt: skip
    op.create_index(op.f("captures_article"), "captures", ["article"], unique=False)
    op.create_table(
        "watches",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.Column("feeds", sa.JSON(), nullable=False),
        sa.Column("webhook", sa.Text(), nullable=True),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("made", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("watches_pk")),
        sa.UniqueConstraint("name", name=op.f("watches_name_key")),
    )
    op.create_table(
        "news",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("watch", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(), nullable=True),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("told", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["watch"], ["watches.number"], name=op.f("news_watch_fk"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["article"], ["articles.number"], name=op.f("news_article_fk"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("number", name=op.f("news_pk")),
        sa.UniqueConstraint("watch", "key", name=op.f("news_watch_key_key")),
    )
    op.create_index(op.f("news_article"), "news", ["article"], unique=False)
