"""Colours that can be read, names that exist, and a look that can be switched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui import icons, theme

SOFT = ("primary", "danger", "warning", "success", "info", "offline")
GROUNDS = ("bg.surface", "bg.canvas", "bg.raised", "bg.sunken", "bg.zebra", "bg.hover")
TEXT = [
    *(
        (ink, ground)
        for ink in ("text.primary", "text.secondary", "text.muted")
        for ground in GROUNDS
    ),
    *((f"{kind}.onSoft", f"{kind}.soft") for kind in SOFT),
    *((kind, ground) for kind in SOFT for ground in ("bg.surface", "bg.raised")),
    ("primary.on", "primary"),
    ("primary.on", "primary.hover"),
    ("primary.on", "primary.pressed"),
    ("primary", "primary.soft"),
    ("danger", "danger.soft"),
    ("text.primary", "primary.soft"),
    ("text.secondary", "primary.soft"),
    ("text.primary", "bg.segment"),
    ("rail.text", "rail.bg"),
    ("rail.text", "rail.selected"),
    ("rail.hint", "rail.bg"),
    ("rail.onSelected", "rail.selected"),
    ("call.on", "call"),
    ("call.onMark", "call.mark"),
]
SHAPES = [
    *(("line.control", ground) for ground in ("bg.surface", "bg.canvas", "bg.raised", "bg.sunken")),
    *(("focus", ground) for ground in GROUNDS),
    ("rail.focus", "rail.bg"),
    ("rail.accent", "rail.bg"),
    ("danger", "bg.surface"),
    ("warning", "bg.surface"),
    ("primary", "bg.surface"),
]
BOARD = [
    *((f"board.text{n}", ground) for n in ("", "2", "3") for ground in ("board.bg", "board.strip")),
    ("board.text", "board.tile"),
    ("board.text2", "board.tile"),
    ("call", "board.bg"),
]
UI = Path(theme.__file__).parent


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(mode: str, ink: str, ground: str) -> float:
    names = theme.tokens()[mode]
    low, high = sorted((luminance(names[ink]), luminance(names[ground])))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", theme.MODES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(mode: str, ink: str, ground: str) -> None:
    assert contrast(mode, ink, ground) >= 4.5


@pytest.mark.parametrize("mode", theme.MODES)
@pytest.mark.parametrize(("line", "ground"), SHAPES)
def test_outlines_and_focus_can_be_seen(mode: str, line: str, ground: str) -> None:
    assert contrast(mode, line, ground) >= 3.0


@pytest.mark.parametrize(("ink", "ground"), BOARD)
def test_board_can_be_read(ink: str, ground: str) -> None:
    assert contrast("board", ink, ground) >= 4.5


def test_contrast_mode_has_pure_grounds_and_thick_outlines(qapp: QApplication) -> None:
    theme.apply(qapp, "contrast", motion=False)
    for ground in ("bg.surface", "bg.canvas", "bg.sunken", "bg.raised", "rail.bg"):
        assert theme.color(ground).name() == "#000000"
    assert theme.outline() == 2
    theme.apply(qapp, "light", motion=False)
    assert theme.outline() == 1


def test_every_mode_has_the_same_names() -> None:
    names = [set(theme.tokens()[mode]) for mode in theme.MODES]
    assert names[0] == names[1] == names[2]


def test_no_other_module_names_a_colour() -> None:
    named = re.compile(
        r"""["']#[0-9A-Fa-f]{3,8}["']|rgba?\(|QColor\(\s*["'\d]|GlobalColor\.(?!transp)"""
    )
    for path in (*(UI / "widgets").rglob("*.py"), UI / "icons.py", UI / "theme.py"):
        assert not named.search(path.read_text(encoding="utf-8")), path


def test_every_colour_that_widgets_name_exists() -> None:
    dotted = re.compile(
        r'"((?:bg|text|line|rail|primary|danger|warning|success|info|offline|call)\.[A-Za-z]+)"'
    )
    known = set(theme.tokens()["light"])
    for path in (UI / "widgets").rglob("*.py"):
        used = set(dotted.findall(path.read_text(encoding="utf-8")))
        assert used <= known, path
    with pytest.raises(KeyError):
        theme.color("no.such")


def test_switching_tells_and_repaints(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light", motion=False)
    with qtbot.waitSignal(theme.notifier().changed):
        theme.apply(qapp, "dark")
    assert theme.mode() == "dark"
    window = qapp.palette().color(QPalette.ColorRole.Window)
    assert window == theme.color("bg.surface")
    assert theme.color("text.primary").name() in qapp.styleSheet().lower()
    assert "$" not in qapp.styleSheet()


def test_motion_can_be_switched_off(qapp: QApplication) -> None:
    theme.apply(qapp, "light", motion=True)
    assert theme.motion_ms("state") == 120
    theme.apply(qapp, "light", motion=False)
    assert theme.motion_ms("panel") == 0


def test_larger_text_makes_everything_higher(qapp: QApplication) -> None:
    theme.apply(qapp, "light", motion=False, text_scale=1.5)
    assert theme.px("body") == 21
    assert theme.height("input") == 54
    assert theme.space(3) == 12
    theme.apply(qapp, "light", motion=False, text_scale=1.0)
    assert theme.px("body") == 14
    assert theme.px("kiosk.tile") == 33
    assert theme.px("board.number") == 118


@pytest.mark.parametrize("pixels", [11, 12, 13, 14, 15, 18, 20, 26, 42])
def test_lines_are_high_enough(pixels: int) -> None:
    assert theme.line_height(pixels) >= 1.45 * pixels


def test_bound_icons_are_tinted_again(qapp: QApplication, qtbot: QtBot) -> None:
    theme.apply(qapp, "light", motion=False)
    button = QPushButton()
    qtbot.addWidget(button)
    icons.bind(button, icons.Icon.PRINTER)
    before = button.icon().cacheKey()
    theme.apply(qapp, "dark", motion=False)
    assert button.icon().cacheKey() != before
