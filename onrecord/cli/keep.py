"""``onrecord forget``, ``verify``, ``backup``, ``flag`` and ``recheck``: keeping the record."""

from __future__ import annotations

from collections import Counter

import click

from ..errors import DamagedError, UnknownError, UsageError
from .options import NUMBER, json_option, record_option
from .output import DONE, FINDINGS, notice, print_json, show


@click.command()
@click.argument("what", metavar="ARTICLE|PERSON")
@record_option
@json_option
@click.option("--delete-articles", is_flag=True, help="Of a person: remove every article that has the person speak.")
@click.option("--redact", is_flag=True, help="Of a person: remove the statements and blank the words and names.")
def forget(what: str, place: str, as_json: bool, delete_articles: bool, redact: bool) -> None:
    """Take an article (by its id) or a person (an id or whole name) out of the record for good.

    Of a person, what holds the person is listed until you say --delete-articles or --redact. What was forgotten isn't
    added again. There is no way back but a backup.

    \b
    Examples:
      onrecord forget 528c9a128159038d
      onrecord forget "Imelda Roscoe"
      onrecord forget "Imelda Roscoe" --redact
    """
    from ..people.directory import the_person
    from ..record.store import Record
    from ..upkeep.forget import forget_article, forget_person, holdings
    from .screen.statements import render_holdings

    if delete_articles and redact:
        raise UsageError("--delete-articles and --redact are two ways", remedy="choose one")
    with Record.open(place, create=False) as record:
        if record.has_id(what):
            versions = forget_article(record, what)
            if as_json:
                print_json({"article": what, "versions": versions})
            notice(f"{what}: forgotten, {versions} versions")
            return
        try:
            person = the_person(record, what)
        except UnknownError as error:
            raise UnknownError(f"{what}: no article with this id and nobody of this name in the record") from error
        if delete_articles or redact:
            count = forget_person(record, person, delete_articles=delete_articles)
            if as_json:
                done = "removed" if delete_articles else "redacted"
                print_json({"person": person.id, "articles": count, "done": done})
            notice(f"{person.name}: forgotten, {count} articles {'removed' if delete_articles else 'redacted'}")
            return
        found = holdings(record, person)
    if as_json:
        for holding in found:
            print_json(holding.to_dict())
    else:
        show(render_holdings(found))
    notice(f"{person.name} is in {len(found)} articles; say --delete-articles or --redact")


@click.command()
@record_option
@json_option
@click.option("--repair", is_flag=True, help="Repair what can be worked out anew.")
def verify(place: str, as_json: bool, repair: bool) -> None:
    """Check the record: the file, the index, texts, the spans and values of statements, versions, clusters, people.

    --repair works out anew what it can. Of a damaged file it saves what can be read in a new one beside it.

    \b
    Examples:
      onrecord verify
      onrecord verify --repair

    Exit status: 0 all is well, 1 something isn't (also when it was repaired).
    """
    from ..record.store import Record
    from ..upkeep.verify import unopened
    from ..upkeep.verify import verify as check

    try:
        with Record.open(place, create=False) as record:
            found = check(record, repair=repair)
    except DamagedError as error:
        found = unopened(place, error, repair=repair)
    for problem in found:
        if as_json:
            print_json(problem.to_dict())
        else:
            notice(f"{problem.where}: {problem.what}{' (repaired)' * problem.repaired}")
    if not found and not as_json:
        notice("all is well")
    raise click.exceptions.Exit(FINDINGS if found else DONE)


@click.command()
@click.argument("file", metavar="FILE")
@record_option
@json_option
def backup(file: str, place: str, as_json: bool) -> None:
    """Copy the record to a new file, whole, while others may go on writing.

    \b
    Example:
      onrecord backup onrecord-2025-11-30.db
    """
    from pathlib import Path

    from ..record.store import Record
    from ..upkeep.verify import backup as copy

    with Record.open(place, create=False) as record:
        copy(record, Path(file))
    if as_json:
        print_json({"backup": file})
    notice(f"copied to {file}")


@click.command()
@click.argument("article", metavar="ARTICLE")
@click.argument("mark", type=click.Choice(["corrected", "retracted", "none"]))
@record_option
@json_option
@click.option("--note", metavar="WORDS", help="What was wrong.")
def flag(article: str, mark: str, place: str, note: str | None, as_json: bool) -> None:
    """Mark an article (by its id) as corrected or retracted by its outlet; every view of its statements shows it.

    \b
    Examples:
      onrecord flag 528c9a128159038d retracted --note "the outlet withdrew it on Nov. 12"
      onrecord flag 528c9a128159038d none
    """
    from ..record.store import Record

    with Record.open(place, create=False) as record:
        record.flag(article, {"corrected": "corrected", "retracted": "retracted"}.get(mark), note)  # type: ignore[arg-type]
    if as_json:
        print_json({"article": article, "flag": None if mark == "none" else mark, "note": note})
    notice(f"{article}: {'no mark any more' if mark == 'none' else mark}")


@click.command()
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@record_option
@json_option
@click.option("--days", type=click.FloatRange(0), default=0, metavar="N", help="Only those not looked at for N days.")
@click.option("--limit", type=NUMBER, default=100, metavar="N", help="At most so many, the longest unseen first [100].")
@click.option("--keep-source", is_flag=True, help="Keep pages that have changed, as they are now.")
def recheck(articles: tuple[str, ...], place: str, as_json: bool, days: float, limit: int, keep_source: bool) -> None:
    """Look at articles' pages again: are they the same, changed or gone? The record notes it; statements show it.

    Articles are given by their ids; without any, those of the web that nobody has looked at for the longest time. It
    asks robots.txt and waits between pages of one host. What the record holds stays as it is.

    \b
    Examples:
      onrecord recheck
      onrecord recheck 528c9a128159038d --keep-source
      onrecord recheck --days 30 --limit 500

    Exit status: 0 all are the same, 1 some have changed, are gone or can't be reached.
    """
    from ..record.store import Record
    from ..upkeep.recheck import recheck as look

    counts: Counter[str] = Counter()
    with Record.open(place, create=False) as record:
        for found in look(record, only=articles, days=days, limit=limit, keep=keep_source):
            counts[found.state] += 1
            if as_json:
                print_json(found.to_dict())
            elif found.state != "same":
                notice(f"{found.article}: {found.state}: {found.url}{f' ({found.reason})' if found.reason else ''}")
    if not as_json:
        notice(", ".join(f"{n} {state}" for state, n in counts.items()) or "no page of the web to look at")
    raise click.exceptions.Exit(FINDINGS if counts.total() > counts["same"] else DONE)
