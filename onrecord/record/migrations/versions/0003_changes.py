"""What people decided about candidates for a changed position."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "changes",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("earlier_article", sa.Integer(), nullable=False),
        sa.Column("later_article", sa.Integer(), nullable=False),
        sa.Column("earlier", sa.JSON(), nullable=False),
        sa.Column("later", sa.JSON(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("undone", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["earlier_article"], ["articles.number"], name=op.f("changes_earlier_article_fk"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["later_article"], ["articles.number"], name=op.f("changes_later_article_fk"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("changes_pk")),
    )
    op.create_index(op.f("changes_earlier_article"), "changes", ["earlier_article"], unique=False)
    op.create_index(op.f("changes_later_article"), "changes", ["later_article"], unique=False)
