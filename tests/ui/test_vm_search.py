"""Search by page, and one dossier's page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex
from pytestqt.qtbot import QtBot

from core.domain.account import Role
from core.ports.desk import Desk, Person
from tests.ui.desk_support import HA, Ward, ask, background, make_ward
from tests.unit.station_support import line
from ui.background import Background
from ui.viewmodels.search import DossierRole, SearchViewModel

WAIT = 10_000
NONE = QModelIndex()


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def back(ward: Ward, qapp: object) -> Iterator[Background]:
    with background(ward) as made:
        yield made


@pytest.fixture
def vm(ward: Ward, back: Background) -> Iterator[SearchViewModel]:
    made = SearchViewModel(back, clock=ward.clock)
    yield made
    made.close()


def log(qtbot: QtBot, back: Background, count: int) -> None:
    def work(desk: Desk) -> None:
        for n in range(count):
            name = "Đỗ Đình Đắc" if n % 10 == 3 else "Nguyễn Thị Huyền Diệu"
            desk.receive(line(applicant={"name": f"{name} {n}", "personal_no": ""}))

    ask(qtbot, back, work)


def test_two_hundred_dossiers_are_read_a_page_at_a_time(
    vm: SearchViewModel, back: Background, qtbot: QtBot, qtmodeltester: Any
) -> None:
    log(qtbot, back, 200)
    with qtbot.waitSignals([vm.results_changed, vm.counts_changed], timeout=WAIT):
        vm.start(HA)
    assert vm.rows.rowCount() == 50
    qtbot.waitUntil(lambda: vm.counts_text == "50 hồ sơ đầu trong 200, mới nhất trước")
    qtmodeltester.check(vm.rows)
    while vm.rows.more:
        vm.rows.fetchMore(NONE)
        vm.rows.fetchMore(NONE)  # views ask more than once
        qtbot.waitUntil(lambda: vm.rows.canFetchMore(NONE) or not vm.rows.more)
    assert vm.rows.rowCount() == 200
    assert vm.counts_text == "200 hồ sơ trong 200, mới nhất trước"
    numbers = [vm.rows.index(n, 0).data(DossierRole.NUMBER) for n in range(200)]
    assert numbers == sorted(set(numbers), reverse=True)
    vm.set_text("do dinh")
    qtbot.waitUntil(lambda: vm.rows.rowCount() == 20, timeout=WAIT)
    assert vm.counts_text == "20 hồ sơ trong 200, mới nhất trước"
    first = vm.rows.index(0, 0)
    assert first.data(DossierRole.OWNER_MARKS) == [(0, 2), (3, 4)]
    assert first.data(DossierRole.DUE_WORDS) == "hẹn T4 25/11"
    assert first.data(DossierRole.STATE_WORDS) == "Đã tiếp nhận"
    assert first.data(DossierRole.LATE) is False
    vm.set_text("khong ai ca")
    qtbot.waitUntil(lambda: vm.rows.rowCount() == 0, timeout=WAIT)
    assert "Không thấy" in vm.counts_text


def test_only_the_last_of_fast_typing_is_answered(
    vm: SearchViewModel, back: Background, qtbot: QtBot
) -> None:
    log(qtbot, back, 12)
    answers: list[str] = []
    vm.results_changed.connect(lambda: answers.append(vm.text))
    for end in range(1, len("dinh dac") + 1):
        vm.set_text("dinh dac"[:end])
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    assert answers == ["dinh dac"]
    assert vm.rows.rowCount() == 1


def test_filters(vm: SearchViewModel, back: Background, qtbot: QtBot) -> None:
    ask(qtbot, back, lambda desk: desk.receive(line()))
    at_once = line(procedure_code="2.000815", immediate=True)
    ask(qtbot, back, lambda desk: desk.receive(at_once))
    assert [c.text for c in vm.filters] == [
        "Tất cả", "Quá hạn", "Của tôi", "Đã tiếp nhận", "Chờ bổ sung", "Đã trả", "Đã hủy"
    ]  # fmt: skip
    with qtbot.waitSignal(vm.results_changed, timeout=WAIT):
        vm.set_filter("returned")
    assert [r.procedure_code for r in vm.rows.rows] == ["2.000815"]
    assert [c.key for c in vm.filters if c.on] == ["returned"]


def test_late_ones_and_ones_own(
    vm: SearchViewModel, ward: Ward, back: Background, qtbot: QtBot
) -> None:
    ask(qtbot, back, lambda desk: desk.receive(line(applicant={"name": "Lê Văn Trễ"})))
    ward.clock.now += timedelta(days=2, hours=22)
    ask(qtbot, back, lambda desk: desk.receive(line(applicant={"name": "Lê Văn Nay"})))
    with qtbot.waitSignals([vm.results_changed, vm.counts_changed], timeout=WAIT):
        vm.start(Person("tam", "Đỗ Văn Tám", Role.CLERK))
    with qtbot.waitSignal(vm.results_changed, timeout=WAIT):
        vm.set_filter("overdue")
    assert [row.owner for row in vm.rows.rows] == ["Lê Văn Trễ"]
    assert vm.rows.index(0, 0).data(DossierRole.DUE_WORDS) == "Quá hạn 1 ngày"
    with qtbot.waitSignal(vm.results_changed, timeout=WAIT):
        vm.set_text("nay")
    assert vm.counts_text == (
        "Không thấy hồ sơ nào trong mục “Quá hạn”. Bấm “Tất cả” để tìm trong mọi hồ sơ."
    )
    with qtbot.waitSignal(vm.results_changed, timeout=WAIT):
        vm.set_filter("mine")
    with qtbot.waitSignal(vm.results_changed, timeout=WAIT):
        vm.set_text("")
    assert vm.nothing[0] == "Chưa có hồ sơ nào do Đỗ Văn Tám tiếp nhận"
    with qtbot.waitSignal(vm.results_changed, timeout=WAIT):
        vm.start(HA)
    assert [row.owner for row in vm.rows.rows] == ["Lê Văn Nay", "Lê Văn Trễ"]


def test_a_dossiers_page(vm: SearchViewModel, ward: Ward, back: Background, qtbot: QtBot) -> None:
    logged = ask(
        qtbot,
        back,
        lambda desk: desk.receive(
            line(
                representative={
                    "name": "Trần Văn Bố", "personal_no": "022090000009", "authorisation": "Cha"
                },
                attachments=[{"name": "Tờ khai", "originals": 1}, {"name": "Thẻ (xuất trình)"}],
            )
        ),
    )  # fmt: skip
    page_vm = vm.dossier
    with qtbot.waitSignal(page_vm.changed, timeout=WAIT):
        vm.open_code("h49 215 261123 0001")
    page = page_vm.page
    assert page is not None
    assert (page.number, page.state_words) == (logged.number, "Đã tiếp nhận")
    assert (page.due_date, page.due_before) == ("25/11/2026", "thứ Tư, trước 17:00")
    assert page.due_left == "Còn 1 ngày làm việc"
    assert [c.kind for c in page.cells[:4]] == ["received", "off", "due", "plain"]
    assert len(page.cells) == 7
    filer = {row.label: row.value for row in page_vm.filer_rows}
    assert (filer["Số định danh"], filer["Căn cứ đại diện"]) == ("0220••••0009", "Cha")
    with qtbot.waitSignal(page_vm.revealed_changed):
        page_vm.toggle_numbers()
    assert {r.label: r.value for r in page_vm.filer_rows}["Số định danh"] == "022090000009"
    assert [(p.name, p.given) for p in page.papers] == [
        ("Tờ khai", "1 bản chính"), ("Thẻ (xuất trình)", "Xuất trình, không giữ lại")
    ]  # fmt: skip
    assert [h.title for h in page.history] == ["Tiếp nhận hồ sơ"]
    assert page.history[0].detail == f"Trần Thị Thu Hà. Mã hồ sơ {logged.number}."
    acts = {act.key: act.why_not for act in page.acts}
    assert acts["amend"] == acts["cancel"] == acts["reprint"] == ""
    assert acts["return"] == "có ở bản phát hành sau"

    with qtbot.waitSignals([page_vm.changed, page_vm.print_requested], timeout=WAIT):
        page_vm.amend({"applicant": {"phone": "0571"}, "procedure_code": "1.004222"}, "nghe nhầm")
    page = page_vm.page
    assert page is not None
    assert page.history[0].title == "Sửa hồ sơ"
    told = page.history[0].detail
    assert "Chủ hồ sơ, điện thoại: “0570000001” thành “0571”" in told
    assert "Thủ tục: “Thủ tục đăng ký khai sinh” thành “Đăng ký thường trú”" in told
    assert "Lý do: nghe nhầm." in told
    assert page.due_date == "03/12/2026"

    with qtbot.waitSignal(page_vm.act_refused, timeout=WAIT) as refused:
        page_vm.cancel("  ")
    assert refused.args is not None
    assert refused.args[0][0][0] == "reason"
    with qtbot.waitSignal(page_vm.changed, timeout=WAIT):
        page_vm.cancel("nộp nhầm")
    page = page_vm.page
    assert page is not None
    assert page.state == "cancelled"
    assert {act.key: bool(act.why_not) for act in page.acts}["reprint"]
    assert "không dùng lại" in page.history[0].detail


def test_reprint_and_preview(vm: SearchViewModel, back: Background, qtbot: QtBot) -> None:
    logged = ask(qtbot, back, lambda desk: desk.receive(line()))
    assert logged.job is not None
    ask(qtbot, back, lambda desk: desk.printed(logged.job or 0))
    with qtbot.waitSignal(vm.dossier.changed, timeout=WAIT):
        vm.open_code(logged.uid)
    assert vm.dossier.page is not None
    assert [f.reprint for f in vm.dossier.page.forms] == [False]
    with qtbot.waitSignal(vm.dossier.print_requested, timeout=WAIT):
        vm.dossier.reprint()
    with qtbot.waitSignal(vm.dossier.preview_ready, timeout=WAIT) as caught:
        vm.dossier.preview()
    assert caught.args is not None
    assert bytes(caught.args[0]).startswith(b"%PDF")
    with qtbot.waitSignal(vm.dossier.failed, timeout=WAIT) as failed:
        vm.open_code("H49.215-261123-0999")
    assert "Không tìm thấy hồ sơ" in str(failed.args)


def test_nobody_signed_in_reads_nothing(ward: Ward, qtbot: QtBot) -> None:
    with background(ward, signed_in=False) as back:
        vm = SearchViewModel(back, clock=ward.clock)
        with qtbot.waitSignal(vm.failed, timeout=WAIT) as failed:
            vm.set_text("a")
        assert "Chưa đăng nhập" in str(failed.args)
        vm.close()
