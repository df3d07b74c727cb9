"""The shape of the project: what is imported when, and which way."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import onrecord

PACKAGE = Path(onrecord.__file__).parent
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
#: From the records to the commands; a module imports only from its own row or those before it.
ORDER = [
    {
        "errors",
        "statement",
        "article",
        "quotes",
        "confidence",
        "labels",
        "ranking",
        "dates",
        "lexicon",
        "finding",
        "naming",
    },
    {"attention", "display"},
    {"telling"},
    {
        "wording",
        "same_speaker",
        "tokens",
        "chain",
        "forms",
        "language",
        "plaintext",
        "fetch",
        "page",
        "sentences",
        "names",
        "notes",
        "folder",
        "vectors",
        "stems",
    },
    {"roles"},
    {"prepared", "model", "cast", "align", "passage"},
    {"stance"},
    {"sources", "coreference"},
    {"attribution", "speakers"},
    {"scene"},
    {"anchors"},
    {"circumstances", "said"},
    {"annotate"},
    {"tables", "migrations", "selectors"},
    {"database", "rows", "fulltext", "people", "clusters"},
    {"reviews"},
    {"record"},
    {"search", "adding", "feeds"},
    {"who", "export", "corrections", "judgements", "turns", "probes", "facets", "timeline", "topics", "citing"},
    {"likeness"},
    {"comparison", "copies", "claims", "positions"},
    {"check"},
    {"profile", "forget", "upkeep", "reviewing"},
    {"terminal", "report"},
    {"terminal_positions"},
    {"serve"},
    {"cli"},
]


def loaded_by(statement: str) -> set[str]:
    code = f"{statement}; import sys; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(out.stdout.split())


def test_importing_loads_nothing_heavy() -> None:
    assert not loaded_by("import onrecord") & set(HEAVY)
    assert not loaded_by("import onrecord.cli") & {*HEAVY, "tokenizers", "rich"}


def test_imports_point_one_way() -> None:
    rank = {name: k for k, row in enumerate(ORDER) for name in row}
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if name.startswith("__"):
            continue
        assert name in rank, f"{name} has no place in ORDER"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and node.level == len(path.relative_to(PACKAGE).parts):
                other = node.module.split(".")[0]
                assert rank.get(other, 0) <= rank[name], f"{name} imports {other}"


def test_modules_are_calm_in_size() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 500, path.name
    assert len((PACKAGE / "__init__.py").read_text(encoding="utf-8").splitlines()) < 40
