"""Articles and statements as rows of the record and back: ``statement_of(statement_row(s), text) == s``.

Spans are kept as pairs of offsets; their words are cut from the article's text again, so they can't drift from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import RowMapping

from ..article import Article
from ..errors import UnreadableError
from ..statement import Addressee, Channel, Said, Span, Spans, Speaker, Statement, Sure
from ..text.correction_notes import own_note

Pair = list[int]
Row = RowMapping | Mapping[str, Any]

#: The fields of a statement's row that a machine or a person can tell; the others say where it belongs.
STATEMENT_FIELDS = (
    "kind", "act", "happened", "words", "speaker", "speaker_type", "speaker_named", "said", "said_earliest",
    "said_latest", "said_basis", "channel", "addressee", "confidence", "spans",
)  # fmt: skip


def article_row(article: Article) -> dict[str, Any]:
    """The columns of an article that it tells itself."""
    flag, note = own_note(article.text) or (None, None)
    return {
        "id": article.id,
        "source": article.source,
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet,
        "authors": list(article.authors),
        "published": article.published,
        "published_at": article.published_at,
        "language": article.language,
        "text": article.text,
        "hash": text_hash(article.text),
        "flag": flag,
        "flag_note": note,
    }


def check_storable(article: Article) -> None:
    """Raise UnreadableError for a text that no database takes."""
    if "\0" in article.text:
        raise UnreadableError(
            "the text holds NUL characters, which can't be stored", remedy="convert it to plain text first"
        )
    try:
        article.text.encode()
    except UnicodeEncodeError as error:
        raise UnreadableError(
            "the text holds half characters (surrogates)", remedy="convert it to UTF-8 first"
        ) from error


def text_hash(text: str) -> str:
    """The hash by which a change of a stored text is seen."""
    return hashlib.sha256(text.encode()).hexdigest()


def article_of(row: Row) -> Article:
    """Read an article from its row."""
    return Article.from_dict({**row})


def told(statement: Statement) -> dict[str, Any]:
    """What a statement tells itself, in plain values: the columns that the record and its exports have in common."""
    speaker, said, addressee = statement.speaker, statement.said, statement.addressee
    return {
        "id": statement.id,
        "kind": statement.kind,
        "act": statement.act,
        "happened": statement.happened,
        "words": statement.words,
        "speaker": speaker.name if speaker else None,
        "speaker_type": speaker.type if speaker else None,
        "said": said.edtf if said else None,
        "said_earliest": said.earliest if said else None,
        "said_latest": said.latest if said else None,
        "channel": statement.channel.type,
        "addressee": addressee.name if addressee else None,
        "confidence": statement.confidence,
    }


def statement_row(statement: Statement) -> dict[str, Any]:
    """The columns of a statement that it tells itself."""
    return {
        **told(statement),
        "speaker_named": statement.speaker.named if statement.speaker else None,
        "said_basis": statement.said.basis if statement.said else None,
        "spans": _spans(statement),
    }


def day_of(statement: Statement, published: str | None) -> str:
    """The day by which a statement is sorted: the first that it may have been said, or where that isn't told at all the
    day that it was printed; "" where there is none.
    """
    return (statement.said.earliest if statement.said else published) or ""


def _spans(statement: Statement) -> dict[str, Any]:
    """All offsets of a statement, and what nothing is searched by: its second in a recording, its further speakers, its
    occasion, how sure each field is; what is empty is left out.
    """
    found = {
        "source": [_pair(s) for s in statement.source],
        "cue": [_pair(s) for s in statement.cue],
        "content": [_pair(s) for s in statement.content],
        "speaker": _pair(statement.speaker.mention) if statement.speaker else None,
        "others": [
            {"name": s.name, "type": s.type, "named": s.named, "mention": _pair(s.mention)}
            for s in statement.other_speakers
        ],
        "said": _pair(statement.said.span) if statement.said else None,
        "channel": _pair(statement.channel.span),
        "addressee": _pair(statement.addressee.span) if statement.addressee else None,
        "said_at": statement.said_at,
        "occasion": statement.occasion,
        "sure": statement.sure.to_dict() if statement.sure else None,
    }
    return {key: value for key, value in found.items() if value or value == 0}


def statement_of(row: Row, text: str) -> Statement:
    """Read a statement from its row and its article's text."""
    spans = row["spans"]
    speaker = said = addressee = None
    if row["speaker"] is not None:
        mention = _span(spans.get("speaker"), text)
        speaker = Speaker(row["speaker"], row["speaker_type"], bool(row["speaker_named"]), mention)
    if row["said"] is not None:
        span = _span(spans.get("said"), text)
        said = Said(row["said"], row["said_earliest"], row["said_latest"], row["said_basis"], span)
    if row["addressee"] is not None:
        addressee = Addressee(row["addressee"], _span(spans.get("addressee"), text))
    return Statement(
        id=row["id"],
        kind=row["kind"],
        source=_cut(spans.get("source", ()), text),
        cue=_cut(spans.get("cue", ()), text),
        content=_cut(spans.get("content", ()), text),
        act=row["act"],
        happened=row["happened"],
        confidence=row["confidence"],
        speaker=speaker,
        other_speakers=tuple(
            Speaker(s["name"], s["type"], s["named"], _span(s["mention"], text)) for s in spans.get("others", ())
        ),
        said=said,
        channel=Channel(row["channel"], _span(spans.get("channel"), text)),
        addressee=addressee,
        said_at=spans.get("said_at"),
        occasion=spans.get("occasion"),
        sure=Sure.from_dict(spans["sure"]) if "sure" in spans else None,
    )


def _pair(span: Span | None) -> Pair | None:
    return [span.start, span.end] if span else None


def _span(pair: Pair | None, text: str) -> Span | None:
    return Span.of(text, *pair) if pair else None


def _cut(pairs: list[Pair], text: str) -> Spans:
    return tuple(Span.of(text, *pair) for pair in pairs)
