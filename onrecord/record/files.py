"""Files that appear under their name when they are whole, and not before."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """Give a name to write to; at the end it is on disk and takes the name of ``file``, on an error it is gone.

    A process that is killed leaves ``NAME.partial``, which the next one writes over.
    """
    if file.exists() and not file.is_file():  # a device or a pipe, such as /dev/stdout
        yield file
        return
    file = file.resolve()
    partial = file.with_name(f"{file.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        yield partial
        _sync(partial)
        partial.replace(file)
        _sync(file.parent)
    finally:
        for left in (partial, *(Path(f"{partial}{end}") for end in ("-journal", "-wal", "-shm"))):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Let what was written be on disk; of a folder its names, where the system can."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
