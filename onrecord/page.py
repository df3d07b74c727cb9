"""A web page to its article text and metadata.

trafilatura finds the article among the boilerplate; here its blocks are put into one plain text, captions and embedded
posts are saved before it drops them, pull quotes that repeat the body are left out, and headline, authors, outlet and
publication time are read from the page's own markup (JSON-LD of schema.org, OpenGraph, meta) first.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from .article import Metadata
from .errors import UnreadableError

_ARTICLE_TYPES = re.compile(r"Article|BlogPosting|LiveBlogPosting|Report|Review|NewsArticle", re.IGNORECASE)
_EMBED = re.compile(r"twitter-tweet|twitter-video|instagram-media|bluesky-embed|mastodon-embed|fb-post|tiktok-embed")
_BODY_CLASS = re.compile(r"article-?_{0,2}(?:body|content|text)|body__container|story-?_{0,2}body|entry-content")
_NO_CAPTION = re.compile(r"related|promo|teaser|gallery|thumb|card|share|newsletter|player", re.IGNORECASE)
#: Lines that point elsewhere ("Read more: ...") or are the page's furniture rather than the story.
_POINTER = re.compile(
    r"(?:read(?: more| also| next)?|see more|more|also read|see also"
    r"|related(?: stor(?:y|ies)| coverage| articles?)?"
    r"|don['’]t miss|watch|listen|source|you may also like|most read|top stories|partner news)\b[^.!?]{0,12}:"
    r"|(?:don['’]t miss|you may also like|most read|top stories|partner news|recommended|trending)\b.{0,30}$",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"(?:advertisement|share|tweet|email|print|save|comments?|facebook|twitter|whatsapp|caption|more|text size"
    r"|copy link|loading\W*|order reprints|print article|follow us\b.*|click here\b.*|get the .{2,40} app\W*"
    r"|like this story\? share.*|tell us what you think\W*|post comment.*|image \d+ ?of ?/? ?\d+|\d+ shares?"
    r"|(?:story|article) continues below.*"
    r"|(?:sign up|subscribe|get|start)\b.{0,120}\b(?:newsletters?|inbox|magazine|subscription)\b.*"
    r"|.{0,80}\b(?:click here to subscribe|thanks for signing up|error processing your subscription)\b.*"
    r"|this copy is for your personal.*|(?:https?://|www\.)\S+)$",
    re.IGNORECASE,
)
#: What publishing systems put into the author field when nobody is named.
_SYSTEM_ACCOUNTS = {
    "admin",
    "administrator",
    "editor",
    "webmaster",
    "staff",
    "unknown",
    "none",
    "null",
    "guest",
    "root",
}
_SPACE = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


#: A page with fewer words holds no article, only what stands around one.
_FEWEST_WORDS = 12


def read_page(html: str, *, url: str | None = None) -> tuple[str, Metadata]:
    """Read the article of a web page: its text, headline first, blocks apart by a blank line, and its metadata.

    Raises UnreadableError when no article is found.
    """
    import trafilatura

    tree = trafilatura.load_html(html)
    if tree is None or not len(tree):
        raise UnreadableError("no HTML in it")
    known = _metadata(tree, url)
    _join_bodies(tree)
    _save_captions(tree)
    _save_embeds(tree)
    try:
        document = trafilatura.bare_extraction(
            tree, url=url, include_comments=False, favor_recall=True, fast=True, with_metadata=False
        )
    except (ValueError, RecursionError, AssertionError, etree.LxmlError) as error:
        raise UnreadableError(f"the page can't be taken apart ({error})") from error
    body = getattr(document, "body", None)
    blocks = list(_blocks(body)) if body is not None else []
    blocks = _without_repeats(blocks)
    if sum(len(b.split()) for b in blocks) < _FEWEST_WORDS:
        raise UnreadableError("no article text on the page; save the article's text and read that")
    if known.title and _key(blocks[0]) != _key(known.title):
        blocks.insert(0, known.title)
    return "\n\n".join(blocks), known


# -- text ------------------------------------------------------------------------------------------------------------


def _join_bodies(tree: HtmlElement) -> None:
    """Put an article body that advertisements cut into several containers of one class back into the first."""
    bodies: dict[str, list[HtmlElement]] = {}
    for element in tree.iter("div", "section"):
        classes = element.get("class") or ""
        if _BODY_CLASS.search(classes) and element.find(".//p") is not None:
            bodies.setdefault(classes, []).append(element)
    for parts in bodies.values():
        first = parts[0]
        for part in parts[1:]:
            if not any(a in parts for a in part.iterancestors()):
                first.extend(list(part))


def _save_captions(tree: HtmlElement) -> None:
    """Turn captions of pictures into paragraphs, which trafilatura would drop with the picture."""
    for figure in list(tree.iter("figure")):
        captions = [c for c in figure.iter("figcaption") if c.text_content().strip()]
        classes = " ".join(filter(None, (a.get("class") for a in figure.iterancestors() if a.tag != "body")))
        parent = figure.getparent()
        if (
            not captions
            or parent is None
            or _NO_CAPTION.search(classes)
            or _NO_CAPTION.search(figure.get("class") or "")
        ):
            continue
        if not any(a.tag in {"article", "main"} or _is_body(a) for a in figure.iterancestors()):
            continue
        text = _clean(" ".join(captions[0].itertext()))
        if len(text.split()) < 4:
            continue
        paragraph = etree.SubElement(parent, "p")
        paragraph.text = text
        figure.addprevious(paragraph)


def _is_body(element: HtmlElement) -> bool:
    return element.get("itemprop") == "articleBody" or "article-body" in (element.get("class") or "")


def _save_embeds(tree: HtmlElement) -> None:
    """Keep an embedded post as its own words and a last line that names its author and day."""
    for quote in tree.iter("blockquote"):
        if not _EMBED.search(quote.get("class") or ""):
            continue
        words = [_clean(p.text_content()) for p in quote.iter("p")]
        tail = _clean("".join(t for p in quote.iter("p") for t in [p.tail or ""]) or "")
        links = [_clean(a.text_content()) for a in quote.iterchildren("a")]
        by = _clean(" ".join([tail, *links]))
        for child in list(quote):
            quote.remove(child)
        quote.text = None
        for line in (*filter(None, words), by if by.startswith(("—", "–", "-")) else ""):
            if line:
                etree.SubElement(quote, "p").text = line
        quote.attrib.pop("class", None)


def _blocks(body: Any) -> Iterator[str]:
    """The text blocks of trafilatura's body, in order: paragraphs, headings, block quotes, list items, loose text."""
    for element in body:
        yield from _block(element)
        if element.tail and element.tail.strip():
            yield _clean(element.tail)


def _block(element: Any) -> Iterator[str]:
    holds_blocks = any(child.tag in {"p", "quote", "list"} for child in element)
    if element.tag in {"list", "div", "table", "row"} or (holds_blocks and element.tag in {"quote", "item", "cell"}):
        if element.text and element.text.strip():
            yield _clean(element.text)
        yield from _blocks(element)
    elif element.tag not in {"graphic", "code"}:
        yield from (line for line in _lines(element) if line and not _is_furniture(element, line))


def _lines(element: Any) -> list[str]:
    parts: list[str] = []

    def walk(node: Any) -> None:
        if node.tag == "lb":
            parts.append("\n")
        if node.text:
            parts.append(node.text)
        for child in node:
            walk(child)
            if child.tail:
                parts.append(child.tail)

    walk(element)
    return [_clean(line) for line in "".join(parts).split("\n\n" if element.tag == "p" else "\n")]


def _is_furniture(element: Any, line: str) -> bool:
    """Share bars, related links, calls to subscribe: lines that are nothing but a link and no sentence, or say so."""
    if _FURNITURE.match(line) or (_POINTER.match(line) and len(line) < 160 and not line.endswith((".", "”", '"'))):
        return True
    linked = sum(len("".join(ref.itertext())) for ref in element.iter("ref"))
    return linked > 0.8 * len(line) and len(line) < 160 and not re.search(r"[.!?…][”\"’')]*$", line)


#: Shorter lines may stand twice ("Advice", "Serves four"); longer ones that do are pull quotes and doubled captions.
_LONG_ENOUGH = 30


def _without_repeats(blocks: list[str]) -> list[str]:
    """Drop a pull quote: a block whose words stand in another, longer block, or that stood before."""
    keys = [_key(b) for b in blocks]
    whole = "\n".join(keys)
    out, seen = [], set()
    for block, key in zip(blocks, keys, strict=True):
        again = key in seen and len(key) > _LONG_ENOUGH
        part_of_another = len(key) > _LONG_ENOUGH and whole.count(key) > keys.count(key)
        if not key or again or part_of_another:
            continue
        seen.add(key)
        out.append(block)
    return out


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _clean(text: str) -> str:
    return _SPACE.sub(" ", _INVISIBLE.sub("", text.replace("\n", " "))).strip()


# -- metadata --------------------------------------------------------------------------------------------------------


def _metadata(tree: HtmlElement, url: str | None) -> Metadata:
    """Headline, authors, outlet, publication time, address: JSON-LD, then meta tags, then trafilatura's guess."""
    import trafilatura

    known = _from_json_ld(tree).or_else(_from_meta(tree))
    if not (known.title and known.published and known.outlet and known.authors):
        known = known.or_else(_guessed(trafilatura.extract_metadata(tree, default_url=url)))
    if url and not known.url:
        known = known.or_else(Metadata(url=url))
    if known.url and not known.outlet:
        host = urlsplit(known.url).hostname or ""
        known = known.or_else(Metadata(outlet=host.removeprefix("www.") or None))
    return known


def _guessed(found: Any) -> Metadata:
    if found is None:
        return Metadata()
    authors = tuple(a for a in map(str.strip, (found.author or "").split(";")) if _is_author(a))
    day, _ = _when(found.date)
    return Metadata(found.title or None, found.sitename or None, authors, day, None, found.url or None)


def _from_json_ld(tree: HtmlElement) -> Metadata:
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            kinds = node.get("@type")
            if _ARTICLE_TYPES.search(" ".join(kinds) if isinstance(kinds, list) else str(kinds)):
                day, at = _when(_text(node.get("datePublished")) or _text(node.get("dateCreated")))
                return Metadata(
                    title=_text(node.get("headline")) or _text(node.get("name")),
                    outlet=_text(node.get("publisher")),
                    authors=tuple(_authors(node.get("author") or node.get("creator"))),
                    published=day,
                    published_at=at,
                    url=_address(node.get("mainEntityOfPage")) or _address(node.get("url")),
                )
    return Metadata()


def _nodes(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        yield from _nodes(data.get("@graph"), depth + 1)
        yield from _nodes(data.get("mainEntity"), depth + 1)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    if not isinstance(value, str):
        return None
    from lxml.html import fragment_fromstring

    if "<" in value or "&" in value:
        with suppress(etree.LxmlError, ValueError):
            value = fragment_fromstring(value, create_parent="div").text_content()
    return _clean(str(value)) or None


def _is_author(name: str) -> bool:
    """Whether a name in an author field is a name and no address or account of the publishing system."""
    return bool(name) and "://" not in name and name.lower() not in _SYSTEM_ACCOUNTS


def _authors(value: Any) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        name = _text(item)
        if name and _is_author(name):
            yield re.sub(r"^[Bb]y\s+", "", name)


def _address(value: Any) -> str | None:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    return value if isinstance(value, str) and value.startswith(("http://", "https://")) else None


def _from_meta(tree: HtmlElement) -> Metadata:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name and meta.get("content"):
            found.setdefault(name, []).append(_clean(meta.get("content")))
    canonical = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)

    def first(*names: str) -> str | None:
        return next((found[n][0] for n in names if n in found), None)

    day, at = _when(first("article:published_time", "datepublished", "parsely-pub-date", "pubdate", "date", "dc.date"))
    authors = tuple(filter(_is_author, found.get("author", found.get("article:author", []))))
    return Metadata(
        title=first("og:title", "headline", "twitter:title"),
        outlet=first("og:site_name", "application-name"),
        authors=authors,
        published=day,
        published_at=at,
        url=_address(canonical) or _address(first("og:url")),
    )


def _when(value: str | None) -> tuple[str | None, str | None]:
    """Read a date or date-time: the day, and the full time where it has a zone."""
    if not value:
        return None, None
    value = value.strip()
    try:
        at = datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", value.replace(" UTC", "Z")))
    except ValueError:
        from .plaintext import find_day

        found = find_day(value)
        return (found.isoformat() if found else None), None
    if not 1990 <= at.year <= date.today().year + 1:
        return None, None
    has_time = len(value) > 10
    return at.date().isoformat(), at.isoformat() if has_time and at.tzinfo else None
