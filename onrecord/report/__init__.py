"""A check as a page to read and print: the draft with its findings in place, in one file that loads nothing else.

``page()`` is the whole file, ``fragment()`` its body for another page, which brings ``style()`` along.
"""

from .pages import fragment, page, style

__all__ = ["fragment", "page", "style"]
