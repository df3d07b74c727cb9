"""A draft is confidential: checking it leaves no trace in the record, in files, in logs or on the network."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import insert

from onrecord.cli import cli
from onrecord.errors import RecordError
from onrecord.record.store import Record
from onrecord.record.tables import meta
from onrecord.search.search import search
from onrecord.search.similar import like
from tests import made
from tests.stories import fill

#: Runs the command line and tells on standard error what Python was asked to open for writing, to connect to, to start.
WATCHED = """
import json, os, sys
seen = {"written": [], "network": [], "started": []}
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path, mode, flags = arguments
        if (mode and set(mode) & set("wax+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            seen["written"].append(os.fsdecode(path))
    elif event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto")):
        seen["network"].append(event)
    elif event == "subprocess.Popen":
        seen["started"].append(str(arguments[1]))
sys.addaudithook(watch)
from onrecord.cli import main
try:
    main(sys.argv[1:])
finally:
    sys.stderr.write("\\n" + json.dumps(seen))
"""
SECRET = "Nobody in Harrow Falls was told about the marzipan submarine"
WORDS = (
    f"“{SECRET},” Mayor Imelda Roscoe told reporters on Monday in front of the town hall, and then she went home.",
    "“A toll would hit the people who can hardly afford it,” she said. More is at https://leak.example/marzipan here.",
    "Gordon Pell, a council member, said that the marzipan submarine should have been sold many years ago by the town.",
)
PAGE = made.page("Submarine", WORDS, head='<link rel="canonical" href="https://leak.example/marzipan">')
DRAFTS: dict[str, bytes] = {
    "draft.txt": "\n\n".join(WORDS).encode(),
    "draft.html": PAGE.replace(b"</p>", b'<img src="https://leak.example/x.png"></p>'),
    "draft.docx": made.docx("".join(map(made.paragraph, WORDS))),
    "draft.pdf": made.pdf([made.column(WORDS)]),
}


def _state(folder: Path) -> dict[str, str]:
    return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    place = tmp_path / "records" / "filled.db"
    place.parent.mkdir()
    with Record.open(str(place)) as record:
        fill(record)
    return place


@pytest.mark.parametrize("name", DRAFTS)
@pytest.mark.parametrize("as_file", [True, False], ids=["file", "stdin"])
def test_nothing_of_a_draft_stays(tmp_path: Path, filled: Path, name: str, as_file: bool) -> None:
    draft = tmp_path / "desk" / name
    home, temporary, here = (tmp_path / part for part in ("home", "tmp", "here"))
    for folder in (draft.parent, home, temporary, here):
        folder.mkdir()
    draft.write_bytes(DRAFTS[name])
    environment = {
        **os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home), "TMPDIR": str(temporary),
        "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(Path(__file__).parents[2]),
    }  # fmt: skip
    before = _state(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "check", str(draft) if as_file else "-", "--json", "--record", str(filled)],
        input=None if as_file else DRAFTS[name], capture_output=True, timeout=60, check=False, cwd=here,
        env=environment,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr.decode()
    found = [" ".join(f["quote"]["exact"].split()) for f in json.loads(done.stdout)["findings"]]
    assert any(SECRET in words for words in found)
    assert _state(tmp_path) == before
    *told, seen = done.stderr.decode().splitlines()
    assert "".join(told) == ""
    watched = json.loads(seen)
    assert [p for p in watched["written"] if p != os.devnull] == []
    assert watched["network"] == []
    assert "marzipan" not in str(watched["started"])


def test_nothing_of_a_draft_is_logged(tmp_path: Path, filled: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for name, data in DRAFTS.items():
        (tmp_path / name).write_bytes(data)
        result = CliRunner().invoke(cli, ["check", str(tmp_path / name), "--record", str(filled), "--json"])
        assert result.exit_code == 1
    assert "marzipan" not in caplog.text


def test_a_draft_is_not_found_again_unless_it_was_kept(tmp_path: Path, filled: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_bytes(DRAFTS["draft.txt"])
    for option, number in ((), 0), (("--keep",), 1):
        CliRunner().invoke(cli, ["check", str(draft), "--record", str(filled), *option])
        with Record.open(str(filled)) as record:
            assert len(search(record, f'"{SECRET}"')) == number


def test_a_record_that_is_only_read_takes_nothing(place: str) -> None:
    with Record.open(place) as record:
        fill(record)
    with Record.open(place, create=False, read_only=True) as record:
        assert len(search(record, "toll")) == 2
        assert len(like(record, "A toll will hit the people who can hardly afford it")) == 1
        with pytest.raises(RecordError), record.database.reading() as connection:
            connection.execute(insert(meta).values(key="draft", value=SECRET))
