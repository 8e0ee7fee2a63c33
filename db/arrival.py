"""One answer of central's, taken in: its frames, its word on ours, what others have.

What comes is applied in transactions of bearable size, so that the counter
never waits for it; a small answer is one transaction. The cursor is stored
last, together with the rest, so that an answer cut in the middle is asked for
again, and what is there already is compared and passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from core.domain import events as ev
from core.domain.chain import Batch
from core.domain.dossier_view import DossierView
from core.domain.errors import EnvironmentFault
from core.ports.exchange import Arrived
from db import journal, projections, signing, site_dossiers, sync_state, unsent
from db.connection import environment_faults

if TYPE_CHECKING:
    from db.store import Store

#: kinds that central writes; a frame of another kind is not central's to give
KINDS = frozenset(
    {
        "central_stream_began",
        "rule_pack_set",
        "calendar_set",
        "block_leased",
        "code_bound",
        "account_created",
        "account_changed",
        "roster_set",
        "decision_recorded",
        "portal_dossier_arrived",
        "procedures_imported",
        "agency_identified",
        "exception_resolved",
        "key_rotated",
    }
)
#: work in one transaction, in events of ordinary size; about 10 ms on an old PC
PART = 40
#: an event weighs one more for so many bytes (a catalogue is fifty procedures an event)
BYTES_PER_WEIGHT = 2_000
#: what writes a dossier's row and its search words weighs more
WEIGHTS = {"portal_dossier_arrived": 3, "code_bound": 2}
OTHER_WEIGHT = 2


class _Frame(Struct, frozen=True):
    """One event of central's, read and placed."""

    event: ev.Event[Any]
    data: bytes
    previous: bytes
    hash: bytes
    batch: Batch


_Work = Callable[[Any], int]
"""Applies a piece inside a transaction; how many events were new."""


def take_in(store: Store, arrived: Arrived, at: datetime, between: Callable[[float], None]) -> int:
    """Applies an answer.

    Args:
        store: the open folder.
        arrived: checked by central's key.
        at: the station's clock.
        between: called after each transaction but the last with its weight,
            1.0 for a full one: whoever waits goes first.

    Returns:
        Events applied.

    Raises:
        EnvironmentFault: ``chain_broken`` when frames do not follow ours,
            ``newer_database`` for an event that this program does not know
            (what stands before it is applied), ``central_invalid`` for what is
            none of central's to say; the cursor stays.
    """
    frames, fault = _read(arrived.batches)
    current = arrived.epoch >= sync_state.number(store.conn, sync_state.EPOCH)
    work = [(_weight(frame), _applying(frame)) for frame in frames]
    if current:  # an answer older than central's restore has its frames only
        work += [(OTHER_WEIGHT, _keeping(*other)) for other in arrived.others]
        work.append((1, _telling(arrived, at, cursor=fault is None)))
    applied, part = 0, list[_Work]()
    room = PART
    for weight, piece in work:
        if part and weight > room:
            applied += _run(store, part)
            between(1 - room / PART)
            store.tidy()
            part, room = [], PART
        part.append(piece)
        room -= weight
    applied += _run(store, part)
    if arrived.others:
        with environment_faults(store.data):
            site_dossiers.merge(store.conn)
    if fault is not None:
        raise fault
    return applied


def _run(store: Store, part: Sequence[_Work]) -> int:
    if not part:
        return 0
    with store.transaction() as conn:
        return sum(piece(conn) for piece in part)


def _weight(frame: _Frame) -> int:
    return WEIGHTS.get(frame.event.kind, 1) + len(frame.data) // BYTES_PER_WEIGHT


# --- frames of central's streams --------------------------------------------------------


def _read(batches: Sequence[Batch]) -> tuple[list[_Frame], EnvironmentFault | None]:
    """Events up to the first that cannot be read, and why it cannot."""
    frames: list[_Frame] = []
    for batch in batches:
        try:
            frames += _frames(batch)
        except _Unreadable as wrong:
            return frames + wrong.before, wrong.fault
    return frames, None


class _Unreadable(Exception):
    def __init__(self, before: list[_Frame], fault: EnvironmentFault) -> None:
        super().__init__(fault.code)
        self.before, self.fault = before, fault


def _frames(batch: Batch) -> list[_Frame]:
    found: list[_Frame] = []
    previous = batch.previous
    for seq, (data, digest) in enumerate(
        zip(batch.events, batch.hashes(), strict=True), batch.first
    ):
        try:
            event = ev.decode(data)
        except EnvironmentFault as fault:
            newer = fault.code == "newer_database"
            raise _Unreadable(found, fault if newer else _invalid(batch, seq)) from fault
        if (event.stream, event.seq) != (batch.stream.hex(), seq) or event.kind not in KINDS:
            raise _Unreadable(found, _invalid(batch, seq))
        found.append(_Frame(event, data, previous, digest, batch))
        previous = digest
    return found


def _invalid(batch: Batch, seq: int) -> EnvironmentFault:
    return EnvironmentFault("central_invalid", stream=batch.stream.hex(), seq=seq)


def _applying(frame: _Frame) -> _Work:
    def work(conn: Any) -> int:
        return _apply(conn, frame)

    return work


def _apply(conn: Any, frame: _Frame) -> int:
    """Stores a frame and applies it; one that is here already is compared only."""
    stream, seq = frame.batch.stream, frame.event.seq
    if conn.execute("SELECT 1 FROM station WHERE stream = ?", (stream,)).fetchone():
        raise _invalid(frame.batch, seq)
    head, digest = journal.head(conn, stream)
    fresh = seq == head + 1
    if fresh:
        follows = frame.previous == digest
    else:
        follows = seq <= head and journal.hash_at(conn, stream, seq) == frame.hash
    if not follows:
        raise EnvironmentFault("chain_broken", stream=stream.hex(), seq=seq)
    if fresh:
        stored = journal.store(conn, frame.event, frame.data, stream, frame.previous)
        projections.settle(conn, stored)
    for seal in frame.batch.seals:
        if seal.last == seq and seal.head == frame.hash:
            journal.keep_seal(conn, stream, seal)
    return int(fresh)


# --- what is only looked at -------------------------------------------------------------


def _keeping(station: int, view: DossierView) -> _Work:
    def work(conn: Any) -> int:
        site_dossiers.keep(conn, station, view)
        return 0

    return work


def _telling(arrived: Arrived, at: datetime, *, cursor: bool) -> _Work:
    """Heads, lists and, when all frames were read, the cursor."""

    def work(conn: Any) -> int:
        for head, witness in arrived.heads:
            unsent.keep_head(conn, head, witness)
        unsent.unnamed(conn, {head.stream for head, _ in arrived.heads}, arrived.epoch)
        signing.forget_older(conn)
        if arrived.loose_ends is not None:
            site_dossiers.keep_loose_ends(conn, arrived.loose_ends)
        for name, value in _state(arrived, at, cursor=cursor):
            sync_state.keep(conn, name, value)
        return 0

    return work


def _state(arrived: Arrived, at: datetime, *, cursor: bool) -> Iterator[tuple[str, bytes]]:
    yield sync_state.EPOCH, str(arrived.epoch).encode()
    yield sync_state.LAST_CONTACT, at.isoformat().encode()
    yield sync_state.CLOCK_OFFSET, str(arrived.clock_offset).encode()
    if arrived.stations is not None:
        yield sync_state.STATIONS, arrived.stations
    if cursor:
        yield sync_state.CURSOR, arrived.cursor.encode()
