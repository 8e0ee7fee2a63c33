"""The supervisor's rooms over a real ward: closing a day, the office, the way in and out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from core.services.receipts import record_printed
from db import day as days
from tests.ui.desk_support import PASSWORD, Ward, make_ward
from tests.ui.supervisor_support import (
    enter,
    lose_numbers,
    opened,
    roster,
    supervisor,
    with_province,
)
from tests.ui.window_support import Printers, settle, sign_in, until
from tests.unit.station_support import MONDAY
from ui import theme
from ui.clerk.window import ClerkWindow
from ui.supervisor.desk import SupervisorDesk
from ui.widgets.area import AreaEdit

Key, Held = Qt.Key, Qt.KeyboardModifier
TODAY = MONDAY.date()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def write(text: str) -> None:
    """Types; Qt's own keys for tests know no Vietnamese letters."""
    focused = QApplication.focusWidget()
    assert isinstance(focused, AreaEdit)
    focused.insert(text)


def asked(made: ClerkWindow) -> QDialog:
    """The question over the window."""
    found = [each for each in made.findChildren(QDialog) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def stopped() -> Printers:
    printers = Printers("Máy in giả định")
    printers.trouble = "printer_stopped"
    return printers


def printed(ward: Ward, *uids: str) -> None:
    with opened(ward) as here:
        for uid in uids:
            record_printed(uid, "receipt", here.store, here.context)


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def troubled(ward: Ward) -> Ward:
    """A day with five missing numbers and one receipt that was not printed."""
    printed(ward, ward.receive(), ward.receive())
    lose_numbers(ward, "H49.215-261123-0007")
    ward.receive()
    return ward


@pytest.fixture
def made(troubled: Ward, tmp_path: Path, plain: theme.Mode) -> Iterator[ClerkWindow]:
    with supervisor(troubled, tmp_path, stopped()) as each:
        enter(each)
        yield each


@pytest.fixture
def desk(made: ClerkWindow) -> SupervisorDesk:
    assert made.supervision is not None
    return made.supervision


def rooms_of(made: ClerkWindow) -> SupervisorDesk | None:
    """The supervisor's rooms, if they were opened."""
    return made.supervision


def closing_of(ward: Ward) -> days.Closed | None:
    with opened(ward) as here:
        return days.closing(here.store.conn, TODAY)


# --- the day ------------------------------------------------------------------------------


def test_a_day_is_closed_by_keys_alone(
    made: ClerkWindow, desk: SupervisorDesk, troubled: Ward
) -> None:
    """F12 leads from one thing to be explained to the next, and then to the signature."""
    vm = desk.rooms.closing
    assert made.desk is None  # the counter was not built
    assert [check.state for check in vm.checks][:2] == ["ask", "ask"]
    press(Key.Key_F12)
    settle(made)
    assert vm.question is not None
    assert vm.question.key == "gap:3"
    assert desk.closing.explain.head.title.text() == "Số 0003 đến 0007 không có hồ sơ"
    press(Key.Key_2)
    assert vm.choice == "unused"
    press(Key.Key_Return)
    settle(made)
    assert vm.question is not None
    assert vm.question.check == "papers"
    press(Key.Key_4)  # to be left as it is, which needs words
    press(Key.Key_Return)
    settle(made)
    field = desk.closing.explain.remark
    assert QApplication.focusWidget() is field.edit
    assert field.state() == "error"
    write("Máy in hỏng từ sáng")
    press(Key.Key_Return)
    settle(made)
    assert vm.left == []
    press(Key.Key_F12)
    dialog = asked(made)
    assert "thứ Hai 23/11/2026" in dialog.windowTitle()
    assert closing_of(troubled) is None
    dialog.accept()
    until(lambda: vm.state == "closed")
    settle(made)
    kept = closing_of(troubled)
    assert kept is not None
    assert [(a.about, a.first, a.last, a.words) for a in kept.body.answers] == [
        ("numbers", 3, 7, "Chưa trao cho ai"),
        ("paper", 0, 0, "Máy in hỏng từ sáng"),
    ]
    assert kept.body.answers[1].number == kept.body.without_paper[0]
    assert desk.closing.stack.currentWidget() is desk.closing._pages["closed"]
    assert desk.shell.title.text() == "Đã đóng ngày thứ Hai 23/11/2026"
    head = kept.body.head.upper()
    assert head[:4] in desk.closing.closed.groups.text()
    assert QApplication.focusWidget() is not None


def test_signing_may_be_put_off(made: ClerkWindow, desk: SupervisorDesk, troubled: Ward) -> None:
    vm = desk.rooms.closing
    while vm.left:
        vm.next_question()
        vm.choose("later" if vm.key == "papers" else "given")
        vm.set_remark("để lại")
        assert vm.answer()
    desk.closing.sign()
    asked(made).reject()
    settle(made)
    assert vm.state == "open"
    assert closing_of(troubled) is None


def test_answers_stay_while_facts_are_read_again_and_may_be_taken_back(
    made: ClerkWindow, desk: SupervisorDesk
) -> None:
    vm = desk.rooms.closing
    assert vm.answer()
    assert [words for _, words in vm.answered()] == ["Giấy đã trao trước khi máy hỏng"]
    vm.refresh()
    settle(made)
    assert len(vm.answered()) == 1
    vm.pick("numbers")
    settle(made)
    assert not desk.closing.explain.said.isHidden()
    vm.forget("gap:3")
    assert vm.answered() == []
    assert vm.question is not None
    assert vm.question.key == "gap:3"


def test_what_is_typed_survives_the_next_reading(made: ClerkWindow, desk: SupervisorDesk) -> None:
    desk.closing.explain.remark.edit.setFocus()
    write("đang gõ dở")
    desk.rooms.closing.refresh()
    settle(made)
    assert desk.closing.explain.remark.text() == "đang gõ dở"
    assert QApplication.focusWidget() is desk.closing.explain.remark.edit


def test_printing_answers_the_question(troubled: Ward, tmp_path: Path, plain: theme.Mode) -> None:
    printers = stopped()
    with supervisor(troubled, tmp_path, printers) as made:
        desk = enter(made)
        vm = desk.rooms.closing
        vm.answer()  # the gap
        vm.pick("papers")
        assert vm.choice == "print"
        printers.trouble = ""
        assert vm.answer()
        until(lambda: not vm.left)
        settle(made)
        assert len(printers.sent) == 1
        assert [c.line for c in vm.checks if c.key == "papers"] == ["3 / 3 đã in"]


def test_cancelling_asks_before_and_keeps_the_number(
    made: ClerkWindow, desk: SupervisorDesk, troubled: Ward
) -> None:
    vm = desk.rooms.closing
    vm.answer()
    vm.pick("papers")
    settle(made)
    number = vm.question.papers[0].number if vm.question else ""
    desk.closing.explain.choices.pick(2)
    settle(made)
    desk.closing.explain.remark.edit.setFocus()
    write("Dân không nộp nữa")
    press(Key.Key_Return)
    assert number in asked(made).windowTitle()
    asked(made).accept()
    until(lambda: not vm.left)
    settle(made)
    assert vm.seen is not None
    assert vm.seen.facts is not None
    (line,) = vm.seen.facts.numbers
    assert line.voided == (int(number[-4:]),)


def test_many_without_paper_are_one_question(ward: Ward, tmp_path: Path, plain: theme.Mode) -> None:
    for _ in range(5):
        ward.receive()
    with supervisor(ward, tmp_path, stopped()) as made:
        desk = enter(made)
        vm = desk.rooms.closing
        assert [q.key for q in vm.questions] == ["paper:many"]
        vm.choose("later")
        vm.set_remark("Máy in hỏng")
        assert vm.answer()
        vm.sign()
        until(lambda: vm.state == "closed")
    kept = closing_of(ward)
    assert kept is not None
    assert [a.words for a in kept.body.answers] == ["Máy in hỏng"] * 5


def test_nothing_to_close_says_so(ward: Ward, tmp_path: Path, plain: theme.Mode) -> None:
    with supervisor(ward, tmp_path) as made:
        desk = enter(made)
        assert desk.rooms.closing.state == "none"
        assert "Chưa mở ngày" in desk.closing.empty.accessibleName()
        press(Key.Key_F12)
        assert made.findChildren(QDialog) == []


def test_late_work_and_the_office_are_told_after_closing(
    ward: Ward, tmp_path: Path, plain: theme.Mode
) -> None:
    printed(ward, ward.receive())
    with with_province(ward) as joined:
        roster(joined, ward.clock.now)
        joined.acknowledge_all()
    printers = Printers("Máy in giả định")
    with supervisor(ward, tmp_path, printers) as made:
        desk = enter(made)
        vm, panel = desk.rooms.closing, desk.closing.closed
        vm.sign()
        until(lambda: vm.state == "closed")
        ward.receive()
        vm.refresh()
        settle(made)
        assert not panel.late.isHidden()
        assert [row.station for row in panel.rows] == [1, 2, 3, 4]
        desk.closing.sign()  # F12 again: the office, whose stations 2 and 4 lack words
        settle(made)
        assert QApplication.focusWidget() is panel.rows[1].field.edit  # type: ignore[union-attr]
        write("Quầy 2 hỏng máy")
        vm.set_why(4, "Quầy 4 nghỉ")
        assert vm.stations_left() == []
        desk.closing.sign()
        until(lambda: vm.seen is not None and vm.seen.office is not None)
        settle(made)
        assert panel.close_office.isHidden()
        press(Key.Key_P, Held.ControlModifier)
        until(lambda: len(printers.sent) == 1)
        panel.appendix.click()
        until(lambda: len(printers.sent) == 2)
        assert all(title == "Biên bản đóng ngày" for _, _, title in printers.sent)
    with opened(ward) as here:
        office = days.office(here.store.conn, TODAY).closed
    assert office is not None
    assert [(line.state, line.why) for line in office.lines] == [
        ("complete", ""),
        ("open", "Quầy 2 hỏng máy"),
        ("missing", "Chưa gửi hết, phần mềm tự gửi khi có mạng."),
        ("silent", "Quầy 4 nghỉ"),
    ]


# --- in and out ---------------------------------------------------------------------------


def test_from_the_counter_and_back(ward: Ward, tmp_path: Path, plain: theme.Mode) -> None:
    uid = ward.receive()
    with supervisor(ward, tmp_path, supervising=False) as made:
        sign_in(made)
        settle(made)
        assert rooms_of(made) is None
        press(Key.Key_P, Held.ControlModifier | Held.ShiftModifier)
        until(lambda: rooms_of(made) is not None)
        settle(made)
        desk = rooms_of(made)
        assert desk is not None
        assert made.pages.currentWidget() is desk
        assert made.desk is not None
        assert desk.rooms.prints is made.desk.rooms.prints  # one queue, no paper twice
        press(Key.Key_F6)
        assert made.pages.currentWidget() is made.desk
        made.open_supervision()
        with opened(ward) as here:
            number = here.store.conn.execute(
                "SELECT number FROM dossier WHERE uid = ?", (uid,)
            ).fetchone()[0]
        desk.closing.dossier_wanted.emit(number)
        settle(made)
        assert made.pages.currentWidget() is made.desk
        assert made.desk.room() == "dossiers"
        made.open_supervision()
        made.login.lock()
        assert made.pages.currentWidget() is made.login_view
        made.login.unlock(PASSWORD)
        until(lambda: made.login.step == "open")
        assert made.pages.currentWidget() is desk
        made.login.sign_out()
        settle(made)
        assert rooms_of(made) is None
