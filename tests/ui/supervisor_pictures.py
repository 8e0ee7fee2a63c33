"""Draws the supervisor's rooms: ``python -m tests.ui.supervisor_pictures [NAME …]``."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication, QWidget

from core.domain.timezone import VIETNAM
from core.services.receipts import record_printed
from tests.ui.desk_support import Ward, make_ward
from tests.ui.supervisor_support import (
    enter,
    loose_ends,
    lose_numbers,
    opened,
    roster,
    supervisor,
    with_province,
)
from tests.ui.window_support import Printers, fill, render, settle
from ui import theme
from ui.clerk.window import ClerkWindow
from ui.supervisor.desk import SupervisorDesk
from ui.viewmodels.line import LineState
from ui.widgets import ConfirmDialog, install_focus_rings

DOUBLE = float(os.environ.get("QT_SCALE_FACTOR", "1")) == 2


def name(of: str) -> str:
    return f"supervisor-{of}-x2" if DOUBLE else f"supervisor-{of}"


def size(*, wide: bool = False) -> tuple[int, int]:
    if DOUBLE:
        return 683, 384
    return (1920, 1080) if wide else (1366, 768)


class Artist:
    """Wards to draw from."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.app, self.folder, self._made = app, folder, 0

    def ward(self) -> Ward:
        self._made += 1
        return make_ward(self.folder / f"ward{self._made}")

    def day(self, *, gaps: bool = False, printed: bool = True, province: bool = True) -> Ward:
        """A day's work."""
        ward = self.ward()
        uids = fill(ward, 12)
        with opened(ward) as here:
            for uid in uids if printed else uids[:10]:
                record_printed(uid, "receipt", here.store, here.context)
        if gaps:
            lose_numbers(ward, "H49.215-261123-0016")
            uids = fill(ward, 3)
            with opened(ward) as here:
                for uid in uids[:2]:
                    record_printed(uid, "receipt", here.store, here.context)
        if province:
            with with_province(ward) as joined:
                joined.acknowledge_all()
                roster(joined, ward.clock.now)
            fill_more(ward)
        return ward

    @contextmanager
    def open(
        self,
        ward: Ward,
        mode: theme.Mode = "light",
        *,
        wide: bool = False,
        paper: Printers | None = None,
    ) -> Iterator[tuple[ClerkWindow, SupervisorDesk]]:
        theme.apply(self.app, mode, motion=False, text_scale=1.0)
        with supervisor(ward, self.folder, paper, size=size(wide=wide)) as made:
            desk = enter(made)
            online = LineState("", "Đã đồng bộ, không có gì mới.")
            made.set_line(online)
            settle(made)
            desk.focus()
            self.ring(made.focusWidget())
            yield made, desk

    def ring(self, widget: QWidget | None) -> None:
        install_focus_rings(self.app).show_on(widget)


def fill_more(ward: Ward) -> None:
    """Some work that is not at central yet."""
    with opened(ward) as here:
        for _ in range(2):
            done = here.receive()
            record_printed(done.uid, "receipt", here.store, here.context)


def gaps(artist: Artist) -> None:
    """Numbers missing and paper missing, in all looks and sizes."""
    ward = artist.day(gaps=True)
    stopped = Printers("Canon LBP2900")
    stopped.trouble = "printer_stopped"
    modes: tuple[theme.Mode, ...] = ("light", "dark", "contrast") if not DOUBLE else ("light",)
    for mode in modes:
        with artist.open(ward, mode, paper=stopped) as (made, desk):
            render(made, name(f"gaps-{mode}"))
            if mode == "light":
                desk.rooms.closing.pick("papers")
                settle(made)
                desk.closing.explain.focus()
                artist.ring(made.focusWidget())
                render(made, name("paper"))
                desk.closing.explain.choices.pick(2)
                desk.closing.explain._go()
                settle(made)
                artist.ring(desk.closing.explain.remark.edit)
                render(made, name("paper-reason"))
                desk.closing.leave()
                settle(made)
                render(made, name("list"))
    if not DOUBLE:
        with artist.open(ward, wide=True, paper=stopped) as (made, _desk):
            render(made, name("gaps-wide"))


def green(artist: Artist) -> None:
    """Everything adds up; the question before signing; the closed day."""
    ward = artist.day()
    with artist.open(ward) as (made, desk):
        render(made, name("green"))
        desk.closing.sign()
        settle(made)
        shown = made.findChildren(ConfirmDialog)[0]
        render(shown, name("sign"))
        shown.close()
        desk.rooms.closing.sign()
        settle(made)
        settle(made)
        artist.ring(desk.closing.closed.print)
        render(made, name("closed"))
    with opened(ward) as here:
        here.clock.now += timedelta(minutes=15)
        for _ in range(3):
            here.receive()
    for mode in ("light", "dark") if not DOUBLE else ():
        with artist.open(ward, mode, wide=mode == "dark") as (made, desk):
            desk.closing.sign()
            settle(made)
            artist.ring(made.focusWidget())
            render(made, name(f"closed-late-{mode}"))


def many(artist: Artist) -> None:
    """No printer all day; no province; nothing opened."""
    ward = artist.ward()
    fill(ward, 14)
    with artist.open(ward, paper=Printers()) as (made, _):
        render(made, name("no-printer"))
    with artist.open(artist.ward()) as (made, _):
        render(made, name("nothing"))


def line(artist: Artist) -> None:
    """The sync room: at work, offline for two days, not joined."""
    ward = artist.day()
    for mode in ("light", "dark", "contrast") if not DOUBLE else ("light",):
        with artist.open(ward, mode) as (made, desk):
            desk.go("sync")
            made.set_line(LineState("", "", busy=True, done=340, of=1244))
            settle(made)
            render(made, name(f"sync-{mode}"))
    ward.clock.now += timedelta(days=2, hours=3)
    with artist.open(ward, wide=not DOUBLE) as (made, desk):
        desk.go("sync")
        words = "Không nối được máy chủ tỉnh. Mọi việc đã lưu ở máy này, quầy làm việc bình thường."
        made.set_line(LineState("offline", words + " Phần mềm tự gửi khi có mạng."))
        settle(made)
        artist.ring(desk.sync.out)
        render(made, name("sync-offline"))
    with artist.open(artist.ward()) as (made, desk):
        desk.go("sync")
        settle(made)
        render(made, name("sync-alone"))


def decide(artist: Artist) -> None:
    """The exception list: full, one line, the province's, empty."""
    ward = artist.day(province=False)
    with with_province(ward) as joined:
        now = ward.clock.now.astimezone(VIETNAM)
        first = joined.ward.receive()
        ends = loose_ends(now)
        ends = (msgspec.structs.replace(ends[0], subject=first.uid, number=first.number), *ends[1:])
        joined.lists(*ends)
    for mode in ("light", "dark") if not DOUBLE else ("light",):
        with artist.open(ward, mode, wide=mode == "dark") as (made, desk):
            desk.go("exceptions")
            settle(made)
            render(made, name(f"exceptions-{mode}"))
            if mode == "light":
                desk.exceptions._entered("11")
                settle(made)
                desk.exceptions.panel._go()
                artist.ring(desk.exceptions.panel.reason.edit)
                render(made, name("exceptions-line"))
                desk.rooms.exceptions.pick(17)
                settle(made)
                render(made, name("exceptions-province"))
    with artist.open(artist.day(province=False)) as (made, desk):
        desk.go("exceptions")
        settle(made)
        render(made, name("exceptions-empty"))
        desk.show_keys()
        settle(made)
        render(made, name("keys"))


SCENES: dict[str, Callable[[Artist], None]] = {
    "gaps": gaps,
    "green": green,
    "many": many,
    "line": line,
    "decide": decide,
}


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
        again = [sys.executable, "-m", "tests.ui.supervisor_pictures", *wanted]
        env = os.environ | {"QT_SCALE_FACTOR": "2"}
        return subprocess.run(again, env=env, check=False).returncode
    return 0


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main([each for each in sys.argv[1:] if not each.startswith("-")]))
