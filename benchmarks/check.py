"""Speed and memory of a check against a large record: ``python -m benchmarks.check --record PLACE``.

Writes a draft of 40 quotations, half of them real statements of the record with a word swapped, dropped or put in, half
new, and prints how long their matching takes in a warm process, then time and peak memory of the whole command. A
record that isn't there is made first, with a million statements (see ``benchmarks.search``).
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import func, select

from evaluation.drafts import SIZE, write_drafts
from evaluation.gold import SHARED, read_gold
from evaluation.planted import Expected, Quote
from onrecord import Article, Model
from onrecord.annotation import annotate
from onrecord.annotation.annotate import Annotated
from onrecord.check.draft import check
from onrecord.check.findings import Report
from onrecord.record.store import Record
from onrecord.record.tables import statements

from .read import run
from .search import Maker, fill

#: A quotation's words.
LENGTHS = range(8, 31)
ROUNDS = 5
_EXPECTED = Expected(("altered",), "reported")


def quoted(record: Record, rng: random.Random, count: int) -> Iterator[Quote]:
    """Statements of the record with one word changed."""
    s = statements.c
    with record.database.reading() as connection:
        last = connection.execute(select(func.max(s.number))).scalar_one()
        while count:
            query = select(s.words, s.speaker).where(s.number == rng.randint(1, last), s.kind == "direct")
            row = connection.execute(query).one_or_none()
            words = row.words.split() if row else []
            if row and len(words) in LENGTHS and "…" not in words:
                at = rng.randrange(1, len(words) - 1)
                words[at : at + rng.randint(0, 1)] = rng.choice(([], ["harbor"]))
                yield Quote("edited", True, " ".join(words), row.speaker, "", _EXPECTED)
                count -= 1


def new(maker: Maker, count: int) -> Iterator[Quote]:
    """Words like those of the record, in another order."""
    for _ in range(count):
        like = " ".join(maker.random.choices(maker.vocabulary, k=maker.random.choice(LENGTHS)))
        yield Quote("new", True, maker.text_like(like), maker.speaker(), "", _EXPECTED)


def draft(record: Record, maker: Maker, rng: random.Random) -> Article:
    """A draft of ``SIZE`` quotations; a few more are made, for no two speakers of one last name go together."""
    quotes = [*quoted(record, rng, SIZE), *new(maker, SIZE)]
    return next(write_drafts(quotes, 1)).article


def matching(annotated: Annotated, record: Record) -> tuple[list[tuple[float, float]], Report]:
    """Seconds that a check takes, by the clock and on the processor, again and again, and what it finds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter(), time.process_time()
        report = check(annotated, record)
        times.append((time.perf_counter() - begun[0], time.process_time() - begun[1]))
    return times, report


def measure(place: str, wanted: int) -> str:
    """Make the record where it is empty, print how long matching takes, and give the draft."""
    maker = Maker(read_gold(f"polnear:{SHARED / 'data/polnear/train'}"), seed=99)
    model = Model.load()
    with Record.open(place) as record:
        if not record.stats()["statements"]:
            fill(record, maker, wanted)
    with Record.open(place, create=False, read_only=True) as record:
        print(f"{record.stats()['statements']} statements")
        article = draft(record, maker, random.Random(1))
        begun = time.perf_counter()
        annotated = Annotated(article, tuple(annotate(article, model)), model.name, model.version)
        print(f"annotate {time.perf_counter() - begun:.2f} s, {len(article.text.split())} words")
        times, report = matching(annotated, record)
    found = sum(f.target == "quotation" and f.wording != "not_found" for f in report.findings)
    print(f"{len(report.findings)} findings, {found} quotations found")
    wall, busy = (statistics.median(kind) for kind in zip(*times[1:], strict=True))
    print(f"matching: first {times[0][0]:.2f} s, then {wall:.2f} s (median; {busy:.2f} s on the processor)", flush=True)
    return article.text


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", required=True, help="a file or a postgresql:// address; made when it is empty")
    parser.add_argument("--statements", type=int, default=1_000_000, help="so many when it is made")
    options = parser.parse_args()
    # In a process of its own, for the peak of a command counts what the process that starts it holds.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        text = pool.submit(measure, options.record, options.statements).result()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.txt"
        path.write_text(text, encoding="utf-8")
        whole = run("onrecord", "check", "--json", "--record", options.record, str(path), ends=(0, 1))
    print(f"onrecord check: {whole.seconds:.2f} s ({whole.busy:.2f} s on all cores), {whole.megabytes:.0f} MB peak")


if __name__ == "__main__":
    main()
