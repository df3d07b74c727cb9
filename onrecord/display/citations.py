"""A statement to quote elsewhere, as text or Markdown: a paraphrase is called one, and the source stands with it."""

from __future__ import annotations

import re

from ..article import is_url
from ..dates.in_words import day_in_words
from ..search.search import ArticleHead, Hit
from ..statement import KIND_LABELS
from .values import when_in_words

#: What Markdown would take for marks, links or tags of its own.
_MARKS = re.compile(r"[\\`*_\[\]<>]")
#: The beginning of an address that isn't one of the web ("javascript:"); a drive's single letter is none.
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]+:", re.IGNORECASE)


def as_text(hit: Hit) -> str:
    """Such as: Imelda Roscoe: “We never promised a date.” (quotation, said Mon 3 Nov 2025; Harrow Courier, ...)."""
    return f"{speaker_of(hit)}: {hit.statement.words} ({_facts(hit)}; {_source(hit.article)})"


def as_markdown(hit: Hit) -> str:
    """A block quotation where the words stand as said, a plain paragraph where they don't."""
    address = hit.article.url or ""
    link = f" <{_percent(address)}>" if is_url(address) else ""
    words = _plain(hit.statement.words)
    body = words if hit.statement.kind == "indirect" else "> " + words
    facts, source = _plain(_facts(hit)), _plain(_source(hit.article, link=False))
    return f"**{_plain(speaker_of(hit))}** ({facts}):\n\n{body}\n\n— {source}{link}\n"


def _plain(words: str) -> str:
    """Words that Markdown shows as they are."""
    return _MARKS.sub(r"\\\g<0>", " ".join(words.split()))


def _percent(address: str) -> str:
    """An address that doesn't end before its end."""
    return re.sub(r"[\s<>]", lambda m: f"%{ord(m[0]):02X}", address)


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
    return ", ".join([p for p in parts if p] + [_place(article) if link else ""]).rstrip(", ")


def _place(article: ArticleHead) -> str:
    """Where an article lies: its address on the web, else its file; nothing that some program might run."""
    if article.url and is_url(article.url):
        return article.url
    return article.source if is_url(article.source) or not _SCHEME.match(article.source) else ""
