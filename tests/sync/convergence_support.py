"""The world of the convergence machine: a real central, stations, sticks, a relay, one example."""

from __future__ import annotations

import random
import shutil
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central import decisions, reference, sticks
from central.app import create_app
from central.backup import backup
from central.context import Context
from central.database import Database
from central.enrolment import new_code
from central.keys import CentralKeys, open_keys
from central.projector import follow
from central.restore import restore
from central.settings import Settings
from central.sites import set_site
from core.domain import events as ev
from core.domain.errors import Refused
from core.domain.numbering import Number
from db.exchange import StationExchange
from sync.client import Client
from sync.enrol import join
from sync.stick import KEYS_KEPT, pack, unpack
from sync.wire.limits import WireError
from tests.sync.central_support import Cluster, Province, received, server_folder
from tests.sync.convergence_disk import Save, Time, Wrist
from tests.sync.convergence_folder import Folder
from tests.sync.convergence_line import Line, Loopback, Relay, Request
from tests.sync.convergence_model import Act, Ledger, Memory, Tally
from tests.unit.station_support import MONDAY, station

#: station numbers with their sites, in the order in which examples take them
STATIONS = ((1, "H49.215"), (2, "H49.215"), (4, "H49.216"), (3, "H49.215"))
SITES = ("H49.215", "H49.216")
WARD = "Ủy ban nhân dân phường Cửa Ông"
#: so few ordinals a lease that they are used up and asked for again
LEASE = 4
#: ordinals below are the blocks' that the province gave in writing
FIRST_LEASED = 1001
TEMPLATE = "convergence"
#: what is done at once, so little that an example of a few acts needs several turns of everything
SMALL = {
    "central.feed.DOSSIERS_AT_ONCE": 3,
    "central.feed.BATCH_EVENTS": 3,
    "central.projector.AT_ONCE": 5,
    "db.arrival.PART": 3,
    "db.journal.SIGN_EVERY": 5,
    "db.streams.MOVED_EVENTS": 4,
    "sync.pushing.BATCH_EVENTS": 6,
    "sync.stick.BATCH_EVENTS": 6,
}
#: disks at once
MOST_FOLDERS = 6
ROUNDS = 15
_NO_LIMITS = Settings(
    sender_rate=1e9, sender_burst=1e9, address_rate=1e9, address_burst=1e9, enrol_burst=1e9
)


@dataclass
class Stage:
    """What all examples begin with: an established province, enrolled stations.

    Attributes:
        place: ``1``… are folders of stations, ``central`` holds central's keys.
    """

    cluster: Cluster
    place: Path
    keys: CentralKeys
    relay_key: Ed25519PrivateKey
    loopback: Loopback
    tally: Tally = field(default_factory=Tally)

    @property
    def context(self) -> Context:
        """Central's process."""
        found = self.loopback.app.state.context
        assert isinstance(found, Context)
        return found


@contextmanager
def staged(cluster: Cluster) -> Iterator[Stage]:
    """Makes the province once; examples work on copies."""
    with server_folder() as place:
        keys = open_keys(place / "central")
        with cluster.admin() as conn:
            conn.execute(f"CREATE DATABASE {TEMPLATE} TEMPLATE migrated".encode())
        db = Database(cluster.url_of(TEMPLATE), size=4)
        try:
            stage = _established(cluster, place, keys, db)
        finally:
            db.close()
        try:
            yield stage
        finally:
            stage.loopback.loop.close()
            with cluster.admin() as conn:
                conn.execute(f"DROP DATABASE {TEMPLATE}".encode())


def _established(cluster: Cluster, place: Path, keys: CentralKeys, db: Database) -> Stage:
    province = Province.establish(db, keys)
    now = MONDAY.astimezone(UTC)
    relay_key = Ed25519PrivateKey.generate()
    loopback = Loopback(create_app(_NO_LIMITS, db, keys))
    stage = Stage(cluster, place, keys, relay_key, loopback)
    stage.context.clock = lambda: now
    with db.transaction() as conn:
        for site in SITES:
            set_site(conn, site, lease_size=LEASE, binds=True)
        reference.set_agency(conn, keys, WARD, "H49.215", "an", now)
        conn.execute(  # what lies below is given in writing
            "INSERT INTO ordinal_day SELECT day::date, %s FROM"
            " generate_series('2026-11-01'::date, '2027-03-31', '1 day') day",
            (FIRST_LEASED,),
        )
    province.enrol(relay_key.public_key().public_bytes_raw(), SITES[0], 90, "relay")
    for number, site in STATIONS:
        (place / str(number)).mkdir()
        with db.transaction() as conn:
            code = new_code(conn, keys, site, number, now)
        with station(place / str(number), block=None, site=site, number=number) as made:
            exchange = StationExchange(made.store, clock=made.clock, between=lambda _: None)
            line = Line(loopback, stage.tally, deque())
            join(exchange, line, "https://tinh.example", code)
            if number != 3:  # that one has not spoken yet
                assert not Client(exchange, line, clock=made.clock).sync_once().reason
    for site in SITES:
        follow(db, site)
    return stage


@dataclass
class Stick:
    """A file on its way to central, and the answers to it."""

    id: int
    number: int
    data: bytes
    answers: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CentralSave:
    """Central's backup, and what it surely holds."""

    path: Path
    at_central: frozenset[Act]


class World:
    """One example.

    Args:
        stage: what it begins with.
        count: of stations.
    """

    def __init__(self, stage: Stage, count: int) -> None:
        self.stage, self.tally = stage, stage.tally
        self.ledger, self.time = Ledger(), Time()
        self.grants = 0
        self.sticks: list[Stick] = []
        self.saves: list[Save] = []
        self.central_saves: list[CentralSave] = []
        self._late: deque[Request] = deque()
        self._names = iter(range(1_000_000))
        self._exits = ExitStack()
        self.place = self._exits.enter_context(server_folder())
        self._database = ExitStack()
        self._take_database(TEMPLATE)
        self.stage.context.clock = self.now
        self.relay = Relay(stage.relay_key)
        self.folders: list[Folder] = []
        for number, site in STATIONS[:count]:
            place = self.place / f"disk{next(self._names)}"
            shutil.copytree(stage.place / str(number), place)
            self.folders.append(self._folder(number, site, place, timedelta(0), Memory()))

    def _take_database(self, template: str) -> Database:
        self.db = self._database.enter_context(self.stage.cluster.database(template, size=4))
        self.stage.context.db = self.db
        return self.db

    def _folder(
        self, number: int, site: str, place: Path, offset: timedelta, memory: Memory
    ) -> Folder:
        clock = Wrist(true=self.time, offset=offset)
        line = Line(self.stage.loopback, self.tally, self._late)
        return Folder(number, site, place, clock, line, self.ledger, self.tally, memory)

    def now(self) -> datetime:
        """Central's clock, which is right."""
        return self.time().astimezone(UTC)

    def close(self) -> None:
        """Lets go of everything."""
        for folder in self.folders:
            folder.close()
        self._database.close()
        self._exits.close()

    def path(self, suffix: str = "") -> Path:
        """A new name."""
        return self.place / f"disk{next(self._names)}{suffix}"

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query of central's database gives."""
        with self.db.transaction() as conn:
            return conn.execute(sql.encode(), values).fetchall()

    # --- stations ---------------------------------------------------------------------

    def grant(self, folder: Folder, size: int) -> None:
        """The province gives a station a block in writing that nobody else has."""
        first = 1 + 5 * self.grants
        if first + size <= FIRST_LEASED:
            self.grants += 1
            folder.grant(first, first + size - 1)

    def clone(self, folder: Folder) -> None:
        """A copy of a disk with its key and mark; both go on."""
        self.tally.faults["cloned"] += 1
        self.ledger.blurred.add(folder.number)
        place = folder.image(self.path())
        offset, memory = folder.clock.offset, folder.memory.copy()
        self.folders.append(self._folder(folder.number, folder.site, place, offset, memory))

    def save(self, folder: Folder, *, image: bool) -> None:
        """A backup of a station."""
        self.saves.append(folder.save(self.path("" if image else ".zip"), image=image))

    def put_back(self, save: Save, which: int, mark: str) -> None:
        """A disk of that station is put back from a backup."""
        self.tally.faults[f"station_restored_{'image' if save.image else 'file'}_{mark}"] += 1
        disks = [folder for folder in self.folders if folder.number == save.number]
        disks[which % len(disks)].put_back(save, mark)

    # --- central ----------------------------------------------------------------------

    def project(self) -> None:
        """Central's tables follow."""
        for site in SITES:
            follow(self.db, site)

    def save_central(self) -> None:
        """A backup of central."""
        path = self.path(".central")
        backup(self.db, self.stage.keys, path, self.now())
        self.central_saves.append(CentralSave(path, frozenset(self.ledger.at_central)))

    def put_central_back(self, save: CentralSave) -> None:
        """Central is lost and put back from a backup."""
        if self.ledger.rotated:  # see test_convergence_found
            return
        self.tally.faults["central_restored"] += 1
        self._database.close()
        db = self._take_database("migrated")
        restore(save.path, db, self.stage.place / "central", self.now())
        self.ledger.at_central = set(save.at_central)
        self.ledger.restores += 1

    def decide(self, which: int, state: str) -> None:
        """An agency decides about some dossier that central knows."""
        rows = self.rows("SELECT number, uid FROM dossier ORDER BY site, position")
        if not rows:
            return
        number, uid = rows[which % len(rows)]
        with suppress(Refused), self.db.transaction() as conn:  # a number that was given twice
            decisions.record_decision(
                conn, self.stage.keys, number, ev.DecisionRecorded(state, self.now()),
                "chi", self.now(),
            )  # fmt: skip
            self.ledger.decided.add(uid)

    def bind(self, site: str) -> None:
        """Central gives official codes to provisional numbers."""
        with self.db.transaction() as conn:
            decisions.bind_provisional(conn, self.stage.keys, site, self.now())

    def arrive_from_portal(self, site: str) -> None:
        """Somebody files a dossier on the portal."""
        ordinal = next(self._names)
        number = Number(f"G22.99-261123-{ordinal:04d}", MONDAY.date(), ordinal)
        arrived = ev.PortalDossierArrived(number.text, self.now(), received(number).content)
        with self.db.transaction() as conn:
            uid = decisions.portal_dossier(
                conn, self.stage.keys, site, arrived, "portal", self.now()
            )
        self.ledger.portal.add(uid)

    # --- sticks -----------------------------------------------------------------------

    def stick_out(self, folder: Folder) -> None:
        """A station writes a stick."""
        stick = Stick(next(self._names), folder.number, pack(folder.exchange, self.now()).data)
        folder.memory.sticks.append(stick.id)
        self.sticks.append(stick)

    def stick_to_central(self, stick: Stick) -> None:
        """A stick arrives, perhaps not for the first time."""
        self.tally.faults["stick_again" if stick.answers else "stick"] += 1
        with suppress(sticks.StickRefused):  # its key is not known any more
            stick.answers.append(sticks.apply(self.db, self.stage.keys, stick.data, self.now()))

    def stick_in(self, stick: Stick, which: int) -> None:
        """An answer comes back to every disk of the station."""
        for folder in self.folders:
            if folder.number == stick.number and stick.answers:
                answer = stick.answers[which % len(stick.answers)]
                if stick.id in folder.memory.sticks[-KEYS_KEPT:]:
                    unpack(folder.exchange, answer, folder.clock)
                    folder.learn()
                    continue
                with pytest.raises(WireError, match="not_for_us"):
                    unpack(folder.exchange, answer, folder.clock)

    # --- the end ----------------------------------------------------------------------

    def settle(self) -> int:
        """Everything that is still on its way arrives, everybody syncs until nothing is new.

        Returns:
            How many rounds it took.
        """
        rounds = 0
        for _ in range(2):  # what the relay holds may need what stations send first
            self.relay.give(self.stage.loopback, random.Random(1))
            for stick in self.sticks:
                if not stick.answers:
                    self.stick_to_central(stick)
                self.stick_in(stick, -1)
            rounds += self._until_quiet()
        return rounds

    def _until_quiet(self) -> int:
        quiet, moved = 0, list[tuple[int, int, int]]()
        for number in range(1, ROUNDS + 1):
            moved = [self._settled(folder) for folder in self.folders]
            quiet = 0 if any(map(any, moved)) else quiet + 1
            self.project()
            if quiet == 2:
                return number
        raise AssertionError(f"not quiet after {ROUNDS} rounds: pushed, pulled, forked {moved}")

    def _settled(self, folder: Folder) -> tuple[int, int, int]:
        """One sync over a good line; what it pushed, pulled, forked."""
        done = folder.sync()
        assert done is not None
        if done.reason:
            raise AssertionError(f"station {folder.number}: {done}") from done.fault
        return done.pushed, done.pulled, done.forked
