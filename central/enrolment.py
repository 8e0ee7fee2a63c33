"""One-time codes: an administrator makes one, a station joins by it (ADR 0007).

Of a code's secret half only a keyed hash is kept. Five wrong tries for a
station lock its codes; a code is used once, and asked again with the same key
it gives the same answer, because the first one may have been lost.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace
from psycopg import Connection

from central.keys import CentralKeys
from central.settings import check_site, is_site
from central.sites import add_station, set_site
from core.domain.numbering import ALPHABET
from sync.wire import enrolment as wire
from sync.wire.enrolment import Enrolled, EnrolRequest, enrol_message, enrolled_message
from sync.wire.limits import WireError
from sync.wire.signing import verify

#: wrong tries for one station until its codes are worth nothing
TRIES: Final = 5
#: a code that nobody used in that time, sticks included, was lost
VALID: Final = timedelta(days=14)
_SECRET = re.compile(f"[{ALPHABET}]{{8}}")
_KEY, _SIGNATURE, _STREAM = (re.compile(f"[0-9a-f]{{{n}}}") for n in (64, 128, 32))
_MOST_STREAMS: Final = 200


class NotEnrolled(Struct, frozen=True):
    """Why not; a value, so that the count of wrong tries is stored with it.

    Attributes:
        code: ``code_wrong``, ``code_locked``, ``code_expired``, ``code_used``,
            ``key_in_use``, ``revoked``, ``practice``.
    """

    code: str


def new_code(
    conn: Connection[Any], keys: CentralKeys, site: str, station: int, now: datetime
) -> str:
    """A code for a station; the ones made before for it are worth nothing any more.

    Args:
        conn: inside a transaction.
        keys: central's.
        site, station: for whom; a new site is made.
        now: central's clock, aware.

    Returns:
        16 characters in groups of four, for people.

    Raises:
        Refused: ``site_invalid``, ``station_invalid``.
    """
    check_site(site, station)
    set_site(conn, site)
    text, secret = wire.new_code(keys.public)
    conn.execute(
        "DELETE FROM enrolment WHERE site = %s AND station = %s AND used_at IS NULL",
        (site, station),
    )
    conn.execute(
        "INSERT INTO enrolment (site, station, secret_hash, made_at) VALUES (%s,%s,%s,%s)",
        (site, station, _hash(keys, secret), now),
    )
    return text


def enrol(
    conn: Connection[Any],
    keys: CentralKeys,
    request: EnrolRequest,
    now: datetime,
    *,
    address: str = "",
) -> Enrolled | NotEnrolled:
    """Lets a station join, in one transaction that is to be committed either way.

    Args:
        conn: inside a transaction.
        keys: central's.
        request: as it came.
        now: central's clock, aware.
        address: central's base address, for the answer.

    Raises:
        WireError: ``malformed``, ``signature_wrong``; nothing was counted.
    """
    key = _checked(request)
    (practice,) = conn.execute("SELECT practice FROM central").fetchone() or (False,)
    if practice != request.practice:
        return NotEnrolled("practice")
    refused = _use_code(conn, keys, request, key, now)
    if refused is not None:
        return NotEnrolled(refused)
    province, epoch = conn.execute("SELECT province, epoch FROM central").fetchone() or ("", 1)
    answer = Enrolled(province, address, keys.public.hex(), keys.box_public.hex(), epoch, "")
    signature = keys.signing.sign(enrolled_message(request.proof, answer))
    return replace(answer, signature=signature.hex())


def _checked(request: EnrolRequest) -> bytes:
    """The station's key, when the request has its shape and its proof."""
    shapes = [
        (_SECRET, request.secret),
        (_KEY, request.public_key),
        (_SIGNATURE, request.proof),
        *((_STREAM, stream) for stream in request.streams[: _MOST_STREAMS + 1]),
    ]
    well = all(shape.fullmatch(text) for shape, text in shapes)
    if not well or not is_site(request.site) or not 1 <= request.station <= 99:
        raise WireError("malformed", "enrolment")
    if not 0 < len(request.streams) <= _MOST_STREAMS:
        raise WireError("malformed", "streams")
    key = bytes.fromhex(request.public_key)
    message = enrol_message(request.secret, request.site, request.station, request.public_key)
    verify(key, bytes.fromhex(request.proof), message, "enrolment")
    return key


def _use_code(
    conn: Connection[Any], keys: CentralKeys, request: EnrolRequest, key: bytes, now: datetime
) -> str | None:
    """Uses the code up for this key; why not, or None."""
    which = (request.site, request.station)
    rows = conn.execute(
        "SELECT secret_hash, made_at, tries, used_at FROM enrolment"
        " WHERE site = %s AND station = %s ORDER BY secret_hash FOR UPDATE",
        which,
    ).fetchall()
    given = _hash(keys, request.secret)
    found = next((row for row in rows if hmac.compare_digest(bytes(row[0]), given)), None)
    tries = max((row[2] for row in rows if row[3] is None), default=0)
    if found is None:
        conn.execute(
            "UPDATE enrolment SET tries = tries + 1"
            " WHERE site = %s AND station = %s AND used_at IS NULL",
            which,
        )
        return "code_locked" if tries + 1 >= TRIES and rows else "code_wrong"
    _, made_at, _, used_at = found
    if used_at is not None:
        return None if _joined_by(conn, key, used_at) else "code_used"
    if tries >= TRIES:
        return "code_locked"
    if now - made_at > VALID:
        return "code_expired"
    return _admit(conn, keys, request, key, now)


def _joined_by(conn: Connection[Any], key: bytes, used_at: datetime) -> bool:
    """Whether this very key used the code: the answer was lost, or came twice."""
    row = conn.execute("SELECT since FROM sender WHERE key = %s", (key,)).fetchone()
    return row is not None and row[0] == used_at


def _admit(
    conn: Connection[Any], keys: CentralKeys, request: EnrolRequest, key: bytes, now: datetime
) -> str | None:
    which = (request.site, request.station)
    known = conn.execute(
        "SELECT site, station, revoked_at FROM sender WHERE key = %s FOR UPDATE", (key,)
    ).fetchone()
    if known is not None and known[2] is not None:
        return "revoked"
    if known is not None and (known[0], known[1]) != which:
        return "key_in_use"
    conn.execute(
        "INSERT INTO sender (key, site, station, since) VALUES (%s,%s,%s,%s)"
        " ON CONFLICT (key) DO UPDATE SET since = excluded.since",
        (key, *which, now),
    )
    conn.execute(
        "UPDATE enrolment SET used_at = %s WHERE site = %s AND station = %s AND secret_hash = %s",
        (now, *which, _hash(keys, request.secret)),
    )
    add_station(conn, keys, request.site, request.station, now)
    return None


def _hash(keys: CentralKeys, secret: str) -> bytes:
    """40 bits could be guessed from a plain hash; with central's private key they cannot."""
    pepper = hashlib.sha256(b"quay-mot-cua/1/code\0" + keys.signing.private_bytes_raw()).digest()
    return hmac.digest(pepper, secret.encode(), "sha256")
