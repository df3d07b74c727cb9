"""Calendar dates that are written in full, in headings, metadata and tables: "Nov. 7, 2025", "2025-11-07".

Relative days ("Monday", "last week") are the grammar's; here nothing is resolved.
"""

from __future__ import annotations

import re
from datetime import date, datetime

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = r"(?P<month>(?i:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b)\.?"
YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d)"
DAY_FORMS = (
    re.compile(rf"(?<!\d){YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)"),
    re.compile(rf"(?<!\d){YEAR}/(?P<number>\d\d?)/(?P<day>\d\d?)(?!\d)"),
    re.compile(rf"\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,)?\s+{YEAR}"),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}(?:\s*,)?\s+{YEAR}"),
    re.compile(rf"(?<!\d)(?P<number>\d{{1,2}})/(?P<day>\d{{1,2}})/{YEAR}"),
)


def find_day(text: str) -> date | None:
    """Find the first full calendar date in a text ("2025-11-07", "Nov. 7, 2025", "7 November 2025", "11/7/2025")."""
    found = [(m.start(), day) for form in DAY_FORMS for m in form.finditer(text) if (day := _day(m))]
    return min(found)[1] if found else None


def _day(m: re.Match[str]) -> date | None:
    parts = m.groupdict()
    month = int(parts["number"]) if parts.get("number") else MONTHS[parts["month"].lower()]
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def read_time(value: str | None) -> tuple[str | None, str | None]:
    """Read a date or date-time of metadata: the day, and the full time (ISO 8601) where it has a zone."""
    if not value:
        return None, None
    value = value.strip()
    try:
        at = datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", value.replace(" UTC", "Z")))
    except ValueError:
        found = find_day(value)
        return (found.isoformat() if found else None), None
    if not 1900 <= at.year <= date.today().year + 1:  # a publishing system's "never": year 1 or 9999
        return None, None
    return at.date().isoformat(), at.isoformat() if len(value) > 10 and at.tzinfo else None
