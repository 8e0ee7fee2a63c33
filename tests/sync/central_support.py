"""A real central for tests: a server, databases, authors of streams, a station's folder.

An `Author` writes a stream as a station does: typed bodies become events whose
bytes are chained, sealed by its own key and batched. `folder_batches` takes the
same from a real station folder.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import uuid_utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from central import ingest
from central.believing import read_envelope
from central.database import Database, establish
from central.ingest import Sender
from central.keys import CentralKeys
from central.projector import follow
from core.domain import events as ev
from core.domain.chain import Batch, Head, Seal
from core.domain.dossier import Component, Content, Party, State
from core.domain.numbering import Number
from core.domain.timezone import VIETNAM
from db.store import Store
from tests.sync.server_support import (
    Cluster as Cluster,
    cluster as cluster,
    server_folder as server_folder,
    stop_immediately as stop_immediately,
)

SITE = "H49.215"
NOW = datetime(2026, 11, 23, 3, 5, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


# --- a province -----------------------------------------------------------------------


@dataclass
class Province:
    """An established database with the helpers that most tests need."""

    db: Database
    keys: CentralKeys

    @classmethod
    def establish(cls, db: Database, keys: CentralKeys) -> Province:
        with db.transaction() as conn:
            establish(conn, keys, province="Tỉnh Giả Định")
        return cls(db, keys)

    def site(self, code: str = SITE) -> None:
        """Makes a site."""
        with self.db.transaction() as conn:
            conn.execute(
                "INSERT INTO site (site, name) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                (code, f"Phường {code}"),
            )

    def enrol(
        self, public_key: bytes, site: str = SITE, station: int = 3, role: str = "station"
    ) -> Sender:
        """Registers a sender as enrolment leaves it."""
        self.site(site)
        with self.db.transaction() as conn:
            conn.execute(
                "INSERT INTO station (site, station) VALUES (%s,%s) ON CONFLICT DO NOTHING",
                (site, station),
            )
            conn.execute(
                "INSERT INTO sender (key, site, station, role, since) VALUES (%s,%s,%s,%s,%s)"
                " ON CONFLICT DO NOTHING",
                (public_key, site, station, role, NOW),
            )
        return Sender(site, station, public_key, role)

    def author(self, site: str = SITE, station: int = 3, *, begun: bool = True) -> Author:
        """A new enrolled station with a stream of its own; begun by ``station_set_up``."""
        author = Author(site, station)
        self.enrol(author.public, site, station)
        if begun:
            author.set_up()
        return author

    def store(self, author: Author, batch: Batch | None = None, *, now: datetime = NOW) -> Head:
        """Checks and stores a batch, or all that an author wrote and has not sent."""
        sent = batch or author.batch()
        with self.db.transaction() as conn:
            hashes = ingest.check(conn, author.sender, sent)
        with self.db.transaction() as conn:
            head = ingest.store(conn, author.sender, sent, hashes, now)
        if batch is None:
            author.sent = sent.last
        return head

    def push(self, *authors: Author, now: datetime = NOW) -> None:
        """Stores what each wrote and brings the tables up to date."""
        for author in authors:
            self.store(author, now=now)
            follow(self.db, author.site)

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query gives."""
        with self.db.transaction() as conn:
            return conn.execute(sql.encode(), values).fetchall()

    def state(self, uid: str) -> State:
        """A dossier's state."""
        ((number,),) = self.rows("SELECT state FROM dossier WHERE uid = %s", uid)
        return State(number)

    def exceptions(self, site: str = SITE, *, open_only: bool = True) -> list[tuple[str, str]]:
        """``(kind, subject)`` of the site's exception list in order."""
        closed = " AND resolved_at IS NULL" if open_only else ""
        sql = f"SELECT kind, subject FROM exception WHERE site = %s{closed} ORDER BY id"
        return [(kind, subject) for kind, subject in self.rows(sql, site)]


# --- authors --------------------------------------------------------------------------


def clone_of(author: Author, province: Province) -> Author:
    """The same folder on another disk, which has noticed that it is a copy."""
    clone = Author(author.site, author.station)
    province.enrol(clone.public, author.site, author.station)
    clone.began(author)
    return clone


def new_id() -> str:
    """A UUIDv7 as 32 hex digits."""
    return uuid_utils.uuid7().hex


@dataclass
class Author:
    """Writes one stream like a station: event bytes, chain, seals; knows parents it has seen.

    Attributes:
        site, station: whose.
        key: seals what follows; see `rotate`.
        stream: 16 bytes.
        events: exact bytes written so far.
        ids: of these events.
        seen: last event of each subject, as this author knows it.
        sent: how many were stored by `Province.store`.
    """

    site: str = SITE
    station: int = 3
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    stream: bytes = field(default_factory=lambda: os.urandom(16))
    events: list[bytes] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)
    keys: list[tuple[int, Ed25519PrivateKey]] = field(default_factory=list)
    day: date = MONDAY
    given: int = 0
    sent: int = 0

    @property
    def public(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    @property
    def sender(self) -> Sender:
        return Sender(self.site, self.station, self.public, "station")

    def set_up(self) -> str:
        """The first event of a folder."""
        body = ev.StationSetUp(self.site, "Phường Giả Định", self.station, self.public.hex())
        return self.write(body, ev.STATION)

    def began(self, before: Author, reason: str = "restored", at: int | None = None) -> str:
        """The first event of a stream that follows another one of the same station."""
        seq = len(before.events) if at is None else at
        digest = before.hashes[seq - 1] if seq else ev.GENESIS
        self.seen = {}
        for data in before.events[:seq]:
            event = read_envelope(data)
            self.seen[event.subject] = event.id
        return self.write(
            ev.StreamBegan(reason, before.stream.hex(), seq, digest.hex()), ev.STATION
        )

    def write(
        self,
        body: ev.Body,
        subject: str,
        *,
        parent: str | None = None,
        day: date | None = None,
        at: datetime | None = None,
        kind: str = "",
        v: int = 1,
    ) -> str:
        """Appends one event and returns its id; the parent is the last one seen, or given."""
        event = ev.Event(
            stream=self.stream.hex(),
            seq=len(self.events) + 1,
            id=new_id(),
            kind=kind or ev.KIND_OF[type(body)],
            v=v,
            subject=subject,
            parent=parent or self.seen.get(subject),
            actor="ha",
            at=at or datetime.combine(self.day, NOW.timetz()) + timedelta(seconds=len(self.events)),
            day=day or self.day,
            doubtful=False,
            body=body,
        )
        return self.append(ev.encode(event))

    def append(self, data: bytes) -> str:
        """Appends bytes as they are."""
        event = read_envelope(data)
        self.events.append(data)
        self.hashes.append(ev.chain(self.hashes[-1] if self.hashes else ev.GENESIS, data))
        self.ids.append(event.id)
        self.seen[event.subject] = event.id
        return event.id

    def rotate(self) -> None:
        """The next event is sealed by a new key."""
        new = Ed25519PrivateKey.generate()
        public = new.public_key().public_bytes_raw().hex()
        message = ev.rotation_message(self.stream.hex(), self.public.hex(), public)
        self.write(ev.KeyRotated(public, new.sign(message).hex()), ev.STATION)
        self.keys.append((len(self.events), self.key))
        self.key = new

    def batch(self, after: int | None = None, upto: int | None = None, every: int = 100) -> Batch:
        """Events after ``after`` (what was sent), sealed every so many and at the end."""
        first = (self.sent if after is None else after) + 1
        last = len(self.events) if upto is None else upto
        ends = sorted({*range(first + every - 1, last, every), last} | self._key_ends(first, last))
        begins = [first, *(end + 1 for end in ends[:-1])]
        return Batch(
            self.stream,
            first,
            self.hashes[first - 2] if first > 1 else ev.GENESIS,
            tuple(self.events[first - 1 : last]),
            tuple(self.seal(a, b) for a, b in zip(begins, ends, strict=True)),
        )

    def _key_ends(self, first: int, last: int) -> set[int]:
        return {seq for seq, _ in self.keys if first <= seq <= last}

    def seal(self, first: int, last: int) -> Seal:
        """One signature by the key in force at ``last``."""
        key = next((key for until, key in self.keys if last <= until), self.key)
        head = self.hashes[last - 1]
        return Seal(first, last, head, key.sign(ev.seal_message(self.stream, first, last, head)))

    # --- acts -------------------------------------------------------------------------

    def receive(self, uid: str = "", **fields: Any) -> str:
        """A dossier received; returns its uid."""
        subject = uid or new_id()
        self.given += 1
        number = fields.pop("number", None) or self.next_number()
        self.write(received(number, **fields), subject, day=number.day)
        return subject

    def next_number(self) -> Number:
        """An official code that no other station gives."""
        ordinal = 100 * self.station + self.given
        text = f"{self.site}-{self.day:%y%m%d}-{ordinal:04d}"
        return Number(text, self.day, ordinal, agency_id=self.site)

    def amend(self, uid: str, parent: str | None = None, **changes: Any) -> str:
        return self.write(ev.DossierAmended("sửa", changes), uid, parent=parent)

    def cancel(self, uid: str, parent: str | None = None) -> str:
        return self.write(ev.DossierCancelled("nhầm"), uid, parent=parent)

    def give_back(self, uid: str, parent: str | None = None) -> str:
        """The result is handed out at once."""
        at = datetime.combine(self.day, NOW.timetz())
        return self.write(ev.ResultReturned(at, at, at_once=True), uid, parent=parent)

    def printed(self, uid: str, parent: str | None = None) -> str:
        at = datetime.combine(self.day, NOW.timetz())
        return self.write(ev.FormPrinted("receipt", at), uid, parent=parent)

    def close_day(self, day: date | None = None) -> str:
        of = day or self.day
        body = ev.DayClosed(of, 1, len(self.events), "00" * 32, {}, 0, (), 0, 0, "Hà")
        return self.write(body, f"day:{of.isoformat()}", day=of)

    def move(self, other: Author, after: int) -> str:
        """Carries on another stream's events after a common one, byte for byte."""
        texts = tuple(data.decode() for data in other.events[after:])
        return self.write(ev.EventsMoved(other.stream.hex(), after + 1, texts), ev.STATION)


def received(number: Number, **fields: Any) -> ev.DossierReceived:
    """What a clerk logged; the fields left out are ordinary ones.

    ``name``, ``personal_no`` and ``address`` are the owner's, all others `Content`'s.
    """
    owner = Party(
        name=fields.pop("name", f"Nguyễn Thị Giả {number.ordinal}"),
        personal_no=fields.pop("personal_no", f"0221940{number.ordinal:05d}"),
        address=fields.pop("address", "Số 9, khu Giả Định 1, phường Cửa Ông"),
        phone="0570000001",
    )
    content = Content(
        **{
            "procedure_code": "1.001193",
            "procedure_name": "Thủ tục đăng ký khai sinh",
            "owner": owner,
            "components": (Component("Tờ khai", 1), Component("Giấy chứng sinh", 1)),
            "limit": "1 working_days",
            "fee_vnd": 8000,
            "agency": "Ủy ban nhân dân phường Cửa Ông",
            **fields,
        }
    )
    at = datetime.combine(number.day, datetime.min.time(), VIETNAM) + timedelta(hours=9)
    return ev.DossierReceived(
        number=number,
        book="03",
        register_no=number.ordinal,
        pack="2025",
        received_at=at,
        due_at=at + timedelta(days=1),
        officer_name="Trần Thị Thu Hà",
        content=content,
    )


def bulk(author: Author, count: int, *, printed: bool = False, a_day: int = 2000) -> None:
    """Appends ``count`` dossiers of about 1.5 kB, spread over days of ``a_day`` each."""
    note = "Hẹn gọi trước khi đến nhận kết quả. " * 14
    for n in range(count):
        day = MONDAY + timedelta(days=n // a_day)
        ordinal = n % a_day + 1
        text = f"{author.site}-{day:%y%m%d}-{author.station:02d}{ordinal:04d}"
        number = Number(text, day, ordinal, agency_id=author.site)
        uid = author.receive(number=number, note=note, personal_no=f"{author.station:02d}{n:010d}")
        if printed:
            author.printed(uid)


def folder_batches(store: Store, *, at_most: int = 500) -> list[Batch]:
    """All that a real station folder holds of its own streams, signed up to its head."""
    store.sign()
    conn: Any = store.conn
    found: list[Batch] = []
    streams = conn.execute("SELECT stream FROM journal GROUP BY stream ORDER BY min(pos)")
    for (stream,) in streams.fetchall():
        rows = conn.execute(
            "SELECT bytes, hash FROM journal WHERE stream = ? ORDER BY seq", (stream,)
        ).fetchall()
        seals = [
            Seal(*row)
            for row in conn.execute(
                "SELECT first, last, head, signature FROM signature WHERE stream = ? ORDER BY last",
                (stream,),
            )
        ]
        found += _split(stream, rows, seals, at_most)
    return found


def _split(
    stream: bytes, rows: Sequence[tuple[bytes, bytes]], seals: Sequence[Seal], at_most: int
) -> Iterator[Batch]:
    done = 0
    held: list[Seal] = []
    for n, seal in enumerate(seals):
        held.append(seal)
        following = seals[n + 1].last if n + 1 < len(seals) else None
        if following is not None and following - done <= at_most:
            continue
        previous = rows[done - 1][1] if done else ev.GENESIS
        events = tuple(row[0] for row in rows[done : seal.last])
        yield Batch(stream, done + 1, previous, events, tuple(held))
        done, held = seal.last, []
