"""What an article is made of is looked for once, and what was found is handed from step to step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import nupunkt
import pytest

from onrecord import Article, Model, annotate
from onrecord.annotation.annotate import Annotated
from onrecord.check.draft import check
from onrecord.text import outline, quotes

TEXT = """Ferry fares rise

“The boats are full,” Mayor Imelda Roscoe said on Monday. She told the board that fares would rise in May.

“Nobody asked us,” said Tom Farrow, who runs the pier. “Not once.”
"""


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often marks, paragraphs and sentences are looked for in the whole text, whoever asks."""
    counted: Counter[str] = Counter()

    def count(module: Any, name: str, what: str) -> None:
        plain: Callable[..., Any] = getattr(module, name)

        def counting(*given: Any, **known: Any) -> Any:
            counted[what] += 1
            return plain(*given, **known)

        monkeypatch.setattr(module, name, counting)

    count(quotes, "_in_paragraph", "marks of a paragraph")
    count(outline, "paragraphs", "paragraphs")
    count(quotes, "paragraphs", "paragraphs")
    count(nupunkt, "sent_spans", "sentences of a paragraph")
    return counted


ONCE = {"marks of a paragraph": 3, "paragraphs": 1, "sentences of a paragraph": 3}


def test_reading_looks_once(looks: Counter[str], model: Model) -> None:
    article = Article(source="fares.txt", text=TEXT)
    assert len(annotate(article, model)) >= 3
    assert looks == ONCE


def test_checking_looks_once_more(looks: Counter[str], model: Model) -> None:
    article = Article(source="fares.txt", text=TEXT)
    draft = Annotated(article, tuple(annotate(article, model)), "en", "1")
    looks.clear()
    assert len(check(draft, None).findings) >= 3
    assert looks <= Counter(ONCE), "claims, the people beside them and copies share one outline"
