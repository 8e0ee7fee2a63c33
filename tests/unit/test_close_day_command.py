"""``close-day`` on the command line: results, refusals, sheets."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from argon2 import PasswordHasher

from core.domain import events as ev
from core.services.station import grant_block
from counter_app.cli import main
from db.store import default_mark
from tests.unit.station_support import MONDAY, Station

Run = Callable[..., tuple[int, dict[str, Any]]]
PASSWORD = "mot-mat-khau"


@pytest.fixture
def run(
    ward: Station, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Runs a command of the supervisor's in this process: exit status and result."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    with ward.store.act() as act:
        body = ev.AccountCreated("ha", "Trần Thị Thu Hà", "supervisor", quick)
        act.append(body, subject="account:ha", actor="ha", at=ward.clock(), day=None)
    monkeypatch.setenv("COUNTER_DATA", str(ward.data))
    monkeypatch.setenv("COUNTER_USER", "ha")
    monkeypatch.setenv("COUNTER_PASSWORD", PASSWORD)
    monkeypatch.setenv("COUNTER_KEYRING", "off")

    def command(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
        capsysbinary.readouterr()
        status = main([str(each) for each in arguments], clock=ward.clock)
        return status, json.loads(capsysbinary.readouterr().out)

    return command


def codes(result: dict[str, Any], of: str = "errors") -> list[tuple[str, str]]:
    return [(each["code"], each["field"]) for each in result[of]]


def text_of(path: Path) -> str:
    document = pdfium.PdfDocument(path.read_bytes())
    return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_dry_run_tells_all_and_closes_nothing(ward: Station, run: Run, tmp_path: Path) -> None:
    number = ward.receive().number
    status, looked = run("close-day", "--dry-run", "--sheet", tmp_path / "nhap.pdf")
    assert (status, looked["closed"], looked["dry_run"]) == (0, False, True)
    assert looked["without_paper"] == [number]
    assert codes(looked, "warnings") == [("paper_missing", ""), ("prints_waiting", "")]
    assert "1 hồ sơ, phiếu" in looked["warnings"][0]["message"]
    assert "BẢN NHÁP" in text_of(tmp_path / "nhap.pdf")
    status, closed = run("close-day")
    assert (status, closed["closed"], closed["day"]) == (0, True, MONDAY.date().isoformat())
    status, again = run("close-day")
    assert (status, codes(again)) == (1, [("day_already_closed", "date")])


def test_who_may_not_sign_and_what_cannot_be_closed(
    ward: Station, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert codes(run("close-day")[1]) == [("day_not_open", "date")]
    ward.receive()
    assert codes(run("close-day", "--date", "hôm nay")[1]) == [("date_invalid", "date")]
    nowhere = tmp_path / "không" / "có.pdf"
    assert codes(run("close-day", "--sheet", nowhere)[1]) == [("folder_missing", "sheet")]
    monkeypatch.delenv("COUNTER_USER")
    monkeypatch.delenv("COUNTER_PASSWORD")
    assert codes(run("close-day")[1]) == [("not_permitted", "user")]
    status, looked = run("close-day", "--dry-run")  # whoever may read may look
    assert (status, looked["closed"]) == (0, False)


def test_numbers_lost_in_a_restore_need_words(ward: Station, run: Run) -> None:
    ward.receive()
    default_mark(ward.data).unlink()
    ward.reopen()
    grant_block("1-500", "H49.215-261123-0004", ward.store, ward.context)
    ward.receive()
    status, refused = run("close-day")
    assert (status, codes(refused)) == (1, [("gap_unexplained", "explain")])
    assert "0002-0004" in refused["errors"][0]["message"]
    status, closed = run("close-day", "--explain", "Ba giấy đã trao trước khi máy hỏng")
    assert closed["numbers"][0]["missing"] == [2, 3, 4]
    assert closed["explained"] == "Ba giấy đã trao trước khi máy hỏng"


def test_a_sheet_that_cannot_be_written_leaves_the_day_closed(
    ward: Station, run: Run, tmp_path: Path
) -> None:
    ward.receive()
    in_the_way = tmp_path / "bien-ban.pdf"
    in_the_way.mkdir()
    status, closed = run("close-day", "--sheet", in_the_way)
    assert (status, closed["closed"], closed["sheet"]) == (0, True, None)
    assert codes(closed, "warnings")[-1] == ("sheet_not_written", "sheet")


def test_the_office_closes_after_its_stations(ward: Station, run: Run) -> None:
    assert codes(run("close-day", "--office")[1]) == [("day_not_open", "date")]
    ward.receive()
    _, closed = run("close-day")
    _, looked = run("close-day", "--office", "--dry-run")
    assert looked["closed"] is False
    (line,) = looked["stations"]
    assert (line["station"], line["state"], line["head"]) == (3, "complete", closed["head"])
    status, done = run("close-day", "--office")
    assert (status, done["closed"], done["day"]) == (0, True, closed["day"])
    assert codes(run("close-day", "--office")[1]) == [("office_already_closed", "date")]
    assert run("close-day", "--office", "--dry-run")[1]["closed"] is True
