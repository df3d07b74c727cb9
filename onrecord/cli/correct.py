"""``onrecord fix`` and ``history``: corrections by people."""

from __future__ import annotations

from typing import Any, get_args

import click

from ..errors import UsageError
from ..statement import Act, ChannelType, Happened, Kind, SpeakerType
from .options import by_option, json_option, record_option
from .output import notice, print_json, show

_UNKNOWN = "unknown"


@click.command()
@click.argument("statement", required=False, metavar="ID")
@record_option
@json_option
@click.option("--label-studio", "file", metavar="FILE", help="Take in what was corrected in Label Studio.")
@click.option("--speaker", metavar="NAME", help='Who said it; "unknown" where nobody is named.')
@click.option("--speaker-type", type=click.Choice(get_args(SpeakerType)), default="person", help="[person]")
@click.option("--said", metavar="DATE", help='When: 2025, 2025-11, 2025-11-07, 2025-11-01/2025-11-05, or "unknown".')
@click.option("--channel", type=click.Choice(get_args(ChannelType)), help="Where it was said.")
@click.option("--to", "addressee", metavar="NAME", help='To whom; "unknown" where it isn\'t told.')
@click.option("--kind", type=click.Choice(get_args(Kind)), help="Quotation, paraphrase or both.")
@click.option("--act", type=click.Choice(get_args(Act)), help="What was done with the words.")
@click.option("--happened", type=click.Choice(get_args(Happened)), help="Whether it was said at all.")
@click.option("--words", metavar="WORDS", help="What was said, as the article prints it.")
@click.option("--reject", is_flag=True, help="Nobody is said to have said this: show it no more.")
@click.option("--why", metavar="WORDS", help="The reason, for those who come after.")
@by_option
@click.option("--undo", is_flag=True, help="Take the last correction back.")
def fix(
    statement: str | None, place: str, as_json: bool, file: str | None, speaker_type: str, why: str | None, by: str,
    undo: bool, **given: Any,
) -> None:  # fmt: skip
    """Correct a statement. What the machine said is kept beside it (see "onrecord history").

    ID is shown under every statement that "onrecord search" finds. The correction stays when the article is read again.

    \b
    Examples:
      onrecord fix 8bdfba7238f8b123 --speaker "Imelda Roscoe" --why "the next sentence names her"
      onrecord fix 8bdfba7238f8b123 --said 2025-11-03 --channel speech
      onrecord fix 8bdfba7238f8b123 --undo
      onrecord fix --label-studio export.json
    """
    from ..corrections.fix import fix as correct
    from ..corrections.fix import take_back
    from ..record.store import Record
    from .screen.statements import render_hits

    changes = {name: None if value == _UNKNOWN else value for name, value in given.items() if value}
    if changes.get("speaker"):
        changes["speaker"] = {"name": changes["speaker"], "type": speaker_type}
    if file and not (statement or changes or undo):
        _take_in(file, place, by, as_json=as_json)
        return
    if not statement or file:
        raise UsageError("which statement?", remedy="give its id, or --label-studio FILE alone")
    if undo and changes:
        raise UsageError("--undo takes the last correction back", remedy="give it alone")
    with Record.open(place, create=False) as record:
        hit = take_back(record, statement, by=by) if undo else correct(record, statement, changes, by=by, why=why)
    if as_json:
        print_json(hit.to_dict())
    else:
        show(render_hits([hit]))


def _take_in(file: str, place: str, by: str, *, as_json: bool) -> None:
    from pathlib import Path

    from ..corrections.label_studio import take_in
    from ..record.store import Record

    corrected = seen = 0
    with Record.open(place, create=False) as record:
        for taken in take_in(record, Path(file), by=by):
            seen += 1
            corrected += taken.fields != ("accept",)
            if as_json:
                print_json(taken.to_dict())
    notice(f"{seen} statements looked at, {corrected} of them corrected")


@click.command()
@click.argument("statement", metavar="[ID]", required=False)
@record_option
@json_option
def history(statement: str | None, place: str, as_json: bool) -> None:
    """Show what the machine said of a statement, who corrected what and why, and what is shown now.

    Without an ID, list the corrections whose words can't be found any more since the article was read again.

    \b
    Examples:
      onrecord history 8bdfba7238f8b123
      onrecord history
    """
    from ..corrections.fix import history as past
    from ..corrections.fix import lost
    from ..record.store import Record
    from .screen.statements import render_history, render_reviews

    with Record.open(place, create=False) as record:
        if statement is None:
            waiting = lost(record)
            if as_json:
                for review in waiting:
                    print_json(review.to_dict())
            elif waiting:
                show(render_reviews(waiting))
            else:
                notice("every correction has its statement")
            return
        found = past(record, statement)
    if as_json:
        print_json(found.to_dict())
    else:
        show(render_history(found))
