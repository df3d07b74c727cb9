"""A spaCy component: ``nlp.add_pipe("onrecord")`` marks who said what in each Doc, whatever else the pipeline does.

``doc.spans["onrecord"]`` holds the words of sources, cues and contents (labels SOURCE, CUE, CONTENT; ``span.id_`` is
the statement's id), ``doc._.statements`` the statements as plain dicts of the record format, which ``to_bytes`` can
write. The Doc's own tokens stay as they are: a span that ends within one takes the whole of it, the dicts are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from ..annotation.annotate import annotate
from ..article import Article
from ..models.attribution import Model

KEY = "onrecord"
_ROLES = ("source", "cue", "content")


class StatementFinder:
    """What ``nlp.add_pipe("onrecord")`` adds."""

    def __init__(self, model: str, threads: int | None) -> None:
        self.model = Model.load(model, threads=threads)

    def __call__(self, doc: Doc) -> Doc:
        """Mark one Doc. ``doc._.published`` (a day, "2025-11-07") is what "on Monday" is reckoned from."""
        article = Article(source="doc", text=doc.text, published=doc._.published)
        found = annotate(article, self.model) if doc.text.strip() else []
        statements = [statement.to_dict() for statement in found]
        doc._.statements = statements
        parts = ((one["id"], role, part) for one in statements for role in _ROLES for part in one[role])
        spans = (
            doc.char_span(part["start"], part["end"], label=role.upper(), span_id=of, alignment_mode="expand")
            for of, role, part in parts
        )
        doc.spans[KEY] = [span for span in spans if span is not None]  # None is for spans outside of the Doc
        return doc

    def pipe(self, stream: Iterable[Doc], batch_size: int = 1) -> Iterator[Doc]:
        """Mark Docs one by one; the network takes a text's windows together, so that batches of texts win nothing."""
        return map(self, stream)


@Language.factory(
    KEY, default_config={"model": "en", "threads": None}, assigns=["doc.spans", "doc._.statements"],
)  # fmt: skip
def make(nlp: Language, name: str, model: str, threads: int | None) -> StatementFinder:
    """Make the component: ``model`` as in ``onrecord read --model``, ``threads`` the cores that it takes."""
    return StatementFinder(model, threads)


def _extend() -> None:
    """The attributes that a Doc gets: ``_.statements`` and ``_.published``."""
    defaults: dict[str, Any] = {"statements": [], "published": None}
    for name, default in defaults.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


_extend()
