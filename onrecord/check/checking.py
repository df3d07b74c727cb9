"""From drafts to reports: the one way for the command line, the web page and the API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..annotation.annotate import Annotated, annotate_all
from ..sources import Failure, Item
from .draft import check
from .findings import Report

if TYPE_CHECKING:
    from ..models.attribution import Model
    from ..record.store import Record


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft and what was found on it."""

    draft: Annotated
    report: Report


def check_all(
    drafts: Iterable[Item], model: Model, record: Record | None, sources: Sequence[Annotated] = ()
) -> Iterator[Checked | Failure]:
    """Read who says what in each draft and compare it with the record and with sources given beside it, one by one.

    Nothing of a draft is written; failures pass through.
    """
    for draft in annotate_all(drafts, model):
        yield draft if isinstance(draft, Failure) else Checked(draft, check(draft, record, sources))
