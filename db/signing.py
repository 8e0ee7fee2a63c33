"""The station's signing keys: the one in force, and older ones until central knows the newer.

A key is rotated by an event that the old key seals (design §6.9). Central
believes the new one from there on, so requests are signed by the key that
central has been told of, while events behind the rotation are sealed by the
new one already.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from core.domain import events as ev
from core.domain.errors import EnvironmentFault
from db import journal, own_streams, queries

if TYPE_CHECKING:
    from db.store import Store

_CURRENT = "signing_key"
_OLDER = "signing_key:"


def public_of(key: Ed25519PrivateKey) -> str:
    """The public half, hex."""
    return key.public_key().public_bytes_raw().hex()


def seed(conn: Any) -> bytes:
    """The 32 bytes of the key in force; read each time, another process may have rotated it."""
    (value,) = conn.execute("SELECT value FROM local_secret WHERE name = ?", (_CURRENT,)).fetchone()
    return bytes(value)


def private_of(conn: Any, public: str) -> Ed25519PrivateKey:
    """The private half of a key of ours.

    Raises:
        EnvironmentFault: ``no_key``: it was forgotten after central knew its successor.
    """
    key = Ed25519PrivateKey.from_private_bytes(seed(conn))
    if public_of(key) == public:
        return key
    row = conn.execute(
        "SELECT value FROM local_secret WHERE name = ?", (_OLDER + public,)
    ).fetchone()
    if row is None:
        raise EnvironmentFault("no_key", what="signing")
    return Ed25519PrivateKey.from_private_bytes(bytes(row[0]))


def speaking(conn: Any) -> str:
    """The public key that signs requests: that of the first event central has not got."""
    for own in own_streams.all_of(conn):
        if own.sent < own.last:
            return queries.public_key(conn, own.stream, own.sent + 1)
    return queries.public_key(conn, queries.station(conn).stream)


def forget_older(conn: Any) -> None:
    """Once central has everything, nobody needs an older key."""
    if all(own.sent >= own.last for own in own_streams.all_of(conn)):
        conn.execute("DELETE FROM local_secret WHERE name LIKE ?", (_OLDER + "%",))


def rotate_key(store: Store, *, actor: str, at: datetime) -> str:
    """Gives the station a new key, from the next event on.

    Args:
        store: the open folder.
        actor: who ordered it.
        at: the station's clock; nobody vouches for it.

    Returns:
        The new public key, hex.
    """
    new = Ed25519PrivateKey.generate()
    public = public_of(new)
    with store.transaction() as conn:
        old = store.signing_key()
        seal_all(conn)
        act = store.new_act()
        stream = act.station.stream
        message = ev.rotation_message(stream.hex(), public_of(old), public)
        act.append(
            ev.KeyRotated(public, new.sign(message).hex()),
            subject=ev.STATION,
            actor=actor,
            at=at,
            day=act.last_day(),
            doubtful=True,
        )
        journal.sign(conn, stream, old)
        conn.execute(
            "INSERT OR REPLACE INTO local_secret VALUES (?,?)",
            (_OLDER + public_of(old), old.private_bytes_raw()),
        )
        put(conn, new)
    return public


def put(conn: Any, key: Ed25519PrivateKey) -> None:
    """Makes a key the one in force."""
    conn.execute(
        "INSERT OR REPLACE INTO local_secret VALUES (?,?)", (_CURRENT, key.private_bytes_raw())
    )


def unsealed(conn: Any) -> list[bytes]:
    """Our streams whose last events no signature vouches for; a fork's left ones are cut."""
    return [
        own.stream
        for own in own_streams.all_of(conn)
        if not own.cut and journal.last_signed(conn, own.stream) < own.last
    ]


def seal_all(conn: Any) -> None:
    """Signs what no signature vouches for yet, in every stream of ours."""
    for stream in unsealed(conn):
        journal.sign(conn, stream, private_of(conn, queries.public_key(conn, stream)))
