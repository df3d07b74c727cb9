"""How well time expressions are read: ``python -m evaluation.time_expressions [--show OUTCOME]``.

Two public test suites of other readers of dates: Recognizers-Text (JSON cases, the reading of the past) and duckling
(the corpus beside its English rules). Both serve assistants that make appointments, so bare weekdays look ahead there
and ours look back; such cases are counted apart, not bent. With ``--circumstances`` the annotated dates of the training
articles are read from their own words instead. ``--show wrong`` lists the cases of an outcome.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from string import capwords
from typing import Any

from onrecord.dates import TimeExpression, days, find_times

from .gold import SHARED

FOLDER = SHARED / "data/dates"
TRAIN = SHARED / "data/circumstances/train.jsonl"
ASKED = ("right", "right with capitals", "wider", "narrower", "wrong", "not found")
_LEFT_OUT = {
    "time": "clock time", "timerange": "clock time", "datetime": "clock time", "datetimerange": "clock time",
    "datetimealt": "clock time", "datetimezone": "time zone", "timezone": "time zone",
    "duration": "duration", "set": "recurrence",
}  # fmt: skip
_GRAINS = {"Day": 0, "Week": 0, "Month": 1, "Quarter": 3, "Year": 12}


@dataclass(frozen=True, slots=True)
class Case:
    """Words in a sentence, the day they are read on, and the first and last day they mean, or why that isn't asked.

    ``last_named`` is a last day that is as right: whether the end that words name is itself included differs.
    """

    suite: str
    text: str
    start: int
    end: int
    reference: str
    first: str | None = None
    last: str | None = None
    last_named: str | None = None
    left_out: str | None = None


def recognizers(folder: Path) -> Iterator[Case]:
    """The cases of Recognizers-Text that have a reference day, each once."""
    seen = set()
    for path in sorted(folder.glob("*.json")):
        for row in json.loads(path.read_text(encoding="utf-8-sig")):
            day = row.get("Context", {}).get("ReferenceDateTime", "")[:10]
            for result in row["Results"] if day else ():
                start = result.get("Start", row["Input"].lower().find(result["Text"].lower()))
                key = (day, row["Input"], start)
                if start >= 0 and key not in seen:
                    seen.add(key)
                    yield _recognizers_case(row["Input"], start, start + len(result["Text"]), day, result)


def _recognizers_case(text: str, start: int, end: int, day: str, result: dict[str, Any]) -> Case:
    kind = result.get("Type", result.get("TypeName", "")).rpartition(".")[2]
    value = result.get("Value") or result.get("Resolution") or {}
    if kind in _LEFT_OUT or kind not in ("date", "daterange"):
        return Case("recognizers", text, start, end, day, left_out=_LEFT_OUT.get(kind, "another kind"))
    values = value.get("values") or value.get("ResolutionValues")
    past: dict[str, str] = values[0] if values else value.get("PastResolution", {})
    if "value" in past or "date" in past:
        first = last = past.get("value") or past.get("date")
        named = None
    else:
        first = past.get("start") or past.get("startDate")
        named = past.get("end") or past.get("endDate")
        last = _before(named) if named else None
    if not all(re.fullmatch(r"\d{4}-\d\d-\d\d", x) for x in (first, last) if x) or not (first or last):
        return Case("recognizers", text, start, end, day, left_out="no single value")
    return Case("recognizers", text, start, end, day, first, last, named)


_EXAMPLES = re.compile(
    r"examples\s*\((datetime\w*)\s+(.*?\b(?:Second|Minute|Hour|Day|Week|Month|Quarter|Year))\b[^\[]*\[(.*?)\n\s*\]",
    re.S,
)


def duckling(folder: Path) -> Iterator[Case]:
    """The examples of duckling's English corpus and of its United States part; all are read on 12 February 2013."""
    for name in ("Duckling_Time_EN_Corpus.hs", "Duckling_Time_EN_US_Corpus.hs"):
        source = (folder / name).read_text(encoding="utf-8")
        for kind, value, examples in _EXAMPLES.findall(source[source.index("allExamples ::") :]):
            for text in re.findall(r'"((?:[^"\\]|\\.)*)"', examples):
                yield _duckling_case(text, kind, value)


def _duckling_case(text: str, kind: str, value: str) -> Case:
    asked = ("duckling", text, 0, len(text), "2013-02-12")
    moments = [[int(n) for n in m.split(",")] for m in re.findall(r"\((-?\d[-\d, ]*)\)", value)]
    grain = value.rsplit(maxsplit=1)[-1]
    if grain not in _GRAINS:
        return Case(*asked, left_out="clock time")
    if any(not 0 < m[0] < 9999 for m in moments):
        return Case(*asked, left_out="outside the calendar")
    begin = date(*moments[0][:3])
    if kind == "datetimeOpenInterval":
        before = "Before" in value
        named = begin.isoformat()
        return Case(*asked, None, _before(named), named) if before else Case(*asked, named, None)
    if len(moments) == 2:
        end = date(*moments[1][:3]) - timedelta(1)
    elif grain in ("Day", "Week"):
        end = begin + timedelta(6 if grain == "Week" else 0)
    else:
        months = begin.year * 12 + begin.month - 1 + _GRAINS[grain]
        end = date(months // 12, months % 12 + 1, 1) - timedelta(1)
    return Case(*asked, begin.isoformat(), end.isoformat())


def circumstances(path: Path) -> Iterator[Case]:
    """The words that date the annotated statements of the training articles, each word by itself after "in"."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for record in row["records"]:
            if record["said"] and record["said_expr"]:
                words = f"in {record['said_expr']}"
                yield Case("circumstances", words, 3, len(words), row["published"], *days(record["said"]))


def outcome(case: Case) -> tuple[str, TimeExpression | None]:
    """What became of a case: one of ``ASKED``, or why it isn't asked; and what was found."""
    if case.left_out:
        return case.left_out, None
    found = [t for t in find_times(case.text, case.reference) if t.start < case.end and t.end > case.start]
    best = max(found, key=lambda t: min(t.end, case.end) - max(t.start, case.start), default=None)
    if best and len(found) == 1 and _same(case, best):
        return "right", best
    if case.suite != "circumstances" and (case.first or "") > case.reference:
        return "looks ahead by design", best
    if case.suite != "circumstances" and case.text[case.start : case.end].lower() == "this week":
        return "this week ends with the day of publication by design", best
    if _right_with_capitals(case):
        return "right with capitals", best
    if best is None:
        return "not found", None
    ours = (best.earliest or "0", best.latest or "9999")
    theirs = (case.first or "0", case.last or "9999")
    if len(found) == 1 and ours[0] <= theirs[0] and theirs[1] <= ours[1]:
        return "wider", best
    if len(found) == 1 and theirs[0] <= ours[0] and ours[1] <= theirs[1]:
        return "narrower", best
    return "wrong", best


def _same(case: Case, found: TimeExpression) -> bool:
    """Whether the days are the same; "to May" may or may not include May in Recognizers-Text, which says 1 May."""
    if found.earliest != case.first:
        return False
    named = case.last_named if found.latest else None
    return found.latest == case.last or (named is not None and days(found.edtf.rpartition("/")[2])[0] == named)


def _right_with_capitals(case: Case) -> bool:
    """Whether all that lacks are the capitals of months, days and feasts, on which we insist where news has them."""
    text = capwords(case.text, " ")
    found = [t for t in find_times(text, case.reference) if t.start < case.end and t.end > case.start]
    return len(text) == len(case.text) and len(found) == 1 and _same(case, found[0])


def _before(day: str) -> str:
    return (date.fromisoformat(day[:10]) - timedelta(1)).isoformat() if day[:4].isdecimal() else day


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", help="list the cases of this outcome")
    parser.add_argument("--circumstances", action="store_true", help="read the annotated training articles' dates")
    arguments = parser.parse_args()
    if not FOLDER.is_dir() or not TRAIN.is_file():
        print(f"skipped: no cases under {FOLDER} (set ONRECORD_SHARED)")
        return
    if arguments.circumstances:
        suites = {"circumstances, train": circumstances(TRAIN)}
    else:
        suites = {"Recognizers-Text": recognizers(FOLDER / "recognizers"), "duckling": duckling(FOLDER / "duckling")}
    for name, cases in suites.items():
        counts = Counter[str]()
        for case in cases:
            result, found = outcome(case)
            counts[result] += 1
            if result == arguments.show:
                ours = found.edtf if found else None
                words = case.text[case.start : case.end]
                print(f"  {case.reference} {case.text!r} {words!r}: {case.first}/{case.last}, ours {ours}")
        asked = sum(counts[k] for k in ASKED)
        print(f"{name}: {counts.total()} cases, {asked} asked: {counts['right'] / asked:.1%} right")
        print("  asked:", ", ".join(f"{k} {counts[k]}" for k in ASKED))
        print("  left out:", ", ".join(f"{k} {n}" for k, n in counts.most_common() if k not in ASKED) or "none")


if __name__ == "__main__":
    main()
