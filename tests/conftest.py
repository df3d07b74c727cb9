"""What tests share: how long fuzzing runs (a hundred times as long under ``make soak``), and a record to write to."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.server import Server, postgresql, programs

if TYPE_CHECKING:
    from onrecord import Model

settings.register_profile("short", deadline=None)
settings.register_profile("soak", deadline=None, max_examples=10_000)
settings.load_profile("soak" if os.environ.get("ONRECORD_SOAK") else "short")

#: Workers of pytest-xdist set it to 80, and commands obey it.
os.environ.pop("COLUMNS", None)

_schemas = itertools.count()


def _postgresql() -> Iterator[Server]:
    if programs() is None:
        pytest.skip("no PostgreSQL on this machine (Debian: apt install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg isn't installed (the extra postgres)")
    with postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    for running in _postgresql():
        yield running.address


@pytest.fixture
def restarted() -> Iterator[Server]:
    """A PostgreSQL server of the test's own, to be stopped and started."""
    yield from _postgresql()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new record can be made: a file, then a schema of its own on a server."""
    if request.param == "sqlite":
        return str(tmp_path / "test.db")
    import psycopg

    address = request.getfixturevalue("server")
    schema = f"test_{next(_schemas)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}")
    return f"{address}&options=-csearch_path%3D{schema}"


@pytest.fixture(scope="session")
def model() -> Model:
    """The model that comes with onrecord."""
    from onrecord.models.attribution import Model

    return Model.load(threads=2)


@pytest.fixture
def filled(tmp_path: Path) -> str:
    """Where a record is that holds the stories of ``stories.fill``."""
    from onrecord.record.store import Record
    from tests.stories import fill

    place = str(tmp_path / "filled.db")
    with Record.open(place) as record:
        fill(record)
    return place
