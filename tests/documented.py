"""What README and docs show: their commands, their Python, and what these print.

``python -m tests.documented --write`` writes what commands print today below them.
"""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from onrecord import cli
from tests.command_line import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
#: Pages whose `sh` blocks are carried out, in their order.
WALKED = [
    ROOT / "README.md",
    *(ROOT / "docs" / "tutorials" / f"{who}.md" for who in ("reporter", "editor", "researcher")),
]
_FENCE = re.compile(r"^```(?P<language>[\w{}-]*)[^\n]*\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
#: Between a command and what is said of it.
_REMARK = re.compile(r"\s{3,}\S.*")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page, and what stands between it and the one before."""

    language: str
    text: str
    start: int
    end: int


def blocks(page: str) -> list[Block]:
    return [Block(m["language"], m["text"], m.start("text"), m.end("text")) for m in _FENCE.finditer(page)]


def commands(block: Block) -> Iterator[list[str]]:
    """The onrecord commands of a block, without what other programs do before and after them."""
    if block.language not in ("", "sh", "bash"):
        return
    for line in block.text.replace("\\\n", " ").splitlines():
        bare = _REMARK.sub("", line.strip())
        if bare.startswith("onrecord ") and "$" not in bare:
            words = shlex.split(bare)
            ends = [k for k, word in enumerate(words) if word in ("|", ">", ">>", "<", "&&", "2>")]
            yield words[1 : min(ends, default=len(words))]


def printed(arguments: list[str], folder: Path) -> str:
    """What a command prints on standard output; it must not fail."""
    with CliRunner().isolation(None, {"ONRECORD_RECORD": None}) as streams, contextlib.chdir(folder):
        status = cli.run(arguments)
        sys.stdout.flush()
        assert status in (0, 1), (arguments, streams[1].getvalue().decode())
        return "\n".join(line.rstrip() for line in streams[0].getvalue().decode().splitlines()).strip("\n")


def shown(path: Path) -> Iterator[tuple[Block, Block, str]]:
    """Each command of a page with the block that shows what it prints, and what it prints."""
    page = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(ROOT / "examples", Path(name) / "examples")
        found = blocks(page)
        for block, after in zip(found, [*found[1:], None], strict=True):
            runs = list(commands(block)) if block.language == "sh" else []
            output = [printed(each, Path(name)) for each in runs]
            if runs and after and not after.language and not page[block.end + 3 : after.start - 4].strip():
                yield block, after, output[-1]


def expected(block: Block, output: str) -> str:
    """What a block should show: as much as it shows now."""
    if block.text.endswith("\n...\n"):
        lines = output.splitlines()[: len(block.text.splitlines()) - 1]
        return "\n".join([*lines, "..."]) + "\n"
    return output + "\n"


def main() -> None:
    for path in WALKED:
        page = path.read_text(encoding="utf-8")
        for _, block, output in reversed(list(shown(path))):
            page = page[: block.start] + expected(block, output) + page[block.end :]
        path.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    os.chdir(ROOT)
    main()
