"""A statement to quote elsewhere: as text, Markdown, BibTeX, CSL-JSON and for a wiki.

A paraphrase is called one, the source stands with it, and no path of this machine does. ``link`` is the permalink of
the statement's page, where there is one.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ..article import is_url
from ..dates.in_words import day_in_words
from ..search.search import ArticleHead, Hit
from ..statement import KIND_LABELS
from .values import said_in_words

#: What Markdown would take for marks, links or tags of its own.
_MARKS = re.compile(r"[\\`*_\[\]<>]")
#: What TeX takes for commands.
_TEX = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{mark: f"\\{mark}" for mark in "{}&%$#_"},
}  # fmt: skip
#: The beginning of an address that isn't one of the web ("javascript:"); a drive's single letter is none.
_SCHEME = re.compile(r"\s*[a-z][a-z0-9+.-]+:", re.IGNORECASE)


def as_text(hit: Hit, *, link: str = "") -> str:
    """Such as: Imelda Roscoe: “We never promised a date.” (quotation, said Mon 3 Nov 2025; Harrow Courier, ...)."""
    parts = [_facts(hit), _source(hit.article), link]
    return f"{speaker_of(hit)}: {hit.statement.words} ({'; '.join(part for part in parts if part)})"


def as_markdown(hit: Hit, *, link: str = "") -> str:
    """A block quotation where the words stand as said, a plain paragraph where they don't."""
    links = "".join(f" <{_percent(each)}>" for each in (_address(hit.article), link) if each)
    words = _plain(hit.statement.words)
    body = words if hit.statement.kind == "indirect" else "> " + words
    facts, source = _plain(_facts(hit)), _plain(_source(hit.article, address=False))
    return f"**{_plain(speaker_of(hit))}** ({facts}):\n\n{body}\n\n— {source}{links}\n"


def as_bibtex(hit: Hit, *, link: str = "") -> str:
    """An entry for the article (BibLaTeX's ``@article``), with the speaker, the words and the facts as its note."""
    article = hit.article
    fields = {
        "title": article.title, "journaltitle": article.outlet, "date": article.published, "note": _note(hit),
    }  # fmt: skip
    lines = [f"  {name} = {{{_tex(value)}}}," for name, value in fields.items() if value]
    if url := _address(article) or link:
        lines.append(f"  url = {{{_percent(url)}}},")
    return "\n".join([f"@article{{onrecord:{hit.statement.id},", *lines, "}"])


def as_csl(hit: Hit, *, link: str = "") -> str:
    """The article as CSL-JSON ("article-newspaper"), with the speaker, the words and the facts as its note."""
    article = hit.article
    item: dict[str, Any] = {
        "id": f"onrecord:{hit.statement.id}", "type": "article-newspaper", "title": article.title,
        "container-title": article.outlet, "URL": _address(article) or link or None, "note": _note(hit),
    }  # fmt: skip
    if article.published:
        item["issued"] = {"date-parts": [[int(part) for part in article.published.split("-")]]}
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1)


def as_wiki(hit: Hit, *, link: str = "") -> str:
    """A reference for MediaWiki, by the template "cite news"; what was paraphrased isn't given as a quotation."""
    article, statement = hit.article, hit.statement
    values = {
        "title": article.title or _name(article), "work": article.outlet, "date": article.published,
        "url": _address(article) or link,
        "quote": statement.words.strip("“”\"") if statement.kind == "direct" else None,
    }  # fmt: skip
    inside = " ".join(f"|{name}={_wiki(value)}" for name, value in values.items() if value)
    return f"<ref>{_wiki(speaker_of(hit))} ({_wiki(_facts(hit))}): {{{{cite news {inside}}}}}</ref>"


def _note(hit: Hit) -> str:
    return f"{speaker_of(hit)}: {' '.join(hit.statement.words.split())} ({_facts(hit)})"


def _tex(words: str) -> str:
    """Words that TeX sets as they are."""
    return re.sub(r"[\\{}&%$#_~^]", lambda m: _TEX[m[0]], " ".join(words.split()))


def _wiki(words: str) -> str:
    """Words that MediaWiki shows as they are, within a template."""
    return re.sub(r"[|\[\]{}<>='&]", lambda m: f"&#{ord(m[0])};", " ".join(words.split()))


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
        f"said {said_in_words(statement.said)}" if statement.said else "undated",
        "" if statement.channel.type == "unspecified" else statement.channel.type,
        f"to {statement.addressee.name}" if statement.addressee else "",
        {"yes": "", "no": "did not happen", "hypothetical": "hypothetical"}[statement.happened],
    ]
    return ", ".join(fact for fact in facts if fact)


def _source(article: ArticleHead, *, address: bool = True) -> str:
    day = day_in_words(article.published) if article.published else None
    flag = f"since {article.flag}" if article.flag else None
    title = f"“{article.title}”" if article.title else _name(article)
    parts = [title, article.outlet, day, flag, _address(article) if address else None]
    return ", ".join(part for part in parts if part)


def _address(article: ArticleHead) -> str:
    """Where an article stands on the web, "" where it doesn't."""
    return next((each for each in (article.url, article.source) if each and is_url(each)), "")


def _name(article: ArticleHead) -> str:
    """What an article without a title is called: the name of its file, "" of what came from elsewhere."""
    if is_url(article.source) or _SCHEME.match(article.source):
        return ""
    return re.split(r"[/\\]", article.source.rstrip("/\\"))[-1]
