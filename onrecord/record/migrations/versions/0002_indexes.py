"""Indexes for the queue of reviews (the least sure first) and for what was added when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make them."""
    op.create_index(
        "statements_least_sure", "statements", ["confidence", "number"], unique=False,
        sqlite_where=sa.text("shown = 1"), postgresql_where=sa.text("shown"),
    )  # fmt: skip
    op.create_index(op.f("articles_added"), "articles", ["added"], unique=False)
