"""What a check said of one quotation, put together from the findings on its pieces as the shared scorer does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.check.findings import Finding

_WORDINGS = ("verbatim", "trimmed", "altered", "spliced", "not_found")
_STANDINGS = (None, "primary", "reported", "unknown", "other_speaker")
_DATE = ("date differs", "said years earlier")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The worst wording and standing of a quotation's pieces, and what was warned of any; None: nothing reported."""

    wording: str | None
    standing: str | None = None
    marked: bool = False
    warnings: tuple[str, ...] = ()

    def warns(self, of: str) -> bool:
        """Whether a warning opens so; "date" is any that tells another day."""
        return any(w.startswith(_DATE if of == "date" else of) for w in self.warnings)


def verdict(findings: Sequence[Finding], places: Sequence[tuple[int, int]]) -> Verdict:
    """The verdict on the quotation at some places of a draft; at least half of it must be covered."""
    laps = [(sum(_lap(f, *place) for place in places), f) for f in findings if f.target == "quotation"]
    near = [f for lap, f in laps if lap > 0]
    if sum(lap for lap, _ in laps) < 0.5 * sum(b - a for a, b in places):
        return Verdict(None)
    return Verdict(
        wording=max((f.wording for f in near), key=_WORDINGS.index),
        standing=max((f.standing for f in near), key=_STANDINGS.index),
        marked=any(f.marked for f in near),
        warnings=tuple(w for f in near for w in f.warnings),
    )


def _lap(finding: Finding, start: int, end: int) -> int:
    return max(0, min(finding.quote.end, end) - max(finding.quote.start, start))
