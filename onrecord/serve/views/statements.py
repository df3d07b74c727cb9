"""Statements: those that a search finds, and one with its context, its circumstances, other wordings and history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ...corrections.fix import history
from ...display.context import context_of
from ...record.captures import captures_of
from ...record.clusters import Stretch, aligned, differences
from ...record.store import Record
from ...search.facets import facets
from ...search.search import Hit, same_words, search_page
from .question import Question

#: Two wordings are the same words where so much of the shorter one is common to both (chosen by eye).
_SHARED = 0.5
#: Common words that begin and end what is shown, and words kept at either end of a long stretch that isn't common.
_FEWEST, _ENDS = 3, 6


def found(record: Record, question: Question) -> dict[str, Any]:
    """What a search finds: statements, where the next page begins, and counts by facet."""
    page = search_page(
        record, question.words, question.filters, limit=question.limit, after=question.after, newest=question.newest
    )
    return {
        **question.to_dict(),
        "statements": [hit.to_dict() for hit in page.hits],
        "next": page.next,
        "facets": facets(record, question.words, question.filters).to_dict(),
    }


def statement(record: Record, statement_id: str) -> dict[str, Any]:
    """One statement in its context, the same words elsewhere, and what people corrected. Raises UnknownError."""
    told = history(record, statement_id)
    hit = told.shown
    text = record.article(hit.article.id).text
    return {
        "statement": hit.to_dict(),
        "context": context_of(hit.statement, text).to_dict(),
        "elsewhere": _elsewhere(record, hit),
        "machine": told.machine.to_dict() if hit.corrected else None,
        "reviews": [review.to_dict() for review in told.reviews],
        "version": told.version,
        "captures": [c.to_dict() for c in captures_of(record, [hit.article.id])],
    }


def _elsewhere(record: Record, hit: Hit) -> list[dict[str, Any]]:
    """The statements of other articles that share these words, each compared with them, and whether somebody else says
    it there.

    A cluster is a chain, whose ends may have little in common: each is compared with this one alone, and only what lies
    within the common words is given.
    """
    if hit.cluster is None:
        return []
    words, listed = hit.statement.words, []
    for other in same_words(record, hit.cluster):
        stretches = aligned(words, other.statement.words)
        if other.article.id != hit.article.id and common_share(stretches) >= _SHARED:
            listed.append({
                "statement": other.to_dict(),
                "differences": [d.to_dict() for d in differences(words, other.statement.words)],
                "aligned": [s.to_dict() for s in within_common(stretches)],
                "other_speaker": bool(hit.person and other.person and hit.person.id != other.person.id),
            })  # fmt: skip
    return listed


def common_share(stretches: Sequence[Stretch]) -> float:
    """How much of the shorter wording the two have in common."""
    common = sum(len(s.first.split()) for s in stretches if s.kind == "equal")
    shorter = min(sum(len(getattr(s, side).split()) for s in stretches) for side in ("first", "other"))
    return common / max(1, shorter)


def within_common(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches from the first that is common to the last, long ones between them shortened."""
    equal = [k for k, s in enumerate(stretches) if s.kind == "equal" and len(s.first.split()) >= _FEWEST]
    if not equal:
        return list(stretches)
    first, last = equal[0], equal[-1]
    before, inside, behind = stretches[:first], stretches[first : last + 1], stretches[last + 1 :]
    kept = [
        s if s.kind == "equal" else replace(s, first=_shortened(s.first), other=_shortened(s.other)) for s in inside
    ]
    return [*_outside(before), *kept, *_outside(behind)]


def _outside(stretches: Sequence[Stretch]) -> Sequence[Stretch]:
    """What lies before or behind the common words, where it is little; else that there is more."""
    many = any(len(words.split()) > _ENDS for s in stretches for words in (s.first, s.other))
    return [Stretch("equal", "…", "…")] if many else stretches


def _shortened(words: str) -> str:
    every = words.split()
    return words if len(every) <= 4 * _ENDS else " ".join([*every[:_ENDS], "…", *every[-_ENDS:]])
