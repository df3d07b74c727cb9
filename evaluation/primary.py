"""Whether primary sources are read as what they are: ``python -m evaluation.primary [--gate] [--errors]``.

The sources of ``tests/primary`` come in the forms that the world prints; beside each stand the turns that it has and
who speaks in them, its day, place and channel, and a draft with quotations of known truth.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord import Model
from onrecord.annotation.annotate import annotate_all
from onrecord.article import Article, Metadata
from onrecord.check.attention import to_look_at
from onrecord.check.draft import check
from onrecord.check.findings import Finding, Report, Wording
from onrecord.sources import Failure, articles, drafts, locate
from onrecord.sources.firsthand import Prepared
from onrecord.statement import Statement

HERE = Path(__file__).parent.parent / "tests/primary"
#: Sources that hold a story or its like: they are right when they are read as such.
_STORIES = frozenset({"story"})
#: In percent, of the half that was seen while building and of the other.
FLOORS = {
    True: {"recognised": 96.0, "turns_right": 94.0, "turns_wrong": 0.8, "days_right": 93.0, "channels_right": 90.0},
    False: {"recognised": 92.0, "turns_right": 77.0, "turns_wrong": 3.5, "days_right": 75.0, "channels_right": 60.0},
}
_CEILINGS = ("turns_wrong", "false_alarms", "missed", "accused")
#: The worst of the pieces of a quotation is its wording.
_GRAVITY: tuple[Wording, ...] = ("verbatim", "evidence_found", "trimmed", "altered", "spliced", "not_found")
_BROKEN = re.compile(r"(?<=[a-z])-\s*\n\s*(?=[a-z])")


@dataclass(frozen=True, slots=True)
class Source:
    """A source with its answers, and the draft that quotes it."""

    name: str
    files: tuple[Path, ...]
    answers: dict[str, Any]
    draft: Path
    quotations: dict[str, Any]
    seen: bool


@dataclass(slots=True)
class Tally:
    """What was counted, and what went wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        """A share in percent."""
        return 100.0 * self.counts[part] / max(1, self.counts[whole])


def sources(folder: Path = HERE) -> Iterator[Source]:
    """Every source of a folder (or of the folders in it) with its answers."""
    for split in sorted(folder.rglob("split.json")):
        seen = {
            name.removesuffix(Path(name).suffix) if "." in name else name
            for name in json.loads(split.read_text())["seen"]
        }
        seen |= set(json.loads(split.read_text())["seen"])
        for path in sorted(split.parent.glob("*.answers.json")):
            stem = path.name.removesuffix(".answers.json")
            answers = json.loads(path.read_text(encoding="utf-8"))
            beside = [p for p in sorted(split.parent.glob("*")) if p.stem == stem and p.suffix not in (".json",)]
            files = [split.parent / name for name in answers.get("files", ())] or beside
            draft = split.parent / f"{stem}.draft.txt"
            quotations = json.loads((split.parent / f"{stem}.draft.json").read_text(encoding="utf-8"))
            yield Source(stem, tuple(files), answers, draft, quotations, stem in seen)


def read(source: Source) -> list[Article | Prepared]:
    """What onrecord reads in a source; what can't be read is left out."""
    located, _ = locate([str(path) for path in source.files])
    return [item for item in articles(located) if not isinstance(item, Failure)]


def judge(source: Source, tally: Tally) -> None:
    """Count what of a source is read right."""
    items = read(source)
    prepared = [item for item in items if isinstance(item, Prepared)]
    is_story = source.answers["recognised_as"] in _STORIES
    right = (not prepared) if is_story else bool(prepared) and len(prepared) == len(items)
    tally.counts["sources"] += 1
    tally.counts["recognised"] += right
    if not right:
        tally.errors.append(f"{source.name}: not read as {source.answers['recognised_as']}")
    if is_story:
        return
    _judge_turns(source, prepared, tally)
    _judge_setting(source, prepared, tally)


def _judge_turns(source: Source, prepared: Sequence[Prepared], tally: Tally) -> None:
    texts = [_Words(item) for item in prepared]
    at = {id(words): 0 for words in texts}
    for turn in source.answers["turns"]:
        tally.counts["turns"] += 1
        named = [str(turn["speaker"]), *map(str, turn.get("also", []))]
        names = {_plain(n) for n in named if n != "None"}
        may_be_unknown = "None" in named
        found = None
        for words in texts:
            place = words.find(turn["start_words"], turn["end_words"], at[id(words)])
            if place:
                at[id(words)] = place[0] + 1
                found = words.speakers(*place, named)
                break
        verdict = _verdict(found, names, may_be_unknown=may_be_unknown)
        tally.counts[f"turns {verdict}"] += 1
        if verdict != "right":
            said = turn["start_words"][:50]
            tally.errors.append(f"{source.name}: {verdict}: {turn['speaker']!r} read as {found}: {said}")
        if verdict == "right" and turn.get("seconds") is not None:
            tally.counts["timed"] += 1
    for words in texts:
        for nobody in source.answers.get("nobodys", ()):
            if len(re.findall(r"\w+", nobody)) > 2 and nobody[:1] not in "[(" and words.is_said(nobody):
                tally.counts["nobody"] += 1
                tally.errors.append(f"{source.name}: nobody's words are in a turn: {nobody[:60]}")


def _verdict(found: set[str | None] | None, names: set[str], *, may_be_unknown: bool) -> str:
    if not found:
        return "missed"
    plain = {_plain(n) if n else None for n in found}
    if len(plain) == 1:
        (one,) = plain
        if one is None:
            return "right" if may_be_unknown else "missed"
        if any(one == n or (one.split()[-1] == n.split()[-1] and (" " not in one or " " not in n)) for n in names):
            return "right"
        return "wrong"
    known = {p for p in plain if p}
    return "missed" if known <= names or not known else "wrong"


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


class _Words:
    """The letters of a prepared text, with the statement to which each belongs."""

    def __init__(self, item: Prepared) -> None:
        text = item.article.text
        owner: dict[int, Statement] = {}
        for statement in item.statements:
            for span in statement.content:
                owner.update(dict.fromkeys(range(span.start, span.end), statement))
        said = [k for k in range(len(text)) if k in owner and text[k].isalnum()]
        self._owners = [owner[k] for k in said]
        self._letters = "".join(text[k].casefold()[:1] for k in said)

    def find(self, start: str, end: str, at: int) -> tuple[int, int] | None:
        """Where a turn stands among the letters that somebody says."""
        first, last = _squashed(start), _squashed(end)
        a = self._letters.find(first, at)
        if a < 0:
            return None
        b = self._letters.find(last, a)
        return (a, b + len(last)) if b >= 0 else (a, a + len(first))

    def speakers(self, a: int, b: int, taken: Collection[str]) -> set[str | None]:
        """The speakers of a stretch; None for one that isn't known by name, nor by a description that is ``taken``."""
        named = {id(o): o for o in self._owners[a:b]}.values()
        return {o.speaker.name if o.speaker and (o.speaker.named or o.speaker.name in taken) else None for o in named}

    def is_said(self, words: str) -> bool:
        """Whether words stand in some turn."""
        return _squashed(words) in self._letters


def _squashed(words: str) -> str:
    return "".join(c.casefold()[:1] for c in _BROKEN.sub("", words) if c.isalnum())


def _judge_setting(source: Source, prepared: Sequence[Prepared], tally: Tally) -> None:
    answers = source.answers
    days = {s.said.edtf if s.said else None for item in prepared for s in item.statements}
    for part in answers.get("parts", [answers]):
        tally.counts["days"] += 1
        day = part.get("said", answers.get("said"))
        tally.counts["days right"] += day in days or (day is None and days <= {None})
        tally.counts["days wrong"] += bool(days - {None}) and day not in days
        if day not in days:
            tally.errors.append(f"{source.name}: day {day} read as {days}")
    channels = {s.channel.type for item in prepared for s in item.statements}
    fits = {answers["channel"], *answers.get("also_channel", ())}
    tally.counts["channels"] += 1
    tally.counts["channels right"] += bool(channels) and channels <= fits
    if not channels <= fits:
        tally.errors.append(f"{source.name}: channel {answers['channel']} read as {channels}")
    if answers.get("place"):
        tally.counts["places"] += 1
        titles = " ".join(item.article.title or "" for item in prepared)
        right = answers["place"].split(",")[0].casefold() in titles.casefold()
        tally.counts["places right"] += right
        if not right:
            tally.errors.append(f"{source.name}: place {answers['place']} not in {titles[:90]!r}")


def judge_draft(source: Source, model: Model, tally: Tally) -> None:
    """Count what of the draft's quotations is told right, what alarms wrongly, and what is passed over."""
    given = [item for item in annotate_all(iter(read(source)), model) if not isinstance(item, Failure)]
    located, _ = locate([str(source.draft)])
    day = Metadata(published=source.quotations.get("published"))
    (draft,) = (d for d in annotate_all(drafts(located, override=day), model) if not isinstance(d, Failure))
    report = check(draft, None, given)
    for asked in source.quotations["quotations"]:
        if asked["wording"] is not None or asked["bad"]:
            _judge_quotation(source.name, asked, list(_findings_on(report, asked)), tally)


def _findings_on(report: Report, asked: Mapping[str, Any]) -> Iterator[Finding]:
    """The findings on a quotation or a paraphrase of a draft, by where its words stand."""
    target = "paraphrase" if asked["kind"].startswith("paraphrase") else "quotation"
    for piece in asked.get("pieces") or [asked["exact"]]:
        m = re.search(r"\s+".join(map(re.escape, piece.split())), report.text)
        for f in report.findings if m else ():
            inside = min(m.end(), f.quote.end) - max(m.start(), f.quote.start) if m else 0
            if inside > 0 and f.target == target:
                yield f


def _judge_quotation(name: str, asked: Mapping[str, Any], found: Sequence[Finding], tally: Tally) -> None:
    """Count one quotation; paraphrases by themselves, for they alarm nobody unless chosen."""
    alarmed = bool(to_look_at(found))
    wordings = {asked["wording"], asked.get("wording_near"), *asked.get("wording_ok", ())}
    standings = {asked["standing"], asked.get("standing_near"), *asked.get("standing_ok", ())}
    gravest = max((f.wording for f in found), key=_GRAVITY.index, default=None)
    right = gravest in wordings and all(f.standing in standings for f in found)
    if asked["kind"].startswith("paraphrase"):
        borne_out = any(f.wording == "evidence_found" for f in found)
        tally.counts["paraphrases"] += not asked["bad"]
        tally.counts["paraphrases found"] += borne_out and not asked["bad"]
        tally.counts["evidence"] += borne_out
        tally.counts["evidence right"] += borne_out and not asked["bad"]
        if borne_out == asked["bad"]:
            tally.errors.append(f"{name}: {asked['kind']} {asked['exact'][:60]!r}: {[f.wording for f in found]}")
        return
    tally.counts["bad" if asked["bad"] else "harmless"] += 1
    tally.counts["missed" if asked["bad"] else "false alarms"] += alarmed != asked["bad"]
    tally.counts["verdicts"] += 1
    tally.counts["verdicts right"] += right
    accused = not asked["bad"] and any(f.standing == "other_speaker" for f in found)
    tally.counts["accused"] += accused
    if alarmed != asked["bad"] or accused or not right:
        told = [(f.wording, f.standing, f.speaker, f.warnings) for f in found]
        what = "ALARM" if alarmed and not asked["bad"] else "MISSED" if asked["bad"] and not alarmed else "verdict"
        printed = (asked.get("pieces") or [asked["exact"]])[0]
        tally.errors.append(f"{name}: {what} {asked['kind']} {printed[:60]!r}: {told}")


def show(title: str, tally: Tally) -> dict[str, float]:
    """Print the figures of some sources."""
    counts = tally.counts
    figures = {
        "recognised": tally.share("recognised", "sources"),
        "turns_right": tally.share("turns right", "turns"),
        "turns_wrong": tally.share("turns wrong", "turns"),
        "days_right": tally.share("days right", "days"),
        "channels_right": tally.share("channels right", "channels"),
        "places_right": tally.share("places right", "places"),
    }
    print(f"\n{title}: {counts['sources']} sources, {counts['turns']} turns; nobody's words said: {counts['nobody']}")
    if counts["verdicts"]:
        figures |= {
            "verdicts_right": tally.share("verdicts right", "verdicts"),
            "false_alarms": tally.share("false alarms", "harmless"),
            "missed": tally.share("missed", "bad"),
            "accused": tally.share("accused", "harmless"),
            "evidence_recall": tally.share("paraphrases found", "paraphrases"),
            "evidence_precision": tally.share("evidence right", "evidence"),
        }
    for key, value in figures.items():
        print(f"  {key:16} {value:6.1f}")
    return figures


def main() -> None:
    """Read every source, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=HERE)
    parser.add_argument("--errors", action="store_true", help="tell what went wrong, of the seen half only")
    parser.add_argument("--drafts", action="store_true", help="check the drafts, too, which needs the model")
    parser.add_argument("--gate", action="store_true", help="fail when a figure is below its floor")
    parser.add_argument("--half", choices=("seen", "measured"), help="only one half")
    options = parser.parse_args()
    halves = {True: Tally(), False: Tally()}
    model = Model.load() if options.drafts else None
    for source in sources(options.folder):
        if options.half is None or source.seen == (options.half == "seen"):
            judge(source, halves[source.seen])
            if model:
                judge_draft(source, model, halves[source.seen])
    below: list[str] = []
    for seen, tally in halves.items():
        if tally.counts:
            found = show("seen while building" if seen else "never looked at", tally)
            below += [f"{'seen' if seen else 'never looked at'}: {text}" for text in _below(found, FLOORS[seen])]
    if options.errors:
        print(*halves[True].errors, sep="\n")
    if options.gate:
        print(*(below or ["gate: every figure holds its floor"]), sep="\n")
        sys.exit(1 if below else 0)


def _below(found: Mapping[str, float], floors: Mapping[str, float]) -> Iterator[str]:
    for key, floor in floors.items():
        if key in found and (found[key] > floor if key in _CEILINGS else found[key] < floor):
            yield f"{key} is {found[key]:.1f}, the floor is {floor}"


if __name__ == "__main__":
    main()
