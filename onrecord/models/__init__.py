"""The networks and the fitted weights, and how they are run; nothing here knows of articles.

``attribution`` scores the words of a text, ``stance`` pairs of a sentence and a statement, ``vectors`` the meaning of
words; ``log_linear`` ranks candidates by weights of ``weights/``. The folders ``en/`` and ``stance/`` hold what was
trained, each with its card; ``folder`` checks them when they are read.
"""

from .attribution import Model

__all__ = ["Model"]
