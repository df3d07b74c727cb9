"""How statements look in a terminal: quotation and paraphrase differ by word and mark, not by colour alone."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .article import Article
from .statement import Statement

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
    who = Text()
    named = statement.speaker.name if statement.speaker else ""
    source = " ".join(" ".join(s.exact.split()) for s in statement.source) or named
    who.append(source or "no source named", style="bold cyan" if source else "dim")
    cue = " ".join(" ".join(s.exact.split()) for s in statement.cue)
    who.append(f" · {cue}" if cue else " · no cue", style="cyan" if cue else "dim")
    if statement.happened != "yes":
        who.append(" · did not happen" if statement.happened == "no" else " · hypothetical", style="yellow")
    note = Text(f"{label} {statement.confidence:.0%}", style="dim")
    top = Table.grid(expand=True)
    top.add_column(ratio=1)
    top.add_column(justify="right", no_wrap=True)
    top.add_row(who, note)
    return Group(top, _Barred(Text(statement.words, style=_STYLES[statement.kind]), bar))


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
