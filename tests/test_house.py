"""The shape of the project: what is imported when, and which way."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections import Counter
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
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True, is_debug_mode=False) == 0


def test_one_word_is_one_thing() -> None:
    """No two public classes share a name, and the glossary explains each of its terms once."""
    found = Counter(
        node.name
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    )
    assert [name for name, count in found.items() if count > 1] == []
    terms = Counter(
        re.findall(r"^ *- \*\*([^*]+)\*\*", (ROOT / "docs/glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert [term for term, count in terms.items() if count > 1] == []


def test_the_root_holds_records_and_rooms_only() -> None:
    modules = {path.stem for path in PACKAGE.glob("*.py")}
    assert modules == {"__init__", "__main__", "article", "statement", "errors"}
    for room in (path for path in PACKAGE.iterdir() if any(path.glob("*.py"))):
        assert ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))), room.name


def test_modules_are_calm_in_size() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 500, path.name
    assert len((PACKAGE / "__init__.py").read_text(encoding="utf-8").splitlines()) < 40
