"""Measure positions on cases of other authors: ``python -m evaluation.position_cases [--half measured]``.

Of pairs of stories: whether the newer one reports that the person changed position, and which earlier statement it goes
back on. Of persons' statements: how many stances are told, and how many of those are right, or the opposite of right.
The half ``measured`` gives figures only, and isn't looked at (cases/README.md).
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord import Article
from onrecord.errors import UsageError
from onrecord.models.stance_input import StatementText
from onrecord.positions import positions
from onrecord.positions.stances import bundled
from onrecord.positions.untold import in_words
from onrecord.record.adding import add_all
from onrecord.record.store import Record
from onrecord.statement import Span, Statement

from .stance import macro_f
from .stance_sets import read_lines

CASES = Path(__file__).with_name("cases")


def rows(name: str, half: str) -> list[dict[str, Any]]:
    """The rows of a file of cases that belong to a half."""
    return [row for row in read_lines(CASES / name) if row["half"] == half]


def stories(cases: Sequence[dict[str, Any]]) -> Iterator[Article]:
    """The older and the newer story of each case."""
    for case in cases:
        for age, story in zip(("older", "newer"), case["stories"], strict=True):
            title = story["text"].partition("\n")[0]
            yield Article(
                source=f"{case['id']}-{age}", text=story["text"], title=title, outlet=story["outlet"],
                published=story["published"],
            )  # fmt: skip


def changes(record: Record, cases: Sequence[dict[str, Any]]) -> Counter[str]:
    """How many reported changes are found, how many of those that are shown are none, how many lead to the earlier."""
    counts: Counter[str] = Counter()
    for case in cases:
        try:
            found = positions(record, case["person"], case["subject"], _sentence(case["proposition"])).changes
        except UsageError:  # the record holds two people of the name
            found = ()
        told = [
            c for c in found if c.span and c.kind != "reaffirmed" and c.later.found.hit.article.source.endswith("newer")
        ]
        counts["cases"] += 1
        counts["changes"] += case["change_reported"]
        counts["shown"] += bool(told)
        counts["right"] += bool(told) and case["change_reported"]
        if told and case["earlier"]:
            earlier = told[0].earlier
            counts["with earlier"] += 1
            counts["earlier right"] += earlier is not None and case["earlier"][:40] in earlier.found.text
    return counts


def stances(half: str) -> list[tuple[str, str, float]]:
    """What is right of each relevant statement, what the model says, and how sure it is; 0 where no stance is borne."""
    given = []
    for case in rows("stances.jsonl", half):
        toward = _sentence(case["proposition"])
        items = [s for s in case["statements"] if s["relevant"]]
        shown = [s for s in items if not in_words(_statement(s), toward)]
        passages = [(_passage(s, case["person"]), toward) for s in shown]
        judged = zip(shown, bundled().judge(passages), strict=True)
        told = {s["text"]: (j.label, j.score if j.label != "none" else 0.0) for s, j in judged}
        given += [(_side(s["stance"]), *told.get(s["text"], ("none", 0.0))) for s in items]
    return given


def _side(label: str) -> str:
    return label if label in ("for", "against") else "none"


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _statement(row: dict[str, Any]) -> Statement:
    at = row["text"].index(row["content"])
    content = Span.of(row["text"], at, at + len(row["content"]))
    rest = row["text"].replace(row["content"], " ")
    kind = "direct" if row["content"].startswith(('"', "“")) else "indirect"
    return Statement(
        id="",
        kind=kind,
        source=(),
        cue=(Span(0, len(rest), rest),),
        content=(content,),
        act="said",
        happened="yes",
        confidence=1.0,
    )  # type: ignore[arg-type]


def _passage(row: dict[str, Any], person: str) -> StatementText:
    at = row["text"].index(row["content"])
    return StatementText.cut(row["text"], ((at, at + len(row["content"])),), (), (), speaker=person)


def share(part: float, whole: float) -> str:
    """A share in per cent."""
    return f"{100 * part / whole:.1f}" if whole else "-"


def main() -> None:
    """Parse the command line and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--half", choices=("seen", "measured"), default="seen")
    parser.add_argument("--record", help="keep the record of the stories here, and take it from here")
    options = parser.parse_args()
    cases = rows("changes.jsonl", options.half)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(options.record or f"{folder}/{options.half}.db")
        made = place.exists()
        with Record.open(str(place)) as record:
            for _ in () if made else add_all(record, stories(cases)):
                pass
            counts = changes(record, cases)
    print(json.dumps(counts))
    recall, precision = share(counts["right"], counts["changes"]), share(counts["right"], counts["shown"])
    print(f"changes: recall {recall}, precision {precision}")
    given = stances(options.half)
    for sure in sorted({bundled().sure or 1.01, 0.5, 0.7, 0.8, 0.9}):
        show(given, sure)


def show(given: Sequence[tuple[str, str, float]], sure: float) -> None:
    """Print what is told from a probability on, and how much of it is right."""
    pairs = [(gold, label if score >= sure else "none") for gold, label, score in given]
    shown = [(gold, told) for gold, told in pairs if told != "none"]
    right, opposite = sum(g == t for g, t in shown), sum({g, t} == {"for", "against"} for g, t in shown)
    figure = macro_f([gold for gold, _ in pairs], [told for _, told in pairs])
    print(f"stances from {sure} on: of {len(pairs)} told {share(len(shown), len(pairs))}, of those right")
    print(f"  {share(right, len(shown))}, opposite {share(opposite, len(shown))}; macro-F1 {figure:.1f}")


if __name__ == "__main__":
    main()
