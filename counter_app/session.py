"""Who acts on the command line.

An account acts with its password. Without any log-in the operating system's
user acts as ``os:NAME`` with a clerk's rights, since whoever may read the
machine's key may read the folder anyway; such acts never carry another
person's name (docs/adr/0004-command-line-actor.md).
"""

from __future__ import annotations

import getpass
import time

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from core.domain.account import Role
from core.domain.errors import FieldError, Refused
from core.services.context import Actor
from db import queries
from db.connection import immediate
from db.store import Store

#: wrong passwords in a row before the account waits
FAILURES_ALLOWED = 5
LOCK_SECONDS = 60


def hash_password(password: str) -> str:
    """argon2id in its encoded form (RFC 9106, the library's defaults)."""
    return PasswordHasher().hash(password)


def sign_in(store: Store, user: str | None, password: str | None) -> Actor:
    """The actor of this run.

    Raises:
        Refused: ``password_needed``, ``password_wrong``, ``locked_out``,
            ``account_closed``, ``role_unknown`` for one of a newer program's.
    """
    if not user and password:
        logins = queries.logins(store.conn)
        user = logins[0] if len(logins) == 1 else None
    if not user:
        return Actor("os:" + _os_user(), Role.CLERK)
    if not password:
        raise Refused(FieldError("password_needed", "user", {"user": user[:40]}))
    _check_lock(store, user)
    account = queries.account(store.conn, user)
    if account is None or not _matches(account[2], password):
        _count_failure(store, user)
        raise Refused(FieldError("password_wrong", "user"))
    _forget_failures(store, user)
    return still_allowed(store, Actor(user, Role.CLERK))  # told only who knows the password


def still_allowed(store: Store, actor: Actor) -> Actor:
    """Somebody who is signed in, in the role that the account has now.

    Raises:
        Refused: ``account_closed``, ``role_unknown``.
    """
    account = queries.account(store.conn, actor.login)
    if account is None or not account[3]:
        raise Refused(FieldError("account_closed", "user", {"user": actor.login[:40]}))
    role = account[1]
    if role == actor.role.value:
        return actor
    if role not in set(Role):
        raise Refused(FieldError("role_unknown", "user", {"role": role[:40]}))
    return Actor(actor.login, Role(role))


def _os_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def _matches(password_hash: str, password: str) -> bool:
    try:
        return PasswordHasher().verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


def _check_lock(store: Store, user: str) -> None:
    """The monotonic clock decides; after a reboot it starts anew and so does the lock."""
    row = store.conn.execute(
        "SELECT locked_until FROM local_login WHERE login = ?", (user,)
    ).fetchone()
    left = row[0] - time.monotonic() if row else 0
    if 0 < left <= LOCK_SECONDS:
        raise Refused(FieldError("locked_out", "user", {"seconds": int(left) + 1}))


def _count_failure(store: Store, user: str) -> None:
    with immediate(store.conn) as conn:
        conn.execute(
            "INSERT INTO local_login VALUES (?, 1, 0) ON CONFLICT (login) DO UPDATE SET"
            " failures = failures + 1",
            (user[:40],),
        )
        conn.execute(
            "UPDATE local_login SET failures = 0, locked_until = ?"
            " WHERE login = ? AND failures >= ?",
            (time.monotonic() + LOCK_SECONDS, user[:40], FAILURES_ALLOWED),
        )


def _forget_failures(store: Store, user: str) -> None:
    if store.conn.execute("SELECT 1 FROM local_login WHERE login = ?", (user,)).fetchone():
        with immediate(store.conn) as conn:
            conn.execute("DELETE FROM local_login WHERE login = ?", (user,))
