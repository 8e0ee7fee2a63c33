"""The room of dossiers: search as one types, walk by keys, one to three columns."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.desk_support import Ward, make_ward
from tests.ui.window_support import fill, settle, sign_in, until, window
from ui import theme
from ui.clerk.desk import ClerkDesk
from ui.clerk.search import ResultRows, SearchView
from ui.clerk.window import ClerkWindow
from ui.viewmodels.search import DossierRole
from ui.widgets import RESULT_ROLE, Button, Label, ResultRow

COUNT = 110


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Ward:
    made = make_ward(tmp_path_factory.mktemp("ward"))
    fill(made, COUNT)
    return made


@pytest.fixture
def made(ward: Ward, tmp_path: Path, plain: theme.Mode) -> Iterator[ClerkWindow]:
    with window(ward, tmp_path) as each:
        sign_in(each)
        desk_of(each).go_search()
        settle(each)
        yield each


def desk_of(made: ClerkWindow) -> ClerkDesk:
    assert made.desk is not None
    return made.desk


@pytest.fixture
def view(made: ClerkWindow) -> SearchView:
    return desk_of(made).search


def ask(made: ClerkWindow, text: str) -> None:
    line = desk_of(made).search.search.line
    line.clear()
    QTest.keyClicks(line, text)
    settle(made)


def row(view: SearchView, at: int) -> ResultRow:
    found = view.rows.model().index(at, 0).data(RESULT_ROLE)
    assert isinstance(found, ResultRow)
    return found


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, held)


def test_typing_without_accents_finds_marks_and_opens_the_first(
    made: ClerkWindow, view: SearchView
) -> None:
    ask(made, "y lan khai sinh")
    assert view.rows.model().rowCount() > 0
    assert row(view, 0).title == "Bùi Thị Diệu Ỷ Lan"
    index = view.rows.model().index(0, 0)
    assert index.data(int(DossierRole.OWNER_MARKS)) == [(13, 1), (15, 3)]
    assert "hồ sơ" in view.counts.text()
    page = desk_of(made).rooms.search.dossier.page
    assert page is not None
    assert page.number == row(view, 0).code
    assert view.page.number.text() == page.number


def test_arrows_walk_while_the_focus_stays_in_the_box(made: ClerkWindow, view: SearchView) -> None:
    ask(made, "dieu")
    first = view.page.number.text()
    press(Qt.Key.Key_Down)
    settle(made)
    assert QApplication.focusWidget() is view.search.line
    assert view.page.number.text() == row(view, 1).code != first
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Up)
    settle(made)
    assert view.page.number.text() == first


def test_enter_goes_to_the_page_and_esc_back_step_by_step(
    made: ClerkWindow, view: SearchView
) -> None:
    ask(made, "dieu")
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is view.page.amend
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is view.search.line
    assert view.search.text() == "dieu"
    press(Qt.Key.Key_Escape)
    assert view.search.text() == ""
    press(Qt.Key.Key_Escape)
    assert desk_of(made).room() == "reception"


def test_further_pages_come_when_the_list_is_scrolled(made: ClerkWindow, view: SearchView) -> None:
    model = view.rows.model()
    assert model.rowCount() == 50
    view.rows.scrollToBottom()
    until(lambda: model.rowCount() == 100)
    view.rows.scrollToBottom()
    until(lambda: model.rowCount() == COUNT)
    assert f"{COUNT} hồ sơ trong {COUNT}" in view.counts.text()


def test_the_list_under_qts_own_tester(made: ClerkWindow, qtmodeltester: ModelTester) -> None:
    model = desk_of(made).search.findChildren(ResultRows)[0]
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    ask(made, "dieu")
    ask(made, "khong co ai")


def test_nothing_found_says_what_to_do_and_shows_no_other_page(
    made: ClerkWindow, view: SearchView
) -> None:
    ask(made, "dieu")
    ask(made, "khong co ai nhu vay")
    said = view._nothing.accessibleName()
    assert "Không thấy hồ sơ nào" in said
    assert "Gõ tên không dấu" in said
    assert desk_of(made).rooms.search.dossier.page is None


def test_a_filter_narrows(made: ClerkWindow, view: SearchView) -> None:
    QTest.mouseClick(view.head.chips["cancelled"], Qt.MouseButton.LeftButton)
    settle(made)
    assert view.rows.model().rowCount() == 0
    assert desk_of(made).rooms.search.dossier.page is None
    QTest.mouseClick(view.head.chips[""], Qt.MouseButton.LeftButton)
    settle(made)
    assert view.rows.model().rowCount() == 50


def test_a_filter_shows_the_first_of_what_it_found(made: ClerkWindow, view: SearchView) -> None:
    ask(made, "khong co ai nhu vay")
    QTest.mouseClick(view.head.chips["mine"], Qt.MouseButton.LeftButton)
    view.search.line.clear()
    settle(made)
    assert view.rows.model().rowCount() == 50
    assert view.page.number.text() == row(view, 0).code
    QTest.mouseClick(view.head.chips["overdue"], Qt.MouseButton.LeftButton)
    settle(made)
    assert "Không có hồ sơ nào quá hạn" in view._nothing.accessibleName()
    assert desk_of(made).rooms.search.dossier.page is None
    QTest.mouseClick(view.head.chips[""], Qt.MouseButton.LeftButton)
    settle(made)


def test_a_low_window_shows_five_rows_and_filters_in_one_line(
    made: ClerkWindow, view: SearchView
) -> None:
    """1366×768 at 200 %."""
    made.resize(683, 384)
    ask(made, "dieu")
    seen = [
        at
        for at in range(view.rows.model().rowCount())
        if view.rows.viewport()
        .rect()
        .contains(view.rows.visualRect(view.rows.model().index(at, 0)))
    ]
    assert len(seen) >= 5
    assert view.head.combo.isVisible()
    assert not view.head.chips["mine"].isVisible()
    view.head.combo.setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    settle(made)
    assert desk_of(made).rooms.search.filters[2].on
    assert view.rows.model().rowCount() > 0
    made.resize(1366, 768)
    assert view.head.chips["mine"].isChecked()
    assert view.head.chips["mine"].isVisible()
    desk_of(made).rooms.search.set_filter("")


@pytest.mark.parametrize(
    ("size", "columns"), [((1920, 1080), 3), ((1366, 768), 2), ((683, 384), 1)]
)
def test_one_two_or_three_columns(
    made: ClerkWindow, view: SearchView, size: tuple[int, int], columns: int
) -> None:
    made.resize(*size)
    settle(made)
    assert (made.width(), made.height()) == size
    ask(made, "dieu")
    if columns == 1:
        assert not view.page.isVisible()
        press(Qt.Key.Key_Return)
        settle(made)
        assert not view.left_side.isVisible()
    assert view.page.isVisible()
    assert view.journal.isVisible() == (columns == 3)
    assert view.tabs.isVisible() == (columns < 3)
    if columns < 3:
        view.tabs.set_value("journal")
        assert view.journal.isVisible()
    if columns == 1:
        view.step_back()
        assert view.left_side.isVisible()
    assert cut(made) == []


def cut(window: QWidget) -> list[str]:
    """Texts that do not fit where they stand."""
    found = []
    for label in window.findChildren(Label):
        if label.isVisible() and label.text():
            narrow = label.width() < label.minimumSizeHint().width()
            if narrow or label.height() < label.heightForWidth(label.width()):
                found.append(label.text())
    for button in window.findChildren(Button):
        if button.isVisible() and button.width() < button.minimumSizeHint().width():
            found.append(button.text())
    return found


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_nothing_is_cut_with_long_names(
    made: ClerkWindow, view: SearchView, size: tuple[int, int], qtbot: QtBot
) -> None:
    made.resize(*size)
    ask(made, "phuong thao nguyen trinh")
    assert row(view, 0).title == "Công Tằng Tôn Nữ Thị Mỹ Diệu Phương Thảo Nguyên Trinh"
    assert cut(made) == []
