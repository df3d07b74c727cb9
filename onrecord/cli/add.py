"""``onrecord add``: articles into the record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from .inputs import Inputs, input_options
from .options import json_option, record_option
from .output import DONE, FINDINGS, UNUSABLE, notice, print_json, progress

if TYPE_CHECKING:
    from ..record.adding import Outcome
    from ..record.store import Record
    from ..sources import Failure

#: From so many articles on, starting other processes pays.
_MANY = 20
_SUMMARY = ("added", "new version", "read again", "present", "forgotten", "failed")


@click.command()
@input_options
@record_option
@json_option
@click.option("--model", "folder", metavar="NAME", help="The model: en, en-fast (quicker), or a model folder [en].")
@click.option("--workers", type=click.IntRange(1), metavar="N", help="Processes that read [one a core for many].")
@click.option("--keep-source", is_flag=True, help="Keep the bytes as they came, with headers, time and SHA-256.")
@click.option("--again", is_flag=True, help="Read again what another version of the model has read.")
def add(
    inputs: Inputs, place: str, as_json: bool, folder: str | None, workers: int | None, keep_source: bool, again: bool
) -> None:
    """Read articles and keep what they say in a record.

    Takes what "onrecord read" takes. What is in the record already is passed over, so that an interrupted run goes on
    where it stopped; a page whose text has changed becomes a new version. What can't be read is told, noted in the
    record (see "onrecord stats") and doesn't stop the rest. A folder that "onrecord scale" has made is loaded as it is.

    \b
    Examples:
      onrecord add stories/
      onrecord add https://example.com/story.html --record news.db
      onrecord add https://example.com/feed.xml --keep-source
      onrecord add debates/ --as transcript
      onrecord add archive/ --workers 4 --record postgresql://desk@db.example/news
      onrecord add shards/ --record postgresql://desk@db.example/news

    Exit status: 0 all is in the record, 1 something couldn't be added, 2 nothing could be done.
    """
    from ..models.folder import processor_count
    from ..record.adding import add_all
    from ..record.feeds import known_feeds, remember_feeds
    from ..record.store import Record

    workers = workers or (processor_count() if inputs.places >= _MANY else 1)
    counts: Counter[str] = Counter()
    with Record.open(place) as record, progress(inputs.places) as advance:
        for shards in inputs.shards:
            counts += _load(record, shards, as_json=as_json)
        inputs.feeds.update(known_feeds(record))
        for outcome in add_all(record, inputs.items, folder, workers=workers, again=again):
            counts[_report(outcome, as_json=as_json)] += 1
            counts["statements"] += getattr(outcome, "statements", 0)
            _keep(record, outcome, inputs)
            advance()
        remember_feeds(record, inputs.feeds)
    notice(_summary(counts, place))
    failed = counts["failed"]
    nothing = failed == counts.total() - counts["statements"]
    raise click.exceptions.Exit((UNUSABLE if nothing else FINDINGS) if failed else DONE)


def _load(record: Record, folder: str, *, as_json: bool) -> Counter[str]:
    """Load a folder of shards; return how many articles came to what."""
    from ..scale.loading import load_shards, unloaded

    counts: Counter[str] = Counter()
    shards = unloaded(record, folder)
    with progress(len(shards), "shards") as advance:
        for loaded in load_shards(record, folder, shards):
            if as_json:
                print_json(loaded.to_dict())
            counts += loaded.outcomes
            advance()
    return counts


def _keep(record: Record, outcome: Outcome | Failure, inputs: Inputs) -> None:
    """Keep the bytes of an article that is in the record now, where they were asked for."""
    from ..record.adding import Outcome
    from ..record.captures import keep

    page = inputs.pages.pop(outcome.source, None)
    if page and isinstance(outcome, Outcome):
        keep(record, outcome.article, page)


def _report(outcome: Outcome | Failure, *, as_json: bool) -> str:
    """Print what came of one article; return it in a word."""
    from ..sources import Failure

    if isinstance(outcome, Failure):
        notice(f"{outcome.source}: {outcome.reason}")
        if as_json:
            print_json({"source": outcome.source, "outcome": "failed", "reason": outcome.reason})
        return "failed"
    if as_json:
        print_json(outcome.to_dict())
    return outcome.added


def _summary(counts: Counter[str], place: str) -> str:
    names = {"present": "already there", "new version": "new versions"}
    parts = [f"{counts[key]} {names.get(key, key)}" for key in _SUMMARY if counts[key] or key == "added"]
    return f"{', '.join(parts)}; {counts['statements']} new statements in {place}"
