"""The station's side of sync on a real data folder: `core.ports.exchange.Exchange`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime

from core.domain import events as ev
from core.domain.acts import CentralJoined
from core.domain.chain import Batch, Head, Seal
from core.domain.numbering import ordinals_left
from core.domain.timezone import VIETNAM
from core.domain.working_calendar import WorkingCalendar
from core.ports.clock import Clock
from core.ports.exchange import Arrived, Counts, Identity, OwnStream, Wish
from db import (
    arrival,
    central_queries,
    journal,
    own_streams,
    queries,
    signing,
    site_dossiers,
    streams,
    sync_state,
    unsent,
)
from db.connection import environment_faults
from db.store import Store

#: ordinals are wanted for today and so many working days ahead (design §4)
DAYS_AHEAD = 7
#: a part of an answer that fills its transaction takes about so long, seconds
_FULL_PART_S = 0.01


def machine_clock() -> datetime:
    """The machine's clock, aware."""
    return datetime.now(UTC)


def no_days_off() -> WorkingCalendar:
    """Weekly rest only."""
    return WorkingCalendar()


def breathe(weight: float) -> None:
    """Leaves the write lock alone as long as it was held: a clerk's act comes in between."""
    time.sleep(_FULL_PART_S * weight)


class StationExchange:
    """Belongs to the thread that opened the store.

    Args:
        store: the open folder.
        clock: the station's.
        calendar: working days, for the days on which ordinals are wanted.
        between: called between two transactions of one answer with the
            weight of the last, at most 1.0. By default it gives other
            processes their turn; a window runs what its clerk waits for.
    """

    def __init__(
        self,
        store: Store,
        *,
        clock: Clock = machine_clock,
        calendar: Callable[[], WorkingCalendar] = no_days_off,
        between: Callable[[float], None] = breathe,
    ) -> None:
        self._store = store
        self._clock = clock
        self._calendar = calendar
        self.between = between

    # --- who speaks -------------------------------------------------------------------

    def identity(self) -> Identity:
        conn = self._store.conn
        facts = self._store.station()
        return Identity(
            site=facts.site,
            station=facts.station,
            practice=facts.practice,
            public_key=signing.speaking(conn),
            streams=tuple(own.stream.hex() for own in own_streams.all_of(conn)),
        )

    def joined(self) -> CentralJoined | None:
        return central_queries.joined(self._store.conn)

    def join(self, joined: CentralJoined) -> None:
        with self._store.transaction() as conn:
            before = central_queries.joined(conn)
            if before == joined:
                return
            if before is not None and before.signing_key != joined.signing_key:
                unsent.all_again(conn)
                site_dossiers.forget(conn)
                for name in (sync_state.CURSOR, sync_state.EPOCH, sync_state.STATIONS):
                    sync_state.keep(conn, name, None)
            act = self._store.new_act()
            act.append(
                joined,
                subject=ev.STATION,
                actor="system",
                at=self._clock(),
                day=act.last_day(),
                doubtful=True,  # nobody vouches for the clock
            )

    def sign(self, message: bytes) -> bytes:
        conn = self._store.conn
        return signing.private_of(conn, signing.speaking(conn)).sign(message)

    def request_numbers(self, at_least: int = 0, count: int = 1000) -> int:
        with self._store.transaction() as conn:
            last = max(at_least, sync_state.number(conn, sync_state.REQUEST))
            sync_state.keep(conn, sync_state.REQUEST, str(last + count).encode())
        return last + 1

    # --- what is ours -----------------------------------------------------------------

    def seal(self) -> None:
        if signing.unsealed(self._store.conn):
            self._store.sign()

    def own_streams(self) -> Sequence[OwnStream]:
        return [
            OwnStream(own.stream, own.last, own.head, own.sent)
            for own in own_streams.all_of(self._store.conn)
        ]

    def batch(self, stream: bytes, after: int, events: int, size: int) -> Batch | None:
        conn = self._store.conn
        own = own_streams.one_of(conn, stream)
        if own is None:
            return None
        rows = conn.execute(
            "SELECT first, last, head, signature FROM signature"
            " WHERE stream = ? AND last > ? AND last <= ? ORDER BY last LIMIT ?",
            (stream, after, own.last, max(1, events)),
        ).fetchall()
        seals: list[Seal] = []
        room = size
        for first, last, digest, signature in rows:
            (bytes_,) = conn.execute(
                "SELECT sum(length(bytes)) FROM journal WHERE stream = ? AND seq > ? AND seq <= ?",
                (stream, max(after, first - 1), last),
            ).fetchone()
            room -= bytes_
            if seals and (last - after > events or room < 0):
                break
            seals.append(Seal(first, last, digest, signature))
        previous = journal.hash_at(conn, stream, after)
        if not seals or previous is None:
            return None
        frames = conn.execute(
            "SELECT bytes FROM journal WHERE stream = ? AND seq > ? AND seq <= ? ORDER BY seq",
            (stream, after, seals[-1].last),
        )
        data = tuple(bytes(row[0]) for row in frames)
        return Batch(stream, after + 1, previous, data, tuple(seals))

    def hash_at(self, stream: bytes, seq: int) -> bytes | None:
        return journal.hash_at(self._store.conn, stream, seq)

    def acknowledged(self, head: Head, witness: bytes) -> None:
        with self._store.transaction() as conn:
            unsent.keep_head(conn, head, witness)
            signing.forget_older(conn)

    def agreed(self, stream: bytes, seq: int) -> None:
        with self._store.transaction() as conn:
            unsent.proven(conn, stream, seq)

    def fork(self, stream: bytes, common: int, at: datetime) -> None:
        streams.fork(self._store, stream, common, at)

    # --- what central says ------------------------------------------------------------

    def cursor(self) -> str:
        return (sync_state.kept(self._store.conn, sync_state.CURSOR) or b"").decode()

    def arrive(self, arrived: Arrived, at: datetime) -> int:
        return arrival.take_in(self._store, arrived, at, self.between)

    def wishes(self, today: date) -> Sequence[Wish]:
        if self.joined() is None:
            return []
        conn = self._store.conn
        calendar = self._calendar()
        day = max(today, queries.last_day(conn) or today)
        days = [day]
        while len(days) <= DAYS_AHEAD:
            days.append(calendar.next_working_day(days[-1]))
        return [wish for wish in map(self._wish, days) if wish is not None]

    def _wish(self, day: date) -> Wish | None:
        conn = self._store.conn
        stream = self._store.station().stream
        ranges = queries.ranges(conn, stream, day)
        held = ordinals_left(ranges, 0)
        left = ordinals_left(ranges, queries.day_counter(conn, stream, day).official)
        if held and left * 2 >= held:
            return None
        return Wish(day, left, queries.leased(conn, stream, day))

    def keep(self, name: str, value: bytes | None) -> None:
        with self._store.transaction() as conn:
            sync_state.keep(conn, sync_state.KEPT + name, value)

    def kept(self, name: str) -> bytes | None:
        return sync_state.kept(self._store.conn, sync_state.KEPT + name)

    # --- what people are told ---------------------------------------------------------

    def counts(self) -> Counts:
        conn = self._store.conn
        with environment_faults(self._store.data):
            own = own_streams.all_of(conn)
            unsent_from = next((each for each in own if each.sent < each.last), None)
            return Counts(
                here=sum(each.last for each in own),
                at_central=sum(each.sent for each in own),
                backed_up=sum(min(each.sent, each.head.backed_up_seq) for each in own if each.head),
                dossiers_unsent=unsent.count(conn),
                oldest_unsent=_written(self._store, unsent_from),
                numbers_left=self._numbers_left(),
                last_contact=sync_state.last_contact(conn),
                loose_ends=site_dossiers.count_loose_ends(conn),
            )

    def _numbers_left(self) -> int | None:
        """Of today, or of the last opened day when the clock says less."""
        today = self._clock().astimezone(VIETNAM).date()
        day = max(today, queries.last_day(self._store.conn) or today)
        return queries.numbers_left(self._store.conn, self._store.station().stream, day)


def _written(store: Store, own: own_streams.Own | None) -> datetime | None:
    if own is None:
        return None
    (at,) = store.conn.execute(
        "SELECT at FROM journal WHERE stream = ? AND seq = ?", (own.stream, own.sent + 1)
    ).fetchone()
    return datetime.fromisoformat(at)
