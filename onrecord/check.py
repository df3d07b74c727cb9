"""Check a draft: are the words its quotations give the words of those who are said to have said them?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .finding import Report

if TYPE_CHECKING:
    from .annotate import Annotated
    from .record import Record


def check(draft: Annotated, record: Record | None, sources: Sequence[Annotated] = ()) -> Report:
    """Compare each quotation and attributed paraphrase of a draft with the record and with sources given beside it.

    Nothing of the draft is written anywhere.
    """
    raise NotImplementedError
