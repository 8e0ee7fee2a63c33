"""People of the province who may use the pages under ``/tinh``: accounts, log-in, sessions.

Of a session's cookie only a keyed hash is kept, with a key that central's
private key and its epoch give: a backup holds no session that could be used.
Wrong passwords are counted before they are looked at, so that many at once
are not tried for one; names that nobody has are counted alike, so that
nothing tells which names there are.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from central.database import Conn, Database
from central.keys import CentralKeys
from central.passwords import matches
from core.domain.errors import FieldError, Refused
from core.domain.text import clean

LOGIN: Final = re.compile(r"[A-Za-z0-9._-]{1,40}")
#: wrong passwords in a row before the name has to wait
TRIES: Final = 5
#: the first wait; each further wrong password doubles it
WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(minutes=15)
#: wrong passwords are forgotten after that time without one
FORGOTTEN: Final = timedelta(days=1)
#: a session ends when nothing was asked for so long, and after so long in any case
IDLE: Final = timedelta(minutes=30)
WHOLE: Final = timedelta(hours=10)
#: how exactly the last request is remembered
_MARKED: Final = timedelta(minutes=1)
_TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_LONGEST_NAME: Final = 200


@dataclass(frozen=True, slots=True)
class Session:
    """An operator at work; ``token`` is the cookie's value."""

    login: str
    name: str
    token: str


@dataclass(frozen=True, slots=True)
class NotIn:
    """Nobody signed in; ``wait`` seconds before the name is looked at again, 0 when at once."""

    wait: int


# --- accounts ---------------------------------------------------------------------------


def add_operator(conn: Conn, login: str, name: str, password_hash: str) -> bool:
    """An account, new or with another name and password; its sessions end.

    Returns:
        Whether it is new.

    Raises:
        Refused: ``login_invalid``, ``missing`` name, ``too_long``.
    """
    name = clean(name)
    if not LOGIN.fullmatch(login):
        raise Refused(FieldError("login_invalid", "login"))
    if not name:
        raise Refused(FieldError("missing", "name"))
    if len(name) > _LONGEST_NAME:
        params = {"length": len(name), "limit": _LONGEST_NAME}
        raise Refused(FieldError("too_long", "name", params))
    conn.execute("DELETE FROM operator_session WHERE login = %s", (login,))
    conn.execute("DELETE FROM operator_try WHERE login = %s", (login,))
    row = conn.execute(
        "INSERT INTO operator (login, name, password_hash) VALUES (%s,%s,%s)"
        " ON CONFLICT (login) DO UPDATE SET name = excluded.name,"
        " password_hash = excluded.password_hash RETURNING xmax = 0",
        (login, name, password_hash),
    ).fetchone()
    return bool(row and row[0])


def remove_operator(conn: Conn, login: str) -> None:
    """Takes an account away, sessions included.

    Raises:
        Refused: ``operator_unknown``.
    """
    if not conn.execute("DELETE FROM operator WHERE login = %s", (login,)).rowcount:
        raise Refused(FieldError("operator_unknown", "login", {"login": login[:40]}))


# --- log-in -----------------------------------------------------------------------------


def sign_in(
    db: Database, keys: CentralKeys, login: str, password: str, now: datetime
) -> Session | NotIn:
    """Lets an operator in.

    Raises:
        EnvironmentFault: ``locked``, too many are asking at once; the database's.
    """
    login = login.strip()
    if not LOGIN.fullmatch(login):
        login = ""  # nobody's; all such share one count
    with db.transaction() as conn:
        wait = _spend(conn, login, now)
        row = conn.execute(
            "SELECT name, password_hash FROM operator WHERE login = %s", (login,)
        ).fetchone()
    if wait:
        return NotIn(wait)
    if not matches(row[1] if row else None, password) or row is None:
        return NotIn(0)
    with db.transaction() as conn:
        conn.execute("DELETE FROM operator_try WHERE login = %s", (login,))
        same = conn.execute(
            "SELECT 1 FROM operator WHERE login = %s AND password_hash = %s FOR SHARE",
            (login, row[1]),
        ).fetchone()
        if same is None:  # changed in this very moment
            return NotIn(0)
        token = new_token()
        conn.execute(
            "INSERT INTO operator_session VALUES (%s,%s,%s,%s)",
            (_hash(conn, keys, token), login, now, now),
        )
    return Session(login, row[0], token)


def _spend(conn: Conn, login: str, now: datetime) -> int:
    """Counts a try; the seconds to wait when there is none left."""
    conn.execute("INSERT INTO operator_try VALUES (%s, 0, %s) ON CONFLICT DO NOTHING", (login, now))
    failures, last_at = conn.execute(
        "SELECT failures, last_at FROM operator_try WHERE login = %s FOR UPDATE", (login,)
    ).fetchone() or (0, now)
    if now - last_at > FORGOTTEN:
        failures = 0
    if failures >= TRIES:
        wait = min(WAIT * 2 ** min(failures - TRIES, 10), LONGEST_WAIT) - (now - last_at)
        if wait > timedelta(0):
            return int(wait.total_seconds()) + 1
    conn.execute(
        "UPDATE operator_try SET failures = %s, last_at = %s WHERE login = %s",
        (failures + 1, now, login),
    )
    return 0


# --- sessions ---------------------------------------------------------------------------


def new_token() -> str:
    """A cookie's value: 256 bits, which nobody guesses."""
    return secrets.token_urlsafe(32)


def is_token(text: str) -> bool:
    """Whether a cookie has the shape of one of ours."""
    return _TOKEN.fullmatch(text) is not None


def session_of(conn: Conn, keys: CentralKeys, token: str, now: datetime) -> Session | None:
    """Who is at work; None when nobody signed in with this cookie, or too long ago."""
    if not is_token(token):
        return None
    key = _hash(conn, keys, token)
    row = conn.execute(
        "SELECT s.login, o.name, s.seen_at FROM operator_session s JOIN operator o USING (login)"
        " WHERE s.token = %s AND s.seen_at > %s AND s.begun_at > %s",
        (key, now - IDLE, now - WHOLE),
    ).fetchone()
    if row is None:
        return None
    if now - row[2] > _MARKED:
        conn.execute("SET LOCAL synchronous_commit TO off")
        conn.execute("UPDATE operator_session SET seen_at = %s WHERE token = %s", (now, key))
    return Session(row[0], row[1], token)


def end_session(conn: Conn, keys: CentralKeys, token: str) -> None:
    """The cookie is worth nothing any more."""
    key = _hash(conn, keys, token)
    conn.execute("DELETE FROM operator_session WHERE token = %s", (key,))


def tidy(conn: Conn, now: datetime) -> None:
    """Forgets sessions and wrong passwords that are over."""
    conn.execute(
        "DELETE FROM operator_session WHERE seen_at < %s OR begun_at < %s",
        (now - IDLE, now - WHOLE),
    )
    conn.execute("DELETE FROM operator_try WHERE last_at < %s", (now - FORGOTTEN,))


def form_token(keys: CentralKeys, token: str) -> str:
    """What a form carries so that no other site can send it for an operator."""
    return hmac.digest(_key(keys, b"form"), token.encode(), "sha256").hex()


def is_form_token(keys: CentralKeys, token: str, given: str) -> bool:
    """Whether a form was made for this cookie."""
    return is_token(token) and hmac.compare_digest(
        form_token(keys, token).encode(), given.encode("utf-8", "replace")
    )


def _hash(conn: Conn, keys: CentralKeys, token: str) -> bytes:
    (epoch,) = conn.execute("SELECT epoch FROM central").fetchone() or (1,)
    return hmac.digest(_key(keys, b"session %d" % epoch), token.encode(), "sha256")


def _key(keys: CentralKeys, use: bytes) -> bytes:
    private = keys.signing.private_bytes_raw()
    return hashlib.sha256(b"quay-mot-cua/1/operator\0" + use + b"\0" + private).digest()
