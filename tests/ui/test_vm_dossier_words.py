"""What a dossier's page says: the week of the promise, papers, who can still change it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from core.data import load_calendar, load_rule_packs
from core.domain.account import Role
from core.domain.deadlines import due, parse_limit
from core.domain.dossier import Dossier, State
from core.domain.timezone import VIETNAM
from core.ports.desk import Person
from counter_app.desk import StationDesk
from tests.ui.desk_support import HA, make_ward
from tests.unit.station_support import MONDAY, line
from ui.viewmodels.dossier_page import Page, build_page
from ui.viewmodels.due_week import other_days_off, week_cells
from ui.viewmodels.given import changed_papers

CLERK = Person("tam", "Đỗ Văn Tám", Role.CLERK)


def week(received: datetime, limit: str) -> list[tuple[str, str, str]]:
    """``(day, kind, word)`` of each box."""
    pack = load_rule_packs()[-1]
    found = due(received, parse_limit(limit), load_calendar(), pack.office_hours)
    cells = week_cells(received.date(), found.due_at.date(), found, load_calendar())
    return [(f"{c.weekday} {c.date:%d}", c.kind, c.word) for c in cells]


def test_receipt_and_promise_in_one_week_show_monday_to_sunday() -> None:
    assert week(MONDAY, "1 working_days") == [
        ("T2 23", "received", "nhận"),
        ("T3 24", "off", "nghỉ lễ"),
        ("T4 25", "due", "hẹn trả"),
        ("T5 26", "plain", ""),
        ("T6 27", "plain", ""),
        ("T7 28", "off", "nghỉ"),
        ("CN 29", "off", "nghỉ"),
    ]
    days = [day for day, *_ in week(MONDAY + timedelta(days=2), "1 working_days")]
    assert days[0] == "T2 23"
    assert days[-1] == "CN 29"


def test_over_a_weekend_it_goes_on_for_at_least_seven_days() -> None:
    assert week(datetime(2026, 11, 26, 9, tzinfo=VIETNAM), "3 working_days") == [
        ("T5 26", "received", "nhận"),
        ("T6 27", "counts", "ngày 1"),
        ("T7 28", "off", "nghỉ"),
        ("CN 29", "off", "nghỉ"),
        ("T2 30", "counts", "ngày 2"),
        ("T3 01", "due", "hẹn trả"),
        ("T4 02", "plain", ""),
    ]
    longer = week(MONDAY, "10 working_days")
    assert (longer[0][1], longer[-1][1]) == ("received", "due")
    assert len(longer) == 16


def test_a_promise_that_nobody_can_count_any_more_still_shows_its_week() -> None:
    cells = week_cells(date(2026, 8, 28), date(2026, 9, 3), None, load_calendar())
    assert [(c.kind, c.word) for c in cells] == [
        ("received", "nhận"),
        ("off", "nghỉ"),
        ("off", "nghỉ"),
        ("off", "hoán đổi"),
        ("off", "nghỉ lễ"),
        ("off", "nghỉ lễ"),
        ("due", "hẹn trả"),
    ]
    assert "Quốc khánh" in cells[4].tip


def test_days_off_beside_the_counted_ones_are_named() -> None:
    received = datetime(2026, 12, 28, 9, tzinfo=VIETNAM)
    pack = load_rule_packs()[-1]
    found = due(received, parse_limit("1 working_days"), load_calendar(), pack.office_hours)
    said = other_days_off(received.date(), found.due_at.date(), found, load_calendar())
    assert said.startswith("Cũng nghỉ: 01/01 (Tết Dương lịch)")
    monday = due(MONDAY, parse_limit("1 working_days"), load_calendar(), pack.office_hours)
    assert other_days_off(MONDAY.date(), monday.due_at.date(), monday, load_calendar()) == ""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StationDesk]:
    made = make_ward(tmp_path).signed_in()
    yield made
    made.close()


@pytest.fixture
def dossier(desk: StationDesk) -> Dossier:
    papers = [
        {"name": "Tờ khai", "originals": 1},
        {"name": "Giấy chứng sinh", "originals": 1, "copies": 2, "pages": 12},
        {"name": "Thẻ căn cước"},
    ]
    found = desk.dossier(desk.receive(line(attachments=papers)).uid)
    assert found is not None
    return found


def page_of(desk: StationDesk, dossier: Dossier, *people: Person) -> Page:
    return build_page(dossier, desk.history(dossier.uid), people or [HA, CLERK], MONDAY)


def test_papers_say_what_was_handed_in(desk: StationDesk, dossier: Dossier) -> None:
    assert [(p.name, p.given) for p in page_of(desk, dossier).papers] == [
        ("Tờ khai", "1 bản chính"),
        ("Giấy chứng sinh", "1 bản chính, 2 bản chụp, 12 trang"),
        ("Thẻ căn cước", "Xuất trình, không giữ lại"),
    ]


def test_changed_papers_are_told_one_by_one() -> None:
    old: list[dict[str, Any]] = [{"name": "A", "originals": 1}, {"name": "B", "copies": 1}]
    new: list[dict[str, Any]] = [{"name": "A", "originals": 2}, {"name": "D", "certified": 1}]
    shown: dict[str, Any] = {"name": "C"}
    assert changed_papers([*old, shown], [shown, *new]) == [
        "Giấy tờ “A”: “1 bản chính” thành “2 bản chính”",
        "Bỏ giấy tờ “B”",
        "Thêm giấy tờ “D”: 1 bản chứng thực",
    ]


def test_before_hand_over_nothing_is_fixed(desk: StationDesk, dossier: Dossier) -> None:
    page = page_of(desk, dossier)
    assert (page.fixed_title, page.fixed) == ("", "")
    assert {act.key: act.why_not for act in page.acts}["amend"] == ""


@pytest.mark.parametrize("state", [State.PROCESSING, State.PAYMENT_ASKED, State.FINISHED])
def test_after_hand_over_the_page_says_why_and_who_can(
    desk: StationDesk, dossier: Dossier, state: State
) -> None:
    page = page_of(desk, msgspec.structs.replace(dossier, state=state))
    assert page.fixed_title == "Hồ sơ đã bàn giao cho cơ quan giải quyết"
    assert "không sửa hay hủy được nữa" in page.fixed
    assert "phụ trách bộ phận (Trần Thị Thu Hà)" in page.fixed
    assert "Ủy ban nhân dân phường Cửa Ông trả lại hồ sơ" in page.fixed
    why = {act.key: act.why_not for act in page.acts}
    assert "chỉ phụ trách bộ phận" in why["amend"]
    assert why["cancel"] == why["amend"]
    assert why["reprint"] == ""
    alone = page_of(desk, msgspec.structs.replace(dossier, state=state), CLERK)
    assert "báo phụ trách bộ phận:" in alone.fixed


def test_what_is_void_or_over_says_so(desk: StationDesk, dossier: Dossier) -> None:
    void = page_of(desk, desk.cancel(dossier.uid, "nộp trùng"))
    assert void.fixed_title == "Hồ sơ đã hủy"
    assert void.fixed.startswith("Lý do: nộp trùng. Số này không dùng lại")
    over = page_of(desk, msgspec.structs.replace(dossier, state=State.RETURNED))
    assert over.fixed_title == "Hồ sơ đã kết thúc: đã trả kết quả"


def test_of_a_slip_its_own_card_says_what_follows(desk: StationDesk) -> None:
    wanted = {"reason": "thiếu giấy", "wanted": ["Giấy chứng sinh"]}
    asked = desk.dossier(desk.receive(line(supplement=wanted)).uid)
    assert asked is not None
    page = page_of(desk, asked)
    assert (page.fixed, page.cells) == ("", ())
    assert page.slip is not None
