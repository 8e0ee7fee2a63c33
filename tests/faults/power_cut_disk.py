"""A disk that forgets: what a power cut may leave of files that were written and synced.

The model, per file: bytes are certain up to its last fsync or fdatasync. Every
write since then is, per 512-byte sector, on the disk, lost, or noise; the file's
new length may be there, cut anywhere, or not at all. Per folder: names made,
moved or removed since the folder's last fsync are certain only in their order,
so a cut leaves any number of them undone (a journalling file system's promise;
https://www.kernel.org/doc/html/latest/filesystems/ext4/journal.html).

Noise stays within the bytes that were being written: SQLite relies on disks not
to damage neighbouring bytes that were synced before (https://sqlite.org/psow.html),
and so does the mark's two-slot scheme. Beyond the last synced length noise may stand.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path

from tests.faults.power_cut_trace import Call

SECTOR = 512
#: shared memory of the write-ahead log: rebuilt after a crash, so whatever may stand in it
MEMORY = "-shm"


class Fate(Enum):
    """What becomes of the writes since a file's last sync."""

    LOST = auto()
    KEPT = auto()
    TORN = auto()


@dataclass(frozen=True)
class Change:
    """A write at an offset, or a new length when ``data`` is None."""

    offset: int
    data: bytes | None

    def apply(self, content: bytearray) -> None:
        if self.data is None:
            del content[self.offset :]
            content.extend(bytes(self.offset - len(content)))
            return
        content.extend(bytes(max(0, self.offset - len(content))))
        content[self.offset : self.offset + len(self.data)] = self.data

    def sectors(self) -> Iterator[Change]:
        """The write in parts that do not cross a sector's border."""
        assert self.data is not None
        at = 0
        while at < len(self.data):
            end = at + SECTOR - (self.offset + at) % SECTOR
            yield Change(self.offset + at, self.data[at:end])
            at = end


@dataclass
class Node:
    """A file (or folder): what is surely on the disk and what was written since."""

    is_folder: bool = False
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            change.apply(self.durable)
        self.pending.clear()

    def after_cut(self, fate: Fate, rng: random.Random) -> bytes:
        """One content that the cut may leave."""
        content = bytearray(self.durable)
        if fate is Fate.KEPT:
            for change in self.pending:
                change.apply(content)
        elif fate is Fate.TORN:
            for change in self.pending:
                self._tear(change, content, rng)
            if len(content) > len(self.durable) and rng.random() < 0.5:
                del content[rng.randint(len(self.durable), len(content)) :]
        return bytes(content)

    @staticmethod
    def _tear(change: Change, content: bytearray, rng: random.Random) -> None:
        if change.data is None:
            if rng.random() < 0.5:
                change.apply(content)
            return
        for part in change.sectors():
            chance = rng.random()
            if chance < 0.4:
                part.apply(content)
            elif chance < 0.7:
                assert part.data is not None
                Change(part.offset, rng.randbytes(len(part.data))).apply(content)


@dataclass(frozen=True)
class NameChange:
    """A name of a folder that now means ``node``; None when it was removed."""

    path: Path
    node: Node | None


class Disk:
    """The files below a folder as a traced process leaves them."""

    def __init__(self, root: Path) -> None:
        """Starts with what is there now, taken as synced."""
        self.root = root
        self.names: dict[Path, Node] = {root: Node(is_folder=True)}
        for path in root.rglob("*"):
            content = b"" if path.is_dir() else path.read_bytes()
            self.names[path] = Node(path.is_dir(), bytearray(content))
        self._durable_names = dict(self.names)
        self._changes: dict[Path, list[NameChange]] = {}
        self._positions: dict[int, int] = {}

    def holds(self, path: Path | None) -> bool:
        """Whether a path belongs to this disk."""
        return path is not None and path.is_relative_to(self.root)

    def run(self, call: Call) -> None:
        """Carries out one traced call; calls on other paths are passed over."""
        if call.failed or not self.holds(call.path) or str(call.path).endswith(MEMORY):
            return
        getattr(self, f"_{call.name}")(call)

    def _openat(self, call: Call) -> None:
        node = self.names.get(call.path)
        if node is None:
            assert "O_CREAT" in call.flags, call
            node = Node()
            self._rename(NameChange(call.path, node))
        if "O_TRUNC" in call.flags:
            node.pending.append(Change(0, None))
        assert "O_APPEND" not in call.flags, call
        self._positions[call.result] = 0

    def _pwrite64(self, call: Call) -> None:
        self.names[call.path].pending.append(Change(call.offset, call.data[: call.result]))

    def _write(self, call: Call) -> None:
        at = self._positions[call.fd]
        self.names[call.path].pending.append(Change(at, call.data[: call.result]))
        self._positions[call.fd] = at + call.result

    def _ftruncate(self, call: Call) -> None:
        self.names[call.path].pending.append(Change(call.offset, None))

    def _fsync(self, call: Call) -> None:
        node = self.names[call.path]
        node.sync()
        if node.is_folder:
            for change in self._changes.pop(call.path, []):
                self._settle(change, self._durable_names)

    _fdatasync = _fsync

    def _mkdir(self, call: Call) -> None:
        self._rename(NameChange(call.path, Node(is_folder=True)))

    def _unlink(self, call: Call) -> None:
        self._rename(NameChange(call.path, None))

    def _rename_to(self, call: Call) -> None:
        assert call.target is not None
        assert call.target.parent == call.path.parent, "one folder's names change together"
        self._rename(NameChange(call.target, self.names[call.path]))
        self._rename(NameChange(call.path, None))

    def _rename(self, change: NameChange) -> None:
        self._settle(change, self.names)
        self._changes.setdefault(change.path.parent, []).append(change)

    @staticmethod
    def _settle(change: NameChange, names: dict[Path, Node]) -> None:
        if change.node is None:
            names.pop(change.path, None)
        else:
            names[change.path] = change.node

    @property
    def unsynced(self) -> set[Path]:
        """Files with writes, and folders with names, that a cut may take back."""
        files = {path for path, node in self.names.items() if node.pending}
        return files | {path for path, changes in self._changes.items() if changes}

    def after_cut(self, rng: random.Random, fate: Fate | None = None) -> dict[Path, bytes | None]:
        """One state in which a power cut may leave the disk; None is a folder.

        Args:
            rng: decides; the same seed gives the same state.
            fate: of all unsynced writes, chosen for each file when None.
        """
        names = dict(self._durable_names)
        for changes in self._changes.values():
            sure = 0 if fate is Fate.LOST else rng.randint(0, len(changes))
            for change in changes[: len(changes) if fate is Fate.KEPT else sure]:
                self._settle(change, names)
        state: dict[Path, bytes | None] = {}
        for path, node in sorted(names.items()):
            if path != self.root and path.parent not in state:
                continue  # its folder has no name
            chosen = fate or rng.choice(list(Fate))
            state[path] = None if node.is_folder else node.after_cut(chosen, rng)
            if path.name.endswith("-wal") and chosen is Fate.TORN and rng.random() < 0.5:
                state[path] = (state[path] or b"") + rng.randbytes(rng.randint(1, 3 * 4096))
        return state


def put_down(state: dict[Path, bytes | None], root: Path, target: Path) -> None:
    """Writes a state of ``root`` as real files under ``target``."""
    for path, content in state.items():
        here = target / path.relative_to(root)
        if content is None:
            here.mkdir(exist_ok=True)
        else:
            here.write_bytes(content)
