"""Linked data: W3C Web Annotations and schema.org quotations, one JSON-LD object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..article import is_url
from ..search.search import ArticleHead, Hit
from ..statement import Span

_BODY = ("kind", "act", "happened", "confidence")


def annotation_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Web Annotations (https://www.w3.org/TR/annotation-model/): the words as target, the rest as body."""
    return (json.dumps(_annotation(hit), ensure_ascii=False) for hit in hits)


def schema_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Quotations of schema.org (https://schema.org/Quotation); paraphrases are left out, they quote nobody."""
    return (json.dumps(_quotation(hit), ensure_ascii=False) for hit in hits if hit.statement.kind == "direct")


def content_of(annotation: Mapping[str, Any]) -> tuple[Span, ...]:
    """The content spans of a statement exported as a Web Annotation."""
    return tuple(
        Span(place["start"], place["end"], quote["exact"])
        for target in annotation["target"]
        for quote, place in [target["selector"]]
    )


def _annotation(hit: Hit) -> dict[str, Any]:
    statement = hit.statement.to_dict()
    body = {"type": "onrecord:Statement", **{name: statement[name] for name in _BODY}}
    body |= {name: statement[name] for name in ("speaker", "said", "channel", "addressee")}
    source = _address(hit.article) or f"urn:onrecord:article:{hit.article.id}"
    return {
        "@context": ["http://www.w3.org/ns/anno.jsonld", {"onrecord": "urn:onrecord:"}],
        "id": f"urn:onrecord:statement:{hit.statement.id}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": [{"source": source, "selector": _selectors(span)} for span in hit.statement.content],
    }


def _address(article: ArticleHead) -> str | None:
    return article.url if article.url and is_url(article.url) else None


def _selectors(span: Span) -> list[dict[str, Any]]:
    return [
        {"type": "TextQuoteSelector", "exact": span.exact},
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
    ]


def _quotation(hit: Hit) -> dict[str, Any]:
    statement, article = hit.statement, hit.article
    name = hit.person.name if hit.person else statement.speaker.name if statement.speaker else None
    kind = {"person": "Person", "organisation": "Organization"}.get(statement.speaker.type if statement.speaker else "")
    said = statement.said
    printed_in = {
        "@type": "NewsArticle", "url": _address(article), "headline": article.title, "datePublished": article.published,
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
    }  # fmt: skip
    found = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "@id": f"urn:onrecord:statement:{statement.id}",
        "text": statement.words,
        "creator": {"@type": kind or "Thing", "name": name} if name else None,
        "dateCreated": said.earliest if said and said.earliest == said.latest else None,
        "temporalCoverage": said.edtf if said else None,
        "isPartOf": {key: value for key, value in printed_in.items() if value},
    }
    return {key: value for key, value in found.items() if value}
