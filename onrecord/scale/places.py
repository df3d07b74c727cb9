"""Where shards are read and written: this machine, object stores (``s3://``, ``gs://``), whatever fsspec knows.

A file has its name when it is whole, and not before; what a killed process leaves ends in ``.part``.
"""

from __future__ import annotations

import io
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Self

from ..errors import UsageError

if TYPE_CHECKING:
    from pyarrow.fs import FileInfo, FileSystem

_PART = ".part"
_CHUNK = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder: the address as given, and the file system with the path there."""

    address: str
    system: FileSystem
    path: str

    @classmethod
    def of(cls, address: str | Path) -> Self:
        """Find the file system of an address. Raises UsageError where there is none for it."""
        from pyarrow import ArrowException
        from pyarrow.fs import FileSystem, LocalFileSystem

        address = str(address)
        if "://" not in address:
            absolute = Path(address).expanduser().absolute()
            return cls(str(absolute), LocalFileSystem(), absolute.as_posix())
        scheme = address.partition("://")[0]
        native = scheme in {"file", "s3", "gs", "gcs", "hdfs", "viewfs", "abfs", "abfss"}
        try:
            return cls(address, *FileSystem.from_uri(address if native else f"fsspec+{address}"))
        except (ArrowException, OSError, ValueError, ImportError) as error:
            reason = " ".join(str(error).split())
            raise UsageError(f"{address}: can't be reached ({reason})", remedy="see docs/scale.md, Places") from error

    def __truediv__(self, name: str) -> Self:
        """What lies in a folder under a name."""
        address, query, asked = self.address.partition("?")
        below = f"{address.rstrip('/')}/{name}{query}{asked}"
        return type(self)(below, self.system, f"{self.path.rstrip('/')}/{name}")

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    @property
    def is_local(self) -> bool:
        """Whether it is a path of this machine."""
        return str(self.system.type_name) == "local"

    def info(self) -> FileInfo:
        """What the file system says of it."""
        (found,) = self.system.get_file_info([self.path])
        return found

    def exists(self) -> bool:
        """Whether it is there."""
        from pyarrow.fs import FileType

        return bool(self.info().type != FileType.NotFound)

    def files(self) -> Iterator[Place]:
        """All files in a folder and below, sorted by path; none where there is no folder."""
        from pyarrow.fs import FileSelector, FileType

        selector = FileSelector(self.path, recursive=True, allow_not_found=True)
        paths = sorted(f.path for f in self.system.get_file_info(selector) if f.type == FileType.File)
        inside = len(self.path.rstrip("/")) + 1
        return (self / path[inside:] for path in paths)

    def open(self) -> BinaryIO:
        """Open a file for reading, from any place in it. Raises OSError."""
        return io.BufferedReader(self.system.open_input_file(self.path), _CHUNK)

    def read(self) -> bytes:
        """The whole of a small file."""
        with self.open() as file:
            return file.read()

    def write(self, file: BinaryIO) -> None:
        """Let a file appear here, whole, with the bytes of an open one from where it stands."""
        self._make_folder()
        # Of its own name: another attempt at the same may still be writing.
        partial = f"{self.path}.{secrets.token_hex(4)}{_PART}"
        with self.system.open_output_stream(partial) as out:
            while chunk := file.read(_CHUNK):
                out.write(chunk)
        self.system.move(partial, self.path)

    def sweep(self) -> None:
        """Take away what killed processes have left in a folder and below."""
        for file in self.files():
            if file.path.endswith(_PART):
                self.system.delete_file(file.path)

    def _make_folder(self) -> None:
        if self.is_local:  # object stores have no folders
            self.system.create_dir(self.path.rpartition("/")[0], recursive=True)
