"""Sync with its progress and sticks; what waits for a decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from core.domain.dossier import State
from db import queries, site_dossiers
from tests.ui.desk_support import Ward, make_ward
from tests.ui.supervisor_support import (
    Carried,
    enter,
    loose_ends,
    opened,
    supervisor,
    with_province,
)
from tests.ui.window_support import settle, until
from tests.unit.station_support import MONDAY
from ui import theme
from ui.clerk.window import ClerkWindow
from ui.supervisor.desk import SupervisorDesk
from ui.viewmodels import exception_words
from ui.viewmodels.line import LineState

Key, Held = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    """A ward that joined the province; central has all but the last dossier."""
    made = make_ward(tmp_path)
    made.receive()
    with with_province(made) as joined:
        joined.acknowledge_all()
    made.receive()
    return made


@pytest.fixture
def sticks() -> Carried:
    return Carried()


@pytest.fixture
def made(ward: Ward, tmp_path: Path, sticks: Carried, plain: theme.Mode) -> Iterator[ClerkWindow]:
    with supervisor(ward, tmp_path, sticks=sticks) as each:
        enter(each)
        yield each


@pytest.fixture
def desk(made: ClerkWindow) -> SupervisorDesk:
    assert made.supervision is not None
    return made.supervision


def press(key: Qt.Key, held: Qt.KeyboardModifier = Held.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


# --- sync ---------------------------------------------------------------------------------


def test_sync_shows_what_is_really_pushed(made: ClerkWindow, desk: SupervisorDesk) -> None:
    view, vm = desk.sync, desk.rooms.sync
    asked: list[bool] = []
    made.sync_wanted.connect(asked.append)
    desk.go("sync")
    made.set_line(LineState())
    settle(made)
    press(Key.Key_U, Held.ControlModifier)
    assert asked == [True]
    made.set_line(LineState("", "", busy=True))
    assert vm.progress is None
    assert view.progress.text() == "Đang hỏi máy chủ tỉnh…"
    assert not view.send.isEnabled()
    made.set_line(LineState("", "", busy=True, done=340, of=1244))
    assert view.progress.text() == "Tỉnh đã nhận 340 / 1.244 việc của lần này"
    assert not view.meter.isHidden()
    made.set_line(LineState("", "Đã đồng bộ, không có gì mới."))
    settle(made)
    assert view.meter.isHidden()
    assert vm.title == "Đã đồng bộ với tỉnh"
    assert view.send.isEnabled()


def test_the_three_counters_and_ages_are_told(made: ClerkWindow, desk: SupervisorDesk) -> None:
    desk.go("sync")
    settle(made)
    counts = [row.accessibleName() for row in desk.sync.rows]
    here, there, kept = desk.rooms.status.places
    assert here.count > there.count > kept.count == 0
    assert counts[0].startswith("Máy này")
    facts = {name: value for name, value, _ in desk.rooms.sync.facts}
    assert "hồ sơ, cũ nhất" in facts["Hồ sơ chờ gửi"]
    assert facts["Máy chủ của"] == "Quảng Ninh"


def test_why_it_does_not_sync_is_said_with_what_is_safe(
    made: ClerkWindow, desk: SupervisorDesk
) -> None:
    desk.go("sync")
    words = "Không nối được máy chủ tỉnh. Mọi việc đã lưu ở máy này."
    made.set_line(LineState("offline", words))
    settle(made)
    assert desk.sync.banner.words() == ("Không nối được máy chủ tỉnh Mọi việc đã lưu ở máy này.")
    assert desk.sync.send.isEnabled()  # a person may try at any time
    made.set_line(LineState("stick_only", "Gửi về tỉnh bằng USB. Máy này không có địa chỉ."))
    settle(made)
    assert not desk.sync.send.isEnabled()
    assert desk.sync.out.isEnabled()


def test_sticks_go_out_and_come_back(
    made: ClerkWindow, desk: SupervisorDesk, sticks: Carried
) -> None:
    vm = desk.rooms.sync
    vm.stick_out("/usb/gui")
    assert vm.carrying
    until(lambda: not vm.carrying)
    assert "14 việc" in made.toast.words()
    vm.stick_in("/usb/tra-loi")
    until(lambda: not vm.carrying)
    assert "118 / 120" in made.toast.words()
    assert sticks.paths == [("out", "/usb/gui"), ("in", "/usb/tra-loi")]
    settle(made)


def test_a_real_stick_is_written_and_read_back(
    ward: Ward, tmp_path: Path, plain: theme.Mode
) -> None:
    box = X25519PrivateKey.generate().public_key().public_bytes_raw().hex()
    with with_province(ward) as joined:
        before = joined.exchange.joined()
        assert before is not None
        joined.exchange.join(msgspec.structs.replace(before, box_key=box))
    with supervisor(ward, tmp_path) as made:
        desk = enter(made)
        vm = desk.rooms.sync
        target = tmp_path / "gui.quaymotcua"
        vm.stick_out(str(target))
        until(lambda: not vm.carrying)
        settle(made)
        assert target.stat().st_size > 100
        vm.stick_out(str(target))  # it is not overwritten
        until(lambda: not vm.carrying)
        assert "đã có" in made.toast.words()
        vm.stick_in(str(target))
        until(lambda: not vm.carrying)
        assert "không phải tệp trả lời" in made.toast.words()
        settle(made)


def test_whoever_never_joined_is_told_so(tmp_path: Path, plain: theme.Mode) -> None:
    alone = make_ward(tmp_path / "alone")
    with supervisor(alone, tmp_path) as made:
        desk = enter(made)
        desk.go("sync")
        settle(made)
        assert desk.rooms.sync.title == "Chưa ghi danh với tỉnh"
        assert not desk.sync.send.isEnabled()
        assert "chưa ghi danh" in desk.sync.out.accessibleName()
        assert QApplication.focusWidget() is desk.shell.rail.item("sync")


# --- decisions ----------------------------------------------------------------------------


@pytest.fixture
def listed(ward: Ward) -> str:
    """Central lists one line of each kind; the first is about a dossier of ours, whose uid."""
    with with_province(ward) as joined:
        done = joined.ward.receive()
        first, *others = loose_ends(ward.clock.now)
        ours = msgspec.structs.replace(first, subject=done.uid, number=done.number)
        joined.lists(ours, *others)
    return done.uid


def test_every_kind_has_plain_words_and_an_owner(listed: str, made: ClerkWindow) -> None:
    desk = made.supervision
    assert desk is not None
    desk.go("exceptions")
    settle(made)
    vm = desk.rooms.exceptions
    assert [row.title for row in vm.rows] == list(dict.fromkeys(row.title for row in vm.rows))
    for end in loose_ends(MONDAY):
        words = exception_words.words_of(end)
        assert "{" not in words
        assert words[0].isupper()
        assert len(words) > 60
    assert {row.owner for row in vm.rows} == {"Điểm này quyết", "Tỉnh quyết"}
    assert vm.rows[0].late
    assert not vm.rows[-1].late
    assert desk.shell.rail.item("exceptions").accessibleName() == "Cần quyết 9 việc chờ"


def test_a_decision_needs_a_reason_and_leaves_the_list(
    listed: str, made: ClerkWindow, ward: Ward
) -> None:
    desk = made.supervision
    assert desk is not None
    press(Key.Key_F4)
    settle(made)
    vm, panel = desk.rooms.exceptions, desk.exceptions.panel
    press(Key.Key_Return)
    settle(made)
    assert QApplication.focusWidget() is panel.choices.rows[0]
    press(Key.Key_4)
    assert vm.decision == "noted"
    press(Key.Key_Return)
    assert panel.reason.state() == "error"
    assert QApplication.focusWidget() is panel.reason.edit
    panel.reason.edit.insert("Đã gọi cho dân, hai việc khác nhau")
    press(Key.Key_Return)
    until(lambda: len(vm.rows) == 8)
    settle(made)
    with opened(ward) as here:
        waiting = [end.id for end in site_dossiers.loose_ends(here.store.conn)]
        (event,) = queries.history(here.store.conn, "exception:11")
    assert 11 not in waiting
    assert event.body.reason == "Đã gọi cho dân, hai việc khác nhau"


def test_cancelling_ours_is_asked_first(listed: str, made: ClerkWindow, ward: Ward) -> None:
    desk = made.supervision
    assert desk is not None
    desk.go("exceptions")
    settle(made)
    vm, panel = desk.rooms.exceptions, desk.exceptions.panel
    vm.choose("cancel_this")
    panel.reason.edit.insert("Trùng với quầy 1")
    panel._go()
    (dialog,) = [each for each in made.findChildren(QDialog) if each.isVisible()]
    assert "Hủy hồ sơ" in dialog.windowTitle()
    dialog.accept()
    until(lambda: len(vm.rows) == 8)
    settle(made)
    with opened(ward) as here:
        dossier = queries.dossier(here.store.conn, listed)
    assert dossier is not None
    assert dossier.state is State.CANCELLED


def test_the_provinces_lines_are_only_told(listed: str, made: ClerkWindow) -> None:
    desk = made.supervision
    assert desk is not None
    desk.go("exceptions")
    desk.rooms.exceptions.pick(17)
    settle(made)
    panel = desk.exceptions.panel
    assert panel.act.isHidden()
    assert panel.choices.isHidden()
    assert "Tỉnh quyết" in panel.province.words()


def test_an_empty_list_says_so(made: ClerkWindow, desk: SupervisorDesk) -> None:
    desk.go("exceptions")
    settle(made)
    assert "Không có việc nào chờ quyết" in desk.exceptions.empty.accessibleName()
    assert QApplication.focusWidget() is desk.shell.rail.item("exceptions")
