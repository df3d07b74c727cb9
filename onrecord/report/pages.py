"""Fills the templates; every word of a draft or a source is escaped by them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..check.attention import DEFAULT, Reason, worst_first
from ..check.findings import Report
from ..display.findings import reading_in_words, summary
from .layout import notes_of, paragraphs

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent


@cache
def style() -> str:
    """The style sheet; all its rules stay within ``.check-report``."""
    return (_FOLDER / "report.css").read_text(encoding="utf-8")


def fragment(
    report: Report, counted: Collection[Reason] = DEFAULT, *, compared: str = "", prefix: str = "d1",
    statements: str | None = None,
) -> str:  # fmt: skip
    """One draft with its findings, as a piece of HTML without head or style.

    ``compared`` says in words what it was compared with; ``prefix`` begins the ids, so that several drafts can stand on
    one page. ``statements`` is where statements of the record are shown: evidence links there, its id put behind.
    """
    notes = notes_of(report, counted)
    order = [f.quote for f in worst_first(report.findings, counted)]
    worst = sorted((n for n in notes if n.level != "fine"), key=lambda n: order.index(n.finding.quote))
    return _templates().get_template("draft.html").render(
        report=report, notes=notes, worst=worst, paragraphs=list(paragraphs(report.text, notes)),
        summary=summary(report, counted), compared=compared,
        read=[f"{s.source}: {reading_in_words(s)}" for s in report.sources], prefix=prefix,
        statements=statements,
    )  # fmt: skip


def page(reports: Sequence[Report], counted: Collection[Reason] = DEFAULT, *, compared: str = "") -> str:
    """A whole HTML page with the findings on one or more drafts; it needs no other file and no network."""
    drafts = [fragment(r, counted, compared=compared, prefix=f"d{n}") for n, r in enumerate(reports, start=1)]
    names = ", ".join(r.draft for r in reports)
    return _templates().get_template("page.html").render(names=names, drafts=drafts, style=style())


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
