"""The hooks for pre-commit and GitHub: what they would run is run here."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.command_line import EXAMPLES, ROOT, run

yaml = pytest.importorskip("yaml", reason="PyYAML isn't installed (the extra dev)")

DRAFT, COUNCIL = EXAMPLES / "check" / "draft.txt", EXAMPLES / "check" / "2025-11-12-council.txt"


def test_pre_commit_runs_what_its_file_says() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    program, *arguments = shlex.split(hook["entry"])
    assert program == "onrecord"
    found = run(*arguments, "--source", str(COUNCIL), str(DRAFT))  # pre-commit: entry, args, the files
    assert found.returncode == 1, found.stderr.decode()
    assert "altered" in found.stdout.decode()
    told = (ROOT / "docs" / "check.md").read_text()
    assert hook["id"] in told


def test_every_type_of_a_draft_is_handed_over() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert set(hook["types_or"]) == {"plain-text", "markdown", "html"}
    assert hook["require_serial"] is True  # the model is loaded once


@pytest.fixture
def action(tmp_path: Path) -> Any:
    """Runs the action's own script in bash, with onrecord on the path as its first step would put it there."""
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    (step,) = [s for s in action["runs"]["steps"] if s.get("name") == "Check"]
    program = tmp_path / "bin" / "onrecord"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m onrecord "$@"\n')
    program.chmod(0o755)
    variables = {v: k.removeprefix("${{ inputs.").removesuffix(" }}") for v, k in step["env"].items()}
    assert set(variables.values()) == set(action["inputs"])

    def act(**inputs: str) -> subprocess.CompletedProcess[str]:
        given = {
            name: inputs.get(of.replace("-", "_"), action["inputs"][of].get("default", ""))
            for name, of in variables.items()
        }
        environment = {**os.environ, **given, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
        return subprocess.run(
            ["bash", "-c", step["run"]], capture_output=True, text=True, env=environment, cwd=tmp_path, check=False
        )

    return act


def test_the_action_fails_where_there_is_something_to_look_at(action: Any, tmp_path: Path) -> None:
    both = f"{COUNCIL}\n{EXAMPLES / '2025-11-07-bridge.html'}\n"
    done = action(drafts=f"{DRAFT}\n", sources=both, report="check report.html")
    assert (done.returncode, "somebody else's" in done.stdout) == (1, True), done.stderr
    assert (tmp_path / "check report.html").exists()


def test_the_action_counts_what_it_is_told_to(action: Any) -> None:
    done = action(drafts=str(DRAFT), sources=str(COUNCIL), fail_on="never")
    assert done.returncode == 0, done.stderr


def test_the_action_says_what_is_wrong(action: Any) -> None:
    done = action(drafts="no such draft.txt", sources=str(COUNCIL))
    assert (done.returncode, "no such draft.txt" in done.stderr) == (2, True)
