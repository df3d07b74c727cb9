"""``onrecord watch``: being told when somebody says something new."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from ..errors import OnrecordError
from .options import filter_options, json_option, record_option
from .output import DONE, FINDINGS, UNUSABLE, notice, print_json
from .printable import printable

if TYPE_CHECKING:
    from ..record.store import Record
    from ..record.watches import Watch
    from ..search.search import Filters
    from ..watch.run import Told


@click.group()
def watch() -> None:
    """Be told when somebody says something new, or when what was said is corrected, changed or gone.

    \b
    Examples:
      onrecord watch add roscoe --speaker "Imelda Roscoe" --query toll --feed https://courier.example/feed.xml
      onrecord watch run
      onrecord watch list
      onrecord watch remove roscoe
    """


@watch.command()
@click.argument("name")
@record_option
@json_option
@click.option("--query", "words", default="", metavar="WORDS", help="Words that statements must have, as in search.")
@click.option("--feed", "feeds", multiple=True, metavar="URL", help="A feed to read in each run; may be repeated.")
@click.option("--webhook", metavar="URL", help="Where to post news as JSON, too.")
@filter_options
def add(
    name: str, place: str, as_json: bool, words: str, feeds: tuple[str, ...], webhook: str | None, filters: Filters
) -> None:
    """Begin to watch for statements that a search would find. What the record has already isn't news.

    \b
    Examples:
      onrecord watch add roscoe --speaker "Imelda Roscoe" --feed https://courier.example/feed.xml
      onrecord watch add tolls --query "toll bridge" --kind direct --webhook https://desk.example/hook
    """
    from dataclasses import asdict

    from ..errors import UsageError
    from ..record.store import Record
    from ..record.watches import Watch
    from ..watch.run import begin
    from ..watch.telling import check_webhook

    asked = {key: value for key, value in asdict(filters).items() if value}
    if not name.replace("-", "").replace("_", "").isalnum():
        raise UsageError(f"{name!r}: a watch's name is letters, digits, - and _", remedy="choose another")
    if not words and not asked:
        raise UsageError("what is to be watched for?", remedy="give --query, --speaker or another option of search")
    if webhook:
        check_webhook(webhook)
    made = Watch(name, words, asked, feeds, webhook)
    with Record.open(place) as record:
        present = begin(record, made)
    if as_json:
        print_json({**made.to_dict(), "secret": made.secret, "present": present})
    if webhook and not as_json:
        click.echo(f"secret of the webhook's signatures, shown this once: {made.secret}")
    notice(f"{name}: watched from now on; {present} statements are in the record already")


@watch.command(name="list")
@record_option
@json_option
def show_all(place: str, as_json: bool) -> None:
    """List what is watched for.

    \b
    Example:
      onrecord watch list
    """
    from ..record.store import Record
    from ..record.watches import all_watches

    with Record.open(place, create=False) as record:
        found = all_watches(record)
    for one in found:
        if as_json:
            print_json(one.to_dict())
        else:
            asked = [one.words, *(f"{key}={value}" for key, value in one.filters.items()), *one.feeds]
            click.echo(printable(f"{one.name}\t{' · '.join(part for part in asked if part)}"))


@watch.command()
@click.argument("name")
@record_option
def remove(name: str, place: str) -> None:
    """End a watch. What it put into the record stays.

    \b
    Example:
      onrecord watch remove roscoe
    """
    from ..record.store import Record
    from ..record.watches import remove_watch

    with Record.open(place, create=False) as record:
        remove_watch(record, name)
    notice(f"{name}: watched no more")


@watch.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@record_option
@json_option
@click.option("--recheck", "pages", default=0, type=click.IntRange(0), metavar="N", help="Look at N pages again [0].")
@click.option("--model", "folder", metavar="NAME", help="The model: en, en-fast (quicker), or a model folder [en].")
def run(names: tuple[str, ...], place: str, as_json: bool, pages: int, folder: str | None) -> None:
    """Read the feeds of watches, add what is new, and tell what matches: one line each, and each once.

    It runs once and ends; let cron or a systemd timer call it (docs/watch.md). --recheck also looks at pages again that
    nobody has looked at for a day, to tell which have changed or are gone.

    \b
    Examples:
      onrecord watch run
      onrecord watch run roscoe --json
      onrecord watch run --recheck 50

    Exit status: 0 nothing new, 1 something new, 2 something couldn't be read or told.
    """
    from ..models.attribution import Model
    from ..record.store import Record
    from ..record.watches import all_watches, the_watch
    from ..sources import Failure
    from ..upkeep.recheck import recheck
    from ..watch.run import read_feeds

    failed = False
    with Record.open(place, create=False) as record:
        chosen = [the_watch(record, name) for name in names] or all_watches(record)
        feeds = any(one.feeds for one in chosen)
        for outcome in read_feeds(record, chosen, Model.load(folder) if feeds else None):
            if isinstance(outcome, Failure):
                failed = True
                notice(f"{outcome.source}: {outcome.reason}")
        if pages:
            list(recheck(record, days=1, limit=pages))
        counts = [_told(record, one, as_json=as_json) for one in chosen]
    if not chosen:
        notice("nothing is watched for; begin with: onrecord watch add NAME --query WORDS")
    failed = failed or None in counts
    raise click.exceptions.Exit(UNUSABLE if failed else FINDINGS if any(counts) else DONE)


def _told(record: Record, one: Watch, *, as_json: bool) -> int | None:
    """Tell the news of a watch; how much there was, None where it couldn't be told."""
    from ..watch.run import tell

    try:
        return tell(record, one, partial(_tell, one, as_json))
    except OnrecordError as error:
        notice(f"{one.name}: {error}")
        return None


def _tell(one: Watch, as_json: bool, told: Told) -> None:
    from ..watch.telling import headline, send

    if one.webhook:
        send(one.webhook, one.secret, told)
    if as_json:
        print_json(told.to_dict())
    else:
        click.echo(printable(f"{one.name}: {' '.join(headline(told).split())}"))
