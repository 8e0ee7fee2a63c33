"""The forty invented dossiers through the real program, and their receipts read back."""

from __future__ import annotations

import multiprocessing
import re
import unicodedata
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from core.data import load_calendar
from tests.e2e import reading
from tests.e2e.counter import OK, SAMPLE, Counter, Json, sample, set_up, together

LINES = range(1, 41)
#: lines whose deciding agency (police, social insurance, tax, …) has no known identifier
VERTICAL = {9, 10, 11, 12, 13, 30, 31, 32, 33, 34}
#: Month and day of the promise in 2026, counted by hand; "none": no limit is published.
#: Line 21: 40 days end on Saturday 14/11 and move to Monday (BLDS Đ148.5).
DUE_TABLE = """
    10-06 10-06 10-06 10-06 10-05 10-06 10-05 10-08 10-14 10-08
    10-08 10-06 10-14 10-08 10-08 10-06 10-06 10-20 10-20 11-11
    11-16 10-19 none  11-09 none  10-06 none  10-06 10-12 10-12
    11-19 10-12 10-14 10-15 10-08 10-06 10-08 10-12 10-05 10-07
"""
DUE = dict(zip(LINES, DUE_TABLE.split(), strict=True))
#: Limits for today's clock: working days, "d": days, "s": the same day, the next one after 15:00.
LIMIT_TABLE = """
    1   1  1 1  s s s 3 7 3   3 1 7 3 3 1 1 11 11 27
    40d 10 - 25 - 1 - 1 5 5 45d 5 7 8 3 1 3 5  s  2
"""
LIMITS = dict(zip(LINES, LIMIT_TABLE.split(), strict=True))
FOLDERS = ["practice", "practice-no-block", "real", "real-no-block"]


@dataclass(frozen=True)
class Run:
    """One folder with its forty dossiers."""

    counter: Counter
    receipts: Path
    results: list[Json]
    shown: dict[int, Json]
    verified: Json

    def of(self, line: int) -> Json:
        return self.results[line - 1]


def _receive_all(counter: Counter) -> Run:
    receipts = counter.data.with_name(counter.data.name + "-receipts")
    at = ("--at", "record") if counter.data.name.startswith("practice") else ()
    done = counter.receive(SAMPLE, "--receipts", receipts, *at)
    assert done.status == OK, done.err
    shown = {line: counter.show(done.lines[line - 1]["dossier_code"]) for line in (15, 21, 24, 38)}
    verified = counter.run("verify", "--full")
    assert verified.status == OK
    return Run(counter, receipts, done.lines, shown, verified.one)


@pytest.fixture(scope="module")
def runs(templates: dict[str, Counter], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Run]:
    """All four folders, two at a time."""
    place = tmp_path_factory.mktemp("forty")

    def job(name: str) -> Run:
        kind = name.partition("-")[0]
        if name == kind:
            return _receive_all(templates[kind].copy_to(place))
        more = ["--practice"] if kind == "practice" else []
        return _receive_all(set_up(place / name, *more))

    return dict(zip(FOLDERS, together(*(lambda n=n: job(n) for n in FOLDERS)), strict=True))


@pytest.fixture(params=FOLDERS)
def run(request: pytest.FixtureRequest, runs: dict[str, Run]) -> Run:
    """Each of the four in turn."""
    return runs[request.param]


def test_all_are_logged_in_order(run: Run) -> None:
    assert [each["line"] for each in run.results] == list(LINES)
    assert all(each["ok"] for each in run.results)


def test_numbers_are_unique(run: Run) -> None:
    assert len({each["dossier_code"] for each in run.results}) == 40
    assert len({each["id"] for each in run.results}) == 40


@pytest.mark.parametrize("name", FOLDERS)
def test_provisional_exactly_where_it_must_be(runs: dict[str, Run], name: str) -> None:
    expected = set(LINES) if name.endswith("no-block") else VERTICAL
    results = runs[name].results

    assert {each["line"] for each in results if each["provisional"]} == expected
    assert {each["line"] for each in results if each.get("why_provisional")} == expected
    for each in results:
        assert each["dossier_code"].startswith("T03" if each["provisional"] else "H49.215-")


@pytest.mark.parametrize("name", ["practice", "practice-no-block"])
def test_due_dates_at_the_lines_own_times(runs: dict[str, Run], name: str) -> None:
    found = {
        each["line"]: (each["due_at"] or "2026-none")[5:10].rstrip("T")
        for each in runs[name].results
    }

    assert found == DUE
    for line in LINES:
        assert runs[name].of(line)["received_at"] == sample(line)["received_at"]
        in_file = sample(line)["due_at"]
        if line != 21:
            assert (in_file or "2026-none")[5:] == DUE[line]


def _counted(received: datetime, limit: str) -> date | None:
    """A limit counted another way than the program does: by walking over the days."""
    calendar, day = load_calendar(), received.date()
    if limit == "-":
        return None
    if limit.endswith("d"):
        day += timedelta(days=int(limit[:-1]))
        while calendar.why_off(day) is not None:
            day += timedelta(days=1)
        return day
    left = int(limit.replace("s", "0"))
    if limit == "s" and (calendar.why_off(day) is not None or received.time() >= time(15)):
        left = 1
    while left:
        day += timedelta(days=1)
        left -= calendar.why_off(day) is None
    return day


@pytest.mark.parametrize("name", ["real", "real-no-block"])
def test_due_dates_by_todays_clock(runs: dict[str, Run], name: str) -> None:
    for line in LINES:
        done = runs[name].of(line)
        received = datetime.fromisoformat(done["received_at"])
        due = _counted(received, LIMITS[line])
        assert (done["due_at"] or "None")[:10] == str(due), line


def test_lines_without_a_limit_say_so(run: Run) -> None:
    warned = {
        each["line"]
        for each in run.results
        if "limit_unknown" in [w["code"] for w in each.get("warnings", ())]
    }

    assert warned == {23, 25, 27}


def test_verify_is_clean(run: Run) -> None:
    assert run.verified["ok"]
    assert not any(run.verified["tables"].values())
    assert [s["good_to"] == s["events"] for s in run.verified["streams"]] == [True]


def test_names_are_cleaned_and_composed(run: Run) -> None:
    assert not unicodedata.is_normalized("NFC", sample(24)["applicant"]["name"])
    assert run.shown[24]["owner"]["name"] == "Đoàn Thị Mỹ Hạnh"
    assert run.shown[38]["owner"]["name"] == "Nguyễn Thị Thanh Thúy"
    for dossier in run.shown.values():
        assert _all_composed(dossier)


def _all_composed(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_all_composed, value.values()))
    if isinstance(value, list):
        return all(map(_all_composed, value))
    return not isinstance(value, str) or unicodedata.is_normalized("NFC", value)


@pytest.mark.parametrize(
    ("line", "filer"),
    [(18, "Phan Thị Khẽ Mờ"), (19, "Nình Thị Mai"), (22, "Cao Công Thể"), (35, "Lại Văn Có")],
)
def test_owner_is_not_the_filer_where_one_is_named(
    runs: dict[str, Run], line: int, filer: str
) -> None:
    run = runs["practice"]
    shown = run.counter.show(run.of(line)["dossier_code"])

    assert shown["filer"]["name"] == filer
    assert shown["owner"]["name"] == sample(line)["applicant"]["name"]


def test_the_others_have_no_filer_of_their_own(runs: dict[str, Run]) -> None:
    assert runs["practice"].shown[15].get("filer") is None


ALL_WAYS: reading.Trials = dict.fromkeys((203, 300), ("grey", "1 bit", "rotated", "eroded"))


def _look_up_code(result: Json) -> str:
    """The four characters beside the QR, as printed."""
    found = re.search(r"Mã tra cứu:\s+([0-9A-Z]{4})\b", reading.text(Path(result["receipt"])))
    assert found is not None
    return found[1]


def test_look_up_code_on_paper_is_the_stored_one(run: Run) -> None:
    for line, shown in run.shown.items():
        assert _look_up_code(run.of(line)) == shown["lookup_code"]


Read = list[tuple[int, int, str, set[str], set[str]]]


def _read(run: Run, ways: reading.Trials) -> Read:
    """Line, dpi, way, what must be read and what was, for both copies of every receipt."""
    paths = [Path(each["receipt"]) for each in run.results]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        read = list(pool.map(reading.read, paths, [ways] * len(paths), chunksize=5))
    rows: Read = []
    for each, found in zip(run.results, read, strict=True):
        code = each["dossier_code"]
        expected = {f"Code128 {code}", f"QRCode {code} {_look_up_code(each)}"}
        rows += [(each["line"], dpi, way, expected, got) for (_, dpi, way), got in found.items()]
    assert len(rows) == 40 * 2 * sum(map(len, ways.values()))
    return rows


@pytest.fixture(scope="module")
def read(runs: dict[str, Run]) -> dict[str, Read]:
    """Official and provisional numbers in every way, provisional ones alone in two."""
    some: reading.Trials = {203: ("1 bit",), 300: ("rotated",)}
    return {
        "practice": _read(runs["practice"], ALL_WAYS),
        "real-no-block": _read(runs["real-no-block"], some),
    }


@pytest.mark.parametrize("name", ["practice", "real-no-block"])
def test_every_receipt_is_read(read: dict[str, Read], name: str) -> None:
    unread = [row[:3] for row in read[name] if not row[3] <= row[4]]

    assert unread == []


@pytest.mark.parametrize("name", ["practice", "real-no-block"])
def test_nothing_else_is_read(read: dict[str, Read], name: str) -> None:
    wrong = [(*row[:3], row[4] - row[3]) for row in read[name] if row[4] - row[3]]

    assert wrong == []


@pytest.mark.parametrize("name", ["practice", "real"])
def test_practice_is_marked_and_real_is_not(runs: dict[str, Run], name: str) -> None:
    for line in (1, 20):
        told = reading.text(Path(runs[name].of(line)["receipt"]))
        assert ("KHÔNG CÓ GIÁ TRỊ" in told) == (name == "practice")
        assert "IN LẠI" not in told.upper()
