"""README and docs tell what is so: commands exist, outputs are what is printed, Python runs, links lead somewhere."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import click
import pytest

from onrecord.cli import cli
from tests.command_line import ROOT
from tests.documented import PAGES, WALKED, blocks, commands, expected, shown

NAMES = [str(p.relative_to(ROOT)) for p in PAGES]
#: Pages whose Python is carried out.
PYTHON = ["docs/spacy.md", "docs/tutorials/researcher.md", "docs/record-format.md"]


def parsed(command: click.Command, arguments: list[str]) -> None:
    """Read a command's arguments as click does, without carrying it out. Raises click's own errors."""
    context = command.make_context(command.name, list(arguments))
    if isinstance(command, click.Group):
        _, inner, rest = command.resolve_command(context, [*context._protected_args, *context.args])
        assert inner is not None
        parsed(inner, rest)


@pytest.mark.parametrize("page", NAMES)
def test_every_command_and_option_exists(page: str) -> None:
    """It fails with click's own error where a page names a command or an option that isn't there."""
    for block in blocks((ROOT / page).read_text(encoding="utf-8")):
        for arguments in commands(block):
            if not {"--help", "--version"} & set(arguments):
                parsed(cli, arguments)


def _rough(text: str) -> list[str]:
    """Lines without percentages and padding: processors differ in the last digit."""
    return [" ".join(re.sub(r"\d+%", "N%", line).split()) for line in text.splitlines()]


@pytest.mark.parametrize("page", [str(p.relative_to(ROOT)) for p in WALKED])
def test_what_is_shown_is_what_is_printed(page: str) -> None:
    """Mended with: python -m tests.documented --write."""
    if page.endswith("researcher.md"):
        pytest.importorskip("pyarrow", reason="pyarrow isn't installed (the extra parquet)")
    for command, block, output in shown(ROOT / page):
        assert _rough(block.text) == _rough(expected(block, output)), command.text


@pytest.mark.parametrize("page", PYTHON)
def test_its_python_runs(page: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    found = blocks((ROOT / page).read_text(encoding="utf-8"))
    code = "\n".join(b.text for b in found if b.language == "python")
    if "spacy" in page:
        pytest.importorskip("spacy", reason="spaCy isn't installed (the extra spacy)")
        code = "import onrecord.integrations.spacy\n" + code
    if "parquet" in code:
        pytest.importorskip("pyarrow", reason="pyarrow isn't installed (the extra parquet)")
    pytest.importorskip("pandas", reason="pandas isn't installed (the extra frames)")
    if "read_parquet" in code:
        read = [
            sys.executable,
            "-m",
            "onrecord",
            "read",
            "examples/",
            "--format",
            "parquet",
            "--out",
            "statements.parquet",
        ]
        subprocess.run(read, cwd=tmp_path, check=True, capture_output=True, env=None)
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    told = [b for a, b in pairwise(found) if a.language == "python" and not b.language and "print(" in a.text]
    prints = [block.text for block in told]
    assert all(text in done.stdout for text in prints), done.stdout


@pytest.mark.parametrize("page", NAMES)
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    text = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("http", "mailto", "#")):
            assert ((ROOT / page).parent / target.partition("#")[0]).exists(), target
