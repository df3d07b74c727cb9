"""Is there something to look at? What in a finding calls for a person's eye, and what of that counts in a check.

A reason to look is no verdict: a quotation that nobody has in a record may have been said to the reporter alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal, get_args

from .findings import CHANNEL, Finding

#: Why a finding may call for a look, the gravest first.
Reason = Literal[
    "other-speaker",  # somebody else's words
    "warnings",  # a negation, a number, a date, a withdrawn source
    "spliced",  # distant words joined without a mark
    "altered",  # words that the source doesn't have, without a mark
    "not-found",
    "trimmed",  # words left out without a mark
    "weak",  # too short to be told by its words, and not found with its speaker
    "reported",  # only other stories carry it
    "unknown",  # the draft names no speaker, or the names leave it open
    "channel",  # another kind of occasion than the source's
    "paraphrases",  # no statement comes near a paraphrase
    "marked",  # a cut or an insertion that the draft shows itself
]
REASONS: tuple[Reason, ...] = get_args(Reason)
#: What counts unless chosen otherwise: where the evidence speaks against the draft, or there is none at all. A trim is
#: common use and told as a note: where it turns the meaning, a warning comes with it.
DEFAULT: frozenset[Reason] = frozenset({"other-speaker", "warnings", "spliced", "altered", "not-found"})

#: "look": among what counts; "note": a reason that doesn't; "fine": none.
Level = Literal["look", "note", "fine"]


def reasons(finding: Finding) -> tuple[Reason, ...]:
    """Why a finding may call for a look, the gravest reason first; none where words and speaker are as printed."""
    found = set(_of_standing(finding))
    of_channel = [w.startswith(CHANNEL) for w in finding.warnings]
    found |= {"channel"} if any(of_channel) else set()
    found |= {"warnings"} if not all(of_channel) else set()
    if finding.target == "paraphrase":
        found |= {"paraphrases"} if finding.wording == "not_found" else set()
    else:
        found |= _of_wording(finding)
    return tuple(r for r in REASONS if r in found)


def _of_standing(finding: Finding) -> set[Reason]:
    if finding.standing == "other_speaker" or finding.speaker_match == "no":
        return {"other-speaker"}
    if finding.standing == "reported":
        return {"reported"}
    return {"unknown"} if finding.standing == "unknown" else set()


def _of_wording(finding: Finding) -> set[Reason]:
    """What the words of a quotation call for; those of a weak one are no evidence either way."""
    if finding.wording in ("verbatim", "evidence_found"):
        return set()
    if finding.weak:
        return {"weak"}
    if finding.wording == "not_found":
        return {"not-found"}
    if finding.marked:
        return {"marked"}
    by_wording: dict[str, Reason] = {"trimmed": "trimmed", "altered": "altered", "spliced": "spliced"}
    return {by_wording[finding.wording]}


def level(finding: Finding, counted: Collection[Reason] = DEFAULT) -> Level:
    """Whether a finding is to be looked at, is only noted, or is fine."""
    found = reasons(finding)
    return "look" if any(r in counted for r in found) else "note" if found else "fine"


def to_look_at(findings: Iterable[Finding], counted: Collection[Reason] = DEFAULT) -> list[Finding]:
    """The findings with a reason that counts, in the order of the text."""
    return [f for f in findings if level(f, counted) == "look"]


def worst_first(findings: Iterable[Finding], counted: Collection[Reason] = DEFAULT) -> list[Finding]:
    """Put what is to be looked at before what is noted and what is fine; the gravest first, then as in the text."""

    def rank(finding: Finding) -> tuple[int, int, int]:
        gravest = next(iter(reasons(finding)), None)
        place = REASONS.index(gravest) if gravest else len(REASONS)
        return ("look", "note", "fine").index(level(finding, counted)), place, finding.quote.start

    return sorted(findings, key=rank)
