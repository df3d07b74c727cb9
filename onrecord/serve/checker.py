"""Checking drafts: one at a time, in memory, against a record that is only read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from anyio import CapacityLimiter, to_thread

from ..annotation.annotate import Annotated, annotate_all
from ..article import Metadata
from ..check.draft import check
from ..check.findings import Report
from ..models.attribution import Model
from ..record.store import Record
from ..sources import read_article
from ..sources.document import read_document
from ..sources.reading import Reading


@dataclass(frozen=True, slots=True)
class Document:
    """Something that came with a request: its bytes, and the name to call it by."""

    data: bytes
    name: str


class Checker:
    """Checks drafts with one model, which is loaded when the first draft comes.

    ``turn`` is what all work with models waits for: more than one at a time would only share the processors. Who waits
    holds no thread.
    """

    def __init__(self, place: str) -> None:
        self._record = Record.open(place, create=False, read_only=True)
        self.turn = CapacityLimiter(1)

    def close(self) -> None:
        """Give the record back."""
        self._record.close()

    async def check(self, draft: Document, *, published: str | None, sources: Sequence[Document] = ()) -> Report:
        """Compare a draft with the record, and with sources that came with it. Nothing of them is kept.

        Raises InputError when one of them can't be read.
        """
        return await to_thread.run_sync(self._check, draft, published, sources, limiter=self.turn)

    @cached_property
    def _model(self) -> Model:
        return Model.load()

    def _check(self, draft: Document, published: str | None, sources: Sequence[Document]) -> Report:
        article = read_article(draft.data, source=draft.name, override=Metadata(published=published))
        beside = [read_document(source.data, Reading(), source=source.name) for source in sources]
        told, *others = (a for a in annotate_all([article, *beside], self._model) if isinstance(a, Annotated))
        return check(told, self._record, others)
