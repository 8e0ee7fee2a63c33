"""Leaving a stream for a new one: after a restore, a clone, or where central knows otherwise."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from core.domain import events as ev
from core.domain.errors import EnvironmentFault
from db import journal, own_streams, queries, signing, unsent
from db.act import StationAct
from db.mark import Mark, OtherStream
from db.projections import FORKED

if TYPE_CHECKING:
    from db.store import Store

#: one event carries at most so many moved ones, and about so many bytes of them: escaped twice
#: over, when a fork is forked again, it still fits into an event
MOVED_EVENTS, MOVED_BYTES = 100, 200_000


def spent(mark: Mark | None) -> tuple[date | None, int]:
    """The day and the highest official ordinal that a mark witnesses."""
    if mark is None or not mark.day:
        return None, 0
    return datetime.strptime(f"{mark.day:06d}", "%y%m%d").date(), mark.ordinal


def begin(store: Store, reason: str, at: datetime, witness: Mark | None = None) -> None:
    """Leaves the current stream for a new one; block and leases do not follow.

    Used after every restore or clone (design §3). The mark moves to the new
    stream, since the old stream's numbers are spent.

    Args:
        store: the open folder.
        reason: ``restored``, ``behind_mark``, ``mark_missing`` or ``mark_damaged``.
        at: the station's clock; nobody vouches for it.
        witness: the mark that proved the database to be older.
    """
    stream = secrets.token_bytes(16)
    day, ordinal = spent(witness)
    with store.transaction() as conn:
        signing.seal_all(conn)  # what is left unsigned could never be sent
        act = store.new_act()
        old = act.station.stream
        seq, digest = journal.head(conn, old)
        act.start_stream(stream)
        began = ev.StreamBegan(
            reason=reason,
            before=old.hex(),
            before_seq=seq,
            before_hash=digest.hex(),
            mark_seq=witness.seq if witness else 0,
            mark_day=day,
            mark_ordinal=ordinal,
        )
        _append(act, began, at)
        last = act.last_day()
        if day is not None and (last is None or day > last):  # never earlier than the mark's
            act.append(
                ev.DayOpened(day),
                subject=f"day:{day.isoformat()}",
                actor="system",
                at=at,
                day=day,
                doubtful=True,
            )
    _move_mark(store, Mark(stream, 1, 0, 0, 0))


def fork(store: Store, stream: bytes, common: int, at: datetime) -> None:
    """Carries on in a new stream what follows the last event that central has alike.

    The events stay where they are, for the tables, and go to central byte for
    byte inside `core.domain.acts.EventsMoved`. All of it is one transaction.

    Args:
        store: the open folder.
        stream: one of ours, left here at ``common``.
        common: sequence number, 0 when central has none of it.
        at: the station's clock; nobody vouches for it.

    Raises:
        EnvironmentFault: ``event_too_large`` for an event that fits into no other.
    """
    new = secrets.token_bytes(16)
    with store.transaction() as conn:
        own = own_streams.one_of(conn, stream)
        if own is None or (own.cut and own.last <= common):
            return  # left there already
        digest = journal.hash_at(conn, stream, common)
        if digest is None:
            raise EnvironmentFault("damaged", what="fork")
        signing.seal_all(conn)
        _seal_common(conn, stream, common, digest)
        act = store.new_act()
        if act.station.stream == stream:  # a rotation that central never saw is left too
            public = queries.public_key(conn, stream, common + 1)
            signing.put(conn, signing.private_of(conn, public))
        act.start_stream(new)
        _append(act, ev.StreamBegan(FORKED, stream.hex(), common, digest.hex()), at)
        for moved in _groups(conn, stream, common, own.last):
            pos = _append(act, moved, at)
            last = moved.first + len(moved.events) - 1
            unsent.note_again(conn, stream, moved.first, last, pos)
        journal.sign(conn, new, store.signing_key())
        unsent.proven(conn, stream, common)
    _move_mark(store, Mark(new, 1, 0, 0, 0))


def _move_mark(store: Store, mark: Mark) -> None:
    """The mark follows to the new stream, unless another program's act there was quicker."""
    try:
        store.mark.raise_to(mark)
    except OtherStream:
        store.mark.replace(mark)
    except EnvironmentFault as fault:
        if fault.code != "damaged":
            raise
        store.mark.replace(mark)


def _append(act: StationAct, body: ev.Body, at: datetime) -> int:
    stored = act.append(
        body, subject=ev.STATION, actor="system", at=at, day=act.last_day(), doubtful=True
    )
    return stored.pos


def _seal_common(conn: Any, stream: bytes, common: int, digest: bytes) -> None:
    """The left stream ends at a signature, so that it can be sent again as a whole.

    There is one already when it ends at a rotation, whose key may be forgotten.
    """
    if common and not journal.is_signed_at(conn, stream, common):
        key = signing.private_of(conn, queries.public_key(conn, stream, common))
        journal.sign_to(conn, stream, common, digest, key)


def _groups(conn: Any, stream: bytes, after: int, last: int) -> Iterator[ev.EventsMoved]:
    """What is moved, in events of bearable size."""
    first, size = after + 1, 0
    group: list[str] = []
    for seq in range(after + 1, last + 1):
        (data,) = conn.execute(
            "SELECT bytes FROM journal WHERE stream = ? AND seq = ?", (stream, seq)
        ).fetchone()
        if group and (len(group) == MOVED_EVENTS or size + len(data) > MOVED_BYTES):
            yield ev.EventsMoved(stream.hex(), first, tuple(group))
            first, size, group = seq, 0, []
        group.append(data.decode())
        size += len(data)
    if group:
        yield ev.EventsMoved(stream.hex(), first, tuple(group))
