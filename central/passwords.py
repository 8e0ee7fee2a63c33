"""Passwords of operators and accounts: argon2id in its encoded form (RFC 9106)."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from core.domain.errors import EnvironmentFault, FieldError, Refused
from core.domain.text import nfc

#: characters
SHORTEST_OPERATOR: Final = 12
SHORTEST_ACCOUNT: Final = 8
LONGEST: Final = 200
#: computations at once in one process: each takes 64 MiB
_AT_ONCE: Final = 2
#: seconds to wait for one's turn
_PATIENCE: Final = 5.0
_turns = threading.BoundedSemaphore(_AT_ONCE)
_hasher = PasswordHasher()


def check_password(password: str, shortest: int) -> None:
    """Raises Refused ``password_short`` or ``too_long``."""
    if len(password) < shortest:
        raise Refused(FieldError("password_short", "password", {"least": shortest}))
    if len(password) > LONGEST:
        params = {"length": len(password), "limit": LONGEST}
        raise Refused(FieldError("too_long", "password", params))


def hash_password(password: str) -> str:
    """The encoded hash; stations verify it with the same library."""
    with _turn():
        return _hasher.hash(nfc(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password; without a hash the answer takes as long and is no.

    Raises:
        EnvironmentFault: ``locked``, too many are asking at once.
    """
    known = password_hash is not None
    with _turn():
        try:
            _hasher.verify(password_hash or _nobody(), nfc(password[:LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
    return known


@cache
def _nobody() -> str:
    return _hasher.hash(secrets.token_hex())


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=_PATIENCE):
        raise EnvironmentFault("locked", path="argon2")
    try:
        yield
    finally:
        _turns.release()
