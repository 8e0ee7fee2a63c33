"""Files that must be whole or untouched, and locks between processes.

Nothing here is specific to one operating system at import time: what Windows
lacks (``pwrite``, ``fdatasync``, ``flock``) is replaced where it is missing.

Sources:
    Atomic replacement and why the folder is synced too: rename(2), fsync(2),
    https://lwn.net/Articles/457667/. Locks: flock(2); ``msvcrt.locking`` in the
    Python library reference. filelock was measured at 80 us a turn, flock on a
    descriptor kept open at 1 us (2026-11, ext4), hence ``locked``.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from core.domain.errors import EnvironmentFault

LOCK_WAIT_S = 5.0  # as long as the database's busy timeout
_LOCK_STEP_S = 0.0002  # holders sync a file: they take 0.1 to 20 ms
_LOCK_OFFSET = 1 << 30  # Windows locks bytes and forbids reading them: lock far beyond the data

_FULL = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_MISSING = {errno.ENOENT, errno.ENOTDIR}
_LOCKED = {errno.EAGAIN, errno.EBUSY, errno.EDEADLK, errno.ETXTBSY}
_WINDOWS_LOCKED = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION

if sys.platform == "win32":
    import msvcrt

    def _try_lock(fd: int) -> bool:
        os.lseek(fd, _LOCK_OFFSET, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError as exc:
            if exc.errno in (errno.EACCES, errno.EDEADLK):
                return False
            raise
        return True

    def _unlock(fd: int) -> None:
        os.lseek(fd, _LOCK_OFFSET, os.SEEK_SET)
        msvcrt.locking(fd, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(fd: int) -> bool:
        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)


def translate_os(exc: OSError) -> EnvironmentFault | None:
    """Names the machine's fault behind an ``OSError``.

    Network errors and timeouts give None: they are no fault of this machine's disk.
    """
    if isinstance(exc, ConnectionError | TimeoutError) or exc.errno is None:
        return None
    if getattr(exc, "winerror", None) in _WINDOWS_LOCKED or exc.errno in _LOCKED:
        code = "locked"
    elif exc.errno in _FULL:
        code = "disk_full"
    elif exc.errno in _READ_ONLY:
        code = "read_only"
    elif exc.errno in _MISSING:
        code = "no_data_folder"
    else:
        code = "io_error"
    params = {"path": str(exc.filename)} if exc.filename is not None else {}
    return EnvironmentFault(code, detail=os.strerror(exc.errno), **params)


@contextlib.contextmanager
def file_faults() -> Iterator[None]:
    """Raises the ``OSError`` of its block as an ``EnvironmentFault``."""
    try:
        yield
    except OSError as exc:
        fault = translate_os(exc)
        if fault is None:
            raise
        raise fault from exc


def open_private(path: Path, flags: int, mode: int = 0o600) -> int:
    """Opens a file untranslated (no line ends), readable by its owner alone when created."""
    return os.open(path, flags | getattr(os, "O_BINARY", 0), mode)


def write_all(fd: int, data: bytes) -> None:
    """Writes every byte; a disk that fills half-way raises instead of writing less."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def write_at(fd: int, data: bytes, offset: int) -> None:
    """Writes at a place; the caller holds the lock (Windows moves the file position)."""
    if sys.platform == "win32":
        os.lseek(fd, offset, os.SEEK_SET)
        written = os.write(fd, data)
    else:
        written = os.pwrite(fd, data, offset)
    if written != len(data):
        raise OSError(errno.EIO, "short write")


def read_at(fd: int, length: int, offset: int) -> bytes:
    """Reads at a place; fewer bytes come back only at the end of the file."""
    if sys.platform == "win32":
        os.lseek(fd, offset, os.SEEK_SET)
        return os.read(fd, length)
    return os.pread(fd, length, offset)


def sync_data(fd: int) -> None:
    """Makes the file's bytes durable, without its times where that is cheaper."""
    if sys.platform == "linux":
        os.fdatasync(fd)
    else:
        os.fsync(fd)


def sync_directory(folder: Path) -> None:
    """Makes the names in a folder durable (Windows has no such call and needs none)."""
    if sys.platform == "win32":
        return
    with file_faults():
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)


def write_atomically(path: Path, data: bytes, mode: int = 0o600) -> None:
    """Puts a file in place so that after any crash it is the old or the new one.

    The data is written and synced under another name in the same folder, then
    renamed, then the folder is synced. On any failure the old file stands.

    Raises:
        EnvironmentFault: disk full, read-only, folder missing or another I/O error.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.tmp")
    with file_faults():
        try:
            fd = open_private(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
            try:
                write_all(fd, data)
                os.fsync(fd)
            finally:
                os.close(fd)
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    sync_directory(path.parent)


@contextlib.contextmanager
def locked(fd: int, wait_s: float = LOCK_WAIT_S) -> Iterator[None]:
    """Holds the file behind ``fd`` against every other opening of it.

    The lock belongs to the opening: two descriptors of one process exclude each
    other too; a process that dies lets go. Threads sharing one descriptor need
    a lock of their own.

    Raises:
        EnvironmentFault: ``locked`` when nobody let go within ``wait_s``.
    """
    if not _try_lock(fd):
        deadline = time.monotonic() + wait_s
        while not _try_lock(fd):
            if time.monotonic() > deadline:
                raise EnvironmentFault("locked")
            time.sleep(_LOCK_STEP_S)
    try:
        yield
    finally:
        _unlock(fd)
