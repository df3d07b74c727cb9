"""Pages out of templates; what is put into them is escaped."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from fastapi import Request
from jinja2 import StrictUndefined
from markupsafe import Markup
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from ..article import is_url
from ..dates.in_words import day_in_words
from ..display.citations import as_text
from ..display.values import CHANGE_LABELS, PLACE_LABELS, STANCE_MARKS, UNTOLD_LABELS, said_in_words, when_in_words
from ..search.search import RANKED, Hit
from ..statement import KIND_LABELS, Said
from .excerpts import Excerpt, excerpt
from .pictures.counts import share_bar, years_bars
from .views.question import CHOICES, Question

Found = Mapping[str, Any]

_FILTER_LABELS = {
    "said_from": "said from", "said_to": "said to", "published_from": "printed from", "published_to": "printed to",
}  # fmt: skip
_HEADING = re.compile(r"^\W*(?:correction|corrected|clarification|retraction|retracted|update)s?\s*:\s*", re.IGNORECASE)
_BASES = {"own": "told beside the statement itself", "event": "told of the event at which it was said"}


def show(
    request: Request,
    name: str,
    values: Mapping[str, Any],
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A page: a template filled with values."""
    return templates.TemplateResponse(request, name, dict(values), status_code=status, headers=headers)


def period_link(path: str, question: Question, period: Found, dated: bool) -> str:
    """The address of a period's statements: those said in it, or those printed in it."""
    names = ("said_from", "said_to") if dated else ("published_from", "published_to")
    first, _, last = period["edtf"].partition("/")
    pairs = zip(names, (first, last or first), strict=True)
    return f"{path}?{question.query(add=pairs, names=names)}"


def _when(said: Found) -> str:
    return said_in_words(Said.from_dict(said))


def _month(day: str) -> str:
    return day_in_words(day[:7])


def _without_heading(note: str) -> str:
    """A note without its own "Correction:", where the page says that already."""
    return _HEADING.sub("", note)


def _citation(hit: Found) -> str:
    return as_text(Hit.from_dict(hit))


def _exact(spans: Iterable[Found]) -> str:
    return " … ".join(" ".join(span["exact"].split()) for span in spans)


def words_of(hit: Found) -> str:
    """The words of a statement, one part behind the other."""
    return _exact(hit["content"])


def _excerpt(hit: Found, searched: str) -> Excerpt:
    return excerpt(words_of(hit), searched)


def day_of(hit: Found) -> str:
    """The day at which a statement is placed: the first on which it may have been said, else that of printing."""
    said = hit["said"] or {}
    return str(said.get("earliest") or said.get("latest") or hit["article"]["published"] or "")


def _speaker_name(hit: Found) -> str:
    if hit.get("person"):
        return str(hit["person"]["name"])
    if hit["speaker"]:
        return str(hit["speaker"]["name"])
    return _exact(hit["source"]) or "Nobody named"


def _kind_label(kind: str) -> str:
    return KIND_LABELS[kind]


def _channel_label(channel: str) -> str:
    return "not told" if channel == "unspecified" else channel


def _filter_label(name: str) -> str:
    return _FILTER_LABELS.get(name, name)


def _asked(question: Question, name: str) -> str:
    return next((value for asked, value in question.asked if asked == name), "")


def _in_question(pairs: Iterable[tuple[str, str]], question: Question) -> bool:
    return all(pair in question.asked for pair in pairs)


def _circumstances(hit: Found) -> list[tuple[str, str, list[Found], str]]:
    """What is known of a statement, by name: the value, the words that gave it, and a remark."""
    speaker, said, addressee, channel = hit["speaker"], hit["said"], hit["addressee"], hit["channel"]
    named = [speaker["mention"]] if speaker and speaker["mention"] else []
    return [
        ("Speaker", _speaker_name(hit), named, speaker["type"] if speaker else ""),
        ("Called here", _exact(hit["source"]) or "nobody named", hit["source"], ""),
        ("Act", hit["act"], hit["cue"], ""),
        ("Said", when_in_words(Said.from_dict(said)) if said else "undated", _told(said),
         _BASES[said["basis"]] if said else "the source doesn’t tell; the day of printing is no guess"),
        ("Channel", _channel_label(channel["type"]), _told(channel), ""),
        ("To whom", addressee["name"] if addressee else "not told", _told(addressee), ""),
        ("Did it happen", {"yes": "yes", "no": "no", "hypothetical": "hypothetical"}[hit["happened"]], [], ""),
    ]  # fmt: skip


def _told(value: Found | None) -> list[Found]:
    return [value["span"]] if value and value.get("span") else []


def _review_value(value: object) -> str:
    """A correction's value in words."""
    if value is None:
        return "unknown"
    if isinstance(value, Mapping) and "name" in value:
        return f"{value['name']} ({value['type']})"
    if isinstance(value, list):
        return _exact(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _machine_line(machine: Found) -> str:
    said = when_in_words(Said.from_dict(machine["said"])) if machine["said"] else "undated"
    return f"{_speaker_name(machine)}, {said}, {_kind_label(machine['kind'])}: {words_of(machine)}"


def _share(count: int, most: int) -> Markup:
    return share_bar(count, most)


def _last_part(source: str) -> str:
    """The last part of a path or address: what is shown of an article without a title."""
    return source.rstrip("/").rpartition("/")[2] or source


templates = Jinja2Templates(directory=str(files(__package__) / "templates"))
templates.env.undefined = StrictUndefined
templates.env.trim_blocks = templates.env.lstrip_blocks = True
templates.env.filters |= {
    "when": _when, "day": day_in_words, "month": _month, "exact": _exact, "words": words_of, "share": _share,
    "speaker_name": _speaker_name, "kind_label": _kind_label, "filter_label": _filter_label, "asked": _asked,
    "in_question": _in_question, "circumstances": _circumstances, "review_value": _review_value,
    "machine_line": _machine_line, "is_web": is_url, "excerpt": _excerpt,
    "period_link": period_link, "citation": _citation, "without_heading": _without_heading, "last_part": _last_part,
    "day_of": day_of, "years_bars": years_bars,
}  # fmt: skip
templates.env.globals |= {
    "choices": CHOICES,
    "most_counted": RANKED,
    "stance_marks": STANCE_MARKS,
    "change_labels": CHANGE_LABELS,
    "place_labels": PLACE_LABELS,
    "untold_labels": UNTOLD_LABELS,
    "kind_label": _kind_label,
    "channel_label": _channel_label,
}
