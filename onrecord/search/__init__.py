"""Finding statements again, by their words, by who, when and where, or by their likeness to other words.

``search`` asks, ``fulltext`` knows the index, ``facets`` and ``timeline`` count; ``similar`` finds the statements that
carry given words: ``probes`` says what to look up, ``passages`` reads the sources, ``alignment`` lays words along them.
"""

from .search import Filters, Hit, every, search

__all__ = ["Filters", "Hit", "every", "search"]
