"""How statements look in a terminal: quotation and paraphrase differ by word and mark, not by colour alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from ...article import Article
from ...check.attention import DEFAULT, Reason, level, worst_first
from ...display.citations import speaker_of
from ...display.findings import (
    ShownPiece,
    compare,
    facts_in_words,
    line_of,
    origin_in_words,
    reading_in_words,
    shortened,
    summary,
    wording_in_words,
)
from ...display.values import when_in_words
from ...statement import BARS, KIND_LABELS, Part, Statement

if TYPE_CHECKING:
    from ...check.findings import Evidence, Finding, Report
    from ...corrections.fix import History
    from ...people.directory import Person, PersonPage
    from ...people.judgements import Candidate
    from ...record.clusters import WordingDifference
    from ...record.decisions import Decision
    from ...record.forgetting import Holding
    from ...record.store import Failed
    from ...search.search import Hit

#: How the parts of a statement's headline are set.
_PARTS: Mapping[Part, str] = {
    "speaker": "bold cyan", "nobody": "dim", "alias": "not bold dim", "cue": "not bold cyan", "no cue": "not bold dim",
    "addressee": "not bold", "channel": "not bold", "day": "not bold", "undated": "not bold dim",
    "doubt": "not bold yellow",
}  # fmt: skip
#: Things that couldn't be added are listed up to this number, the last ones.
_FAILURES = 20
#: Before a finding: to be looked at, noted, fine.
_SIGNS = {"look": ("●", "bold yellow"), "note": ("○", "cyan"), "fine": ("·", "dim")}
#: How words are set that only the draft has, and those that only the source has.
_SETTINGS = {"draft": ("{+", "+}", "bold magenta"), "source": ("[-", "-]", "bold blue"), "both": ("", "", "")}
#: Passages shown for each finding.
_EVIDENCE = 3
_STYLES = {"direct": "bold", "mixed": "", "indirect": "italic"}


def render(article: Article, statements: Sequence[Statement]) -> RenderableType:
    """Lay out an article's head and its statements."""
    head = Text(article.title or article.source, style="bold underline")
    facts = [article.outlet, _day(article), ", ".join(article.authors), article.source if article.title else None]
    lines: list[RenderableType] = [head, Text(" · ".join(f for f in facts if f), style="dim")]
    if not statements:
        lines.append(Padding(Text("No statement found.", style="dim"), (1, 0, 0, 2)))
    size = Counter(s.occasion for s in statements)
    shared = {number for number, count in size.items() if number is not None and count > 1}
    lines += [Padding(_statement(s, s.occasion in shared), (1, 0, 0, 2)) for s in statements]
    return Padding(Group(*lines), (0, 0, 1, 0))


def _day(article: Article) -> str:
    return article.published or "no date given"


def _statement(statement: Statement, shared: bool) -> RenderableType:
    """Lay out a statement; ``shared`` tells that others were made on the same occasion."""
    bar = BARS[statement.kind]
    note = Text(statement.label, style="dim")
    top = Table.grid(expand=True, padding=(0, 1))
    top.add_column(ratio=1)
    top.add_column(justify="right", no_wrap=True)
    line = _who_and_when(statement)
    if shared:
        line.append(f" · occasion {statement.occasion}", style="not bold dim")
    top.add_row(line, note)
    return Group(top, _Barred(Text(statement.words, style=_STYLES[statement.kind]), bar))


def _who_and_when(statement: Statement) -> Text:
    """Such as: Ana Ortega (she) · told reporters · briefing · Mon 3 Oct 2016."""
    (first, who), *parts = statement.headline()
    line = Text(who, style=_PARTS[first])
    for part, words in parts:
        line.append(f"{' ' if part == 'alias' else ' · '}{words}", style=_PARTS[part])
    return line


def render_hits(hits: Sequence[Hit]) -> RenderableType:
    """Lay out found statements, each with its article."""
    return Group(*(Padding(render_hit(hit), (0, 0, 1, 0)) for hit in hits))


def render_hit(hit: Hit, *facts: str) -> RenderableType:
    """Lay out a statement with its article; ``facts`` stand before the others."""
    statement = hit.statement
    bar = BARS[statement.kind]
    top = Table.grid(expand=True, padding=(0, 1))
    top.add_column(ratio=1)
    top.add_column(justify="right", no_wrap=True)
    who = Text(speaker_of(hit), style="bold cyan")
    for fact in (*facts, _when(hit), _where(statement), *_doubts(statement)):
        who.append(f" · {fact}", style="not bold")
    top.add_row(who, Text(_label(hit), style="dim"))
    return Group(top, _Barred(Text(statement.words, style=_STYLES[statement.kind]), bar), _origin(hit))


def _when(hit: Hit) -> str:
    said = hit.statement.said
    return f"said {when_in_words(said)}" if said else f"undated, printed {hit.article.published or 'on an unknown day'}"


def _where(statement: Statement) -> str:
    channel = statement.channel.type if statement.channel.type != "unspecified" else "where isn't told"
    return f"{channel}, to {statement.addressee.name}" if statement.addressee else channel


def _doubts(statement: Statement) -> list[str]:
    return {"yes": [], "no": ["did not happen"], "hypothetical": ["hypothetical"]}[statement.happened]


def _label(hit: Hit) -> str:
    return KIND_LABELS[hit.statement.kind] + (", corrected" if hit.corrected else "")


def _origin(hit: Hit) -> Text:
    """Where it is printed; a correction or retraction of the article is told with it."""
    article = hit.article
    facts = [article.title or article.source, article.outlet, article.published, hit.statement.id]
    line = Text("  " + " · ".join(f for f in facts if f), style="dim")
    if article.flag:
        line.append(f" · {article.flag}{f': {article.flag_note}' if article.flag_note else ''}", style="bold red")
    return line


def render_page(page: PersonPage) -> RenderableType:
    """Lay out one person: names, statements by year, what was said when."""
    person = page.person
    head = Text(person.name, style="bold underline")
    facts = Text(f"{person.type} · {person.id} · {person.statements} statements", style="dim")
    names = Text("named: " + ", ".join(person.names))
    most = max((count for _, count in page.years), default=1)
    years = Table.grid(padding=(0, 1))
    for year, count in page.years:
        years.add_row(year or "no date", str(count), "▇" * max(1, round(40 * count / most)))
    said = render_hits(page.statements) if page.statements else Text("No statement with these words.", style="dim")
    return Group(head, facts, names, Padding(years, (1, 0, 1, 0)), said)


def render_cluster(compared: Sequence[tuple[Hit, Sequence[WordingDifference]]]) -> RenderableType:
    """Lay out the same words in several articles, each with how it differs from the first."""
    parts: list[RenderableType] = []
    for hit, differences in compared:
        parts.append(render_hit(hit))
        parts += [Text(f"  {_difference(d)}", style="yellow") for d in differences]
        parts.append(Text())
    return Group(*parts)


def _difference(difference: WordingDifference) -> str:
    if difference.kind == "delete":
        return f"without “{difference.first}”"
    if difference.kind == "insert":
        return f"with “{difference.other}” besides"
    return f"“{difference.other}” for “{difference.first}”"


def render_history(history: History) -> RenderableType:
    """Lay out what the machine said of a statement, the corrections, and what is shown."""
    machine = replace(history.shown, statement=history.machine, person=None, corrected=False)
    return Group(
        Text("as the machine found it", style="bold"),
        render_hit(machine),
        Text("corrections" if history.reviews else "no corrections", style="bold"),
        render_reviews(history.reviews),
        Text("as it is shown", style="bold"),
        render_hit(history.shown),
    )


def render_reviews(reviews: Sequence[Decision]) -> RenderableType:
    """List corrections: of what, which field, what, by whom, when, why."""
    table = Table("statement", "field", "value", "by", "at", "why", "undone", box=None, pad_edge=False)
    for r in reviews:
        value = json.dumps(r.value, ensure_ascii=False) if not isinstance(r.value, str) else r.value
        table.add_row(r.of[0], r.verdict, value, r.by, r.at[:16], r.why or "", _undone(r))
    return table


def render_people(people: Sequence[Person]) -> RenderableType:
    """List people: id, name, type, number of statements, other names."""
    table = Table("id", "name", "type", Column("statements", justify="right"), "also", box=None, pad_edge=False)
    for p in people:
        table.add_row(p.id, p.name, p.type, str(p.statements), ", ".join(n for n in p.names if n != p.name))
    return table


def render_candidates(candidates: Sequence[Candidate]) -> RenderableType:
    """List those who may be one person, and why."""
    table = Table("id", "name", "id", "name", "why", box=None, pad_edge=False)
    for c in candidates:
        table.add_row(c.person.id, c.person.name, c.other.id, c.other.name, ", ".join(c.reasons))
    return table


def render_judgements(judgements: Sequence[Decision]) -> RenderableType:
    """List what was judged about people, by whom and when."""
    table = Table("number", "verdict", "person", "other", "name", "by", "at", "undone", box=None, pad_edge=False)
    for j in judgements:
        person, other = (*j.of, "")[:2]
        table.add_row(str(j.number), j.verdict, person, other, j.value or "", j.by, j.at[:16], _undone(j))
    return table


def _undone(decision: Decision) -> str:
    """When it was taken back and by whom; who did so isn't known of what an older onrecord took back."""
    when = (decision.undone_at or "")[:16]
    return f"{when} by {decision.undone_by}" if decision.undone_by else when


def render_holdings(holdings: Sequence[Holding]) -> RenderableType:
    """List the articles that hold a person."""
    table = Table("article", Column("statements", justify="right"), "title", "source", box=None, pad_edge=False)
    for h in holdings:
        table.add_row(h.article, str(h.statements), h.title or "", h.source)
    return table


def render_stats(stats: Mapping[str, int | str | None], failures: Sequence[Failed]) -> RenderableType:
    """Lay out what a record holds and what couldn't be added."""
    table = Table.grid(padding=(0, 2))
    for name, value in stats.items():
        table.add_row(name, "" if value is None else str(value))
    listed = [Text(f"failed {f.at[:10]} · {f.source}: {f.reason}", style="dim") for f in failures[-_FAILURES:]]
    if len(failures) > _FAILURES:
        listed.append(Text(f"and {len(failures) - _FAILURES} earlier ones; all with --json", style="dim"))
    return Group(table, *listed)


def render_report(report: Report, counted: Collection[Reason] = DEFAULT) -> RenderableType:
    """Lay out what a check found on a draft, worst first: a line a finding, its evidence below."""
    parts: list[RenderableType] = [Text(report.draft, style="bold underline")]
    parts += [Text(f"{s.source}: {reading_in_words(s)}", style="dim") for s in report.sources]
    parts.append(Text())
    for finding in worst_first(report.findings, counted):
        parts += [_finding(report, finding, counted), *_evidence_lines(report, finding)]
    if report.findings:
        parts.append(Text())
    told = Text(summary(report, counted), style="bold")
    if any(compare(report.text, f) for f in report.findings):
        told.append(" · {+only in the draft+} [-only in the source-]", style="not bold dim")
    return Padding(Group(*parts, told), (0, 0, 1, 0))


def _finding(report: Report, finding: Finding, counted: Collection[Reason]) -> RenderableType:
    sign, style = _SIGNS[level(finding, counted)]
    who, *facts = facts_in_words(finding)
    row = Table.grid(Column(width=2), Column(ratio=1), expand=True)
    line = Text(wording_in_words(finding), style=style)
    line.append(f" · line {line_of(report.text, finding.quote.start)} · ", style="not bold default")
    line.append(who, style="bold cyan" if finding.speaker else "dim default")
    line.append("".join(f" · {fact}" for fact in facts), style="not bold default")
    row.add_row(Text(sign, style=style), line)
    return row


def _evidence_lines(report: Report, finding: Finding) -> Iterator[RenderableType]:
    """Indented: the words, laid over those of the best evidence, where they stand, and what to mind."""
    if pieces := compare(report.text, finding):
        yield _indented(_merged(shortened(pieces)))
    else:
        quote = " ".join(finding.quote.exact.split())
        yield _indented(Text(f"“{quote}”") if finding.target == "quotation" else Text(quote, style="italic"))
    for warning in finding.warnings:
        yield _indented(Text(f"! {warning}", style="yellow"))
    for evidence in finding.evidence[:_EVIDENCE]:
        yield _indented(_origin_of(finding, evidence))
    if len(finding.evidence) > _EVIDENCE:
        yield _indented(Text(f"and {len(finding.evidence) - _EVIDENCE} more", style="dim"))


def _indented(what: RenderableType) -> RenderableType:
    return Padding(what, (0, 0, 0, 4))


def _merged(pieces: Sequence[ShownPiece]) -> Text:
    line = Text("“")
    for piece in pieces:
        before, after, style = _SETTINGS[piece.of]
        gap = " " * piece.words.startswith(" ")
        line.append(gap).append(f"{before}{piece.words.strip()}{after}", style=style)
    return line.append("”")


def _origin_of(finding: Finding, evidence: Evidence) -> Text:
    """Where evidence stands, after its words where those of the draft don't tell them."""
    line = Text("nearest: " if finding.wording == "not_found" else "← ", style="dim")
    if finding.wording in ("not_found", "spliced", "evidence_found"):
        line.append(f"“{' '.join(evidence.exact.split())}” ", style="not dim")
    return line.append(" · ".join(origin_in_words(evidence)))


class _Barred:
    """Words with a bar down their left side."""

    def __init__(self, words: Text, bar: str) -> None:
        self._words = words
        self._bar = bar

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._words.wrap(console, max(20, options.max_width - 2)):
            yield Text.assemble((f"{self._bar} ", "dim"), line)
