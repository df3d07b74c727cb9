"""What people corrected in statements: stored beside what the machine said, and shown instead of it.

A correction holds on to its words, not to a row: when the article is read again by another model, or comes in a new
version, it goes to the statement that covers the same words. Where none does, it waits.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, insert, select, update

from ..dates import days
from ..errors import UsageError
from ..statement import Addressee, Channel, Said, Span, Speaker, Statement, Sure
from ..text.selectors import find, selector
from . import clusters
from .decisions import ACTIVE, about, on_statement
from .gathering import Spoken, set_speakers
from .rows import STATEMENT_FIELDS, day_of, statement_of, statement_row
from .tables import articles, decisions, statements

#: Words that are the same by half are the same statement's.
_OVERLAP = 0.5
_DAY = re.compile(r"([12]\d{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?[~?%]?")


def place_of(statement: Statement, text: str) -> dict[str, Any]:
    """What a correction holds on to: the words of the statement and where they stood."""
    return {"statement": statement.id, "content": [selector(text, s) for s in statement.content]}


def show(connection: Connection, number: int) -> None:
    """Work out what is shown of a statement: the machine's values, and over them what people said."""
    row, text = _row(connection, number)
    machine = row["machine"] or {name: row[name] for name in STATEMENT_FIELDS}
    d = decisions.c
    said = connection.execute(select(d.verdict, d.value).where(on_statement(number), ACTIVE).order_by(d.number)).all()
    statement = statement_of({**row, **machine}, text)
    for field, value in said:
        statement = _surely(_APPLY[field](statement, value, text), field)
    shown = row["current"] and all(field != "reject" for field, _ in said)
    corrected = any(field not in AGREEMENTS for field, _ in said)
    values = statement_row(statement) | {"machine": machine if corrected else None, "shown": shown}
    values["day"] = day_of(statement, row["published"])
    clusters.leave(connection, [number])
    connection.execute(update(statements).where(statements.c.number == number).values(values))
    spoken = Spoken(row["article"], row["article_id"], row["outlet"], text, [(number, statement)])
    set_speakers(connection, [spoken])
    if shown:
        clusters.join(connection, [number])


def version_of(connection: Connection, number: int) -> str:
    """A mark of what is known of a statement just now; after any change to it, it is another."""
    columns = [statements.c[name] for name in (*STATEMENT_FIELDS, "shown")]
    row = connection.execute(select(*columns).where(statements.c.number == number)).one()
    d = decisions.c
    of_it = select(d.number, d.undone_at).where(on_statement(number)).order_by(d.number)
    state = [list(row), [list(decision) for decision in connection.execute(of_it)]]
    return blake2b(json.dumps(state, sort_keys=True).encode(), digest_size=6).hexdigest()


def attach(connection: Connection, article: int) -> None:
    """Give waiting corrections of an article to the statements that cover their words."""
    unplaced: dict[str, list[RowMapping]] = defaultdict(list)
    d = decisions.c
    of_article = about("statement") & ACTIVE & (d.article == article) & d.statement.is_(None)
    for decision in connection.execute(select(d.number, d.words).where(of_article)).mappings():
        unplaced[decision["words"]["statement"]].append(decision)
    if not unplaced:
        return
    text = connection.execute(select(articles.c.text).where(articles.c.number == article)).scalar_one()
    rows = connection.execute(select(statements).where(statements.c.article == article)).mappings().all()
    covered = {row["number"]: _characters(statement_of(row, text).content) for row in rows}
    for same in unplaced.values():
        found = _covering(text, same[0]["words"]["content"], covered)
        if found is not None:
            numbers = [decision["number"] for decision in same]
            connection.execute(update(decisions).where(d.number.in_(numbers)).values(statement=found))
            show(connection, found)


def waiting() -> ColumnElement[bool]:
    """Corrections in the newest version of an article that have lost their statement."""
    d = decisions.c
    changing = d.statement.is_(None) & d.verdict.not_in((*AGREEMENTS, "reject"))
    return about("statement") & ACTIVE & changing & d.article.in_(select(articles.c.number).where(articles.c.current))


def carry_over(connection: Connection, old: Sequence[int], new: int) -> None:
    """Let the corrections of an article's older version wait for the statements of the new one."""
    d = decisions.c
    active = select(decisions).where(about("statement"), ACTIVE, d.article.in_(old)).order_by(d.number)
    rows = connection.execute(active).mappings().all()
    copies = [{**row, "article": new, "statement": None} for row in rows]
    for copy in copies:
        del copy["number"]
    if copies:
        connection.execute(insert(decisions), copies)


def said_on(edtf: str) -> Said:
    """A date as a person gives it: 2025, 2025-11, 2025-11-07, or an interval of two of them with an open end or none.

    Raises UsageError.
    """
    wrong = UsageError(f"{edtf!r} is no date", remedy="write 2025, 2025-11, 2025-11-07 or two of them with / between")
    try:
        earliest, latest = days(edtf)
    except ValueError as error:
        raise wrong from error
    if earliest is latest is None:
        raise wrong
    if earliest and latest and latest < earliest:
        raise UsageError(f"{edtf!r} ends before it begins")
    return Said(edtf, earliest, latest, "own")


def _surely(statement: Statement, field: str) -> Statement:
    """What a person has said, or agreed to, is sure."""
    if statement.sure is None:
        return statement
    said = ("speaker", "said", "channel", "addressee") if field == "accept" else (field,)
    return replace(statement, sure=Sure.from_dict(statement.sure.to_dict() | dict.fromkeys(said, 1.0)))


def _speaker(statement: Statement, value: Mapping[str, Any] | None, text: str) -> Statement:
    if value is None:
        return replace(statement, speaker=None, other_speakers=())
    at = text.find(value["name"])
    mention = Span.of(text, at, at + len(value["name"])) if at >= 0 else None
    return replace(statement, speaker=Speaker(value["name"], value["type"], True, mention), other_speakers=())


def _said(statement: Statement, value: str | None, _: str) -> Statement:
    return replace(statement, said=said_on(value) if value else None)


def _channel(statement: Statement, value: Any, _: str) -> Statement:
    return replace(statement, channel=Channel(value))


def _addressee(statement: Statement, value: str | None, _: str) -> Statement:
    return replace(statement, addressee=Addressee(value) if value else None)


def _words(statement: Statement, value: Sequence[Mapping[str, Any]], text: str) -> Statement:
    found = [find(text, described) for described in value]
    spans = tuple(s for s in found if s is not None)
    return replace(statement, content=spans) if len(spans) == len(found) else statement


def _plain(field: str) -> Callable[[Statement, Any, str], Statement]:
    def put(statement: Statement, value: Any, _: str) -> Statement:
        return replace(statement, **{field: value})

    return put


#: How each field of a correction changes a statement.
_APPLY: Mapping[str, Callable[[Statement, Any, str], Statement]] = {
    "speaker": _speaker,
    "said": _said,
    "channel": _channel,
    "addressee": _addressee,
    "words": _words,
    "kind": _plain("kind"),
    "act": _plain("act"),
    "happened": _plain("happened"),
    "reject": lambda statement, _, __: statement,
    "accept": lambda statement, _, __: statement,
    "skip": lambda statement, _, __: statement,
}
FIELDS = tuple(_APPLY)
#: What a person says of a statement without changing it.
AGREEMENTS = ("accept", "skip")


def _row(connection: Connection, number: int) -> tuple[RowMapping, str]:
    a = articles.c
    query = select(statements, a.text, a.current, a.published, a.outlet, a.id.label("article_id")).join(articles)
    row = connection.execute(query.where(statements.c.number == number)).mappings().one()
    return row, row["text"]


def _covering(text: str, described: Sequence[Mapping[str, Any]], covered: Mapping[int, set[int]]) -> int | None:
    """The statement that covers the described words best, where it is half the same at least."""
    spans = [find(text, d) for d in described]
    wanted = _characters([s for s in spans if s is not None])
    if not wanted or not covered:
        return None
    best = max(covered, key=lambda n: (len(wanted & covered[n]) / len(wanted | covered[n]), -n))
    return best if len(wanted & covered[best]) >= _OVERLAP * len(wanted | covered[best]) else None


def _characters(spans: Sequence[Span]) -> set[int]:
    return {k for s in spans for k in range(s.start, s.end)}
