"""The store: articles, what they say that people said, and what persons decided about it.

``store`` is the record itself, ``database`` the engine under it (SQLite or PostgreSQL), ``tables`` and ``migrations``
its shape, ``rows`` the way between records and rows. ``adding`` fills it from sources; ``gathering`` joins speakers
across articles, ``clusters`` the same words; ``feeds`` remembers what was fetched.
"""

from .store import ModelVersion, Record

__all__ = ["ModelVersion", "Record"]
