"""What is known of a transcript's occasion: day, event, place, kind and speakers, from whatever tells it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast, get_args

from ...article import Metadata
from ...dates.written import find_day
from ...errors import UnreadableError
from ...statement import Channel, ChannelType
from ..charset import decode
from ..columns import text_value
from ..limits import read_file
from ..moments import day_of_figures, read_moment
from ..reading import Hints, date_in_name, stem

#: What a JSON file beside a transcript, or its header, may call each thing.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "said": ("said", "date", "day", "primarydate", "event_date", "recorded", "published"),
    "event": ("event", "title", "name", "headline"),
    "place": ("place", "location", "venue", "city"),
    "kind": ("kind", "type", "channel", "event_kind"),
    "url": ("url", "link"),
    "outlet": ("outlet", "publisher", "broadcaster"),
    "speakers": ("speakers", "participants"),
    "author": ("author", "account", "user"),
}
#: Words that tell the kind of an event.
CHANNELS: tuple[tuple[ChannelType, str], ...] = (
    ("debate", r"debated?s?|hansard|oral answers|panel|parliament\w*"),
    ("briefing", r"(?:press|news|media) ?(?:conferences?|calls?|availability)|briefings?"),
    ("interview", r"interviews?|podcasts?|episode \d+|ep ?\d+|q a|oral history|in conversation with"),
    ("testimony", r"testimon(?:y|ies)|hearings?|depositions?|trial|proceedings"),
    (
        "speech",
        r"speech(?:es)?|address|remarks|rall(?:y|ies)|inauguration|state of the union|keynote|town ?halls?|town meeting"
        r"|earnings call|council|commencement",
    ),
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """When, where and at what event words were said; None where unknown."""

    said: str | None = None
    event: str | None = None
    place: str | None = None
    kind: str | None = None
    url: str | None = None
    outlet: str | None = None
    speakers: tuple[str, ...] = ()
    author: str | None = None

    def or_else(self, other: Occasion) -> Occasion:
        """Fill what is unknown here from ``other``."""
        names = self.__dataclass_fields__
        return Occasion(**{name: getattr(self, name) or getattr(other, name) for name in names})

    @property
    def metadata(self) -> Metadata:
        """What it says about the transcript as an article: event and place are its title, its day that of print."""
        title = ", ".join(filter(None, (self.event, self.place))) or None
        return Metadata(title=title, outlet=self.outlet, published=self.said, url=self.url)

    def channel(self, path: Path | None = None) -> Channel:
        """The channel that the event's kind is; what isn't told, the names of file and folder may tell."""
        if self.kind in get_args(ChannelType):
            return Channel(cast(ChannelType, self.kind))
        told = [self.kind, self.event]
        named = [path.stem, path.parent.name] if path else []
        for words in filter(None, [*told, *named]):
            plain = re.sub(r"[_\W]+", " ", words)
            for channel, form in CHANNELS:
                if re.search(rf"\b(?:{form})\b", plain, re.IGNORECASE):
                    return Channel(channel)
        return Channel()


def occasion_of(
    hints: Hints, header: Mapping[str, Any], path: Path | None, source: str, *, setting: Occasion | None = None
) -> Occasion:
    """Gather what is told, first to last, by a person, the transcript's header, the JSON beside it, its own first lines
    (``setting``) and its name.
    """
    setting = setting or Occasion()
    told = Occasion(said=hints.said, event=hints.event, place=hints.place, author=hints.author)
    name = stem(source)
    spelled = find_day(re.sub(r"[-_\s]+", " ", name))
    named = Occasion(said=date_in_name(source) or day_of_figures(name) or (spelled.isoformat() if spelled else None))
    return told.or_else(_read(header)).or_else(_read(_json_beside(path))).or_else(setting).or_else(named)


def is_header_key(word: str) -> bool:
    """Whether a word before a colon at a transcript's top names such a thing and no speaker."""
    return any(word.strip().casefold() in names for names in _KEYS.values())


def json_beside(path: Path) -> Path | None:
    """The JSON file that goes with a file: the same name, ending .json."""
    found = path.parent / (stem(path.name) + ".json")
    return found if found != path and found.is_file() else None


def _json_beside(path: Path | None) -> Mapping[str, Any]:
    found = json_beside(path) if path else None
    if found is None:
        return {}
    try:
        data = json.loads(decode(read_file(found)))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"{found.name} beside it is not JSON ({error})") from error
    return dict(_flat(data)) if isinstance(data, dict) else {}


def _flat(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The pairs of an object and of the objects within it that aren't places; the outer ones win, so they come last."""
    for key, value in data.items():
        if isinstance(value, dict) and key.casefold() not in _KEYS["place"]:
            yield from ((k.casefold(), v) for k, v in value.items())
    yield from ((k.casefold(), v) for k, v in data.items() if not isinstance(v, dict) or k.casefold() in _KEYS["place"])


def _read(data: Mapping[str, Any]) -> Occasion:
    def value(field: str) -> Any:
        return next((data[key] for key in _KEYS[field] if data.get(key)), None)

    def words(field: str) -> str | None:
        found = value(field)
        if isinstance(found, dict):
            found = ", ".join(text_value(v) for v in found.values() if v)
        return text_value(found).strip() or None

    speakers = value("speakers")
    return Occasion(
        said=read_moment(text_value(value("said")))[0],
        event=words("event"),
        place=words("place"),
        kind=words("kind"),
        url=words("url"),
        outlet=words("outlet"),
        speakers=tuple(filter(None, map(_name, speakers))) if isinstance(speakers, list) else (),
        author=words("author"),
    )


def _name(speaker: Any) -> str:
    if isinstance(speaker, dict):
        speaker = speaker.get("fullName") or speaker.get("full_name") or speaker.get("name")
    return text_value(speaker).strip()
