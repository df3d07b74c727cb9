"""Many articles into a record: read them one by one, annotate them in several processes, write each as it is ready.

What was yielded as added is on disk. A server that is restarted is waited for. Memory doesn't grow with the number of
articles: at most a few are under way.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ..annotation.annotate import annotate
from ..article import Article
from ..errors import InputError, OnrecordError, RecordError
from ..models.attribution import Model
from ..models.process import end_with_parent
from ..sources import Failure, Item
from ..sources.firsthand import VERSION, Prepared
from ..statement import Statement
from .database import patiently
from .store import Added, ModelVersion, Record

if TYPE_CHECKING:
    from pathlib import Path

#: Articles under way for each process: enough that none waits while the record is written.
_AHEAD = 3

#: Begins to annotate an article; calling what it gives waits for the statements.
Begin = Callable[[Article], Callable[[], Sequence[Statement]]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one article, and how many statements were found in it."""

    source: str
    article: str
    added: Added
    statements: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Convert to a line of ``add --json``."""
        return {
            "source": self.source, "outcome": self.added, "article": self.article, "statements": self.statements,
        }  # fmt: skip


def add_all(
    record: Record,
    items: Iterable[Item],
    folder: str | Path | None = None,
    *,
    workers: int = 1,
    again: bool = False,
    loaded: Model | None = None,
) -> Iterator[Outcome | Failure]:
    """Add articles in their order; what can't be added is noted in the record and yielded as a Failure.

    ``folder`` is the model's (the bundled one unless given), ``loaded`` a model in its place. With ``again`` articles
    that another model version has read are read again. Raises ModelError, and RecordError when the record can't be
    written.
    """
    model = loaded or Model.load(folder, threads=None if workers == 1 else 1)
    version = ModelVersion(model.name, model.version)
    with _annotators(model, folder, workers) as begin:
        under_way: deque[_UnderWay | Failure] = deque()
        for item in items:
            under_way.append(item if isinstance(item, Failure) else _begun(record, item, begin, version, again=again))
            while len(under_way) > (_AHEAD * workers if workers > 1 else 0):
                yield _finish(record, under_way.popleft(), again=again)
        while under_way:
            yield _finish(record, under_way.popleft(), again=again)


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """An article whose statements are known or being found (None: it is in the record), and by what."""

    article: Article
    found: Callable[[], Sequence[Statement]] | None
    version: ModelVersion


def _begun(record: Record, item: Article | Prepared, begin: Begin, model: ModelVersion, *, again: bool) -> _UnderWay:
    if isinstance(item, Prepared):
        statements, version = item.statements, ModelVersion(item.reader, VERSION)
        known = patiently(partial(record.has, item.article, version if again else None))
        return _UnderWay(item.article, None if known else lambda: statements, version)
    known = patiently(partial(record.has, item, model if again else None))
    return _UnderWay(item, None if known else begin(item), model)


def _finish(record: Record, item: _UnderWay | Failure, *, again: bool) -> Outcome | Failure:
    if isinstance(item, Failure):
        failure = item
    elif item.found is None:
        return Outcome(item.article.source, item.article.id, "present")
    else:
        try:
            statements = item.found()
            added = patiently(partial(record.add, item.article, statements, item.version, again=again))
            return Outcome(item.article.source, item.article.id, added, 0 if added == "present" else len(statements))
        except InputError as error:
            failure = Failure.of(item.article.source, error)
        except OnrecordError:
            raise
        except Exception as error:  # whatever one article does to us, a night's work must not end with it
            failure = Failure.unforeseen(item.article.source, error)
    patiently(partial(record.fail, failure.source, failure.reason))
    return failure


@contextmanager
def _annotators(model: Model, folder: str | Path | None, workers: int) -> Iterator[Begin]:
    """What annotates: this process itself, or ``workers`` others, each with its own model on one core."""
    if workers == 1:
        yield lambda article: lambda: annotate(article, model)
        return
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import get_context

    def begin(article: Article) -> Callable[[], list[Statement]]:
        future = pool.submit(_annotate, article)

        def finish() -> list[Statement]:
            try:
                return future.result()
            except BrokenProcessPool as error:
                raise RecordError(
                    "a worker was ended from outside (out of memory?)", remedy="try fewer --workers"
                ) from error

        return finish

    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_prepare, initargs=(folder,))
    try:
        yield begin
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


_model: Model | None = None


def _prepare(folder: str | Path | None) -> None:
    global _model  # noqa: PLW0603
    end_with_parent()
    _model = Model.load(folder, threads=1)


def _annotate(article: Article) -> list[Statement]:
    assert _model is not None
    return annotate(article, _model)
