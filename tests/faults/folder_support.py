"""Real data folders, real processes and real mounts for the fault tests."""

from __future__ import annotations

import atexit
import contextlib
import errno
import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests" / "data" / "fictitious_dossiers.jsonl"
DRIVER = "tests.faults.clock_driver"
PASSWORD = "matkhau123"
#: a procedure of this ward's own level: its dossiers get official codes
WARD_LINE = 1
ENVIRONMENT = {**os.environ, "COUNTER_KEYRING": "off", "PYTHONIOENCODING": "utf-8"}
#: signing in costs argon2's work, hence only where a supervisor is needed
SUPERVISOR = {"COUNTER_USER": "ha", "COUNTER_PASSWORD": PASSWORD}
NEED_SUPERVISOR = {"setup", "station", "agency"}
SET_UP = (
    *("--site", "H49.215", "--station", "3", "--admin", "ha"),
    *("--site-name", "Trung tâm Phục vụ hành chính công phường Cửa Ông"),
)


def sample(number: int = WARD_LINE, **changes: Any) -> str:
    """One of the 40 fictitious dossiers as a line, numbered from 1."""
    item = json.loads(SAMPLES.read_text(encoding="utf-8").splitlines()[number - 1])
    return json.dumps({**item, **changes}, ensure_ascii=False)


@dataclass(frozen=True)
class Outcome:
    """What a process left behind: exit status, JSON lines, words on standard error."""

    status: int
    lines: list[dict[str, Any]]
    words: str
    raw: bytes

    @property
    def only(self) -> dict[str, Any]:
        """The one line of a command that gives one."""
        assert len(self.lines) == 1, (self.lines, self.words)
        return self.lines[0]

    @property
    def logged(self) -> list[dict[str, Any]]:
        """The dossiers acknowledged."""
        return [line for line in self.lines if line["ok"]]

    @property
    def numbers(self) -> list[str]:
        """The numbers acknowledged."""
        return [line["dossier_code"] for line in self.logged]

    def refused(self, code: str) -> None:
        """Asserts exit 1 and a refusal with this code."""
        assert self.status == 1, (self.lines, self.words)
        assert [error["code"] for error in self.only["errors"]] == [code]


def whole_refusals(lines: Sequence[dict[str, Any]]) -> None:
    """Asserts that every refusal and warning says code, field and message."""
    for line in lines:
        if line.get("ok") is False and "streams" not in line:
            assert line["errors"], line
        for each in [*line.get("errors", []), *line.get("warnings", [])]:
            assert each.keys() == {"code", "field", "message"}, line
            assert each["code"], line
            assert each["message"].strip(), line


def told_in_words(words: str) -> None:
    """Asserts that standard error speaks to a person: no traceback, no unforeseen bug."""
    assert "Traceback" not in words, words
    assert "Lỗi ngoài dự kiến" not in words, words


def command(data: Path, *args: str, clock: Path | None = None) -> list[str]:
    """The command line of the program, under the clock of a file when one is named."""
    start = ["-m", "counter_app"] if clock is None else ["-m", DRIVER, str(clock)]
    return [sys.executable, *start, "--data", str(data), *args]


def run(
    data: Path, *args: str, stdin: str = "", clock: Path | None = None, **environment: str
) -> Outcome:
    """Runs one command to its end in a process of its own."""
    if args[0] in NEED_SUPERVISOR:
        environment = {**SUPERVISOR, **environment}
    ended = subprocess.run(
        command(data, *args, clock=clock),
        input=stdin.encode(),
        capture_output=True,
        cwd=ROOT,
        env={**ENVIRONMENT, **environment},
        timeout=100,
        check=False,
    )
    words = ended.stderr.decode()
    told_in_words(words)
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    whole_refusals([line for line in lines if "ok" in line])
    if ended.returncode:
        assert words.strip() or lines, f"{args} failed without a word"
    return Outcome(ended.returncode, lines, words, ended.stdout)


def receive(data: Path, *lines: str, clock: Path | None = None, options: Sequence[str] = ()) -> Any:
    """Logs lines through standard input."""
    return run(data, "receive", "-", *options, stdin="\n".join(lines) + "\n", clock=clock)


def clean(data: Path) -> dict[str, Any]:
    """Asserts that ``verify --full`` is content."""
    outcome = run(data, "verify", "--full")
    assert outcome.status == 0, (outcome.lines, outcome.words)
    report = outcome.only
    assert report["ok"], report
    assert not any(report["tables"].values()), report
    return report


def all_there(data: Path, acknowledged: Sequence[dict[str, Any]]) -> None:
    """Asserts that acknowledged dossiers, and only those, are in the folder."""
    exported = run(data, "export-plain", "--recovery-key", str(recovery(data)))
    assert exported.status == 0, exported.words
    received = [line for line in exported.lines if line["kind"] == "dossier_received"]
    stored = {line["subject"]: line["body"]["number"]["text"] for line in received}
    assert stored == {line["id"]: line["dossier_code"] for line in acknowledged}
    assert len(stored) == len(set(stored.values()))


def recovery(data: Path) -> Path:
    """Where the recovery sheet of a test's folder is."""
    return data.with_name(data.name + ".rec")


def set_up(data: Path, *options: str, clock: Path | None = None) -> Outcome:
    """Runs ``setup`` with the recovery sheet beside the folder."""
    sheet = str(recovery(data))
    return run(data, "setup", *SET_UP, "--recovery-out", sheet, *options, clock=clock)


def beside(data: Path) -> list[Path]:
    """The files that belong to a folder and stand beside it."""
    return [data.with_name(data.name + end) for end in (".key", ".mark", ".rec")]


@functools.cache
def _template(practice: bool, at: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="quay-fault-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    clock = None
    if at:
        clock = folder / "clock"
        clock.write_text(at, encoding="ascii")
    options = ["--block", "1-9000", *(["--practice"] if practice else [])]
    made = set_up(folder / "data", *options, clock=clock)
    assert made.status == 0, made.words
    return folder / "data"


def new_folder(data: Path, *, practice: bool = False, at: str = "") -> Path:
    """A folder just set up with block 1-9000: a copy of one, with all that stands beside.

    Args:
        data: where to put it.
        practice: a training folder.
        at: the ISO time of the set-up, else the machine's clock.
    """
    return copy_folder(_template(practice, at), data)


def copy_folder(source: Path, data: Path) -> Path:
    """A full copy: the folder and all that stands beside it."""
    shutil.copytree(source, data)
    for there, here in zip(beside(source), beside(data), strict=True):
        shutil.copyfile(there, here)
    return data


class Talk:
    """A ``receive -`` process that is fed line by line through a pipe."""

    def __init__(self, data: Path, *options: str, clock: Path | None = None) -> None:
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the talk
        self._process = subprocess.Popen(
            command(data, "receive", "-", *options, clock=clock),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=ROOT,
            env=ENVIRONMENT,
        )

    def say(self, line: str) -> dict[str, Any]:
        """Sends a dossier and waits for its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert isinstance(answer, dict)
        whole_refusals([answer])
        return answer

    def end(self) -> Outcome:
        """Ends the input and tells how the process ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        rest = self._process.stdout.read()
        status = self._process.wait(timeout=60)
        self._process.stdout.close()
        self._errors.seek(0)
        words = self._errors.read().decode()
        self._errors.close()
        told_in_words(words)
        return Outcome(status, [json.loads(line) for line in rest.splitlines()], words, rest)

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._errors):
            if pipe is not None:
                with contextlib.suppress(OSError):  # a pipe may hold a line never sent
                    pipe.close()


# --------------------------------------------------------------------------------- mounts


def _mount(*args: str) -> None:
    """Mounts, or skips the test where that is not permitted."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting needs Linux and root")
    done = subprocess.run(["mount", *args], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip(f"mounting is not permitted here: {done.stderr.strip()}")


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextlib.contextmanager
def small_disk(folder: Path, megabytes: float) -> Iterator[Path]:
    """A file system of its own with a given size."""
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", f"size={int(megabytes * 1024)}k", "tmpfs", str(folder))
    try:
        yield folder
    finally:
        _unmount(folder)


def resize(folder: Path, megabytes: int) -> None:
    """Gives a small disk another size under the feet of whoever uses it."""
    subprocess.run(["mount", "-o", f"remount,size={megabytes}m", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Leaves no room on a small disk and returns the ballast."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(65536))
    with ballast.open("ab", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    return ballast


def prove_full(folder: Path) -> None:
    """A plain write fails for want of room."""
    probe = folder / "plain-write"
    with pytest.raises(OSError, match="No space left") as caught:
        probe.write_bytes(bytes(65536))
    assert caught.value.errno == errno.ENOSPC
    probe.unlink(missing_ok=True)


@contextlib.contextmanager
def bound(source: Path, view: Path) -> Iterator[Path]:
    """A second view of a folder, which can be made read-only."""
    view.mkdir()
    _mount("--bind", str(source), str(view))
    try:
        yield view
    finally:
        _unmount(view)


def make(view: Path, mode: str) -> None:
    """Makes a bound view read-only (``ro``) or writable (``rw``)."""
    subprocess.run(["mount", "-o", f"remount,bind,{mode}", str(view)], check=True)


def prove_read_only(view: Path) -> None:
    """A plain write fails because the file system is read-only."""
    with pytest.raises(OSError, match="Read-only file system") as caught:
        (view / "plain-write").write_bytes(b"x")
    assert caught.value.errno == errno.EROFS


def tree(folder: Path) -> list[str]:
    """Every path below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
