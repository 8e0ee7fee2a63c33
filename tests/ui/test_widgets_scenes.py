"""Whole scenes of the gallery: nothing is cut, also when stretched, and everything has a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui import theme
from ui.widgets import Button, Label, StripItem
from ui.widgets.gallery import __main__ as gallery, reception, search

Scene = Callable[[], QWidget]
SCENES: dict[str, Scene] = {
    "filled": lambda: reception.scene(False)[0],
    "errors": lambda: reception.scene(True)[0],
    "search": lambda: search.scene()[0],
}
STRETCH = 1.4


def stretched(words: str) -> str:
    """Returns the words as a longer language would have them."""
    more = round(len(words) * (STRETCH - 1))
    return words + " " + "ệ" * (more - 1) if more > 1 and words else words


def cut(window: QWidget) -> list[str]:
    """Returns the texts that do not fit where they stand."""
    found = []
    for label in window.findChildren(Label):
        if label.isVisible() and label.text():
            narrow = label.width() < label.minimumSizeHint().width()
            if narrow or label.height() < label.heightForWidth(label.width()):
                found.append(label.text())
    for button in (*window.findChildren(Button), *window.findChildren(StripItem)):
        if button.isVisible() and button.width() < button.minimumSizeHint().width():
            found.append(button.text())
    return found


def lay_out(window: QWidget, width: int, height: int) -> None:
    window.resize(width, height)
    window.show()
    for _ in range(3):
        QApplication.processEvents()


@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_cut_and_it_fits_its_screen(name: str, themed: theme.Mode, qtbot: QtBot) -> None:
    window = SCENES[name]()
    qtbot.addWidget(window)
    width, height = (1920, 1080) if name == "search" else (1366, 768)
    lay_out(window, width, height)
    assert (window.width(), window.height()) == (width, height)
    assert cut(window) == []


@pytest.mark.parametrize("name", SCENES)
def test_stretched_text_is_not_cut(name: str, plain: theme.Mode, qtbot: QtBot) -> None:
    window = SCENES[name]()
    qtbot.addWidget(window)
    lay_out(window, 1366, 768)
    for label in window.findChildren(Label):
        label.setText(stretched(label.text()))
    for button in window.findChildren(Button):
        button.set_words(stretched(button.text()))
    lay_out(window, 1366, 768)
    assert cut(window) == []


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("name", SCENES)
def test_every_text_has_its_height(
    name: str, scale: float, qapp: QApplication, qtbot: QtBot
) -> None:
    theme.apply(qapp, "light", motion=False, text_scale=scale)
    window = SCENES[name]()
    qtbot.addWidget(window)
    lay_out(window, 1366, 768)
    for label in window.findChildren(Label):
        if label.isVisible() and label.text():
            assert label.height() >= 1.45 * label.text_font().pixelSize(), label.text()
    assert cut(window) == []
    theme.apply(qapp, "light", motion=False, text_scale=1.0)


@pytest.mark.parametrize("name", SCENES)
def test_everything_that_takes_the_focus_has_a_name(
    name: str, plain: theme.Mode, qtbot: QtBot
) -> None:
    window = SCENES[name]()
    qtbot.addWidget(window)
    lay_out(window, 1366, 768)
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            heard = QAccessible.queryAccessibleInterface(widget)
            assert heard is not None
            assert heard.text(QAccessible.Text.Name), widget


def test_switching_at_run_time_repaints_a_whole_window(plain: theme.Mode, qtbot: QtBot) -> None:
    window = SCENES["filled"]()
    qtbot.addWidget(window)
    lay_out(window, 1366, 768)
    light = window.grab().toImage()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "dark", motion=False)
    QApplication.processEvents()
    switched = window.grab().toImage()
    fresh = SCENES["filled"]()
    qtbot.addWidget(fresh)
    lay_out(fresh, 1366, 768)
    assert switched != light
    assert switched == fresh.grab().toImage()


def test_the_gallery_draws(tmp_path: Path, qapp: QApplication) -> None:
    out = str(tmp_path)
    assert gallery.main(["--out", out, "--scene", "states", "--scene", "parts"]) == 0
    assert len(list(tmp_path.glob("*.png"))) == 2 * len(theme.MODES)
