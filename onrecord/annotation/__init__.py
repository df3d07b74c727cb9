"""From an article to its statements: ``annotate`` is the whole way on one screen.

``attributions`` decodes the network's scores, ``layout`` reads what typography tells; ``entities``, ``coreference`` and
``speakers`` say who a source is; ``scene``, ``anchors``, ``when`` and ``circumstances`` when, where and to whom.
"""

from .annotate import Annotated, annotate, annotate_all

__all__ = ["Annotated", "annotate", "annotate_all"]
