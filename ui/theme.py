"""The look in one place: colours, type, spacing and heights, read from ``tokens.json``.

Nothing else in ``ui/`` names a colour or a size. A program calls :func:`apply` once it has an
application, and again to switch; widgets ask for their values while they paint, so switching
needs no more than a repaint. ``notifier().changed`` tells those that keep something.

All measures are logical pixels: Qt multiplies them by the screen's ratio. The system's wish for
larger text multiplies type and heights (:func:`text_scale`).
"""

from __future__ import annotations

import json
import math
import platform
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast, get_args

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

Mode = Literal["light", "dark", "contrast"]
MODES: tuple[Mode, ...] = get_args(Mode)
WEIGHTS = (400, 500, 600, 700)
UI_FAMILY = "Be Vietnam Pro"
NUM_FAMILY = "IBM Plex Sans"
# How far the highest hat (Ẳ, bold) stands above the baseline, in ems: the font declares 1.0.
HAT = 1.223
# In the font of numbers, for what stands there: digits, capitals of codes, "đ".
NUM_HAT = 0.8
MAX_TEXT_SCALE = 1.6

_QSS = """
QToolTip { background: $bg.raised; color: $text.primary; border: $outline solid $line.control;
  padding: 6px 8px; }
QMenu { background: $bg.raised; color: $text.primary; border: $outline solid $line.control;
  padding: 4px; }
QMenu::item { padding: 8px 24px 8px 12px; border-radius: 4px; }
QMenu::item:selected { background: $primary.soft; color: $primary.onSoft; }
QMenu::item:disabled { color: $text.muted; }
QMenu::separator { height: 1px; background: $line.subtle; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line.control; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $text.muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea { background: transparent; border: none; }
QPlainTextEdit, QTextEdit { background: $bg.surface; color: $text.primary;
  border: $outline solid $line.control; border-radius: 7px; padding: 6px; }
QLineEdit { background: transparent; border: none; padding: 0; }
"""


class Notifier(QObject):
    """Tells that the look has changed.

    Signals:
        changed: emitted after palette and stylesheet were set anew.
    """

    changed = Signal()


class _State:
    """What :func:`apply` last set."""

    mode: Mode = "light"
    motion: bool = True
    scale: float = 1.0


@cache
def notifier() -> Notifier:
    """Returns the one object whose ``changed`` signal tells of a switch."""
    return Notifier()


@cache
def tokens() -> dict[str, Any]:
    """Returns everything in ``tokens.json``."""
    text = (files("ui") / "tokens.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))


# ------------------------------------------------------------------------------ what widgets ask


def mode() -> Mode:
    """Returns the mode in force."""
    return _State.mode


def is_contrast() -> bool:
    """Tells whether the high contrast mode is in force."""
    return _State.mode == "contrast"


def color(name: str) -> QColor:
    """Returns a colour of the mode in force, such as ``"text.primary"`` or ``"board.tile"``."""
    return QColor(_hex(_State.mode, name))


def mixed(name: str, ground: str, share: float) -> QColor:
    """Returns ``share`` of one named colour laid over another."""
    top, base = color(name), color(ground)
    return QColor(
        round(top.red() * share + base.red() * (1 - share)),
        round(top.green() * share + base.green() * (1 - share)),
        round(top.blue() * share + base.blue() * (1 - share)),
    )


def px(role: str) -> int:
    """Returns a type size: ``"body"``, or ``"kiosk.tile"`` and ``"board.hero"`` elsewhere."""
    place, _, name = role.rpartition(".")
    sizes: dict[str, int] = tokens()["type"][f"{place or 'clerk'}_px"]
    return int(sizes[name] * _State.scale + 0.5)


def line_height(pixels: float) -> int:
    """Returns how high a line of this size must be so that no hat is cut."""
    return math.ceil(pixels * float(tokens()["type"]["lineHeight"]))


def space(step: int) -> int:
    """Returns a distance: 0 to 8 for 2, 4, 8, 12, 16, 20, 24, 32, 48."""
    return int(tokens()["space"][step])


def radius(name: str) -> int:
    """Returns a corner's radius: kbd, control, card, kiosk, pill."""
    return int(tokens()["radius"][name])


def height(name: str) -> int:
    """Returns a height, grown with the text: input, button, primary, row, chip, topbar, ..."""
    return int(tokens()["control_h"][name] * _State.scale + 0.5)


def size(name: str) -> int:
    """Returns a measure that text does not change: panel, gutter, icon, ..."""
    return int(tokens()["size"][name])


def outline() -> int:
    """Returns the width of a control's outline: 1, in high contrast 2."""
    return size("outlineContrast" if is_contrast() else "outline")


def motion_ms(name: str) -> int:
    """Returns how long a change takes: state, panel, callPulse; 0 when motion is off."""
    return int(tokens()["motion_ms"][name]) if _State.motion else 0


def text_scale() -> float:
    """Returns by how much type and heights are multiplied."""
    return _State.scale


# ---------------------------------------------------------------------------------------- fonts


def font_files() -> list[str]:
    """Names the font files that are shipped."""
    return [f"{family}-{w}.ttf" for family in ("BeVietnamPro", "IBMPlexSans") for w in WEIGHTS]


@cache
def register_fonts() -> None:
    """Makes the shipped fonts known to Qt; an application must exist."""
    for name in font_files():
        data = (files("ui") / "fonts" / name).read_bytes()
        if QFontDatabase.addApplicationFontFromData(QByteArray(data)) < 0:
            raise RuntimeError(f"font {name} is damaged")


@cache
def _font(family: str, pixels: int, weight: int) -> QFont:
    register_fonts()
    font = QFont(family)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def ui_font(pixels: int, weight: int = 400) -> QFont:
    """Returns the interface's font."""
    return QFont(_font(UI_FAMILY, pixels, weight))


def num_font(pixels: int, weight: int = 400) -> QFont:
    """Returns the font of numbers, codes, money and times: every digit is equally wide."""
    return QFont(_font(NUM_FAMILY, pixels, weight))


# ------------------------------------------------------------------------------------ switching


def apply(
    app: QApplication, mode: Mode, motion: bool = True, text_scale: float | None = None
) -> None:
    """Sets or switches the look of the whole application.

    Args:
        app: the application.
        mode: light, dark or contrast.
        motion: False shows every change at once.
        text_scale: how much larger text is wanted; None asks the system.
    """
    _State.mode = mode
    _State.motion = motion
    wanted = system_text_scale() if text_scale is None else text_scale
    _State.scale = min(max(wanted, 1.0), MAX_TEXT_SCALE)
    if app.style().name() != "fusion":
        app.setStyle(QStyleFactory.create("fusion"))
    app.setFont(ui_font(px("body")))
    app.setPalette(palette())
    app.setStyleSheet(stylesheet())
    notifier().changed.emit()


def system_text_scale() -> float:
    """Asks the system how much larger it shall write; screens' ratios are Qt's own work."""
    # X11 and Wayland fold their text scale into the screen's ratio; Windows keeps it apart.
    if platform.system() != "Windows":
        return 1.0
    where = r"HKEY_CURRENT_USER\Software\Microsoft\Accessibility"
    percent = QSettings(where, QSettings.Format.NativeFormat).value("TextScaleFactor", 100)
    return float(percent) / 100 if isinstance(percent, int | float) else 1.0


def palette() -> QPalette:
    """Builds Qt's palette from the tokens."""
    role = QPalette.ColorRole
    names = {
        role.Window: "bg.surface",
        role.WindowText: "text.primary",
        role.Base: "bg.surface",
        role.AlternateBase: "bg.zebra",
        role.Text: "text.primary",
        role.Button: "bg.surface",
        role.ButtonText: "text.primary",
        role.BrightText: "danger",
        role.PlaceholderText: "text.muted",
        role.Highlight: "primary",
        role.HighlightedText: "primary.on",
        role.ToolTipBase: "bg.raised",
        role.ToolTipText: "text.primary",
        role.Link: "primary",
        role.LinkVisited: "primary",
        role.Mid: "line.control",
        role.Light: "bg.raised",
        role.Dark: "line.control",
        role.Accent: "primary",
    }
    result = QPalette()
    for where, name in names.items():
        result.setColor(where, color(name))
    for where in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, where, color("text.muted"))
    return result


def stylesheet() -> str:
    """Builds the application's stylesheet: only what Qt's own parts need."""
    text = _QSS.replace("$outline", f"{outline()}px")
    for name in sorted(tokens()[_State.mode], key=len, reverse=True):
        text = text.replace(f"${name}", _hex(_State.mode, name))
    return text


def _hex(mode: Mode, name: str) -> str:
    found = tokens()[mode].get(name) or tokens()["board"].get(name)
    if found is None:
        raise KeyError(f"no colour named {name}")
    return cast("str", found)
