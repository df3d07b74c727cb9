"""The labels that the network gives to words, and which may follow which."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: The parts of an attribution.
ROLES = ("source", "cue", "content")
SOURCE, CUE, CONTENT = range(3)
#: Labels of a word: outside, or Begin, Inside, End, Single of a role's span.
TAGS = ("O", *(f"{place}-{role}" for role in ROLES for place in "BIES"))


def allowed_transitions() -> npt.NDArray[np.bool_]:
    """Which tag may follow which, shape (15, 15); the last two stand for the start and the end of a window."""
    n = len(TAGS)
    allowed = np.zeros((n + 2, n + 2), dtype=np.bool_)
    opens = [t == "O" or t[0] in "BS" for t in TAGS]
    closes = [t == "O" or t[0] in "ES" for t in TAGS]
    for i, a in enumerate(TAGS):
        for j, b in enumerate(TAGS):
            inside = a[0] in "BI" and b[0] in "IE" and a[2:] == b[2:]
            allowed[i, j] = inside or (closes[i] and opens[j])
        allowed[n, i] = opens[i]
        allowed[i, n + 1] = closes[i]
    return allowed
