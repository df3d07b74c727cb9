"""The command line as a user meets it, with the bundled model."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import Model
from onrecord.annotation import annotate
from onrecord.sources import read_article
from tests.command_line import EXAMPLES, ROOT, STORY, interrupted, records, run, run_apart


def test_read_prints_head_and_statements() -> None:
    result = run("read", "examples/2025-11-07-bridge.html")
    shown = result.stdout.decode("utf-8")
    assert result.returncode == 0
    assert result.stderr == b""
    assert shown.startswith("Mayor drops bridge toll she once called “the only fair way”")
    assert "The Harrow Falls Courier · 2025-11-07 · Dana Whitlock" in shown
    assert "“I have listened, and I have changed my mind,” … “A toll would hit" in shown
    assert "quotation" in shown
    assert "paraphrase" in shown


def test_json_is_the_record_format() -> None:
    (record,) = records(run("read", "--json", "examples/2025-11-07-bridge.html"))
    assert record["format"] == "onrecord/1"
    assert set(record["model"]) == {"name", "version"}
    article = record["article"]
    assert article["title"] == "Mayor drops bridge toll she once called “the only fair way”"
    assert (article["outlet"], article["published"]) == ("The Harrow Falls Courier", "2025-11-07")
    assert article["url"] == "https://courier.example/2025/11/07/bridge-toll-dropped"
    assert record["statements"]
    for statement in record["statements"]:
        assert 0 <= statement["confidence"] <= 1
        assert statement["kind"] in {"direct", "indirect", "mixed"}
        for role in ("source", "cue", "content"):
            for span in statement[role]:
                assert article["text"][span["start"] : span["end"]] == span["exact"]


def test_a_folder_is_read_recursively_and_sorted(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "2.txt").write_text(STORY)
    (tmp_path / "1.txt.gz").write_bytes(gzip.compress(STORY.encode()))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    result = run("read", "--json", str(tmp_path))
    assert [Path(r["article"]["source"]).name for r in records(result)] == ["1.txt.gz", "2.txt"]
    assert b"picture.png" in result.stderr
    assert result.returncode == 0


def test_standard_input_and_overrides() -> None:
    options = ("--published", "7 November 2025", "--outlet", "Courier", "--title", "Bridge")
    (record,) = records(run("read", "--json", "-", *options, given=STORY.encode()))
    article = record["article"]
    assert article["text"] == STORY
    assert (article["published"], article["outlet"], article["title"]) == ("2025-11-07", "Courier", "Bridge")
    assert article["source"] == "-"


def test_metadata_file_fills_in(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(STORY)
    (tmp_path / "known.csv").write_text("filename,publication_date,publisher\nstory,2025-11-08,Courier\n")
    (record,) = records(run("read", "--json", str(tmp_path / "story.txt"), "--metadata", str(tmp_path / "known.csv")))
    assert (record["article"]["published"], record["article"]["outlet"]) == ("2025-11-08", "Courier")


def test_what_cannot_be_read_is_reported_and_the_rest_printed(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(STORY)
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "deutsch.txt").write_text("Der Bürgermeister sagte, dass die Brücke geschlossen bleibt. " * 10)
    result = run("read", "--json", str(tmp_path))
    assert result.returncode == 1
    assert len(records(result)) == 1
    lines = result.stderr.decode().splitlines()
    assert len(lines) == 3
    assert all(line.startswith("onrecord: ") and "Traceback" not in line for line in lines)
    assert any("another language (de)" in line for line in lines)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read", "no-such-file.txt"], "No such file"),
        (["read"], "Missing argument"),
        (["read", "--published", "someday", "-"], "is no date"),
        (["read", "--metadata", "no-such.csv", "-"], "no-such.csv"),
        (["read", "--model", "no-such-folder", "-"], "no model here"),
        (["read", "http://127.0.0.1/secret"], "not on the public internet"),
        (["unknown"], "No such command"),
    ],
)
def test_wrong_use_is_one_line_with_exit_status_2(arguments: list[str], words: str) -> None:
    result = run(*arguments, given=STORY.encode())
    assert result.returncode == 2
    assert words in result.stderr.decode()
    assert b"Traceback" not in result.stderr


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    result = run("read", str(tmp_path))
    assert result.returncode == 2
    assert b"no article" in result.stderr


def test_output_is_utf8_whatever_the_terminal() -> None:
    result = run_apart("read", "--json", "examples/2025-11-07-bridge.html", LC_ALL="C", PYTHONUTF8="0")
    assert "“I have listened" in result.stdout.decode("utf-8")
    assert run_apart("read", "examples/2025-11-07-bridge.html", PYTHONIOENCODING="ascii").returncode == 0


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m onrecord read --json examples/2* examples/2* examples/2*"
    shell = f"{command} | head -c 100 >/dev/null; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", shell], capture_output=True, timeout=60, check=False, cwd=ROOT)
    assert result.stderr == b""
    assert result.returncode == 128 + signal.SIGPIPE


def test_interrupting_keeps_what_was_printed(tmp_path: Path) -> None:
    for k in range(400):
        (tmp_path / f"{k:03}.txt").write_text(STORY * 40)
    for line in interrupted("read", "--json", str(tmp_path)):
        assert json.loads(line)["format"] == "onrecord/1"


def test_help_has_examples() -> None:
    assert b"Examples:" in run("--help").stdout
    assert b"Examples:\n  onrecord read" in run("read", "--help").stdout.replace(b"\n    ", b"\n  ")


def test_version() -> None:
    from onrecord import __version__

    assert run("--version").stdout.decode().strip() == f"onrecord, version {__version__}"


def test_every_option_is_documented() -> None:
    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    from onrecord.cli import cli

    for name, command in cli.commands.items():
        assert f"onrecord {name}" in documented
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert f"`{option}" in documented, f"{option} of {name} is not in docs/commands.md"


def test_cli_and_library_agree() -> None:
    (record,) = records(run("read", "--json", "examples/2025-11-10-ferry.txt"))
    data = (EXAMPLES / "2025-11-10-ferry.txt").read_bytes()
    article = read_article(data, source="examples/2025-11-10-ferry.txt")
    assert [s.to_dict() for s in annotate(article, Model.load())] == record["statements"]
