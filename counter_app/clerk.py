"""The clerk's window put together: Qt, look, background, printers, scanner."""

from __future__ import annotations

import os
import secrets
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QSettings, QTranslator, Signal
from PySide6.QtWidgets import QApplication

from core.ports.desk import Desk
from counter_app.bootstrap import Programme
from counter_app.output import OK, say
from ui import theme
from ui.background import Background, Crash
from ui.clerk.window import ClerkWindow, remembered_look

if TYPE_CHECKING:
    from devices.framing.scanner import Scan
    from devices.scan_feed import FeedState, ScanFeed
    from ui.clerk.sheet import Page

#: dots per inch of the preview's pages
PREVIEW_DPI = 200
SCANNER = "scanner/url"


class Paper:
    """The printers of this machine, reached on first use: the first screen prints nothing."""

    def __init__(self) -> None:
        self._spool: object | None = None

    def _made(self) -> object:
        if self._spool is None:
            from printing.spool import Spool

            self._spool = Spool()
        return self._spool

    def printers(self) -> list[str]:
        """Names of the printers, the system's default first."""
        return self._made().printers()  # type: ignore[attr-defined,no-any-return]

    def ready(self, name: str) -> tuple[bool, str]:
        """Whether a printer takes paper now, else a code."""
        return self._made().ready(name)  # type: ignore[attr-defined,no-any-return]

    def send(self, name: str, pdf: bytes, title: str) -> str:
        """Prints; ``done`` or a code."""
        return self._made().send(name, pdf, title)  # type: ignore[attr-defined,no-any-return]
