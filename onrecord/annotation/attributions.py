"""Scores of words to attributions: who (source), by what word (cue), what (content), linked.

Labels are decoded with a linear chain, so that a span always opens and closes. Every piece of content goes to the cue
that the network points at, which also joins the pieces of an interrupted quotation; every cue takes the source that it
points at, or none. How sure the network was of each span and link makes the confidence, and what is too unsure is left
out. Quotations that no cue covers are handled last: they continue the attribution before, or stand alone.

Source, cue and content are the terms of PARC 3 (Pareti 2016) and PolNeAR (Newell et al. 2018).
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import numpy as np
import numpy.typing as npt

from ..models.attribution import Scorer, Scores
from ..models.chain import Chain, Decoded, decode
from ..models.labels import CONTENT, CUE, SOURCE
from ..statement import Attribution, Kind, Span
from ..text.outline import Outline
from ..text.quotes import Quotation
from .interview import find_interview, pieces
from .layout import find_forms

#: An attribution less sure than this is left out. About half the F1 makes F1 largest (Lipton et al. 2014); on both
#: development sets F1 is flat from 0.3 to 0.45.
LEAST_CONFIDENCE = 0.36
#: Windows decoded together: enough for speed, few enough that memory doesn't grow with the text.
_WINDOWS_AT_ONCE = 16
#: A content piece whose words point at a cue with less than this mean probability belongs to none.
_WEAKEST_LINK = 0.1

#: A quotation without attribution is a statement from so many words on; shorter ones are titles and scare quotes.
_FEWEST_WORDS = 5
#: Layout forms and floating quotations are not in the corpora with their cue, so there is nothing to calibrate on:
#: these say "likely" and "as likely as not".
_FORM_CONFIDENCE = 0.8
_FLOATING_CONFIDENCE = 0.5

WordRange = tuple[int, int]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DecodedAttribution:
    """An attribution as decoded: places in the text, and what its confidence is computed from.

    ``kind`` is set where the layout tells it, else read off the quotation marks.
    """

    source: tuple[Place, ...]
    cue: tuple[Place, ...]
    content: tuple[Place, ...]
    features: tuple[float, ...] = ()
    confidence: float = 1.0
    kind: Kind | None = None


def find_attributions(outline: Outline, model: Scorer) -> list[Attribution]:
    """Find every attribution of a text, in the order of the text."""
    text, quotations = outline.text, outline.quotations
    drafts: list[DecodedAttribution] = []
    loose: list[Place] = []
    windows = iter(model.scores(outline))
    while group := list(islice(windows, _WINDOWS_AT_ONCE)):
        for found, left in decode_windows(group, quotations, Chain.of(model.chain)):
            drafts += found
            loose += left
    sure = [replace(d, confidence=model.calibration.probability(d.features)) for d in drafts]
    kept = [d for d in sure if d.confidence >= LEAST_CONFIDENCE]
    kept = _with_loose_quotations(text, kept, loose, quotations)
    starts = [q.start for q in quotations]
    found_all = [_attribution(text, d, quotations, starts) for d in kept]
    return sorted(found_all, key=lambda a: (a.start, a.content))


# -- decoding --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Spans:
    """The spans of one window, as ranges of its words."""

    source: list[WordRange] = field(default_factory=list)
    cue: list[WordRange] = field(default_factory=list)
    content: list[WordRange] = field(default_factory=list)


def decode_windows(
    windows: Sequence[Scores], quotations: Sequence[Quotation], chain: Chain
) -> Iterator[tuple[list[DecodedAttribution], list[Place]]]:
    """Decode windows; of each, its attributions and the places of content that no cue claims."""
    filled = [w for w in windows if len(w.tags)]
    marked = [(q.start, q.end) for q in quotations]
    breaks = [_breaks(w, quotations) for w in filled]
    for window, decoded in zip(filled, decode([w.tags for w in filled], breaks, chain), strict=True):
        yield _link(window, decoded, marked)


def _breaks(window: Scores, quotations: Sequence[Quotation]) -> npt.NDArray[np.bool_]:
    """Where a word begins a line: no span goes on there (headline and byline have no full stop to tell), unless the
    line before ends inside a quotation.
    """
    breaks = np.zeros(len(window.line), dtype=np.bool_)
    starts = [q.start for q in quotations]
    for i in (np.flatnonzero(np.diff(window.line)) + 1).tolist():
        at = int(window.end[i - 1])
        k = bisect_left(starts, at) - 1
        q = quotations[k] if k >= 0 else None
        breaks[i] = q is None or at > q.end or (q.closed > 0 and int(window.start[i]) >= q.end)
    return breaks


def _spans(labels: npt.NDArray[np.int32]) -> _Spans:
    found = _Spans()
    lists = (found.source, found.cue, found.content)
    start = 0
    for i in np.flatnonzero(labels).tolist():
        role, place = divmod(int(labels[i]) - 1, 4)
        if place in (0, 3):
            start = i
        if place in (2, 3):
            lists[role].append((start, i + 1))
    return found


def _link(window: Scores, decoded: Decoded, marked: list[Place]) -> tuple[list[DecodedAttribution], list[Place]]:
    spans = _spans(decoded.labels)
    pieces: dict[WordRange, list[WordRange]] = {cue: [] for cue in spans.cue}
    loose: list[Place] = []
    heads = [cue[0] for cue in spans.cue]
    for a, b in spans.content:
        strength = window.content_arc[a:b, heads].mean(axis=0) if heads else np.empty(0)
        best = int(strength.argmax()) if len(strength) else -1
        if best >= 0 and strength[best] > math.log(_WEAKEST_LINK):
            pieces[spans.cue[best]].append((a, b))
        elif window.own[0] <= a < window.own[1]:
            loose.append(_place(window, (a, b)))
    for cue, claimed in pieces.items():
        near = _within_reach(window, cue, claimed, marked)
        loose += [_place(window, c) for c in claimed if c not in near and window.own[0] <= c[0] < window.own[1]]
        pieces[cue] = near
    drafts = []
    marginals = decoded.marginals() if spans.cue else None
    for cue, content in pieces.items():
        if not content or marginals is None or not window.own[0] <= cue[0] < window.own[1]:
            continue
        source, chance = _source_of(window, cue, spans.source)
        drafts.append(
            DecodedAttribution(
                source=(_place(window, source),) if source else (),
                cue=(_place(window, cue),),
                content=tuple(_place(window, c) for c in content),
                features=_features(window, decoded, marginals, cue, content, source, chance),
            )
        )
    return drafts, loose


def _within_reach(window: Scores, cue: WordRange, content: list[WordRange], marked: list[Place]) -> list[WordRange]:
    """Pieces in the cue's own line, or quoted ones in lines that follow on each other from there without a gap."""
    lines = {int(window.line[cue[0]])}
    reach = sorted(content, key=lambda c: abs(int(window.line[c[0]]) - int(window.line[cue[0]])))
    near = []
    for piece in reach:
        line = int(window.line[piece[0]])
        own_line = line == int(window.line[cue[0]])
        if own_line or (_overlaps(_place(window, piece), marked) and any(abs(line - other) <= 1 for other in lines)):
            lines.add(line)
            near.append(piece)
    return sorted(near)


def _overlaps(place: Place, others: list[Place]) -> bool:
    """Whether a place shares a character with one of the others, which are in order and apart."""
    k = bisect_right(others, place) - 1
    return any(place[0] < b and a < place[1] for a, b in others[max(0, k) : k + 2])


def _source_of(window: Scores, cue: WordRange, sources: list[WordRange]) -> tuple[WordRange | None, float]:
    """The source that a cue points at, or None where it points at none; and the probability."""
    chances = np.exp(window.source_arc[cue[0]])
    best, best_chance = None, float(chances[-1])
    for a, b in sources:
        chance = float(chances[a:b].sum())
        if chance > best_chance:
            best, best_chance = (a, b), chance
    return best, best_chance


def _place(window: Scores, words: WordRange) -> Place:
    return int(window.start[words[0]]), int(window.end[words[1] - 1])


# -- confidence ------------------------------------------------------------------------------------------------------


def _features(
    window: Scores,
    decoded: Decoded,
    marginals: npt.NDArray[np.float64],
    cue: WordRange,
    content: list[WordRange],
    source: WordRange | None,
    source_chance: float,
) -> tuple[float, ...]:
    """Log-probabilities of the attribution's parts, in the order of confidence.FEATURES."""

    def span(words: WordRange, role: int) -> float:
        n, base = words[1] - words[0], 1 + 4 * role
        labels = [base + 3] if n == 1 else [base, *[base + 1] * (n - 2), base + 2]
        return max(-15.0, min(0.0, decoded.span_log_probability(labels, words[0])))

    def role(words: WordRange, role: int) -> float:
        mass = marginals[words[0] : words[1], 1 + 4 * role : 5 + 4 * role].sum(axis=1)
        return float(np.log(np.clip(mass, 1e-6, 1.0)).mean())

    links = np.concatenate([np.maximum(window.content_arc[a:b, cue[0]], -10.0) for a, b in content])
    pull = marginals[:, 1 + 4 * CONTENT :].sum(axis=1) * np.exp(window.content_arc[:, cue[0]])
    words = sum(b - a for a, b in content)
    outside = max(0.0, float(pull.sum()) - sum(float(pull[a:b].sum()) for a, b in content))
    worst = min(span(c, CONTENT) for c in content)
    cue_span = span(cue, CUE)
    source_span = span(source, SOURCE) if source else 0.0
    return (
        cue_span,
        role(cue, CUE),
        worst,
        sum(role(c, CONTENT) for c in content) / len(content),
        float(links.mean()),
        source_span,
        role(source, SOURCE) if source else 0.0,
        math.log(max(source_chance, 1e-4)),
        float(source is None),
        math.log(words),
        float(len(content) > 1),
        (words - outside) / words if outside < words else 0.0,
        cue_span + worst + source_span,
    )


# -- quotations that no cue covers -----------------------------------------------------------------------------------


def _with_loose_quotations(
    text: str, drafts: list[DecodedAttribution], loose: list[Place], quotations: list[Quotation]
) -> list[DecodedAttribution]:
    """Give each quotation that no attribution covers to the one it continues, to a name in the layout, or to nobody."""
    drafts = _with_whole_quotations(text, sorted(drafts, key=lambda d: d.content), quotations)
    drafts = _with_answers(text, drafts)
    taken = bytearray(len(text))
    for d in drafts:
        for a, b in (*d.content, *d.cue):
            taken[a:b] = b"\x01" * (b - a)

    def free(place: Place) -> bool:
        return sum(taken[slice(*place)]) < 0.3 * (place[1] - place[0])

    for form in find_forms(text, quotations):
        if free(form.content):
            drafts.append(
                DecodedAttribution((form.source,), (), (form.content,), confidence=_FORM_CONFIDENCE, kind="direct")
            )
            taken[slice(*form.content)] = b"\x01" * (form.content[1] - form.content[0])
    before: Quotation | None = None
    for q in quotations:
        if not free((q.start, q.end)):
            before = q
            continue
        k = _continued(text, q, before, drafts)
        if k is not None:
            drafts[k] = replace(drafts[k], content=(*drafts[k].content, (q.start, q.end)))
            before = q
        elif _stands_alone(text, q, loose):
            drafts.append(DecodedAttribution((), (), ((q.start, q.end),), confidence=_FLOATING_CONFIDENCE))
    return drafts


def _with_whole_quotations(
    text: str, drafts: list[DecodedAttribution], quotations: list[Quotation]
) -> list[DecodedAttribution]:
    """Let content that opens a quotation of several paragraphs reach to its closing mark; what it then covers goes."""
    running = {q.start: q.end for q in quotations if q.closed and "\n" in text[q.start : q.end]}
    whole: list[DecodedAttribution] = []
    covered: list[Place] = []
    for d in drafts:
        if any(_overlaps(c, covered) for c in d.cue):
            continue
        reach = [(a, max(b, running.get(a, b))) for a, b in d.content]
        covered += [new for new, old in zip(reach, d.content, strict=True) if new != old]
        pieces = [p for p in reach if not any(a <= p[0] and p[1] <= b and (a, b) != p for a, b in reach)]
        whole.append(replace(d, content=tuple(pieces)))
    return whole


def _with_answers(text: str, drafts: list[DecodedAttribution]) -> list[DecodedAttribution]:
    """Let each answer of an interview that is set as one be a statement as a whole; what it tells of others goes."""
    interview = find_interview(text)
    if interview is None:
        return drafts
    apart = [d for d in drafts if interview.answer_at((d.cue or d.content)[0][0]) is None]
    return apart + [
        DecodedAttribution((answer.label,) if answer.label else (), (), words, (), _FORM_CONFIDENCE, "direct")
        for answer in interview.answers
        if (words := tuple(pieces(text, answer)))  # "(Laughs.)" alone says nothing
    ]


def _continued(text: str, q: Quotation, before: Quotation | None, drafts: list[DecodedAttribution]) -> int | None:
    """Which draft a quotation continues: that of the quotation before it, when nothing but a paragraph's end, or the
    attribution itself and a full stop, stands between, and the quotation fills its paragraph from the start.
    """
    if before is None:
        return None
    line_start = text.rfind("\n", 0, q.start) + 1
    line_end = text.find("\n", q.end)
    rest = text[q.end : line_end if line_end >= 0 else len(text)]
    _, _, between = text[before.end : line_start].partition("\n")
    if text[line_start : q.start].strip() or (before.closed and rest.strip()) or between.strip():
        return None
    for k in range(len(drafts) - 1, -1, -1):
        if any(a < before.end and before.start < b for a, b in drafts[k].content):
            return k
    return None


def _stands_alone(text: str, q: Quotation, loose: list[Place]) -> bool:
    """Whether a quotation that nothing attributes is a statement all the same and not a title or a scare quote."""
    a, b = q.inner
    words = text[a:b].split()
    if any(x < b and a < y for x, y in loose) and len(words) >= _FEWEST_WORDS - 1:
        return True
    whole = bool(words) and words[0][0].isupper() and text[a:b].rstrip()[-1:] in ".!?…,"
    return len(words) >= _FEWEST_WORDS and whole


# -- finishing -------------------------------------------------------------------------------------------------------


def _attribution(text: str, draft: DecodedAttribution, quotations: list[Quotation], starts: list[int]) -> Attribution:
    def spans(places: Iterable[Place]) -> tuple[Span, ...]:
        return tuple(Span.of(text, a, b) for a, b in sorted(places))

    return Attribution(
        source=spans(draft.source),
        cue=spans(draft.cue),
        content=spans(draft.content),
        kind=draft.kind or kind_of(text, draft.content, quotations, starts),
        confidence=round(draft.confidence, 3),
    )


def kind_of(text: str, content: Sequence[Place], quotations: list[Quotation], starts: list[int]) -> Kind:
    """Direct where every word of the content stands in quotation marks, indirect where none, else mixed.

    A word that isn't the speaker's ("that “the bridge is shut”", "him “a liar”") makes it mixed.
    """
    inside = total = 0
    for a, b in content:
        total += sum(c.isalnum() for c in text[a:b])
        k = max(0, bisect_right(starts, a) - 1)
        while k < len(quotations) and quotations[k].start < b:
            q = quotations[k]
            inside += sum(c.isalnum() for c in text[max(a, q.start) : min(b, q.end)])
            k += 1
    if not inside:
        return "indirect"
    return "direct" if inside == total else "mixed"
