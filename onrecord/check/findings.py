"""What a check finds: for each quotation of a draft its wording and standing, with the evidence (``onrecord-check/1``).

A finding reports and doesn't judge: "not_found" says that nothing in the record or the sources given carries the
words, not that they were never said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self, cast

from ..statement import Span

Target = Literal["quotation", "paraphrase"]
#: ``evidence_found`` is all that is ever said of a paraphrase that has evidence.
Wording = Literal["verbatim", "trimmed", "altered", "spliced", "not_found", "evidence_found"]
Standing = Literal["primary", "reported", "other_speaker", "unknown"]
Match = Literal["yes", "no", "unknown"]

#: How the warning begins that is only a note: one occasion may be called a speech and an interview.
CHANNEL = "channel differs"

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a quotation and its source part: offsets into the draft's text, and into the evidence's ``exact``.

    "insert": words that only the draft has; "delete": words that only the source has, where the draft's offsets are
    the place between two words.
    """

    kind: Literal["replace", "insert", "delete"]
    draft: Pair
    source: Pair

    def to_dict(self) -> dict[str, Any]:
        """Convert to the check format."""
        return {"kind": self.kind, "draft": list(self.draft), "source": list(self.source)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read from the check format."""
        (a, b), (c, d) = data["draft"], data["source"]
        return cls(data["kind"], (a, b), (c, d))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that carries a quotation's words, or comes nearest.

    ``source`` is the article's file or address, ``statement`` its id (None for a passage outside all statements),
    ``said`` an EDTF date, ``exact`` the passage to the letter with ``before`` and ``after`` it. ``primary`` is true for
    a transcript, post, statement or document of the speaker; else it is a story's report. ``score`` runs from 0 to 1.
    ``said_at`` is the second of a recording at which its turn begins, ``line`` counts the lines of the source's text
    from 1, ``turn`` the turns of a primary source. ``head`` is a guess where it isn't sure whose words they are: the
    nearest line above that looks like a speaker's.
    """

    source: str
    statement: str | None
    speaker: str | None
    said: str | None
    primary: bool
    exact: str
    score: float
    differences: tuple[Difference, ...] = ()
    before: str = ""
    after: str = ""
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    said_at: float | None = None
    title: str | None = None
    line: int | None = None
    turn: int | None = None
    head: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Convert to the check format."""
        return {
            "source": self.source,
            "statement": self.statement,
            "speaker": self.speaker,
            "said": self.said,
            "primary": self.primary,
            "exact": self.exact,
            "score": self.score,
            "differences": [d.to_dict() for d in self.differences],
            "before": self.before,
            "after": self.after,
            "outlet": self.outlet,
            "published": self.published,
            "url": self.url,
            "said_at": self.said_at,
            "title": self.title,
            "line": self.line,
            "turn": self.turn,
            "head": self.head,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read from the check format."""
        return cls(**{**data, "differences": tuple(Difference.from_dict(d) for d in data["differences"])})


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check finds on one quotation (or attributed paraphrase) of a draft; evidence best first.

    ``quote`` is the words between the marks, offsets into the draft's text. ``standing`` is None where no evidence was
    found. ``weak`` marks a quotation that is too short to be told by its words alone.
    """

    target: Target
    quote: Span
    speaker: str | None
    wording: Wording
    marked: bool
    standing: Standing | None
    speaker_match: Match
    evidence: tuple[Evidence, ...] = ()
    warnings: tuple[str, ...] = ()
    weak: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Convert to the check format."""
        return {
            "target": self.target,
            "quote": self.quote.to_dict(),
            "speaker": self.speaker,
            "wording": self.wording,
            "marked": self.marked,
            "standing": self.standing,
            "speaker_match": self.speaker_match,
            "evidence": [e.to_dict() for e in self.evidence],
            "warnings": list(self.warnings),
            "weak": self.weak,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Read from the check format."""
        return cls(
            target=cast(Target, data["target"]),
            quote=Span.from_dict(data["quote"]),
            speaker=data["speaker"],
            wording=cast(Wording, data["wording"]),
            marked=bool(data["marked"]),
            standing=cast("Standing | None", data["standing"]),
            speaker_match=cast(Match, data["speaker_match"]),
            evidence=tuple(Evidence.from_dict(e) for e in data["evidence"]),
            warnings=tuple(data["warnings"]),
            weak=bool(data.get("weak", False)),
        )


@dataclass(frozen=True, slots=True)
class SourceRead:
    """What a source that was given was read as: "transcript", "posts", "document" or "story", with its statements.

    ``said`` is the day of a transcript. One that was misread is seen here at once.
    """

    source: str
    kind: str
    statements: int
    speakers: int
    said: str | None = None

    def to_dict(self) -> dict[str, Any]:
        """Convert to the check format."""
        return {
            "source": self.source, "kind": self.kind, "statements": self.statements, "speakers": self.speakers,
            "said": self.said,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Report:
    """All findings on one draft, in the order of its text, and what the sources given were read as."""

    draft: str
    text: str
    findings: tuple[Finding, ...]
    sources: tuple[SourceRead, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Convert to the check format; the draft's text stays out of it."""
        return {
            "format": "onrecord-check/1",
            "draft": self.draft,
            "findings": [f.to_dict() for f in self.findings],
            "sources": [s.to_dict() for s in self.sources],
        }
