"""One disk of the convergence machine: opened, killed, filled, copied, put back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from core.data import load_calendar
from counter_app import VERSION
from counter_app.bootstrap import new_id
from db.backup import backup, restore
from db.exchange import StationExchange
from db.store import SCHEMA, Store, open_store
from sync.client import Client
from tests.sync.convergence_line import Line
from tests.sync.convergence_model import Ledger, Memory, Tally
from tests.unit.station_support import MONDAY, Clock, Station

_NO_LIMIT = 4_294_967_294


@dataclass
class Time:
    """True time: moves by a second at every look, by a day when everybody goes home."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def next_morning(self) -> None:
        """Eight o'clock of the next day."""
        self.now = (self.now + timedelta(days=1)).replace(hour=8, minute=0, second=0)


@dataclass
class Wrist(Clock):
    """A station's clock, wrong by an offset."""

    true: Time = field(default_factory=Time)
    offset: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        self.now = self.true() + self.offset
        return self.now


@dataclass(frozen=True, slots=True)
class Save:
    """A station's backup: the program's file with the machine's key, or an image of its disk."""

    number: int
    path: Path
    image: bool
    key: bytes
    memory: Memory


class Disk:
    """A station's folder with all that speaks for it.

    Args:
        number, site: whose.
        place: holds ``data``, ``data.key``, ``data.mark``.
        clock: the station's.
        line: to central.
        ledger, tally: of the example and of the run.
        memory: what the disk holds.
    """

    def __init__(
        self,
        number: int,
        site: str,
        place: Path,
        clock: Wrist,
        line: Line,
        ledger: Ledger,
        tally: Tally,
        memory: Memory,
    ) -> None:
        self.number, self.site, self.place = number, site, place
        self.clock, self.line = clock, line
        self.ledger, self.tally, self.memory = ledger, tally, memory
        self._lives = 0
        self._trouble: tuple[str, BaseException] | None = None
        self._open()

    def _open(self) -> None:
        data = self.place / "data"
        store = open_store(data, self.clock(), new_id, self._probe)
        self._work_with(store)

    def _work_with(self, store: Store) -> None:
        self.station = Station(store.data, self.clock, store)
        self.exchange = StationExchange(
            store, clock=self.clock, calendar=load_calendar, between=self.line.between
        )
        self.client = Client(self.exchange, self.line, clock=self.clock)

    @property
    def store(self) -> Store:
        return self.station.store

    def close(self) -> None:
        """Lets go of the disk."""
        self.store.close()

    def _probe(self, point: str) -> None:
        if self._trouble is not None and self._trouble[0] == point:
            raise self._trouble[1]

    def _uids(self) -> set[str]:
        rows = self.store.conn.execute("SELECT uid FROM dossier").fetchall()
        return {uid for (uid,) in rows}

    @contextmanager
    def full_disk(self) -> Iterator[None]:
        """Inside, the database cannot grow."""
        self.tally.faults["disk_full"] += 1
        conn = self.store.conn
        (pages,) = conn.execute("PRAGMA page_count").fetchone()
        conn.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            self.store.conn.execute(f"PRAGMA max_page_count = {_NO_LIMIT}")

    def _next_place(self) -> Path:
        self._lives += 1
        return self.place.with_name(f"{self.place.name.split('~')[0]}~{self._lives}")

    def image(self, to: Path) -> Path:
        """The disk as it is this instant, without a farewell."""
        shutil.copytree(self.place, to, ignore=shutil.ignore_patterns("*-shm", "*.zip"))
        return to

    def kill(self) -> None:
        """The program ends without tidying, and starts again on what lay on the disk."""
        self.tally.faults["killed"] += 1
        self._move(self.image(self._next_place()))

    def _move(self, place: Path) -> None:
        self.close()
        shutil.rmtree(self.place)
        self.place = place
        self._open()

    def save(self, to: Path, *, image: bool) -> Save:
        """A backup of this disk."""
        if image:
            self.image(to)
        else:
            backup(self.store, to, program=VERSION, schema=SCHEMA, at=self.clock())
        key = (self.place / "data.key").read_bytes()
        return Save(self.number, to, image, key, self.memory.copy())

    def put_back(self, save: Save, mark: str) -> None:
        """The disk becomes what the backup holds.

        Args:
            save: of this very station.
            mark: which one lies beside it: ``now`` today's, ``then`` the
                backup's, ``none``.
        """
        place = self._next_place()
        today = (self.place / "data.mark").read_bytes()
        if save.image:
            shutil.copytree(save.path, place)
        else:
            place.mkdir()
            (place / "data.key").write_bytes(save.key)
        if mark == "now" or (mark == "then" and not save.image):
            (place / "data.mark").write_bytes(today)
        elif mark == "none":
            (place / "data.mark").unlink(missing_ok=True)
        else:
            self.ledger.blurred.add(self.number)
        if self.memory.unmarked:  # its mark does not know of a number that nobody saw
            self.ledger.blurred.add(self.number)
        if save.image:
            self._move(place)
        else:
            self._restore(save, place)
        self.memory = save.memory.copy()

    def _restore(self, save: Save, place: Path) -> None:
        self.close()
        shutil.rmtree(self.place)
        self.place = place
        made, _, _ = restore(
            save.path, place / "data", place / "data.mark",
            recovery_key=None, key_file=None, at=self.clock(), new_id=new_id,
        )  # fmt: skip
        made.close()
        self._open()
