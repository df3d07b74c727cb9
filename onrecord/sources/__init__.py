"""Where articles come from: files, folders, standard input, web addresses, feeds, archives, tables, transcripts, posts.

``locate()`` says what there is to read, ``articles()`` reads it, ``drafts()`` reads what nobody may see yet. Each
kind of source has its module here; they share the records of ``reading`` and the limits of ``limits``.
"""

from .documents.article_file import read_article
from .locate import articles, drafts, locate
from .metadata import read_metadata
from .reading import Failure, FeedState, Form, Hints, Item, Located

__all__ = [
    "Failure",
    "FeedState",
    "Form",
    "Hints",
    "Item",
    "Located",
    "articles",
    "drafts",
    "locate",
    "read_article",
    "read_metadata",
]
