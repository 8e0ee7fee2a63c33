"""From stored frames to the events to interpret; what a fork carried on is taken out (ADR 0007)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from central.believing import read_envelope
from central.database import Conn
from central.steps import Step
from core.domain import events as ev
from core.domain.errors import EnvironmentFault
from sync.wire.limits import WireError

#: forks of forks of forks: nobody honest nests deeper
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Frame:
    """A row of `frame`, without its site and month."""

    stream: bytes
    seq: int
    position: int
    id: str
    kind: str
    subject: str
    day: date | None
    received_at: datetime
    hash: bytes
    bytes: bytes


@dataclass(frozen=True, slots=True)
class Moved:
    """An event found inside another one, for the table `moved_event`."""

    stream: bytes
    seq: int
    step: Step


def frames_after(conn: Conn, site: str, position: int, count: int, size: int) -> list[Frame]:
    """The next frames in the order of their positions.

    At most ``count``, and of about ``size`` bytes together, but always one.
    """
    rows = conn.execute(
        "SELECT stream, seq, position, id, kind, subject, day, received_at, hash, bytes FROM ("
        " SELECT *, sum(length(bytes)) OVER (ORDER BY position) AS total FROM ("
        "  SELECT * FROM frame WHERE site = %s AND position > %s ORDER BY position LIMIT %s) f) g"
        " WHERE total <= %s OR position = %s ORDER BY position",
        (site, position, count, size, position + 1),
    )
    return [Frame(*row) for row in rows]


def read_steps(
    conn: Conn,
    site: str,
    frames: Sequence[Frame],
    *,
    again: bool = False,
    moved: list[Moved] | None = None,
) -> list[Step]:
    """The events of frames, in order.

    Args:
        conn: inside a transaction.
        site: whose.
        frames: in the order of their positions.
        again: all that they hold, also what counted before.
        moved: gets the events that were found inside others.
    """
    reader = _Reader(conn, site, frames, again=again)
    steps = [step for frame in frames for step in reader.read(frame)]
    if moved is not None:
        moved += reader.moved
    return steps


class _Reader:
    """Reads frames; knows stations and what was moved before."""

    def __init__(self, conn: Conn, site: str, frames: Sequence[Frame], *, again: bool) -> None:
        self._conn, self._site, self._again = conn, site, again
        self.moved: list[Moved] = []
        streams = list({frame.stream for frame in frames})
        rows = conn.execute("SELECT stream, station FROM stream WHERE site = %s", (site,))
        self._stations = {bytes(stream): station for stream, station in rows}
        rows = conn.execute(
            "SELECT id FROM moved_event WHERE site = %s AND stream = ANY(%s)", (site, streams)
        )
        self._moved_ids = {id_ for (id_,) in rows}

    def read(self, frame: Frame) -> Iterator[Step]:
        """The frame's event and what it carries."""
        if frame.id in self._moved_ids and not self._again:
            return
        step = _step(frame, self._stations.get(frame.stream, 0))
        yield step
        yield from self._carried(step, 0)

    def _carried(self, step: Step, depth: int) -> Iterator[Step]:
        event = step.event
        if event is None or not isinstance(event.body, ev.EventsMoved):
            return
        stream = _hex(event.body.stream)
        own = self._stations.get(stream, step.station) == step.station
        if depth == DEEPEST or len(stream) != 16 or not own:
            yield replace(step, event=None, why="carrier")
            return
        known = self._known(stream, event.body, step.position)
        head = self._hash_before(step, event, stream)
        for seq, text in enumerate(event.body.events, event.body.first):
            data = text.encode()
            head = ev.chain(head, data)
            inner = _inner(step, stream, seq, data, head)
            if not self._again and inner.id in known | self._moved_ids:
                continue
            self._moved_ids.add(inner.id)
            self.moved.append(Moved(stream, seq, inner))
            yield inner
            yield from self._carried(inner, depth + 1)

    def _known(self, stream: bytes, body: ev.EventsMoved, position: int) -> set[str]:
        """Ids of these events as far as they were stored, or carried, before a position."""
        if self._again:
            return set()
        rows = self._conn.execute(
            "SELECT id FROM frame WHERE site = %(site)s AND stream = %(stream)s"
            "  AND seq BETWEEN %(first)s AND %(last)s AND position < %(position)s"
            " UNION SELECT id FROM moved_event WHERE site = %(site)s AND stream = %(stream)s"
            "  AND seq BETWEEN %(first)s AND %(last)s",
            {
                "site": self._site,
                "stream": stream,
                "first": body.first,
                "last": body.first + len(body.events) - 1,
                "position": position,
            },
        )
        return {id_ for (id_,) in rows}

    def _hash_before(self, step: Step, event: ev.Event[ev.EventsMoved], stream: bytes) -> bytes:
        """Hash of the event before the carried ones.

        Of one carried before, else what the carrying stream's beginning says of
        the event at which it forked off, else what is here.
        """
        first = event.body.first
        if first == 1:
            return ev.GENESIS
        for earlier in reversed(self.moved):
            place = (earlier.stream, earlier.seq, earlier.step.stream)
            if place == (stream, first - 1, step.stream):
                return earlier.step.hash
        rows = self._conn.execute(
            "SELECT hash, NULL FROM moved_event WHERE site = %(site)s AND stream = %(stream)s"
            "  AND seq = %(seq)s AND carrier = %(carrier)s AND position < %(position)s"
            " UNION ALL SELECT hash, bytes FROM frame WHERE site = %(site)s"
            "  AND stream = %(writer)s AND seq = 1 AND position < %(position)s"
            " UNION ALL SELECT hash, NULL FROM frame WHERE site = %(site)s"
            "  AND stream = %(stream)s AND seq = %(seq)s AND position < %(position)s",
            {
                "site": self._site,
                "stream": stream,
                "seq": first - 1,
                "carrier": step.stream,
                "writer": _hex(event.stream),
                "position": step.position,
            },
        )
        for digest, beginning in rows:
            found = digest if beginning is None else _forked_at(beginning, stream, first - 1)
            if found is not None:
                return bytes(found)
        return ev.GENESIS


def _forked_at(beginning: bytes, stream: bytes, seq: int) -> bytes | None:
    """The hash that a ``stream_began`` tells of a stream's event, None when of another."""
    event, _ = _decode(beginning)
    body = event.body if event is not None else None
    if isinstance(body, ev.StreamBegan) and (body.before, body.before_seq) == (stream.hex(), seq):
        return _hex(body.before_hash)
    return None


def _hex(text: str) -> bytes:
    """The bytes, none when it is not hex."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _step(frame: Frame, station: int) -> Step:
    event, why = _decode(frame.bytes)
    return Step(
        position=frame.position,
        stream=bytes(frame.stream),
        seq=frame.seq,
        received_at=frame.received_at,
        station=station,
        hash=bytes(frame.hash),
        id=frame.id,
        kind=frame.kind,
        subject=frame.subject,
        day=frame.day,
        event=event,
        why=why,
    )


def _inner(carrier: Step, stream: bytes, seq: int, data: bytes, head: bytes) -> Step:
    """An event that another one carries; one that is out of place cannot be read."""
    event, why = _decode(data)
    try:
        told = read_envelope(data)
    except WireError:
        told = None
    if told is None or (told.stream, told.seq) != (stream.hex(), seq):
        return replace(carrier, id=f"{carrier.id}:{seq}", hash=head, event=None, why="carried")
    return replace(
        carrier,
        hash=head,
        id=told.id,
        kind=told.kind,
        subject=told.subject,
        day=told.day,
        event=event,
        why=why,
    )


def _decode(data: bytes) -> tuple[ev.Event[Any] | None, str]:
    try:
        return ev.decode(data), ""
    except EnvironmentFault as wrong:
        return None, "newer" if wrong.code == "newer_database" else "unreadable"
