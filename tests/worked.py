"""Tasks for the process beside the server: it begins afresh, so that what it does must stand at the top of a module."""

from __future__ import annotations

import os
import re
import socket
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from onrecord.article import Metadata
from onrecord.check.findings import Report
from onrecord.errors import StatusError, UsageError
from onrecord.serve.tasks import Document, Tools, check_draft

_seen: list[str] = []


def tools() -> dict[str, int]:
    return {"made by": os.getpid()}


def pid(made: dict[str, int]) -> int:
    assert made["made by"] == os.getpid()
    return os.getpid()


def doubled(_: object, number: int) -> int:
    return number * 2


def sleeping(_: object, seconds: float) -> None:
    time.sleep(seconds)


def held(_: object) -> None:
    """Hold the interpreter itself, as a hostile expression does: no thread of this process runs meanwhile."""
    re.match(r"(a+)+$", "a" * 40 + "b")


def stopped(_: object) -> None:
    os._exit(3)


def refused(_: object) -> None:
    raise UsageError("no such thing", remedy="try another")


def refused_by_a_server(_: object) -> None:
    raise StatusError("it isn't there", 404, remedy="look elsewhere")


def unmade() -> None:
    raise UsageError("there is nothing to work with")


def broken(_: Tools, draft: Document, *__: object) -> Report:
    raise ValueError(draft.data.decode())


def endless(*_: object) -> Report:
    while True:
        time.sleep(1)


def watched(tools: Tools, draft: Document, told: Metadata, sources: Sequence[Document]) -> Report:
    """Check a draft, and break off where something was written, sent or handed to another program."""
    _watch()
    report = check_draft(tools, draft, told, sources)
    if _seen:
        raise AssertionError(_seen)
    return report


def leaking_file(_: Tools, draft: Document, *__: object) -> None:
    _watch()
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(draft.data)
    if _seen:
        raise AssertionError(_seen)


def leaking_network(*_: object) -> None:
    _watch()
    with socket.socket() as out:
        out.connect_ex(("127.0.0.1", 9))
    if _seen:
        raise AssertionError(_seen)


def _watch() -> None:
    """Note from now on what Python is asked to write, to connect to, to start; only once, for it can't be taken back."""
    _seen.clear()
    if not hasattr(sys, "_is_watched"):
        sys._is_watched = True  # type: ignore[attr-defined]
        sys.addaudithook(_note)


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path, mode, flags = arguments
        if (mode and set(mode) & set("wax+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            _seen.append(os.fsdecode(path))
    elif event.startswith(("socket.connect", "socket.getaddrinfo", "socket.sendto", "subprocess.Popen")):
        _seen.append(event)
