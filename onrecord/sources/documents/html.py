"""A web page to its article text and metadata.

trafilatura finds the article among the boilerplate; here its blocks are put into one plain text, captions and embedded
posts are saved before it drops them, pull quotes that repeat the body are left out, and headline, authors, outlet and
publication time are read from the page's own markup (JSON-LD of schema.org, OpenGraph, meta) first.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any
from urllib.parse import SplitResult, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from ...article import Metadata
from ...dates.written import read_time
from ...errors import UnreadableError
from ..bylines import author_names
from .plain_text import is_date_line

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Review)$", re.IGNORECASE)
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
#: Lines that say who took a picture or owns the page.
_CREDIT = re.compile(
    r"(?:(?:photo|image|picture|video)(?: (?:by|credit|courtesy))?(?: of)?|credit)\s?:.{2,80}"
    r"|\(?(?:copyright|©|\(c\)).{0,160}|.{0,100}all rights reserved\W*",
    re.IGNORECASE,
)
#: What some pages wrap their JSON in, against XML readers.
_CDATA = re.compile(r"\s*+(?:(?://|/\*)\s*+)?+<!\[CDATA\[\s*+(?:\*/)?+")
_SPACE = re.compile(r"[ \t\r\f\v\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")


#: A page with fewer words holds no article, only what stands around one.
_FEWEST_WORDS = 12
#: One with more elements is no page of an article (they have up to some ten thousand), and would take minutes.
_MOST_ELEMENTS = 60_000


def read_page(html: str, *, url: str | None = None) -> tuple[str, Metadata]:
    """Read the article of a web page: its text, headline first, blocks apart by a blank line, and its metadata.

    Raises UnreadableError when no article is found.
    """
    import trafilatura

    tree = trafilatura.load_html(html)
    if tree is None or not len(tree):
        raise UnreadableError("no HTML in it")
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        raise UnreadableError(
            f"a page of more than {_MOST_ELEMENTS:,} elements", remedy="save the article's text and read that"
        )
    known = _metadata(tree, url)
    _drop_cards(tree)
    links = _links_to_stories(tree, known.url)
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
    blocks = _without_repeats([b for b in blocks if b and not _is_furniture(b) and _squashed(b) not in links])
    if sum(len(b.split()) for b in blocks) < _FEWEST_WORDS:
        raise UnreadableError("no article text on the page", remedy="save the article's text and read that")
    return "\n\n".join(_with_headline(blocks, known)), known


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


#: White space and a label ("View on ...") around an embedded post.
_WRAPPER_ROOM = 60


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
        _bare_wrappers(quote)


def _bare_wrappers(element: HtmlElement) -> None:
    """Let the elements around an embedded post that hold nothing else not be taken for a share bar by their class."""
    size = len(element.text_content())
    for wrapper in element.iterancestors("div", "figure", "section", "aside"):
        if len(wrapper.text_content()) > size + _WRAPPER_ROOM:
            return
        wrapper.tag = "div"
        wrapper.attrib.clear()


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
        yield from _lines(element)


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


def _is_furniture(line: str) -> bool:
    """Share bars, credits, calls to subscribe, pointers to other stories: lines that are none of the story."""
    if _FURNITURE.match(line) or _CREDIT.fullmatch(line):
        return True
    return len(line) < _LONGEST_POINTER and _POINTER.match(line) is not None and not line.endswith((".", "”", '"'))


#: A line that points to another story is a headline, with a word or two before it; a longer one is text.
_LONGEST_POINTER = 160
#: Headline, date and byline stand within so many blocks.
_TOP_BLOCKS = 5
_TEXT_BLOCKS = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "td", "figcaption", "div", "blockquote"}
_HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
_INLINE = {"a", "span", "strong", "em", "b", "i", "font", "u"}


def _links_to_stories(tree: HtmlElement, url: str | None) -> set[str]:
    """The words of blocks that are nothing but a link to the same site, and no sentence: headlines of other stories.

    Links elsewhere stay: in a list of products or sources they are the story.
    """
    host = urlsplit(url or "").hostname
    found: set[str] = set()
    for link in tree.iter("a"):
        target = _split(link.get("href"))
        if target is None or not (target.path or target.netloc) or target.hostname not in (None, host):
            continue
        block = link.getparent()
        while block is not None and block.tag in _INLINE:
            block = block.getparent()
        words = _clean(link.text_content())
        if block is None or not 3 < len(words) < _LONGEST_POINTER or words.endswith((".", "”", '"')):
            continue
        whole = _clean(block.text_content()) if block.tag in _TEXT_BLOCKS else words
        if len(words) > 0.8 * len(whole):
            found.update((_squashed(words), _squashed(whole)))
            teaser = next(block.iterancestors("li"), None) if block.tag in _HEADINGS else None
            if teaser is not None and len(_clean(teaser.text_content())) < 2 * _LONGEST_POINTER:
                found.add(_squashed(teaser.text_content()))
    return found


def _drop_cards(tree: HtmlElement) -> None:
    """Take out the cards that open over a name in a sentence: an inline element with a picture and several links."""
    for element in list(tree.iter("span")):
        in_text = next(element.iterancestors("p"), None) is not None
        if in_text and element.find(".//img") is not None and len(element.findall(".//a")) > 1:
            element.drop_tree()


def _with_headline(blocks: list[str], known: Metadata) -> list[str]:
    """Put the headline first, once, and drop the date and byline between it and the story."""
    if not known.title:
        return blocks
    title, byline = _key(known.title), {"by", *_key(" ".join((*known.authors, known.outlet or ""))).split()}

    def is_head(block: str) -> bool:
        words = set(_key(block).split())
        is_title = words <= set(title.split()) and len(words) >= 0.5 * len(title.split())
        return is_title or words <= byline or is_date_line(block)

    return [known.title, *(b for b in blocks[:_TOP_BLOCKS] if not is_head(b)), *blocks[_TOP_BLOCKS:]]


#: Shorter lines may stand twice ("Advice", "Serves four"); longer ones that do are pull quotes and doubled captions.
_LONG_ENOUGH = 30
#: Words compared before a whole block is.
_RUN = 5


def _without_repeats(blocks: list[str]) -> list[str]:
    """Drop a pull quote: a block whose words stand in another, longer block, or that stood before."""
    keys = [_key(b) for b in blocks]
    whole = "\n".join(keys)
    # Searching the text for every block would take time that grows with its square: first see if a beginning recurs.
    beginnings = Counter(run for key in keys for run in zip(*(key.split()[k:] for k in range(_RUN)), strict=False))
    out, seen = [], set()
    for block, key in zip(blocks, keys, strict=True):
        is_long = len(key) > _LONG_ENOUGH
        recurs = is_long and beginnings.get(tuple(key.split()[:_RUN]), 2) > 1
        if not key or (is_long and key in seen) or (recurs and whole.count(key) > keys.count(key)):
            continue
        seen.add(key)
        out.append(block)
    return out


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _squashed(text: str) -> str:
    """The words without what parts them: trafilatura joins neighbouring elements without a space."""
    return "".join(re.findall(r"\w+", text.lower()))


def _clean(text: str) -> str:
    return _SPACE.sub(" ", _INVISIBLE.sub("", text.replace("\n", " "))).strip()


# -- metadata --------------------------------------------------------------------------------------------------------


def page_metadata(html: str, *, url: str | None = None) -> Metadata:
    """What a page's markup tells of its headline, authors, outlet, time and address."""
    import trafilatura

    tree = trafilatura.load_html(html)
    return Metadata() if tree is None else _metadata(tree, url)


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
    return replace(
        known,
        title=_without_outlet(known.title, known.outlet),
        authors=author_names("; ".join(known.authors), outlet=known.outlet),
    )


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """Cut " | Outlet" off a headline."""
    if not title or not outlet:
        return title
    return re.sub(rf"(?<!\s)\s++[|–—-]\s++{re.escape(outlet)}\s*+$", "", title, flags=re.IGNORECASE) or title


def _guessed(found: Any) -> Metadata:
    if found is None:
        return Metadata()
    authors = tuple((found.author or "").split("; ")) if found.author else ()
    day, _ = read_time(found.date)
    return Metadata(found.title or None, found.sitename or None, authors, day, None, found.url or None)


def _from_json_ld(tree: HtmlElement) -> Metadata:
    for script in tree.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(_unwrapped(script.text or ""), strict=False)
        except (ValueError, RecursionError):
            continue
        nodes = list(_nodes(data))
        named = {str(node["@id"]): node for node in nodes if node.get("@id") and node.get("name")}
        for node in nodes:
            kinds = node.get("@type")
            if any(_ARTICLE_TYPES.search(str(kind)) for kind in (kinds if isinstance(kinds, list) else [kinds])):
                return _article(node, named)
    return Metadata()


def _unwrapped(script: str) -> str:
    """The JSON of a script, without what keeps it from XML readers."""
    wrapped = _CDATA.match(script)
    if wrapped is None:
        return script
    inside, closed, _ = script[wrapped.end() :].rpartition("]]>")
    return inside.rstrip().removesuffix("//").removesuffix("/*") if closed else script


def _article(node: dict[str, Any], named: dict[str, dict[str, Any]]) -> Metadata:
    """Read an article's node; its author and publisher may stand elsewhere in the graph, under their "@id"."""

    def look_up(value: Any) -> Any:
        if isinstance(value, list):
            return [look_up(v) for v in value]
        if isinstance(value, dict) and "name" not in value:
            return named.get(str(value.get("@id")), value)
        return value

    day, at = read_time(_text(node.get("datePublished")) or _text(node.get("dateCreated")))
    outlet = _text(look_up(node.get("publisher")))
    return Metadata(
        title=_text(node.get("headline")) or _text(node.get("name")),
        outlet=outlet,
        authors=_authors(look_up(node.get("author") or node.get("creator"))),
        published=day,
        published_at=at,
        url=_address(node.get("mainEntityOfPage")) or _address(node.get("url")),
    )


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


def _authors(value: Any) -> tuple[str, ...]:
    names = map(_text, value if isinstance(value, list) else [value])
    return tuple(name for name in names if name and "://" not in name)


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

    day, at = read_time(
        first("article:published_time", "datepublished", "parsely-pub-date", "pubdate", "date", "dc.date")
    )
    outlet = first("og:site_name", "application-name")
    return Metadata(
        title=first("og:title", "headline", "twitter:title"),
        outlet=outlet,
        authors=_authors(found.get("author") or found.get("article:author")),
        published=day,
        published_at=at,
        url=_address(canonical) or _address(first("og:url")),
    )


def _split(address: str | None) -> SplitResult | None:
    """Take an address apart; None where it can't be one: pages hold such."""
    try:
        return urlsplit(address.strip()) if address else None
    except ValueError:
        return None
