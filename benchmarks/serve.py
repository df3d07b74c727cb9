"""How long pages take: ``python -m benchmarks.serve --record PLACE [--clients 8] [--seconds 30] [--pause 0]``.

Starts ``onrecord serve`` on the record and lets several clients ask for pages at once: searches for words, people,
articles and statements that are in the record, taken at random. Every client waits for its answer, then (after
``--pause`` seconds: what a person takes to look) asks for the next page. Prints the median and the 95th percentile by
kind of page, how many answers a second there were, and the memory of the server. ``benchmarks.search`` makes a record
of a million statements.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Column, func, select

from onrecord.record.store import Record
from onrecord.record.tables import articles, entities, mentions, people, statements

#: How many different pages of each kind are asked for.
_PAGES = 300

#: Addresses by kind of page.
Pages = dict[str, list[str]]


def pages(place: str, seed: int) -> Pages:
    """Addresses by kind of page. People come as often as they are quoted, words as often as they are used."""
    pick = random.Random(seed)
    with Record.open(place, create=False) as record, record.database.reading() as connection:

        def some(number: Column[int]) -> list[int]:
            last = connection.execute(select(func.max(number))).scalar_one()
            return [pick.randint(1, last) for _ in range(_PAGES)]

        numbers = some(statements.c.number)
        found = connection.execute(select(statements.c.id, statements.c.words).where(statements.c.number.in_(numbers)))
        ids, said = zip(*found.all(), strict=True)
        whole = mentions.join(entities).join(people, entities.c.person == people.c.number)
        spoken = select(people.c.id).select_from(whole).where(mentions.c.statement.in_(numbers))
        printed = select(articles.c.id).where(articles.c.number.in_(some(articles.c.number)))
        words = [pick.choice(re.findall(r"\w+", text) or ["the"]) for text in said]
        pairs = [" ".join(re.findall(r"\w+", text)[:2]) for text in said]
        return {
            "search": [f"/search?q={quote(typed)}" for typed in (*words, *pairs)],
            "person": [f"/people/{found}" for found in connection.execute(spoken).scalars()],
            "article": [f"/articles/{found}" for found in connection.execute(printed).scalars()],
            "statement": [f"/statements/{found}" for found in ids],
        }


@contextmanager
def server(place: str, port: int, workers: int) -> Iterator[subprocess.Popen[bytes]]:
    """Run ``onrecord serve`` until the block is left."""
    command = [sys.executable, "-m", "onrecord", "serve", "--record", place, "--port", str(port), "--rate", "1000000"]
    process = subprocess.Popen([*command, "--workers", str(workers)])
    try:
        for _ in range(300):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait()


def ask(
    port: int, kinds: dict[str, list[str]], until: float, pause: float, seed: int, took: dict[str, list[float]]
) -> None:
    """Ask for pages one after the other over one connection."""
    pick = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while time.perf_counter() < until:
        kind = pick.choice(list(kinds))
        address = pick.choice(kinds[kind])
        begun = time.perf_counter()
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        took[kind].append(1000 * (time.perf_counter() - begun))
        assert answer.status == 200, f"{address}: {answer.status}"
        time.sleep(pause)


def all_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The ids of a server and of the processes that it has begun."""
    task = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [process.pid, *map(int, task.read_text().split())]


def memory(process: subprocess.Popen[bytes]) -> float:
    """The memory that a server has to itself, in MB."""
    told = "".join(Path(f"/proc/{pid}/smaps_rollup").read_text() for pid in all_of(process))
    return sum(int(k) for k in re.findall(r"^Private_(?:Clean|Dirty):\s+(\d+)", told, re.MULTILINE)) / 1024


def processor(process: subprocess.Popen[bytes]) -> float:
    """The seconds of a processor that a server has used so far."""
    told = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in all_of(process)]
    return sum(int(fields[11]) + int(fields[12]) for fields in told) / os.sysconf("SC_CLK_TCK")


def run(
    port: int, kinds: dict[str, list[str]], *, clients: int, seconds: float, pause: float
) -> dict[str, list[float]]:
    """Let clients ask at once; what each answer took, by kind of page."""
    took: dict[str, list[float]] = defaultdict(list)
    until = time.perf_counter() + seconds
    threads = [threading.Thread(target=ask, args=(port, kinds, until, pause, k, took)) for k in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", required=True)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--pause", type=float, default=0)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--workers", type=int, default=2)
    given = parser.parse_args()
    kinds = pages(given.record, seed=1)
    with server(given.record, given.port, given.workers) as process:
        run(given.port, kinds, clients=2, seconds=3, pause=0)  # the caches of a server that runs are warm
        before = processor(process)
        took = run(given.port, kinds, clients=given.clients, seconds=given.seconds, pause=given.pause)
        busy = processor(process) - before
        used = memory(process)
    print(f"{'page':12}{'asked':>8}{'median ms':>12}{'p95 ms':>10}")
    for kind, times in took.items():
        cuts = statistics.quantiles(times, n=20)
        print(f"{kind:12}{len(times):8}{statistics.median(times):12.0f}{cuts[-1]:10.0f}")
    answers = sum(map(len, took.values()))
    print(f"{answers / given.seconds:.0f} answers a second, {1000 * busy / answers:.0f} ms of a processor each")
    print(f"memory of the server alone: {used:.0f} MB")


if __name__ == "__main__":
    main()
