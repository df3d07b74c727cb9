"""Questions as people type them: of how many are person, subject and years understood.

    python -m evaluation.questions [--errors]

Sixty questions of another author over a cast of invented people (``cases/questions.jsonl``, ``cases/cast.json``): who
is meant (nobody where two may be), the words that are looked for (all of the subject's, one more at most) and the
years. Errors are shown of the half that was looked at, never of the other.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.record.persons import BorneName
from onrecord.search.asked import Asked, understand
from onrecord.text.lexicon import word_lists
from onrecord.text.person_names import fold, last_word
from onrecord.text.stems import stem

_CASES = Path(__file__).parent / "cases"
#: Words more than the subject has that a search may well have.
_MORE = 1


def known_of(cast: Sequence[Mapping[str, Any]]) -> Sequence[BorneName]:
    """The names of a cast as a record knows them; the id of each is the name."""
    families = word_lists("given_names.txt")["family_first"]
    folded = [(fold(each["printed"]), each["name"]) for each in cast]
    return [BorneName(f, last_word(f), name, "person", f.partition(" ")[0] in families) for f, name in folded]


def right(question: Mapping[str, Any], asked: Asked) -> tuple[bool, bool, bool]:
    """Whether person, subject and years are right."""
    wanted, found = _stems(question["subject"] or ""), _stems(asked.words)
    subject = wanted <= found and len(found - wanted) <= _MORE
    years = tuple(question["years"] or (None, None)) == (asked.first_year, asked.last_year)
    return asked.person == question["person"], subject, years


def main() -> None:
    """Print how many of each half are right, and where asked the errors of the half that was looked at."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="show the errors of the half that was looked at")
    errors = parser.parse_args().errors
    names = known_of(json.loads((_CASES / "cast.json").read_text(encoding="utf-8")))
    rows = [json.loads(line) for line in (_CASES / "questions.jsonl").read_text(encoding="utf-8").splitlines()]

    def known(words: Iterable[str]) -> Sequence[BorneName]:
        asked = set(words)
        return [n for n in names if n.last in asked or (n.family_first and n.folded.partition(" ")[0] in asked)]

    for half in ("seen", "measured"):
        of_half = [row for row in rows if row["half"] == half]
        told = [(row, asked, right(row, asked)) for row in of_half for asked in [understand(row["question"], known)]]
        parts = [sum(fits[k] for *_, fits in told) for k in range(3)]
        print(
            f"{half}: all right {sum(all(fits) for *_, fits in told)} of {len(told)}; "
            f"person {parts[0]}, subject {parts[1]}, years {parts[2]}"
        )
        if errors and half == "seen":
            for row, asked, fits in told:
                if not all(fits):
                    print(f"  {row['question']!r}: {row['person']}, {row['subject']}, {row['years']}; got {asked}")


def _stems(words: str) -> set[str]:
    passed = word_lists("asked.txt")["function"]
    plain = words.replace('"', " ").replace("-", " ").replace("’", "'").casefold().split()
    return {stem(word.strip(".,?!'")) for word in plain} - {stem(word) for word in passed}


if __name__ == "__main__":
    main()
