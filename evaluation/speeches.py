"""Presidents' addresses as sources for checks, and passages of them to quote.

The texts are the inaugural and State of the Union addresses of nltk_data ("public domain"), which the folder of corpora
holds; names and days are facts. Every paragraph is a statement, so that each address reads like a transcript's turns.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from onrecord import Article, Span
from onrecord.sources.firsthand import Prepared, Turn, prepare
from onrecord.statement import Channel, Said, Speaker
from onrecord.text.outline import Outline
from onrecord.text.quotes import paragraphs

from .gold import SHARED

FOLDER = SHARED / "data/speeches"
#: Who held a name in which years, where a file's name doesn't tell: (last name, up to this year, full name).
_PRESIDENTS = (
    ("Washington", 1797, "George Washington"), ("Adams", 1801, "John Adams"), ("Jefferson", 1809, "Thomas Jefferson"),
    ("Madison", 1817, "James Madison"), ("Monroe", 1825, "James Monroe"), ("Adams", 1829, "John Quincy Adams"),
    ("Jackson", 1837, "Andrew Jackson"), ("VanBuren", 1841, "Martin Van Buren"),
    ("Harrison", 1841, "William Henry Harrison"), ("Polk", 1849, "James K. Polk"), ("Taylor", 1850, "Zachary Taylor"),
    ("Pierce", 1857, "Franklin Pierce"), ("Buchanan", 1861, "James Buchanan"), ("Lincoln", 1865, "Abraham Lincoln"),
    ("Grant", 1877, "Ulysses S. Grant"), ("Hayes", 1881, "Rutherford B. Hayes"),
    ("Garfield", 1881, "James A. Garfield"),
    ("Cleveland", 1897, "Grover Cleveland"), ("Harrison", 1893, "Benjamin Harrison"),
    ("McKinley", 1901, "William McKinley"), ("Roosevelt", 1909, "Theodore Roosevelt"),
    ("Taft", 1913, "William Howard Taft"), ("Wilson", 1921, "Woodrow Wilson"), ("Harding", 1923, "Warren G. Harding"),
    ("Coolidge", 1929, "Calvin Coolidge"), ("Hoover", 1933, "Herbert Hoover"),
    ("Roosevelt", 1945, "Franklin D. Roosevelt"), ("Truman", 1953, "Harry S. Truman"),
    ("Eisenhower", 1961, "Dwight D. Eisenhower"), ("Kennedy", 1963, "John F. Kennedy"),
    ("Johnson", 1969, "Lyndon B. Johnson"), ("Nixon", 1974, "Richard Nixon"), ("Ford", 1977, "Gerald Ford"),
    ("Carter", 1981, "Jimmy Carter"), ("Reagan", 1989, "Ronald Reagan"), ("Bush", 1993, "George H. W. Bush"),
    ("Clinton", 2001, "Bill Clinton"), ("Bush", 2009, "George W. Bush"), ("GWBush", 2009, "George W. Bush"),
    ("Obama", 2017, "Barack Obama"), ("Trump", 2025, "Donald Trump"), ("Biden", 2025, "Joe Biden"),
)  # fmt: skip
#: Inaugurations that weren't on 4 March or, since 1937, 20 January.
_OTHER_DAYS = {
    1789: "04-30", 1821: "03-05", 1849: "03-05", 1877: "03-05", 1917: "03-05", 1957: "01-21", 1985: "01-21",
    2013: "01-21",
}  # fmt: skip
_DAY = re.compile(r"\b(?:January|February|March|September|November|December) \d{1,2}, \d{4}")
_NOTE = re.compile(r"\s*[(\[](?:Applause|Laughter|laughter|applause|Laughter and applause)\.?[)\]]\s*")
_OPENS = re.compile(r"(?:The President\.|THE PRESIDENT:)\s+")
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)*")
#: What isn't quoted: brackets, marks of quotation, words run together, captions, dotted rows.
_UNFIT = re.compile(r"[()\[\]\"“”*_`<>{}]|[a-z][A-Z]|photo|\.\.|\S\s*'\s|\s'\S|\b[B-HJ-Z] |\d-\d|[^\x00-\x7f—–’]")
#: How many neighbouring words tell whether a passage stands once or more often.
_GRAM = 4
#: Every so many addresses is given the hesitations of speech, which a printed text lacks.
_SPOKEN = 8
HESITATION = re.compile(r",? (?:uh|um|you know),(?= )|\b(?P<word>\w+) -- (?=(?P=word)\b)")


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """One address: who gave it, in which year, on which day ("1961" where only the year is known)."""

    article: Article
    speaker: str
    year: int
    day: str
    places: tuple[tuple[int, int], ...]

    def prepared(self) -> Prepared:
        """The address as a transcript whose turns are its paragraphs."""
        text = self.article.text
        who = Speaker(self.speaker, "person", True)
        turns = [Turn((Span.of(text, *place),), None, who) for place in self.places]
        whole = self.day if "-" in self.day else None
        said = Said(self.day, whole or f"{self.day}-01-01", whole or f"{self.day}-12-31", "own")
        return prepare(self.article, turns, "transcript", act="said", said=said, channel=Channel("speech"))


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of an address that a draft may quote."""

    speech: Speech
    start: int
    end: int

    @property
    def text(self) -> str:
        """Its words as they stand, white space made even."""
        return " ".join(self.speech.article.text[self.start : self.end].split())

    @property
    def asks(self) -> bool:
        """Whether it is, or ends, a question."""
        return "?" in self.speech.article.text[self.start : self.end + 2]


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case."""
    return _WORD.findall(text.replace("’", "'").lower())


class Corpus:
    """All addresses, and how often each run of four words stands in them."""

    def __init__(self, speeches: Sequence[Speech]) -> None:
        self.speeches = speeches
        self.words = [plain_words(s.article.text) for s in speeches]
        self.grams = Counter(gram for words in self.words for gram in _grams(words))

    @cached_property
    def vocabulary(self) -> Counter[str]:
        """How often each word stands in the addresses."""
        return Counter(word for words in self.words for word in words)

    @cached_property
    def common(self) -> list[str]:
        """Words of five letters or more that stand in many places in lower case."""
        found = Counter(w for s in self.speeches for w in re.findall(r"\b[a-z]{5,}\b", s.article.text))
        return [w for w, n in found.items() if n > 20 and w not in ("cannot", "never", "without", "nothing")]

    def is_unique(self, text: str) -> bool:
        """Whether words stand at one place only."""
        return any(self.grams[gram] == 1 for gram in _grams(plain_words(text)))

    def holds(self, text: str) -> bool:
        """Whether all runs of four words of a text stand somewhere."""
        return all(gram in self.grams for gram in _grams(plain_words(text)))

    def touches(self, text: str) -> bool:
        """Whether any run of four words of a text stands somewhere."""
        return any(gram in self.grams for gram in _grams(plain_words(text)))


def _grams(words: Sequence[str]) -> Iterator[str]:
    return (" ".join(words[k : k + _GRAM]) for k in range(max(1, len(words) - _GRAM + 1)))


def read_speeches() -> list[Speech]:
    """Read all addresses, oldest first."""
    found = []
    for kind in ("inaugural", "state_union"):
        with zipfile.ZipFile(FOLDER / f"{kind}.zip") as packed:
            for name in sorted(n for n in packed.namelist() if n.endswith(".txt")):
                found.append(_speech(kind, name, _decoded(packed.read(name))))
    found.sort(key=lambda s: (s.year, s.article.source))
    return [_spoken(s) if k % _SPOKEN == 0 else s for k, s in enumerate(found)]


def _decoded(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _speech(kind: str, name: str, raw: str) -> Speech:
    year_part, last = name.rpartition("/")[2].removesuffix(".txt").split("-")[:2]
    year = int(year_part)
    speaker = next(full for known, until, full in _PRESIDENTS if known == last and year <= until)
    day = f"{year}-{_OTHER_DAYS.get(year, '03-04' if year < 1937 else '01-20')}"
    lines = [_NOTE.sub(" ", line).strip() for line in raw.splitlines()]
    if kind == "state_union":
        head = _DAY.search(raw[:600])
        day = datetime.strptime(head.group(), "%B %d, %Y").date().isoformat() if head else str(year)
        lines = lines[next((k for k, line in enumerate(lines[:6], start=1) if _DAY.search(line)), 1) :]
    opened = next((k for k, line in enumerate(lines) if _OPENS.match(line)), 0)
    lines = [_OPENS.sub("", line) for line in lines[opened:]]
    text = "\n\n".join(line for line in lines if line)
    article = Article(source=name, text=text, title=f"{speaker}, {kind.replace('_', ' ')} {year}")
    return Speech(article, speaker, year, day, tuple(paragraphs(text)))


def _spoken(speech: Speech) -> Speech:
    """Put hesitations and repeated words into an address."""
    rng = random.Random(speech.year)

    def hesitate(word: re.Match[str]) -> str:
        if rng.random() > 0.08:
            return word.group()
        plain = word.group().strip()
        return rng.choice((f" {plain}, uh,", f" {plain}, you know,", f" {plain} -- {plain}"))

    text = re.sub(r" [a-z]{2,}(?= [a-z])", hesitate, speech.article.text)
    article = Article(source=speech.article.source, text=text, title=speech.article.title)
    return Speech(article, speech.speaker, speech.year, speech.day, tuple(paragraphs(text)))


def long_passages(speech: Speech, lengths: range) -> Iterator[Passage]:
    """Every sentence, up to its last comma where it is too long."""
    for start, end in _sentences(speech):
        places = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", speech.article.text[start:end])]
        cuts = [k for k, (_, b) in enumerate(places, 1) if k == len(places) or speech.article.text[b - 1] in ",;"]
        fits = [k for k in cuts if k in lengths]
        if fits:
            yield from _fit(Passage(speech, start, places[fits[-1] - 1][1]))


def short_passages(speech: Speech, lengths: range, rng: random.Random) -> Iterator[Passage]:
    """A run of words of every sentence."""
    for start, end in _sentences(speech):
        places = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", speech.article.text[start:end])]
        count = rng.choice(lengths)
        if len(places) >= count:
            k = rng.randrange(len(places) - count + 1)
            yield from _fit(Passage(speech, places[k][0], places[k + count - 1][1]))


def _fit(passage: Passage) -> Iterator[Passage]:
    if not _UNFIT.search(passage.text) and passage.text[0].isalpha():
        yield passage


def _sentences(speech: Speech) -> Iterator[tuple[int, int]]:
    sentences = Outline(speech.article.text).sentences
    return zip(sentences.starts, sentences.ends, strict=True)
