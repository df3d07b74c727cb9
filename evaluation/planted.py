"""Quotations to plant in drafts: real ones, edited ones, and invented ones, with what a check must say of each."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise

from onrecord import Article, Span
from onrecord.sources.firsthand import on_day
from onrecord.statement import Channel, Speaker, Statement

from .edits import TYPES, EditType, content_words, is_dull, same
from .speeches import HESITATION, Corpus, Passage, Speech, long_passages, short_passages

LONG, SHORT = range(8, 31), range(4, 8)
#: Words of sense that an edit leaves; with fewer nobody could tell the passage.
_LEFT = 2
#: Words of sense that tell whose words they are; fewer may be a common phrase.
_TELLING = 3
#: Least words between two passages that are spliced.
_APART = 40
#: Paragraphs between two spliced passages.
_NEAR, _FAR = range(5), range(5, 1000)
#: Most words of a spliced quotation.
_SPLICED = 40
#: A date is wrong by so many years at least.
_YEARS = 6


#: All types of quotations, in the order in which they are shown.
NAMES = (
    *(t.name for t in TYPES), "spliced", "spliced, far apart", "spliced, marked", "other speaker", "wrong date",
    "only reported", "invented", "mixed words",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """What a check must say: any of the wordings, the standing, and (where given) a warning."""

    wordings: tuple[str, ...]
    standing: str | None
    marked: bool = False
    warning: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation as a draft prints it. ``when`` is what the draft says of its date (" in 1946", "")."""

    type: str
    long: bool
    words: str
    speaker: str
    when: str
    expected: Expected


class Planter:
    """Makes quotations of every type."""

    def __init__(self, corpus: Corpus, seed: int) -> None:
        self.corpus = corpus
        self.random = random.Random(seed)
        self.used: set[Passage] = set()

    def quotes(self, count: int) -> Iterator[Quote]:
        """``count`` quotations of each type and length (fewer where the addresses don't give so many)."""
        makers: dict[str, Callable[[bool], Quote | None]] = {
            **{edit.name: partial(self.edited, edit) for edit in TYPES},
            "spliced": partial(self._spliced, "spliced", _NEAR),
            "spliced, far apart": partial(self._spliced, "spliced, far apart", _FAR),
            "spliced, marked": partial(self._spliced, "spliced, marked", _NEAR),
            "other speaker": self._other_speaker,
            "wrong date": self._wrong_date,
            "invented": self._invented,
            "mixed words": self._mixed,
        }
        for make in makers.values():
            for long in (True, False):
                for _ in range(count):
                    quote = make(long)
                    if quote is None:
                        break
                    yield quote

    def _passages(self, long: bool, *, spoken: bool = False) -> Iterator[Passage]:
        """Passages that stand once in the addresses and weren't quoted before, in no order."""
        choice = self.choices[long, spoken]
        for at in self.random.sample(range(len(choice)), len(choice)):
            if choice[at] not in self.used:
                yield choice[at]

    @cached_property
    def choices(self) -> dict[tuple[bool, bool], list[Passage]]:
        """The passages that may be quoted: long or short, and of a spoken text or not."""
        found: dict[tuple[bool, bool], list[Passage]] = {(a, b): [] for a in (True, False) for b in (True, False)}
        for speech in self.corpus.speeches:
            spoken = bool(HESITATION.search(speech.article.text))
            for passage in long_passages(speech, LONG):
                if self._fits(passage.text, LONG, 3):
                    found[True, spoken].append(passage)
            for passage in short_passages(speech, SHORT, self.random):
                if self._fits(passage.text, SHORT, 2) and not is_dull(passage.text.split()[-1]):
                    found[False, spoken].append(passage)
        return found

    def _fits(self, text: str, lengths: range, fewest: int) -> bool:
        plain = HESITATION.sub("", text)
        words = plain.split()
        elsewhere = self.corpus.holds(plain) if plain != text else not self.corpus.is_unique(text)
        whole = all(any(c.isalnum() for c in word) for word in words)
        return whole and len(words) in lengths and len(content_words(plain)) >= fewest and not elsewhere

    def edited(self, edit: EditType, long: bool) -> Quote | None:
        """A passage with an edit; None where no passage that is left can be edited so."""
        asked = edit.name == "question as statement"
        for passage in self._passages(long, spoken=edit.name == "hesitations dropped"):
            if asked != passage.asks:
                continue
            text = passage.text if asked else passage.text.rstrip(".,;:?!- ")
            words = edit.edit(text, self.random, self.corpus)
            if words is None or len(words.split()) not in (LONG if long else SHORT):
                continue
            if edit.wordings != ("verbatim",) and self.corpus.holds(words):
                continue
            if len(set(content_words(words)) & set(content_words(text))) < _LEFT and "not_found" not in edit.wordings:
                continue
            self.used.add(passage)
            expected = Expected(edit.wordings, "primary", edit.marked, edit.warning)
            return self._quote(edit.name, long, words, passage.speech, expected)
        return None

    def _quote(self, name: str, long: bool, words: str, speech: Speech, expected: Expected) -> Quote:
        when = self.random.choice((f" in {speech.year}", ""))
        return Quote(name, long, words, speech.speaker, when, expected)

    def _spliced(self, name: str, paragraphs: range, long: bool) -> Quote | None:
        """Two passages of one address, so many paragraphs apart; with a mark they are a cut."""
        if not long:
            return None
        marked = "marked" in name
        expected = Expected(("trimmed",) if marked else ("spliced",), "primary", marked)
        for first in self._passages(True):
            for second in self.choices[True, False]:
                follows = second.speech is first.speech and second.start > first.end and not second.asks
                if not follows or first.asks or self.random.random() < 0.5:
                    continue
                text = first.speech.article.text[first.end : second.start]
                joint = " …" if marked else "."
                words = f"{first.text.rstrip('.,;:?!- ')}{joint} {second.text.rstrip('.,;:?!- ')}"
                fits = len(words.split()) <= _SPLICED and len(text.split()) >= _APART
                if fits and text.count("\n\n") in paragraphs and second not in self.used:
                    self.used |= {first, second}
                    return self._quote(name, True, words, first.speech, expected)
        return None

    def _other_speaker(self, long: bool) -> Quote | None:
        """Somebody else's words."""
        enough = (p for p in self._passages(long) if len(content_words(p.text)) >= _TELLING and not p.asks)
        passage = next(enough)
        self.used.add(passage)
        true = passage.speech.speaker
        others = [s for s in self.corpus.speeches if s.speaker.split()[-1] != true.split()[-1]]
        words = passage.text.rstrip(".,;:?!- ")
        speech = self.random.choice(others)
        expected = Expected(("verbatim",), "other_speaker")
        return Quote("other speaker", long, words, speech.speaker, "", expected)

    def _wrong_date(self, long: bool) -> Quote | None:
        """The right words of the right speaker in a year when he hadn't said them, or long after."""
        passage = next(p for p in self._passages(long) if not p.asks)
        self.used.add(passage)
        away = self.random.choice((-1, 1)) * self.random.randint(_YEARS, 20)
        when = f" in {passage.speech.year + away}"
        expected = Expected(("verbatim",), "primary", warning="date")
        return Quote("wrong date", long, passage.text.rstrip(".,;:?!- "), passage.speech.speaker, when, expected)

    def _invented(self, long: bool) -> Quote | None:
        """Words of our own under a real speaker's name."""
        words = invented(self.random, long=long)
        speech = self.random.choice(self.corpus.speeches)
        return self._quote("invented", long, words, speech, Expected(("not_found",), None))

    def _mixed(self, long: bool) -> Quote | None:
        """A chain of words of which each pair stands in the addresses, and no run of four."""
        words: list[str] = []
        length = self.random.choice(LONG if long else SHORT)
        source = self.random.choice([w for w in self.corpus.words if len(w) > 500])
        follow = _followers(source)
        words = [self.random.choice(source)]
        while len(words) < length:
            fits = [w for w in follow.get(words[-1], source) if not self.corpus.touches(" ".join([*words, w][-4:]))]
            words.append(self.random.choice(fits or source))
        speech = self.random.choice(self.corpus.speeches)
        return self._quote("mixed words", long, " ".join(words), speech, Expected(("not_found",), None))


def _followers(words: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, other in pairwise(words):
        found.setdefault(one, []).append(other)
    return found


_WHO = (
    "The ferry crews|The bakers on the quay|Our lamplighters|The herring boats|The weavers of the upper mill|"
    "The orchard owners|Both harbor pilots|The bridge painters|The night nurses|Three retired glaziers|"
    "The bell ringers|The beekeepers"
).split("|")
_DID = (
    "will not ask the library for another|have waited nine winters for a|deserve something better than a rusty|"
    "walked to the council to hand in a|would rather mend than sell the|learned from their aunts how to keep a|"
    "can hardly remember the last|never once complained about the|found in the attic a"
).split("|")
_WHAT = (
    "ferry ticket with a crooked stamp|lantern from the old brewery|weather vane shaped like a heron|"
    "timetable that nobody can read|barrel organ without a handle|drawer full of unpaid parking slips|"
    "greenhouse that leaks in October|ladder as tall as the chapel|quarrel about the duck pond|"
    "kettle that whistles out of tune"
).split("|")
_STORY_WHO = (
    "The mayor|My uncle the cooper|Nobody on the east bank|The last miller in town|Each of my four sisters|"
    "The choir of the lower parish|Half of the fire brigade|The keeper of the toll house"
).split("|")
_STORY_DID = (
    "said no to|voted twice for|is paying through the nose for|has quietly given up on|lost a whole summer over|"
    "wrote a polite letter about|would trade a good cow for"
).split("|")
_STORY_WHAT = (
    "a ferris wheel with seven seats|the wooden railway to the quarry|plum jam without any plums|"
    "a post office that opens at midnight|the second verse of the anthem|tickets to the frozen lake|"
    "an umbrella stand made of brass|the yellow curtains in the town hall"
).split("|")
_STORY_FEW = "{1} {0}, {2} and all|a {0} {1} per {2}|one {0} {1}, one {2}|{0} {1} against {2}".split("|")
_STORY_KINDS = "velvet porcelain borrowed drowsy buttered".split()
_STORY_THINGS = "trombone pumpkin gondola thimble walnut corset sundial".split()
_FEW = (
    "a {} {} under the {}|the {} {} of our {}|every {} {} and {}|another {} {} without a {}|no {} {} behind the {}"
).split("|")
_KINDS = "crooked leaky stubborn mossy tin-plated wobbly sleepless salted".split()
_THINGS = "lighthouse turnip accordion ferryman beehive chimney teapot heron scarecrow bathtub wheelbarrow".split()


def invented(rng: random.Random, *, long: bool) -> str:
    """A sentence, or a few words, about a town that doesn't exist."""
    if long:
        return f"{rng.choice(_WHO)} {rng.choice(_DID)} {rng.choice(_WHAT)}"
    one, other = rng.sample(_THINGS, 2)
    return rng.choice(_FEW).format(rng.choice(_KINDS), one, other)


def _told(rng: random.Random, *, long: bool) -> str:
    """The same for stories, in other words, so that the two share none."""
    if long:
        return f"{rng.choice(_STORY_WHO)} {rng.choice(_STORY_DID)} {rng.choice(_STORY_WHAT)}"
    return rng.choice(_STORY_FEW).format(rng.choice(_STORY_KINDS), *rng.sample(_STORY_THINGS, 2))


_FIRST = "Gordon Martin Henry Walter Oliver Felix Howard Simon".split()  # the drafts call them "he"
_LAST = "Roscoe Pell Okafor Anker Brandvold Quillfeather Thistlewood Marchetti".split()


@dataclass(frozen=True, slots=True)
class Story:
    """A story in the record that quotes somebody who speaks nowhere else."""

    article: Article
    statement: Statement
    words: str
    speaker: str
    long: bool


def stories(count: int) -> list[Story]:
    """Stories that alone carry a quotation, so that it is only reported."""
    rng = random.Random(0)
    found: dict[str, Story] = {}
    while len(found) < 2 * count:
        long = len(found) < count
        words = _told(rng, long=long)
        speaker = f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"
        text = f"The meeting ended at nine. “{words},” {speaker} said. Nobody had more to add."
        at, name = text.index(words), text.index(speaker)
        mention = Span.of(text, name, name + len(speaker))
        article = Article(f"story-{len(found)}.html", text, outlet="The Fallow Street Courier", published="2025-03-02")
        statement = Statement(
            id=article.id, kind="direct", source=(mention,), cue=(Span.of(text, mention.end + 1, mention.end + 5),),
            content=(Span.of(text, at, at + len(words)),), act="said", happened="yes", confidence=0.95,
            speaker=Speaker(speaker, "person", True, mention), said=on_day("2025-03-01"), channel=Channel("debate"),
        )  # fmt: skip
        found.setdefault(words, Story(article, statement, words, speaker, long))
    return list(found.values())


def reported(planted: list[Story]) -> Iterator[Quote]:
    """The quotations of stories, word for word."""
    for s in planted:
        yield Quote("only reported", s.long, s.words, s.speaker, "", Expected(("verbatim",), "reported"))


def kept(corpus: Corpus, seed: int, count: int) -> Iterator[Quote]:
    """Quotations word for word, half of them long."""
    planter = Planter(corpus, seed)
    plain = EditType("word for word", same, ("verbatim",))
    for k in range(count):
        if quote := planter.edited(plain, k % 2 == 0):
            yield quote
