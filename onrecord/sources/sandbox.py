"""Runs a reader in a process of its own: a file that hangs, crashes or bloats it can't take onrecord with it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from typing import Any

from ..errors import UnreadableError

#: Readers take a second or so for a large file; what takes longer is a trap.
LONGEST_SECONDS = 9.0
_MOST_MEMORY = 2 * 1024**3


def read_apart(reader: str, data: bytes, *, what: str, remedy: str) -> Any:
    """What a function ("module.name", bytes to JSON data) of this package makes of a file. Raises UnreadableError."""
    command = [sys.executable, "-c", f"from {__name__} import serve; serve({reader!r})"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"{what} takes longer than {LONGEST_SECONDS:g} seconds to read", remedy=remedy) from error
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise UnreadableError(f"{what} is damaged so badly that its reader broke off", remedy=remedy) from error
    if "refused" in answer:
        raise UnreadableError(answer["refused"], remedy=answer["remedy"])
    return answer["read"]


def serve(reader: str) -> None:
    """The other process: read standard input, print what it holds or why it is refused."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    module, _, name = reader.rpartition(".")
    function = getattr(import_module(f"{__package__}.{module}"), name)
    try:
        answer = {"read": function(sys.stdin.buffer.read())}
    except UnreadableError as error:
        answer = {"refused": error.message, "remedy": error.remedy}
    sys.stdout.write(json.dumps(answer))
