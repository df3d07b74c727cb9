"""Every regular expression of the package, what it is used for, and texts made to slow it down.

Run as a program it attacks each and prints what it finds: it runs apart, as an expression that hangs can't be stopped.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import pkgutil
import random
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import onrecord

PACKAGE = Path(onrecord.__file__).parent
SOAK = bool(os.environ.get("ONRECORD_SOAK"))
#: So often a piece is repeated where an exponential form shows before it hangs.
TIMES = (8, 16, 20, 24)
#: Lengths in characters: at the short one a cubic form shows, at the other, doubled twice, a quadratic one.
SHORT, LONG = 512, 16_384 if SOAK else 2048
#: A doubling of the text may take so many times as long; a quadratic form takes four times.
MOST_GROWTH = 2.6
#: Seconds under which growth is not measured, as noise is larger.
NOISE = 0.002
#: Seconds at the short length under which the long one takes less than NOISE, were the form quadratic.
HARMLESS = NOISE * (SHORT / LONG) ** 2 / 2
#: Seconds that a short text may take: more is worse than quadratic.
LONGEST = 0.05
#: The ways to use an expression; what looks from every place of a text shows the most.
WHOLE = {"match", "fullmatch"}
ANYWHERE = {"search", "finditer", "findall", "sub", "subn", "split"}


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression, the place of its definition and how it is used."""

    where: str
    pattern: re.Pattern[Any]
    ways: frozenset[str]

    def run(self, text: Any) -> None:
        """Use it on a text in the ways the package does."""
        for way in self.ways & WHOLE:
            getattr(self.pattern, way)(text)
        if self.ways - WHOLE:
            for _ in self.pattern.finditer(text):
                pass


# -- where they are --------------------------------------------------------------------------------------------------


def expressions() -> list[Expression]:
    """All that modules hold, in whatever they hold them, and all that stand in a call of ``re`` itself."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    used = {path: _uses([tree]) for path, tree in trees.items()} | {PACKAGE: _uses(trees.values())}
    found: dict[tuple[re.Pattern[Any], frozenset[str]], Expression] = {}
    for name, pattern in _held():
        module, _, own = name.rpartition(".")
        ways = frozenset(used[_file(module) if own.startswith("_") else PACKAGE].get(own, {"finditer"}))
        found.setdefault((pattern, ways), Expression(name, pattern, ways))
    for path, tree in trees.items():
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            expression = _written_in(call, path)
            if expression:
                found.setdefault((expression.pattern, expression.ways), expression)
    return list(found.values())


def _file(module: str) -> Path:
    path = PACKAGE.parent.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _held() -> Iterator[tuple[str, re.Pattern[Any]]]:
    for info in pkgutil.walk_packages([str(PACKAGE)], "onrecord."):
        if info.name.endswith("__main__") or ".migrations." in info.name:
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) or getattr(value, "__module__", info.name) == info.name:
                for pattern in _within(value):
                    yield f"{info.name}.{name}", pattern


def _within(value: object, depth: int = 3) -> Iterator[re.Pattern[Any]]:
    """The expressions in a value: itself, in a container or a class, or what a cached function without arguments gives."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from _within(part, depth - 1)
    elif depth and isinstance(value, dict):
        yield from _within(list(value.values()), depth - 1)
    elif depth and isinstance(value, type):
        yield from _within([part for part in vars(value).values() if isinstance(part, re.Pattern)], depth - 1)
    elif depth and hasattr(value, "cache_info") and not inspect.signature(value).parameters:  # type: ignore[arg-type]
        yield from _within(value(), depth - 1)  # type: ignore[operator]


def _uses(trees: Iterable[ast.Module]) -> dict[str, set[str]]:
    """How expressions are used, by their names; one that is handed on may be used in any way."""
    used: dict[str, set[str]] = {}
    for tree in trees:
        called: set[ast.expr] = set()
        for part in tree.body:
            others = _other_names(part)
            called.update(place for places in others.values() for place in places)
            for node in ast.walk(part):
                if isinstance(node, ast.Attribute) and node.attr in WHOLE | ANYWHERE:
                    held = node.value.value if isinstance(node.value, ast.Subscript) else node.value
                    name = getattr(held, "id", None) or getattr(held, "attr", None)
                    for each in filter(None, [name, *(place.id for place in others.get(name or "", ()))]):
                        used.setdefault(each, set()).add(node.attr)
                    called.add(held)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node not in called:
                used.setdefault(node.id, set()).add("finditer")  # handed on
    return used


def _other_names(part: ast.stmt) -> dict[str, list[ast.Name]]:
    """By the names of variables of loops in a function, the names of the containers that they go through."""
    found: dict[str, list[ast.Name]] = {}
    for node in ast.walk(part):
        if isinstance(node, ast.For | ast.comprehension):
            sources = node.iter.elts if isinstance(node.iter, ast.Tuple) else [node.iter]
            for variable in (n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)):
                found.setdefault(variable, []).extend(s for s in sources if isinstance(s, ast.Name))
    return found


def _written_in(call: ast.Call, path: Path) -> Expression | None:
    """The expression of ``re.search("...", ...)``."""
    way = call.func
    if not (isinstance(way, ast.Attribute) and getattr(way.value, "id", "") == "re" and way.attr in WHOLE | ANYWHERE):
        return None
    if not (call.args and isinstance(call.args[0], ast.Constant)):
        return None
    flags = next((k.value for k in call.keywords if k.arg == "flags"), None)
    flags = flags or (call.args[-1] if isinstance(call.args[-1], ast.Attribute) else None)
    flag = getattr(re, flags.attr, 0) if isinstance(flags, ast.Attribute) else 0
    pattern = re.compile(call.args[0].value, flag)
    return Expression(f"{path.relative_to(PACKAGE)}: {pattern.pattern!s}", pattern, frozenset({way.attr}))


# -- texts made against them -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Attack:
    """A text: ``before``, then ``piece`` so many times, then ``after``."""

    before: str
    piece: str
    after: str

    def text(self, times: int) -> str:
        return self.before + self.piece * times + self.after

    def times(self, length: int) -> int:
        """How often the piece is repeated in a text of about so many characters."""
        return max(1, length // len(self.piece))


def attacks(pattern: re.Pattern[Any], *, rounds: int = 2) -> list[Attack]:
    """Texts that repeat what each repetition of an expression repeats, behind what may stand before it and with it;
    and its own characters, in a soak in pairs, too.
    """
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(source, pattern.flags & ~re.DEBUG)
    chance = random.Random(ascii(source))
    befores_and_pieces: set[tuple[str, str]] = set()
    for _ in range(rounds):
        _repeats(tree, "", chance, befores_and_pieces)
    letters = sorted({_sample([item], chance) for item in _leaves(tree)} - {""})
    kinds = {"a" if c.isalpha() and c.islower() else "A" if c.isalpha() else c: c for c in letters}
    befores_and_pieces |= {("", c) for c in (letters if SOAK else kinds.values())} | {("", c) for c in " \n1(“"}
    if SOAK:
        pairs = [a + b for a in letters for b in letters if a != b]
        befores_and_pieces |= {("", pair) for pair in chance.sample(pairs, min(len(pairs), 40))}
    befores_and_pieces |= {("", _sample(tree, chance)) for _ in range(3)}
    afters = ("", "\0", "\n!") if SOAK else ("", "\n!")
    return [Attack(b, p, after) for b, p in sorted(befores_and_pieces) if p for after in afters]


def _repeats(tree: Any, before: str, chance: random.Random, found: set[tuple[str, str]]) -> None:
    """Note of each repetition what may stand before it and what it may repeat."""
    for op, value in tree:
        if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT) and value[1] > 3:
            for _ in range(3 if SOAK else 2):
                piece = _sample(value[2], chance)
                found |= {(before, piece), ("", before), ("", before + piece)}
        for inner in _inner(op, value):
            _repeats(inner, before, chance, found)
        before = (before + _sample([(op, value)], chance))[-200:]


def _inner(op: Any, value: Any) -> list[Any]:
    if op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return [value[2]]
    if op is codes.SUBPATTERN:
        return [value[3]]
    if op is codes.BRANCH:
        return list(value[1])
    if op is codes.ATOMIC_GROUP:
        return [value]
    if op in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    return []


def _leaves(tree: Any) -> Iterator[tuple[Any, Any]]:
    for op, value in tree:
        inner = _inner(op, value)
        if not inner:
            yield op, value
        for part in inner:
            yield from _leaves(part)


_CATEGORIES = {
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_SPACE: "a",
    codes.CATEGORY_DIGIT: "1",
    codes.CATEGORY_NOT_DIGIT: "a",
    codes.CATEGORY_WORD: "a",
    codes.CATEGORY_NOT_WORD: " ",
}


def _sample(tree: Any, chance: random.Random) -> str:
    """A text that an expression without look-around might match."""
    out = []
    for op, value in tree:
        if op is codes.LITERAL:
            out.append(chr(value))
        elif op in (codes.IN, codes.ANY, codes.NOT_LITERAL):
            out.append(_character(op, value, chance))
        elif op is codes.BRANCH:
            out.append(_sample(chance.choice(value[1]), chance))
        elif op in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            times = min(max(value[0], chance.randint(0, 2)), value[1])
            out.extend(_sample(value[2], chance) for _ in range(times))
        elif op in (codes.SUBPATTERN, codes.ATOMIC_GROUP):
            out.append(_sample(value[3] if op is codes.SUBPATTERN else value, chance))
    return "".join(out)


def _character(op: Any, value: Any, chance: random.Random) -> str:
    if op is codes.ANY:
        return chance.choice("a .")
    if op is codes.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    refused = value[0][0] is codes.NEGATE
    if refused:
        closed = re.compile(f"[{''.join(map(_in_class, value[1:]))}]")
        return chance.choice([c for c in "a \n1.-" if not closed.match(c)] or ["é"])
    kind, what = chance.choice(value)
    if kind is codes.LITERAL:
        return chr(what)
    return _CATEGORIES[what] if kind is codes.CATEGORY else chr(chance.randint(*what))


def _in_class(part: tuple[Any, Any]) -> str:
    kind, what = part
    if kind is codes.CATEGORY:
        return {" ": r"\s", "1": r"\d"}.get(_CATEGORIES[what], r"\w") if "NOT" not in str(what) else r"\W"
    if kind is codes.RANGE:
        return f"{re.escape(chr(what[0]))}-{re.escape(chr(what[1]))}"
    return re.escape(chr(what))


# -- the attack ------------------------------------------------------------------------------------------------------


def slow_forms(expression: Expression, longest: int | None = None) -> Iterator[str]:
    """What slows an expression down: an attack and the seconds it took, at most one of a kind.

    ``longest`` is the length of the longest text that the expression is used on, where the package sees to one: up to
    it any growth will do, as long as it takes no longer than a twentieth of a second.
    """
    last = longest or LONG
    for attack in attacks(expression.pattern):
        short = attack.times(min(SHORT, last))
        for times in sorted({*(n for n in TIMES if n < short), short}):
            taken = _seconds(expression, attack, times)
            if taken > 20 * LONGEST or (taken > LONGEST and _quickest(expression, attack, times) > LONGEST):
                yield f"{attack} takes {taken:.2f} s when repeated {times} times"
                return
        times = attack.times(last)
        if taken < HARMLESS or _seconds(expression, attack, times) < NOISE:
            continue
        if longest is None and _grows(expression, attack, times):
            yield f"{attack} takes {_seconds(expression, attack, times):.3f} s at {last} characters and grows faster"
            return
        if longest and _quickest(expression, attack, times) > LONGEST:
            yield f"{attack} takes more than {LONGEST} s at {last} characters"
            return


def _grows(expression: Expression, attack: Attack, times: int) -> bool:
    """Whether twice as long a text takes more than MOST_GROWTH times as long, and again twice as long a one."""
    before = _quickest(expression, attack, times)
    for _ in range(2):
        times *= 2
        taken = _quickest(expression, attack, times)
        if taken <= MOST_GROWTH * before:
            return False
        before = taken
    return True


def _quickest(expression: Expression, attack: Attack, times: int) -> float:
    """The least of three measurements: what else the machine does only ever adds to one."""
    return min(_seconds(expression, attack, times) for _ in range(3))


def _seconds(expression: Expression, attack: Attack, times: int) -> float:
    text: Any = attack.text(times)
    if isinstance(expression.pattern.pattern, bytes):
        text = text.encode("latin-1", "replace")
    start = time.thread_time()
    expression.run(text)
    return time.thread_time() - start


#: Expressions that only ever see a text of so many characters, as the code around them cuts it to that.
BOUNDED = {
    "onrecord.annotation.anchors._LEAD": 40,
    "onrecord.annotation.coreference._BEFORE": 25,
    "onrecord.check.comparison._ASKED": 120,
    "onrecord.positions.about._PARAGRAPH": 700,
    "onrecord.sources.bylines.NOBODY": 1000,
    "onrecord.sources.bylines.OUTLET": 1000,
    "onrecord.sources.bylines.AGENCY": 1000,
    "onrecord.sources.bylines.NO_NAME": 1000,
    "onrecord.sources.transcripts.introduced._ADDRESSED": 160,
    "onrecord.sources.transcripts.introduced._OPENS": 600,
    "onrecord.sources.documents.plain_text._DATELINE": 160,
    "onrecord.sources.documents.plain_text._BYLINE": 160,
    r"text/names.py: ([A-Za-z][\w-]*)[ \xa0]$": 30,
}


def main() -> None:
    """Attack every expression; each is named before, so that one that hangs is known."""
    for expression in expressions():
        print(f"... {expression.where}", flush=True)
        for found in slow_forms(expression, BOUNDED.get(expression.where)):
            print(f"SLOW {expression.where} {expression.pattern.pattern!r:.200}: {found}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
