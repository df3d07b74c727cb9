"""Kills at any moment, of everything that writes: what was there before is there, or what comes after, and nothing else.

Short here, a hundred kills with ONRECORD_SOAK (make soak).
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.record.store import Record
from onrecord.search.search import every, search
from onrecord.upkeep.verify import verify
from tests.command_line import ROOT
from tests.record import older
from tests.stories import ONE, article, fill, statement

SOAK = bool(os.environ.get("ONRECORD_SOAK"))
#: Kills of each command; one more, the last, is let go to its end.
KILLS = 14 if SOAK else 1
SECRET = "“Zanzibar is the word that nobody must ever know,”"


def make(place: str) -> None:
    """A record with enough in it that what is done to it takes a while."""
    with Record.open(place) as record:
        fill(record)
        story = article(f"{SECRET} Perpetua Quillfeather said. Tom Farrow said the keeper agrees.")
        record.add(story, [statement(story, SECRET, "Perpetua Quillfeather")], ONE)
        for k in range(200 if SOAK else 40):
            words = f"“The boats of pier {k} will sail before the ice comes back,”"
            each = article(f"{words} Ann Holt said. {'All day long. ' * 500}")
            record.add(each, [statement(each, words, "Ann Holt")], ONE)


def state(place: str) -> list[str]:
    with Record.open(place, create=False) as record:
        assert verify(record) == []
        return [f"{hit.statement.id} {hit.person and hit.person.name} {hit.corrected}" for hit in every(record)]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("what", ["backup", "forget", "redact", "fix", "same", "verify --repair", "upgrade", "add"])
def test_a_kill_leaves_the_state_before_or_the_state_after(tmp_path: Path, what: str) -> None:
    original, place, copy = tmp_path / "original.db", tmp_path / "x.db", tmp_path / "copy.db"
    if what == "upgrade":
        older.make(str(original), articles=2000 if SOAK else 300)
        before = None
    else:
        make(str(original))
        before = state(str(original))
    story = tmp_path / "story.txt"
    story.write_text("“The harbour will close at noon tomorrow,” Ole Strand told reporters on Monday.")
    shutil.copy(original, place)
    with Record.open(str(place)) as record:
        boat = next(iter(every(record))).statement.id
        secret = next((h.article.id for h in search(record, "zanzibar")), "")
    command = {
        "backup": ["backup", str(copy)], "forget": ["forget", secret], "redact": ["forget", "Perpetua Quillfeather", "--redact"],
        "fix": ["fix", boat, "--act", "promised", "--channel", "speech"], "same": ["same", "Ann Holt", "Ole Strand"],
        "verify --repair": ["verify", "--repair"], "upgrade": ["stats"], "add": ["add", str(story)],
    }[what]  # fmt: skip
    whole = [sys.executable, "-m", "onrecord", *command, "--record", str(place)]
    shutil.copy(original, place)
    begun = time.monotonic()
    subprocess.run(whole, check=True, cwd=ROOT, capture_output=True)
    took = time.monotonic() - begun
    after = state(str(place))
    assert what in ("backup", "verify --repair", "upgrade") or before != after
    chance = random.Random(what)
    for _ in range(KILLS):
        for left in (place, *tmp_path.glob("x.db-*"), *tmp_path.glob("copy.db*")):
            left.unlink(missing_ok=True)
        shutil.copy(original, place)
        with subprocess.Popen(whole, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT) as process:
            time.sleep(chance.uniform(0.4, 1.0) * took)
            process.kill()
        assert state(str(place)) in (before or after, after)
        if copy.exists():
            assert state(str(copy)) == before
        if what == "forget" and state(str(place)) == after:
            held = b"".join(p.read_bytes() for p in tmp_path.glob("x.db*"))
            assert b"anzibar" not in held
