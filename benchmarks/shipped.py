"""What an installation without extras brings: every package, its licence, its size and what asks for it.

``python -m benchmarks.shipped --write`` writes docs/licenses.md from what is installed here; without, it fails where
packages or licences are no longer those of the file. Sizes are of files as they are unpacked, without bytecode.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docs" / "licenses.md"
#: Packages of so many bytes are told with their size.
LARGE = 5_000_000
PURPOSES = {
    "onrecord": "three networks (en 24 MB, stance 24 MB, en-fast 15 MB), fitted weights, code",
    "onnxruntime": "runs the networks on the processor; 5 MB are scripts for other people's networks",
    "numpy": "what goes into the networks and comes out of them; a fifth is its linear algebra (OpenBLAS)",
    "babel": "nothing of ours: courlan, which trafilatura asks for, reads names of languages in addresses with it",
    "sqlalchemy": "the record, on SQLite and PostgreSQL alike",
    "lxml": "reads pages and XML",
    "rapidfuzz": "likeness of quotations and names",
    "pygments": "nothing of ours: Rich asks for it",
    "pypdfium2": "reads PDF",
    "fastwarc": "reads web archives",
    "brotli": "nothing of ours: fastwarc asks for it",
}
HEAD = """# What is installed, and under which licences

Made by `make licenses` from the metadata of the packages; CI fails where they are no longer these. onrecord itself is
under the Apache License 2.0, its networks and word lists with it. `certifi` and parts of `tqdm` are under the Mozilla
Public License 2.0, `tld` under its version 1.1 or, as one likes, the GPL or LGPL: they are used unchanged.
"""


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package; ``by`` is what asks for it."""

    name: str
    licence: str
    size: int
    by: tuple[str, ...]

    def row(self) -> str:
        """The line of the table."""
        return f"| {self.name} | {self.licence} | {', '.join(self.by)} |"


def shipped() -> list[Package]:
    """The packages that are installed with onrecord here, by their names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked: dict[str, set[str]] = {}
    waiting = [("onrecord", Requirement(text)) for text in project["dependencies"]]
    while waiting:
        by, wanted = waiting.pop()
        name = _plain(wanted.name)
        known = name in asked
        asked.setdefault(name, set()).add(by)
        if not known:
            waiting += [(name, each) for each in _wanted(distribution(name), wanted.extras)]
    return [
        Package(name, _licence(found := distribution(name)), _size(found), tuple(sorted(by)))
        for name, by in sorted(asked.items())
    ]


def _wanted(found: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for each in map(Requirement, found.requires or ()):
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            yield each


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(found: Distribution) -> str:
    told = found.metadata
    if expression := told.get("License-Expression"):
        return str(expression)
    classes = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier") or () if c.startswith("License ::")]
    return "; ".join(c for c in classes if c != "OSI Approved") or (told.get("License") or "?").splitlines()[0]


def _size(found: Distribution) -> int:
    files = (Path(str(file.locate())) for file in found.files or ())
    return sum(file.stat().st_size for file in files if file.suffix != ".pyc" and file.is_file())


def _own_size() -> int:
    files = (ROOT / "onrecord").rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file() and file.suffix != ".pyc")


def rows(packages: list[Package]) -> list[str]:
    """The table of licences."""
    return ["| package | licence | asked for by |", "|---|---|---|", *(p.row() for p in packages)]


def page(packages: list[Package]) -> str:
    """The whole file."""
    sizes = {"onrecord": _own_size()} | {p.name: p.size for p in packages}
    large = {name: size for name, size in sorted(sizes.items(), key=lambda s: -s[1]) if size >= LARGE}
    rest = sum(sizes.values()) - sum(large.values())
    told = [f"| {name} | {size / 1e6:.0f} | {PURPOSES.get(name, '')} |" for name, size in large.items()]
    told.append(f"| {len(sizes) - len(large)} others | {rest / 1e6:.0f} | none over 5 MB |")
    told.append(f"| together | {sum(sizes.values()) / 1e6:.0f} | |")
    parts = [HEAD, *rows(packages), "\n## Size\n\nWithout extras, on Linux, without bytecode.\n"]
    return "\n".join([*parts, "| package | MB | what it is for |", "|---|---|---|", *told, ""])


def main() -> int:
    """Write the file, or tell how what is installed differs from it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/licenses.md")
    packages = shipped()
    if parser.parse_args().write:
        FILE.write_text(page(packages), encoding="utf-8")
        return 0
    known = set(FILE.read_text(encoding="utf-8").splitlines())
    new = [row for row in rows(packages) if row not in known]
    print("\n".join(new) or f"{len(packages)} packages, their licences as in docs/licenses.md")
    return 1 if new else 0


if __name__ == "__main__":
    sys.exit(main())
