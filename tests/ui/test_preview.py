"""The preview: real pages in sight, every act by its key, and the truth about the printer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from printing import raster
from printing.forms.receipt import render_receipt
from tests.printing.test_receipt_cases import PRACTICE
from ui import theme
from ui.clerk.preview import Page, PreviewView
from ui.widgets import Banner, Button, Label

DPI = 200
PAGES = [
    Page(each.width, each.height, each.stride, each.data, DPI)
    for each in raster.pages(render_receipt(PRACTICE), DPI, smooth=True)
]
TITLE = f"Giấy tiếp nhận {PRACTICE.dossier_code}"
PRINTERS = ["Canon LBP2900 (Quầy 2)", "HP hành lang"]


class Asked:
    """What the view asked for."""

    def __init__(self, view: PreviewView) -> None:
        self.prints: list[tuple[str, int]] = []
        self.others: list[str] = []
        view.print_wanted.connect(lambda name, copies: self.prints.append((name, copies)))
        view.save_wanted.connect(lambda: self.others.append("save"))
        view.check_wanted.connect(lambda: self.others.append("check"))
        view.printer_picked.connect(self.others.append)
        view.rejected.connect(lambda: self.others.append("close"))


@pytest.fixture
def view(qtbot: QtBot, plain: theme.Mode) -> Iterator[PreviewView]:
    made = PreviewView(TITLE)
    made.resize(1100, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def asked(view: PreviewView) -> Asked:
    return Asked(view)


def press(view: PreviewView, key: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(view.focusWidget(), key, held or Qt.KeyboardModifier.NoModifier)


CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def ready(view: PreviewView) -> None:
    view.set_printers(PRINTERS)
    view.set_pages(PAGES)


def test_until_the_pages_come_it_says_so_and_prints_nothing(
    view: PreviewView, asked: Asked
) -> None:
    view.set_printers(PRINTERS)
    press(view, Key.Key_P, CTRL)

    assert view.page() == 0
    assert view.waiting.accessibleName() == "Đang dựng trang…"
    assert "chờ trang" in view.print_button.words()
    assert not view.save.isEnabled()
    assert asked.prints == []


def test_enter_prints_on_the_chosen_printer(view: PreviewView, asked: Asked) -> None:
    ready(view)
    press(view, Key.Key_Return)

    assert asked.prints == [(PRINTERS[0], 1)]


def test_the_printer_of_the_settings_is_chosen_without_asking(
    view: PreviewView, asked: Asked
) -> None:
    view.set_printers(PRINTERS, PRINTERS[1])

    assert view.printer.combo.value() == PRINTERS[1]
    assert asked.others == []


def test_every_key(view: PreviewView, asked: Asked) -> None:
    ready(view)

    press(view, Key.Key_P, CTRL)
    assert asked.prints == [(PRINTERS[0], 1)]
    press(view, Key.Key_PageDown)
    assert view.page() == 2
    press(view, Key.Key_PageDown)
    assert view.page() == 2
    press(view, Key.Key_PageUp)
    assert view.page() == 1
    press(view, Key.Key_1, CTRL)
    assert view.area.zoom() == "full"
    press(view, Key.Key_0, CTRL)
    assert view.area.zoom() == "fit"
    press(view, Key.Key_F5)
    press(view, Key.Key_S, CTRL)
    press(view, Key.Key_Escape)
    assert asked.others == ["check", "save", "close"]
    assert not view.isVisible()


def test_copies_and_printer_by_keys_alone(view: PreviewView, asked: Asked) -> None:
    ready(view)
    view.printer.combo.setFocus()
    press(view, Key.Key_Down)
    assert asked.others == [PRINTERS[1]]
    view.count.setFocus()
    press(view, Key.Key_Up)
    press(view, Key.Key_Return)

    assert asked.prints == [(PRINTERS[1], 2)]


def test_a_slip_of_the_hand_prints_no_heap(view: PreviewView) -> None:
    view.count.setText("200")
    assert view.copies() == 20
    assert view.count.text() == "20"


def test_no_copies_are_one(view: PreviewView) -> None:
    view.count.setText("")
    assert view.copies() == 1
    view.count.setText("0")
    assert view.copies() == 1


def test_enter_on_another_button_does_that(view: PreviewView, asked: Asked) -> None:
    ready(view)
    view.save.setFocus()
    press(view, Key.Key_Return)

    assert asked.others == ["save"]
    assert asked.prints == []


def test_without_a_printer_it_says_so_and_offers_what_can_be_done(
    view: PreviewView, asked: Asked
) -> None:
    view.set_pages(PAGES)

    assert view.state.words().startswith("Không có máy in")
    assert "giấy chờ in" in view.state.words()
    assert view.printer.combo.placeholderText() == "Không có máy in"
    assert view.again.isVisible()
    assert view.focusWidget() is view.save
    press(view, Key.Key_P, CTRL)
    press(view, Key.Key_Return)
    assert asked.prints == []
    assert asked.others == ["save"]

    view.set_printers(PRINTERS)  # plugged in
    assert not view.again.isVisible()
    press(view, Key.Key_Return)
    assert asked.prints == [(PRINTERS[0], 1)]


def test_what_the_spool_told_is_shown(view: PreviewView, asked: Asked) -> None:
    ready(view)
    view.set_problem("Máy in đang dừng", "Hồ sơ đã lưu, giấy chờ in.")

    assert view.state.words() == "Máy in đang dừng Hồ sơ đã lưu, giấy chờ in."
    assert not view.print_button.isEnabled()
    assert "chưa in được" in view.print_button.words()


def test_pressed_twice_it_prints_once(view: PreviewView, asked: Asked) -> None:
    ready(view)
    view.print_wanted.connect(lambda *_: view.set_busy())
    press(view, Key.Key_Return)
    press(view, Key.Key_Return)
    assert len(asked.prints) == 1
    assert view.print_button.words() == "Đang gửi…"

    view.set_sent()
    assert view.print_button.words() == "In lại"
    press(view, Key.Key_Return)
    assert len(asked.prints) == 1
    assert asked.others == ["close"]


def test_a_clerk_who_went_elsewhere_keeps_the_focus(view: PreviewView) -> None:
    view.set_printers(PRINTERS)
    view.count.setFocus()
    view.set_pages(PAGES)
    view.set_problem("Máy in đang dừng", "")

    assert view.focusWidget() is view.count


def test_pages_that_could_not_be_drawn_are_told(view: PreviewView) -> None:
    ready(view)
    view.set_failed("Không dựng được trang", "Báo kỹ thuật.")

    assert view.page() == 0
    assert view.waiting.accessibleName() == "Không dựng được trang Báo kỹ thuật."
    assert not view.save.isEnabled()


def test_the_page_keeps_its_shape_and_at_100_percent_its_size(
    view: PreviewView, qapp: QApplication
) -> None:
    ready(view)
    qapp.processEvents()
    fitted = view.area.sheet.size()
    room = view.area.viewport().size()

    assert fitted.width() < room.width()
    assert fitted.height() < room.height()
    assert fitted.height() / fitted.width() == pytest.approx(2**0.5, abs=0.01)
    view.set_zoom("full")
    full = view.area.sheet.size()
    assert full.width() == pytest.approx(148 / 25.4 * 96, abs=1)
    assert full.height() == pytest.approx(210 / 25.4 * 96, abs=1)


def test_the_paper_is_white_and_its_bars_black_in_every_theme(
    qtbot: QtBot, themed: theme.Mode
) -> None:
    made = PreviewView(TITLE)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    ready(made)
    made.show()
    made.set_zoom("full")
    image = made.area.sheet.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    dots = bytes(image.constBits())

    assert dots.count(255) > 0.7 * len(dots)
    assert dots.count(0) > 0.005 * len(dots)


@pytest.mark.parametrize("scale", [1.0, 1.6])
def test_nothing_is_cut(qtbot: QtBot, qapp: QApplication, scale: float, plain: theme.Mode) -> None:
    theme.apply(qapp, "light", motion=False, text_scale=scale)
    made = PreviewView(TITLE)
    qtbot.addWidget(made)
    made.set_pages(PAGES)
    made.resize(1366, 700)
    made.show()
    qapp.processEvents()

    parts: list[Button | Label] = [*made.findChildren(Button), *made.findChildren(Label)]
    for each in parts:
        if each.isVisible():
            assert each.width() >= each.minimumSizeHint().width(), each.text()
    for banner in made.findChildren(Banner):
        assert banner.height() >= banner.minimumSizeHint().height()
    theme.apply(qapp, "light", motion=False, text_scale=1.0)


def test_whatever_takes_the_focus_has_a_name(view: PreviewView, qapp: QApplication) -> None:
    ready(view)
    seen: list[QWidget] = []
    view.print_button.setFocus()
    step = view.focusWidget()
    while step not in seen:
        seen.append(step)
        spoken = QAccessible.queryAccessibleInterface(step)
        assert spoken is not None
        assert spoken.text(QAccessible.Text.Name), step
        assert view.focusNextChild()
        step = view.focusWidget()

    assert {view.save, view.shut, view.list, view.area, view.printer.combo, view.count} <= set(seen)
    assert view.area.accessibleName() == "Trang 1 trên 2"
