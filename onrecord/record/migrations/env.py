"""Runs the migrations on the connection that ``database`` hands over, within its transaction."""

from __future__ import annotations

from alembic import context

from onrecord.record.tables import metadata


def _is_ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    """Leave the full-text index, which the migrations make by hand, out of comparisons."""
    return not (kind == "table" and (name or "").startswith("statements_fts"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_object=_is_ours,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
