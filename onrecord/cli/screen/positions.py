"""How positions look in a terminal: changes that stories report, then a timeline, undated statements apart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from ...display.values import CHANGE_LABELS, PLACE_LABELS, STANCE_MARKS, UNTOLD_LABELS
from .statements import render_hit

if TYPE_CHECKING:
    from ...positions import Change, Position, Positions
    from ...positions.subjects import Subjects

#: A paraphrase of fewer words is shown in its sentence.
_SHORT = 8


def render_positions(found: Positions, *, most: int) -> RenderableType:
    """Lay out what a person has said about a subject, below the first ``most`` changes that stories report."""
    head = Text(f"{found.person.name} on {found.about}", style="bold underline")
    parts: list[RenderableType] = [head, *_asked(found)]
    if found.changes and most:
        parts.append(Padding(Text("what stories say of it", style="bold"), (1, 0, 1, 0)))
        parts += [Padding(_change(found, c), (0, 0, 1, 0)) for c in found.changes[:most]]
    dated = [p for p in found.statements if p.is_dated]
    undated = [p for p in found.statements if not p.is_dated]
    for title, group in (("said", dated), ("when it was said isn't told; by the day of printing", undated)):
        if group:
            parts.append(Padding(Text(title, style="bold"), (1, 0, 1, 0)))
            parts += [Padding(_position(found, p), (0, 0, 1, 0)) for p in group]
    if found.left_out:
        parts.append(Text(f"and {found.left_out} that speak of it less strongly (--limit)", style="dim"))
    parts += _referring(found)
    return Group(*parts)


def _asked(found: Positions) -> Sequence[RenderableType]:
    """What stances are told towards, or the sentences that may be asked about."""
    if found.toward:
        words = f"stances towards: {found.toward} · suggestions of a program, not verdicts; told only where it is sure"
        return Text(words, style="dim"), _counts(found)
    words = f"{len(found.statements)} statements; a subject alone is nothing to be for or against, so no stance is told"
    lines = [Text(words, style="dim")]
    if found.sentences:
        lines += [Text("choose a sentence:", style="dim"), *(Text(f"  --toward “{one}”") for one in found.sentences)]
    return lines


def _counts(found: Positions) -> Text:
    of = {stance: sum(p.stance == stance for p in found.statements) for stance in STANCE_MARKS}
    told = " · ".join(f"{STANCE_MARKS[stance]} {count}" for stance, count in of.items() if count)
    return Text(f"{len(found.statements)} statements: {told}")


def _position(found: Positions, position: Position) -> RenderableType:
    hit = position.found.hit
    speaker = hit.statement.speaker
    unsure = f"named only {speaker.name}, likely the same" if speaker else "nobody named, in a sentence of theirs"
    why = UNTOLD_LABELS[position.untold] if position.untold else None
    facts = [PLACE_LABELS[position.found.where], None if position.found.sure else unsure, why]
    lines: list[RenderableType] = [render_hit(hit, STANCE_MARKS[position.stance] if found.toward else "")]
    if len(hit.statement.words.split()) < _SHORT and hit.statement.kind != "direct":
        lines.append(Text(f"  in: {_flat(position.found.sentence.exact)}", style="dim"))
    if position.span:
        lines.append(Text(f"  shown by “{_flat(position.span.exact)}”", style="dim"))
    lines += [Text(f"  {fact}", style="dim") for fact in facts if fact]
    for reference in found.references.get(position.id, ()):
        to = f", statement {reference.to}" if reference.to else ", not found in the record"
        lines.append(Text(f"  refers to “{_flat(reference.span.exact)}”{to}", style="dim"))
    for inner in found.inner.get(position.id, ()):
        words = f"{_flat(inner.source.exact)} {_flat(inner.cue.exact)} {_flat(inner.content.exact)}"
        lines.append(Text(f"  within it: {words}", style="dim"))
    return Group(*lines)


def _referring(found: Positions) -> Sequence[RenderableType]:
    if not found.referring:
        return ()
    parts: list[RenderableType] = [Padding(Text("others refer to it", style="bold"), (1, 0, 1, 0))]
    for one in found.referring:
        to = f"statement {one.reference.to}" if one.reference.to else "which statement isn't told"
        parts += [render_hit(one.found.hit), Text(f"  “{_flat(one.reference.span.exact)}”: {to}", style="dim"), Text()]
    return parts


def _change(found: Positions, change: Change) -> RenderableType:
    by = f" · the story says “{_flat(change.span.exact)}”" if change.span else ""
    head = Text(f"{CHANGE_LABELS[change.kind]}{by}", style="bold yellow")
    pair = Table.grid(padding=(0, 1))
    for position in filter(None, (change.earlier, change.later)):
        mark = STANCE_MARKS[position.stance] if position.stance != "none" else ""
        pair.add_row(position.day, mark, _flat(position.found.hit.statement.words))
    lines: list[RenderableType] = [head, Padding(pair, (0, 0, 0, 2))]
    for d in found.decided(change):
        note = f": {d.why}" if d.why else ""
        lines.append(Text(f"  {d.verdict} by {d.by}, {d.at[:10]}{note} ({d.number})"))
    if change.earlier:
        lines.append(Text(f"  onrecord change {change.earlier.id} {change.later.id} --accept | --reject", style="dim"))
    else:
        lines.append(Text("  the earlier statement isn't in the record", style="dim"))
    return Group(*lines)


def render_subjects(found: Subjects) -> RenderableType:
    """List a person's subjects with counts, and in which years."""
    table = Table("subject", Column("statements", justify="right"), "years", box=None, pad_edge=False)
    for topic in found.subjects:
        table.add_row(topic.words, str(topic.count), ", ".join(f"{year} {count}" for year, count in topic.years))
    return Group(Text(found.person.name, style="bold underline"), Text(), table)


def _flat(words: str) -> str:
    return " ".join(words.split())
