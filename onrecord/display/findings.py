"""How findings are told: the same plain words in the terminal, in the report and on the web page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from ..check.attention import DEFAULT, Reason, to_look_at
from ..check.findings import Difference, Evidence, Finding, Report, SourceRead
from ..dates.in_words import edtf_in_words
from ..statement import Span

_WORDINGS = {
    "verbatim": "word for word",
    "trimmed": "trimmed",
    "altered": "altered",
    "spliced": "spliced",
    "not_found": "not found",
    "evidence_found": "evidence found",
}


def wording_in_words(finding: Finding) -> str:
    """Such as "word for word", "trimmed, marked", "word for word, somebody else's"."""
    shown = finding.marked and finding.wording in ("trimmed", "altered", "spliced")
    others = ", somebody else's" if finding.standing == "other_speaker" else ""
    return _WORDINGS[finding.wording] + (", marked" if shown else "") + others


def standing_in_words(finding: Finding) -> str | None:
    """Where the words stand and whose they are, in one short line; None where nothing was found."""
    if finding.standing is None:
        return None
    if finding.standing == "primary":
        return "in a primary source"
    if finding.standing == "reported":
        since = min((e.published for e in finding.evidence if e.published), default=None)
        return "only in other stories" + (f", since {edtf_in_words(since)}" if since else "")
    if finding.standing == "other_speaker":
        return f"said by {next((e.speaker for e in finding.evidence if e.speaker), 'somebody else')}"
    return "whose words isn't clear" if finding.speaker else "the draft names no speaker"


def facts_in_words(finding: Finding) -> list[str]:
    """Whose words the draft says they are, what was checked, where the words stand: facts to be set in one line."""
    kind = finding.target + (", weak evidence" if finding.weak else "")
    facts = (finding.speaker or "no speaker", kind, standing_in_words(finding))
    return [f for f in facts if f]


def origin_in_words(evidence: Evidence) -> list[str]:
    """Who said it, when, where it stands: facts to be set in one line."""
    said = f"said {edtf_in_words(evidence.said)}" if evidence.said else "undated"
    published = f"published {edtf_in_words(evidence.published)}" if evidence.published else None
    kind = "primary source" if evidence.primary else "story"
    who = evidence.speaker or "no speaker"
    if evidence.statement is None:
        kind = "in the source, outside of what was read as statements"
        who = f"below words of {evidence.speaker}" if evidence.speaker else who
    at = f"at {clock(evidence.said_at)}" if evidence.said_at is not None else None
    place = f"{evidence.source}, line {evidence.line}" if evidence.line else evidence.source
    facts = [who, said, at, kind, place, evidence.outlet]
    return [f for f in (*facts, published if not evidence.primary else None) if f]


def reading_in_words(read: SourceRead) -> str:
    """What a source was read as, such as "transcript, 34 turns, 5 speakers, said Mon 3 Oct 2016" or "story"."""
    if read.kind == "story":
        return f"story, {_number(read.statements, 'statement')}"
    what = {"transcript": "turn", "posts": "post"}.get(read.kind, "paragraph")
    kind = read.kind.removesuffix("s")
    said = f"said {edtf_in_words(read.said)}" if read.said else "undated"
    return f"{kind}, {_number(read.statements, what)}, {_number(read.speakers, 'speaker')}, {said}"


def clock(seconds: float) -> str:
    """A moment of a recording: "1:23", "1:01:23"."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def summary(report: Report, counted: Collection[Reason] = DEFAULT) -> str:
    """Such as "7 quotations: 4 word for word, 2 altered, 1 not found; 2 paraphrases. 3 to look at."."""
    quotations = [f for f in report.findings if f.target == "quotation"]
    paraphrases = len(report.findings) - len(quotations)
    if not report.findings:
        return "no quotation and no attributed paraphrase found"
    counts = Counter(_WORDINGS[f.wording] for f in quotations)
    parts = ", ".join(f"{counts[w]} {w}" for w in _WORDINGS.values() if counts[w])
    told = [f"{_number(len(quotations), 'quotation')}: {parts}"] if quotations else []
    if paraphrases:
        found = sum(f.wording == "evidence_found" for f in report.findings if f.target == "paraphrase")
        told.append(f"{_number(paraphrases, 'paraphrase')}: {found} with evidence")
    looks = len(to_look_at(report.findings, counted))
    return f"{'; '.join(told)} · {looks or 'nothing'} to look at"


def _number(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"


def line_of(text: str, at: int) -> int:
    """The line of a place in a text, from 1."""
    return text.count("\n", 0, at) + 1


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """Words of a quotation laid over its source: the same in both, only the draft's, or only the source's."""

    of: Literal["both", "draft", "source"]
    words: str


def compare(text: str, finding: Finding) -> list[ShownPiece]:
    """Lay the words of a draft over those of its best evidence: joined, they read as a sentence with both wordings.

    Empty where nothing differs, or nothing was found.
    """
    differences = list(_differences(finding)) if finding.wording != "not_found" else []
    return _joined(_pieces(text, finding.quote, differences)) if differences else []


def _differences(finding: Finding) -> Iterator[tuple[Difference, Evidence]]:
    """What differs from the best passage, in the order of the draft; joined words are several pieces of evidence."""
    best = finding.evidence[0] if finding.evidence else None
    pieces = [e for e in finding.evidence if best and (e.source, e.score) == (best.source, best.score)]
    last = (-1, -1)
    for difference, evidence in sorted(((d, e) for e in pieces for d in e.differences), key=lambda one: one[0].draft):
        if difference.draft != last and difference.draft[0] >= last[1]:
            last = difference.draft
            yield difference, evidence


def _pieces(text: str, quote: Span, differences: Iterable[tuple[Difference, Evidence]]) -> Iterator[ShownPiece]:
    at = quote.start
    for d, evidence in differences:
        yield ShownPiece("both", text[at : d.draft[0]])
        yield ShownPiece("source", evidence.exact[slice(*d.source)])
        yield ShownPiece("draft", text[slice(*d.draft)])
        at = d.draft[1]
    yield ShownPiece("both", text[at : quote.end])


def source_pieces(evidence: Evidence) -> list[ShownPiece]:
    """The words of a source, those that the draft doesn't have apart."""
    pieces: list[ShownPiece] = []
    at = 0
    for start, end in sorted(d.source for d in evidence.differences if d.source[0] < d.source[1]):
        pieces += [ShownPiece("both", evidence.exact[at:start]), ShownPiece("source", evidence.exact[start:end])]
        at = end
    return _joined([*pieces, ShownPiece("both", evidence.exact[at:])])


def _joined(pieces: Iterable[ShownPiece]) -> list[ShownPiece]:
    """Drop the empty pieces and set single spaces, also between the others."""
    filled = [p for p in pieces if p.words.strip()]
    apart = [False, *(_is_apart(one.words, other.words) for one, other in pairwise(filled))]
    return [ShownPiece(p.of, " " * gap + " ".join(p.words.split())) for p, gap in zip(filled, apart, strict=False)]


def _is_apart(one: str, other: str) -> bool:
    """Whether a space stands between two pieces: all but a closing mark or a comma stands apart."""
    return one[-1].isspace() or other[0].isspace() or other[0].isalnum() or other[0] in "“‘«([$€£—–…"


def shortened(pieces: Sequence[ShownPiece], *, around: int = 8) -> list[ShownPiece]:
    """Leave out the middle of long stretches that are the same in both."""
    return [_shortened(p, k > 0, k < len(pieces) - 1, around) for k, p in enumerate(pieces)]


def _shortened(piece: ShownPiece, follows: bool, goes_on: bool, around: int) -> ShownPiece:
    words = piece.words.split()
    keep = around * (follows + goes_on)
    if piece.of != "both" or not keep or len(words) <= keep + 4:
        return piece
    head = words[:around] if follows else []
    tail = words[-around:] if goes_on else []
    lead = " " if piece.words[0] == " " and follows else ""
    return ShownPiece("both", lead + " ".join([*head, "…", *tail]))
