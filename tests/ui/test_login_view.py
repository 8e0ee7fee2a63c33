"""Log-in: who, the password, the day; the lock lays it over everything and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from core.domain.account import Role
from core.ports.desk import Person
from tests.ui.desk_support import HA, PASSWORD, Ward, make_ward
from tests.ui.window_support import settle, sign_in, until, window
from tests.unit.station_support import MONDAY
from ui import theme
from ui.clerk.login_parts import MOST_ROWS, PasswordField, PeopleBox
from ui.clerk.window import ClerkWindow


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def made(ward: Ward, tmp_path: Path, plain: theme.Mode) -> Iterator[ClerkWindow]:
    with window(ward, tmp_path) as each:
        yield each


def asked(made: ClerkWindow) -> None:
    until(lambda: made.login.step == "sign_in")


def type_password(made: ClerkWindow, text: str) -> None:
    edit = made.login_view.password.edit
    edit.clear()
    QTest.keyClicks(edit, text)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def test_the_one_person_is_chosen_and_typing_starts_in_the_password(made: ClerkWindow) -> None:
    asked(made)
    view = made.login_view
    assert view.people.login() == HA.login
    assert QApplication.focusWidget() is view.password.edit
    assert view.password.edit.echoMode() == QLineEdit.EchoMode.Password
    assert view.site.text() == "Trung tâm Phục vụ hành chính công phường Cửa Ông"
    assert view.place.text() == "Quầy 3"
    assert view.practice.isHidden()


def test_a_wrong_password_is_told_beside_the_field_and_typing_goes_on(made: ClerkWindow) -> None:
    asked(made)
    type_password(made, "sai")
    until(lambda: made.login.error != "")
    view = made.login_view
    assert view.password.message.words() == "Sai tên đăng nhập hoặc mật khẩu."
    assert QApplication.focusWidget() is view.password.edit
    QTest.keyClicks(view.password.edit, "m")
    assert view.password.message.words() == ""


def test_signing_in_asks_for_the_day_in_words_and_enter_opens_it(made: ClerkWindow) -> None:
    asked(made)
    type_password(made, PASSWORD)
    until(lambda: made.login.step == "day")
    day = made.login_view.day
    assert day.weekday.text() == "Hôm nay là thứ Hai"
    assert day.shown.text() == "23/11/2026"
    assert day.field.isHidden()
    assert QApplication.focusWidget() is day.go
    QTest.keyClick(day.go, Qt.Key.Key_Return)
    until(lambda: made.desk is not None and made.desk.rooms.reception.ready)
    assert made.pages.currentWidget() is made.desk
    assert made.login_view.password.text() == ""


def test_another_day_may_be_chosen(made: ClerkWindow, ward: Ward) -> None:
    asked(made)
    type_password(made, PASSWORD)
    until(lambda: made.login.step == "day")
    day = made.login_view.day
    QTest.mouseClick(day.other, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is day.field.edit
    QTest.keyClick(day.field.edit, Qt.Key.Key_Up)
    assert day.field.text() == "24/11/2026"
    assert day.weekday.text() == "Ngày làm việc: thứ Ba"
    day.field.set_text("31/02/2026")
    QTest.keyClick(day.field.edit, Qt.Key.Key_Return)
    assert day.field.state() == "error"
    assert made.login.step == "day"
    day.field.set_text("24/11/2026")
    QTest.keyClick(day.field.edit, Qt.Key.Key_Return)
    until(lambda: made.login.step == "open")
    desk = ward.signed_in()
    assert desk.day().last == date(2026, 11, 24)
    desk.close()


def test_a_doubtful_clock_makes_a_person_look_at_a_calendar(
    ward: Ward, tmp_path: Path, plain: theme.Mode
) -> None:
    ward.receive()
    ward.clock.now = MONDAY - timedelta(days=400)
    with window(ward, tmp_path) as made:
        asked(made)
        type_password(made, PASSWORD)
        until(lambda: made.login.step == "day")
        day = made.login_view.day
        assert "giờ nghi ngờ" in day.doubt.words()
        assert not day.field.isHidden()
        assert QApplication.focusWidget() is day.field.edit
        day.field.set_text("25/11/2026")
        QTest.keyClick(day.field.edit, Qt.Key.Key_Return)
        until(lambda: made.login.step == "open")


def test_after_five_wrong_passwords_one_waits_and_sees_how_long(made: ClerkWindow) -> None:
    asked(made)
    for _ in range(6):
        made.login.sign_in(HA.login, "sai")
        until(lambda: made.login.step == "sign_in" and made.login.error != "")
    view = made.login_view
    until(lambda: made.login.wait_seconds > 0)
    until(lambda: not view.enter.isEnabled())
    assert "chờ" in view.enter.words()
    assert "giây" in view.password.message.words()


def test_the_lock_covers_everything_and_gives_back_what_was_typed(made: ClerkWindow) -> None:
    sign_in(made)
    assert made.desk is not None
    form = made.desk.reception
    name = form.binder.stops()["filer.personal_no"]
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "0221940000")
    QTest.keyClick(name, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Shift)
    assert made.login.step == "locked"
    assert made.pages.currentWidget() is made.login_view
    assert not form.isVisible()
    type_password(made, PASSWORD)
    until(lambda: made.login.step == "open")
    assert made.pages.currentWidget() is made.desk
    assert name.text() == "0221940000"
    assert QApplication.focusWidget() is name


def test_an_open_dialog_is_hidden_by_the_lock_and_keeps_its_text(
    made: ClerkWindow, ward: Ward
) -> None:
    uid = ward.receive()
    sign_in(made)
    assert made.desk is not None
    made.desk.open_code(uid)
    settle(made)
    dialog = made.desk.changing.cancel()
    assert dialog is not None
    dialog.reason.edit.setText("nộp trùng")
    made.login.lock()
    assert not dialog.isVisible()
    made.login.unlock(PASSWORD)
    until(lambda: made.login.step == "open")
    assert dialog.isVisible()
    assert dialog.reason.text() == "nộp trùng"
    dialog.reject()


def test_somebody_else_signs_in_from_the_lock(made: ClerkWindow) -> None:
    sign_in(made)
    made.login.lock()
    QTest.mouseClick(made.login_view.switch, Qt.MouseButton.LeftButton)
    assert made.desk is None
    asked(made)
    assert not made.login_view.people.isHidden()
    sign_in(made)
    assert made.desk is not None


def test_caps_lock_is_told(plain: theme.Mode, qtbot: QtBot) -> None:
    field = PasswordField("Mật khẩu")
    qtbot.addWidget(field)
    QTest.keyClick(field.edit, Qt.Key.Key_A)
    assert field.message.words() == ""
    QTest.sendKeyEvent(  # a capital letter while no Shift is held
        QTest.KeyAction.Click, field.edit, Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier, -1
    )
    assert "Caps Lock" in field.message.words()
    QTest.keyClick(field.edit, Qt.Key.Key_B)
    assert field.message.words() == ""


def test_few_people_are_rows_many_a_drop_down(plain: theme.Mode, qtbot: QtBot) -> None:
    people = [Person(f"p{n}", f"Người Thứ {n}", Role.CLERK) for n in range(MOST_ROWS + 1)]
    box = PeopleBox()
    qtbot.addWidget(box)
    box.show_people(people[:3], "p1")
    assert box.login() == "p1"
    box.show_people(people, "p4")
    assert box.login() == "p4"
    box.show_people(people[:2], "")
    assert box.login() == ""


def test_everything_that_takes_the_focus_has_a_name(made: ClerkWindow) -> None:
    asked(made)
    for widget in made.login_view.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            heard = QAccessible.queryAccessibleInterface(widget)
            assert heard is not None
            assert heard.text(QAccessible.Text.Name), widget


Shift = Qt.KeyboardModifier.ShiftModifier
