"""Sticks, central's side: what a push, a wish and a question would have brought, in one file.

Each batch is stored in a transaction of its own. A batch that is refused or
does not follow costs its stream the rest of the stick and nothing else: the
signed heads of the answer say how far each stream came.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from msgspec.structs import replace

from central import enrolment, feed, ingest, leases
from central.database import Database
from central.enrolment import NotEnrolled
from central.ingest import NotOnChain, Sender
from central.keys import CentralKeys
from central.projector import follow
from core.domain.chain import Head
from sync.wire.batch import decode_batch, expand
from sync.wire.bundle import ToCentral, ToStation, read_to_central, write_to_station
from sync.wire.changes import Changes
from sync.wire.enrolment import Enrolled
from sync.wire.limits import WireError
from sync.wire.signing import sign_head

#: bytes of frames and dossiers in one answer; the station's next stick asks for the rest
ANSWER_BYTES: Final = 100_000_000


class StickRefused(Exception):
    """Nothing of the stick was stored.

    Attributes:
        code: ``malformed``, ``too_large``, ``not_for_us``, ``signature_wrong``,
            ``key_unknown``, or one of `NotEnrolled`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def apply(
    db: Database, keys: CentralKeys, data: bytes, now: datetime, *, address: str = ""
) -> bytes:
    """Takes a stick; the same stick again changes nothing.

    Args:
        db: central's.
        keys: central's.
        data: the file.
        now: central's clock, aware.
        address: central's base address, for a station that joins by this stick.

    Returns:
        The answer's file.

    Raises:
        StickRefused: see there.
    """
    try:
        message, key = read_to_central(data, keys.box)
        enrolled = _joined(db, keys, message, key, now, address)
    except WireError as wrong:
        raise StickRefused(wrong.code) from None
    sender, revoked = _sender(db, message, key)
    _store(db, sender, message.batches, now)
    follow(db, sender.site)
    if revoked:
        told = _heads_only(db, keys, sender, now)
    else:
        _wish(db, keys, sender, message, now)
        told = _told(db, keys, sender, message.cursor, now)
    answer = ToStation(sender.site, sender.station, told, enrolled)
    return write_to_station(answer, keys.signing, message.reply_key)


def _joined(
    db: Database, keys: CentralKeys, message: ToCentral, key: bytes, now: datetime, address: str
) -> Enrolled | None:
    """The station joins by this stick, when it asks to."""
    asked = message.enrol
    if len(message.reply_key) != 32:
        raise WireError("malformed", "reply key")
    if asked is None:
        return None
    if (asked.site, asked.station, asked.public_key) != (
        message.site,
        message.station,
        key.hex(),
    ):
        raise WireError("not_for_us", "enrolment")
    with db.transaction() as conn:
        found = enrolment.enrol(conn, keys, asked, now, address=address)
    if isinstance(found, NotEnrolled):
        raise StickRefused(found.code)
    return found


def _sender(db: Database, message: ToCentral, key: bytes) -> tuple[Sender, bool]:
    with db.transaction() as conn:
        row = conn.execute(
            "SELECT site, station, role, revoked_at IS NOT NULL FROM sender WHERE key = %s", (key,)
        ).fetchone()
    if row is None:
        raise StickRefused("key_unknown")
    if (row[0], row[1]) != (message.site, message.station):
        raise StickRefused("not_for_us")
    return Sender(row[0], row[1], key, row[2]), row[3]


def _store(db: Database, sender: Sender, batches: tuple[bytes, ...], now: datetime) -> None:
    left: set[bytes] = set()
    for packed in batches:
        try:
            batch = decode_batch(expand(packed))
            if batch.stream in left:
                continue
            try:
                with db.transaction() as conn:
                    hashes = ingest.check(conn, sender, batch)
                with db.transaction() as conn:
                    ingest.store(conn, sender, batch, hashes, now)
            except NotOnChain:
                left.add(batch.stream)
        except WireError:
            continue  # the heads tell; what follows on it is not on the chain
    with db.transaction() as conn:
        conn.execute(
            "UPDATE station SET last_contact = %s WHERE site = %s AND station = %s",
            (now, sender.site, sender.station),
        )


def _wish(
    db: Database, keys: CentralKeys, sender: Sender, message: ToCentral, now: datetime
) -> None:
    try:
        with db.transaction() as conn:
            leases.top_up(conn, keys, sender, message.wishes, now)
    except WireError:
        return  # a stream that was not stored gets no ordinals


def _heads_only(db: Database, keys: CentralKeys, sender: Sender, now: datetime) -> Changes:
    """What a revoked station is told: that its events are kept."""
    with db.transaction() as conn:
        found: list[Head] = ingest.heads(conn, sender.site, sender.station)
        epoch = ingest.epoch_of(conn)
    heads = tuple(sign_head(keys.signing, head) for head in found)
    return Changes(cursor="", epoch=epoch, time=now, heads=heads)


def _told(db: Database, keys: CentralKeys, sender: Sender, cursor: str, now: datetime) -> Changes:
    """All that is new, as one answer; a cursor that cannot be read begins anew."""
    told = _asked(db, keys, sender, cursor, now)
    size = _size(told)
    while told.more and size < ANSWER_BYTES:
        found = _asked(db, keys, sender, told.cursor, now)
        if found.cursor == told.cursor:
            break
        size += _size(found)
        told = _joint(told, found)
    return told


def _asked(db: Database, keys: CentralKeys, sender: Sender, cursor: str, now: datetime) -> Changes:
    with db.transaction() as conn:
        try:
            return feed.changes(conn, keys, sender, cursor, now)
        except WireError:
            return feed.changes(conn, keys, sender, "", now)


def _size(told: Changes) -> int:
    return sum(map(len, told.batches)) + 2_000 * len(told.dossiers)


def _joint(first: Changes, then: Changes) -> Changes:
    return replace(
        then,
        batches=first.batches + then.batches,
        dossiers=first.dossiers + then.dossiers,
        exceptions=first.exceptions if then.exceptions is None else then.exceptions,
        stations=first.stations if then.stations is None else then.stations,
    )
