"""A wrong clock refuses nothing, reorders nothing, uses no number twice, and is told."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from core.domain.account import Role
from core.domain.errors import Refused
from core.domain.timezone import VIETNAM
from core.services.context import Actor
from core.services.dossier_input import read_dossier
from core.services.receive_dossier import Received, receive_dossier
from core.services.station import open_day
from counter_app import jsonl
from counter_app.bootstrap import Programme, new_id
from db.chain_check import check_chain
from db.store import Store, open_store
from tests.faults.folder_support import (
    Talk,
    clean,
    new_folder,
    receive,
    run,
    sample,
    set_up,
)

#: a Monday; office hours
START = datetime(2026, 9, 14, 9, 0, tzinfo=VIETNAM)
CLOCKS = {
    "back a day": START - timedelta(days=1),
    "back a year": START.replace(year=2025),
    "wrong century": datetime(1970, 1, 1, 7, 0, tzinfo=VIETNAM),
    "five days on": START + timedelta(days=5),
    "in 2098": START.replace(year=2098),
}


def set_clock(clock: Path, at: datetime) -> None:
    """States the clock."""
    clock.write_text(at.isoformat(), encoding="ascii")


@pytest.fixture(name="clock")
def clock_file(tmp_path: Path) -> Path:
    """A clock that tells the truth."""
    path = tmp_path / "clock"
    set_clock(path, START)
    return path


@pytest.fixture(name="data")
def folder(tmp_path: Path) -> Path:
    """A folder set up under the stated clock."""
    return new_folder(tmp_path / "data", at=START.isoformat())


def events(data: Path, clock: Path) -> list[dict[str, Any]]:
    """The journal as the emergency export writes it."""
    sheet = str(data.with_name("data.rec"))
    outcome = run(data, "export-plain", "--recovery-key", sheet, clock=clock)
    assert outcome.status == 0, outcome.words
    return outcome.lines


def in_order(data: Path, clock: Path, acknowledged: Sequence[dict[str, Any]]) -> None:
    """Order kept, no number twice, the business day never back, register gapless, all clean."""
    journal = events(data, clock)
    assert [event["seq"] for event in journal] == list(range(1, len(journal) + 1))
    received = [event for event in journal if event["kind"] == "dossier_received"]
    assert [event["subject"] for event in received] == [line["id"] for line in acknowledged]
    numbers = [event["body"]["number"]["text"] for event in received]
    assert numbers == [line["dossier_code"] for line in acknowledged]
    assert len(set(numbers)) == len(numbers)
    dated = ("day_opened", "dossier_received", "dossier_cancelled", "form_printed")
    days = [event["day"] for event in journal if event["kind"] in dated]
    assert days == sorted(days)
    rows = defaultdict(list)
    for event in received:
        rows[event["body"]["book"], event["day"][:4]].append(event["body"]["register_no"])
        assert event["day"] == event["body"]["number"]["day"]
    assert all(row == list(range(1, len(row) + 1)) for row in rows.values())
    checked = run(data, "verify", "--full", clock=clock)
    assert checked.status == 0, checked.lines


def doubted(line: dict[str, Any]) -> bool:
    """Whether a result tells of the doubtful clock; flag and warning go together."""
    assert line["ok"]
    codes = [warning["code"] for warning in line.get("warnings", [])]
    assert line.get("clock_doubtful", False) == ("clock_doubtful" in codes)
    return "clock_doubtful" in codes


def day_of(line: dict[str, Any]) -> date:
    """The date of the time of receipt, which paper shows."""
    return datetime.fromisoformat(line["received_at"]).date()


LONG = pytest.mark.long


@pytest.mark.parametrize("name", [*list(CLOCKS)[:4], pytest.param("in 2098", marks=LONG)])
def test_a_jump_is_taken_flagged_and_spends_no_number_twice(
    data: Path, clock: Path, name: str
) -> None:
    wrong = CLOCKS[name]
    with Talk(data, clock=clock) as talk:
        true = [talk.say(sample(1)), talk.say(sample(1))]
        set_clock(clock, wrong)
        false = [talk.say(sample(1)), talk.say(sample(1))]
        set_clock(clock, START + timedelta(minutes=5))
        back = [talk.say(sample(1))]
        ended = talk.end()
    assert ended.status == 0, ended.words
    assert [doubted(line) for line in (*true, *false, *back)] == [False, False, True, True, False]
    assert {day_of(line) for line in (*true, *false, *back)} == {START.date()}
    ordinals = [int(line["dossier_code"][-4:]) for line in (*true, *false, *back)]
    assert ordinals == [1, 2, 3, 4, 5]
    in_order(data, clock, [*true, *false, *back])
    shown = run(data, "show", false[0]["dossier_code"], clock=clock).only
    assert shown["clock_doubtful"] is True
    assert shown["events"][0]["clock_doubtful"] is True
    assert shown["events"][0]["at"].startswith(f"{wrong:%Y-%m-%d}"), "the claim is kept"


@pytest.mark.parametrize("wrong", ["back a day", pytest.param("wrong century", marks=LONG)])
def test_a_newborn_is_not_in_the_future_of_a_wrong_clock(
    data: Path, clock: Path, wrong: str
) -> None:
    """The business day tells what the future is, not a clock that nobody believes."""
    receive(data, sample(1), clock=clock)
    set_clock(clock, CLOCKS[wrong])
    newborn = {"kind": "person", "name": "Nguyễn Phước Thiên Ân", "dob": START.date().isoformat()}
    outcome = receive(data, sample(1, applicant=newborn), clock=clock)
    assert outcome.status == 0, outcome.lines
    assert doubted(outcome.only)


@pytest.mark.parametrize("name", ["back a year", pytest.param("in 2098", marks=LONG)])
def test_a_process_begun_under_a_wrong_clock(data: Path, clock: Path, name: str) -> None:
    """Every command works: acts are taken, reading reads."""
    wrong = CLOCKS[name]
    before = receive(data, sample(1), clock=clock)
    set_clock(clock, wrong)
    outcome = receive(data, sample(1), clock=clock)
    assert outcome.status == 0
    assert doubted(outcome.only)
    code = outcome.only["dossier_code"]
    assert run(data, "find", code, clock=clock).only["dossier_code"] == code
    reason = '{"reason": "nhầm"}'
    assert run(data, "act", code, "cancel", "--json", reason, clock=clock).status == 0
    in_order(data, clock, [*before.logged, *outcome.logged])


@pytest.mark.parametrize("name", ["in 2098", pytest.param("wrong century", marks=LONG)])
def test_a_folder_set_up_under_a_wrong_clock_recovers(
    tmp_path: Path, clock: Path, name: str
) -> None:
    set_clock(clock, CLOCKS[name])
    data = tmp_path / "data"
    assert set_up(data, "--block", "1-9000", clock=clock).status == 0
    set_clock(clock, START)
    opened = run(data, "open-day", "--date", START.date().isoformat(), clock=clock)
    assert opened.status == 0
    line = receive(data, sample(1), clock=clock).only
    assert not doubted(line)
    assert day_of(line) == START.date()
    in_order(data, clock, [line])


def test_a_person_clears_the_doubt_of_a_real_gap(data: Path, clock: Path) -> None:
    first = receive(data, sample(1), clock=clock).only
    later = START + timedelta(days=5)
    set_clock(clock, later)
    doubtful = receive(data, sample(1), clock=clock).only
    assert doubted(doubtful)
    assert day_of(doubtful) == START.date()
    too_early = (START - timedelta(days=1)).date().isoformat()
    refused = run(data, "open-day", "--date", too_early, clock=clock)
    refused.refused("day_before_last")
    assert START.date().isoformat() in refused.only["errors"][0]["message"]
    opened = run(data, "open-day", "--date", later.date().isoformat(), clock=clock)
    assert opened.status == 0
    believed = receive(data, sample(1), clock=clock).only
    assert not doubted(believed)
    assert day_of(believed) == later.date()
    assert believed["dossier_code"].endswith(f"{later:%y%m%d}-0001")
    in_order(data, clock, [first, doubtful, believed])


def test_forward_within_the_leap_and_back(data: Path, clock: Path) -> None:
    """Two days on are believed; the way back is not, and the day stays."""
    ahead = START + timedelta(days=2)
    with Talk(data, clock=clock) as talk:
        lines = [talk.say(sample(1))]
        for at in (ahead, START, ahead, START + timedelta(hours=1)):
            set_clock(clock, at)
            lines.append(talk.say(sample(1)))
        assert talk.end().status == 0
    assert [doubted(line) for line in lines] == [False, False, True, False, True]
    assert [day_of(line) for line in lines] == [START.date(), *[ahead.date()] * 4]
    in_order(data, clock, lines)


def test_open_day_under_a_wrong_clock_does_not_take_its_word(data: Path, clock: Path) -> None:
    """A day is never taken back, so a clock 72 years ahead must not open one by itself."""
    first = receive(data, sample(1), clock=clock).only
    set_clock(clock, START.replace(year=2098))
    run(data, "open-day", clock=clock)  # no date: nobody confirmed one
    set_clock(clock, START + timedelta(hours=1))
    line = receive(data, sample(1), clock=clock).only
    assert day_of(line) == START.date(), "the station is stuck in 2098"
    in_order(data, clock, [first, line])


def test_back_dating_is_for_practice_folders_only(tmp_path: Path) -> None:
    real = new_folder(tmp_path / "real")
    at = "2026-09-14T09:00:00+07:00"
    receive(real, sample(1), options=["--at", at]).refused("practice_only")
    receive(real, sample(1), options=["--at", "record"]).refused("practice_only")
    assert run(real, "find", "nguyen").lines == []
    clean(real)
    practice = new_folder(tmp_path / "practice", practice=True)
    stated = receive(practice, sample(1), options=["--at", at]).only
    assert day_of(stated) == date(2026, 9, 14)
    record = receive(practice, sample(1), options=["--at", "record"]).only
    assert day_of(record) == date(2026, 10, 5)
    assert not doubted(record)
    unstated = receive(practice, sample(1))
    assert unstated.status == 0
    assert len({stated["dossier_code"], record["dossier_code"], *unstated.numbers}) == 3
    clean(practice)


# ------------------------------------------------------------------------------- property

#: hours, days and years; a leap is believed up to three days
HOURS = [1, -1, 24, -24, 48, 71, 73, -73, 120, -120, 8_760, -8_760, 24 * -20_600, 24 * 26_000]
JUMPS = st.sampled_from(HOURS).map(lambda hours: timedelta(hours=hours))
STEPS = st.lists(st.tuples(JUMPS, st.sampled_from(["receive", "receive", "person"])), max_size=14)
LIVED = (datetime(1970, 1, 2, tzinfo=VIETNAM), datetime(2150, 1, 1, tzinfo=VIETNAM))


class Station:
    """A counter in this process, with a clock that jumps."""

    def __init__(self, data: Path) -> None:
        self.now = START
        self.store: Store = open_store(data, self.now, new_id)
        programme = Programme(data, clock=lambda: self.now)
        self.context = programme.context(Actor("ha", Role.SUPERVISOR))
        self.received: list[Received] = []

    def jump(self, by: timedelta) -> None:
        """Moves the clock within the years that a machine can claim."""
        self.now = min(max(self.now + by, LIVED[0]), LIVED[1])

    def receive(self) -> None:
        """Logs the first sample."""
        item = jsonl.parse(sample(1).encode())
        assert isinstance(item, dict)
        new = read_dossier(item, START.date())
        self.received.append(receive_dossier(new, self.store, self.context))

    def person(self) -> None:
        """A person confirms what the clock says, where that is believable."""
        if abs(self.now - START) < timedelta(days=60):
            try:
                open_day(self.now.date(), self.store, self.context)
            except Refused as wrong:
                if wrong.errors[0].code != "day_before_last":
                    raise


def check(station: Station) -> None:
    """The invariants, read back from the tables and the chain."""
    conn = station.store.conn
    rows = conn.execute("SELECT number, day, book, register_no FROM dossier ORDER BY id").fetchall()
    assert [row[0] for row in rows] == [each.number for each in station.received]
    assert len({row[0] for row in rows}) == len(rows)
    days = [row[1] for row in rows]
    assert days == sorted(days)
    assert days == [each.received_at.date().isoformat() for each in station.received]
    books = defaultdict(list)
    for _, day, book, register_no in rows:
        books[book, day[:4]].append(register_no)
    assert all(each == list(range(1, len(each) + 1)) for each in books.values())
    reports = check_chain(conn)
    assert [report.fault for report in reports] == [""]


@settings(max_examples=15)
@given(steps=STEPS)
def test_whatever_the_clock_does(steps: list[tuple[timedelta, str]]) -> None:
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as name:
        station = Station(new_folder(Path(name) / "data", at=START.isoformat()))
        try:
            station.receive()
            for jump, action in steps:
                station.jump(jump)
                station.receive() if action == "receive" else station.person()
            check(station)
        finally:
            station.store.close()
