"""Whether tests notice a wrong line: each small change of a module is a mutant, and its tests must fail on it.

    python -m tests.mutants                      all modules of the table
    python -m tests.mutants onrecord/check/copies.py --list

Every mutant runs in a fork of this process, in which the libraries are imported already and onrecord isn't, so that one
costs what its tests cost and no start of Python. docs/decisions.md says why this is no library.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import importlib.abc
import importlib.util
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
#: Modules that decide, and the tables that hold them.
MODULES = {
    "onrecord/check/copies.py": ["tests/check/test_copies.py"],
    "onrecord/check/same_speaker.py": ["tests/check/test_same_speaker.py"],
    "onrecord/check/heads_above.py": ["tests/check/test_heads_above.py"],
}
#: Libraries that are worth importing once; none starts a thread.
_LIBRARIES = (
    "numpy sqlalchemy alembic.command click rich.console rapidfuzz Stemmer nicknames nupunkt hypothesis".split()
)
#: A mutant that takes so many times as long as the module as it is (seconds beside that) runs without end: it is noticed.
_PATIENCE, _AT_LEAST = 5.0, 10.0
#: What a number is made of that isn't whole: a row on each side of it must be no further away.
_FACTORS = (0.7, 1.4)
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_OPERATIONS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the line, what it makes of what, and the module with it."""

    line: int
    what: str
    tree: ast.Module


def mutants(source: str) -> Iterator[Mutant]:
    """Every small change of a module's code, in the order of its lines; annotations and strings stay."""
    tree = ast.parse(source)
    kept = _kept(tree)
    places = [
        (getattr(node, "lineno", 0), k, variant)
        for k, node in enumerate(ast.walk(tree))
        if id(node) not in kept
        for variant, _ in enumerate(_changes(node))
    ]
    for line, k, variant in sorted(places):
        tree = ast.parse(source)
        what, change = list(_changes(list(ast.walk(tree))[k]))[variant]
        change()
        yield Mutant(line, what, ast.fix_missing_locations(tree))


def _kept(tree: ast.Module) -> set[int]:
    """The nodes that say nothing when the module runs: annotations, decorators, imports for the type checker."""
    kept: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            kept += node.decorator_list
        if isinstance(node, ast.FunctionDef) and node.returns:
            kept.append(node.returns)
        if isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation:
            kept.append(node.annotation)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            kept.append(node)
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith(("frozenset[", "tuple[", "dict[")):
            kept.append(node)
    return {id(inner) for node in kept for inner in ast.walk(node)}


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[], None]]]:
    """What a node may be changed to, and how."""

    def put(name: str, value: object) -> Callable[[], None]:
        return lambda: setattr(node, name, value)

    match node:
        case ast.Compare(ops=[op]) if type(op) in _COMPARISONS:
            other = _COMPARISONS[type(op)]
            yield f"{type(op).__name__} to {other.__name__}", put("ops", [other()])
        case ast.Compare(ops=ops):
            for k, op in enumerate(ops):
                other = _COMPARISONS[type(op)]
                yield f"{type(op).__name__} to {other.__name__}", put("ops", [*ops[:k], other(), *ops[k + 1 :]])
        case ast.BoolOp(op=op):
            yield (
                "and to or" if isinstance(op, ast.And) else "or to and",
                put("op", ast.Or() if isinstance(op, ast.And) else ast.And()),
            )
        case ast.BinOp(op=op) if type(op) in _OPERATIONS:
            other_operation = _OPERATIONS[type(op)]
            yield f"{type(op).__name__} to {other_operation.__name__}", put("op", other_operation())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not left out", put("operand", ast.UnaryOp(ast.Not(), operand))
        case ast.Constant(value=bool() as value):
            yield f"{value} to {not value}", put("value", not value)
        case ast.Constant(value=int() as value):
            yield f"{value} to {value + 1}", put("value", value + 1)
            if value > 1:
                yield f"{value} to {value - 1}", put("value", value - 1)
        case ast.Constant(value=float() as value):
            for factor in _FACTORS:
                yield f"{value} to {value * factor:g}", put("value", value * factor)
        case ast.If(test=test) | ast.IfExp(test=test):
            yield "the condition turned round", put("test", ast.UnaryOp(ast.Not(), test))
        case ast.Return(value=ast.expr()):
            yield "nothing returned", put("value", ast.Constant(None))


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a mutant for the module that it is of."""

    def __init__(self, name: str, tree: ast.Module, file: Path) -> None:
        self._name, self._tree, self._file = name, tree, file

    def find_spec(self, name: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if name != self._name:
            return None
        return importlib.util.spec_from_file_location(name, self._file, loader=self)

    def create_module(self, spec: object) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self._tree, str(self._file), "exec"), module.__dict__)


def passes(module: str, tree: ast.Module, tests: Sequence[str], *, seconds: float) -> bool:
    """Whether the tests pass with a module put in place of its own, in a process that ends after some seconds."""
    child = os.fork()
    if child == 0:
        with contextlib.suppress(BaseException):
            signal.alarm(round(seconds))
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            file = ROOT / module
            name = module.removesuffix(".py").replace("/", ".")
            sys.meta_path.insert(0, _Finder(name, tree, file))
            given = [*tests, "-x", "--assert=plain", "-p", "no:cacheprovider", "-k", "not postgresql"]
            os._exit(int(pytest.main(given) != 0))
        os._exit(1)
    _, status = os.waitpid(child, 0)
    return status == 0


def measure(module: str, tests: Sequence[str], *, some: float, told: bool) -> tuple[int, int]:
    """How many mutants of a module its tests notice, and how many there are; those that live are printed."""
    source = (ROOT / module).read_text(encoding="utf-8")
    started = time.monotonic()
    if not passes(module, ast.parse(source), tests, seconds=600):
        raise SystemExit(f"{module}: its tests fail on the module as it is; run: python -m pytest {' '.join(tests)}")
    seconds = _AT_LEAST + _PATIENCE * (time.monotonic() - started)
    every = list(mutants(source))
    chosen = [m for m in every if random.Random(f"{module}{m.line}{m.what}").random() < some]
    lines = source.splitlines()
    alive = 0
    for mutant in chosen:
        if passes(module, mutant.tree, tests, seconds=seconds):
            alive += 1
            if told:
                print(f"  {module}:{mutant.line}: {mutant.what}: {lines[mutant.line - 1].strip()}", flush=True)
    killed = len(chosen) - alive
    print(f"{module}: {killed} of {len(chosen)} ({killed / max(1, len(chosen)):.0%})", flush=True)
    return killed, len(chosen)


def main() -> None:
    """Measure the modules that are named, or all of the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", help="modules of the table, by their paths")
    parser.add_argument("--some", type=float, default=1.0, metavar="SHARE", help="only such a share of the mutants")
    parser.add_argument("--list", action="store_true", help="print the mutants that no test notices")
    parser.add_argument(
        "--least", type=float, default=0.0, metavar="SHARE", help="fail when a smaller share is noticed"
    )
    options = parser.parse_args()
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # they take longer to load than most tests to run
    for name in _LIBRARIES:
        importlib.import_module(name)
    done = [
        measure(module, MODULES[module], some=options.some, told=options.list) for module in options.modules or MODULES
    ]
    killed, total = (sum(column) for column in zip(*done, strict=True))
    print(f"in all: {killed} of {total} ({killed / max(1, total):.1%})")
    if killed < options.least * total:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
