"""Tables of articles, of a transcript's turns or of posts: which it is, its columns tell, or the person who asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from ...errors import InputError, UnreadableError
from ..columns import Columns, text_value
from ..documents.article_file import make_article
from ..firsthand import Prepared
from ..reading import Failure, Form, Item, Reading
from ..transcripts.labels import looks_like_label
from ..transcripts.speech import as_document
from ..transcripts.transcript import transcript_of_rows
from .posts import read_post, usual_author
from .rows import BadRow, Row, rows

#: Columns that only tables of articles have, and those that only exports of posts have.
_OF_ARTICLES = frozenset(
    "title headline outlet publisher publication newspaper byline body article article_text maintext html".split()
)
_OF_POSTS = frozenset(
    (
        "tweet tweet_text full_text post post_id tweet_id toot screen_name username user_name handle account retweets"
        " retweet_count reposts likes favorites favorite_count is_retweet isretweet id_str replies reply_count"
        " public_metrics konto"
    ).split()
)
#: After this many rows in a row without a text the file is no table, or damaged from there on.
_MOST_BAD = 200
#: Where neither is there, "author, time, text" is a table of posts if the texts are as short as posts.
_LONGEST_POST = 1000


def read_table(path: Path, source: str, reading: Reading) -> Iterator[Item]:
    """Read every row of a table, a bad one as a Failure. Raises InputError, OSError."""
    columns = Columns(reading.hints.columns)
    with closing(rows(path, columns=columns.names())) as found:
        start, first = _first(found)
        if first is None:
            yield from (_failure(source, row) for row in start if isinstance(row, BadRow))
            raise UnreadableError("no rows in it")
        if "1" in first.values and not reading.hints.columns:
            columns = Columns(_without_header(first.values, reading.hints.form))
        form = reading.hints.form or form_of(first.values, columns)
        table = chain(start, found)
        if form == "transcript":
            yield from _transcript(table, first, columns, path, source, reading)
            return
        if columns.find("text", first.values) is None and columns.find("html", first.values) is None:
            raise UnreadableError(
                "no column of texts", remedy=f"name it with --column text=NAME; there are: {_names(first)}"
            )
        author = usual_author(path, reading, source) if form == "posts" else None
        read = partial(read_post, author=author) if form == "posts" else article_of_row
        yield from _each(table, lambda row, place: read(row, columns=columns, source=place, reading=reading), source)


def _each(table: Iterable[Row | BadRow], read: Callable[[Mapping[str, Any], str], Item], source: str) -> Iterator[Item]:
    """Read each row as an item of its own; give up on a table that has no texts."""
    bad = 0
    for row in table:
        place = f"{source}#{row.number}"
        try:
            if isinstance(row, BadRow):
                raise UnreadableError(row.reason)
            yield read(row.values, place)
            bad = 0
        except InputError as error:
            yield Failure.of(place, error)
            bad += isinstance(error, UnreadableError)
        if bad == _MOST_BAD:
            raise UnreadableError(f"no text in {bad} rows one after another", remedy="the rest is not read")


def article_of_row(row: Mapping[str, Any], *, columns: Columns, source: str, reading: Reading) -> Item:
    """The article that one row holds. Raises InputError."""
    own = columns.metadata(row)
    page = columns.value("html", row)
    article = make_article(
        text_value(page or columns.value("text", row)), source=source, url=own.url, is_html=page is not None, own=own,
        metadata=reading.metadata, override=reading.override, today=reading.today,
    )  # fmt: skip
    if reading.hints.form == "document":
        return as_document(article, author=reading.hints.author, said=reading.hints.said)
    return article


def _transcript(
    table: Iterator[Row | BadRow], first: Row, columns: Columns, path: Path, source: str, reading: Reading
) -> Iterator[Failure | Prepared]:
    speaker, words = columns.find("speaker", first.values), columns.find("words", first.values)
    if speaker is None or words is None:
        raise UnreadableError(
            "no columns of speakers and words",
            remedy=f"name them with --column speaker=NAME --column words=NAME; there are: {_names(first)}",
        )
    turns: list[tuple[str, str]] = []
    for row in table:
        if isinstance(row, BadRow):
            yield _failure(source, row)
        else:
            turns.append((text_value(row.values.get(speaker)), text_value(row.values.get(words))))
    header = {key: value for key, value in first.values.items() if key not in (speaker, words, "title")}
    yield transcript_of_rows(turns, header, source=source, path=path, reading=reading)


def _first(found: Iterator[Row | BadRow]) -> tuple[list[Row | BadRow], Row | None]:
    """The rows up to the first good one, and that one."""
    start: list[Row | BadRow] = []
    for row in islice(found, _MOST_BAD):
        start.append(row)
        if isinstance(row, Row):
            return start, row
    return start, None


def form_of(row: Mapping[str, Any], columns: Columns) -> Form:
    """What the rows of a table are, by one of them."""
    if columns.find("speaker", row) and columns.find("words", row):
        return "transcript"
    if _OF_ARTICLES.intersection(row):
        return "articles"
    short = len(text_value(columns.value("text", row))) <= _LONGEST_POST
    if _OF_POSTS.intersection(row) or (columns.find("author", row) and columns.find("published", row) and short):
        return "posts"
    return "articles"


def _without_header(row: Mapping[str, Any], form: Form | None) -> dict[str, str]:
    """The columns of speakers and words in a table without a header ("12, ANNA HOLT, We will mend it.").

    Unasked only where the first column counts the rows: a header in words that we don't know looks like a name, too.
    """
    counts = text_value(row["1"]).strip() in {"0", "1"}
    if form != "transcript" and not counts:
        return {}
    speaker = 2 if counts else 1
    if str(speaker + 1) not in row or not looks_like_label(text_value(row[str(speaker)])):
        return {}
    return {"speaker": str(speaker), "words": str(speaker + 1)}


def _failure(source: str, row: BadRow) -> Failure:
    return Failure(f"{source}#{row.number}", row.reason)


def _names(row: Row) -> str:
    return ", ".join(list(row.values)[:12])
