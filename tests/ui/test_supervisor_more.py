"""The supervisor's window: what comes after the first look."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from core.domain import events as ev
from core.domain.account import Role
from core.services.receipts import record_printed
from db import day as days
from tests.ui.desk_support import HA, PASSWORD, Ward, _hash, make_ward
from tests.ui.supervisor_support import (
    enter,
    lose_numbers,
    opened,
    supervisor,
)
from tests.ui.window_support import Printers, settle, until
from tests.unit.station_support import MONDAY
from ui import theme
from ui.clerk.window import ClerkWindow
from ui.supervisor.desk import SupervisorDesk
from ui.viewmodels.line import LineState
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


def test_only_a_supervisor_is_let_in(ward: Ward, tmp_path: Path, plain: theme.Mode) -> None:
    with opened(ward) as here, here.store.act() as act:
        body = ev.AccountCreated("lan", "Bùi Thị Ỷ Lan", Role.CLERK.value, _hash())
        act.append(body, subject="account:lan", actor="ha", at=ward.clock(), day=None)
    with supervisor(ward, tmp_path) as made:
        until(lambda: made.login.step == "sign_in")
        made.login.sign_in("lan", PASSWORD)
        until(lambda: made.desk is not None)
        settle(made)
        made.open_supervision()
        assert rooms_of(made) is None
        assert "người phụ trách" in made.toast.words()
        made.login.sign_out()
        until(lambda: made.login.step == "sign_in")
        made.login.sign_in(HA.login, PASSWORD)
        until(lambda: made.supervision is not None)
        settle(made)


def test_keys_rooms_and_names(made: ClerkWindow, desk: SupervisorDesk) -> None:
    for key, room in ((Key.Key_F3, "sync"), (Key.Key_F4, "exceptions"), (Key.Key_F2, "closing")):
        press(key)
        settle(made)
        assert desk.room() == room
        assert QApplication.focusWidget() is not None
    press(Key.Key_F4)
    press(Key.Key_Escape)
    assert desk.room() == "closing"
    press(Key.Key_F1)
    assert desk.keys.isVisible()
    assert any("ký đóng ngày" in hint.words for hint in desk.keys.hints())
    press(Key.Key_F1)
    assert not desk.keys.isVisible()
    named: list[QWidget] = [*desk.closing.checks.rows, *desk.closing.explain.choices.rows]
    named += [desk.closing.explain.strip, desk.closing.side.sign]
    assert [each for each in named if not each.accessibleName()] == []
    assert desk.closing.explain.strip.accessibleName() == "Số 0001 đến 0008, thiếu 5 số"


def test_walking_the_checks_brings_each_into_sight(made: ClerkWindow, desk: SupervisorDesk) -> None:
    desk.closing.checks.focus()
    seen = []
    for _ in range(10):
        seen.append(desk.rooms.closing.key)
        press(Key.Key_Down)
    assert len(set(seen)) == 10
    press(Key.Key_Home)
    assert desk.rooms.closing.key == seen[0]
    press(Key.Key_Return)
    settle(made)
    assert QApplication.focusWidget() is desk.closing.explain.choices.rows[0]
    press(Key.Key_Escape)
    assert QApplication.focusWidget() is desk.closing.checks.rows[0]


@pytest.mark.parametrize("size", [(683, 384), (1024, 640), (1366, 768), (1920, 1080)])
def test_every_size_shows_the_signature_and_cuts_nothing(
    troubled: Ward, tmp_path: Path, plain: theme.Mode, size: tuple[int, int]
) -> None:
    with supervisor(troubled, tmp_path, stopped(), size=size) as made:
        desk = enter(made)
        made.set_line(LineState("offline", "Không nối được máy chủ tỉnh. Mọi việc đã lưu."))
        settle(made)
        view = desk.closing
        signs = [each for each in (view.side.sign, view.foot_sign) if each.isVisible()]
        assert len(signs) == 1
        for room in ("closing", "sync", "exceptions"):
            desk.go(room)
            settle(made)
            assert made.minimumSizeHint().width() <= size[0]
        desk.go("closing")
        press(Key.Key_F12)
        settle(made)
        assert QApplication.focusWidget() is view.explain.choices.rows[0]
        assert view.explain.isVisible()
