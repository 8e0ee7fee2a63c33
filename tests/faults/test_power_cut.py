"""Power cuts: what was acknowledged is on the disk, whatever becomes of the rest.

A ``receive`` process runs under strace. From its writes and syncs the state of
the disk is rebuilt as a cut would leave it (`power_cut_disk`), once after each
result line: at that very call, or somewhere on the way to the next one. The
program then opens that folder in a fresh process, logs one more dossier and must
know everything that was acknowledged before the cut.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.folder_support import PASSWORD, SET_UP
from tests.faults.kill_support import (
    ENV,
    PROGRAM,
    Line,
    Station,
    complete_lines,
    run_commands,
    strace_works,
    write_lines,
)
from tests.faults.power_cut_disk import Disk, Fate, put_down
from tests.faults.power_cut_trace import Call, command, read

pytestmark = pytest.mark.skipif(not strace_works(), reason="strace is missing or may not trace")

#: between acts, after every so many of them, the search index is merged by one step
MERGE_EVERY = 16
FULL_CHECK_EVERY = 5
#: places inside each checkpoint, between acts or at the end, besides the one after a result line
CHECKPOINT_CUTS = 4


@dataclass(frozen=True)
class Run:
    """A traced run: the disk before it, its calls, its result lines."""

    disk: Disk
    calls: list[Call]
    lines: list[Line]

    @property
    def told(self) -> list[int]:
        """Where among the calls the result lines are."""
        return [at for at, call in enumerate(self.calls) if call.is_result_line]


def trace(root: Path, work: Path, arguments: list[str], env: dict[str, str]) -> Run:
    """Runs the program under strace."""
    disk = Disk(root)
    done = subprocess.run(
        [*command(work / "trace"), *PROGRAM, *arguments],
        capture_output=True,
        env=env,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    run = Run(disk, list(read(work / "trace")), complete_lines(done.stdout))
    (work / "trace").unlink()
    assert len(run.told) == len(run.lines)
    return run


def trace_receive(station: Station, work: Path, count: int) -> Run:
    """Logs dossiers in a folder that was used before and closed."""
    [(status, before)] = run_commands(
        station.data, ["receive", str(write_lines(work / "before.jsonl", 3))]
    )
    assert status == 0
    station.note(before)
    file = write_lines(work / "input.jsonl", count)
    return trace(station.base, work, station.receive(file), ENV)


@pytest.fixture
def base(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: the disk is modelled, so its own speed is moot."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="quay-cut-", dir=memory) as folder:
        yield Path(folder)


# ------------------------------------------------------------------ what is synced when


def acts(run: Run) -> Iterator[list[Call]]:
    """The calls between two result lines: housekeeping after the first, then the next act."""
    for before, here in zip(run.told, run.told[1:], strict=False):
        yield [call for call in run.calls[before + 1 : here] if run.disk.holds(call.path)]


def synced(calls: list[Call], end: str) -> bool:
    """Whether a file was written and its last write was followed by its sync."""
    of_file = [call for call in calls if call.path.name.endswith(end)]
    return any(call.name == "pwrite64" for call in of_file) and of_file[-1].is_sync


def moves_pages(call: Call) -> bool:
    """A step of a checkpoint: from the log into the database."""
    return call.name == "pwrite64" and call.path.name == "counter.db"


def housekeeping(calls: list[Call], alone: int) -> str:
    """What went before an act; ``alone`` is how many syncs an act takes by itself.

    Merging is told by its own commit; `power_cuts` asserts how seldom it comes.
    """
    if any(moves_pages(call) for call in calls):
        return "checkpoint before it"
    syncs = sum(call.is_sync for call in calls)
    return "index merged before it" if syncs == alone + 1 else "act alone"


def count_syncs(run: Run, alone: int) -> dict[str, Counter[int]]:
    """How many syncs each act took; asserts their order on the way."""
    counts: dict[str, Counter[int]] = {}
    for number, calls in enumerate(acts(run), 1):
        assert synced(calls, "-wal"), f"act {number + 1}: result line before the log's sync"
        assert synced(calls, ".mark"), f"act {number + 1}: result line before the mark's sync"
        raised = next(i for i, c in enumerate(calls) if c.path.suffix == ".mark")
        assert synced(calls[:raised], "-wal"), f"act {number + 1}: mark ahead of the commit"
        after = {call.path.name for call in calls[raised:]}
        assert run.disk.root.name not in after
        syncs = sum(call.is_sync for call in calls)
        counts.setdefault(housekeeping(calls, alone), Counter())[syncs] += 1
    return counts


# --------------------------------------------------------------------------- cutting


def cuts(run: Run, rng: random.Random) -> Iterator[tuple[int, int]]:
    """Each result line's number with a place after it, up to the next one.

    A quarter at the result line itself, half right before or after a sync (the
    most is at stake before one), the rest anywhere. Several places where a
    checkpoint runs.
    """
    ends = [*run.told[1:], len(run.calls)]
    for number, (told, end) in enumerate(zip(run.told, ends, strict=True), 1):
        calls = range(told + 1, end)
        syncs = [at for at in calls if run.calls[at].is_sync and run.disk.holds(run.calls[at].path)]
        chance = rng.random()
        if chance < 0.25 or not syncs:
            places = [told]
        elif chance < 0.75:
            places = [rng.choice(syncs) - rng.randint(0, 1)]
        else:
            places = [rng.choice(calls)]
        moving = [at for at in calls if moves_pages(run.calls[at])]
        if moving:
            end_of_it = min(at for at in syncs if at > moving[-1]) + 1
            places += rng.sample(range(moving[0], end_of_it), CHECKPOINT_CUTS)
        yield from ((number, place) for place in sorted(places))


def empty(root: Path) -> None:
    """Removes everything below a folder."""
    for path in root.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def cut_everywhere(run: Run, station: Station, work: Path, seed: int, skip: int) -> Counter[str]:
    """Cuts the power once after each result line and checks what is left each time.

    Args:
        run: the traced run.
        station: what was acknowledged before it.
        work: a folder beside the disk.
        seed: of all chance.
        skip: so many result lines come first, without a cut.
    """
    rng = random.Random(seed)
    one_more = write_lines(work / "more.jsonl", 1)
    before = dict(station.acknowledged)
    tally: Counter[str] = Counter()
    done = 0
    for number, at in cuts(run, rng):
        for call in run.calls[done : at + 1]:
            run.disk.run(call)
        done = at + 1
        if number <= skip:
            continue
        empty(station.base)
        put_down(run.disk.after_cut(rng), run.disk.root, station.base)
        (station.data / "counter.db-shm").write_bytes(rng.randbytes(32768))
        after = Station(station.base, station.block, station.receipts, dict(before))
        after.note(run.lines[:number])
        after.shown = set(after.acknowledged) - {run.lines[number - 1]["id"]}
        full = number % FULL_CHECK_EVERY == 0
        seen = after.check(full=full, more=one_more)
        extra = len(seen.dossiers) - len(after.acknowledged)
        assert extra in (0, 1), f"{extra} dossiers that nobody was told of"
        lost = sorted({path.suffix or "names" for path in run.disk.unsynced})
        tally[f"unsynced at the cut: {', '.join(lost) or 'nothing'}"] += 1
        tally["stored, not told"] += extra
        tally["verify --full"] += full
        tally["images"] += 1
    return tally


def report(count: int, tally: Counter[str], counts: dict[str, Counter[int]]) -> str:
    """The figures of a run."""
    rows = [f"\n{count} acknowledged prefixes cut"]
    rows += [f"  {what}: {times}" for what, times in sorted(tally.items())]
    for what, syncs in counts.items():
        each = ", ".join(f"{times} x {count} syncs" for count, times in sorted(syncs.items()))
        rows.append(f"  fsyncs per act, {what}: {each}")
    return "\n".join(rows)


def power_cuts(base: Path, count: int, *, receipts: bool, seed: int, skip: int = 0) -> Run:
    """Cuts after ``count`` result lines of one folder; asserts and prints the figures."""
    work = base / "work"
    work.mkdir(parents=True)
    disk = base / "disk"
    station = Station(disk, not receipts, disk / "paper" if receipts else None).set_up()
    if station.receipts:
        station.receipts.mkdir()
    run = trace_receive(station, work, skip + count)
    alone = 5 if receipts else 2
    counts = count_syncs(run, alone)
    print(report(count, cut_everywhere(run, station, work, seed, skip), counts))
    # commit, mark; with paper also the paper, its folder, and "printed"
    assert set(counts["act alone"]) == {alone}
    events = sum(map(sum, (c.values() for c in counts.values()))) * (2 if receipts else 1)
    merged = sum(counts.get("index merged before it", Counter()).values())
    assert merged <= events // MERGE_EVERY + 1
    return run


def test_twenty_prefixes(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A few cuts with and without paper; the syncs before each result line."""
    with capsys.disabled():
        power_cuts(base / "plain", 20, receipts=False, seed=1)
        power_cuts(base / "paper", 4, receipts=True, seed=2)


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_hundred_prefixes(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The full number; the longer run is long enough for a checkpoint between two acts."""
    with capsys.disabled():
        run = power_cuts(base / "plain", 160, receipts=False, seed=3, skip=60)
        power_cuts(base / "paper", 40, receipts=True, seed=4)
    between = run.calls[run.told[0] : run.told[-1]]
    assert any(call.path.name == "counter.db" and call.is_sync for call in between)


def test_setup_is_durable(base: Path) -> None:
    """The folder that ``setup`` reported opens after a power cut in that very moment."""
    root, work = base / "disk", base
    root.mkdir()
    env = {**ENV, "COUNTER_PASSWORD": PASSWORD}
    run = trace(root, work, ["--data", str(root / "d"), "setup", *SET_UP], env)
    for call in run.calls[: run.told[0] + 1]:
        run.disk.run(call)
    for seed, fate in enumerate((Fate.LOST, Fate.KEPT, None, None, None)):
        empty(root)
        put_down(run.disk.after_cut(random.Random(seed), fate), run.disk.root, root)
        Station(root).check()


def test_a_new_receipts_folder_is_durable(base: Path) -> None:
    """The receipt of a result line is still there when its folder was made in this very run."""
    work = base / "work"
    work.mkdir()
    station = Station(base / "disk", receipts=base / "disk" / "paper").set_up()
    run = trace_receive(station, work, 1)
    for call in run.calls[: run.told[0] + 1]:
        run.disk.run(call)
    left = run.disk.after_cut(random.Random(0), Fate.LOST)
    assert Path(run.lines[0]["receipt"]) in left
