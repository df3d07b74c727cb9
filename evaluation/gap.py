"""Measure pronouns on GAP's test part: ``python -m evaluation.gap``.

GAP (Webster et al. 2018) asks of a pronoun in a Wikipedia passage whether each of two names is whom it stands for, with
as many "she" as "he". Printed: F1 for masculine and feminine pronouns, together, and feminine over masculine (the ratio
of the paper). The weights were fitted on GAP's development and validation parts, so that this is another part of the
same corpus, not another corpus.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.annotation.coreference import PRONOUNS, Discourse, resolve_pronouns
from onrecord.annotation.entities import Cast
from onrecord.text.outline import Outline

from .gold import SHARED

GAP = SHARED / "data/gap"


@dataclass(frozen=True, slots=True)
class Row:
    """One pronoun and two names, with their places in the text."""

    text: str
    pronoun: tuple[int, int]
    a: tuple[int, int]
    b: tuple[int, int]
    a_right: bool
    b_right: bool


def read_gap(path: Path) -> Iterator[Row]:
    """Read one of GAP's files."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            places = [
                (int(row[f"{key}-offset"]), int(row[f"{key}-offset"]) + len(row[key])) for key in ("Pronoun", "A", "B")
            ]
            yield Row(row["Text"], *places, row["A-coref"] == "TRUE", row["B-coref"] == "TRUE")


def measure(rows: Iterator[Row]) -> dict[str, float]:
    """F1 by gender and over all, and the ratio."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        cast = Cast(row.text)
        found = resolve_pronouns(Discourse(Outline(row.text), cast))
        gender, _ = PRONOUNS[row.text[slice(*row.pronoun)].lower()]
        entity = found.get(row.pronoun[0])
        for (start, end), right in ((row.a, row.a_right), (row.b, row.b_right)):
            said = entity is not None and any(m.start < end and start < m.end for m in entity.mentions)
            for key in (gender, "all"):
                counts[key, "tp"] += said and right
                counts[key, "p"] += said
                counts[key, "g"] += right
    f1 = {k: 200 * counts[k, "tp"] / max(1, counts[k, "p"] + counts[k, "g"]) for k in ("m", "f", "all")}
    return {"masculine": f1["m"], "feminine": f1["f"], "all": f1["all"], "ratio": f1["f"] / f1["m"]}


def main() -> None:
    """Print the figures."""
    if not GAP.exists():
        print(f"skipped: no GAP under {SHARED} (set ONRECORD_SHARED)")
        return
    for key, value in measure(read_gap(GAP / "gap-test.tsv")).items():
        print(f"{key:10} {value:6.2f}")


if __name__ == "__main__":
    main()
