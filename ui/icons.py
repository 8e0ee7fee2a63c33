"""Icons: Lucide's drawings, tinted by the theme, sharp at every screen ratio.

Painted widgets take :func:`pixmap` while they paint; :func:`bind` gives an icon to one of Qt's
own buttons or actions and tints it again when the theme changes.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt
from PySide6.QtGui import (  # noqa: TID251 - painting is this module's work
    QAction,
    QColor,
    QGuiApplication,
    QIcon,
    QPainter,
    QPixmap,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton  # noqa: TID251 - one type, to give it an icon

from ui import theme

STROKE = 2.0


class Icon(StrEnum):
    """The icons that are shipped, named as Lucide names them."""

    ARROW_RIGHT = "arrow-right"
    ARROW_RIGHT_LEFT = "arrow-right-left"
    BANKNOTE = "banknote"
    BELL = "bell"
    BUILDING = "building-2"
    CALENDAR = "calendar"
    CALENDAR_CLOCK = "calendar-clock"
    CALENDAR_DAYS = "calendar-days"
    CHECK = "check"
    CHEVRON_DOWN = "chevron-down"
    CHEVRON_LEFT = "chevron-left"
    CHEVRON_RIGHT = "chevron-right"
    CHEVRON_UP = "chevron-up"
    CIRCLE = "circle"
    CIRCLE_ALERT = "circle-alert"
    CIRCLE_CHECK = "circle-check"
    CIRCLE_DOT = "circle-dot"
    CIRCLE_HELP = "circle-question-mark"
    CIRCLE_X = "circle-x"
    CLOCK = "clock"
    CLOUD = "cloud"
    CLOUD_OFF = "cloud-off"
    CLOUD_UPLOAD = "cloud-upload"
    CONTRAST = "contrast"
    COPY = "copy"
    DATABASE = "database"
    DOOR_OPEN = "door-open"
    DOWNLOAD = "download"
    EXTERNAL_LINK = "external-link"
    EYE = "eye"
    EYE_OFF = "eye-off"
    FILE_PLUS = "file-plus-2"
    FILE_TEXT = "file-text"
    FILES = "files"
    HARD_DRIVE = "hard-drive"
    HISTORY = "history"
    HOURGLASS = "hourglass"
    ID_CARD = "id-card"
    INFO = "info"
    KEYBOARD = "keyboard"
    LIST_CHECKS = "list-checks"
    LIST_FILTER = "list-filter"
    LOCK = "lock"
    LOG_OUT = "log-out"
    MAIL = "mail"
    MAP_PIN = "map-pin"
    MEGAPHONE = "megaphone"
    MINUS = "minus"
    MONITOR = "monitor"
    MOON = "moon"
    PACKAGE_CHECK = "package-check"
    PAPERCLIP = "paperclip"
    PAUSE = "pause"
    PEN = "pencil"
    PHONE = "phone"
    PLAY = "play"
    PLUS = "plus"
    PRINTER = "printer"
    RECEIPT = "receipt-text"
    REFRESH = "refresh-cw"
    SCAN = "scan-line"
    SCAN_BARCODE = "scan-barcode"
    SEARCH = "search"
    SERVER = "server"
    SETTINGS = "settings"
    STAMP = "stamp"
    STAR = "star"
    SUN = "sun"
    TICKET = "ticket"
    TRASH = "trash-2"
    TRIANGLE_ALERT = "triangle-alert"
    UNDO = "undo-2"
    UPLOAD = "upload"
    USB = "usb"
    USER = "user"
    USERS = "users"
    VOLUME = "volume-2"
    WALLET = "wallet"
    X = "x"


@cache
def _drawing(name: str) -> str:
    return (files("ui") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def _render(name: str, tint: str, size: int, ratio: float, stroke: float) -> QPixmap:
    text = _drawing(name).replace("currentColor", tint)
    text = text.replace('stroke-width="2"', f'stroke-width="{stroke}"')
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(text.encode())).render(
        painter, QRectF(0, 0, picture.width(), picture.height())
    )
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def pixmap(
    name: str, tint: str | QColor, size: int, ratio: float = 1.0, stroke: float = STROKE
) -> QPixmap:
    """Returns an icon's picture.

    Args:
        name: one of :class:`Icon`.
        tint: a colour's name in the theme, or a colour.
        size: logical pixels.
        ratio: the screen's device pixel ratio.
        stroke: the pen's width on Lucide's grid of 24.
    """
    colour = theme.color(tint) if isinstance(tint, str) else tint
    return _render(str(name), colour.name(), size, ratio, stroke)


def icon(name: str, tint: str | QColor = "text.primary", size: int = 18) -> QIcon:
    """Returns an icon for Qt's own widgets, sharp on this screen, muted when disabled."""
    result = QIcon()
    ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    for ratio in sorted({1.0, *ratios}):
        result.addPixmap(pixmap(name, tint, size, ratio))
        result.addPixmap(pixmap(name, "text.muted", size, ratio), QIcon.Mode.Disabled)
    return result


class _Binding(QObject):
    """Keeps one button's or action's icon in the theme's colours; dies with it."""

    def __init__(self, target: QObject, name: str, tint: str, size: int) -> None:
        super().__init__(target)
        self._target = target
        self._wish = (name, tint, size)
        theme.notifier().changed.connect(self.tint)
        self.tint()

    def tint(self) -> None:
        """Draws the icon in the colours in force."""
        if isinstance(self._target, QAction | QAbstractButton):
            self._target.setIcon(icon(*self._wish))


def bind(
    target: QAction | QAbstractButton, name: str, tint: str = "text.primary", size: int = 18
) -> None:
    """Gives ``target`` an icon and tints it again whenever the theme changes."""
    _Binding(target, name, tint, size)
