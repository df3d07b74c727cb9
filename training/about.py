"""Fit how likely a statement is about a subject: ``python -m training.about --record PLACE``.

Makes ``onrecord/models/weights/about.json``, a logistic regression over what ``positions.about.evidence`` sees. The
record holds PolNeAR train and dev; learned from are the statements of ``annotation/stance_news.jsonl``: those that are
about a subject, against those that aren't and those that were annotated for another subject of the same person. (Some
of these are about both, so the precision that is printed is too low.) None of the persons is one of the development
sets of positions.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.errors import OnrecordError
from onrecord.models.vectors import Vectors
from onrecord.positions.about import ABOUT, evidence, theirs
from onrecord.positions.associated import associated
from onrecord.positions.subject import Subject
from onrecord.positions.voice import whose
from onrecord.record.store import Record
from onrecord.search.search import Hit

ANNOTATION = Path(__file__).parent / "annotation/stance_news.jsonl"
OUT = Path(__file__).parents[1] / "onrecord/models/weights/about.json"
ORIGIN = "training.about on training/annotation/stance_news.jsonl (CC BY 4.0)"
#: Seen by ``evidence``, but what it tells the others tell, too.
UNUSED = {"words"}
FOLDS = 8

Array = npt.NDArray[np.float64]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A statement and a subject: what is seen, and whether the one is about the other."""

    person: str
    values: dict[str, float]
    is_about: bool


def examples(record: Record, rows: Sequence[Row]) -> Iterator[Example]:
    """Each annotated statement of a person with each subject that was annotated for the person."""
    vectors = Vectors.load()
    of_person: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        of_person[row["person"]][row["subject"]].append(row)
    for person, subjects in of_person.items():
        try:
            voice = whose(record, person)
        except OnrecordError:  # of this name there are several
            continue
        with record.database.reading() as connection:
            spoken = [(hit, text) for _, hit, text, _ in theirs(connection, voice)]
        for name, own in subjects.items():
            subject = Subject.of(name, vectors)
            subject = subject.with_names(associated(record, subject, vectors), vectors)
            places = {_place(row) for row in own}
            others = [r for of in subjects.values() for r in of if _place(r) not in places]
            for row in (*own, *others):
                for hit, text in spoken:
                    if _is(hit, row):
                        values = dict(evidence(hit, text, subject, vectors).values)
                        yield Example(person, values, row["subject"] == name and row["relevant"])
                        break


def _place(row: Row) -> tuple[str, str]:
    return row["article"], str(row["content"])


def _is(hit: Hit, row: Row) -> bool:
    if Path(hit.article.source).stem != row["article"]:
        return False
    labelled = {c for start, end in row["content"] for c in range(start, end)}
    own = {c for span in hit.statement.content for c in range(span.start, span.end)}
    return len(labelled & own) >= 0.5 * min(len(labelled), len(own))


def fit(x: Array, y: Array, *, penalty: float = 1.0, steps: int = 50) -> Array:
    """Weights of a logistic regression by Newton's method; the first column is the bias and isn't penalised."""
    weights = np.zeros(x.shape[1])
    ridge = penalty * np.diag([0.0, *[1.0] * (x.shape[1] - 1)])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + ridge @ weights
        weights -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, slope)
    return weights


def main() -> None:
    """Fit, print figures on persons left out, and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", required=True, help="a record of PolNeAR train and dev")
    options = parser.parse_args()
    rows = [json.loads(line) for line in ANNOTATION.read_text(encoding="utf-8").splitlines()]
    with Record.open(options.record, create=False) as record:
        found = list(examples(record, rows))
    names = [name for name in found[0].values if name not in UNUSED]
    x = np.array([[1.0, *(e.values[name] for name in names)] for e in found])
    y = np.array([float(e.is_about) for e in found])
    people = sorted({e.person for e in found})
    fold = np.array([people.index(e.person) % FOLDS for e in found])
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ fit(x[fold != k], y[fold != k])))
    shown = p >= ABOUT
    print(
        f"{len(y)} pairs, {len(people)} persons, on persons left out: recall {100 * shown[y == 1].mean():.1f}", end=""
    )
    print(f", precision {100 * y[shown].mean():.1f} (too low, see above)")
    weights = fit(x, y)
    fitted = {"bias": weights[0], **dict(zip(names, weights[1:], strict=True)), **dict.fromkeys(UNUSED, 0.0)}
    content = {"origin": ORIGIN, "weights": {name: round(float(w), 3) for name, w in fitted.items()}}
    OUT.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
