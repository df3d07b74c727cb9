"""onrecord reads news and keeps a record of who said what, with the source to the letter.

>>> import onrecord
>>> model = onrecord.Model.load()
>>> article = onrecord.read_article(b"The bridge will stay shut, Mayor Ann Holt said on Monday.", source="note.txt")
>>> [s.words for s in onrecord.annotate(article, model)]
['The bridge will stay shut']
"""

from .annotate import annotate
from .article import Article, Metadata
from .errors import OnrecordError
from .model import Model
from .sources import read_article
from .statement import Attribution, Span, Statement

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Attribution",
    "Metadata",
    "Model",
    "OnrecordError",
    "Span",
    "Statement",
    "annotate",
    "read_article",
]
