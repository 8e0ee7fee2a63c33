"""Who asks: the request's signature, a known key, a number never seen before (ADR 0007).

The signature is checked before the database is asked, so that a stranger
costs one computation. From there on every answer is signed: it is bound to a
request that this very key made. The number is spent in a transaction of its
own, whatever becomes of the request.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from fastapi import Depends, Request
from psycopg import Connection

from central.context import context_of
from central.gate import exchange_of
from central.ingest import Sender
from central.refusals import Turned
from sync.wire.limits import WireError
from sync.wire.signing import Authorisation, check_request, parse_authorisation

#: the station's own clock, ISO 8601 with its offset; it informs people and decides nothing
TIME_HEADER = "Counter-Time"
_LONGEST_VERSION = 60


@dataclass(frozen=True, slots=True)
class Caller:
    """A station that proved to be itself; a revoked one may only hand in what it has."""

    sender: Sender
    revoked: bool


def target_of(request: Request) -> str:
    """Path with query exactly as they were sent."""
    path = request.scope["raw_path"].decode("latin-1")
    query = request.scope["query_string"].decode("latin-1")
    return f"{path}?{query}" if query else path


def caller(request: Request) -> Caller:
    """The station that signed the request.

    Raises:
        Turned: ``authorization_missing``, ``request_signature_wrong``,
            ``key_unknown``, ``too_often``, ``replayed``.
    """
    context, exchange = context_of(request), exchange_of(request.scope)
    given = _believed(request, exchange.body)
    exchange.answer_to = given.signature
    with context.db.transaction() as conn:
        found = _sender(conn, given.key)
        if found is None:
            raise Turned("key_unknown")
        exchange.who = f"{found.sender.site}/{found.sender.station}"
        wait = context.senders.take(given.key)
        if wait:
            raise Turned("too_often", wait=wait)
        last = _spend(conn, found.sender, given.number, context.clock(), request)
    if last is not None:
        raise Turned("replayed", last=last)
    return found


def station(found: Annotated[Caller, Depends(caller)]) -> Sender:
    """The station that asks, not revoked.

    Raises:
        Turned: as `caller`, ``revoked``.
    """
    if found.revoked:
        raise Turned("revoked")
    return found.sender


def _believed(request: Request, body: bytes) -> Authorisation:
    header = request.headers.get("authorization", "")
    try:
        given = parse_authorisation(header)
    except WireError:
        raise Turned("authorization_missing") from None
    try:
        check_request(given, request.method, target_of(request), body)
    except WireError:
        raise Turned("request_signature_wrong") from None
    return given


def _sender(conn: Connection[Any], key: bytes) -> Caller | None:
    row = conn.execute(
        "SELECT site, station, role, revoked_at IS NOT NULL FROM sender WHERE key = %s", (key,)
    ).fetchone()
    return Caller(Sender(row[0], row[1], key, row[2]), row[3]) if row else None


def _spend(
    conn: Connection[Any], sender: Sender, number: int, now: datetime, request: Request
) -> int | None:
    """Uses up the request's number and notes the contact; the last number if it was used before.

    Not waiting for the disk: a number lost in a power cut lets one request of
    the last half second be said again, and every request may be said twice.
    """
    conn.execute("SET LOCAL synchronous_commit TO off")
    spent = conn.execute(
        "UPDATE sender SET last_request = %s WHERE key = %s AND last_request < %s",
        (number, sender.key, number),
    ).rowcount
    if not spent:
        row = conn.execute(
            "SELECT last_request FROM sender WHERE key = %s", (sender.key,)
        ).fetchone()
        return int(row[0]) if row else number
    conn.execute(
        "UPDATE station SET last_contact = %s, version = %s,"
        " clock_offset = coalesce(%s, clock_offset) WHERE site = %s AND station = %s",
        (now, _version(request), _ahead(request, now), sender.site, sender.station),
    )
    return None


def _version(request: Request) -> str:
    text = request.headers.get("user-agent", "")[:_LONGEST_VERSION]
    return "".join(c for c in text if " " <= c <= "~")


def _ahead(request: Request, now: datetime) -> float | None:
    """Seconds that the station's clock is ahead of ours, None when it told none."""
    try:
        told = datetime.fromisoformat(request.headers.get(TIME_HEADER, ""))
        ahead = (told - now).total_seconds()
    except (ValueError, TypeError, OverflowError):  # not a time, or one without offset
        return None
    return ahead if math.isfinite(ahead) else None
