"""Restored, cloned and copied folders: everything back, no number given out twice."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from core.domain.timezone import VIETNAM
from tests.faults.folder_support import (
    SUPERVISOR,
    Outcome,
    beside,
    clean,
    new_folder,
    receive,
    recovery,
    run,
    sample,
    set_up,
    tree,
)

START = datetime(2026, 9, 14, 9, 0, tzinfo=VIETNAM)


@pytest.fixture(name="clock")
def clock_file(tmp_path: Path) -> Path:
    """A clock that stands: ordinals count from 1 a day, and no test is to meet midnight."""
    path = tmp_path / "clock"
    path.write_text(START.isoformat(), encoding="ascii")
    return path


@pytest.fixture(name="data")
def folder(tmp_path: Path) -> Path:
    """A folder at a place of its own, with key, mark and recovery sheet beside it."""
    (tmp_path / "office").mkdir()
    return new_folder(tmp_path / "office" / "data", at=START.isoformat())


def key_of(data: Path) -> str:
    """The recovery key as the sheet shows it."""
    found = re.search(r"^ {4}(\S+)$", recovery(data).read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def back_up(data: Path, target: Path, clock: Path | None = None) -> Path:
    """Writes a backup."""
    outcome = run(data, "backup", str(target), clock=clock)
    assert outcome.status == 0, outcome.words
    return target


def lose(data: Path, *, mark: bool = True) -> None:
    """The PC dies: the folder, its key and (unless told otherwise) its mark are gone."""
    shutil.rmtree(data)
    key, mark_file, _ = beside(data)
    key.unlink()
    if mark:
        mark_file.unlink()


def restored(outcome: Outcome) -> dict[str, Any]:
    """Asserts a restore that worked, and that it tells what to do next."""
    assert outcome.status == 0, (outcome.lines, outcome.words)
    assert outcome.only["ok"]
    assert outcome.only["stream"] != outcome.only["from_stream"]
    assert "station block" in outcome.words
    return outcome.only


def ordinal(number: str) -> int:
    """The ordinal of an official code."""
    return int(number.rsplit("-", 1)[1])


def nothing_twice(*outcomes: Outcome) -> list[str]:
    """Every number ever acknowledged, each once."""
    numbers = [number for outcome in outcomes for number in outcome.numbers]
    assert len(set(numbers)) == len(numbers), numbers
    return numbers


def everything(data: Path, numbers: list[str]) -> list[list[Any]]:
    """What ``show`` says of each dossier, the catalogue, the agencies."""
    shown = [run(data, "show", number).only for number in numbers]
    return [shown, *(run(data, what, "list").lines for what in ("catalogue", "agency"))]


def test_the_pc_dies_and_everything_comes_back_elsewhere(data: Path, tmp_path: Path) -> None:
    agency = "Sở Tư pháp tỉnh Quảng Ninh"
    assert run(data, "agency", "set", agency, "H49.13").status == 0
    logged = receive(data, *[sample(n) for n in (1, 2, 5)])
    numbers = logged.numbers
    note = '{"reason": "gõ nhầm", "note": "đã sửa"}'
    assert run(data, "act", numbers[0], "amend", "--json", note).status == 0
    assert run(data, "act", numbers[1], "cancel", "--json", '{"reason": "rút"}').status == 0
    before = everything(data, numbers)
    status = run(data, "station", "status").only
    backup = back_up(data, tmp_path / "backup.zip")
    key = key_of(data)
    lose(data)
    elsewhere = tmp_path / "other" / "place" / "data"
    elsewhere.parent.mkdir(parents=True)
    told = restored(run(elsewhere, "restore", str(backup), "--recovery-key", key))
    assert told["from_stream"] == status["stream"]
    assert told["generation"] == 2
    assert everything(elsewhere, numbers) == before
    assert len(before[1]) == 630
    # the account is back: its password signs acts in its name, a wrong one does not
    wrong = run(elsewhere, "find", "x", COUNTER_USER="ha", COUNTER_PASSWORD="khongdung")
    wrong.refused("password_wrong")
    more = run(elsewhere, "receive", "-", stdin=sample(1), clock=None, **SUPERVISOR)
    assert more.status == 0
    assert all(line["provisional"] for line in more.lines), "the block is burnt"
    clean(elsewhere)
    assert run(elsewhere, "show", more.numbers[0]).only["officer"] == "ha"
    nothing_twice(logged, more)


def mistyped(key: str) -> str:
    """The key with one wrong character."""
    return key[:-1] + ("0" if key[-1] != "0" else "1")


def sloppy(key: str) -> str:
    """The key as a tired person types it."""
    return "  " + key.lower().replace("-", " ").replace("0", "o").replace("1", "l") + " "


def test_the_recovery_key_as_a_sheet_or_typed_sloppily(data: Path, tmp_path: Path) -> None:
    backup = back_up(data, tmp_path / "backup.zip")
    for name, given in (("sheet", str(recovery(data))), ("typed", sloppy(key_of(data)))):
        restored(run(tmp_path / name, "restore", str(backup), "--recovery-key", given))
        clean(tmp_path / name)


LONG = pytest.mark.long


@pytest.mark.parametrize(
    "told",
    [pytest.param("the last", marks=LONG), pytest.param("an earlier one", marks=LONG), "none"],
)
def test_an_older_backup_in_the_same_place(
    data: Path, clock: Path, tmp_path: Path, told: str
) -> None:
    """The mark beside the folder knows better than a person who tells too little."""
    early = receive(data, sample(1), sample(2), clock=clock)
    backup = back_up(data, tmp_path / "backup.zip")
    late = receive(data, *[sample(1)] * 3, clock=clock)
    last = late.numbers[-1]
    assert ordinal(last) == 5
    lose(data, mark=False)
    sheet = str(recovery(data))
    restored(run(data, "restore", str(backup), "--recovery-key", sheet, clock=clock))
    run(data, "station", "block", "1-9000", clock=clock).refused("last_receipt_needed")
    between = receive(data, sample(1), sample(1), clock=clock)
    assert all(line["provisional"] for line in between.lines)
    name = {"the last": last, "an earlier one": late.numbers[0], "none": "none"}[told]
    granted = run(data, "station", "block", "1-9000", "--last-receipt", name, clock=clock)
    assert granted.status == 0
    assert granted.only["used_today"] == 5
    again = receive(data, sample(1), sample(1), clock=clock)
    assert [ordinal(number) for number in again.numbers] == [6, 7]
    nothing_twice(early, late, between, again)
    clean(data)


def test_an_older_backup_without_the_mark_trusts_the_last_receipt(
    data: Path, clock: Path, tmp_path: Path
) -> None:
    early = receive(data, sample(1), clock=clock)
    backup = back_up(data, tmp_path / "backup.zip")
    late = receive(data, *[sample(1)] * 3, clock=clock)
    sheet = str(recovery(data))
    lose(data)
    restored(run(data, "restore", str(backup), "--recovery-key", sheet, clock=clock))
    run(data, "station", "block", "1-9000", clock=clock).refused("last_receipt_needed")
    odd = run(data, "station", "block", "1-9000", "--last-receipt", "số năm", clock=clock)
    odd.refused("last_receipt_invalid")
    last = f"  {late.numbers[-1].lower()} "
    assert run(data, "station", "block", "1-9000", "--last-receipt", last, clock=clock).status == 0
    again = receive(data, sample(1), clock=clock)
    assert ordinal(again.numbers[0]) == 5
    nothing_twice(early, late, again)


@pytest.mark.parametrize("witness", ["the receipt", "the mark"])
def test_a_witness_of_a_later_day_is_no_leave_to_start_the_day_anew(
    data: Path, clock: Path, tmp_path: Path, witness: str
) -> None:
    """Lost on Wednesday, restored from Monday's backup under a clock that says Monday."""
    monday = receive(data, sample(1), clock=clock)
    backup = back_up(data, tmp_path / "backup.zip", clock)
    monday_late = receive(data, *[sample(1)] * 3, clock=clock)
    clock.write_text(START.replace(day=16).isoformat(), encoding="ascii")
    wednesday = receive(data, sample(1), clock=clock)
    assert wednesday.numbers == ["H49.215-260916-0001"]
    lose(data, mark=witness == "the receipt")
    clock.write_text(START.replace(hour=10).isoformat(), encoding="ascii")
    sheet = str(recovery(data))
    restored(run(data, "restore", str(backup), "--recovery-key", sheet, clock=clock))
    told = wednesday.numbers[-1] if witness == "the receipt" else "none"
    run(data, "station", "block", "1-9000", "--last-receipt", told, clock=clock)
    again = receive(data, sample(1), sample(1), clock=clock)
    assert again.status == 0
    nothing_twice(monday, monday_late, wednesday, again)


def test_the_folder_put_back_from_a_copy(data: Path, clock: Path, tmp_path: Path) -> None:
    early = receive(data, sample(1), sample(1), clock=clock)
    shutil.copytree(data, tmp_path / "aside")
    late = receive(data, *[sample(1)] * 3, clock=clock)
    shutil.rmtree(data)
    shutil.copytree(tmp_path / "aside", data)
    between = receive(data, sample(1), clock=clock)
    assert between.only["provisional"]
    assert "cũ hơn dấu mốc" in between.words
    quiet = run(data, "station", "block", "1-9000", clock=clock)
    quiet.refused("last_receipt_needed")
    assert "cũ hơn dấu mốc" not in quiet.words, "told once, begun once"
    last = late.numbers[-1]
    granted = run(data, "station", "block", "1-9000", "--last-receipt", last, clock=clock)
    assert granted.only["used_today"] == 5
    again = receive(data, sample(1), clock=clock)
    assert ordinal(again.numbers[0]) == 6
    nothing_twice(early, late, between, again)
    clean(data)


@pytest.mark.parametrize("mark", ["missing", "damaged", pytest.param("empty", marks=LONG)])
def test_a_folder_whose_mark_is_gone(data: Path, tmp_path: Path, mark: str) -> None:
    """A copy at another path, or a mark that nobody can read."""
    logged = receive(data, sample(1))
    copy = tmp_path / "copy"
    shutil.copytree(data, copy)
    assert run(copy, "station", "status").status == 3, "a folder does not open without its key"
    shutil.copyfile(beside(data)[0], beside(copy)[0])
    if mark == "damaged":
        beside(copy)[1].write_bytes(b"\xa5" * 8192)
    elif mark == "empty":
        beside(copy)[1].write_bytes(b"")
    first = receive(copy, sample(1))
    assert first.only["provisional"]
    assert ("bị hỏng" if mark == "damaged" else "Không thấy tệp dấu mốc") in first.words
    assert "--last-receipt" in first.words
    assert run(copy, "station", "status").only["generation"] == 2
    run(copy, "station", "block", "1-9000").refused("last_receipt_needed")
    nothing_twice(logged, first, receive(data, sample(1)))
    clean(copy)


def test_one_backup_restored_on_two_machines(data: Path, tmp_path: Path) -> None:
    logged = receive(data, sample(1))
    backup = back_up(data, tmp_path / "backup.zip")
    outcomes = [logged]
    for name in ("one", "two"):
        machine = tmp_path / name
        machine.mkdir()
        sheet = str(recovery(data))
        restored(run(machine / "data", "restore", str(backup), "--recovery-key", sheet))
        outcomes.append(receive(machine / "data", sample(1), sample(2), sample(1)))
        assert all(line["provisional"] for line in outcomes[-1].lines)
        clean(machine / "data")
    nothing_twice(*outcomes)


def test_on_the_same_machine_no_recovery_key_is_needed(data: Path, tmp_path: Path) -> None:
    logged = receive(data, sample(1))
    backup = back_up(data, tmp_path / "backup.zip")
    shutil.rmtree(data)
    restored(run(data, "restore", str(backup)))
    assert run(data, "show", logged.numbers[0]).status == 0
    clean(data)
    lose(data)
    without = run(data, "restore", str(backup))
    assert without.status == 3
    assert "khóa khôi phục" in without.words
    assert not data.exists()


# ------------------------------------------------------------------------------ refusals


def other_key(tmp_path: Path) -> str:
    """The recovery key of another folder."""
    assert set_up(tmp_path / "other").status == 0
    return key_of(tmp_path / "other")


def refusal_of(kind: str, data: Path, tmp_path: Path, backup: Path) -> tuple[list[str], str]:
    """Arguments of a restore that must fail, and what it must say."""
    key = key_of(data)
    if kind == "mistyped key":
        return [str(backup), "--recovery-key", mistyped(key)], "recovery_key_invalid"
    if kind == "another folder's key":
        return [str(backup), "--recovery-key", other_key(tmp_path)], "recovery_key_other"
    if kind == "truncated":
        backup.write_bytes(backup.read_bytes()[:-1000])
    elif kind == "some zip":
        with zipfile.ZipFile(backup, "w") as archive:
            archive.writestr("photo.jpg", b"x")
    elif kind == "a text":
        backup.write_text("không phải bản sao lưu", encoding="utf-8")
    else:
        backup.unlink()
    return [str(backup), "--recovery-key", key], "not_a_backup"


@pytest.mark.parametrize(
    "kind",
    [
        "mistyped key",
        "another folder's key",
        "truncated",
        pytest.param("some zip", marks=LONG),
        pytest.param("a text", marks=LONG),
        pytest.param("no file", marks=LONG),
    ],
)
def test_a_restore_that_is_refused_leaves_nothing(data: Path, tmp_path: Path, kind: str) -> None:
    receive(data, sample(1))
    backup = back_up(data, tmp_path / "backup.zip")
    arguments, code = refusal_of(kind, data, tmp_path, backup)
    (tmp_path / "new").mkdir()
    outcome = run(tmp_path / "new" / "data", "restore", *arguments)
    outcome.refused(code)
    assert tree(tmp_path / "new") == []


def test_a_folder_in_use_is_not_restored_over(data: Path, tmp_path: Path) -> None:
    logged = receive(data, sample(1))
    backup = back_up(data, tmp_path / "backup.zip")
    before = tree(data.parent)
    sheet = str(recovery(data))
    run(data, "restore", str(backup), "--recovery-key", sheet).refused("folder_exists")
    assert tree(data.parent) == before
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thư.txt").write_text("của người khác", encoding="utf-8")
    run(foreign, "restore", str(backup), "--recovery-key", sheet).refused("folder_exists")
    assert tree(foreign) == ["thư.txt"]
    run(data, "setup", "--site", "X", "--site-name", "X", "--station", "1", "--admin", "b").refused(
        "folder_exists"
    )
    assert run(data, "show", logged.numbers[0]).status == 0


# ------------------------------------------------------------------------ export in plain


def test_the_plain_export_hashes_to_the_chain(data: Path, tmp_path: Path) -> None:
    logged = receive(data, *[sample(n) for n in (1, 2, 3)])
    key = key_of(data)
    machine_key = beside(data)[0].read_bytes()
    beside(data)[0].unlink()  # the machine's own key is lost
    assert run(data, "find", "nguyen").status == 3
    outcome = run(data, "export-plain", "--recovery-key", sloppy(key))
    assert outcome.status == 0
    hashes: dict[str, bytes] = {}
    for line in outcome.raw.splitlines():
        event = json.loads(line)
        before = hashes.get(event["stream"], bytes(32))
        hashes[event["stream"]] = hashlib.sha256(before + line).digest()
    assert [e["seq"] for e in outcome.lines] == list(range(1, len(outcome.lines) + 1))
    received = [e["subject"] for e in outcome.lines if e["kind"] == "dossier_received"]
    assert received == [line["id"] for line in logged.lines]
    written = tmp_path / "out.jsonl"
    again = run(data, "export-plain", "--recovery-key", key, "--out", str(written))
    assert again.status == 0
    assert written.read_bytes() == outcome.raw
    taken = run(data, "export-plain", "--recovery-key", key, "--out", str(written))
    taken.refused("file_exists")
    beside(data)[0].write_bytes(machine_key)
    (report,) = run(data, "verify").only["streams"]
    assert hashes == {report["stream"]: bytes.fromhex(report["head"])}


def test_the_plain_export_refuses_a_wrong_key(data: Path, tmp_path: Path) -> None:
    key = key_of(data)
    for given, code in (
        (mistyped(key), "recovery_key_invalid"),
        ("", "recovery_key_invalid"),
        (other_key(tmp_path), "recovery_key_other"),
    ):
        out = tmp_path / "out.jsonl"
        outcome = run(data, "export-plain", "--recovery-key", given, "--out", str(out))
        outcome.refused(code)
        assert not out.exists()
