"""How statements look in a terminal: quotation and paraphrase differ by word and mark, not by colour alone."""

from __future__ import annotations

import calendar
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from .article import Article
from .statement import Said, Span, Statement

if TYPE_CHECKING:
    from .clusters import Difference
    from .corrections import History, Review
    from .forget import Holding
    from .judgements import Candidate, Judgement
    from .record import Failed
    from .search import Hit
    from .who import Page, Person

#: What a statement's kind is called on screen, and the bar beside its words.
_LABELS = {"direct": ("quotation", "┃"), "mixed": ("part quotation", "╏"), "indirect": ("paraphrase", "┊")}
#: So many things that couldn't be added are listed, the last ones.
_FAILURES = 20
_STYLES = {"direct": "bold", "mixed": "", "indirect": "italic"}


def render(article: Article, statements: Sequence[Statement]) -> RenderableType:
    """Lay out an article's head and its statements."""
    head = Text(article.title or article.source, style="bold underline")
    facts = [article.outlet, _day(article), ", ".join(article.authors), article.source if article.title else None]
    lines: list[RenderableType] = [head, Text(" · ".join(f for f in facts if f), style="dim")]
    if not statements:
        lines.append(Padding(Text("No statement found.", style="dim"), (1, 0, 0, 2)))
    lines += [Padding(_statement(s), (1, 0, 0, 2)) for s in statements]
    return Padding(Group(*lines), (0, 0, 1, 0))


def _day(article: Article) -> str:
    return article.published or "no date given"


def _statement(statement: Statement) -> RenderableType:
    label, bar = _LABELS[statement.kind]
    note = Text(f"{label} {statement.confidence:.0%}", style="dim")
    top = Table.grid(expand=True)
    top.add_column(ratio=1)
    top.add_column(justify="right", no_wrap=True)
    top.add_row(_who_and_when(statement), note)
    return Group(top, _Barred(Text(statement.words, style=_STYLES[statement.kind]), bar))


def _who_and_when(statement: Statement) -> Text:
    """Such as: Ana Ortega (she) · told reporters · briefing · Mon 3 Oct 2016."""
    source, cue = _words(statement.source), _words(statement.cue)
    speakers = [s.name for s in (statement.speaker, *statement.other_speakers) if s]
    line = Text(" and ".join(speakers) or source or "nobody named", style="bold cyan" if speakers else "dim")
    if speakers and source and not any(s in source for s in speakers):
        line.append(f" ({source})", style="not bold dim")
    line.append(f" · {cue}" if cue else " · no cue", style="not bold cyan" if cue else "not bold dim")
    addressee = statement.addressee
    if addressee and addressee.name.lower() not in cue.lower():
        line.append(f" · to {addressee.name}", style="not bold")
    if statement.channel.type != "unspecified":
        line.append(f" · {statement.channel.type}", style="not bold")
    line.append(f" · {when_in_words(statement.said)}", style="not bold" if statement.said else "not bold dim")
    if statement.happened != "yes":
        happened = " · did not happen" if statement.happened == "no" else " · hypothetical"
        line.append(happened, style="not bold yellow")
    return line


def _words(spans: Sequence[Span]) -> str:
    return " ".join(" ".join(s.exact.split()) for s in spans)


def when_in_words(said: Said | None) -> str:
    """Such as "Mon 3 Oct 2016", "Oct 2016", "since Oct 2016", "about 2010"; "undated" for None."""
    if said is None:
        return "undated"
    first, slash, last = said.edtf.partition("/")
    if not slash:
        return _date_in_words(first)
    if last == "..":
        return f"since {_date_in_words(first)}"
    return f"until {_date_in_words(last)}" if first == ".." else f"{_date_in_words(first)} to {_date_in_words(last)}"


def _date_in_words(edtf: str) -> str:
    about = "about " if edtf.endswith("~") else ""
    numbers = [int(n) for n in edtf.rstrip("~").split("-")]
    if len(numbers) == 1:
        return f"{about}{numbers[0]}"
    day = date(numbers[0], numbers[1], numbers[2] if len(numbers) == 3 else 1)
    month = f"{calendar.month_abbr[day.month]} {day.year}"
    return f"{about}{calendar.day_abbr[day.weekday()]} {day.day} {month}" if len(numbers) == 3 else f"{about}{month}"


def render_hits(hits: Sequence[Hit]) -> RenderableType:
    """Lay out found statements, each with its article."""
    return Group(*(Padding(render_hit(hit), (0, 0, 1, 0)) for hit in hits))


def render_hit(hit: Hit, *facts: str) -> RenderableType:
    """Lay out a statement with its article; ``facts`` stand before the others."""
    statement = hit.statement
    bar = _LABELS[statement.kind][1]
    top = Table.grid(expand=True)
    top.add_column(ratio=1)
    top.add_column(justify="right", no_wrap=True)
    who = Text(_name(hit), style="bold cyan")
    for fact in (*facts, _when(hit), _where(statement), *_doubts(statement)):
        who.append(f" · {fact}", style="not bold")
    top.add_row(who, Text(_label(hit), style="dim"))
    return Group(top, _Barred(Text(statement.words, style=_STYLES[statement.kind]), bar), _origin(hit))


def _name(hit: Hit) -> str:
    if hit.person:
        return hit.person.name
    if hit.statement.speaker:
        return hit.statement.speaker.name
    return " ".join(" ".join(s.exact.split()) for s in hit.statement.source) or "no source named"


def _when(hit: Hit) -> str:
    said = hit.statement.said
    return f"said {when_in_words(said)}" if said else f"undated, printed {hit.article.published or 'on an unknown day'}"


def _where(statement: Statement) -> str:
    channel = statement.channel.type if statement.channel.type != "unspecified" else "where isn't told"
    return f"{channel}, to {statement.addressee.name}" if statement.addressee else channel


def _doubts(statement: Statement) -> list[str]:
    return {"yes": [], "no": ["did not happen"], "hypothetical": ["hypothetical"]}[statement.happened]


def _label(hit: Hit) -> str:
    return _LABELS[hit.statement.kind][0] + (", corrected" if hit.corrected else "")


def _origin(hit: Hit) -> Text:
    """Where it is printed; a correction or retraction of the article is told with it."""
    article = hit.article
    facts = [article.title or article.source, article.outlet, article.published, hit.statement.id]
    line = Text("  " + " · ".join(f for f in facts if f), style="dim")
    if article.flag:
        line.append(f" · {article.flag}{f': {article.flag_note}' if article.flag_note else ''}", style="bold red")
    return line


def render_page(page: Page) -> RenderableType:
    """Lay out one person: names, statements by year, what was said when."""
    person = page.person
    head = Text(person.name, style="bold underline")
    facts = Text(f"{person.type} · {person.id} · {person.statements} statements", style="dim")
    names = Text("named: " + ", ".join(person.names))
    most = max((count for _, count in page.years), default=1)
    years = Table.grid(padding=(0, 1))
    for year, count in page.years:
        years.add_row(year or "no date", str(count), "▇" * max(1, round(40 * count / most)))
    return Group(head, facts, names, Padding(years, (1, 0, 1, 0)), render_hits(page.statements))


def render_cluster(compared: Sequence[tuple[Hit, Sequence[Difference]]]) -> RenderableType:
    """Lay out the same words in several articles, each with how it differs from the first."""
    parts: list[RenderableType] = []
    for hit, differences in compared:
        parts.append(render_hit(hit))
        parts += [Text(f"  {_difference(d)}", style="yellow") for d in differences]
        parts.append(Text())
    return Group(*parts)


def _difference(difference: Difference) -> str:
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


def render_reviews(reviews: Sequence[Review]) -> RenderableType:
    """List corrections: of what, which field, what, by whom, when, why."""
    table = Table("statement", "field", "value", "by", "at", "why", "undone", box=None, pad_edge=False)
    for r in reviews:
        value = json.dumps(r.value, ensure_ascii=False) if not isinstance(r.value, str) else r.value
        table.add_row(r.of, r.field, value, r.who, r.at[:16], r.why or "", (r.undone or "")[:16])
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


def render_judgements(judgements: Sequence[Judgement]) -> RenderableType:
    """List what was judged about people, by whom and when."""
    table = Table("number", "verdict", "person", "other", "name", "by", "at", "undone", box=None, pad_edge=False)
    for j in judgements:
        undone = f"{j.undone[:16]} by {j.undone_by}" if j.undone else ""
        table.add_row(str(j.number), j.verdict, j.person, j.other or "", j.name or "", j.who, j.at[:16], undone)
    return table


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


class _Barred:
    """Words with a bar down their left side."""

    def __init__(self, words: Text, bar: str) -> None:
        self._words = words
        self._bar = bar

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self._words.wrap(console, max(20, options.max_width - 2)):
            yield Text.assemble((f"{self._bar} ", "dim"), line)


def console(*, stderr: bool = False) -> Console:
    """A console as wide as the terminal, at most 100; 100 where nobody watches."""
    found = Console(stderr=stderr, highlight=False, markup=False)
    found.width = min(found.width, 100) if found.is_terminal else 100
    return found
