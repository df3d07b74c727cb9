"""The store: articles, what they say that people said, and what persons decided about it.

``store`` is the record itself, ``tables`` and ``migrations`` its shape, ``database``, ``engines``, ``faults`` what is
below it (SQLite or PostgreSQL). ``rows`` is the way between records and rows, ``lookup`` what is asked again and again.
``adding`` fills it from sources; ``gathering`` joins speakers across articles, ``clusters`` the same words.
``decisions`` keeps what people decide; ``reviews`` and ``identity`` know what follows for statements and for people.
``forgetting`` and ``redaction`` take out, ``soundness`` and ``salvage`` look for damage. All SQL stands here and in
``search``.
"""

from .store import ModelVersion, Record

__all__ = ["ModelVersion", "Record"]
