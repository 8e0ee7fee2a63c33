"""The mark never goes back, survives a torn write and costs one sync."""

import os
import re
import shutil
import stat
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from core.domain.errors import EnvironmentFault
from db.files import locked, open_private
from db.mark import SLOT_BYTES, Mark, MarkFile, MarkState, OtherStream
from tests.unit.test_files import fill, remount, small_disk

ROOT = Path(__file__).parents[2]
STREAM = bytes(range(16))
OTHER = bytes(16)
# Hundreds of generated cases need no real disk where a file system in memory is at hand.
MEMORY = next((folder for folder in ["/dev/shm"] if Path(folder).is_dir()), None)


def mark(seq: int, day: int = 260915, ordinal: int = 0, provisional: int = 0) -> Mark:
    return Mark(STREAM, seq, day, ordinal, provisional)


def traced(script: str, log: Path, *options: str) -> str:
    """What strace saw of the syncs in a Python program of ours."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    command = [strace, "-f", "-e", "trace=fsync,fdatasync", *options, "-o", str(log)]
    subprocess.run([*command, sys.executable, "-c", script], cwd=ROOT, check=True)
    return log.read_text()


def test_no_file_no_mark_and_reading_makes_none(tmp_path: Path) -> None:
    with MarkFile(tmp_path / "mark") as file:
        assert file.read() is None
        assert file.state() is MarkState.MISSING
    assert list(tmp_path.iterdir()) == []


def test_a_created_file_is_full_length_and_without_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    with MarkFile(path) as file:
        file.create()
        assert path.stat().st_size == 2 * SLOT_BYTES
        assert file.read() is None
        assert file.state() is MarkState.MISSING
        file.raise_to(mark(1))
        file.create()
        assert file.read() == mark(1)


def test_a_mark_is_read_back_by_another_opening(tmp_path: Path) -> None:
    furthest = Mark(STREAM, 2**63, 991231, 999_999, 12)
    with MarkFile(tmp_path / "mark") as file:
        assert file.raise_to(furthest) == furthest
    with MarkFile(tmp_path / "mark") as file:
        assert file.read() == furthest
        assert file.state() is MarkState.GOOD


def test_it_is_never_lowered(tmp_path: Path) -> None:
    with MarkFile(tmp_path / "mark") as file:
        file.raise_to(mark(10, ordinal=5, provisional=2))
        assert file.raise_to(mark(9, ordinal=4, provisional=2)).seq == 10
        assert file.read() == mark(10, ordinal=5, provisional=2)


def test_figures_rise_apart_whichever_act_comes_first(tmp_path: Path) -> None:
    with MarkFile(tmp_path / "mark") as file:
        file.raise_to(mark(11, ordinal=4, provisional=7))
        file.raise_to(mark(10, ordinal=5, provisional=6))  # its process was slower
        assert file.read() == mark(11, ordinal=5, provisional=7)


def test_a_new_day_counts_anew_and_the_day_never_goes_back(tmp_path: Path) -> None:
    with MarkFile(tmp_path / "mark") as file:
        file.raise_to(mark(10, 260915, ordinal=500, provisional=9))
        file.raise_to(mark(11, 260916, ordinal=1))
        assert file.read() == mark(11, 260916, ordinal=1)
        file.raise_to(mark(12, 260915, ordinal=501))
        assert file.read() == mark(12, 260916, ordinal=1)


def test_another_stream_only_by_replacement(tmp_path: Path) -> None:
    with MarkFile(tmp_path / "mark") as file:
        file.raise_to(mark(10))
        fresh = replace(mark(1), stream=OTHER)
        with pytest.raises(OtherStream) as caught:
            file.raise_to(fresh)
        assert caught.value.found == mark(10)
        assert file.read() == mark(10)
        file.replace(fresh)
        assert file.read() == fresh
        assert file.raise_to(replace(fresh, seq=2)).seq == 2


def test_a_stream_has_sixteen_bytes() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        Mark(b"short", 1, 260915, 0, 0)


def test_two_spoilt_slots_are_damage_until_replaced(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    with MarkFile(path) as file:
        file.raise_to(mark(1))
        file.raise_to(mark(2))
        with path.open("r+b") as raw:
            for slot in (0, 1):
                raw.seek(slot * SLOT_BYTES + 40)
                raw.write(b"\xff\xff\xff")
        assert file.read() is None
        assert file.state() is MarkState.DAMAGED
        with pytest.raises(EnvironmentFault) as caught:
            file.raise_to(mark(3))
        assert caught.value.code == "damaged"
        file.replace(mark(3))
        assert file.read() == mark(3)


def test_a_file_cut_short_while_being_made_is_completed(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    path.write_bytes(bytes(1000))
    with MarkFile(path) as file:
        assert file.state() is MarkState.MISSING
        file.raise_to(mark(1))
        assert path.stat().st_size == 2 * SLOT_BYTES
        assert file.read() == mark(1)


def test_a_file_deleted_meanwhile_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    with MarkFile(path) as file:
        file.raise_to(mark(1))
        if sys.platform == "win32":
            pytest.skip("an open file cannot be deleted here")
        path.unlink()
        file.raise_to(mark(2))
    with MarkFile(path) as file:
        assert file.read() == mark(2)


@given(
    raises=st.integers(1, 5),
    start=st.integers(0, SLOT_BYTES - 1),
    noise=st.binary(min_size=1, max_size=SLOT_BYTES),
    keep=st.one_of(st.none(), st.integers(0, 200)),
)
def test_a_torn_write_costs_at_most_that_write(
    raises: int, start: int, noise: bytes, keep: int | None
) -> None:
    """The slot being written gets a cut (the first bytes new, the rest old) and then noise."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        path = Path(folder) / "mark"
        with MarkFile(path) as file:
            file.create()
            for seq in range(1, raises + 1):
                file.raise_to(mark(seq, ordinal=seq))
            before = path.read_bytes()
            file.raise_to(mark(raises + 1, ordinal=raises + 1))
            after = path.read_bytes()
            slot = 0 if before[:SLOT_BYTES] != after[:SLOT_BYTES] else 1
            assert (
                before[(1 - slot) * SLOT_BYTES :][:SLOT_BYTES]
                == (after[(1 - slot) * SLOT_BYTES :][:SLOT_BYTES])
            )
            with path.open("r+b") as raw:
                if keep is not None:
                    raw.seek(slot * SLOT_BYTES + keep)
                    raw.write(before[slot * SLOT_BYTES + keep : (slot + 1) * SLOT_BYTES])
                raw.seek(slot * SLOT_BYTES + start)
                raw.write(noise[: SLOT_BYTES - start])
            found = file.read()
            assert found is not None
            assert found.seq in (raises, raises + 1)
            assert found.ordinal == found.seq
            file.raise_to(mark(raises + 2, ordinal=raises + 2))
            assert file.read() == mark(raises + 2, ordinal=raises + 2)


@given(
    st.lists(
        st.builds(
            mark,
            st.integers(0, 50),
            st.sampled_from([260915, 260916]),
            st.integers(0, 50),
            st.integers(0, 50),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_any_order_ends_at_the_same_height(marks: list[Mark]) -> None:
    ends = []
    for order in (marks, marks[::-1]):
        with (
            tempfile.TemporaryDirectory(dir=MEMORY) as folder,
            MarkFile(Path(folder) / "mark") as file,
        ):
            height = (0, 0, 0)
            for one in order:
                now = file.raise_to(one)
                assert (now.seq, now.day, now.ordinal) >= height or now.day > height[1]
                assert now.seq >= max(height[0], one.seq)
                height = (now.seq, now.day, now.ordinal)
            ends.append(file.read())
    assert ends[0] == ends[1]


RAISER = """
import sys
from pathlib import Path
from db.mark import Mark, MarkFile
path, stop, seq = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
with MarkFile(path) as file:
    while not stop.exists():
        assert file.raise_to(Mark(bytes(range(16)), seq, 260915, seq, 0)).seq >= seq
        assert file.read().seq >= seq
        seq += 2
print(seq - 2)
"""


def test_two_processes_and_a_reader_only_ever_see_it_rise(tmp_path: Path) -> None:
    path, stop = tmp_path / "mark", tmp_path / "stop"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", RAISER, str(path), str(stop), first],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in ("1001", "1002")
    ]
    seen = [0]
    with MarkFile(path) as file:
        try:
            while len(set(seen)) < 50:
                now = file.read()
                seen.append(seen[-1] if now is None else now.seq)
        finally:
            stop.touch()
            answers = [process.communicate()[0] for process in processes]
        assert [process.returncode for process in processes] == [0, 0]
        assert seen == sorted(seen)
        furthest = max(int(answer) for answer in answers)
        assert file.read() == mark(furthest, ordinal=furthest)


def test_a_raise_waits_for_the_turn_of_another_process(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    with MarkFile(path) as file:
        file.raise_to(mark(1))
        other = open_private(path, os.O_RDWR)
        thread = threading.Thread(target=file.raise_to, args=(mark(2),))
        try:
            before = path.read_bytes()
            with locked(other):
                thread.start()
                thread.join(timeout=0.1)
                assert thread.is_alive()
                assert path.read_bytes() == before
            thread.join()
        finally:
            os.close(other)
        assert file.read() == mark(2)


def test_threads_share_one_opening(tmp_path: Path) -> None:
    with MarkFile(tmp_path / "mark") as file:

        def work(first: int) -> None:
            for seq in range(first, 200, 4):
                file.raise_to(mark(seq))

        threads = [threading.Thread(target=work, args=(first,)) for first in range(1, 5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert file.read() == mark(199)


def test_each_raise_is_one_sync_even_when_others_are_ahead(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    with MarkFile(path) as file:
        file.raise_to(mark(11))
    script = (
        "from pathlib import Path; from db.mark import Mark, MarkFile\n"
        f"file = MarkFile(Path({str(path)!r}))\n"
        "for seq in range(1, 21): file.raise_to(Mark(bytes(range(16)), seq, 260915, 0, 0))\n"
    )
    log = traced(script, tmp_path / "log")
    assert len(re.findall(r"\b(?:fsync|fdatasync)\(", log)) == 20


def test_what_was_not_synced_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "mark"
    with MarkFile(path) as file:
        file.raise_to(mark(1))
        script = (
            "from pathlib import Path; from db.mark import Mark, MarkFile\n"
            "from core.domain.errors import EnvironmentFault\n"
            f"file = MarkFile(Path({str(path)!r}))\n"
            "try: file.raise_to(Mark(bytes(range(16)), 2, 260915, 0, 0))\n"
            "except EnvironmentFault as fault: assert fault.code == 'io_error'\n"
            "else: raise SystemExit('no fault')\n"
            "assert file.read().seq == 1\n"
            "file.raise_to(Mark(bytes(range(16)), 3, 260915, 0, 0))\n"
        )
        traced(script, tmp_path / "log", "-e", "inject=fdatasync:error=EIO:when=1")
        assert file.read() == mark(3)


def test_a_full_disk_does_not_stop_it(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        with MarkFile(disk / "mark") as file:
            file.create()
            fill(disk)
            for seq in range(1, 5):
                file.raise_to(mark(seq))
            assert file.read() == mark(4)
        with MarkFile(disk / "second") as file, pytest.raises(EnvironmentFault) as caught:
            file.create()
        assert caught.value.code == "disk_full"


def test_a_read_only_disk_is_named_and_can_be_read(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        with MarkFile(disk / "mark") as file:
            file.raise_to(mark(1))
        remount(disk, "ro")
        with MarkFile(disk / "mark") as file:
            assert file.read() == mark(1)
            with pytest.raises(EnvironmentFault) as caught:
                file.raise_to(mark(2))
            assert caught.value.code == "read_only"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with MarkFile(tmp_path / "none" / "mark") as file, pytest.raises(EnvironmentFault) as caught:
        file.create()
    assert caught.value.code == "no_data_folder"


def test_the_file_is_private(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("no file modes here")
    with MarkFile(tmp_path / "mark") as file:
        file.create()
    assert stat.S_IMODE((tmp_path / "mark").stat().st_mode) == 0o600
