"""The window: rooms by keys, scans from any field, the look, the crash guard, the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from tests.ui.desk_support import CARD, SharedClock, Ward, make_ward
from tests.ui.window_support import settings, settle, sign_in, until, window
from tests.unit.station_support import station
from ui import theme
from ui.clerk.desk import ClerkDesk
from ui.clerk.keys import found, key_map
from ui.clerk.scans import WedgeFilter
from ui.clerk.window import LOOK, ClerkWindow, remembered_look

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    return make_ward(tmp_path)


@pytest.fixture
def made(ward: Ward, tmp_path: Path, plain: theme.Mode) -> Iterator[ClerkWindow]:
    with window(ward, tmp_path) as each:
        sign_in(each)
        settle(each)
        yield each


@pytest.fixture
def desk(made: ClerkWindow) -> ClerkDesk:
    assert made.desk is not None
    return made.desk


def press(key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def write(text: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, text)


def value(desk: ClerkDesk, key: str) -> str:
    return desk.rooms.reception.form.value(key)


def test_rooms_open_by_their_keys_and_esc_comes_back_to_the_same_field(desk: ClerkDesk) -> None:
    field = QApplication.focusWidget()
    assert field is desk.reception.binder.stops()["filer.personal_no"]
    for key, room in ((Key.Key_F4, "work"), (Key.Key_F5, "results"), (Key.Key_F6, "queue")):
        press(key)
        assert desk.room() == room
        place = desk.shell.stack.currentWidget()
        assert place is not None
        assert "có ở bản sau" in place.accessibleName()
        press(Key.Key_F2)
        assert QApplication.focusWidget() is field
    press(Key.Key_K, Held.ControlModifier)
    assert QApplication.focusWidget() is desk.search.search.line
    assert desk.shell.door.isHidden()
    press(Key.Key_Escape)
    assert desk.room() == "reception"
    assert QApplication.focusWidget() is field


def test_going_about_loses_nothing(desk: ClerkDesk) -> None:
    write("0221")
    press(Key.Key_F3)
    press(Key.Key_F2)
    assert value(desk, "filer.personal_no") == "0221"


def test_f1_shows_every_key_and_finds_them_without_accents(desk: ClerkDesk) -> None:
    before = QApplication.focusWidget()
    press(Key.Key_F1)
    assert QApplication.focusWidget() is desk.keys.search.line
    assert desk.keys.hints() == list(key_map())
    QTest.keyClicks(desk.keys.search.line, "che lai")
    assert [hint.keys for hint in desk.keys.hints()] == ["Alt H"]
    press(Key.Key_Tab)
    assert QApplication.focusWidget() is desk.keys.search.line
    press(Key.Key_Escape)
    assert not desk.keys.isVisible()
    assert QApplication.focusWidget() is before
    assert not found("zzz")


# --- scans ----------------------------------------------------------------------------------


def test_a_card_fills_the_form_from_any_room(made: ClerkWindow, desk: ClerkDesk) -> None:
    press(Key.Key_F3)
    made.scan(CARD.encode())
    assert desk.room() == "reception"
    assert value(desk, "filer.name") == "Nguyễn Thị Huyền Diệu"


def test_a_receipts_code_opens_its_page(made: ClerkWindow, desk: ClerkDesk, ward: Ward) -> None:
    ward.receive()
    made.scan(b"H49.215-261123-0001")
    settle(made)
    assert desk.room() == "dossiers"
    page = desk.rooms.search.dossier.page
    assert page is not None
    assert page.number == "H49.215-261123-0001"
    made.scan(b"H49.215-261123-0999")
    settle(made)
    assert "Không tìm thấy hồ sơ" in desk.search.page.trouble.words()


def test_noise_in_another_room_is_told_and_moves_nothing(
    made: ClerkWindow, desk: ClerkDesk
) -> None:
    press(Key.Key_F3)
    made.scan(b"\xff\xfe????")
    assert desk.room() == "dossiers"
    assert "Không nhận ra mã" in made.toast.words()


def type_at(widget: QWidget, text: str, start: int, step: int) -> None:
    """Types with the window system's times, in milliseconds."""
    for at, letter in enumerate(text):
        code = Key.Key_Return if letter == "\r" else Key.Key_A
        event = QKeyEvent(QEvent.Type.KeyPress, code, Held.NoModifier, letter)
        event.setTimestamp(start + at * step)
        QApplication.sendEvent(widget, event)


def test_a_scanner_that_plays_keyboard_leaves_nothing_in_the_field(
    made: ClerkWindow, desk: ClerkDesk
) -> None:
    press(Key.Key_F3)
    line = desk.search.search.line
    type_at(line, "an", 1000, 200)
    type_at(line, CARD + "\r", 5000, 5)
    assert line.text() == "an"
    assert desk.room() == "reception"
    assert value(desk, "filer.personal_no") == "022194000001"


def test_a_person_rolling_over_keys_keeps_every_letter(desk: ClerkDesk, made: ClerkWindow) -> None:
    press(Key.Key_F3)
    line = desk.search.search.line
    type_at(line, "nguyen", 1000, 10)
    until(lambda: line.text() == "nguyen")
    type_at(line, " van", 5000, 200)
    assert line.text() == "nguyen van"


def test_a_scan_before_the_log_in_asks_to_sign_in(
    ward: Ward, tmp_path: Path, plain: theme.Mode
) -> None:
    with window(ward, tmp_path) as made:
        made.scan(CARD.encode())
        assert made.toast.words() == "Đăng nhập rồi quét lại."


def test_the_scanners_state_reaches_the_strip_whenever_it_comes(
    ward: Ward, tmp_path: Path, plain: theme.Mode
) -> None:
    with window(ward, tmp_path) as made:
        made.set_scanner("lost", "Cắm lại máy quét.")
        sign_in(made)
        settle(made)
        assert made.desk is not None
        item = made.desk.shell.strip.item("scanner")
        assert (item.text(), item.kind()) == ("Mất máy quét", "danger")
        made.set_scanner("ready")
        assert item.kind() == "plain"


# --- look, crash, shapes --------------------------------------------------------------------


def test_the_look_switches_at_run_time_and_is_remembered(
    made: ClerkWindow, tmp_path: Path, qapp: QApplication
) -> None:
    light = made.grab().toImage()
    press(Key.Key_T, Held.ControlModifier | Held.ShiftModifier)
    assert theme.mode() == "dark"
    assert made.grab().toImage() != light
    assert remembered_look(settings(tmp_path)) == "dark"
    checked = [a.text() for a in made.menu().actions() if a.isChecked()]
    assert checked == ["Giao diện tối"]
    made.next_look()
    made.next_look()
    assert theme.mode() == "light"
    odd = settings(tmp_path)
    odd.setValue(LOOK, "rainbow")
    assert remembered_look(odd) == "light"


def test_a_mistake_of_ours_is_a_band_with_a_number_and_work_goes_on(
    made: ClerkWindow, desk: ClerkDesk
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    made.background.submit(broken)
    settle(made)
    words = desk.shell.trouble.words()
    assert desk.shell.trouble.isVisible()
    assert "Lỗi ngoài dự kiến, mã " in words
    assert "Những gì đã báo lưu vẫn còn nguyên" in words
    write("0221")
    assert value(desk, "filer.personal_no") == "0221"
    desk.shell.trouble.action.click()
    assert not desk.shell.trouble.isVisible()


def test_at_200_percent_the_rail_keeps_icons_only(made: ClerkWindow, desk: ClerkDesk) -> None:
    assert desk.shell.rail.width() == 76
    made.resize(683, 384)
    settle(made)
    assert desk.shell.rail.width() == 52
    assert (made.width(), made.height()) == (683, 384)
    item = desk.shell.strip.item("saved")
    assert item.text() == ""
    assert "hồ sơ" in item.accessibleName()


def test_the_strip_says_the_truth(desk: ClerkDesk) -> None:
    strip = desk.shell.strip
    assert strip.item("connection").kind() == "offline"
    assert "Chưa có hồ sơ chờ gửi" in strip.item("saved").text()
    assert desk.shell.practice.isHidden()


def test_everything_that_takes_the_focus_has_a_name(made: ClerkWindow, desk: ClerkDesk) -> None:
    for key in (Key.Key_F3, Key.Key_F4):
        press(key)
        for widget in made.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                heard = QAccessible.queryAccessibleInterface(widget)
                assert heard is not None
                assert heard.text(QAccessible.Text.Name), widget


class _Windows(QObject):
    """Notes every window that shows, were it for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget):
            known = isinstance(watched, ClerkWindow | QDialog)
            if watched.isWindow() and not known:
                self.shown.append(type(watched).__name__)
        return False


def test_no_widget_is_ever_a_window_of_its_own(
    ward: Ward, tmp_path: Path, plain: theme.Mode, qapp: QApplication
) -> None:
    ward.receive()
    watch = _Windows()
    qapp.installEventFilter(watch)
    with window(ward, tmp_path) as made:
        sign_in(made)
        assert made.desk is not None
        made.desk.go_search()
        made.desk.search.search.line.setText("dieu")
        settle(made)
        made.desk.show_keys()
        settle(made)
    qapp.removeEventFilter(watch)
    assert watch.shown == []


def test_a_training_folder_is_marked_before_and_after_the_log_in(
    tmp_path: Path, plain: theme.Mode
) -> None:
    with station(tmp_path, practice=True) as made_station:
        data = made_station.data
    with window(Ward(data, SharedClock()), tmp_path) as made:
        until(lambda: made.login.step == "sign_in")
        assert made.login_view.practice.isVisible()
        assert made.login_view.practice.words() == "Tập huấn"


# --- the end --------------------------------------------------------------------------------


def test_closing_keeps_the_draft_asks_nothing_and_ends_every_thread(
    ward: Ward, tmp_path: Path, plain: theme.Mode
) -> None:
    with window(ward, tmp_path) as made:
        sign_in(made)
        settle(made)
        write("022194")
        made.close()
        assert not made.background.busy
        with pytest.raises(RuntimeError):
            made.background.submit(lambda desk: desk.status())
    with window(ward, tmp_path) as again:
        sign_in(again)
        settle(again)
        assert again.desk is not None
        assert value(again.desk, "filer.personal_no") == "022194"


def test_a_filter_of_keys_can_be_taken_away(qapp: QApplication) -> None:
    watch = WedgeFilter()
    watch.install(qapp)
    watch.remove(qapp)
