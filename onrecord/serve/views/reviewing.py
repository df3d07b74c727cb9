"""What waits for a review, one at a time, in its context."""

from __future__ import annotations

from typing import Any

from ...corrections import review as reviewing
from ...display.context import context_of
from ...record.store import Record


def review(record: Record, *, by: str, second: bool = False, statement: str | None = None) -> dict[str, Any]:
    """The statement to look at next (or a certain one), how far the work is, and how far people agree.

    Raises UnknownError when there is no such ``statement``.
    """
    if statement:
        waiting = [reviewing.task(record, statement, as_found=second)]
    else:
        waiting = reviewing.queue(record, by=by, second=second, limit=1)
    task = waiting[0] if waiting else None
    around = context_of(task.hit.statement, record.article(task.hit.article.id).text).to_dict() if task else None
    return {
        "task": task.to_dict() if task else None,
        "context": around,
        "second": second,
        "progress": reviewing.progress(record, by=by).to_dict(),
        "agreement": reviewing.agreement(record).to_dict(),
    }
