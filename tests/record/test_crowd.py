"""Eight writers at once on a server that is restarted under them: all is added, nothing twice."""

from __future__ import annotations

import os
import random
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from onrecord.record.database import patiently
from onrecord.record.store import Record
from onrecord.upkeep.verify import verify
from tests.server import Server
from tests.stories import ONE, article, statement

SOAK = bool(os.environ.get("ONRECORD_SOAK"))
WRITERS, STORIES, RESTARTS = 8, 200 if SOAK else 12, 10 if SOAK else 1


def _add(place: str, order: list[int]) -> int:
    """Add stories as ``add_all`` does, each with a little time for the restarts."""
    with patiently(lambda: Record.open(place)) as record:
        for k in order:
            story = article(f"“The boats of pier {k} will sail before the ice comes back,” Ann Holt said.")
            found = [statement(story, story.text[: story.text.index(" Ann")], "Ann Holt")]
            patiently(lambda story=story, found=found: record.add(story, found, ONE))  # type: ignore[misc]
            time.sleep(0.02)
    return len(order)


def test_eight_writers_outlive_restarts(restarted: Server) -> None:
    orders = [random.Random(k).sample(range(STORIES), STORIES) for k in range(WRITERS)]
    Record.open(restarted.address).close()
    done = threading.Event()

    def restart() -> None:
        for _ in range(RESTARTS):
            if not done.wait(3):
                restarted.stop()
                restarted.start()

    thread = threading.Thread(target=restart)
    thread.start()
    with ProcessPoolExecutor(WRITERS, mp_context=get_context("spawn")) as pool:
        added = list(pool.map(_add, [restarted.address] * WRITERS, orders))
    done.set()
    thread.join()
    assert added == [STORIES] * WRITERS
    with Record.open(restarted.address) as record:
        assert verify(record) == []
        held = record.stats()
        assert (held["articles"], held["statements"], held["people"]) == (STORIES, STORIES, 1)
