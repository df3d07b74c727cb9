"""onrecord reads news and keeps a record of who said what, with the source to the letter.

>>> import onrecord
>>> model = onrecord.Model.load()
>>> article = onrecord.read_article(b"The bridge will stay shut, Mayor Ann Holt said on Monday.", source="note.txt")
>>> [s.words for s in onrecord.annotate(article, model)]
['The bridge will stay shut']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .annotation.annotate import annotate
from .errors import OnrecordError

if TYPE_CHECKING:
    from .article import Article, Metadata
    from .export.frame import to_frame
    from .models.attribution import Model
    from .sources import read_article
    from .statement import Attribution, Span, Statement

__version__ = "0.2.0"
__all__ = [
    "Article", "Attribution", "Metadata", "Model", "OnrecordError", "Span", "Statement", "annotate", "read_article",
    "to_frame",
]  # fmt: skip

#: Loaded when first asked for, so that the command line starts fast.
_MODULES = {
    "Article": "article", "Metadata": "article", "Model": "models.attribution", "read_article": "sources",
    "to_frame": "export.frame",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES.get(name, 'statement')}", __name__), name)
