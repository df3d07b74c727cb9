"""Day, place, event and kind as a transcript's own first lines tell them: titles, mastheads, datelines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ...article import Article
from ...dates.written import DAY_FORMS, find_day
from .heads import Head
from .layout import TextLine
from .occasion import CHANNELS, Occasion

#: Days that are not that of the event: of publication, of print, of what is talked about.
_OTHER_DAY = re.compile(
    r"\b(?:by|posted|published|updated|modified|printed|prepared|(?<!immediate )release|released|transcribed|filed"
    r"|verdate|copyright|ending|ended|effective|expires?|serial|downloaded|accessed|period)\b|©",
    re.IGNORECASE,
)
_TELLS = re.compile(
    r"\b(?:aired|recorded|held|heard|(?:air)?date|taken|delivered|given|met|conducted|as of|on|hearing)\b|(?<=\w)day\b",
    re.IGNORECASE,
)
_TALKED = re.compile(
    r"\b(?:held|spoke|talked|spoken|interview(?:ed)?|conversation|met|gave|delivered|recorded|told)\b", re.IGNORECASE
)
_DAY_NAME = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,?)"
_TIME = re.compile(
    r"(?<![,\s])[,\s]*+(?:at\s)?\d{1,2}(?:[:.]\d{2})?\s?(?:[ap]\.?m\.?|[AP]M|noon|GMT|ET|hours)(?:\s[A-Z]{1,4})?",
    re.IGNORECASE,
)
_PART_DAY = re.compile(
    rf"(?:{_DAY_NAME},?\s|\b(?:on|last)\s(?:{_DAY_NAME},?\s)?)(\d{{1,2}}\s[A-Z][a-z]{{2,8}}|[A-Z][a-z]{{2,8}}\s\d{{1,2}})\b(?!,?\s\d{{4}})"
)
_PLACE_WORD = re.compile(
    r"\b(?:Hall|Room|House|School|Building|Church|Center|Centre|Chamber|Chambers|Library|Auditorium|Hotel|Theatre|Theater|Annex"
    r"|Courthouse|Stadium|Arena|Square|College|University|Guildhall|Pavilion|Plaza|Palace|Embassy|Capitol|Statehouse|Studio"
    r"|City Hall|Terminal|Station|Club|Museum|Garden|Lawn|Grange)\b"
)
_TOWN = re.compile(r"[A-Z][\w.'’-]++(?:\s[A-Z][\w.'’-]++){0,3}\s?,\s[A-Z][\w.'’-]*+(?:\s[A-Z][\w.'’-]*+){0,3}\s?")
_NO_PLACE = re.compile(
    r"\b(?:by|with|the|hearing|committee|subcommittee|serial|speakers?|present|director|secretary|mayor|chair|inc|llc|court"
    r"|representatives|transcri\w+|congress|session|department|ministry|office|council|remarks|article|episode|contents)\b",
    re.IGNORECASE,
)
_LONGEST = 120
#: So many lines of front matter are looked at.
_MOST_LINES = 80
_NO_TITLE = re.compile(
    r"transcripts?|transcript providers|return to .*|home\b.*|previous section.*|\[.*|(?>.*?\bpage\b).*|#.*",
    re.IGNORECASE,
)


def setting_of(article: Article, front: Sequence[TextLine], heads: Sequence[Head], *, form: str | None) -> Occasion:
    """What the lines before the first turn tell, and what the form of the heads does."""
    lines = [line.words for line in front if line.words and line.kind != "note"][:_MOST_LINES]
    if not heads and not front:
        lines = article.text.splitlines()[:_MOST_LINES]
    day, at = _day([*lines, article.title or ""], article.published)
    return Occasion(
        said=day,
        event=article.title or _title(lines),
        place=_place(lines, at),
        kind=form or _kind(" \n".join([article.title or "", *lines]), heads),
        outlet=article.outlet,
    )


def _day(lines: Sequence[str], published: str | None) -> tuple[str | None, int | None]:
    """The day that the first lines tell best, and the number of its line."""
    year = next((found.isoformat() for line in lines if (found := find_day(line))), None) or published
    best: tuple[int, int, str] | None = None
    for k, line in enumerate(lines):
        told = _without_year(line, year) if _TALKED.search(line) else None
        day = told or find_day(line)
        if day is None or (
            _OTHER_DAY.search(line) and not re.search(r"\b(?:aired|recorded|held)\b", line, re.IGNORECASE)
        ):
            continue
        day_text = day if isinstance(day, str) else day.isoformat()
        worth = 4 * (told is not None) + 2 * (_rest(line) < 12) + bool(_TELLS.search(line)) - (len(line) > _LONGEST)
        if best is None or worth > best[0]:
            best = (worth, k, day_text)
    return (best[2], best[1]) if best else (None, None)


def _without_year(line: str, published: str | None) -> str | None:
    """A day with its weekday but no year, of the year in which the text was published."""
    if published is None:
        return None
    m = _PART_DAY.search(line)
    day = find_day(f"{m[1]}, {published[:4]}") if m else None
    return day.isoformat() if day and day.isoformat() <= published else None


def _rest(line: str) -> int:
    """How many letters a line has beside a day and a time."""
    for form in DAY_FORMS:
        line = form.sub("", line)
    line = re.sub(_DAY_NAME, "", _TIME.sub("", line))
    return sum(c.isalpha() for c in line)


def _place(lines: Sequence[str], at: int | None) -> str | None:
    """The place told beside the day, or in a line that can be nothing else."""
    near = [] if at is None else [at, at - 1, at + 1, at - 2, at + 2]
    for k in near:
        if 0 <= k < len(lines) and (place := _place_in(lines[k], dated=k == at)):
            return place
    for line in lines[:20]:
        if _PLACE_WORD.search(line) and (place := _place_in(line, dated=False)):
            return place
    return None


def _place_in(line: str, *, dated: bool) -> str | None:
    rest = line
    for form in DAY_FORMS:
        rest = form.sub("", rest)
    rest = re.sub(_DAY_NAME, "", _TIME.sub("", rest)).strip(" ,.;-–—|•")
    if not 2 < len(rest) < _LONGEST or _NO_PLACE.search(rest) or ":" in rest or rest.endswith("?"):
        return None
    words = rest.split()
    capitals = all(
        w[0].isupper() or w[0].isdigit() or w in {"of", "and", "de", "la", "du", "on", "upon"} for w in words
    )
    if not capitals or len(words) > 9:
        return None
    fits = _PLACE_WORD.search(rest) or _TOWN.fullmatch(rest) or (dated and rest != line and len(words) < 4)
    return rest if fits else None


def _title(lines: Sequence[str]) -> str | None:
    """The first line that can be a title."""
    for line in lines[:12]:
        if (
            8 < len(line) < 160
            and not _NO_TITLE.fullmatch(line)
            and find_day(line) is None
            and any(c.isalpha() for c in line)
        ):
            return line.strip("*_# ")
    return None


def _kind(words: str, heads: Sequence[Head]) -> str | None:
    """The kind of event, by a court's or an interview's heads, words of the first lines, or the form of other heads."""
    labels = Counter(head.name.casefold() for head in heads)
    letters = {head.name[:1].upper() for head in heads if head.form == "letter"}
    if labels["the court"] or labels["the witness"]:
        return "testimony"
    plain = re.sub(r"[_\W]+", " ", words)
    counts = Counter[str]()
    for channel, form in CHANNELS:
        counts[channel] = len(re.findall(rf"\b(?:{form})\b", plain, re.IGNORECASE))
    found = next((channel for channel, n in counts.items() if n), None)
    if letters >= {"Q", "A"}:
        return found if found == "testimony" else "interview"
    if found:
        return found
    if any(re.search(r", (?:anchor|host|correspondent|byline)\b", label) for label in labels):
        return "interview"
    return "briefing" if letters else None
