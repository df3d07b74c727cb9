"""The records: a span of a text, an attribution found in it, a statement with its circumstances.

All are frozen; ``to_dict`` and ``from_dict`` are exact inverses and follow the record format ``onrecord/1``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Self, cast, get_args

JSON = Mapping[str, Any]

Kind = Literal["direct", "indirect", "mixed"]
Act = Literal[
    "said", "wrote", "thought", "felt", "intends", "asked", "ordered", "promised", "denied", "agreed", "accused",
    "showed", "other",
]  # fmt: skip
Happened = Literal["yes", "no", "hypothetical"]
SpeakerType = Literal["person", "organisation", "group", "document", "unknown"]
ChannelType = Literal[
    "speech", "interview", "briefing", "debate", "statement", "post", "testimony", "document", "poll", "message",
    "conversation", "broadcast", "news", "unspecified",
]  # fmt: skip
Basis = Literal["own", "event"]

KINDS: tuple[str, ...] = get_args(Kind)
#: What a statement's kind is called, and the bar that stands beside its words.
KIND_LABELS: Mapping[str, str] = {"direct": "quotation", "mixed": "part quotation", "indirect": "paraphrase"}
BARS: Mapping[str, str] = {"direct": "┃", "mixed": "╏", "indirect": "┊"}
#: What a part of a statement's headline tells.
Part = Literal["speaker", "nobody", "alias", "cue", "no cue", "addressee", "channel", "day", "undated", "doubt"]
_DOUBTS = {"no": "did not happen", "hypothetical": "hypothetical"}
#: The hyphen of a word that is broken at a line's end; that of "twenty-four" stays.
_HYPHEN = re.compile(r"(?<=ty)-[ \t]*\r?\n\s*(?=[a-z])")
_BROKEN = re.compile(r"(?<=[a-z])(?<!ty)-[ \t]*\r?\n\s*(?=[a-z])")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of a text: ``text[start:end] == exact``, in code points, end-exclusive."""

    start: int
    end: int
    exact: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Self:
        """Cut the span out of its text."""
        return cls(start, end, text[start:end])

    def to_dict(self) -> dict[str, Any]:
        """Convert to the record format."""
        return {"start": self.start, "end": self.end, "exact": self.exact}

    @classmethod
    def from_dict(cls, data: JSON) -> Self:
        """Read from the record format."""
        return cls(int(data["start"]), int(data["end"]), str(data["exact"]))


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Something that the article says a source said: who (source), the words that signal it (cue), what (content).

    ``source`` and ``cue`` may be empty. ``confidence`` is the probability that a careful reader finds the same
    attribution.
    """

    source: Spans
    cue: Spans
    content: Spans
    kind: Kind
    confidence: float

    @property
    def start(self) -> int:
        """Offset of its first word."""
        return min(s.start for s in (*self.source, *self.cue, *self.content))


@dataclass(frozen=True, slots=True)
class Speaker:
    """The entity to which a statement is attributed; ``name`` is the fullest form that the article gives."""

    name: str
    type: SpeakerType
    named: bool
    mention: Span | None = None

    def to_dict(self) -> dict[str, Any]:
        """Convert to the record format."""
        mention = self.mention.to_dict() if self.mention else None
        return {"name": self.name, "type": self.type, "named": self.named, "mention": mention}

    @classmethod
    def from_dict(cls, data: JSON) -> Self:
        """Read from the record format."""
        mention = Span.from_dict(data["mention"]) if data.get("mention") else None
        return cls(str(data["name"]), cast(SpeakerType, data["type"]), bool(data["named"]), mention)


@dataclass(frozen=True, slots=True)
class Said:
    """When a statement was made: an EDTF date, its earliest and latest day (None: open), and what tells it."""

    edtf: str
    earliest: str | None
    latest: str | None
    basis: Basis
    span: Span | None = None

    def __str__(self) -> str:
        from .dates.in_words import edtf_in_words

        return edtf_in_words(self.edtf)

    def to_dict(self) -> dict[str, Any]:
        """Convert to the record format."""
        span = self.span.to_dict() if self.span else None
        return {
            "edtf": self.edtf, "earliest": self.earliest, "latest": self.latest, "basis": self.basis, "span": span,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: JSON) -> Self:
        """Read from the record format."""
        span = Span.from_dict(data["span"]) if data.get("span") else None
        return cls(str(data["edtf"]), data["earliest"], data["latest"], cast(Basis, data["basis"]), span)


@dataclass(frozen=True, slots=True)
class Channel:
    """Where a statement was made; "unspecified" when the article doesn't tell."""

    type: ChannelType = "unspecified"
    span: Span | None = None

    def to_dict(self) -> dict[str, Any]:
        """Convert to the record format."""
        return {"type": self.type, "span": self.span.to_dict() if self.span else None}

    @classmethod
    def from_dict(cls, data: JSON) -> Self:
        """Read from the record format."""
        return cls(cast(ChannelType, data["type"]), Span.from_dict(data["span"]) if data.get("span") else None)


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom a statement was made."""

    name: str
    span: Span | None = None

    def to_dict(self) -> dict[str, Any]:
        """Convert to the record format."""
        return {"name": self.name, "span": self.span.to_dict() if self.span else None}

    @classmethod
    def from_dict(cls, data: JSON) -> Self:
        """Read from the record format."""
        return cls(str(data["name"]), Span.from_dict(data["span"]) if data.get("span") else None)


@dataclass(frozen=True, slots=True)
class Sure:
    """How likely each field of a statement is right: calibrated probabilities, of an unknown one that it isn't told."""

    speaker: float
    said: float
    channel: float
    addressee: float

    def to_dict(self) -> dict[str, Any]:
        """Convert to the record format."""
        return {"speaker": self.speaker, "said": self.said, "channel": self.channel, "addressee": self.addressee}

    @classmethod
    def from_dict(cls, data: JSON) -> Self:
        """Read from the record format."""
        return cls(*(float(data[name]) for name in ("speaker", "said", "channel", "addressee")))


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution with its speaker and circumstances. Unknown is None (for the channel: "unspecified").

    ``str()`` shows it as the terminal does, a notebook as a quotation.
    """

    #: The same wherever and whenever the same article is read: 16 hexadecimal digits.
    id: str
    #: "direct" (the words stand in quotation marks), "indirect" (a paraphrase) or "mixed" (one with quoted words).
    kind: Kind
    #: The words that name who said it, as printed ("she"); empty where nobody is named.
    source: Spans
    #: The words that signal it ("said", "according to"); empty for a quotation that nothing attributes.
    cue: Spans
    #: What was said, in one or more pieces; ``words`` joins them.
    content: Spans
    #: What was done: "said", "wrote", "thought", "felt", "intends", "asked", "ordered", "promised", "denied",
    #: "agreed", "accused", "showed" or "other".
    act: Act
    #: "yes", "no" ("declined to say") or "hypothetical" ("might say").
    happened: Happened
    #: How likely a careful reader finds the same attribution, from 0 to 1; 1 where the source says itself who speaks.
    confidence: float
    #: Who said it, by the fullest name in the article; None where it doesn't tell.
    speaker: Speaker | None = None
    #: Who said it too, of a joint statement.
    other_speakers: tuple[Speaker, ...] = ()
    #: When it was said; None where the article doesn't tell. Never the day of publication for want of better.
    said: Said | None = None
    #: Where it was said: a speech, an interview, a post ...; its type is "unspecified" where the article doesn't tell.
    channel: Channel = field(default_factory=Channel)
    #: To whom it was said; None where the article doesn't tell.
    addressee: Addressee | None = None
    #: The second of a recording at which it begins; None where the source has no times.
    said_at: float | None = None
    #: Statements of one article with the same number were made on the same occasion; None where it doesn't tell.
    occasion: int | None = None
    #: How likely speaker, date, channel and addressee are right; None where the source says itself who speaks.
    sure: Sure | None = None

    @property
    def is_firsthand(self) -> bool:
        """Whether its source says itself who speaks (a transcript, a post): read there, so its confidence is 1."""
        return not self.cue and self.kind == "direct" and self.confidence == 1.0

    @property
    def words(self) -> str:
        """The content's pieces as printed, joined by " … " where the story interrupts them.

        A transcript's turn is interrupted by its pages only: its pieces, and words broken at a line's end, are joined.
        """
        if self.is_firsthand:
            joined = _BROKEN.sub("", "\n".join(s.exact for s in self.content))
            return " ".join(_HYPHEN.sub("-", joined).split())
        return " … ".join(" ".join(s.exact.split()) for s in self.content)

    @property
    def label(self) -> str:
        """What it is and how sure that is: "quotation 92%"."""
        return f"{KIND_LABELS[self.kind]} {self.confidence:.0%}"

    def headline(self) -> Iterator[tuple[Part, str]]:
        """Who, by what word, to whom, where and when, part by part; each with what it tells."""
        source, cue = (" ".join(" ".join(s.exact.split()) for s in spans) for spans in (self.source, self.cue))
        names = [s.name for s in (self.speaker, *self.other_speakers) if s]
        yield ("speaker", " and ".join(names)) if names else ("nobody", source or "nobody named")
        if names and source and not any(name in source for name in names):
            yield "alias", f"({source})"
        yield ("cue", cue) if cue else ("no cue", "no cue")
        if self.addressee and self.addressee.name.lower() not in cue.lower():
            yield "addressee", f"to {self.addressee.name}"
        if self.channel.type != "unspecified":
            yield "channel", self.channel.type
        yield ("day", str(self.said)) if self.said else ("undated", "undated")
        if self.happened in _DOUBTS:
            yield "doubt", _DOUBTS[self.happened]

    def __str__(self) -> str:
        parts = "".join(f"{' ' if part == 'alias' else ' · '}{words}" for part, words in self.headline())
        return f"{parts.removeprefix(' · ')} · {self.label}\n{BARS[self.kind]} {self.words}"

    def _repr_html_(self) -> str:
        """How a notebook shows it."""
        from html import escape

        head, _, _ = str(self).partition("\n")
        who, dot, rest = head.partition(" · ")
        words = escape(self.words) if self.kind != "indirect" else f"<i>{escape(self.words)}</i>"
        return f"<p><b>{escape(who)}</b>{dot}{escape(rest)}</p><blockquote>{words}</blockquote>"

    def to_dict(self) -> dict[str, Any]:
        """Convert to the record format."""
        return {
            "id": self.id,
            "kind": self.kind,
            "source": [s.to_dict() for s in self.source],
            "cue": [s.to_dict() for s in self.cue],
            "content": [s.to_dict() for s in self.content],
            "act": self.act,
            "happened": self.happened,
            "speaker": self.speaker.to_dict() if self.speaker else None,
            "other_speakers": [s.to_dict() for s in self.other_speakers],
            "said": self.said.to_dict() if self.said else None,
            "channel": self.channel.to_dict(),
            "addressee": self.addressee.to_dict() if self.addressee else None,
            "said_at": self.said_at,
            "occasion": self.occasion,
            "confidence": self.confidence,
            "sure": self.sure.to_dict() if self.sure else None,
        }

    @classmethod
    def from_dict(cls, data: JSON) -> Self:
        """Read from the record format."""

        def spans(items: Sequence[JSON]) -> Spans:
            return tuple(Span.from_dict(s) for s in items)

        return cls(
            id=str(data["id"]),
            kind=cast(Kind, data["kind"]),
            source=spans(data["source"]),
            cue=spans(data["cue"]),
            content=spans(data["content"]),
            act=cast(Act, data["act"]),
            happened=cast(Happened, data["happened"]),
            confidence=float(data["confidence"]),
            speaker=Speaker.from_dict(data["speaker"]) if data["speaker"] else None,
            other_speakers=tuple(Speaker.from_dict(s) for s in data["other_speakers"]),
            said=Said.from_dict(data["said"]) if data["said"] else None,
            channel=Channel.from_dict(data["channel"]),
            addressee=Addressee.from_dict(data["addressee"]) if data["addressee"] else None,
            said_at=data.get("said_at"),
            occasion=None if data.get("occasion") is None else int(data["occasion"]),
            sure=Sure.from_dict(data["sure"]) if data.get("sure") else None,
        )


def statement_id(article_id: str, attribution: Attribution) -> str:
    """Name a statement by its article and its content's place in it, so that reading twice gives the same id."""
    places = ",".join(f"{s.start}-{s.end}" for s in (*attribution.cue, *attribution.content))
    return hashlib.sha256(f"{article_id}:{places}".encode()).hexdigest()[:16]
