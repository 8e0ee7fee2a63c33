"""Fixtures of central's tests: one PostgreSQL for the whole run, a fresh database a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from central.backup import tables_kept
from central.database import Database
from central.keys import CentralKeys, open_keys
from central.rebuild import PROJECTIONS
from tests.sync.api_support import Served, serving
from tests.sync.central_support import Cluster, Province, cluster, server_folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """The server, with a migrated template."""
    with server_folder() as folder, cluster(folder) as made:
        yield made


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """For a server that the test starts itself, and may kill."""
    with server_folder() as folder:
        yield folder


@pytest.fixture
def empty_db(postgres: Cluster) -> Iterator[Database]:
    """A database without any table."""
    with postgres.database(template="template0") as db:
        yield db


@pytest.fixture
def db(postgres: Cluster) -> Iterator[Database]:
    """A migrated, empty database, opened."""
    with postgres.database() as db:
        yield db


@pytest.fixture
def keys(tmp_path: Path) -> CentralKeys:
    """Keys of a central of its own."""
    return open_keys(tmp_path / "central")


@pytest.fixture
def province(db: Database, keys: CentralKeys) -> Province:
    """An established central without any site."""
    return Province.establish(db, keys)


@pytest.fixture(scope="session")
def shared_db(postgres: Cluster) -> Iterator[Database]:
    """One database for all tests that take `swept`."""
    with postgres.database() as db:
        yield db


@pytest.fixture
def swept(shared_db: Database, keys: CentralKeys) -> Province:
    """As `province`, in a database that is emptied rather than made: a third of the time."""
    with shared_db.transaction() as conn:
        # row by row: TRUNCATE makes new files for every table
        emptied = [f"DELETE FROM {name}" for name in (*PROJECTIONS, *tables_kept(conn)[::-1])]
        conn.execute("; ".join(emptied).encode())
    return Province.establish(shared_db, keys)


@pytest.fixture(scope="session")
def served(postgres: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A central behind a real socket, for all tests that keep to sites of their own."""
    keys = open_keys(tmp_path_factory.mktemp("served"))
    with postgres.database() as db, serving(Province.establish(db, keys)) as made:
        yield made


@pytest.fixture
def database_url(postgres: Cluster) -> Iterator[str]:
    """The URL of an empty database."""
    with postgres.database(template="template0") as db:
        url = db.url
        db.close()
        yield url
