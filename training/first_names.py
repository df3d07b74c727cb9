"""Make ``onrecord/text/resources/first_names.tsv`` from the package nomquamgender (MIT; ``pip install nomquamgender``).

Its table counts how often bearers of a first name are women, over 36 sources (Van Buskirk, Clauset & Larremore 2023,
"An open-source cultural consensus approach to name-based gender classification"). Kept are the names with the most
bearers; a name that nearly all bearers share with one gender gets that letter, the others "-".
"""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

OUT = Path(__file__).parents[1] / "onrecord/text/resources/first_names.tsv"
#: Names kept, the most frequent first: enough for all but rare ones, small enough to load in milliseconds.
KEPT = 20000
#: Least share of bearers of one gender for a name to be counted as telling it.
SURE = 0.9
#: Common words that a few people bear as a name; at the head of a sentence they are words.
WORDS = set(
    "a an the in on at by to and but for with from no so as he she it we they my his her our mr mrs ms dr sir"
    " many some more most you new de la le di da van von del el al den der san ben-".split()
)


def main() -> None:
    """Write the table."""
    rows = json.loads((files("nomquamgender") / "name_data.json").read_text(encoding="utf-8"))
    plain = [(count, name, women) for name, (_, count, women, _) in rows.items() if name.isascii() and name.isalpha()]
    kept = sorted(row for row in sorted(plain, reverse=True) if len(row[1]) > 1 and row[1] not in WORDS)[-KEPT:]
    lines = [
        "# First names and the gender of nearly all their bearers (f, m; - for both). Made by training/first_names.py",
        "# from nomquamgender 0.1.4 (MIT; Van Buskirk, Clauset & Larremore 2023).",
    ]
    for _, name, women in sorted(kept, key=lambda row: row[1]):
        letter = "f" if women >= SURE else "m" if women <= 1 - SURE else "-"
        lines.append(f"{name}\t{letter}")
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
