"""Draws the window's pictures: ``python -m tests.ui.pictures [NAME …]``.

At scale 2 it starts itself again with ``QT_SCALE_FACTOR=2``. Files go to ``build/pictures/ui``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from core.ports.desk import EVERYTHING
from tests.ui.desk_support import HA, PASSWORD, Ward, make_ward
from tests.ui.window_support import Printers, fill, render, settle, sign_in, until, window
from tests.unit.station_support import MONDAY
from ui import theme
from ui.clerk.window import ClerkWindow
from ui.widgets import install_focus_rings

DOUBLE = os.environ.get("QT_SCALE_FACTOR") == "2"


class Artist:
    """Wards and windows for the scenes."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app, self.folder = app, folder
        self._filled: Ward | None = None
        self._bare: Ward | None = None

    def filled(self) -> Ward:
        """A ward with 200 dossiers: late ones, one changed, one cancelled."""
        if self._filled is None:
            self._filled = ward = make_ward(self._place("filled"))
            ward.clock.now = MONDAY - timedelta(days=4)
            fill(ward, 192)
            ward.clock.now = MONDAY
            fill(ward, 8)
            desk = ward.signed_in()
            newest, _, third = desk.find("dieu khai sinh", EVERYTHING, 3, "")
            change = {"applicant": {"phone": "0570000999"}, "reason": "dân đổi số điện thoại"}
            desk.amend(newest.uid, change)
            desk.cancel(third.uid, "nộp trùng")
            desk.close()
        return self._filled

    def bare(self) -> Ward:
        """A ward nobody has worked in."""
        if self._bare is None:
            self._bare = make_ward(self._place("bare"))
        return self._bare

    def _place(self, name: str) -> Path:
        path = self.folder / name
        path.mkdir()
        return path

    @contextmanager
    def open(
        self, ward: Ward, size: tuple[int, int], mode: theme.Mode = "light"
    ) -> Iterator[ClerkWindow]:
        """A signed-in window in a look."""
        theme.apply(self.app, mode, motion=False, text_scale=1.0)
        with window(ward, self.folder, Printers("Canon LBP2900 (Quầy 3)"), size=size) as made:
            sign_in(made)
            settle(made)
            yield made
        self.app.processEvents()

    def ring(self, widget: QWidget) -> None:
        """Shows the focus where it would be: offscreen no window is active."""
        install_focus_rings(self.app).show_on(widget)

    def search(self, made: ClerkWindow, asked: str) -> None:
        """Searches and waits for the page."""
        assert made.desk is not None
        made.desk.go_search()
        settle(made)
        made.desk.search.search.line.setText(asked)
        settle(made)
        settle(made)
        self.ring(made.desk.search.search.line)

    def enter(self, made: ClerkWindow) -> None:
        """Goes on to the page; in one column it was not in sight yet."""
        assert made.desk is not None
        made.desk.search.rows.setCurrentIndex(made.desk.search.rows.model().index(0, 0))
        made.desk.search._enter()
        settle(made)


def size(wide: bool = False) -> tuple[int, int]:
    """Logical pixels of the screen."""
    if DOUBLE:
        return 683, 384
    return (1920, 1080) if wide else (1366, 768)


def _asked(made: ClerkWindow) -> None:
    until(lambda: made.login.step == "sign_in")


def login(artist: Artist) -> None:
    """Log-in, wrong password, the day, the doubtful day."""
    for mode in ("light", "dark") if not DOUBLE else ("light",):
        theme.apply(artist.app, mode, motion=False, text_scale=1.0)
        with window(artist.bare(), artist.folder, size=size()) as made:
            _asked(made)
            artist.ring(made.login_view.password.edit)
            render(made, name(f"login-{mode}"))
            if mode == "light":
                made.login_view.password.edit.setText("sai")
                made.login.sign_in(HA.login, "sai")
                settle(made)
                artist.ring(made.login_view.password.edit)
                render(made, name("login-wrong"))
                made.login.sign_in(HA.login, PASSWORD)
                settle(made)
                artist.ring(made.login_view.day.go)
                render(made, name("login-day"))


def doubtful(artist: Artist) -> None:
    """The clock is wrong: a person picks the date."""
    theme.apply(artist.app, "light", motion=False, text_scale=1.0)
    ward = artist.filled()
    good, ward.clock.now = ward.clock.now, MONDAY - timedelta(days=400)
    with window(ward, artist.folder, size=size()) as made:
        _asked(made)
        made.login.sign_in(HA.login, PASSWORD)
        until(lambda: made.login.step == "day")
        settle(made)
        artist.ring(made.login_view.day.field.edit)
        render(made, name("login-doubtful"))
    ward.clock.now = good


def search(artist: Artist) -> None:
    """Search with results and a page; nothing found; the journal's tab; three looks."""
    with artist.open(artist.filled(), size()) as made:
        assert made.desk is not None
        artist.search(made, "dieu khai sinh")
        render(made, name("search-light"))
        view = made.desk.search
        if DOUBLE:
            artist.enter(made)
            artist.ring(view.page.amend)
            render(made, name("dossier-light"))
        view.tabs.set_value("journal")
        render(made, name("journal-light"))
        view.tabs.set_value("page")
        artist.search(made, "")
        for key in ("overdue", "mine", "returned"):
            made.desk.rooms.search.set_filter(key)
            settle(made)
            render(made, name(f"search-{key}"))
        artist.search(made, "khong co ai nhu vay")
        render(made, name("search-nothing-filtered"))
        made.desk.rooms.search.set_filter("")
        artist.search(made, "khong co ai nhu vay")
        render(made, name("search-nothing"))
    if DOUBLE:
        return
    with artist.open(artist.filled(), size(), "dark") as made:
        artist.search(made, "dieu khai sinh")
        render(made, name("search-dark"))
    with artist.open(artist.bare(), size()) as made:
        artist.search(made, "")
        render(made, name("search-empty"))


def wide(artist: Artist) -> None:
    """Three columns."""
    modes: tuple[theme.Mode, ...] = ("light", "dark", "contrast")
    for mode in modes if not DOUBLE else ():
        with artist.open(artist.filled(), size(wide=True), mode) as made:
            artist.search(made, "dieu khai sinh")
            render(made, name(f"dossier-wide-{mode}"))


def dialogs(artist: Artist) -> None:
    """Change and cancel, with their errors; the preview."""
    for mode in ("dark", "light") if not DOUBLE else ("light",):
        with artist.open(artist.filled(), size(), mode) as made:
            _dialogs(artist, made, "" if mode == "light" else "-dark")


def _dialogs(artist: Artist, made: ClerkWindow, end: str) -> None:
    assert made.desk is not None
    artist.search(made, "dieu khai sinh")
    artist.enter(made)
    amend = made.desk.changing.amend()
    assert amend is not None
    settle(made)
    artist.ring(amend.field("applicant.name").edit)
    render(amend, name(f"amend{end}"))
    amend.procedure.open()
    amend.procedure.edit.setText("khai tu")
    amend.procedure.edit.textEdited.emit("khai tu")
    artist.ring(amend.procedure.edit)
    render(amend, name(f"amend-procedures{end}"))
    amend.procedure.popup().choose()
    settle(made)
    amend.area.verticalScrollBar().setValue(amend.procedure.y() - 40)
    render(amend, name(f"amend-procedure{end}"))
    amend.area.verticalScrollBar().setValue(2000)
    artist.ring(amend.field("limit").edit)
    render(amend, name(f"amend-due{end}"))
    amend.area.verticalScrollBar().setValue(0)
    amend.field("applicant.dob").edit.setText("31/02")
    amend._ask()
    artist.ring(amend.field("applicant.dob").edit)
    render(amend, name(f"amend-errors{end}"))
    amend.reject()
    settle(made)
    cancel = made.desk.changing.cancel()
    assert cancel is not None
    artist.ring(cancel.reason.edit)
    render(cancel, name(f"cancel{end}"))
    cancel.reject()
    settle(made)
    preview = made.desk.preview.open()
    settle(made)
    if preview is not None:
        render(preview, name(f"preview{end}"))
        preview.reject()


def around(artist: Artist) -> None:
    """Keys, a room not built yet, the crash band, the lock, the menu, the reception."""
    with artist.open(artist.filled(), size()) as made:
        assert made.desk is not None
        settle(made)
        render(made, name("reception"))
        made.desk.show_keys()
        artist.ring(made.desk.keys.search.line)
        render(made, name("keys"))
        made.desk.keys.search.line.setText("in giay")
        render(made, name("keys-found"))
        made.desk.keys.leave()
        made.desk.go("results")
        artist.ring(made.desk.shell.rail.item("results"))
        render(made, name("room-later"))
        made.desk.go("reception")
        made.tell_crash("4F9A21")
        made.tell("Đã in giấy hẹn H49.215-261123-0042.")
        render(made, name("crash"))
        made.desk.go_search()
        made.desk.open_code("H49.215-999999-9999")
        settle(made)
        render(made, name("unknown-code"))
        menu = made.menu()
        menu.show()
        render(menu, name("menu"))
        menu.close()
        menu.deleteLater()
        made.login.lock()
        artist.ring(made.login_view.password.edit)
        render(made, name("locked"))


SCENES: dict[str, Callable[[Artist], None]] = {
    "login": login,
    "doubtful": doubtful,
    "search": search,
    "wide": wide,
    "dialogs": dialogs,
    "around": around,
}


def name(of: str) -> str:
    """A picture's name; scale 2 is told."""
    return f"{of}-x2" if DOUBLE else of


def main(wanted: list[str]) -> int:
    """Draws the scenes, then again at scale 2."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        artist = Artist(app, Path(folder))
        for scene in wanted or SCENES:
            SCENES[scene](artist)
    if not DOUBLE and "--once" not in sys.argv:
        again = [sys.executable, "-m", "tests.ui.pictures", *wanted]
        return subprocess.run(
            again, env=os.environ | {"QT_SCALE_FACTOR": "2"}, check=False
        ).returncode
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main([each for each in sys.argv[1:] if not each.startswith("-")]))
