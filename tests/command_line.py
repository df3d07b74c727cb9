"""The command line as tests call it: in this process, or in one of its own where the environment matters."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from onrecord import cli

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
STORY = "The bridge will stay shut until spring, Mayor Imelda Roscoe said on Monday.\n"

Completed = subprocess.CompletedProcess[bytes]


def run(*arguments: str, given: bytes | None = None, **environment: str) -> Completed:
    """Carry out a command in this process, in the project's folder."""
    with CliRunner().isolation(given, environment) as streams, contextlib.chdir(ROOT):
        status = cli.run(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        return subprocess.CompletedProcess(arguments, status, streams[0].getvalue(), streams[1].getvalue())


def run_apart(*arguments: str, given: bytes | None = None, **environment: str) -> Completed:
    """Carry out a command as users do: in a process of its own, with an environment of its own."""
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *arguments], input=given, capture_output=True, timeout=60, check=False,
        cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip


def records(result: Completed) -> list[dict]:
    return [json.loads(line) for line in result.stdout.decode("utf-8").splitlines()]


def _listen() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def interrupted(*arguments: str) -> list[bytes]:
    """What a command has printed when Ctrl-C comes after its first line; it must end with one line and status 130.

    It hears Ctrl-C also where the tests run in the background, which hides it from them.
    """
    command = [sys.executable, "-m", "onrecord", *arguments]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, cwd=ROOT, preexec_fn=_listen) as process:  # noqa: PLW1509
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        printed = first + process.stdout.read()
        assert process.stderr.read().decode().strip() == "onrecord: interrupted"
    assert process.returncode == 130
    return printed.splitlines()
