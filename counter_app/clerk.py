"""The clerk's window put together: Qt, look, background, printers, scanner, crash guard."""

from __future__ import annotations

import os
import secrets
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSettings, QTranslator, Signal

from core.domain.timezone import VIETNAM
from core.ports.desk import Desk
from counter_app.bootstrap import Programme
from counter_app.output import OK, say
from counter_app.sync_worker import SyncWorker
from counter_app.window_sticks import WindowSticks
from ui import theme
from ui.background import Background, Crash
from ui.clerk.application import application
from ui.clerk.window import ClerkWindow, remembered_look

if TYPE_CHECKING:
    from devices.scan_feed import FeedState, ScanFeed
    from printing.spool import Spool
    from ui.clerk.sheet import Page

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]
#: dots per inch of the preview's pages
PREVIEW_DPI = 200
#: where settings are kept: one file a user of the system
ORGANISATION, PROGRAM = "QuayMotCua", "counter-app"
SCANNER, LANGUAGE = "scanner/url", "look/language"
_SCANNER_STATES = {"connected": "ready", "missing": "lost", "garbage": "lost"}
_SCANNER_WORDS = {
    "missing": "Cắm lại máy quét; vẫn gõ số định danh bằng tay được.",
    "garbage": "Máy quét gửi chữ không đọc được. Xem lại dây và tốc độ cổng.",
}


class Paper:
    """The printers of this machine, reached on first use: the first screen prints nothing."""

    def __init__(self) -> None:
        self._spool: Spool | None = None

    def _made(self) -> Spool:
        if self._spool is None:
            from printing.spool import Spool

            self._spool = Spool()
        return self._spool

    def printers(self) -> list[str]:
        """Names of the printers, the system's default first."""
        return self._made().printers()

    def ready(self, name: str) -> tuple[bool, str]:
        """Whether a printer takes paper now, else a code."""
        return self._made().ready(name)

    def send(self, name: str, pdf: bytes, title: str, copies: int) -> str:
        """Prints so many copies; ``done`` or a code."""
        return self._made().send(name, pdf, title, copies)


class Scanner(QObject):
    """Carries what the scanner's thread tells to the interface thread.

    Signals:
        scanned(bytes): a whole code.
        state_changed(str, str): as `ClerkWindow.set_scanner`.
    """

    scanned = Signal(bytes)
    state_changed = Signal(str, str)

    def __init__(self, url: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._url = url
        self._feed: ScanFeed | None = None

    def start(self) -> None:
        """Begins to read, if a scanner is configured."""
        if not self._url or self._feed is not None:
            return
        from devices.resources import SerialResource
        from devices.scan_feed import ScanFeed

        self._feed = ScanFeed(
            SerialResource("máy quét", self._url),
            lambda scan: self.scanned.emit(scan.payload),
            self._told,
        )

    def _told(self, state: FeedState) -> None:
        name = _SCANNER_STATES.get(state.state, "")
        self.state_changed.emit(name, _SCANNER_WORDS.get(state.state, ""))

    def close(self) -> None:
        """Stops reading."""
        if self._feed is not None:
            self._feed.close()
            self._feed = None


def draw(pdf: bytes) -> Sequence[Page]:
    """Pages of a PDF for the preview."""
    from printing import raster
    from ui.clerk.sheet import Page

    return [
        Page(each.width, each.height, each.stride, each.data, PREVIEW_DPI)
        for each in raster.pages(pdf, PREVIEW_DPI, smooth=True)
    ]


def user_settings() -> QSettings:
    """Where look, place and scanner are remembered."""
    scope, form = QSettings.Scope.UserScope, QSettings.Format.IniFormat
    return QSettings(form, scope, ORGANISATION, PROGRAM)


def translate_to(app: QCoreApplication, language: str) -> bool:
    """Installs a catalogue; Vietnamese is the source and needs none."""
    catalogue = files("ui") / "translations" / f"counter_{language}.qm"
    if language in ("", "vi") or not catalogue.is_file():
        return False
    translator = QTranslator(app)
    with as_file(catalogue) as path:
        return translator.load(str(path)) and app.installTranslator(translator)


def make_window(
    programme: Programme, settings: QSettings, *, supervising: bool = False
) -> tuple[ClerkWindow, Scanner]:
    """The window over its threads, and the scanner's carrier; nothing is shown yet."""

    def desk() -> Desk:
        from counter_app.desk import StationDesk  # storage opens on its own threads

        return StationDesk(programme)

    def now() -> datetime:
        return programme.clock().astimezone(VIETNAM)

    background = Background(desk)
    window = ClerkWindow(
        background,
        Paper(),
        draw,
        settings=settings,
        clock=now,
        sticks=WindowSticks(background, programme.clock),
        supervising=supervising,
    )
    window.background.setParent(window)
    window.background.crashed.connect(_log)
    url = os.environ.get("COUNTER_SCANNER") or str(settings.value(SCANNER, "") or "")
    scanner = Scanner(url, window)
    scanner.scanned.connect(window.scan)
    scanner.state_changed.connect(window.set_scanner)
    window.usable.connect(scanner.start)
    window.closed.connect(scanner.close)
    worker = SyncWorker(window.background, programme.clock, window)
    worker.told.connect(window.set_line)
    window.sync_wanted.connect(worker.wake)
    window.usable.connect(worker.start)
    window.closed.connect(worker.close)
    return window, scanner


def run(programme: Programme, *, supervising: bool = False) -> int:
    """Shows the clerk's window, or the supervisor's, until it is closed."""
    app = application("Quầy Một Cửa")
    settings = user_settings()
    translate_to(app, os.environ.get("COUNTER_LANGUAGE") or str(settings.value(LANGUAGE, "vi")))
    theme.apply(app, remembered_look(settings))
    window, _scanner = make_window(programme, settings, supervising=supervising)
    sys.excepthook = _guard(window)
    if settings.contains("window/geometry"):
        window.show()
    else:
        _show_first_time(window)
    try:
        app.exec()
    finally:
        sys.excepthook = sys.__excepthook__
        window.close()
    return OK


def _show_first_time(window: ClerkWindow) -> None:
    """All of a small screen; on a large one the size that the window was drawn for."""
    room = window.screen().availableSize()
    window.resize(1366, 768)
    if room.width() <= 1440 or room.height() <= 900:
        window.showMaximized()
    else:
        window.show()


def _log(crash: Crash) -> None:
    """Places only, never values: they may be a citizen's."""
    where = " ".join(Path(line.partition(" ")[0]).name for line in crash.where.splitlines()[-6:])
    say(f"Lỗi ngoài dự kiến {crash.reference} ({crash.kind}): {where}")


def _guard(window: ClerkWindow) -> Hook:
    """What happens when a slot of ours fails: told with a number, work goes on."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            window.close()
            return
        frames = traceback.extract_tb(trace)
        where = "\n".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        crash = Crash(secrets.token_hex(3).upper(), kind.__name__, where)
        _log(crash)
        window.tell_crash(crash.reference)

    return hook
