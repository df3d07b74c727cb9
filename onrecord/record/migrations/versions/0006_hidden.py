"""An index of the few statements that aren't shown, so that counting those that are needn't look up each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make it."""
    op.create_index(
        "statements_hidden", "statements", ["number"], unique=False,
        sqlite_where=sa.text("shown = 0"), postgresql_where=sa.text("NOT shown"),
    )  # fmt: skip
