"""The shape of the project: what is imported when, and which way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import onrecord

PACKAGE = Path(onrecord.__file__).parent
ROOT = PACKAGE.parent
HEAVY = (
    "torch",
    "ray",
    "pandas",
    "fastapi",
    "transformers",
    "onnxruntime",
    "trafilatura",
    "lxml",
    "sqlalchemy",
    "jinja2",
    "docx",
    "pypdfium2",
    "feedparser",
    "fastwarc",
    "pyarrow",
    "pyspark",
    "mcp",
    "spacy",
    "polars",
    "pydantic",
    "uvicorn",
    "psycopg",
    "datasette",
)


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}; import sys; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(out.stdout.split())


def test_importing_loads_nothing_heavy() -> None:
    assert not loaded_by("import onrecord") & set(HEAVY)
    assert not loaded_by("import onrecord.cli") & {*HEAVY, "tokenizers", "rich"}


def test_imports_point_one_way() -> None:
    """The layers and the absence of circles are told in pyproject.toml; import-linter reads the imports."""
    # In a process of its own, for it turns off the loggers that others' tests listen to.
    check = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(sys.argv[1], no_cache=True))"
    done = subprocess.run(
        [sys.executable, "-c", check, str(ROOT / "pyproject.toml")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


def test_modules_are_calm_in_size() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 500, path.name
    assert len((PACKAGE / "__init__.py").read_text(encoding="utf-8").splitlines()) < 40
