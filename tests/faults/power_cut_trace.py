"""Reading strace: which bytes a process wrote where, and what it synced, in order.

strace runs with ``-xx`` (all text as ``\\xNN``) and ``-y`` (paths of descriptors), so
commas and brackets in an argument cannot be mistaken for strace's own.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

#: one name for what differs only in how the path is told
_SAME = {
    "rename": "rename_to",
    "renameat": "rename_to",
    "renameat2": "rename_to",
    "unlinkat": "unlink",
    "mkdirat": "mkdir",
}
#: ways to write that this program does not use; the reader stops when one comes
_UNREAD = ("writev", "pwritev", "pwritev2", "fallocate", "truncate", "link", "sendfile")
_READ = ("openat", "pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "mkdir")
_CALL = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+|\?)")
_UNFINISHED = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$")
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$")
_DESCRIPTOR = re.compile(r"^(?:AT_FDCWD|(\d+))(?:<(.*)>)?(?:\(deleted\))?$")
LONGEST_WRITE = 1 << 20


@dataclass(frozen=True)
class Call:
    """One system call that returned.

    Attributes:
        path: the file it works on, None for a pipe.
        target: where a rename leads.
        offset: place of a write, or the length of ``ftruncate``.
        result: bytes written, or the new descriptor of ``openat``.
    """

    name: str
    path: Path
    fd: int = -1
    data: bytes = b""
    offset: int = 0
    flags: str = ""
    target: Path | None = None
    result: int = 0

    @property
    def failed(self) -> bool:
        return self.result < 0

    @property
    def is_sync(self) -> bool:
        return self.name in ("fsync", "fdatasync")

    @property
    def is_result_line(self) -> bool:
        """A line on standard output: here the caller was told that a dossier is stored."""
        return self.name == "write" and self.fd == 1 and b'"ok":true' in self.data


def command(trace: Path) -> list[str]:
    """strace with everything that `read` needs."""
    calls = ",".join([*_READ, *_SAME, *_UNREAD])
    return [
        *("strace", "-f", "-y", "-qq", "-xx", "-s", str(LONGEST_WRITE), "-e", "signal=none"),
        *("--seccomp-bpf", "-o", str(trace), "-e", f"trace={calls}"),
    ]


def read(trace: Path) -> Iterator[Call]:
    """The calls of a trace in the order in which they returned."""
    begun: dict[str, str] = {}
    with trace.open(encoding="ascii") as lines:
        for line in lines:
            if cut := _UNFINISHED.match(line):
                begun[cut[1]] = cut[2]
                continue
            if rest := _RESUMED.match(line):
                line = f"{rest[1]} {begun.pop(rest[1])}{rest[2]}"
            if found := _CALL.match(line):
                result = -1 if found[4] == "?" else int(found[4])
                yield _call(found[2], found[3].split(", "), result)


def _text(argument: str) -> bytes:
    assert not argument.endswith("..."), "a write was cut short in the trace"
    return bytes.fromhex(argument.strip('"').replace("\\x", ""))


def _named(argument: str) -> Path:
    return Path(os.fsdecode(_text(argument)))


def _descriptor(argument: str) -> tuple[int, Path]:
    found = _DESCRIPTOR.match(argument)
    assert found is not None, argument
    inside = found[2] or ""
    return int(found[1] or -1), Path(os.fsdecode(_text(inside)) if "\\x" in inside else inside)


def _call(name: str, given: list[str], result: int) -> Call:
    if name in _UNREAD:
        fd, path = _descriptor(given[0]) if given[0][0] != '"' else (-1, _named(given[0]))
        return Call(name, path, fd, result=result)
    if name == "openat":
        _, folder = _descriptor(given[0])
        return Call(name, folder / _named(given[1]), flags=given[2], result=result)
    if name in ("rename", "unlink", "mkdir"):
        target = _named(given[1]) if name == "rename" else None
        return Call(_SAME.get(name, name), _named(given[0]), target=target, result=result)
    fd, path = _descriptor(given[0])
    if name in _SAME:
        target = None
        if name.startswith("rename"):
            target = _descriptor(given[2])[1] / _named(given[3])
        return Call(_SAME[name], path / _named(given[1]), target=target, result=result)
    if name == "ftruncate":
        return Call(name, path, fd, offset=int(given[1]), result=result)
    data = _text(given[1]) if name in ("write", "pwrite64") else b""
    offset = int(given[3]) if name == "pwrite64" else 0
    return Call(name, path, fd, data, offset, result=result)
