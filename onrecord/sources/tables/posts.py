"""Posts of a social account: each is an article of its own and one direct statement that its author wrote."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ...article import Article, Metadata
from ...errors import UnreadableError
from ...statement import Channel, Span, Speaker
from ...text.language import check_language
from ..columns import Columns, text_value
from ..firsthand import Prepared, Turn, on_day, prepare
from ..limits import check_length
from ..moments import read_moment
from ..reading import Reading, beside
from ..transcripts.occasion import occasion_of

#: A post that passes on another account's words: those are not its author's, and when they were written isn't known.
_PASSED_ON_WHOLE = ("reblog", "retweeted_status")
_NAMES_OF_ACCOUNT = ("name", "display_name", "displayName", "screen_name", "username", "acct")
_MARKUP = re.compile(r"</?(?:p|br|a|span|em|strong|b|i)\b[^<>]{0,300}>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{1,300}>")
_LINE_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</p>\s?<p(?:\s[^<>]{0,300})?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:\w{2,8}|#\d{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_PASSED_ON = re.compile(r"\s*RT @(?P<account>\w+):\s*")


def read_post(
    row: Mapping[str, Any], *, columns: Columns, source: str, reading: Reading, author: str | None
) -> Prepared:
    """Read one row as a post. ``author`` wrote the posts that don't name theirs. Raises InputError."""
    other = next((row[key] for key in _PASSED_ON_WHOLE if isinstance(row.get(key), dict) and row[key]), None)
    url = text_value(columns.value("url", row)) or None
    row = {key.casefold(): value for key, value in other.items()} if other else row
    text = _plain(text_value(columns.value("text", row)))
    if not text.strip():
        raise UnreadableError("no words in it")
    check_length(text)
    check_language(text)
    name = _author(columns.value("author", row)) or author
    day, at = _time(columns.value("published", row))
    own = Metadata(authors=(name,) if name else (), published=day, published_at=at, url=url)
    known = reading.override.or_else(own).or_else(beside((url, source), reading.metadata))
    article = Article(source=source, text=text).with_metadata(known)
    speaker = Speaker(name, "person", named=True) if name else None
    said, start = on_day(day), 0
    if passed_on := _PASSED_ON.match(text):
        speaker, said, start = Speaker("@" + passed_on["account"], "unknown", named=True), None, passed_on.end()
    words = text[start:]
    start += len(words) - len(words.lstrip())
    turns = [Turn((Span.of(text, start, start + len(words.strip())),), None, speaker)] if words.strip() else []
    return prepare(article, turns, "posts", act="wrote", said=said, channel=Channel("post"))


def _plain(text: str) -> str:
    """A post's words without the markup in which some networks give them, entities decoded."""
    if _MARKUP.search(text):
        text = _TAG.sub("", _LINE_BREAK.sub("\n", _PARAGRAPH.sub("\n\n", text)))
    return html.unescape(text) if _ENTITY.search(text) else text


def usual_author(path: Path | None, reading: Reading, source: str) -> str | None:
    """Who wrote the posts that don't say it: as told, or as the JSON file beside them says."""
    return occasion_of(reading.hints, {}, path, source).author


def _author(value: Any) -> str | None:
    if isinstance(value, dict):
        value = next((value[key] for key in _NAMES_OF_ACCOUNT if value.get(key)), None)
    return text_value(value).strip() or None


def _time(value: Any) -> tuple[str | None, str | None]:
    day, at = read_moment(value)
    if text_value(value).strip() and day is None:
        raise UnreadableError(f"{text_value(value)[:40]!r} is no time", remedy="write it as 2025-11-07T18:40:00Z")
    return day, at
