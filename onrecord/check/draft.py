"""Check a draft: are the words its quotations give the words of those who are said to have said them?

Each quotation is looked up in the record and in sources given beside it, by its words and not by its speaker; then its
speaker is compared with that of what was found. Nothing of the draft is written anywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..search.alignment import COMMON
from ..search.passages import Passage
from ..search.probes import telling_words
from ..search.similar import SHORT, Library
from ..statement import Channel, Span, Speaker
from ..text.outline import Outline
from ..text.person_names import fold, folded_words, last_word
from ..text.words import Word, words_of
from .circumstances import warnings_of
from .claims import Claim, paraphrased, quoted
from .comparison import WEAK, Comparison, UsedPassage, compare, is_distinctive, is_weak, is_whole, shared_words
from .copies import Copies
from .evidence import CONTEXT, evidence_of, head_within, shown
from .findings import Evidence, Finding, Match, Report, SourceRead, Standing, Wording
from .nearly import can_be_near, nearly
from .same_speaker import SourceVoice, same_speaker
from .whom import People

if TYPE_CHECKING:
    from ..annotation.annotate import Annotated
    from ..record.store import Record

#: Evidence shown for a finding; for what isn't found, how near a passage must be to be shown.
_MOST = 5
_NEAR = 0.25
#: How much more a passage by the draft's own speaker is worth than one by another, and a primary one than a report.
_OWN = 0.2
_FIRST_HAND = 0.06
#: A paraphrase has evidence when so many of its telling words stand together in a statement of its speaker.
_TOLD_AGAIN = 0.7
_FEWEST_TELLING = 3
#: A text of which so much is others' words is a story.
_STORY = 0.08
_NAMED_BEFORE = 800
#: A few words are those of a source that differs if so many of the telling words around them are there, too.
_FEWEST_SHARED = 0.12
_WORDING_OF: Mapping[str, Wording] = {"number changed": "altered", "negation dropped": "trimmed"}


@dataclass(frozen=True, slots=True)
class _Compared:
    """A passage compared with a quotation, and its speaker with the draft's."""

    comparison: Comparison
    match: Match
    speaker: str | None
    worth: float

    @property
    def passage(self) -> Passage:
        return self.comparison.likeness.passage


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a few words stand, and whether whom the draft means says them there."""

    passage: Passage
    piece: UsedPassage
    match: Match
    speaker: str | None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Where words are looked up; ``given``: the sources given beside the draft, a few that are about what it is about.

    In a record of all that was ever said, a few common words are sure to be somebody's.
    """

    library: Library
    given: bool


def check(draft: Annotated, record: Record | None, sources: Sequence[Annotated] = ()) -> Report:
    """Compare each quotation and attributed paraphrase of a draft with the record and with sources given beside it.

    The draft itself, what the record has under its address and other copies of its text are no evidence.
    """
    from ..record.store import Record as Store

    with ExitStack() as stack:
        records = [record] if record else []
        if sources:
            beside = stack.enter_context(Store.open("sqlite://"))
            _fill(beside, sources)
            records.append(beside)
        shelves = [
            _Shelf(
                Library(stack.enter_context(r.database.reading()), is_sqlite=r.database.is_sqlite),
                given=r is not record,
            )
            for r in records
        ]
        findings = list(_Check(draft, shelves).findings())
    found = tuple(sorted(findings, key=lambda f: f.quote))
    return Report(draft.article.source, draft.article.text, found, tuple(map(_read_as, sources)))


def _read_as(source: Annotated) -> SourceRead:
    """What a source was read as."""
    from ..sources.firsthand import READERS

    speakers = {s.speaker.name for s in source.statements if s.speaker}
    said = next((s.said.edtf for s in source.statements if s.said), None) if source.model in READERS else None
    kind = source.model if source.model in READERS else "story"
    return SourceRead(source.article.source, kind, len(source.statements), len(speakers), said)


def _fill(record: Record, sources: Sequence[Annotated]) -> None:
    """Put sources into a record in memory.

    A text that hardly quotes anybody is its author's own: a speech, a post. That is a guess, so it tells no channel.
    """
    from ..record.store import ModelVersion
    from ..sources.firsthand import READERS, VERSION
    from ..sources.transcripts.speech import as_document

    for source in sources:
        if source.model in READERS or _quotes_others(source):
            record.add(source.article, source.statements, ModelVersion(source.model, source.version))
        else:
            whole = as_document(source.article)
            told = [replace(statement, channel=Channel()) for statement in whole.statements]
            record.add(whole.article, told, ModelVersion(whole.reader, VERSION))


def _quotes_others(source: Annotated) -> bool:
    quoted = sum(s.end - s.start for st in source.statements if st.kind != "indirect" and st.source for s in st.content)
    return quoted >= _STORY * len(source.article.text)


class _Check:
    """One draft against some libraries."""

    def __init__(self, draft: Annotated, shelves: Sequence[_Shelf]) -> None:
        self.draft = draft
        self.article = draft.article
        self.text = draft.article.text
        self.shelves = shelves
        self.outline = Outline(self.text)
        self.people = People(self.outline)
        self.copies = Copies(draft.article, self.outline)
        self.names = [s.name for st in draft.statements for s in (st.speaker, *st.other_speakers) if s and s.named]

    def findings(self) -> Iterator[Finding]:
        for claim in quoted(self.draft, self.outline, self.people):
            yield from self._check_quotes(claim)
        for claim in paraphrased(self.draft):
            finding = self._check_paraphrase(claim)
            if finding:
                yield finding

    def _check_quotes(self, claim: Claim) -> Iterator[Finding]:
        words = {quote: words_of(self.text, quote.start, quote.end) for quote in claim.quotes}
        found = {q: self._compared(claim, q, w) for q, w in words.items() if _length(w) >= WEAK}
        home = _home(found)
        for quote, of_quote in words.items():
            if quote in found:
                ranked = sorted(found[quote], key=lambda c: (-_rank(c, home), c.passage.source.published or "~"))
                finding = self._finding(claim, quote, ranked)
                invented = finding.wording == "not_found" and bool(claim.speakers)
                yield replace(finding, weak=is_weak(of_quote, attributed_but_nowhere=invented) or claim.is_title)
            elif _length(of_quote):
                yield self._check_weak(claim, quote, of_quote, home)

    def _compared(self, claim: Claim, quote: Span, words: Sequence[Word]) -> list[_Compared]:
        """What the libraries have of a quotation's words."""
        compared = []
        speaker = claim.last_name if _length(words) < SHORT else None
        for shelf in self.shelves:
            for likeness in shelf.library.like(self.text, words, speaker=speaker):
                if likeness.alignment.score < _NEAR / 2 or self.copies.is_copy(likeness.passage.source):
                    continue
                comparison = compare(self.text, words, likeness)
                match, name = self._match_of(claim, quote, words, comparison, given=shelf.given)
                if match is None:
                    continue
                worth = comparison.score + _OWN * (match == "yes") + _OWN / 2 * (match == "unknown")
                worth += _FIRST_HAND * likeness.passage.source.primary
                compared.append(_Compared(comparison, match, name, worth))
        return compared

    def _match_of(
        self, claim: Claim, quote: Span, words: Sequence[Word], comparison: Comparison, *, given: bool
    ) -> tuple[Match | None, str | None]:
        """Whether a passage that was compared is by the draft's speaker; None where a few common words are nothing."""
        passage = comparison.likeness.passage
        match, name = self._match(claim, quote, passage)
        others = match != "yes" and claim.speakers and passage.turn.speaker
        if others and not is_distinctive(words, comparison.score):
            if not given or not is_whole(words, comparison.score):
                return None, name
            match = "unknown"
        if any(head_within(passage, piece.start) for piece in comparison.pieces):
            match = "unknown"
        return match, name

    def _match(self, claim: Claim, quote: Span, passage: Passage) -> tuple[Match, str | None]:
        """Whether a passage is by the draft's speaker, and who that is."""
        match, theirs = self._same(claim.speakers, passage), passage.turn.speaker
        if match == "no" and claim.named and self._same((claim.named,), passage) == "yes":
            return "yes", claim.named.name  # "he" is whom the draft named last, and these are that person's words
        beside = self.people.named_beside(quote) if match == "no" else frozenset()
        if last_word(fold(theirs or "")) in beside and claim.last_name not in beside:
            return ("yes", theirs) if len(beside) == 1 else ("unknown", claim.name)  # the sentence itself names them
        unsure = match == "no" and not self.people.is_sure(quote, claim.speakers[0], claim.printed)
        if theirs and passage.turn.named and (unsure or (match == "unknown" and claim.is_open)):
            label = claim.printed if claim.speakers else None
            if self.people.may_be(quote, label, theirs, passage.source.text):
                return "yes", claim.name if claim.is_open and claim.speakers else theirs
        if unsure or (match == "no" and self._may_mean(claim, theirs or "")):
            return "unknown", claim.name
        return match, claim.name

    def _same(self, speakers: Sequence[Speaker], passage: Passage) -> Match:
        return same_speaker(
            speakers,
            SourceVoice(passage.turn.speaker, passage.turn.named, passage.turn.speaker_type),
            in_draft=self.names,
            in_source=passage.source.speakers,
        )

    def _may_mean(self, claim: Claim, name: str) -> bool:
        """Whether the draft's "he" may be somebody else whom it names shortly before."""
        if not claim.speakers:
            return False
        source = " ".join(s.exact for s in claim.statement.source) if claim.statement else claim.speakers[0].name
        if last_word(fold(claim.speakers[0].name)) in folded_words(source):
            return False
        start = claim.quotes[0].start
        last = last_word(fold(name))
        return bool(last) and last in folded_words(self.text[max(0, start - _NAMED_BEFORE) : start])

    def _finding(self, claim: Claim, quote: Span, ranked: Sequence[_Compared]) -> Finding:
        found = [c for c in ranked if c.comparison.found]
        if not found and (outside := self._outside(claim, quote)):
            return outside
        if not found:
            near = [e for c in ranked[:1] if c.comparison.score >= _NEAR for e in evidence_of(c.passage, c.comparison)]
            return Finding("quotation", quote, claim.name, "not_found", False, None, "unknown", tuple(near[:1]))
        best = found[0]
        evidence = [e for c in found[:_MOST] for e in evidence_of(c.passage, c.comparison)]
        return Finding(
            target="quotation",
            quote=quote,
            speaker=best.speaker,
            wording=best.comparison.wording,
            marked=best.comparison.marked,
            standing=_standing(claim, best.match, primary=best.passage.source.primary),
            speaker_match=best.match,
            evidence=tuple(evidence),
            warnings=tuple(dict.fromkeys(self._warnings(claim, best))),
        )

    def _outside(self, claim: Claim, quote: Span) -> Finding | None:
        """What stands in a source outside of all statements: whose words it is isn't known."""
        words = words_of(self.text, quote.start, quote.end)
        best: Comparison | None = None
        for shelf in self.shelves:
            for likeness in shelf.library.outside(self.text, words, speaker=claim.last_name):
                compared = compare(self.text, words, likeness)
                if compared.found and not self.copies.is_copy(likeness.passage.source):
                    best = compared if best is None or compared.score > best.score else best
        if best is None:
            return None
        evidence = tuple(shown(best.likeness.passage, piece, best.score) for piece in best.pieces)
        return Finding(
            "quotation", quote, claim.name, best.wording, best.marked, "unknown", "unknown", evidence, best.warnings
        )

    def _warnings(self, claim: Claim, best: _Compared) -> Iterator[str]:
        """What to mind of the best evidence: changes of weight, another day or occasion, that it was corrected."""
        yield from best.comparison.warnings
        if best.passage.source.flag:
            yield f"source {best.passage.source.flag}"
        if best.match != "no":
            yield from warnings_of(self.text, self.article.published, claim, best.passage)

    def _check_weak(
        self, claim: Claim, quote: Span, words: Sequence[Word], home: tuple[int, str | None] | None
    ) -> Finding:
        """A few words: found only where the speaker says them, there where most of the sentence around them is.

        In a source given with the draft they may also be somebody's of whom the draft doesn't tell the name, or stand
        there with another number.
        """
        nothing = Finding("quotation", quote, claim.name, "not_found", False, None, "unknown", weak=True)
        if not any(w.key not in COMMON for w in words):
            return nothing
        around = words_of(self.text, max(0, quote.start - CONTEXT), min(len(self.text), quote.end + CONTEXT))
        places = self._exact_places(claim, words) or self._near_places(claim, words)
        ranked = sorted(places, key=lambda place: -self._worth_of(place, around, home))
        if not ranked or (ranked[0].warning and _shared(ranked[0], around) < _FEWEST_SHARED):
            return nothing
        best = ranked[0]
        return replace(
            nothing,
            speaker=best.speaker,
            wording=_WORDING_OF.get(best.warning, "verbatim"),
            standing=_standing(claim, best.match, primary=best.passage.source.primary),
            speaker_match=best.match,
            evidence=tuple(shown(p.passage, p.piece, 1.0) for p in ranked[: 1 if best.warning else _MOST]),
            warnings=tuple(filter(None, [best.warning])),
        )

    def _exact_places(self, claim: Claim, words: Sequence[Word]) -> list[_Place]:
        """Where the speaker says a few words; where nobody of that name does, who else may be meant."""
        found: list[_Place] = []
        for shelf in self.shelves:
            exactly = shelf.library.exactly
            if claim.last_name is not None:
                found += self._places(claim, _used(exactly(self.text, words, claim.last_name)), {"yes"})
            if not found and shelf.given:
                found += self._places(claim, _used(exactly(self.text, words, None)), {"yes", "unknown"})
        return found

    def _near_places(self, claim: Claim, words: Sequence[Word]) -> list[_Place]:
        """Where a few words stand but for a number or a "not" in a source that was given, by whom the draft means."""
        found: list[_Place] = []
        for shelf in self.shelves if can_be_near(words) else ():
            for passage in shelf.library.having(self.text, words, claim.last_name) if shelf.given else ():
                for near in nearly(passage, words):
                    places = self._places(claim, [(passage, near.piece)], {"yes"})
                    found += (replace(place, warning=near.warning) for place in places)
        return found

    def _places(
        self, claim: Claim, found: Iterable[tuple[Passage, UsedPassage]], fitting: Collection[Match]
    ) -> Iterator[_Place]:
        for passage, piece in found:
            match, name = self._match(claim, claim.quotes[0], passage)
            if head_within(passage, piece.start):
                match = "unknown"
            if match in fitting and not self.copies.is_copy(passage.source):
                yield _Place(passage, piece, match, name)

    def _worth_of(self, place: _Place, around: Sequence[Word], home: tuple[int, str | None] | None) -> float:
        here = (place.passage.source.article, place.passage.turn.speaker)
        return _shared(place, around) + _FIRST_HAND * place.passage.source.primary + (here == home)

    def _check_paraphrase(self, claim: Claim) -> Finding | None:
        """The nearest statement of the same speaker, or nothing."""
        words = [w for span in claim.quotes for w in words_of(self.text, span.start, span.end)]
        if claim.last_name is None or len(telling_words(self.text, words)) < _FEWEST_TELLING:
            return None
        whole = Span.of(self.text, claim.quotes[0].start, claim.quotes[-1].end)
        best: tuple[float, Match, Passage, UsedPassage] | None = None
        for shelf in self.shelves:
            for passage, place in shelf.library.about(self.text, words, claim.last_name):
                match, _ = self._match(claim, claim.quotes[0], passage)
                if match == "yes" and not self.copies.is_copy(passage.source):
                    shared, telling = shared_words(words, words_of(passage.source.text, *place))
                    near = shared / (telling or 1)
                    if near >= _TOLD_AGAIN and shared >= _FEWEST_TELLING and (best is None or near > best[0]):
                        best = (near, match, passage, UsedPassage(*place, ()))
        if best is None:
            near_it = tuple(self._closest(claim, words))
            return Finding("paraphrase", whole, claim.name, "not_found", False, None, "unknown", near_it)
        near, match, passage, piece = best
        standing = _standing(claim, match, primary=passage.source.primary)
        evidence = (shown(passage, piece, near),)
        return Finding("paraphrase", whole, claim.name, "evidence_found", False, standing, match, evidence)

    def _closest(self, claim: Claim, words: Sequence[Word]) -> Iterator[Evidence]:
        """What comes closest in meaning of all that the speaker says in the sources given with the draft."""
        from .closest import closest

        names = frozenset(name for speaker in claim.speakers for name in folded_words(speaker.name))
        for shelf in self.shelves if claim.last_name else ():
            said = shelf.library.said_by(claim.last_name or "") if shelf.given else ()
            passages = [p for p in said if self._match(claim, claim.quotes[0], p)[0] == "yes"]
            if found := closest(words, names, passages):
                yield shown(found.passage, UsedPassage(*found.place, ()), found.likeness / 2)


def _length(words: Sequence[Word]) -> int:
    return sum(w.sort == "word" for w in words)


def _used(found: Iterable[tuple[Passage, tuple[int, int]]]) -> Iterator[tuple[Passage, UsedPassage]]:
    return ((passage, UsedPassage(*place, ())) for passage, place in found)


def _shared(place: _Place, around: Sequence[Word]) -> float:
    """Which share of the telling words around a quotation stand around its place in a source, too."""
    text = place.passage.source.text
    near = words_of(text, max(0, place.piece.start - CONTEXT), min(len(text), place.piece.end + CONTEXT))
    shared, telling = shared_words(around, near)
    return shared / (telling or 1)


def _home(found: dict[Span, list[_Compared]]) -> tuple[int, str | None] | None:
    """Article and speaker of the passage that has most of all fragments."""
    totals: dict[tuple[int, str | None], float] = {}
    for compared in found.values():
        best: dict[tuple[int, str | None], float] = {}
        for one in compared:
            if one.comparison.found:
                key = (one.passage.source.article, one.passage.turn.speaker)
                best[key] = max(best.get(key, 0.0), one.worth)
        for key, worth in best.items():
            totals[key] = totals.get(key, 0.0) + worth
    return max(totals, key=lambda key: totals[key]) if totals else None


def _rank(compared: _Compared, home: tuple[int, str | None] | None) -> float:
    at_home = (compared.passage.source.article, compared.passage.turn.speaker) == home
    return compared.worth + compared.comparison.found + 0.05 * at_home


def _standing(claim: Claim, match: Match, *, primary: bool) -> Standing:
    if match == "unknown":
        return "unknown"
    if match == "no":
        return "other_speaker"
    return "primary" if primary else "reported"
