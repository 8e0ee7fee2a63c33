"""Central's own streams for tests of a station: sealed frames, signed heads, whole answers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain import events as ev
from core.domain.chain import Batch, Head, Seal
from core.domain.dossier_view import DossierView
from core.ports.exchange import Arrived, LooseEnd
from counter_app.bootstrap import new_id
from db.exchange import StationExchange
from tests.unit.station_support import Station

TUESDAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
Said = tuple[ev.Body, str]


def never(_weight: float) -> None:
    """Nobody waits for the write lock in these tests."""


@dataclass
class Voice:
    """One stream of central's, written with its key."""

    key: Ed25519PrivateKey
    site: str = "H49.215"
    name: str = "site"
    seq: int = 0
    head: bytes = ev.GENESIS
    parents: dict[str, str] = field(default_factory=dict)

    @property
    def stream(self) -> bytes:
        return hashlib.sha256(self.name.encode()).digest()[:16]

    def frame(self, body: ev.Body, subject: str, **changes: Any) -> bytes:
        """The next event's bytes."""
        self.seq += 1
        event: ev.Event[Any] = ev.Event(
            stream=self.stream.hex(),
            seq=self.seq,
            id=new_id(),
            kind=ev.KIND_OF[type(body)],
            v=1,
            subject=subject,
            parent=self.parents.get(subject),
            actor="central",
            at=NOON,
            day=None,
            doubtful=False,
            body=body,
        )
        self.parents[subject] = event.id
        data = ev.encode(msgspec.structs.replace(event, **changes))
        self.head = ev.chain(self.head, data)
        return data

    def say(self, *bodies: Said) -> Batch:
        """A sealed batch of the next events; the first of all says what stream it is."""
        said: Sequence[Said] = bodies
        if self.seq == 0:
            said = ((ev.CentralStreamBegan("site", 1, self.site), ev.STATION), *bodies)
        first, previous = self.seq + 1, self.head
        return self.sealed(first, previous, [self.frame(*each) for each in said])

    def sealed(self, first: int, previous: bytes, frames: Sequence[bytes]) -> Batch:
        """A batch of frames with one seal over all of them."""
        head = previous
        for data in frames:
            head = ev.chain(head, data)
        last = first + len(frames) - 1
        signature = self.key.sign(ev.seal_message(self.stream, first, last, head))
        return Batch(
            self.stream, first, previous, tuple(frames), (Seal(first, last, head, signature),)
        )


@dataclass
class Joined:
    """A station that joined, and the central it joined."""

    ward: Station
    key: Ed25519PrivateKey
    voice: Voice
    exchange: StationExchange
    turns: list[float] = field(default_factory=list)

    def answer(self, *batches: Batch, cursor: str = "next", **more: Any) -> Arrived:
        """An answer of central's."""
        return Arrived(cursor=cursor, epoch=more.pop("epoch", 1), batches=batches, **more)

    def hear(self, *bodies: Said) -> int:
        """Central says something and the station takes it in."""
        return self.exchange.arrive(self.answer(self.voice.say(*bodies)), NOON)

    def others(self, *views: tuple[int, DossierView]) -> None:
        """Central tells of other dossiers of the site."""
        self.exchange.arrive(self.answer(others=views), NOON)

    def lists(self, *lines: LooseEnd) -> None:
        """Central sends its exception list."""
        self.exchange.arrive(self.answer(loose_ends=lines), NOON)

    @property
    def stream(self) -> bytes:
        return self.ward.store.station().stream

    def lease(self, first: int, last: int, day: date, stream: bytes | None = None) -> None:
        """Ordinals for the station, or for another stream."""
        body = ev.BlockLeased((stream or self.stream).hex(), day, first, last)
        self.hear((body, f"lease:{day.isoformat()}"))

    def head(self, seq: int, stream: bytes | None = None, **changes: Any) -> Head:
        """Central's head of one of the station's streams, by default on its chain."""
        stream = stream or self.stream
        digest = self.exchange.hash_at(stream, seq) or bytes(32)
        values: dict[str, Any] = {"hash": digest, "epoch": 1, "backed_up_seq": 0, **changes}
        return Head(stream, seq, **values)

    def acknowledge_all(self) -> None:
        """Central has everything."""
        self.exchange.seal()
        for own in self.exchange.own_streams():
            self.exchange.acknowledged(self.head(own.last, own.stream), b"signed")


def join(ward: Station) -> Joined:
    """Enrols a station with a central of its own."""
    key = Ed25519PrivateKey.generate()
    turns: list[float] = []
    exchange = StationExchange(ward.store, clock=ward.clock, between=turns.append)
    exchange.join(
        ev.CentralJoined(
            url="https://tinh.example",
            signing_key=key.public_key().public_bytes_raw().hex(),
            box_key="00" * 32,
            province="Quảng Ninh",
        )
    )
    return Joined(ward, key, Voice(key), exchange, turns)
