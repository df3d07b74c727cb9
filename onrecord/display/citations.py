"""A statement to quote elsewhere, as text or Markdown: a paraphrase is called one, and the source stands with it."""

from __future__ import annotations

from ..search.search import ArticleHead, Hit
from .values import KIND_LABELS, day_in_words, when_in_words


def as_text(hit: Hit) -> str:
    """Such as: Imelda Roscoe: “We never promised a date.” (quotation, said Mon 3 Nov 2025; Harrow Courier, ...)."""
    return f"{speaker_of(hit)}: {hit.statement.words} ({_facts(hit)}; {_source(hit.article)})"


def as_markdown(hit: Hit) -> str:
    """A block quotation where the words stand as said, a plain paragraph where they don't."""
    link = f" <{hit.article.url}>" if hit.article.url else ""
    words = hit.statement.words
    body = words if hit.statement.kind == "indirect" else "> " + words
    return f"**{speaker_of(hit)}** ({_facts(hit)}):\n\n{body}\n\n— {_source(hit.article, link=False)}{link}\n"


def speaker_of(hit: Hit) -> str:
    """Who speaks: the person, else the name in the article, else the article's own words for them."""
    if hit.person:
        return hit.person.name
    if hit.statement.speaker:
        return hit.statement.speaker.name
    return " ".join(" ".join(s.exact.split()) for s in hit.statement.source) or "no source named"


def _facts(hit: Hit) -> str:
    statement = hit.statement
    facts = [
        KIND_LABELS[statement.kind],
        f"said {when_in_words(statement.said)}" if statement.said else "undated",
        "" if statement.channel.type == "unspecified" else statement.channel.type,
        f"to {statement.addressee.name}" if statement.addressee else "",
        {"yes": "", "no": "did not happen", "hypothetical": "hypothetical"}[statement.happened],
    ]
    return ", ".join(fact for fact in facts if fact)


def _source(article: ArticleHead, *, link: bool = True) -> str:
    day = day_in_words(article.published) if article.published else None
    flag = f"since {article.flag}" if article.flag else None
    parts = [f"“{article.title}”" if article.title else None, article.outlet, day, flag]
    return ", ".join([p for p in parts if p] + [(article.url or article.source) if link else ""]).rstrip(", ")
