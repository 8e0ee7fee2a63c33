"""The province in the clerk's window: the strip, the card with the three places, the way on."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from core.domain.dossier_view import DossierView
from counter_app.bootstrap import new_id
from db import streams
from db.store import open_store
from tests.ui.desk_support import Ward, make_ward
from tests.ui.province_support import ago, enrol, told, views
from tests.ui.window_support import Printers, fill, settle, sign_in, until, window
from ui import messages, theme
from ui.clerk.line_card import LineCard
from ui.clerk.restart import RestartDialog
from ui.clerk.window import ClerkWindow
from ui.viewmodels.line import LineState

Enter = Callable[[LineState], ClerkWindow]
EVERYTHING = 10**9


@pytest.fixture
def ward(tmp_path: Path) -> Ward:
    made = make_ward(tmp_path)
    fill(made, 3)
    return made


@pytest.fixture
def enter(ward: Ward, tmp_path: Path, plain: theme.Mode) -> Iterator[Enter]:
    """Opens the window on the ward as it is then, signed in, with what the sync told."""
    with ExitStack() as stack:

        def entered(state: LineState) -> ClerkWindow:
            made = stack.enter_context(window(ward, tmp_path, Printers()))  # nothing is printed
            made.set_line(state)
            sign_in(made)
            settle(made)
            return made

        yield entered


def item(made: ClerkWindow, key: str) -> tuple[str, str]:
    """What an item of the strip says, and its kind."""
    assert made.desk is not None
    found = made.desk.shell.strip.item(key)
    return found.text(), found.kind()


def card_of(made: ClerkWindow) -> LineCard:
    assert made.desk is not None
    assert made.desk.province.card is not None
    return made.desk.province.card


# --- the strip ------------------------------------------------------------------------------


def test_never_enrolled_is_told_calmly(enter: Enter) -> None:
    made = enter(told("not_joined"))
    assert item(made, "connection") == ("Chưa ghi danh với tỉnh", "offline")
    assert item(made, "saved")[0].startswith("Đã lưu tại máy: 3 hồ sơ chờ gửi")


def test_online_with_everything_sent(ward: Ward, enter: Enter) -> None:
    enrol(ward, at_central=EVERYTHING, backed_up=EVERYTHING, contact=ward.clock.now)
    made = enter(told())
    assert item(made, "connection") == ("Trực tuyến", "ok")
    assert item(made, "saved") == ("Hồ sơ đã về tỉnh hết", "plain")
    assert made.desk is not None
    tip = made.desk.shell.strip.item("connection").toolTip()
    assert tip == "Đồng bộ với Tỉnh Giả Định lần cuối lúc 10:05."


def test_offline_for_two_days_says_since_when_and_how_old(ward: Ward, enter: Enter) -> None:
    enrol(ward, at_central=-6, contact=ago(ward, days=2, hours=1))
    ward.clock.now = ago(ward, days=-3)
    made = enter(told("offline"))
    words, kind = item(made, "connection")
    assert (words, kind) == ("Ngoại tuyến từ 09:05 21/11", "offline")
    assert item(made, "saved") == ("Đã lưu tại máy: 3 hồ sơ chờ gửi, cũ nhất 3 ngày", "warning")


@pytest.mark.parametrize(
    "reason", ["revoked", "unknown_station", "refused", "tls", "not_central", "program_old"]
)
def test_what_a_person_must_change_is_amber_and_says_what(
    ward: Ward, enter: Enter, reason: str
) -> None:
    enrol(ward, contact=ago(ward, hours=1))
    made = enter(told(reason))
    assert item(made, "connection") == (messages.SYNC[reason][0], "warning")


def test_a_long_push_counts_along(ward: Ward, enter: Enter) -> None:
    enrol(ward, contact=ago(ward, hours=1))
    made = enter(LineState(busy=True, done=1200, of=10400))
    assert item(made, "connection") == ("Đang gửi 1.200/10.400", "ok")


def test_loose_ends_are_counted(ward: Ward, enter: Enter) -> None:
    enrol(ward, contact=ward.clock.now, loose_ends=2)
    made = enter(told())
    assert item(made, "ends") == ("2 việc cần xem lại", "warning")


def test_the_items_stand_in_one_order_whenever_they_come(ward: Ward, enter: Enter) -> None:
    enrol(ward, contact=ward.clock.now, loose_ends=2)
    made = enter(told())
    assert made.desk is not None
    strip = made.desk.shell.strip
    keys = ["connection", "saved", "ends", "numbers", "printer"]
    assert sorted(keys, key=lambda key: strip.item(key).x()) == keys


def test_a_clock_that_is_off_is_told_by_centrals(ward: Ward, enter: Enter) -> None:
    enrol(ward, contact=ward.clock.now)
    made = enter(told(behind=3 * 3600.0))
    assert item(made, "clock") == ("Đồng hồ chậm 3 giờ", "warning")
    made.set_line(told(behind=-86_400 * 3.0))
    assert item(made, "clock")[0] == "Đồng hồ nhanh 3 ngày"
    made.set_line(told(behind=20.0))
    assert made.desk is not None
    assert not made.desk.shell.strip.item("clock").isVisible()


# --- the card -------------------------------------------------------------------------------


def test_the_card_tells_where_the_acts_are(ward: Ward, enter: Enter) -> None:
    enrol(ward, at_central=-4, backed_up=-6, contact=ago(ward, minutes=20))
    made = enter(told("offline"))
    assert made.desk is not None
    QTest.mouseClick(made.desk.shell.strip.item("saved"), Qt.MouseButton.LeftButton)
    card = card_of(made)
    heard = [row.accessibleName() for row in card.rows]
    assert heard[0].startswith("Máy này: ")
    assert "4 chưa gửi" in heard[1]
    assert heard[2].endswith("2 chờ lần sao lưu tới")
    assert card.line.words().startswith("Không nối được máy chủ tỉnh Mọi việc đã lưu ở máy này")
    QTest.keyClick(card, Qt.Key.Key_Escape)
    settle(made)
    assert made.desk.province.card is None


def test_ctrl_u_asks_for_a_sync_and_shows_how_it_goes(ward: Ward, enter: Enter) -> None:
    enrol(ward, contact=ago(ward, minutes=20))
    made = enter(told("offline"))
    asked: list[bool] = []
    made.sync_wanted.connect(asked.append)
    assert made.desk is not None
    QTest.keyClick(made.desk, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    card = card_of(made)
    assert asked == [True]
    assert card.send.isEnabled()
    made.set_line(LineState("offline", "", busy=True))
    assert not card.send.isEnabled()
    assert card.send.text() == "Đang gửi…"
    made.set_line(told())
    assert card.send.isEnabled()
    card.send.click()
    assert asked == [True, True]
    card.close()


def test_who_is_not_enrolled_cannot_send(enter: Enter) -> None:
    made = enter(told("not_joined"))
    assert made.desk is not None
    made.desk.send_now()
    card = card_of(made)
    assert not card.send.isVisible()
    assert "enrol" in card.line.words()
    card.close()


def test_an_act_asks_for_a_sync(ward: Ward, enter: Enter) -> None:
    made = enter(told("not_joined"))
    asked: list[bool] = []
    made.sync_wanted.connect(asked.append)
    assert made.desk is not None
    made.desk.rooms.prints.printed.emit("0001")
    assert asked == [False], "nobody asked for it: several acts are sent together"


# --- after a restore ------------------------------------------------------------------------


def behind(ward: Ward) -> tuple[DossierView, ...]:
    """The folder becomes an older one, and its mark tells; what was lost."""
    image = ward.data.with_name("image")
    shutil.copytree(ward.data, image)
    fill(ward, 2)
    newer = views(ward)
    shutil.rmtree(ward.data)
    image.rename(ward.data)
    open_store(ward.data, ward.clock(), new_id).close()
    return newer[3:]


def dialog_of(made: ClerkWindow) -> RestartDialog:
    assert made.desk is not None
    province = made.desk.province
    until(lambda: province.dialog is not None)
    assert province.dialog is not None
    return province.dialog


def test_a_restore_is_explained_and_its_steps_get_done(ward: Ward, enter: Enter) -> None:
    lost = behind(ward)
    enrol(ward, contact=ago(ward, hours=3), lost=lost)
    made = enter(told("offline"))
    asked: list[bool] = []
    made.sync_wanted.connect(asked.append)
    dialog = dialog_of(made)
    settle(made)
    assert dialog.windowTitle() == "Dữ liệu máy này vừa quay về một bản cũ"
    heard = [row.accessibleName() for row in dialog.rows]
    assert heard[0].startswith("Gửi và nhận với tỉnh, đang chờ. Không nối được máy chủ tỉnh.")
    assert heard[1].startswith("Dải số mới, đang chờ. Tỉnh cấp khi đồng bộ xong.")
    dialog.send.click()
    assert asked == [True]
    made.set_line(told())
    settle(made)
    done = dialog.rows[0].accessibleName()
    assert done.startswith("Gửi và nhận với tỉnh, xong. Tỉnh đang giữ 2 hồ sơ của máy này")
    assert done.endswith("H49.215-261123-0004, H49.215-261123-0003.")
    dialog.know.click()
    settle(made)
    assert made.desk is not None
    made.desk.province.start()
    settle(made)
    assert made.desk.province.dialog is None, "it was understood"


def test_put_off_it_comes_again(ward: Ward, enter: Enter) -> None:
    behind(ward)
    made = enter(told("not_joined"))
    dialog = dialog_of(made)
    settle(made)
    assert "station block" in dialog.rows[1].accessibleName()
    assert not dialog.send.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle(made)
    assert made.desk is not None
    assert made.desk.province.dialog is None
    made.desk.province.start()
    dialog_of(made).know.click()
    settle(made)


def test_a_copy_at_work_elsewhere_is_told_when_sync_finds_it(ward: Ward, enter: Enter) -> None:
    enrol(ward, contact=ward.clock.now)
    made = enter(told())
    store = open_store(ward.data, ward.clock(), new_id)
    streams.fork(store, store.station().stream, 2, ward.clock())
    store.close()
    made.set_line(told(forked=1))
    dialog = dialog_of(made)
    assert dialog.windowTitle() == "Có bản sao của máy này đang chạy ở nơi khác"
    dialog.know.click()
    settle(made)
