"""``onrecord people``, ``same``, ``different``, ``rename`` and ``undo``: who is who."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from .options import NUMBER, by_option, json_option, record_option
from .output import notice, print_json, show

if TYPE_CHECKING:
    from ..record.store import Record


@click.command()
@click.argument("name", nargs=-1, metavar="[NAME]...")
@record_option
@json_option
@click.option("--candidates", is_flag=True, help="Those who may be one person though nothing makes it sure, and why.")
@click.option("--judged", is_flag=True, help="What was judged about people, by whom and when.")
@click.option("--limit", type=NUMBER, default=20, metavar="N", help="At most so many [20].")
def people(name: tuple[str, ...], place: str, as_json: bool, candidates: bool, judged: bool, limit: int) -> None:
    """List people, the most quoted first, with their ids and all their names.

    \b
    Examples:
      onrecord people
      onrecord people Roscoe
      onrecord people --candidates
    """
    from ..record.store import Record

    with Record.open(place, create=False) as record:
        found, render = _listed(record, " ".join(name), candidates=candidates, judged=judged, limit=limit)
    if as_json:
        for item in found:
            print_json(item.to_dict())
    elif found:
        show(render(found))
    else:
        notice("nobody found")


def _listed(
    record: Record, name: str, *, candidates: bool, judged: bool, limit: int
) -> tuple[Sequence[Any], Callable[[Any], object]]:
    """What is asked for, and how it is laid out."""
    from ..people import judgements
    from ..people.directory import find_people, most_quoted, the_person
    from .screen import statements as terminal

    if judged:
        return judgements.judged(record), terminal.render_judgements
    if candidates:
        person = the_person(record, name) if name else None
        return judgements.candidates(record, person, limit=limit), terminal.render_candidates
    found = find_people(record, name)[:limit] if name else most_quoted(record, limit=limit)
    return found, terminal.render_people


def _judge(verdict: str, one: str, other: str, place: str, by: str, *, as_json: bool) -> None:
    """Judge two people to be the same or different, and say how to take it back."""
    from ..people import judgements
    from ..people.directory import the_person
    from ..record.store import Record

    judge = {"same": judgements.same, "different": judgements.different}[verdict]
    with Record.open(place, create=False) as record:
        first, second = the_person(record, one), the_person(record, other)
        number = judge(record, first, second, by=by)
    if as_json:
        print_json({"judgement": number, "verdict": verdict, "person": first.id, "other": second.id})
    alike = "are the same" if verdict == "same" else "are different"
    notice(f"{first.name} and {second.name} {alike}; take it back with: onrecord undo {number}")


@click.command()
@click.argument("one")
@click.argument("other")
@record_option
@by_option
@json_option
def same(one: str, other: str, place: str, by: str, as_json: bool) -> None:
    """Judge two people (ids or whole names) to be one. It stays when articles are read again.

    \b
    Example:
      onrecord same "Imelda Roscoe" "Imelda Roscoe-Vance"
    """
    _judge("same", one, other, place, by, as_json=as_json)


@click.command()
@click.argument("one")
@click.argument("other")
@record_option
@by_option
@json_option
def different(one: str, other: str, place: str, by: str, as_json: bool) -> None:
    """Judge two people (ids or whole names) to be different: they aren't suggested again.

    \b
    Example:
      onrecord different 4b435c159ad5 90aa1c5c7d21
    """
    _judge("different", one, other, place, by, as_json=as_json)


@click.command()
@click.argument("person")
@click.argument("name")
@record_option
@by_option
@json_option
def rename(person: str, name: str, place: str, by: str, as_json: bool) -> None:
    """Give a person (an id or whole name) the name to be shown.

    \b
    Example:
      onrecord rename "Imelda Roscoe" "Imelda Roscoe-Vance"
    """
    from ..people import judgements
    from ..people.directory import the_person
    from ..record.store import Record

    with Record.open(place, create=False) as record:
        found = the_person(record, person)
        number = judgements.rename(record, found, name, by=by)
    if as_json:
        print_json({"judgement": number, "verdict": "rename", "person": found.id, "name": name})
    notice(f"{found.name} is shown as {name}; take it back with: onrecord undo {number}")


@click.command()
@click.argument("number", type=NUMBER)
@record_option
@by_option
@json_option
def undo(number: int, place: str, by: str, as_json: bool) -> None:
    """Take a judgement about people back, by its number in "onrecord people --judged".

    \b
    Example:
      onrecord undo 7
    """
    from ..people import judgements
    from ..record.store import Record

    with Record.open(place, create=False) as record:
        taken = judgements.undo(record, number, by=by)
    if as_json:
        print_json({"judgement": number, "undone": True})
    notice(f"judgement {number} ({taken.verdict}) is undone")
