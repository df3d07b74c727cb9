"""The documentation site: Sphinx with furo and MyST, which install anywhere and read Markdown and the code.

Zensical's support for references generated from code is preliminary, and MkDocs' future is open.
"""

from __future__ import annotations

import onrecord

project = "onrecord"
author = copyright = "the onrecord developers"
version = release = onrecord.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"onrecord {release}"
myst_heading_anchors = 3
autodoc_typehints = "description"
autodoc_member_order = "bysource"
suppress_warnings = ["myst.header"]

#: Pages that lie elsewhere in the repository, and where the site has them.
_ELSEWHERE = {
    "../evaluation/README.md": "evaluation.md",
    "../onrecord/models/en/README.md": "models.md",
    "../CHANGELOG.md": "changes.md",
}


def _within(app: object, name: str, source: list[str]) -> None:
    for path, page in _ELSEWHERE.items():
        source[0] = source[0].replace(f"({path}", f"({page}")


def _included(app: object, path: object, name: str, content: list[str]) -> None:
    """The change log links to pages from the repository's top."""
    content[0] = content[0].replace("](docs/", "](")


def setup(app: object) -> None:
    """Let links into the repository lead to the site's own pages."""
    app.connect("source-read", _within)  # type: ignore[attr-defined]
    app.connect("include-read", _included)  # type: ignore[attr-defined]
