"""``onrecord check``: are a draft's quotations its speakers' words?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from ..check.attention import DEFAULT, REASONS, Reason, to_look_at
from ..errors import InputError, UsageError
from .options import check_day, json_option, record_option
from .output import DONE, FINDINGS, UNUSABLE, notice, print_json, progress, show
from .sources_given import InOrder, SourceOption, source_options, sources_given

if TYPE_CHECKING:
    from ..annotation.annotate import Annotated
    from ..article import Article
    from ..check.checking import Checked
    from ..check.findings import Report
    from ..models.attribution import Model
    from ..record.store import Record
    from ..sources import Failure

_NEVER = "never"


def _counted(context: click.Context, option: click.Parameter, values: tuple[str, ...]) -> frozenset[Reason]:
    if _NEVER in values and len(values) > 1:
        raise click.BadParameter(f"{_NEVER!r} stands alone")
    return frozenset(r for r in REASONS if r in values) if values else DEFAULT


@click.command(cls=InOrder)
@click.argument("drafts", nargs=-1, required=True, metavar="DRAFT|-...")
@source_options
@record_option
@json_option
@click.option("--html", metavar="FILE", help="Also write a report, the drafts with their findings in place.")
@click.option(
    "--fail-on", "counted", multiple=True, type=click.Choice([*REASONS, _NEVER]), callback=_counted,
    help="What counts as something to look at; may be given more than once.",
)  # fmt: skip
@click.option("--published", metavar="DAY", callback=check_day, help="The day on which the drafts are to be published.")
@click.option("--keep", is_flag=True, help="Add the drafts to the record when they are checked.")
@click.option("--model", "folder", metavar="NAME", help="The model: en, en-fast (quicker), or a model folder [en].")
@click.option("--threads", type=click.IntRange(1), metavar="N", help="Processor cores to use [all].")
@click.pass_context
def check(
    context: click.Context, /, drafts: tuple[str, ...], given: tuple[str, ...], place: str, as_json: bool,
    html: str | None, counted: frozenset[Reason], published: str | None, keep: bool, folder: str | None,
    threads: int | None, **told: tuple[str, ...],
) -> None:  # fmt: skip
    """Compare a draft's quotations and paraphrases with the record, and with sources given here.

    Tells of each quotation whether it is word for word, trimmed, altered, spliced or not found, and whose words they
    are, worst first, with the evidence. It reports and doesn't judge. Drafts are text, Markdown, HTML, DOCX or PDF
    files, folders of them, or - for standard input. Nothing of a draft is kept or leaves the machine, unless you say
    --keep; addresses in it are not fetched.

    What counts as something to look at, unless --fail-on says otherwise: other-speaker, warnings, spliced, altered and
    not-found.

    \b
    Examples:
      onrecord check draft.docx
      onrecord check draft.txt --source interview.txt --source https://example.com/speech
      onrecord check draft.txt --source remarks.txt --as document --author "Anna Holt" --source hearing.pdf
      onrecord check draft.html --html report.html --published 2025-11-14
      pbpaste | onrecord check - --json --fail-on other-speaker --fail-on altered

    Exit status: 0 nothing to look at, 1 something to look at or unreadable, 2 nothing could be checked.
    """
    from ..check.checking import check_all
    from ..models.attribution import Model

    _check_usage(drafts, given, html)
    asked = _record_to_ask(context, place, given)
    model = Model.load(folder, threads=threads)
    sources, unread = _read_sources(sources_given(context, given, told), model)
    if not sources and not asked:
        raise UsageError("none of the sources could be read, so there is nothing to compare with")
    with _reading(asked) as record:
        checking = check_all(_read_drafts(drafts, published), model, record, sources)
        results = list(_printed(checking, counted, as_json))
    checked = [r for r in results if r is not None]
    unread += len(results) - len(checked)
    compared = _in_words(asked, len(sources))
    if html and checked:
        _write_report(html, [c.report for c in checked], counted, compared)
    if keep:
        unread += _keep(place, checked)
    if checked and not as_json:
        notice(f"compared with {compared}")
    raise click.exceptions.Exit(_status(checked, unread, counted))


def _check_usage(drafts: Sequence[str], given: Sequence[str], html: str | None) -> None:
    """Raise UsageError for standard input read twice, and for a report that can't or mustn't be written."""
    if [*drafts, *given].count("-") > 1:
        raise UsageError("standard input (-) can be read only once")
    if html and any(Path(html).resolve() == Path(read).resolve() for read in (*drafts, *given)):
        raise UsageError(f"{html}: --html would write over what is to be read", remedy="give another file")
    if html and not Path(html).absolute().parent.is_dir():
        raise UsageError(f"{Path(html).parent}: no such folder for --html", remedy="make it first")


def _record_to_ask(context: click.Context, place: str, given: Sequence[str]) -> str | None:
    """The record; None where there is none and sources are given. Raises UsageError."""
    if "://" in place or Path(place).expanduser().exists():
        return place
    named = context.get_parameter_source("place") is not ParameterSource.DEFAULT
    if named or not given:
        raise UsageError(
            f"{place}: no record here",
            remedy="begin one with: onrecord add PATH, or give what to compare with: --source PATH",
        )
    return None


def _read_sources(given: Sequence[SourceOption], model: Model) -> tuple[list[Annotated], int]:
    """What is given to compare with, and how much of it couldn't be read."""
    from ..annotation.annotate import annotate_all
    from ..sources import Failure, articles, locate

    found: list[Annotated] = []
    unread = 0
    located = [(place, one.hints) for one in given for place in locate([one.source])[0]]
    items = (item for place, hints in located for item in articles([place], hints=hints))
    with progress(len(located)) as advance:
        for item in annotate_all(items, model):
            if isinstance(item, Failure):
                unread += 1
                notice(f"{item.source}: {item.reason}")
            else:
                found.append(item)
            advance()
    return found, unread


def _read_drafts(given: Sequence[str], published: str | None) -> Iterator[Article | Failure]:
    from ..article import Metadata
    from ..sources import drafts, locate

    located, passed = locate(given)
    if not located:
        raise UsageError(
            f"no draft in the folder ({len(passed)} other files)", remedy="give text, Markdown, HTML, DOCX or PDF"
        )
    return drafts(located, override=Metadata(published=published))


def _reading(asked: str | None) -> AbstractContextManager[Record | None]:
    """The record, to be read only, where one is asked."""
    from ..record.store import Record

    return Record.open(asked, create=False, read_only=True) if asked else nullcontext()


def _printed(
    results: Iterable[Checked | Failure], counted: frozenset[Reason], as_json: bool
) -> Iterator[Checked | None]:
    """Print what was found on each draft as soon as it is known; None where it couldn't be read."""
    from ..sources import Failure

    for result in results:
        if isinstance(result, Failure):
            notice(f"{result.source}: {result.reason}")
            yield None
            continue
        if as_json:
            print_json(result.report.to_dict())
        else:
            from .screen.statements import render_report

            show(render_report(result.report, counted))
        yield result


def _write_report(path: str, reports: Sequence[Report], counted: frozenset[Reason], compared: str) -> None:
    from ..record.files import whole
    from ..report import page

    with whole(Path(path)) as partial:
        partial.write_text(page(reports, counted, compared=compared), encoding="utf-8", errors="replace")


def _keep(place: str, checked: Sequence[Checked]) -> int:
    """Add the drafts to the record, as ``add`` does; return how many couldn't be."""
    from ..record.store import ModelVersion, Record

    failed = 0
    with Record.open(place) as record:
        for draft in (c.draft for c in checked):
            try:
                record.add(draft.article, draft.statements, ModelVersion(draft.model, draft.version))
            except InputError as error:
                failed += 1
                notice(f"{draft.article.source}: {error}")
    return failed


def _in_words(asked: str | None, sources: int) -> str:
    told = [asked if "://" not in asked else "the record"] if asked else []  # an address may hold a password
    if sources:
        told.append(f"{sources} {'source' if sources == 1 else 'sources'} given")
    return " and ".join(told)


def _status(checked: Sequence[Checked], unread: int, counted: frozenset[Reason]) -> int:
    if not checked:
        return UNUSABLE
    return FINDINGS if unread or any(to_look_at(c.report.findings, counted) for c in checked) else DONE
