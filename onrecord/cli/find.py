"""``onrecord search``, ``who``, ``export`` and ``stats``: what the record holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..errors import UsageError
from .options import NUMBER, filter_options, json_option, record_option
from .output import UNUSABLE, notice, print_json, show, write_hits
from .printable import printable

if TYPE_CHECKING:
    from ..search.search import Filters

_FORMATS = ("jsonl", "csv", "annotations", "schema", "parquet", "sqlite", "brat", "warc", "label-studio", "opensearch")


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@record_option
@json_option
@click.option("--like", "alike", metavar="WORDS", help="Those that carry these words, or nearly; the most alike first.")
@click.option("--cite", is_flag=True, help="Print each as a line to quote elsewhere, with its source.")
@click.option("--limit", type=NUMBER, default=20, metavar="N", help="At most so many statements [20].")
@filter_options
def search(
    words: tuple[str, ...], place: str, as_json: bool, alike: str | None, cite: bool, limit: int, filters: Filters
) -> None:
    """Find statements by their words, and by who, when, where.

    All words must occur, in any form ("toll" finds "tolls"); "words in quotes" side by side; -word must not. Without
    words the newest statements that fit come first. Days may be written 2025, 2025-11 or 2025-11-07; a statement whose
    day isn't known for sure is found under every day that it may have been.

    \b
    Examples:
      onrecord search toll bridge
      onrecord search '"school closures" -budget' --speaker Roscoe
      onrecord search --outlet "Port Gazette" --channel post --said-from 2025-10
      onrecord search toll --speaker Roscoe --kind direct --cite
      onrecord search --like "A toll hits those who can hardly afford it"
    """
    from ..display.citations import as_text
    from ..record.store import Record
    from ..search.search import search as find
    from ..search.similar import like
    from .screen.statements import render_hits

    if words and alike:
        raise UsageError("give words or --like, not both")
    with Record.open(place, create=False) as record:
        hits = (
            like(record, alike, filters, limit=limit) if alike else find(record, " ".join(words), filters, limit=limit)
        )
    if as_json:
        for hit in hits:
            print_json(hit.to_dict())
    elif hits and cite:
        for hit in hits:
            click.echo(printable(as_text(hit)))
    elif hits:
        show(render_hits(hits))
    else:
        notice("nothing found; try fewer words, or part of a name")


@click.command()
@click.argument("name", nargs=-1, required=True)
@record_option
@json_option
@click.option("--about", metavar="WORDS", default="", help="Only statements with these words (as in search).")
@click.option("--limit", type=NUMBER, default=50, metavar="N", help="At most so many statements [50].")
def who(name: tuple[str, ...], place: str, as_json: bool, about: str, limit: int) -> None:
    """Show one person: names used, statements by year, and what was said when, newest last.

    NAME is a name, its last word, or an id that "onrecord people" shows. Where several people may be meant, they are
    listed (with --json each has a line).

    \b
    Examples:
      onrecord who Imelda Roscoe
      onrecord who Roscoe --about toll
    """
    from ..people.directory import find_people, page
    from ..record.store import Record
    from .screen.statements import render_page, render_people

    asked = " ".join(name)
    with Record.open(place, create=False) as record:
        found = find_people(record, asked)
        if not found:
            notice(f"{asked}: nobody of this name in the record")
            raise click.exceptions.Exit(UNUSABLE)
        if as_json:
            for person in found:
                print_json(page(record, person, about=about, limit=limit).to_dict())
        elif len(found) == 1:
            show(render_page(page(record, found[0], about=about, limit=limit)))
        else:
            show(render_people(found))
            notice(f"{len(found)} may be meant; give the whole name or the id")


@click.command()
@click.argument("statement", metavar="ID")
@record_option
@json_option
def cluster(statement: str, place: str, as_json: bool) -> None:
    """Show the articles that report the same words, first publication first, and how their wording differs.

    ID is that of a statement or of a cluster, as search shows them. Quotations gather that share eight words in a row.

    \b
    Example:
      onrecord cluster 8bdfba7238f8b123
    """
    from ..record.clusters import differences
    from ..record.store import Record
    from ..search.search import same_words
    from .screen.statements import render_cluster

    with Record.open(place, create=False) as record:
        hits = same_words(record, statement)
    compared = [(hit, differences(hits[0].statement.words, hit.statement.words)) for hit in hits]
    if as_json:
        for hit, different in compared:
            print_json({**hit.to_dict(), "differences": [d.to_dict() for d in different]})
    else:
        show(render_cluster(compared))


@click.command()
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@record_option
@click.option("--format", "form", type=click.Choice(_FORMATS), default="jsonl", help="What to write [jsonl].")
@click.option("--out", metavar="PATH", help="Where to write; standard output unless given.")
@filter_options
def export(words: tuple[str, ...], place: str, form: str, out: str | None, filters: Filters) -> None:
    """Write statements for other programs: all, or those that the options of "onrecord search" choose.

    jsonl, csv, annotations (W3C) and schema (schema.org) are text; the others need --out: parquet and sqlite are a
    file, brat is a folder, warc holds the pages that were kept (onrecord add --keep-source), label-studio predictions
    that are corrected there and taken back by "onrecord fix --label-studio", opensearch is a folder to load there.

    \b
    Examples:
      onrecord export > statements.jsonl
      onrecord export --format csv --speaker Roscoe --out roscoe.csv
      onrecord export --format sqlite --out statements.db
    """
    from pathlib import Path

    from ..export import write_brat
    from ..export.label_studio import write_label_studio
    from ..export.opensearch import write_opensearch
    from ..export.warc import write_warc
    from ..record.store import Record
    from ..search.search import every

    if form in ("brat", "warc", "label-studio", "opensearch") and not out:
        raise UsageError(f"{form} isn't text", remedy="say with --out where to write it")
    with Record.open(place, create=False) as record:
        hits = every(record, " ".join(words), filters)
        if form == "brat":
            write_brat(hits, Path(str(out)), lambda article: record.article(article).text)
        elif form == "label-studio":
            write_label_studio(hits, Path(str(out)), lambda article: record.article(article).text)
        elif form == "opensearch":
            write_opensearch(hits, Path(str(out)))
        elif form == "warc":
            pages = write_warc(record, hits, Path(str(out)))
            notice(f"{pages} {'page' if pages == 1 else 'pages'} in {out}")
        else:
            write_hits(hits, form, out)


@click.command()
@record_option
@json_option
def stats(place: str, as_json: bool) -> None:
    """Show how much the record holds, and what couldn't be added.

    \b
    Examples:
      onrecord stats
      onrecord stats --json --record news.db
    """
    from ..record.store import Record
    from .screen.statements import render_stats

    with Record.open(place, create=False) as record:
        found = record.stats()
        failures = record.failures()
    if as_json:
        print_json({**found, "failures": [{"source": f.source, "reason": f.reason, "at": f.at} for f in failures]})
    else:
        show(render_stats(found, failures))
