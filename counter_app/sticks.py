"""Sticks carried to the province and back: a file written and read back, an answer taken in."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from core.domain.errors import EnvironmentFault, FieldError, Refused
from core.ports.clock import Clock
from core.ports.exchange import Exchange
from db.files import file_faults, write_atomically
from sync.errors import NotSynced
from sync.stick import Packed, pack, unpack
from sync.wire.bundle import MAX_STICK
from sync.wire.limits import WireError

_UNREAD: Final = {"is_ours": "stick_is_ours", "key_unknown": "stick_not_central"}


def write_stick(exchange: Exchange, name: str, clock: Clock) -> Packed:
    """Writes what is unsent into a file for central alone, and reads it back.

    Raises:
        Refused: ``file_exists``, ``folder_missing``, ``not_joined``.
        EnvironmentFault: ``not_read_back``, or the disk is at fault.
    """
    path = Path(name).absolute()
    if path.exists():
        raise Refused(FieldError("file_exists", "file", {"path": name}))
    if not path.parent.is_dir():
        raise Refused(FieldError("folder_missing", "file", {"path": name}))
    try:
        packed = pack(exchange, clock())
    except NotSynced:
        raise Refused(FieldError("not_joined", "file")) from None
    write_atomically(path, packed.data)
    if read_back(path) != packed.data:
        raise EnvironmentFault("not_read_back", path=name)
    return packed


def read_back(path: Path) -> bytes:
    """The file as the medium gives it, not as memory still holds it, where the system can."""
    with file_faults(), path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file.read()


def read_stick(exchange: Exchange, name: str, clock: Clock) -> int:
    """Applies central's answer to a stick, whole or not at all; the events applied.

    Raises:
        Refused: ``file_too_large``, ``file_unreadable``, ``not_joined``,
            ``stick_unreadable``, ``stick_is_ours``, ``stick_not_central``.
    """
    path = Path(name)
    try:
        if path.stat().st_size > MAX_STICK:
            raise Refused(FieldError("file_too_large", "file", {"limit": MAX_STICK}))
        data = path.read_bytes()
    except OSError:
        raise Refused(FieldError("file_unreadable", "file", {"path": name})) from None
    try:
        return unpack(exchange, data, clock)
    except NotSynced:
        raise Refused(FieldError("not_joined", "file")) from None
    except WireError as wrong:
        code = _UNREAD.get(wrong.code, "stick_unreadable")
        raise Refused(FieldError(code, "file", {"path": name})) from None
