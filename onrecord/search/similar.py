"""Statements that carry given words, or nearly: candidates from the index, then each laid along the words asked for.

Candidates are the statements that have pairs of neighbouring words in common with what is asked: an edit breaks two
pairs at most, and a pair with a rare word is found in the full-text index at the cost of that word alone, so a million
statements are no hindrance. What promises most is then aligned word by word (``align``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from math import log
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, select

from ..record.lookup import speakers_like, statements_of
from ..record.tables import articles, is_primary, models, statements
from ..text.words import Word, words_of
from .alignment import STEM, Alignment, align
from .fulltext import Phrase, has_phrase, phrase_value
from .passages import Passage, Source, StoredStatement, densest, has, own_words, words_around
from .probes import PER_PROBE, PROBES, SpeakersWords, lacking, phrase_of, probes, surface_of, telling_words
from .search import Filters, Hit, hits_of
from .whole_texts import above, are_outside, as_statement, has_pairs, plain_words, statements_in, texts_to_search

if TYPE_CHECKING:
    from ..record.store import Record

#: Of a short quotation so many single words are looked up.
_SINGLE = 3
#: Statements looked at more closely, and those of each sort (primary or not) that are aligned with the words.
_CLOSER = 60
_ALIGNED = 6
#: What promises less than this share of the best isn't.
_PROMISING = 0.15
#: So far (in statements) from a turn the same speaker's other turns are looked at with it.
_NEIGHBOURS = 6
#: For so many of the best, if some of the words are in a turn but not all, the speaker's turns beside it are looked at.
_WIDENED = 3
_SOME = 0.03
_WHOLE = 0.95
#: What is less like the words asked for isn't shown.
_LIKE = 0.4
#: Statements of a speaker with no more than these are searched without the index.
_MANY = 5_000
#: So many whole texts are kept while a record is searched.
_TEXTS = 128
#: Fewer words than this are looked for among the speaker's statements, too.
SHORT = 8


@dataclass(frozen=True, slots=True)
class Likeness:
    """A passage, its ``words``, and how those that were asked for lie along them."""

    passage: Passage
    words: tuple[Word, ...]
    alignment: Alignment


class Library:
    """The statements of one record, looked up by the words they carry; open for reading as long as it is used."""

    def __init__(self, connection: Connection, *, is_sqlite: bool) -> None:
        self._connection = connection
        self._is_sqlite = is_sqlite
        self._source = lru_cache(maxsize=256)(self._read_source)
        self._query = lru_cache(maxsize=64)(self._make_query)
        self._own = lru_cache(maxsize=32)(self._read_own)
        self._turns = lru_cache(maxsize=4096)(self._read_turns)
        self._to_search = lru_cache(maxsize=256)(partial(texts_to_search, connection))
        self._plain = lru_cache(maxsize=_TEXTS)(lambda number: plain_words(self._source(number).text))
        self._inside = lru_cache(maxsize=_TEXTS)(partial(statements_in, connection))

    def like(
        self, text: str, words: Sequence[Word], *, speaker: str | None = None, most: int = _ALIGNED
    ) -> list[Likeness]:
        """Statements with words like ``words`` (of ``text``), the most alike first.

        The most promising of primary sources and of stories, ``most`` of each; ``speaker``'s are looked for, too.
        """
        surface = surface_of(text, words)
        numbers = self.candidates(text, words, speaker=speaker, most=most)
        alone = [self._laid(words, self._passage(n), surface) for n in numbers]
        found = sorted((one for one in alone if one), key=lambda one: -one.alignment.score)
        for k, one in enumerate(found[:_WIDENED]):
            if one.passage.source.primary and _SOME < one.alignment.score < _WHOLE:
                wider = self._wider(one.passage, found, surface)
                found[k] = self._completed(text, words, self._laid(words, wider, surface) or one, surface)
        return sorted(found, key=lambda one: -one.alignment.score)

    def outside(self, text: str, words: Sequence[Word], *, speaker: str | None = None) -> Iterator[Likeness]:
        """Where words stand in the whole text of a source; the passage's statement is the one above, as a guess.

        Words to the letter count in a statement, too, unless it is told that it wasn't made.
        """
        surface = surface_of(text, words)
        if surface is None:
            return
        pairs = [phrase for phrase, _ in probes(text, words)]
        for number in self._to_search(speaker):
            if not has_pairs(self._plain(number), pairs):
                continue
            source = self._source(number)
            whole = as_statement(source.text)
            one = self._laid(words, Passage(whole, source, {whole.number: whole}), surface)
            turns = self._inside(number) if one else []
            told = (
                [turn for turn in turns if turn.happened != "yes"] if one and one.alignment.score >= _WHOLE else turns
            )
            if one and are_outside(told, [one.words[place].start for place in one.alignment.links if place >= 0]):
                first, _ = one.alignment.span
                guess = above(turns, one.words[first].start)
                near = replace(whole, speaker=guess.speaker, said=guess.said) if guess else whole
                yield replace(one, passage=Passage(near, source, {}))

    def _completed(self, text: str, words: Sequence[Word], one: Likeness, surface: re.Pattern[str] | None) -> Likeness:
        """Look for the words at either end that a passage lacks in other statements of its speaker in the source."""
        source, speaker = one.passage.source, one.passage.turn.speaker
        wider = dict(one.passage.beside)
        for rest in lacking(words, one.alignment):
            for number in self.candidates(text, rest):
                turn, article = self.turn(number)
                if article == source.article and turn.speaker == speaker:
                    wider[number] = turn
        if len(wider) == len(one.passage.beside):
            return one
        laid = self._laid(words, Passage(one.passage.turn, source, wider), surface)
        return laid if laid and laid.alignment.score > one.alignment.score else one

    def _laid(self, words: Sequence[Word], passage: Passage, surface: re.Pattern[str] | None) -> Likeness | None:
        laid: list[Word] = []
        of_turn: list[int] = []
        for n in sorted(passage.beside):
            piece = list(words_around(passage.source, passage.beside[n], surface))
            laid += piece
            of_turn += [n] * len(piece)
        alignment = align(words, laid, of_turn)
        return Likeness(passage, tuple(laid), alignment) if alignment else None

    def candidates(
        self, text: str, words: Sequence[Word], *, speaker: str | None = None, most: int = _ALIGNED
    ) -> list[int]:
        """Numbers of the statements that promise most, those of primary sources and of stories in turn."""
        weights: dict[int, float] = defaultdict(float)
        for phrase, weight in probes(text, words):
            rows = self._with(phrase)
            for number in rows:
                weights[number] += weight / (1 + log(1 + len(rows)))
        if len(words) < SHORT:
            self._weigh_single(text, words, speaker, weights)
        best = sorted(weights, key=lambda number: -weights[number])[:_CLOSER]
        best = [number for number in best if weights[number] >= _PROMISING * weights[best[0]]]
        primary = self._primary_among(best)
        chosen: list[int] = []
        seen: dict[tuple[int, str | None], int] = {}
        for of_primary in (True, False):
            sort = [n for n in best if n in primary and primary[n] is of_primary]
            chosen += self._spread(sort, seen, most)
        return chosen

    def _weigh_single(self, text: str, words: Sequence[Word], speaker: str | None, weights: dict[int, float]) -> None:
        """Few words have few pairs, which one change may spoil: single words are looked up, too."""
        if speaker:
            for number in self._with(phrase_of(text, words), speaker=speaker):
                weights[number] += 2.0
        for word in telling_words(text, words)[:_SINGLE]:
            for who in dict.fromkeys((speaker, None)):
                rows = self._with((word,), speaker=who)
                for number in rows:
                    weights[number] += 1.0 / (1 + log(1 + len(rows)))

    def _spread(self, numbers: Iterable[int], seen: dict[tuple[int, str | None], int], most: int) -> list[int]:
        """The first few, without those that the passage of an earlier one takes in."""
        chosen: list[int] = []
        for number in numbers:
            turn, article = self.turn(number)
            near = seen.get((article, turn.speaker))
            if near is None or abs(near - number) > _NEIGHBOURS // 2:
                seen[article, turn.speaker] = number
                chosen.append(number)
            if len(chosen) == most:
                break
        return chosen

    def exactly(
        self, text: str, words: Sequence[Word], speaker: str | None
    ) -> Iterator[tuple[Passage, tuple[int, int]]]:
        """Where a speaker (by the last name; None for anybody) says just these words."""
        parts = phrase_of(text, words)
        pattern = re.compile(r"\b" + r"\W+".join(map(re.escape, parts)) + r"\b", re.IGNORECASE)
        for number in self._with(parts, speaker=speaker):
            passage = self._passage(number)
            for a, b in passage.turn.content:
                for c, d in own_words(passage.source, passage.turn, a, b):
                    if m := pattern.search(passage.source.text, c, d):
                        yield passage, m.span()

    def having(self, text: str, words: Sequence[Word], speaker: str | None) -> Iterator[Passage]:
        """The statements (of a speaker) that have all telling words of a few."""
        telling = [word for word in telling_words(text, words) if not word[0].isdigit()]
        found = [set(self._with((word,), speaker=speaker)) for word in telling[:_SINGLE]]
        for number in sorted(set.intersection(*found)) if found else ():
            yield self._passage(number)

    def said_by(self, speaker: str) -> Iterator[Passage]:
        """All statements of a speaker (by the last name); none of one who has too many to be gone through."""
        own = self._own(speaker)
        for number in own.numbers if own else ():
            yield self._passage(number)

    def about(self, text: str, words: Sequence[Word], speaker: str) -> Iterator[tuple[Passage, tuple[int, int]]]:
        """Stretches of a speaker's statements in which most of some words stand, in any order."""
        telling = telling_words(text, words)
        counts: dict[int, int] = defaultdict(int)
        for word in telling[:PROBES]:
            for number in self._with((word,), speaker=speaker):
                counts[number] += 1
        surface = re.compile(rf"\b(?:{'|'.join(re.escape(t[:STEM]) for t in telling)})", re.IGNORECASE)
        for number in sorted(counts, key=lambda n: (-counts[n], n))[:_ALIGNED]:
            if counts[number] > 1:
                passage = self._passage(number)
                for a, b in passage.turn.content:
                    yield passage, densest(passage.source.text, a, b, surface)

    def _with(self, phrase: Phrase, *, speaker: str | None = None) -> Sequence[int]:
        """Numbers of statements that have a phrase (and are a speaker's)."""
        own = self._own(speaker) if speaker else None
        if own:
            return own.having(phrase)
        query = self._query(speaker)
        found = self._connection.execute(query, {"phrase": phrase_value(phrase, is_sqlite=self._is_sqlite)})
        return found.scalars().all()

    def _read_own(self, speaker: str) -> SpeakersWords | None:
        """All words of a speaker, to be searched at once; None where they are too many for that."""
        s = statements.c
        who = statements_of(speakers_like(speaker))
        query = select(s.number, s.words).where(s.number.in_(who), s.shown, s.happened == "yes").limit(_MANY + 1)
        rows = self._connection.execute(query.order_by(s.number)).all()
        return SpeakersWords.of((row.number, row.words) for row in rows) if len(rows) <= _MANY else None

    def _make_query(self, speaker: str | None) -> Select[Any]:
        s = statements.c
        query = select(s.number).where(s.shown, s.happened == "yes", has_phrase(is_sqlite=self._is_sqlite))
        if speaker:
            query = query.where(s.number.in_(statements_of(speakers_like(speaker))))
        return query.limit(PER_PROBE)

    def _primary_among(self, numbers: Sequence[int]) -> dict[int, bool]:
        query = (
            select(statements.c.number, is_primary.label("primary"))
            .select_from(statements.join(articles, statements.c.article == articles.c.number).outerjoin(models))
            .where(statements.c.number.in_(numbers))
        )
        return {row.number: row.primary for row in self._connection.execute(query)}

    def turn(self, number: int) -> tuple[StoredStatement, int]:
        """A statement and the number of its article."""
        turns = self._turns(number, number)
        return turns[number]

    def _passage(self, number: int, turns: Mapping[int, StoredStatement] | None = None) -> Passage:
        turn, article = self.turn(number)
        return Passage(turn, self._source(article), turns or {number: turn})

    def _wider(self, passage: Passage, found: Sequence[Likeness], surface: re.Pattern[str] | None) -> Passage:
        """A passage with its speaker's turns beside it that have words which are looked for, and with what else was
        found of the speaker in the same source: a quotation may be put together.
        """
        turn, source = passage.turn, passage.source
        near = self._turns(turn.number - _NEIGHBOURS, turn.number + _NEIGHBOURS)
        same = {n: t for n, (t, where) in near.items() if where == source.article and t.speaker == turn.speaker}
        met = [n for n, t in same.items() if n == turn.number or (surface and has(source.text, t, surface))]
        wider = {n: t for n, t in same.items() if min(met) <= n <= max(met)}
        for other in found:
            if other.passage.source is source and other.passage.turn.speaker == turn.speaker:
                wider |= other.passage.beside
        return Passage(turn, source, wider)

    def _read_turns(self, first: int, last: int) -> dict[int, tuple[StoredStatement, int]]:
        s = statements.c
        query = select(
            s.number, s.article, s.id, s.speaker, s.speaker_type, s.speaker_named, s.kind, s.happened, s.said,
            s.said_earliest, s.said_latest, s.channel, s.spans,
        ).where(s.number.between(first, last), s.shown)  # fmt: skip
        return {row.number: (StoredStatement.of(row), row.article) for row in self._connection.execute(query)}

    def _read_source(self, number: int) -> Source:
        a = articles.c
        query = (
            select(a.id, a.source, a.url, a.title, a.outlet, a.published, a.flag, a.text, is_primary.label("primary"))
            .select_from(articles.outerjoin(models))
            .where(a.number == number)
        )
        row, s = self._connection.execute(query).one(), statements.c
        told = self._connection.execute(select(s.number, s.speaker).where(s.article == number).order_by(s.number)).all()
        return Source(
            number, row.id, row.source, row.url, row.outlet, row.published, row.flag, row.text, row.primary,
            speakers=frozenset(one.speaker for one in told if one.speaker is not None),
            title=row.title,
            numbers=tuple(one.number for one in told),
        )  # fmt: skip


def like(record: Record, text: str, filters: Filters | None = None, *, limit: int = 20) -> list[Hit]:
    """Statements that carry the words of ``text`` or nearly, the most alike first, if they fit ``filters``."""
    words = words_of(text)
    with record.database.reading() as connection:
        library = Library(connection, is_sqlite=record.database.is_sqlite)
        found = library.like(text, words, most=max(limit, _ALIGNED))
        alike = [one.passage.turn.number for one in found if one.alignment.score >= _LIKE]
        return hits_of(connection, list(dict.fromkeys(alike)), filters)[:limit]
