"""A real station's folder with a line to a real central, for tests of the station's sync."""

from __future__ import annotations

import itertools
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from central import enrolment
from central.projector import follow
from counter_app.bootstrap import Programme, new_id
from db.exchange import StationExchange
from db.store import Store, open_store
from sync.client import Client, Outcome
from sync.enrol import believe, enrol_request
from sync.transport import HttpTransport
from sync.wire.enrolment import Enrolled
from tests.sync.api_support import Served
from tests.unit.station_support import Clock, Station, station

SITE = "H49.215"
_people = itertools.count(1)


@dataclass
class Counter:
    """A station and what speaks for it.

    Attributes:
        url: where its line goes: central's own address, or a proxy's.
    """

    station: Station
    url: str
    line: HttpTransport
    client: Client

    @property
    def store(self) -> Store:
        return self.station.store

    @property
    def exchange(self) -> StationExchange:
        return exchange_of(self.station)

    @property
    def stream(self) -> bytes:
        return self.store.station().stream

    def sync(self) -> Outcome:
        """One sync."""
        return self.client.sync_once()

    def good(self) -> Outcome:
        """One sync that must come to its end."""
        done = self.sync()
        assert (done.reason, done.detail) == ("", ""), done
        return done

    def receive(self, count: int = 1, **fields: Any) -> list[str]:
        """Logs dossiers of different people; their uids."""
        return [self.station.receive(applicant=_person(), **fields).uid for _ in range(count)]

    def uids(self) -> set[str]:
        """Every dossier that this folder holds."""
        rows = self.store.conn.execute("SELECT uid FROM dossier").fetchall()
        return {uid for (uid,) in rows}

    def through(self, url: str, answer_s: float = 20) -> None:
        """Speaks over another address from now on."""
        self.line.close()
        self.url = url
        self.line = HttpTransport(url, answer_s=answer_s)
        self.client = Client(self.exchange, self.line, clock=self.station.clock)

    def restart(self) -> None:
        """The program ends and starts again."""
        self.station.reopen()
        self.through(self.url)

    def streams(self) -> list[bytes]:
        """All streams of the folder, the current one last."""
        return [bytes.fromhex(stream) for stream in self.exchange.identity().streams]


def exchange_of(made: Station) -> StationExchange:
    """The exchange of a folder, as the program makes it."""
    return Programme(made.data, clock=made.clock).exchange(made.store)


def _person() -> dict[str, Any]:
    number = next(_people)
    return {"name": f"Nguyễn Thị Giả {number}", "personal_no": f"022194{number:06d}"}


@contextmanager
def counter(
    folder: Path,
    served: Served,
    *,
    site: str = SITE,
    number: int = 3,
    url: str = "",
    answer_s: float = 20,
) -> Iterator[Counter]:
    """A station that has joined a central; its ordinals come by lease."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        station(folder, block=None, site=site, number=number) as made,
        opened(made, url or served.url, answer_s) as found,
    ):
        enrol(served, found.exchange, found.url)
        yield found


def enrol(served: Served, exchange: StationExchange, url: str) -> None:
    """Joins, without the line: it would be too often from one address."""
    who = exchange.identity()
    request, expected = enrol_request(exchange, served.code(who.site, who.station))
    with served.db.transaction() as conn:
        found = enrolment.enrol(conn, served.keys, request, datetime.now(UTC), address=url)
    assert isinstance(found, Enrolled), found
    exchange.join(believe(request, found, expected, url))


@contextmanager
def opened(made: Station, url: str, answer_s: float = 20) -> Iterator[Counter]:
    """A folder with a line; closed afterwards."""
    line = HttpTransport(url, answer_s=answer_s)
    found = Counter(made, url, line, Client(exchange_of(made), line, clock=made.clock))
    try:
        yield found
    finally:
        found.line.close()


def copy_folder(data: Path, place: Path) -> Path:
    """The folder with its key and mark elsewhere, as a disk image makes it."""
    place.mkdir(parents=True, exist_ok=True)
    for suffix in ("", ".key", ".mark"):
        source = data.with_name(data.name + suffix)
        if source.is_dir():
            shutil.copytree(source, place / source.name)
        elif source.exists():
            shutil.copy2(source, place / source.name)
    return place / data.name


@contextmanager
def copied(data: Path, place: Path, url: str) -> Iterator[Counter]:
    """A copy of a folder with its key and mark, opened as the program opens it, with a line."""
    clock = Clock()
    folder = copy_folder(data, place)
    made = Station(folder, clock, open_store(folder, clock(), new_id))
    try:
        with opened(made, url) as found:
            yield found
    finally:
        made.store.close()


def at_central(served: Served, site: str = SITE) -> set[str]:
    """Every dossier of a site in central's tables, once all that arrived is interpreted."""
    interpreted(served, site)
    rows = served.province.rows("SELECT uid FROM dossier WHERE site = %s", site)
    return {uid for (uid,) in rows}


def interpreted(served: Served, site: str = SITE) -> None:
    """Returns when central's tables show all that it holds of a site."""
    late = time.monotonic() + 30
    while served.province.rows("SELECT 1 FROM site WHERE site = %s AND projected < position", site):
        assert time.monotonic() < late
        follow(served.db, site)  # at once when the server's own thread is at it


def frames_at_central(served: Served, *streams: bytes) -> int:
    """How many events central holds of some streams."""
    rows = served.province.rows("SELECT count(*) FROM frame WHERE stream = ANY(%s)", list(streams))
    return int(rows[0][0])


def figures(name: str, **pairs: tuple[object, object]) -> None:
    """Shows what a drill wanted and what it found (``pytest -s``), and holds it to that."""
    for what, (wanted, found) in pairs.items():
        print(f"{name}: {what} wanted {_short(wanted)} / found {_short(found)}")
    for what, (wanted, found) in pairs.items():
        assert found == wanted, what


def _short(value: object) -> object:
    return len(value) if isinstance(value, set) else value
