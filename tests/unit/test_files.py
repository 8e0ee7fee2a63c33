"""Whole files or untouched ones, locks between openings, and the names of faults."""

import contextlib
import errno
import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.domain.errors import EnvironmentFault
from db.files import (
    file_faults,
    locked,
    open_private,
    read_at,
    translate_os,
    write_at,
    write_atomically,
)


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int = 1024) -> Iterator[Path]:
    """A real file system of a given size, unmounted afterwards."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs Linux and root")
    folder.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    mounted = subprocess.run(["mount", *options], capture_output=True, text=True, check=False)
    if mounted.returncode != 0:
        pytest.skip(f"mounting a small disk failed: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def remount(folder: Path, options: str) -> None:
    """Changes a small disk under the feet of whoever uses it."""
    subprocess.run(["mount", "-o", f"remount,{options}", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Leaves no room at all on a small disk."""
    with (folder / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
        while True:
            ballast.write(bytes(4096))


def tree(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_whole_private_and_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    write_atomically(path, b"old")
    write_atomically(path, b"new" * 100_000)
    assert path.read_bytes() == b"new" * 100_000
    assert tree(tmp_path) == ["keys.json"]
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        write_atomically(tmp_path / "none" / "keys.json", b"x")
    assert caught.value.code == "no_data_folder"


def test_a_failed_replacement_leaves_the_old_and_no_rest(tmp_path: Path) -> None:
    (tmp_path / "keys.json").mkdir()  # a folder cannot be replaced by a file
    with pytest.raises(EnvironmentFault):
        write_atomically(tmp_path / "keys.json", b"x")
    assert tree(tmp_path) == ["keys.json"]


def test_a_full_disk_leaves_the_old_file_and_works_again(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        write_atomically(disk / "keys.json", b"old")
        fill(disk)
        with pytest.raises(EnvironmentFault) as caught:
            write_atomically(disk / "keys.json", b"new" * 4096)
        assert caught.value.code == "disk_full"
        assert tree(disk) == ["ballast", "keys.json"]
        assert (disk / "keys.json").read_bytes() == b"old"
        (disk / "ballast").unlink()
        write_atomically(disk / "keys.json", b"new")
        assert (disk / "keys.json").read_bytes() == b"new"


def test_a_read_only_disk_is_named(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        remount(disk, "ro")
        with pytest.raises(EnvironmentFault) as caught:
            write_atomically(disk / "keys.json", b"x")
        assert caught.value.code == "read_only"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.ENOENT, "no_data_folder"),
        (errno.EBUSY, "locked"),
        (errno.EIO, "io_error"),
        (errno.EMFILE, "io_error"),
    ],
)
def test_system_errors_have_names(number: int, code: str) -> None:
    fault = translate_os(OSError(number, "text", "file"))
    assert fault is not None
    assert fault.code == code
    assert fault.params["path"] == "file"


def test_the_network_is_not_the_disk() -> None:
    assert translate_os(ConnectionResetError(errno.ECONNRESET, "reset")) is None
    with pytest.raises(TimeoutError), file_faults():
        raise TimeoutError


def test_reading_and_writing_at_a_place(tmp_path: Path) -> None:
    fd = open_private(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    try:
        write_at(fd, b"0123456789", 0)
        write_at(fd, b"xy\r\n", 4)
        assert read_at(fd, 100, 2) == b"23xy\r\n89"
    finally:
        os.close(fd)


def test_two_openings_exclude_each_other_even_in_one_process(tmp_path: Path) -> None:
    one = open_private(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    two = open_private(tmp_path / "file", os.O_RDWR)
    try:
        with locked(one):
            with pytest.raises(EnvironmentFault) as caught, locked(two, wait_s=0.02):
                pass
            assert caught.value.code == "locked"
        with locked(two, wait_s=0.02):
            pass
    finally:
        os.close(one)
        os.close(two)


def test_the_lock_is_waited_for(tmp_path: Path) -> None:
    one = open_private(tmp_path / "file", os.O_RDWR | os.O_CREAT)
    two = open_private(tmp_path / "file", os.O_RDWR)
    order: list[str] = []

    def second() -> None:
        with locked(two):
            order.append("second")

    thread = threading.Thread(target=second)
    try:
        with locked(one):
            thread.start()
            order.append("first")
        thread.join()
        assert order == ["first", "second"]
    finally:
        os.close(one)
        os.close(two)


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    holder = (
        "import os, sys; from db.files import locked\n"
        f"fd = os.open({str(path)!r}, os.O_RDWR)\n"
        "with locked(fd): print('held', flush=True); sys.stdin.read()\n"
    )
    root = Path(__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", holder],
        cwd=root,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    fd = open_private(path, os.O_RDWR)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        with pytest.raises(EnvironmentFault), locked(fd, wait_s=0.01):
            pass
        process.kill()
        process.wait()
        with locked(fd, wait_s=1):
            pass
    os.close(fd)


def test_one_sync_of_the_file_and_one_of_the_folder(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    script = (
        "from pathlib import Path; from db.files import write_atomically\n"
        f"write_atomically(Path({str(tmp_path / 'file')!r}), b'x')\n"
    )
    root = Path(__file__).parents[2]
    log = tmp_path / "log"
    calls = ["-y", "-e", "trace=fsync,fdatasync,rename", "-o", str(log)]
    subprocess.run([strace, *calls, sys.executable, "-c", script], cwd=root, check=True)
    names = [line.split("(")[0] for line in log.read_text().splitlines() if "(" in line]
    assert names == ["fsync", "rename", "fsync"]
