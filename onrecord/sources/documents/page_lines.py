"""A web page as lines with what its markup tells of them: what is bold, what is a heading.

The story of a page is found by ``html``, which loses this; a transcript's heads are often nothing but bold type.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .marked import Marked, Pairs

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_GONE = frozenset(
    "script style noscript template svg nav aside form button iframe select option head title footer figure"
    " object".split()
)
_GONE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:promo\w*|newsletter\w*|share\w*|social\w*|related|advert\w*|ad|ads|sponsor\w*|cookie\w*|breadcrumbs?"
    r"|footer|masthead|copyright|comments?|sidebar|subscribe\w*|tags|toolbar|menu|skip)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_BLOCKS = _HEADINGS | frozenset(
    "p div section article main header li ul ol dl dt dd table tr td th tbody thead blockquote pre hr center body"
    " figcaption address details summary".split()
)
_STRONG = frozenset("b strong dt".split())
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_MOST_ELEMENTS = 60_000
#: The main part of a page is taken for the whole where it holds so much of its words.
_MAIN_SHARE = 0.6


def page_lines(markup: str) -> Marked:
    """The text of a page, blocks apart by a blank line; empty for a page that can't be taken apart."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
        if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
            return Marked("")
        walk = _Walk()
        walk.element(_main(tree))
    except (etree.LxmlError, ValueError, RecursionError):
        return Marked("")
    return walk.finished()


def _main(tree: HtmlElement) -> HtmlElement:
    body = tree.find("body")
    whole = body if body is not None else tree
    length = len(whole.text_content())
    for main in (*whole.iter("main"), *whole.iter("article")):
        if len(main.text_content()) > _MAIN_SHARE * length:
            return main
    return whole


class _Walk:
    """Puts the words of elements into one text."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blank = True
        self._strong: list[list[int]] = []
        self._headings: list[list[int]] = []
        self._open_strong = 0

    def element(self, element: HtmlElement) -> None:
        """Take in an element, without what follows it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if (
            not tag
            or tag in _GONE
            or _GONE_CLASS.search(element.get("class") or "")
            or element.get("hidden") is not None
        ):
            return
        if tag == "br":
            self._break("\n")
            return
        if tag in _BLOCKS:
            self._break("\n\n")
        begins = len(self._headings)
        if tag in _HEADINGS:
            self._headings.append([self._length, self._length])
        self._open_strong += tag in _STRONG
        self._words(element.text)
        for child in element:
            self.element(child)
            self._words(child.tail)
        self._open_strong -= tag in _STRONG
        if tag in _HEADINGS:
            self._headings[begins][1] = self._length
        if tag in _BLOCKS:
            self._break("\n\n")

    def _words(self, raw: str | None) -> None:
        if not raw:
            return
        words = _SPACE.sub(" ", _INVISIBLE.sub("", raw))
        if self._blank:
            words = words.lstrip(" ")
        if not words:
            return
        start = self._length + len(words) - len(words.lstrip(" "))
        self._append(words)
        if self._open_strong and words.strip():
            end = self._length - (len(words) - len(words.rstrip(" ")))
            if self._strong and start - self._strong[-1][1] <= 1:
                self._strong[-1][1] = end
            else:
                self._strong.append([start, end])
        self._blank = words.endswith(" ")

    def _append(self, words: str) -> None:
        self._parts.append(words)
        self._length += len(words)

    def _break(self, mark: str) -> None:
        if not self._length:
            return
        while self._parts and self._parts[-1].endswith(" "):
            last = self._parts.pop()
            bare = last.rstrip(" ")
            self._length -= len(last) - len(bare)
            if bare:
                self._parts.append(bare)
                break
        tail = "".join(self._parts[-2:])[-2:]
        missing = len(mark) - len(tail) + len(tail.rstrip("\n"))
        if missing > 0:
            self._append("\n" * missing)
        self._blank = True

    def finished(self) -> Marked:
        """What was taken in."""
        text = "".join(self._parts).rstrip()
        return Marked(text, _within(self._strong, len(text)), _within(self._headings, len(text)))


def _within(places: list[list[int]], end: int) -> Pairs:
    return tuple((a, min(b, end)) for a, b in places if a < min(b, end))
