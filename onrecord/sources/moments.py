"""Times as tables and exports write them: ISO 8601, mail headers, social networks, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from ..dates.written import find_day, read_time

#: "Wed Oct 05 12:00:00 +0000 2016"
_NETWORK = "%a %b %d %H:%M:%S %z %Y"
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
#: A whole day in eight figures, as in file names.
_FIGURES = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?!\d)")


def read_moment(value: Any) -> tuple[str | None, str | None]:
    """Read a value as a day and, where it has a zone, the full time; (None, None) where it is neither."""
    text = "" if value is None else str(value).strip()
    if not text:
        return None, None
    day, exact = read_time(text)
    if exact:
        return day, exact
    at = _seconds(text) or _dated(text)
    return (at.date().isoformat(), at.isoformat()) if at else (day or day_of_figures(text), None)


def day_of_figures(text: str) -> str | None:
    """The first real day that stands in eight figures in a name ("20160926_debate")."""
    days = (find_day("-".join(m.groups())) for m in _FIGURES.finditer(text))
    return next((day.isoformat() for day in days if day), None)


def _seconds(text: str) -> datetime | None:
    if not _SECONDS.fullmatch(text):
        return None
    seconds = float(text) / (1000 if len(text.partition(".")[0]) > 10 else 1)
    return datetime.fromtimestamp(seconds, UTC)


def _dated(text: str) -> datetime | None:
    for read in (parsedate_to_datetime, lambda t: datetime.strptime(t, _NETWORK)):
        try:
            at = read(text)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if at.tzinfo and 1900 <= at.year <= datetime.now(UTC).year + 1:
            return at
    return None
