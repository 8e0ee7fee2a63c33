"""A central on disk: its data folder with the keys, and the database that belongs to them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from central import embedded
from central.database import Database, establish
from central.keys import FILE, CentralKeys, open_keys
from core.domain.errors import EnvironmentFault


@dataclass(frozen=True, slots=True)
class Founding:
    """What a new central is made with; an existing one must agree."""

    province: str = ""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class House:
    """An open central.

    Attributes:
        folder: its data folder.
        url: of the database, the embedded one included.
        province, practice, epoch: as the database says.
    """

    folder: Path
    url: str
    db: Database
    keys: CentralKeys
    province: str
    practice: bool
    epoch: int


@contextmanager
def opened(
    folder: Path, url: str | None, *, founding: Founding | None = None, size: int = 4
) -> Iterator[House]:
    """Opens a central, or makes one.

    Args:
        folder: data folder.
        url: of PostgreSQL; None for the embedded one, which is joined when it
            runs and otherwise started for as long as this lasts.
        founding: makes what is missing; None opens only what there is.
        size: connections at most.

    Raises:
        EnvironmentFault: ``no_data_folder``, ``database_needed`` when the
            folder has no embedded database; and those of `embedded.start`,
            `Database`, `establish`, `open_keys`.
    """
    if founding is None:
        _must_be_there(folder, url)
    keys = open_keys(folder)
    with storage(folder, url, size=size) as (url, db):
        db.migrate()
        with db.transaction() as conn:
            row = conn.execute("SELECT practice FROM central").fetchone()
            if row is None and founding is None:
                raise EnvironmentFault("no_data_folder", path=str(folder))
            founding = founding or Founding(practice=bool(row and row[0]))
            epoch = establish(conn, keys, province=founding.province, practice=founding.practice)
            (province,) = conn.execute("SELECT province FROM central").fetchone() or ("",)
        yield House(folder, url, db, keys, province, founding.practice, epoch)


@contextmanager
def storage(folder: Path, url: str | None, *, size: int = 4) -> Iterator[tuple[str, Database]]:
    """The database alone, whatever is in it, with its URL; see `opened`."""
    with ExitStack() as leave:
        if url is None:
            url, stop = embedded.start(folder)
            leave.callback(stop)
        db = Database(url, size=size)
        leave.callback(db.close)
        yield url, db


def _must_be_there(folder: Path, url: str | None) -> None:
    if not (folder / FILE).exists():
        raise EnvironmentFault("no_data_folder", path=str(folder))
    if url is None and not (folder / embedded.SERVER / "PG_VERSION").exists():
        raise EnvironmentFault("database_needed", path=str(folder))
