"""A client of the web page and API, without a network between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from starlette.testclient import TestClient

from onrecord.serve.app import create_app

#: As a browser on this machine asks for it.
HERE = "http://127.0.0.1:8000"


@contextmanager
def served(place: str, *, base: str = HERE, **options: Any) -> Iterator[TestClient]:
    """A client of a record's application; redirects are looked at, not followed."""
    with TestClient(create_app(place, **options), base_url=base, follow_redirects=False) as client:
        yield client
