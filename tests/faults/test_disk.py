"""A full disk refuses the act with words, leaves nothing half done, works again with room."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.folder_support import (
    Talk,
    all_there,
    clean,
    fill,
    new_folder,
    prove_full,
    receive,
    recovery,
    resize,
    run,
    sample,
    set_up,
    small_disk,
    tree,
)

FULL = "ổ đĩa đầy"


def test_the_disk_fills_while_dossiers_are_logged(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 10) as disk:
        data = disk / "data"
        assert set_up(data, "--block", "1-9000").status == 0
        lines = [sample(number) for number in range(1, 41)] * 8
        outcome = receive(data, *lines)
        prove_full(disk)
        assert outcome.status == 3
        assert 20 < len(outcome.logged) < len(lines), "the disk is to fill half-way"
        refused = [line for line in outcome.lines if not line["ok"]]
        assert len(outcome.lines) == len(lines), "every line gets its answer"
        assert {line["errors"][0]["code"] for line in refused} == {"disk_full"}
        assert all(FULL in line["errors"][0]["message"] for line in refused)
        assert FULL in outcome.words
        resize(disk, 64)
        clean(data)
        all_there(data, outcome.logged)
        again = receive(data, sample())
        assert again.status == 0
        all_there(data, [*outcome.logged, *again.logged])


def test_a_running_process_goes_on_when_room_returns(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16) as disk:
        data = new_folder(disk / "data")
        with Talk(data) as talk:
            before = talk.say(sample(1))
            assert before["ok"]
            ballast = fill(disk)
            prove_full(disk)
            answers = [talk.say(sample(n)) for n in range(2, 12)]
            refused = [answer for answer in answers if not answer["ok"]]
            assert refused, "room was left in the log"
            assert answers[-1] is refused[-1]
            messages = set()
            for answer in refused:
                (error,) = answer["errors"]
                assert error["code"] == "disk_full"
                assert FULL in error["message"]
                messages.add(error["message"])
            ballast.unlink()
            after = [talk.say(sample(n)) for n in (12, 13)]
            assert all(answer["ok"] for answer in after)
            outcome = talk.end()
        assert outcome.status == 3, "some lines were refused"
        assert FULL in outcome.words
        report = clean(data)
        assert report["streams"][0]["signed_to"] == report["streams"][0]["events"]
        logged = [before, *[a for a in answers if a["ok"]], *after]
        all_there(data, logged)
        (message,) = messages
        assert str(disk) in message, "the message names the disk to clear"
        ordinals = [int(a["dossier_code"][-4:]) for a in logged if not a["provisional"]]
        assert ordinals == list(range(1, len(ordinals) + 1)), "a refused line spends no number"


def test_commands_begun_on_a_full_disk_are_refused(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 16) as disk:
        data = new_folder(disk / "data")
        first = receive(data, sample())
        code = first.numbers[0]
        commands = [
            ("receive", "-"),
            ("act", code, "cancel", "--json", '{"reason": "nhầm"}'),
            ("station", "block", "1-500"),
        ]
        ballast = fill(disk)
        prove_full(disk)
        for arguments in commands:
            outcome = run(data, *arguments, stdin=sample(2))
            assert outcome.status == 3, arguments
            assert FULL in outcome.words
            assert str(disk) in outcome.words, "the message names the disk to clear"
        ballast.unlink()
        all_there(data, first.logged)
        assert [run(data, *each, stdin=sample(2)).status for each in commands] == [0, 0, 0]
        clean(data)


@pytest.mark.parametrize("megabytes", [0.004, 1.5], ids=["at once", "late"])
def test_setup_on_a_full_disk_leaves_no_folder(tmp_path: Path, megabytes: float) -> None:
    with small_disk(tmp_path / "disk", megabytes) as disk:
        ballast = fill(disk) if megabytes < 0.1 else None
        before = tree(disk)
        outcome = set_up(disk / "data", "--block", "1-9000")
        assert outcome.status == 3
        assert FULL in outcome.words
        assert not outcome.lines or not outcome.lines[0]["ok"]
        left = [name for name in tree(disk) if name not in before]
        assert not [name for name in left if name.startswith("data/")]
        assert run(disk / "data", "station", "status").status == 3
        if ballast is not None:
            ballast.unlink()
        resize(disk, 64)
        assert set_up(disk / "data", "--block", "1-9000").status == 0
        clean(disk / "data")
        assert receive(disk / "data", sample()).status == 0


def test_a_recovery_sheet_that_cannot_be_written_is_no_lost_key(tmp_path: Path) -> None:
    """The sheet is the only way back: a setup that could not write it must not stand."""
    with small_disk(tmp_path / "disk", 1) as disk:
        fill(disk)
        prove_full(disk)
        data = tmp_path / "data"
        sheet = disk / "sheet"
        arguments = ["--site", "H49.215", "--station", "3", "--admin", "ha", "--site-name", "X"]
        outcome = run(data, "setup", *arguments, "--recovery-out", str(sheet))
        assert outcome.status == 3
        assert FULL in outcome.words
        shown = any("recovery_key" in line for line in outcome.lines)
        usable = run(data, "station", "status").status == 0
        assert shown or not usable, "a folder whose recovery key nobody ever saw"


def test_a_backup_onto_a_full_disk_leaves_no_partial_file(tmp_path: Path) -> None:
    data = new_folder(tmp_path / "data")
    logged = receive(data, sample(1), sample(2)).logged
    with small_disk(tmp_path / "disk", 1) as disk:
        prove_target = disk / "backup.zip"
        outcome = run(data, "backup", str(prove_target))  # 1 MB is less than it needs
        assert outcome.status == 3
        assert FULL in outcome.words
        assert tree(disk) == []
        ballast = fill(disk)
        prove_full(disk)
        assert run(data, "backup", str(prove_target)).status == 3
        assert tree(disk) == ["ballast"]
        ballast.unlink()
        resize(disk, 64)
        assert run(data, "backup", str(prove_target)).status == 0
        assert tree(disk) == ["backup.zip"]
    clean(data)
    all_there(data, logged)


def test_a_backup_from_a_full_disk_is_refused_or_whole(tmp_path: Path) -> None:
    """The journal is signed first, which needs room in the data folder itself."""
    with small_disk(tmp_path / "disk", 16) as disk:
        data = new_folder(disk / "data")
        logged = receive(data, sample(1)).logged
        ballast = fill(disk)
        prove_full(disk)
        target = tmp_path / "backup.zip"
        outcome = run(data, "backup", str(target))
        assert outcome.status == 3
        assert FULL in outcome.words
        assert not [path for path in tmp_path.iterdir() if "backup" in path.name]
        ballast.unlink()
        assert run(data, "backup", str(target)).status == 0
        all_there(data, logged)


def test_a_receipt_that_finds_no_room_is_printed_later(tmp_path: Path) -> None:
    data = new_folder(tmp_path / "data")
    with small_disk(tmp_path / "disk", 1) as disk:
        receipts = disk / "receipts"
        receipts.mkdir()
        ballast = fill(disk)
        prove_full(disk)
        outcome = receive(data, sample(1), sample(2), options=["--receipts", str(receipts)])
        assert outcome.status == 0, "the dossiers are logged"
        assert FULL in outcome.words
        for line in outcome.lines:
            assert line["receipt"] is None
            assert "receipt_not_printed" in [w["code"] for w in line["warnings"]]
        assert tree(receipts) == []
        assert run(data, "station", "status").only["prints_waiting"] == 2
        ballast.unlink()
        code = outcome.numbers[0]
        late = receipts / "late.pdf"
        printed = run(data, "form", "receipt", code, "--out", str(late))
        assert printed.status == 0
        assert late.read_bytes().startswith(b"%PDF")
        shown = run(data, "show", code).only
        assert [event["kind"] for event in shown["events"]] == ["dossier_received", "form_printed"]
        assert shown["events"][-1]["body"].get("reprint", False) is False
    clean(data)
    all_there(data, outcome.logged)


def test_a_restore_onto_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    data = new_folder(tmp_path / "data")
    receive(data, sample(1))
    assert run(data, "backup", str(tmp_path / "backup.zip")).status == 0
    sheet = shutil.copyfile(recovery(data), tmp_path / "sheet")
    with small_disk(tmp_path / "disk", 1) as disk:
        arguments = ("restore", str(tmp_path / "backup.zip"), "--recovery-key", str(sheet))
        outcome = run(disk / "data", *arguments)
        assert outcome.status == 3
        assert FULL in outcome.words
        assert tree(disk) == []
        resize(disk, 64)
        assert run(disk / "data", *arguments).status == 0
