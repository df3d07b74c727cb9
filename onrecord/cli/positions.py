"""``onrecord positions`` and ``change``: what somebody has said about a subject, and what people make of it."""

from __future__ import annotations

import click

from ..errors import UsageError
from .options import NUMBER, by_option, json_option, record_option
from .output import notice, print_json, progress, show


@click.command()
@click.argument("name", nargs=-1, required=True)
@record_option
@json_option
@click.option("--about", metavar="WORDS", help="The subject; without it the person's subjects are listed.")
@click.option("--toward", metavar="SENTENCE", help="Show stances towards this sentence.")
@click.option("--limit", type=NUMBER, default=300, metavar="N", help="At most so many statements [300].")
@click.option("--changes", "most", type=click.IntRange(0), default=5, metavar="N", help="Reported changes shown [5].")
def positions(
    name: tuple[str, ...], place: str, as_json: bool, about: str | None, toward: str | None, limit: int, most: int
) -> None:
    """Show what a person has said about a subject over time, with stances and sources; it draws no conclusion.

    NAME is a name or an id that "onrecord people" shows. The subject may be named in the statement or around it, or by
    words of like meaning. Towards a sentence each statement has a mark: ▲ for, ▼ against, ◆ mixed, or ○ where no stance
    can surely be told; without --toward sentences are offered. Above stands what stories say of a change of position,
    for a person to look at (see "onrecord change"). --json prints all of them.

    \b
    Examples:
      onrecord positions Imelda Roscoe
      onrecord positions Imelda Roscoe --about "bridge toll"
      onrecord positions Roscoe --about "bridge toll" --toward "Drivers should pay to cross the bridge."
    """
    from ..positions import positions as gather
    from ..record.store import Record

    asked = " ".join(name)
    if about is None:
        if toward is not None:
            raise UsageError("--toward needs a subject", remedy="give it with --about")
        _subjects(asked, place, limit, as_json=as_json)
        return
    with Record.open(place, create=False) as record, progress(4, "looking") as advance:
        found = gather(record, asked, about, toward, limit=limit, advance=advance)
    if found.others:
        notice(f"{asked}: {found.person.id} is shown; the name is also that of {', '.join(p.id for p in found.others)}")
    if as_json:
        print_json(found.to_dict())
    elif found.statements:
        from .screen.positions import render_positions

        show(render_positions(found, most=most))
    else:
        notice(f"{found.person.name}: no statement about {about!r}; try other words, or none to see the subjects")


def _subjects(asked: str, place: str, limit: int, *, as_json: bool) -> None:
    from ..positions.subjects import subjects_of
    from ..positions.voice import whose
    from ..record.store import Record
    from .screen.positions import render_subjects

    with Record.open(place, create=False) as record:
        found = subjects_of(record, whose(record, asked), limit=min(limit, 40))
    if as_json:
        print_json(found.to_dict())
    elif found.subjects:
        show(render_subjects(found))
    else:
        notice(f"{found.person.name}: too few statements to tell a subject")


@click.command()
@click.argument("earlier", required=False)
@click.argument("later", required=False)
@record_option
@by_option
@json_option
@click.option("--accept", "verdict", flag_value="accept", help="The position changed, or was reaffirmed, between them.")
@click.option("--reject", "verdict", flag_value="reject", help="It didn't: show the candidate last.")
@click.option("--note", metavar="WORDS", help="Words for those who come after; alone or with a verdict.")
@click.option("--undo", type=NUMBER, metavar="NUMBER", help="Take a decision back, by its number.")
def change(
    earlier: str | None, later: str | None, place: str, by: str, as_json: bool, verdict: str | None, note: str | None,
    undo: int | None,
) -> None:  # fmt: skip
    """Decide on a candidate that "onrecord positions" shows: two statements, by their ids.

    \b
    Examples:
      onrecord change 8bdfba7238f8b123 19c01ffe23b1a001 --accept
      onrecord change 8bdfba7238f8b123 19c01ffe23b1a001 --reject --note "another bridge"
      onrecord change --undo 3
    """
    from ..positions.decisions import decide, take_back
    from ..record.store import Record

    if undo is None and (earlier is None or later is None or not (verdict or note)):
        raise UsageError("give two statements and one of --accept, --reject, --note", remedy="or --undo with a number")
    if undo is not None and (earlier or verdict or note):
        raise UsageError("--undo takes one decision back", remedy="give it alone")
    with Record.open(place, create=False) as record:
        if undo is not None:
            found = take_back(record, undo, by=by)
        else:
            found = decide(record, str(earlier), str(later), verdict or "note", by=by, note=note)  # type: ignore[arg-type]
    if as_json:
        print_json(found.to_dict())
    elif undo is not None:
        notice(f"decision {found.number} is taken back")
    else:
        notice(f"kept; take it back with: onrecord change --undo {found.number}")
