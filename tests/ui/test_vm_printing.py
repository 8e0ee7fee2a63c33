"""The print queue over a printer written by hand, and the status strip."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.desk_support import Ward, ask, background, make_ward
from tests.unit.station_support import line
from ui.background import Background
from ui.viewmodels.printing import JobRole, PrintQueueViewModel
from ui.viewmodels.status import StatusViewModel

WAIT = 10_000


@dataclass
class FakePaper:
    """A printer with faults on demand."""

    names: list[str] = field(default_factory=lambda: ["HP quầy 3", "Canon"])
    fault: str = ""
    sent: list[tuple[str, str]] = field(default_factory=list)
    copies: list[int] = field(default_factory=list)

    def printers(self) -> list[str]:
        return list(self.names)

    def ready(self, name: str) -> tuple[bool, str]:
        return not self.fault, self.fault

    def send(self, name: str, pdf: bytes, title: str, copies: int) -> str:
        assert pdf.startswith(b"%PDF")
        if self.fault:
            return self.fault
        self.sent.append((name, title))
        self.copies.append(copies)
        return "done"


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def back(ward: Ward, qapp: object) -> Iterator[Background]:
    with background(ward) as made:
        yield made


def queue(back: Background, paper: FakePaper, qtbot: QtBot) -> PrintQueueViewModel:
    made = PrintQueueViewModel(back, paper)
    made.start()
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    return made


def test_waiting_forms_are_printed_and_logged(back: Background, qtbot: QtBot) -> None:
    for _ in range(3):
        ask(qtbot, back, lambda desk: desk.receive(line()))
    paper = FakePaper()
    vm = queue(back, paper, qtbot)  # jobs of an earlier run go on by themselves
    qtbot.waitUntil(lambda: len(paper.sent) == 3 and vm.waiting == 0, timeout=WAIT)
    assert (vm.printer, vm.ready, vm.ready_words) == ("HP quầy 3", True, "")
    assert [title[-4:] for _, title in paper.sent] == ["0001", "0002", "0003"]
    assert ask(qtbot, back, lambda desk: desk.print_jobs()) == []
    vm.choose("Canon")
    logged = ask(qtbot, back, lambda desk: desk.receive(line()))
    with qtbot.waitSignal(vm.printed, timeout=WAIT) as printed:
        vm.print_waiting()
        vm.print_waiting()
    assert printed.args == [logged.number]
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    assert paper.sent[3:] == [("Canon", logged.number)]
    vm.close()
    again = queue(back, paper, qtbot)
    assert again.printer == "Canon"  # remembered
    again.close()


def test_without_a_printer_it_says_so_and_keeps_the_job(back: Background, qtbot: QtBot) -> None:
    ask(qtbot, back, lambda desk: desk.receive(line()))
    paper = FakePaper(names=[])
    vm = queue(back, paper, qtbot)
    assert not vm.ready
    assert vm.ready_words.startswith("Không có máy in.")
    with qtbot.waitSignal(vm.job_failed, timeout=WAIT):
        vm.print_waiting()
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    assert vm.jobs.index(0, 0).data(JobRole.STATE) == "waiting"
    paper.names = ["HP"]
    with qtbot.waitSignal(vm.printed, timeout=WAIT):
        vm.look()  # as the timer does
    vm.close()


def test_out_of_paper_waits_and_goes_on_by_itself(
    back: Background, qtbot: QtBot, qtmodeltester: Any
) -> None:
    paper = FakePaper()
    vm = queue(back, paper, qtbot)
    paper.fault = "printer_stopped"
    ask(qtbot, back, lambda desk: desk.receive(line()))
    with qtbot.waitSignals([vm.job_failed, vm.ready_changed], timeout=WAIT):
        vm.print_waiting()
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    assert vm.ready_words.startswith("Máy in đang dừng. Hồ sơ vẫn lưu được")
    assert vm.jobs.index(0, 0).data(JobRole.WORDS) == "Chờ in"
    qtmodeltester.check(vm.jobs)
    paper.fault = ""
    with qtbot.waitSignal(vm.printed, timeout=WAIT):
        vm.look()
    vm.close()


def test_the_wanted_copies_of_one_job_survive_an_empty_tray(back: Background, qtbot: QtBot) -> None:
    first = ask(qtbot, back, lambda desk: desk.receive(line()))
    paper = FakePaper()
    vm = queue(back, paper, qtbot)
    qtbot.waitUntil(lambda: vm.waiting == 0, timeout=WAIT)
    paper.fault = "printer_stopped"
    job = ask(qtbot, back, lambda desk: desk.reprint(first.uid))
    ask(qtbot, back, lambda desk: desk.receive(line()))
    with qtbot.waitSignal(vm.job_failed, timeout=WAIT):
        vm.print_job(job, 3)
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    assert vm.waiting == 2
    paper.fault = ""
    vm.look()
    qtbot.waitUntil(lambda: vm.waiting == 0, timeout=WAIT)
    assert paper.copies == [1, 3, 1]
    assert [title[-4:] for _, title in paper.sent] == ["0001", "0001", "0002"]
    vm.close()


def test_a_failed_job_is_tried_again_by_hand(back: Background, qtbot: QtBot) -> None:
    paper = FakePaper()
    vm = queue(back, paper, qtbot)
    paper.fault = "print_failed"
    ask(qtbot, back, lambda desk: desk.receive(line()))
    with qtbot.waitSignal(vm.job_failed, timeout=WAIT):
        vm.print_waiting()
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    index = vm.jobs.index(0, 0)
    assert index.data(JobRole.STATE) == "failed"
    assert "Máy in không nhận tờ in" in index.data(JobRole.WORDS)
    paper.fault = ""
    with qtbot.waitSignal(vm.printed, timeout=WAIT):
        vm.retry(index.data(JobRole.ID))
    assert vm.waiting == 0
    vm.close()


def test_the_strip_tells_the_truth(ward: Ward, back: Background, qtbot: QtBot) -> None:
    vm = StatusViewModel(back, clock=ward.clock)
    with qtbot.waitSignals([vm.changed, vm.numbers_changed], timeout=WAIT):
        vm.start()
    items = {item.key: item for item in vm.items}
    assert items["connection"].text == "Chưa ghi danh với tỉnh"
    assert items["saved"].text == "Chưa có hồ sơ chờ gửi"
    assert items["numbers"].text == "Còn 500 số hôm nay"
    assert items["printer"].tone == "error"
    assert "scanner" not in items
    assert "clock" not in items
    assert (vm.time_text, vm.day_text) == ("10:05", "Thứ Hai 23/11/2026")
    ask(qtbot, back, lambda desk: desk.receive(line()))
    ward.clock.now += timedelta(minutes=24)
    with qtbot.waitSignal(vm.changed, timeout=WAIT):
        vm.refresh()
    items = {item.key: item for item in vm.items}
    assert items["saved"].text == "Đã lưu tại máy: 1 hồ sơ chờ gửi, cũ nhất 24 phút"
    vm.set_printer(True, "")
    vm.set_scanner("lost")
    items = {item.key: item for item in vm.items}
    assert items["printer"].text == "Máy in, 1 giấy chờ in"
    assert items["scanner"].tone == "error"
    ward.clock.now += timedelta(days=30)
    with qtbot.waitSignal(vm.changed, timeout=WAIT):
        vm.refresh()
    assert [i.key for i in vm.items][-1] == "clock"
    vm.close()


def test_the_first_look_is_told_also_when_there_is_no_printer(
    back: Background, qtbot: QtBot
) -> None:
    vm = PrintQueueViewModel(back, FakePaper(names=[]))
    told: list[tuple[bool, str]] = []
    vm.ready_changed.connect(lambda ready, words: told.append((ready, words)))
    with qtbot.waitSignal(vm.ready_changed, timeout=WAIT):
        vm.start()
    vm.look()
    qtbot.waitUntil(lambda: not back.busy, timeout=WAIT)
    assert [ready for ready, _ in told] == [False]  # once: the second look found nothing new
    assert told[0][1].startswith("Không có máy in")
    vm.close()
