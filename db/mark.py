"""The high-water mark: what this folder gave out, remembered outside the database.

A receipt on paper cannot be taken back, so the numbers behind it are written to
a second place before it is printed. A database that later says less than the
mark was restored from an older copy: its number block is burnt and a new stream
begins (design §4, "the paper is the commit").

The file has two slots of 4096 bytes, written in turn. The slot with the highest
counter is the mark; a write cut by a power failure spoils only the other one.
The file is written full length when created, so that a full disk cannot stop a
raise and a data sync alone makes it durable.

Sources:
    fdatasync(2); the two-slot scheme is that of SQLite's and LMDB's alternating
    headers (http://www.lmdb.tech/doc/internals.html, "meta pages").
"""

from __future__ import annotations

import hashlib
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import TracebackType

from core.domain.errors import EnvironmentFault
from db.files import (
    file_faults,
    locked,
    open_private,
    read_at,
    sync_data,
    sync_directory,
    write_at,
)

SLOT_BYTES = 4096
_FILE_BYTES = 2 * SLOT_BYTES
_MAGIC = b"QMCMARK\n"
_VERSION = 1
# magic, version, counter, stream, seq, day, ordinal, provisional; then SHA-256 of all that
_RECORD = struct.Struct("<8sIQ16sQIQQ")


@dataclass(frozen=True, slots=True)
class Mark:
    """The furthest this folder got.

    Attributes:
        stream: the 16 bytes naming the journal's stream.
        seq: number of its last event known to be given out.
        day: business day as yymmdd, e.g. 260915; 0 before the first.
        ordinal: last ordinal of an official code on that day.
        provisional: last ordinal of a provisional number on that day.
    """

    stream: bytes
    seq: int
    day: int
    ordinal: int
    provisional: int

    def __post_init__(self) -> None:
        if len(self.stream) != 16:
            raise ValueError("a stream has 16 bytes")


class MarkState(Enum):
    """What was found where the mark should be."""

    GOOD = "good"
    MISSING = "missing"  # no file, or one in which no mark was ever written
    DAMAGED = "damaged"  # neither slot can be read


class OtherStream(Exception):
    """The mark belongs to another stream: a restored or cloned folder is at work.

    Attributes:
        found: the mark in the file, left as it is.
    """

    def __init__(self, found: Mark) -> None:
        super().__init__("the mark belongs to another stream")
        self.found = found


@dataclass(frozen=True, slots=True)
class _Slots:
    state: MarkState
    mark: Mark | None
    counter: int
    target: int  # the slot to write next: never the one that holds the mark


class MarkFile:
    """The mark's file, kept open by this process.

    Safe for several processes and threads at once. Not to be carried over a
    fork: open a new one in the child.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._fd = -1
        self._threads = threading.Lock()

    def __enter__(self) -> MarkFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def create(self) -> None:
        """Makes the file at full length and durable; one already there is kept.

        Called at setup, so that no act pays for it.

        Raises:
            EnvironmentFault: disk full, read-only, folder missing, I/O error.
        """
        with self._threads, file_faults():
            self._open()

    def state(self) -> MarkState:
        """Tells a mark never written from one that cannot be read any more."""
        return self._inspect().state

    def read(self) -> Mark | None:
        """The mark, or None when there is none (``state`` tells why).

        Raises:
            EnvironmentFault: the file is there but the system cannot read it.
        """
        return self._inspect().mark

    def raise_to(self, mark: Mark) -> Mark:
        """Moves the mark forward, durably, with exactly one sync of the file.

        Never moves it back: where another process is already further, its mark
        stands and is synced all the same, as it may still be on its way to disk.

        Returns:
            The mark now in the file.

        Raises:
            OtherStream: the file marks another stream; nothing was written.
            EnvironmentFault: ``damaged`` when neither slot can be read (settle
                it with ``replace``), or the disk failed.
        """
        with self._exclusive() as fd:
            data = read_at(fd, _FILE_BYTES, 0)
            slots = _parse(data)
            if slots.state is MarkState.DAMAGED:
                raise EnvironmentFault("damaged", path=str(self._path))
            if slots.mark is not None and slots.mark.stream != mark.stream:
                raise OtherStream(slots.mark)
            highest = mark if slots.mark is None else _highest(slots.mark, mark)
            if highest == slots.mark:
                sync_data(fd)
            else:
                _store(fd, data, slots, highest)
        return highest

    def replace(self, mark: Mark) -> None:
        """Puts any mark in place: a new stream's first, or after damage.

        Raises:
            EnvironmentFault: the disk failed.
        """
        with self._exclusive() as fd:
            data = read_at(fd, _FILE_BYTES, 0)
            _store(fd, data, _parse(data), mark)

    def close(self) -> None:
        """Lets go of the file."""
        with self._threads:
            if self._fd >= 0:
                os.close(self._fd)
                self._fd = -1

    @contextmanager
    def _exclusive(self) -> Iterator[int]:
        with self._threads, file_faults():
            fd = self._open()
            with locked(fd):
                yield fd

    def _open(self) -> int:
        """The descriptor, opened anew when the file was deleted behind our back."""
        if self._fd >= 0 and os.fstat(self._fd).st_nlink == 0:
            os.close(self._fd)
            self._fd = -1
        if self._fd < 0:
            fd = open_private(self._path, os.O_RDWR | os.O_CREAT)
            try:
                with locked(fd):
                    _fill(fd, self._path)
            except BaseException:
                os.close(fd)
                raise
            self._fd = fd
        return self._fd

    def _inspect(self) -> _Slots:
        with file_faults():
            try:
                fd = open_private(self._path, os.O_RDONLY)
            except FileNotFoundError:
                return _parse(b"")
            try:
                with locked(fd):
                    return _parse(read_at(fd, _FILE_BYTES, 0))
            finally:
                os.close(fd)


def _fill(fd: int, path: Path) -> None:
    """Gives the file its full length in written blocks; cut short, it is completed."""
    size = os.fstat(fd).st_size
    if size < _FILE_BYTES:
        write_at(fd, bytes(_FILE_BYTES - size), size)
        os.fsync(fd)
        sync_directory(path.parent)


def _store(fd: int, before: bytes, slots: _Slots, mark: Mark) -> None:
    """Writes a mark into the free slot and syncs it.

    After a failed sync Linux takes the page for clean and a second sync would
    succeed without having written it (https://lwn.net/Articles/752063/), so the
    slot is put back: the next raise then writes it again.
    """
    offset = slots.target * SLOT_BYTES
    write_at(fd, _record(slots.counter + 1, mark), offset)
    try:
        sync_data(fd)
    except OSError:
        write_at(fd, before[offset : offset + SLOT_BYTES], offset)
        raise


def _highest(old: Mark, new: Mark) -> Mark:
    """The further of two marks of one stream, figure by figure, whichever came first."""
    day = max(old.day, new.day)
    that_day = [mark for mark in (old, new) if mark.day == day]
    return Mark(
        old.stream,
        seq=max(old.seq, new.seq),
        day=day,
        ordinal=max(mark.ordinal for mark in that_day),
        provisional=max(mark.provisional for mark in that_day),
    )


def _record(counter: int, mark: Mark) -> bytes:
    body = _RECORD.pack(
        _MAGIC,
        _VERSION,
        counter,
        mark.stream,
        mark.seq,
        mark.day,
        mark.ordinal,
        mark.provisional,
    )
    return body + hashlib.sha256(body).digest()


def _parse(data: bytes) -> _Slots:
    best: tuple[int, int, Mark] | None = None
    for index in (0, 1):
        body = data[index * SLOT_BYTES :][: _RECORD.size]
        checksum = data[index * SLOT_BYTES + _RECORD.size :][:32]
        if len(body) < _RECORD.size or hashlib.sha256(body).digest() != checksum:
            continue
        magic, version, counter, *figures = _RECORD.unpack(body)
        if magic != _MAGIC:
            continue
        if version != _VERSION:
            raise EnvironmentFault("newer_database")
        if best is None or counter > best[0]:
            best = (counter, index, Mark(*figures))
    if best is not None:
        return _Slots(MarkState.GOOD, best[2], counter=best[0], target=1 - best[1])
    state = MarkState.DAMAGED if any(data) else MarkState.MISSING
    return _Slots(state, None, counter=0, target=0)
