"""Speed and size of a large record: ``python -m benchmarks.search [--statements N] [--record PLACE]``.

Makes a record of (by default) a million statements out of the words of real ones (PolNeAR train): every made article
has the length, the number and kinds of statements of a real one, its words come from a chain of word pairs, its
speakers from invented names, some quoted a thousand times and most a few. Then it prints the file's size and how long
searches and pages of people take (median and 95th percentile). ``--record`` names the place; a record that is there is
used again.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from pathlib import Path

from evaluation.gold import SHARED, Gold, read_gold
from onrecord import Article, Span, Statement
from onrecord.annotation.attributions import kind_of
from onrecord.people.directory import find_people, page
from onrecord.record.store import ModelVersion, Record
from onrecord.search.search import Filters, search
from onrecord.statement import Addressee, Channel, Said, Speaker
from onrecord.text.quotes import find_quotations

QUERIES = 300
_WORDS = re.compile(r"\S+")


class Maker:
    """Makes articles like real ones."""

    def __init__(self, golds: list[Gold], seed: int = 1, people: int = 20_000) -> None:
        self.random = random.Random(seed)
        self.golds = golds
        self.after: dict[str, list[str]] = defaultdict(list)
        for gold in golds:
            words = _WORDS.findall(gold.text)
            for one, other in pairwise(words):
                self.after[one].append(other)
        self.vocabulary = [w for gold in golds for w in _WORDS.findall(gold.text)]
        self.names = [f"{self._name()} {self._name()}" for _ in range(people)]
        self.outlets = [f"The {self._name()} {kind}" for kind in ("Courier", "Gazette", "Herald", "Post") * 50]
        self.weights = list(accumulate(1 / (k + 20) for k in range(people)))

    def _name(self) -> str:
        return "".join(
            self.random.choice(s.split())
            for s in (
                "Bra Cor Del Fen Gar Hol Mar Nor Pel Ros Sta Tor Win",
                "a e i o u al er in on",
                "ck dell ford ham ley ling man ner ris son ton well",
            )
        )

    def speaker(self) -> str:
        """An invented name; a few are everywhere."""
        return self.names[bisect(self.weights, self.random.random() * self.weights[-1])]

    def text_like(self, text: str) -> str:
        """A text with as many words in a row and the same white space and marks at the same places."""
        word = self.random.choice(self.vocabulary)

        def other(_: re.Match[str]) -> str:
            nonlocal word
            word = self.random.choice(self.after[word] or self.vocabulary)
            return re.sub(r"[\"“”]", "", word) or "so"

        return _WORDS.sub(other, text)

    def article(self, number: int) -> tuple[Article, list[Statement]]:
        """An article and its statements."""
        gold = self.random.choice(self.golds)
        day = f"{self.random.randint(2005, 2025)}-{self.random.randint(1, 12):02}-{self.random.randint(1, 28):02}"
        pieces, contents, at = [], [], 0
        names = [self.speaker() for _ in range(6)]
        quotations = find_quotations(gold.text)
        starts = [q.start for q in quotations]
        for a, b in sorted(min(roles["Content"]) for roles in gold.attributions if roles["Content"]):
            if a < at:
                continue
            kind = kind_of(gold.text, [(a, b)], quotations, starts)
            words = self.text_like(gold.text[a:b])
            name = self.random.choice(names)
            pieces += [self.text_like(gold.text[at:a]), f"“{words}”" if kind == "direct" else words, f" {name} said."]
            contents.append((len(pieces) - 2, kind, name))
            at = b
        pieces.append(self.text_like(gold.text[at:]))
        offsets = [0, *accumulate(len(p) for p in pieces)]
        url = f"https://paper{number % 200}.example/{number}"
        article = Article(
            f"{number}.html", "".join(pieces), url, f"Story {number}", self.outlets[number % 200], published=day
        )
        return article, [self._statement(article, offsets, k, kind, name, day) for k, kind, name in contents]

    def _statement(self, article: Article, offsets: list[int], piece: int, kind: str, name: str, day: str) -> Statement:
        text = article.text
        mention = Span.of(text, offsets[piece + 1] + 1, offsets[piece + 1] + 1 + len(name))
        cue = Span.of(text, mention.end + 1, mention.end + 5)
        dated = self.random.random() < 0.4
        return Statement(
            id=f"{article.id[:11]}{piece:05}", kind=kind, source=(mention,), cue=(cue,),  # type: ignore[arg-type]
            content=(Span.of(text, offsets[piece], offsets[piece + 1]),), act="said", happened="yes",
            confidence=round(self.random.random(), 3), speaker=Speaker(name, "person", True, mention),
            said=Said(day, day, day, "own", cue) if dated else None,
            channel=Channel(self.random.choice(("speech", "interview", "post", "unspecified", "unspecified"))),  # type: ignore[arg-type]
            addressee=Addressee("reporters") if self.random.random() < 0.1 else None,
        )  # fmt: skip


def fill(record: Record, maker: Maker, wanted: int) -> None:
    """Add made articles until there are ``wanted`` statements."""
    model = ModelVersion("made", "1")
    begun, had, number = time.perf_counter(), 0, 0
    while had < wanted:
        article, found = maker.article(number)
        record.add(article, found, model)
        had += len(found)
        number += 1
        if number % 2000 == 0:
            print(
                f"  {number} articles, {had} statements, {number / (time.perf_counter() - begun):.0f} articles/s",
                flush=True,
            )


def questions(maker: Maker) -> Iterator[tuple[str, str, Filters]]:
    """Searches of every sort: kind, words, filters."""
    r = maker.random
    plain = [w.strip(".,“”\"'()") for w in maker.vocabulary]
    words = [w for w in plain if len(w) > 3]
    for _ in range(QUERIES):
        text = maker.random.choice(maker.golds).text.split()
        at = r.randrange(max(1, len(text) - 3))
        year = r.randint(2005, 2025)
        yield "one word", r.choice(words), Filters()
        yield "two words", f"{r.choice(words)} {r.choice(words)}", Filters()
        yield "phrase", f'"{" ".join(text[at : at + 3])}"', Filters()
        yield "word, excluded word", f"{r.choice(words)} -{r.choice(words)}", Filters()
        yield "word and speaker", r.choice(words), Filters(speaker=maker.speaker())
        yield "word and years", r.choice(words), Filters(said_from=f"{year}-01-01", said_to=f"{year}-12-31")
        yield "word and outlet", r.choice(words), Filters(outlet=r.choice(maker.outlets))
        yield "word and kind", r.choice(words), Filters(kind=("direct",), channel=("post",))
        yield "speaker alone", "", Filters(speaker=maker.speaker())
        yield (
            "outlet and month",
            "",
            Filters(outlet=r.choice(maker.outlets), published_from=f"{year}-03-01", published_to=f"{year}-03-31"),
        )
        yield "month said", "", Filters(said_from=f"{year}-03-01", said_to=f"{year}-03-31")
        yield "kind alone", "", Filters(kind=("indirect",))


def milliseconds(call: Callable[[], object]) -> float:
    """How long a call takes."""
    begun = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - begun)


def report(name: str, times: list[float]) -> None:
    """Print median, 95th percentile and longest of some times."""
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"{name:22} median {statistics.median(times):7.1f} ms   p95 {p95:7.1f} ms   longest {max(times):7.1f} ms")


def measure(record: Record, maker: Maker) -> None:
    """Ask and print."""
    times: dict[str, list[float]] = defaultdict(list)
    for sort, words, filters in questions(maker):
        times[sort].append(milliseconds(lambda w=words, f=filters: search(record, w, f)))
    for sort, taken in times.items():
        report(sort, taken)
    report("search, all sorts", [t for taken in times.values() for t in taken])
    asked = [maker.speaker() for _ in range(100)]

    def who(name: str) -> None:
        for person in find_people(record, name)[:1]:
            page(record, person)

    report("who", [milliseconds(lambda n=name: who(n)) for name in asked])


def main() -> None:
    """Make and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--record", help="a file, kept for the next run, or a postgresql:// address")
    options = parser.parse_args()
    maker = Maker(read_gold(f"polnear:{SHARED / 'data/polnear/train'}"))
    with tempfile.TemporaryDirectory() as folder:
        place = options.record or str(Path(folder) / "large.db")
        with Record.open(place) as record:
            had = record.stats()["statements"]
            if not had:
                fill(record, maker, options.statements)
            stats = record.stats()
            print(", ".join(f"{stats[k]} {k}" for k in ("articles", "statements", "people")))
            if record.database.is_sqlite:
                print(f"size {Path(place).stat().st_size / 1e6:.0f} MB")
            measure(record, maker)


if __name__ == "__main__":
    main()
