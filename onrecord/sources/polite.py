"""Visits the pages that a feed points to as a good guest: robots.txt, one request at a time a host, pauses."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import FetchError, StatusError
from .fetch import Fetched, fetch

if TYPE_CHECKING:
    from protego import Protego

#: As robots.txt names us.
AGENT = "onrecord"
#: Seconds between two requests to one host where robots.txt asks for no other pause, and the longest that is kept.
PAUSE = 2.0
LONGEST_PAUSE = 60.0
#: Bytes of a robots.txt that are read; RFC 9309 asks for at least these.
_LONGEST_RULES = 500 * 1024


class PoliteReader:
    """Fetches pages of many hosts; remembers each host's rules and when it was last asked."""

    def __init__(self) -> None:
        self._rules: dict[str, Protego] = {}
        self._asked: dict[str, float] = {}

    def visit(self, url: str) -> Fetched:
        """Fetch a page when its host's robots.txt allows it. Raises FetchError."""
        try:
            parts = urlsplit(url)
        except ValueError as error:
            raise FetchError(f"{url} is no web address ({error})") from error
        host = f"{parts.scheme}://{parts.netloc}"
        rules = self._rules_of(host)
        if not rules.can_fetch(url, AGENT):
            raise FetchError(
                f"the robots.txt of {parts.netloc} asks programs not to read this page", remedy="read it by hand"
            )
        pause = rules.crawl_delay(AGENT)
        self._wait(host, PAUSE if pause is None else min(pause, LONGEST_PAUSE))
        return fetch(url)

    def _wait(self, host: str, pause: float) -> None:
        if host in self._asked:
            time.sleep(max(0.0, self._asked[host] + pause - time.monotonic()))
        self._asked[host] = time.monotonic()

    def _rules_of(self, host: str) -> Protego:
        """A host's rules (RFC 9309): none where there is no robots.txt, "nothing" where it can't be had."""
        if host not in self._rules:
            from protego import Protego

            try:
                rules = fetch(f"{host}/robots.txt").body[:_LONGEST_RULES].decode("utf-8", errors="replace")
            except StatusError as error:
                gone = 400 <= error.status < 500 and error.status != 429
                rules = "" if gone else "User-agent: *\nDisallow: /"
            except FetchError as error:
                raise FetchError(f"the robots.txt of {host} can't be read ({error})") from error
            self._rules[host] = Protego.parse(rules)
        return self._rules[host]
