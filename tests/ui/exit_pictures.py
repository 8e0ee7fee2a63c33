"""Pictures of the two other exits: ``python -m tests.ui.exit_pictures [NAME …]``.

At scale 2 it starts itself again with ``QT_SCALE_FACTOR=2``. Files go to ``build/pictures/ui``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget

from core.ports.desk import Logged
from tests.ui.desk_support import CARD, Ward
from tests.ui.reception_support import reception_ward
from tests.ui.window_support import Printers, render, settle, sign_in, until, window
from ui import theme
from ui.clerk.desk import ClerkDesk
from ui.clerk.exits import RefusalDialog, SupplementDialog
from ui.clerk.window import ClerkWindow
from ui.widgets import install_focus_rings

DOUBLE = os.environ.get("QT_SCALE_FACTOR") == "2"
LONG = (
    "Văn bản thỏa thuận phân chia di sản thừa kế có chứng thực của tất cả những người cùng hàng"
    " thừa kế, hoặc văn bản từ chối nhận di sản của từng người vắng mặt"
)
AGENCY = "Chi nhánh Văn phòng đăng ký đất đai khu vực Giả Định, Sở Nông nghiệp và Môi trường"


class Scene:
    """One window with the shipped catalogue, and what is done in it."""

    def __init__(self, app: QApplication, made: ClerkWindow) -> None:
        assert made.desk is not None
        self.app, self.made = app, made
        self.desk: ClerkDesk = made.desk
        self.form = self.desk.rooms.reception

    def shoot(self, widget: QWidget, name: str, focus: QWidget | None = None) -> None:
        """Renders with the focus ring where it would be; offscreen no window is active."""
        settle(self.made)
        if focus is not None:
            install_focus_rings(self.app).show_on(focus)
        render(widget, f"exits-{name}-x2" if DOUBLE else f"exits-{name}")
        install_focus_rings(self.app).show_on(None)

    def begin(self, code: str, *missing: int) -> None:
        """A person and a procedure; some papers were not brought."""
        self.form.clear()
        self.made.scan(CARD.encode())
        procedure = self.form.hits.by_code(code)
        if procedure is not None:
            self.form.choose(procedure)
        for row in missing:
            self.form.form.papers.toggle(row)
        settle(self.made)

    def store(self, act: Callable[[], object]) -> Logged:
        """Does what stores, and waits for it."""
        got: list[Logged] = []
        self.form.saved.connect(got.append)
        act()
        until(lambda: bool(got))
        settle(self.made)
        return got[0]

    def supplement(self) -> SupplementDialog:
        self.desk.exits.begin("supplement")
        settle(self.made)
        assert isinstance(self.desk.exits.open_now, SupplementDialog)
        return self.desk.exits.open_now

    def refusal(self) -> RefusalDialog:
        self.desk.exits.begin("refusal")
        settle(self.made)
        assert isinstance(self.desk.exits.open_now, RefusalDialog)
        return self.desk.exits.open_now


def dialogs(scene: Scene, look: str) -> None:
    """F7 and Shift+F7: as they open, filled with long texts, with errors."""
    scene.begin("1.001193", 0, 1)
    asking = scene.supplement()
    scene.shoot(asking, f"f7-{look}", asking.lines.rows[0].tick)
    asking.vm.pick(0)
    asking.vm.add(LONG)
    asking.vm.set_value("reason", f"{asking.vm.reasons[0]} {LONG}.")
    asking.vm.add("x" * 1001)
    asking.vm.send()
    until(lambda: bool(asking.vm.errors))
    scene.shoot(asking, f"f7-errors-{look}", asking.lines.rows[-1].field.edit)
    asking.reject()
    scene.begin("1.004222")
    refusing = scene.refusal()
    scene.shoot(refusing, f"shift-f7-{look}", refusing.reasons.items[0])
    refusing.vm.set_value("legal_basis", f"Luật Cư trú, Điều 20; {LONG}")
    refusing.vm.set_value("competent_agency", AGENCY)
    refusing.vm.pick(0)
    scene.shoot(refusing, f"shift-f7-filled-{look}", refusing.agency.edit)
    refusing.reject()
    scene.begin("")
    refusing = scene.refusal()
    refusing.vm.send()
    scene.shoot(refusing, f"shift-f7-matter-{look}", refusing.matter.edit)
    refusing.reject()


def slips(scene: Scene, look: str) -> None:
    """The saved card, the page, the form after the scan, the same of a refusal."""
    scene.begin("1.001193", 0, 1)
    asking = scene.supplement()
    asking.vm.add(LONG)
    asking.vm.pick(0)
    asked = scene.store(asking.vm.send)
    scene.shoot(scene.made, f"saved-{look}")
    scene.made.scan(asked.number.encode())
    settle(scene.made)
    scene.shoot(scene.made, f"back-{look}", scene.desk.reception.brought.ticks[0])
    for row in range(3):
        scene.form.slip_back.set_here(row, True)
    scene.shoot(scene.made, f"back-here-{look}")
    scene.form.clear()
    scene.desk.open_code(asked.number)
    settle(scene.made)
    scene.shoot(scene.made, f"page-{look}", scene.desk.search.page.resume)
    scene.desk.search.tabs.set_value("journal")
    scene.shoot(scene.made, f"journal-{look}")
    scene.desk.search.tabs.set_value("page")
    scene.desk.go("reception")
    scene.begin("1.004222")
    refusing = scene.refusal()
    refusing.vm.pick(0)
    refused = scene.store(refusing.vm.send)
    scene.desk.open_code(refused.number)
    settle(scene.made)
    scene.shoot(scene.made, f"page-refused-{look}")


SCENES: dict[str, Callable[[Scene, str], None]] = {"dialogs": dialogs, "slips": slips}


@contextmanager
def opened(app: QApplication, ward: Ward, folder: Path, mode: theme.Mode) -> Iterator[Scene]:
    """A signed-in window in a look."""
    theme.apply(app, mode, motion=False, text_scale=1.0)
    size = (683, 384) if DOUBLE else (1366, 768)
    with window(ward, folder, Printers("Canon LBP2900 (Quầy 3)"), size=size) as made:
        sign_in(made)
        settle(made)
        yield Scene(app, made)
    app.processEvents()


def main(wanted: list[str]) -> int:
    """Draws the scenes light and dark, then again at scale 2."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    modes: tuple[theme.Mode, ...] = ("light",) if DOUBLE else ("light", "dark")
    for scene in wanted or SCENES:
        for mode in modes:
            with tempfile.TemporaryDirectory() as folder:
                ward = reception_ward(Path(folder))
                with opened(app, ward, Path(folder), mode) as made:
                    SCENES[scene](made, mode)
    if DOUBLE:
        return 0
    again = [sys.executable, "-m", "tests.ui.exit_pictures", *wanted]
    return subprocess.run(again, env=os.environ | {"QT_SCALE_FACTOR": "2"}, check=False).returncode


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(main([each for each in sys.argv[1:] if not each.startswith("-")]))
