"""How statements look in a terminal: quotation and paraphrase differ by word and mark, not by colour alone."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .article import Article
from .statement import Said, Span, Statement

#: What a statement's kind is called on screen, and the bar beside its words.
_LABELS = {"direct": ("quotation", "┃"), "mixed": ("part quotation", "╏"), "indirect": ("paraphrase", "┊")}
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
