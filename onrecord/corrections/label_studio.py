"""Corrections made in Label Studio, taken back into the record: what differs from the prediction is a correction."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import UnknownError, UsageError
from ..record.store import Record
from ..statement import Span, Statement
from .fix import fix, history

_REGION = re.compile(r"(?P<statement>[0-9a-f]{16})\.(?P<label>Source|Cue|Content)\.\d+")
_WHY = "Label Studio"


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one statement that was looked at: the fields that were corrected; "accept" where none was."""

    statement: str
    fields: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Convert to JSON."""
        return {"statement": self.statement, "fields": list(self.fields)}


def take_in(record: Record, file: Path, *, by: str) -> Iterator[Taken]:
    """Correct statements as an export of Label Studio (JSON) has them.

    Of several annotations of a task the last counts. A statement whose content was removed is rejected. Regions that no
    statement of ours has are left out. Raises UsageError where the file is no such export.
    """
    for task in _tasks(file):
        annotations = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
        if not annotations:
            continue
        text = task["data"]["text"]
        predicted = {
            m["statement"]
            for p in task.get("predictions") or () for r in p.get("result", ()) if (m := _REGION.fullmatch(r["id"]))
        }  # fmt: skip
        regions = _by_statement(annotations[-1]["result"])
        for statement in sorted(predicted | regions.keys()):
            try:
                before = history(record, statement).shown.statement
            except UnknownError:
                continue
            changes = _changes(before, regions.get(statement, []), text) or {"accept": True}
            fix(record, statement, changes, by=by, why=_WHY)
            yield Taken(statement, tuple(changes))


def _tasks(file: Path) -> Sequence[Mapping[str, Any]]:
    wrong = UsageError(f"{file}: no export of Label Studio", remedy='export the project as "JSON"')
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
        if not all(isinstance(task["data"]["text"], str) for task in found):
            raise wrong
    except OSError as error:
        raise UsageError(f"{file}: {error.strerror}", remedy="check the path") from error
    except (ValueError, TypeError, KeyError) as error:
        raise wrong from error
    return found  # type: ignore[no-any-return]


def _by_statement(results: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for result in results:
        if region := _REGION.fullmatch(result["id"]):
            found[region["statement"]].append(result)
    return found


def _changes(before: Statement, results: Sequence[Mapping[str, Any]], text: str) -> dict[str, Any]:
    content = sorted(_span(r["value"], text) for r in results if r["value"].get("labels") == ["Content"])
    if not content:
        return {"reject": True}
    changes: dict[str, Any] = {}
    if tuple(content) != before.content:
        changes["words"] = " … ".join(span.exact for span in content)
    names = [r["value"]["text"] for r in results if r["type"] == "textarea"]
    name = " ".join(names[0] if isinstance(names[0], list) else [names[0]]).strip() if names else ""
    if name != (before.speaker.name if before.speaker else ""):
        kind = before.speaker.type if before.speaker else "person"
        changes["speaker"] = {"name": name, "type": kind} if name else None
    return changes


def _span(value: Mapping[str, Any], text: str) -> Span:
    """Where a region stands: in code points, as versions since 1.4 count; older ones count as JavaScript does."""
    start, end = int(value["start"]), int(value["end"])
    if value.get("text") in (None, text[start:end]):
        return Span.of(text, start, end)
    units = text.encode("utf-16-le", errors="surrogatepass")
    start, end = (len(units[: 2 * place].decode("utf-16-le", errors="replace")) for place in (start, end))
    return Span.of(text, start, end)
