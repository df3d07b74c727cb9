"""How news is told elsewhere: a signed webhook, and an Atom feed (RFC 4287)."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from xml.etree import ElementTree

from ..article import is_url
from ..display.citations import as_text
from ..errors import OnrecordError, UsageError
from .run import Told

#: Seconds that a webhook may take.
_PATIENCE = 10.0
_ATOM = "http://www.w3.org/2005/Atom"
_HEADLINES = {
    "corrected": "corrected by its outlet", "retracted": "retracted by its outlet",
    "changed": "has other words now", "gone": "is gone from the web",
}  # fmt: skip


class WebhookError(OnrecordError):
    """A webhook didn't take the news; it is told again in the next round."""


def headline(told: Told) -> str:
    """One line that tells the news."""
    if told.statement:
        return as_text(told.statement)
    article = told.article
    return f"{article.title or article.source} {_HEADLINES[told.news.kind]} ({article.url or article.source})"


def check_webhook(address: str) -> None:
    """Raise UsageError for what is no address of the web."""
    if not is_url(address):
        raise UsageError(f"{address} is no http or https address", remedy="give the webhook's whole address")


def send(address: str, secret: str, told: Told) -> None:
    """Post news as JSON, signed: ``X-Onrecord-Signature`` is HMAC-SHA256 of "TIME.BODY". Raises WebhookError.

    The ``id`` stays the same where it is sent again.
    """
    body = json.dumps(told.to_dict(), ensure_ascii=False).encode()
    stamp = str(int(time.time()))
    headers = {
        "Content-Type": "application/json", "User-Agent": "onrecord", "X-Onrecord-Time": stamp,
        "X-Onrecord-Signature": f"sha256={signature(secret, stamp, body)}",
    }  # fmt: skip
    request = urllib.request.Request(address, body, headers, method="POST")  # noqa: S310  (checked when it was given)
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE):  # noqa: S310
            pass
    except (OSError, ValueError) as error:
        reason = f"answered {error.code}" if isinstance(error, urllib.error.HTTPError) else str(error)
        raise WebhookError(f"webhook {address}: {reason}", remedy="it is told again by the next run") from error


def signature(secret: str, stamp: str, body: bytes) -> str:
    """What a receiver compares with, in constant time."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def atom(name: str, news: Iterable[Told], *, base: str) -> bytes:
    """News as an Atom feed, the newest first; ``base`` is the address of the record's page."""
    entries = list(news)
    feed = ElementTree.Element("feed", xmlns=_ATOM)
    _add(feed, "title", f"onrecord: {name}")
    _add(feed, "id", f"{base}watches/{name}.atom")
    _add(feed, "updated", entries[0].news.at if entries else "1970-01-01T00:00:00+00:00")
    _add(ElementTree.SubElement(feed, "author"), "name", "onrecord")
    ElementTree.SubElement(feed, "link", rel="self", href=f"{base}watches/{name}.atom")
    for told in entries:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "title", headline(told)[:300])
        _add(entry, "id", f"urn:onrecord:news:{told.watch}:{told.news.number}")
        _add(entry, "updated", told.news.at)
        page = f"statements/{told.news.statement}" if told.statement else f"articles/{told.article.id}"
        ElementTree.SubElement(entry, "link", href=f"{base}{page}")
        _add(entry, "content", headline(told))
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _add(parent: ElementTree.Element, name: str, words: str) -> None:
    clean = "".join(c for c in words if c >= " " or c in "\t\n")  # XML takes no other control characters
    ElementTree.SubElement(parent, name).text = clean
