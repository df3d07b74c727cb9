"""Small things of the command line: width, completion, folders that can't be listed, dates that could be known."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import EXAMPLES, STORY, run, run_apart


def test_columns_set_the_width() -> None:
    story = str(EXAMPLES / "2025-11-10-ferry.txt")
    wide, narrow = (run("read", story, COLUMNS=n).stdout.decode().splitlines() for n in ("160", "60"))
    assert max(map(len, narrow)) <= 60 < 100 < max(map(len, wide)) <= 160


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_and_completes(shell: str) -> None:
    assert "_ONRECORD_COMPLETE" in run("completion", shell).stdout.decode()


def test_a_shell_that_asks_is_answered() -> None:
    answer = run_apart(_ONRECORD_COMPLETE="bash_complete", COMP_WORDS="onrecord wa", COMP_CWORD="1").stdout
    assert b"watch" in answer


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "a.txt").write_text(STORY)
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def refuse(of: Any) -> None:
        if str(of).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(of))

    monkeypatch.setattr(os, "scandir", lambda of=".": refuse(of) or scandir(of))
    result = run("read", "--json", str(tmp_path))
    assert result.returncode == 1
    assert f"{tmp_path / 'closed'}: a folder that can't be listed; check its permissions" in result.stderr.decode()
    assert len(result.stdout.splitlines()) == 1


def test_where_no_day_is_known_the_way_is_told() -> None:
    told = run("read", "-", given=STORY.encode())
    assert b"--published DAY" in told.stderr
    assert b"--published" not in run("read", "-", "--published", "2025-11-07", given=STORY.encode()).stderr


def test_a_missing_metadata_file_is_one_line() -> None:
    result = run("read", "--metadata", "no-such.csv", str(EXAMPLES / "2025-11-10-ferry.txt"))
    assert result.stderr.decode() == "onrecord: no-such.csv: No such file or directory; check the path\n"
