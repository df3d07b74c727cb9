"""JSON Lines and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ..record.rows import told
from ..search.search import Hit

#: Spreadsheets take a cell that begins with one of these for a formula (OWASP, "CSV Injection"), some a line within it.
_FORMULA = re.compile(r"^(?=[=+\-@\t\r＝＋－＠])|(?<=[\r\v\f\x85\u2028\u2029])(?=[=+\-@\t＝＋－＠])", re.MULTILINE)

#: The columns of a table of statements.
COLUMNS = (
    "id", "person", "person_id", "speaker", "speaker_type", "source", "cue", "words", "kind", "act", "happened", "said",
    "said_earliest", "said_latest", "channel", "addressee", "confidence", "start", "end", "cluster", "article",
    "article_source", "url", "title", "outlet", "published", "flag",
)  # fmt: skip


def json_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """One statement a line, with its article."""
    return (json.dumps(hit.to_dict(), ensure_ascii=False) for hit in hits)


def flat(hit: Hit) -> dict[str, Any]:
    """A statement as one row of a table."""
    statement, article = hit.statement, hit.article
    row = {
        **told(statement),
        "person": hit.person.name if hit.person else None,
        "person_id": hit.person.id if hit.person else None,
        "source": " ".join(" ".join(s.exact.split()) for s in statement.source),
        "cue": " ".join(" ".join(s.exact.split()) for s in statement.cue),
        "start": min(s.start for s in statement.content),
        "end": max(s.end for s in statement.content),
        "cluster": hit.cluster,
        "article": article.id,
        "article_source": article.source,
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "published": article.published,
        "flag": article.flag,
    }
    return {column: row[column] for column in COLUMNS}


def csv_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """A table with a head, one statement a row, that no spreadsheet takes for formulas."""
    yield _csv_line(COLUMNS)
    for hit in hits:
        yield _csv_line(flat(hit).values())


def _csv_line(values: Iterable[Any]) -> str:
    line = io.StringIO()
    # A cell with a line break is quoted for the sake of the line's own end: before Python 3.13 only then.
    csv.writer(line, lineterminator="\r\n").writerow([_safe(v) for v in values])
    return line.getvalue().removesuffix("\r\n")


def _safe(value: Any) -> Any:
    return _FORMULA.sub("'", value) if isinstance(value, str) else value
