"""How much one client may ask for: a bucket of tokens a client, refilled as time goes by."""

from __future__ import annotations

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable

#: What a request costs: (method, how the path begins, how it ends, cost); the first that fits holds. Annotating a text
#: takes a second of a processor, and so do positions; an export reads the whole record.
_COSTS = (
    ("GET", "/static/", "", 0.0),
    ("GET", "/people/", "/positions", 20.0),
    ("GET", "/api/v1/people/", "/positions", 20.0),
    ("GET", "/api/v1/export", "", 20.0),
    ("GET", "", "", 1.0),
    ("HEAD", "", "", 1.0),
    ("POST", "/api/v1/checks", "", 20.0),
    ("POST", "/check", "", 20.0),
    ("POST", "/api/v1/articles", "", 20.0),
    ("POST", "/login", "", 20.0),
    ("", "", "", 4.0),
)
#: Most clients remembered; the one silent longest is forgotten first.
_MOST_CLIENTS = 10_000


class Rate:
    """Counts what each client asks for. For one thread: the server's loop."""

    def __init__(self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    @property
    def clients(self) -> int:
        """How many clients are remembered."""
        return len(self._left)

    def wait(self, address: str, method: str, path: str) -> int:
        """Take what a request costs, and give 0; or take nothing, and give the whole seconds until there is enough."""
        cost = min(_cost(method, path), self._burst)
        client, now = _client(address), self._clock()
        left, since = self._left.pop(client, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._rate)
        enough = left >= cost
        self._left[client] = (left - cost if enough else left, now)
        if len(self._left) > _MOST_CLIENTS:
            self._left.popitem(last=False)
        return 0 if enough else max(1, math.ceil((cost - left) / self._rate))


def _cost(method: str, path: str) -> float:
    return next(
        cost for m, begin, end, cost in _COSTS if method.startswith(m) and path.startswith(begin) and path.endswith(end)
    )


def _client(address: str) -> str:
    """Whom an address stands for: in IPv6 everybody has a whole network (/64) of them."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((parsed, 64), strict=False)) if parsed.version == 6 else address
