"""A statement as one row of a table, with plain values: what CSV, Parquet, SQLite and data frames have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from ..annotation.annotate import Annotated
from ..record.rows import told
from ..search.search import ArticleHead, Hit
from ..sources.firsthand import READERS

#: What a column holds: words, a number with a fraction, a whole one.
ColumnType = Literal["text", "number", "whole"]

#: The columns of a table of statements; every one may be empty but the id. New ones come at the end.
COLUMNS: Mapping[str, ColumnType] = {
    **dict.fromkeys((
        "id", "person", "person_id", "speaker", "speaker_type", "source", "cue", "words", "kind", "act", "happened",
        "said", "said_earliest", "said_latest", "channel", "addressee",
    ), "text"),
    "confidence": "number", "start": "whole", "end": "whole",
    **dict.fromkeys(("cluster", "article", "article_source", "url", "title", "outlet", "published", "flag"), "text"),
    "said_at": "number", "occasion": "whole",
    **dict.fromkeys(("speaker_sure", "said_sure", "channel_sure", "addressee_sure"), "number"),
}  # fmt: skip


def hits_of(annotated: Annotated) -> Iterator[Hit]:
    """The statements of an article that stands in no record, each with its article."""
    article = annotated.article
    head = ArticleHead(
        article.id, article.source, article.url, article.title, article.outlet, article.published,
        primary=annotated.model in READERS,
    )  # fmt: skip
    return (Hit(statement, head) for statement in annotated.statements)


def flat(hit: Hit) -> dict[str, Any]:
    """A statement as one row of a table."""
    statement, article = hit.statement, hit.article
    sure = statement.sure.to_dict() if statement.sure else {}
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
        "said_at": statement.said_at,
        "occasion": statement.occasion,
        **{f"{field}_sure": sure.get(field) for field in ("speaker", "said", "channel", "addressee")},
    }
    return {column: row[column] for column in COLUMNS}
