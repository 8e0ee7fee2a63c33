"""kill -9 at any instant: what was acknowledged stays, nothing is half, no number twice.

Each kill comes after at least one acknowledgement and before the last line; the
next run goes on in the same folder. ``verify --full`` and all comparisons run
after every single kill, in a fresh process. What the killed process printed, the
PDFs and the program's own commands are all that is looked at.

Three ways to die: by the process's own hand at an exact point (`kill_driver`), at
the N-th system call on the write-ahead log or the mark (strace's fault
injection: inside COMMIT and inside the raising of the mark), or by the parent's
hand at a random instant.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.faults.folder_support import SAMPLES
from tests.faults.kill_driver import EXACT_POINTS
from tests.faults.kill_support import (
    DRIVER,
    ENV,
    PROGRAM,
    Line,
    Station,
    complete_lines,
    run_commands,
    strace_works,
    write_lines,
)

OUTSIDE = "any instant"
#: file beside the data folder's name, system call, lowest and highest count of calls
SYSTEM_CALLS = {
    "wal_write": ("d/counter.db-wal", "pwrite64", 150, 500),
    "wal_sync": ("d/counter.db-wal", "fsync", 4, 10),
    "mark_write": ("d.mark", "pwrite64", 2, 6),
    "mark_sync": ("d.mark", "fdatasync", 2, 6),
}
NEEDS_PAPER = {"pdf_unnamed", "pdf_written"}
#: the dossier of the act is not stored when the process dies here
BEFORE = {"begun", "statement", "journal_inserted", "projected", "before_commit", "tidy"}
#: it is stored, but its result line is not written
AFTER = {
    *("after_commit", "mark_raised", "pdf_unnamed", "pdf_written", "before_result"),
    *("mark_write", "mark_sync"),
}
LINES = 40


@dataclass(frozen=True)
class Scenario:
    """How a folder is used."""

    name: str
    block: bool
    receipts: bool
    refs: bool


SCENARIOS = (
    Scenario("block, client_ref", block=True, receipts=False, refs=True),
    Scenario("block, receipts", block=True, receipts=True, refs=False),
    Scenario("provisional, receipts, client_ref", block=False, receipts=True, refs=True),
    Scenario("provisional", block=False, receipts=False, refs=False),
)


@dataclass
class Kill:
    """One kill: where it fell, how many lines were acknowledged before it."""

    where: str
    acknowledged: int
    stored_unacknowledged: int


@dataclass
class Campaign:
    """Many kills on one folder."""

    scenario: Scenario
    station: Station
    rng: random.Random
    kills: list[Kill] = field(default_factory=list)
    files: int = 0
    stored: int = 0

    def run(self, plan: list[str]) -> list[Kill]:
        """Carries out the planned kills one after the other."""
        self.station.set_up()
        file = self.next_file()
        for where in plan:
            for attempt in range(1, 9):
                lines, killed = self.receive(file, where, attempt)
                if self.judge(where, lines, killed):
                    break
                if len(lines) == self.lines:
                    self.ended(lines)
                    file = self.next_file()
            else:
                raise AssertionError(f"{where}: no kill after an acknowledgement")
            if not self.scenario.refs:
                file = self.next_file()
        if self.scenario.refs:
            self.ended(self.receive(file, "", 1)[0])
        self.station.check(everything=True)
        return self.kills

    @property
    def lines(self) -> int:
        """Lines of a file: few when it is sent again and again, more than one run gets through."""
        return LINES if self.scenario.refs else 3 * LINES

    def next_file(self) -> Path:
        """A file of dossiers that were not sent before."""
        self.files += 1
        return write_lines(self.station.base / "input.jsonl", self.lines, self.refs)

    @property
    def refs(self) -> str:
        return f"file{self.files}" if self.scenario.refs else ""

    def judge(self, where: str, lines: list[Line], killed: bool) -> bool:
        """Checks the folder; True when this was a kill after an acknowledgement."""
        fresh = self.station.note(lines, self.refs)
        seen = self.station.check()
        extra = len(seen.dossiers) - self.stored - fresh
        self.stored = len(seen.dossiers)
        if not killed:
            assert extra == 0, f"{where}: {extra} dossiers came from nowhere"
            return False
        assert extra in (0, 1), f"{where}: {extra} dossiers stored that nobody acknowledged"
        if fresh == 0 or len(lines) == self.lines:
            return False  # too early or too late to count
        if where in AFTER:
            assert extra == 1, f"{where}: the commit was lost"
        if where in BEFORE and not self.scenario.receipts:
            assert extra == 0, f"{where}: stored before its commit"
        self.kills.append(Kill(where, len(lines), extra))
        return True

    def ended(self, lines: list[Line]) -> None:
        """A file was sent to its end: with ``client_ref`` each dossier is there just once."""
        self.station.note(lines, self.refs)
        if not self.scenario.refs:
            return
        assert len(lines) == LINES
        sent = LINES * self.files
        assert len(self.station.refs) == len(set(self.station.refs.values())) == sent
        seen = self.station.check()
        assert len(seen.dossiers) == sent
        self.stored = sent
        if self.station.receipts:
            assert len(list(self.station.receipts.glob("[!.]*.pdf"))) == sent

    def receive(self, file: Path, where: str, attempt: int) -> tuple[list[Line], bool]:
        """Runs ``receive``, killed where it is told; its whole lines and whether it was killed."""
        command = [*self.prefix(where, attempt), *self.station.receive(file)]
        words = self.station.base / "words.txt"
        with (
            words.open("wb") as errors,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, env=ENV) as process,
        ):
            assert process.stdout is not None
            head = b""
            if where == OUTSIDE:
                head = b"".join(self.fresh_lines(process.stdout, self.rng.randint(1, 8)))
                try:
                    process.wait(timeout=self.rng.uniform(0, 0.08))
                except subprocess.TimeoutExpired:
                    process.kill()
            output = head + process.stdout.read()
        assert process.returncode in (0, -9), (process.returncode, words.read_text())
        return complete_lines(output), process.returncode == -9

    @staticmethod
    def fresh_lines(stream: Iterator[bytes], count: int) -> Iterator[bytes]:
        """Reads until so many new dossiers were acknowledged."""
        for line in stream:
            yield line
            count -= b'"repeated":true' not in line
            if count == 0:
                return

    def prefix(self, where: str, attempt: int) -> list[str]:
        """The start of a command line that dies there."""
        if where in SYSTEM_CALLS:
            name, call, low, high = SYSTEM_CALLS[where]
            times = self.rng.randint(low, high) + low // 2 * (attempt - 1)
            return [
                *("strace", "-f", "-qq", "-o", "/dev/null", "-P", str(self.station.base / name)),
                *("-e", f"trace={call}", "-e", f"inject={call}:signal=SIGKILL:when={times}"),
                *PROGRAM,
            ]
        if where in EXACT_POINTS:
            times = self.rng.randint(1, 90 if where == "statement" else 5)
            return [sys.executable, str(DRIVER), f"{where}:{times}"]
        return list(PROGRAM)


def plan(total: int, each: int) -> list[list[str]]:
    """Distributes kills over the scenarios: every exact point ``each`` times, rest at random."""
    exact = [*EXACT_POINTS, *(SYSTEM_CALLS if strace_works() else ())]
    plans: list[list[str]] = [[] for _ in SCENARIOS]
    on_paper = [p for p, s in zip(plans, SCENARIOS, strict=True) if s.receipts]
    for where in sorted(exact * each, key=lambda name: name not in NEEDS_PAPER):
        min(on_paper if where in NEEDS_PAPER else plans, key=len).append(where)
    for _ in range(total - len(exact) * each):
        min(plans, key=len).append(OUTSIDE)
    return plans


def carry_out(base: Path, plans: list[list[str]], seed: int) -> list[Kill]:
    """Runs the scenarios, two at a time."""
    campaigns = []
    for number, (scenario, steps) in enumerate(zip(SCENARIOS, plans, strict=True)):
        rng = random.Random(seed + number)
        rng.shuffle(steps)
        folder = base / str(number)
        station = Station(folder, scenario.block, folder / "paper" if scenario.receipts else None)
        campaigns.append(Campaign(scenario, station, rng))
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda pair: pair[0].run(pair[1]), zip(campaigns, plans, strict=True)))
    return [kill for kills in done for kill in kills]


def histogram(kills: list[Kill]) -> str:
    """Where the kills fell and how many acknowledgements came before them."""
    head = f"{'where':<18}{'kills':>6}{'stored, not told':>18}  acks before"
    rows = [f"\n{len(kills)} kills", head]
    for where in [*EXACT_POINTS, *SYSTEM_CALLS, OUTSIDE]:
        here = [kill for kill in kills if kill.where == where]
        if here:
            acks = [kill.acknowledged for kill in here]
            extra = sum(kill.stored_unacknowledged for kill in here)
            rows.append(f"{where:<18}{len(here):>6}{extra:>18}  {min(acks)}-{max(acks)}")
    buckets = Counter(min(kill.acknowledged.bit_length(), 6) for kill in kills)
    rows.append("acknowledgements before the kill:")
    for bits in sorted(buckets):
        span = f"{1 << (bits - 1)}-{(1 << bits) - 1}"
        rows.append(f"{span:>8} {'#' * buckets[bits]} {buckets[bits]}")
    return "\n".join(rows)


def shoot(base: Path, total: int, each: int, seed: int) -> list[Kill]:
    """Carries out a plan and asserts what holds for it as a whole."""
    plans = plan(total, each)
    wanted = Counter(where for steps in plans for where in steps)
    kills = carry_out(base, plans, seed)
    print(histogram(kills))
    assert Counter(kill.where for kill in kills) == wanted
    assert len(kills) == total
    assert all(kill.acknowledged >= 1 for kill in kills)
    return kills


def inside_the_act(kills: list[Kill]) -> int:
    """How many fell at an exact point between BEGIN and the result line."""
    return sum(kill.where not in (OUTSIDE, "tidy") for kill in kills)


def test_thirty_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every exact point once, and as many kills at random instants."""
    with capsys.disabled():
        kills = shoot(tmp_path, total=30, each=1, seed=1)
    assert inside_the_act(kills) >= 10


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_two_hundred_kills(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The full number, over 50 of them between BEGIN and the result line."""
    with capsys.disabled():
        kills = shoot(tmp_path, total=200, each=8, seed=2026)
    assert inside_the_act(kills) >= 50


def killed_then_sent_again(base: Path, point: str) -> Station:
    """Two dossiers with receipts: killed on the second one, then the same file once more."""
    base.mkdir()
    station = Station(base / "s", receipts=base / "paper").set_up()
    file = write_lines(base / "two.jsonl", 2, "two")
    killed = subprocess.run(
        [sys.executable, str(DRIVER), f"{point}:1", *station.receive(file)],
        stdout=subprocess.PIPE,
        env=ENV,
        check=False,
    )
    assert killed.returncode == -9
    assert station.note(complete_lines(killed.stdout), "two") == 1
    again = subprocess.run(
        [*PROGRAM, *station.receive(file)], stdout=subprocess.PIPE, env=ENV, check=True
    )
    station.note(complete_lines(again.stdout), "two")
    return station


@pytest.mark.parametrize(
    "point",
    [
        "mark_raised",
        "pdf_written",
    ],
)
def test_sending_again_completes_the_paper(tmp_path: Path, point: str) -> None:
    """Whatever the kill left open is done by sending the file again: printed, no job waits."""
    station = killed_then_sent_again(tmp_path / point, point)
    codes = [line["dossier_code"] for line in station.acknowledged.values()]
    (_, [status]), *shown = run_commands(
        station.data, ["station", "status"], *(["show", code] for code in codes)
    )
    assert [dossier["printed_at"] is not None for _, [dossier] in shown] == [True, True]
    assert status["prints_waiting"] == 0


def test_sending_again_prints_nothing_that_was_not_asked(tmp_path: Path) -> None:
    """A dossier answered at once, without paper, stays without paper."""
    station = Station(tmp_path / "s", receipts=tmp_path / "paper").set_up()
    samples = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    at_once = next(item for item in samples if item["procedure_code"] == "2.000815")
    file = tmp_path / "one.jsonl"
    file.write_text(json.dumps({**at_once, "immediate": True, "client_ref": "one"}))
    answers = run_commands(station.data, *[station.receive(file)[2:]] * 2)
    assert [line["receipt"] for _, [line] in answers] == [None, None]
    assert [line.get("returned") for _, [line] in answers] == [True, True]
