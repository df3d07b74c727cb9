"""What the process beside the server does: check, add, gather positions; each a function of the tools that it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..annotation.annotate import Annotated, annotate_all
from ..article import Metadata
from ..check.checking import Checked, check_all
from ..check.findings import Report
from ..errors import InputError
from ..models.attribution import Model
from ..positions import positions as gather
from ..positions.subjects import subjects_of
from ..positions.voice import whose
from ..record.adding import Outcome, add_all
from ..record.store import Record
from ..sources import Failure, Item, read_article
from ..sources.document import read_document
from ..sources.reading import Reading

#: Most statements shown, those that speak of the subject most strongly, and most subjects.
_MOST, _SUBJECTS = 120, 40


@dataclass(frozen=True, slots=True)
class Document:
    """Something that came with a request: its bytes, and the name to call it by."""

    data: bytes
    name: str
    url: str | None = None


class Tools:
    """A model, and the record twice: drafts are compared with one that is only read."""

    def __init__(self, place: str) -> None:
        self._place = place
        # One core: what is left is the server's own, which answers others meanwhile.
        self.model = Model.load(threads=1)

    @cached_property
    def record(self) -> Record:
        """The record, to be read only."""
        return Record.open(self._place, create=False, read_only=True)

    @cached_property
    def written(self) -> Record:
        """The record, to be added to."""
        return Record.open(self._place, create=False)


def check_draft(tools: Tools, draft: Document, told: Metadata, sources: Sequence[Document]) -> Report:
    """Compare a draft with the record, and with sources that came with it. Raises InputError."""
    article = read_article(draft.data, source=draft.name, override=told)
    given = (read_document(source.data, Reading(), source=source.name) for source in sources)
    beside = [source for source in annotate_all(given, tools.model) if isinstance(source, Annotated)]
    (checked,) = (c for c in check_all([article], tools.model, tools.record, beside) if isinstance(c, Checked))
    return checked.report


def add_text(tools: Tools, text: Document, told: Metadata) -> list[Outcome | Failure]:
    """Read a text and add it."""
    try:
        item: Item = read_article(text.data, source=text.name, url=text.url, override=told)
    except InputError as error:
        item = Failure.of(text.name, error)
    return add_items(tools, [item])


def add_items(tools: Tools, items: Sequence[Item]) -> list[Outcome | Failure]:
    """Add what was read."""
    return list(add_all(tools.written, items, loaded=tools.model))


def positions(tools: Tools, person: str, about: str, toward: str | None) -> dict[str, Any]:
    """A person's positions on a subject (format ``onrecord-positions/1``). Raises UnknownError, UsageError."""
    return gather(tools.record, person, about, toward, limit=_MOST).to_dict()


def subjects(tools: Tools, person: str) -> dict[str, Any]:
    """What a person speaks about (format ``onrecord-subjects/1``). Raises UnknownError."""
    return subjects_of(tools.record, whose(tools.record, person), limit=_SUBJECTS).to_dict()
