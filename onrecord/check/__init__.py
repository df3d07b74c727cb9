"""Checking a draft: are the words that it gives as somebody's the words of that person?

``claims`` finds what the draft gives as said, ``draft`` looks for it, ``comparison`` reads how the wording stands to
its source, ``copies`` and ``same_speaker`` say what counts as support; ``findings`` are the result
(``onrecord-check/1``), ``attention`` what in it calls for a person's eye.
"""

from typing import TYPE_CHECKING, Any

from .findings import Evidence, Finding, Report

if TYPE_CHECKING:
    from .draft import check

__all__ = ["Evidence", "Finding", "Report", "check"]


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: the command line takes its choices from here and must start fast.
    if name != "check":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .draft import check

    return check
