"""Where texts are handed in: drafts to be checked, articles to be added, positions to be gathered.

The work is done beside the server (``tasks``), one thing at a time: more would only share the processors.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from anyio import CapacityLimiter

from ..article import Metadata
from ..check.findings import Report
from ..record.adding import Outcome
from ..sources import Failure
from . import tasks
from .fetching import fetch, no_tools
from .tasks import Document, Tools
from .worker import Worker

#: A feed's address gives many articles; the rest of them comes with "onrecord add".
_MOST_ARTICLES = 20
#: Addresses fetched at one time, each in a process that ends with it.
_FETCHES = 4


class Desk:
    """Has texts read with one model, in a process that begins when it is first needed.

    ``seconds`` is how long a text may take there; an address gets twice as long to be fetched, as pages that a feed
    points to are asked for with pauses. The model isn't held meanwhile.
    """

    def __init__(self, place: str, *, seconds: float) -> None:
        self._seconds = seconds
        self._fetches = CapacityLimiter(_FETCHES)
        self.worker = Worker(partial(Tools, place), seconds=seconds)

    def close(self) -> None:
        """End the process."""
        self.worker.close()

    async def check(self, draft: Document, *, published: str | None, sources: Sequence[Document] = ()) -> Report:
        """Compare a draft with the record, and with sources that came with it. Nothing of them is kept.

        Raises InputError when one of them can't be read.
        """
        return await self.worker.run(tasks.check_draft, draft, Metadata(published=published), sources)

    async def add_text(self, text: Document, told: Metadata) -> list[Outcome | Failure]:
        """Add an article by its text."""
        return await self.worker.run(tasks.add_text, text, told)

    async def add_address(self, url: str, told: Metadata) -> list[Outcome | Failure]:
        """Add what is at an address, or what a feed there points to. Other work has its turn between two articles."""
        async with self._fetches:
            fetcher = Worker(no_tools, seconds=2 * self._seconds)
            try:
                items = await fetcher.run(fetch, url, told, _MOST_ARTICLES)
            finally:
                fetcher.close()
        return [outcome for item in items for outcome in await self.worker.run(tasks.add_items, [item])]

    async def positions(self, person: str, about: str, toward: str) -> dict[str, Any]:
        """What a person has said about a subject. Raises UnknownError, UsageError."""
        return await self.worker.run(tasks.positions, person, about.strip(), toward.strip() or None)

    async def subjects(self, person: str) -> dict[str, Any]:
        """What a person speaks about. Raises UnknownError."""
        return await self.worker.run(tasks.subjects, person)
