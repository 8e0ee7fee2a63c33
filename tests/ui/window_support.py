"""A whole clerk's window over a real ward, for tests and pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from counter_app.clerk import draw
from tests.ui.desk_support import HA, PASSWORD, Ward
from ui.background import Background
from ui.clerk.window import ClerkWindow
from ui.widgets import install_focus_rings

PICTURES = Path("build/pictures/ui")

#: names that are long, short, full of hats; owners of invented dossiers
NAMES = (
    "Nguyễn Thị Huyền Diệu",
    "Đặng Hoàng Diệu Ước Nguyện",
    "Công Tằng Tôn Nữ Thị Mỹ Diệu Phương Thảo Nguyên Trinh",
    "Bùi Thị Diệu Ỷ Lan",
    "Trần Diệu Ánh Tuyết",
    "Hoàng A Diệu",
    "Lưu Diệu Khoẻ",
    "Phạm Ngọc Diệu",
    "Nguyễn Phước Thiên Ân Bảo Khánh Ngọc Quỳnh Như Ý",
    "Ổn Thị Ễnh",
    "Lê Văn Tám",
    "Vừ A Dính",
)


class Printers:
    """Printers as a test sets them; what was sent is kept."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)
        self.trouble = "" if names else "no_printer"
        self.sent: list[tuple[str, bytes, str]] = []
        self.copies: list[int] = []

    def printers(self) -> list[str]:
        return list(self.names)

    def ready(self, name: str) -> tuple[bool, str]:
        return not self.trouble, self.trouble or "ok"

    def send(self, name: str, pdf: bytes, title: str, copies: int) -> str:
        if not self.trouble:
            self.copies.append(copies)
            self.sent.append((name, pdf, title))
        return self.trouble or "done"


def fill(ward: Ward, count: int) -> list[str]:
    """Logs invented dossiers, oldest first; returns their uids."""
    desk = ward.signed_in()
    codes = ("1.001193", "1.000656", "1.004222", "1.001193")
    try:
        return [desk.receive(_invented(at, codes[at % 4])).uid for at in range(count)]
    finally:
        desk.close()


def _invented(at: int, code: str) -> dict[str, Any]:
    name = NAMES[(len(NAMES) * 20 - 1 - at) % len(NAMES)]
    return {
        "procedure_code": code,
        "applicant": {
            "kind": "person",
            "name": name,
            "sex": "Nữ",
            "dob": "1994-02-01",
            "personal_no": f"022194{at + 1:06d}",
            "address": "Số 999, tổ 99, khu Giả Định 1, phường Cửa Ông, Quảng Ninh",
            "phone": f"0570{at + 1:06d}",
        },
        "attachments": [
            {"name": "Tờ khai đăng ký khai sinh (nếu nộp trực tiếp)", "originals": 1},
            {
                "name": "Giấy chứng sinh hoặc văn bản người làm chứng/cam đoan về việc sinh",
                "originals": 1,
                "copies": 1,
            },
            {"name": "Giấy tờ tùy thân của người đi khai"},
        ],
    }


def settings(folder: Path) -> QSettings:
    """Settings of the test alone."""
    return QSettings(str(folder / "clerk.ini"), QSettings.Format.IniFormat)


@contextmanager
def window(
    ward: Ward,
    folder: Path,
    paper: Printers | None = None,
    *,
    size: tuple[int, int] = (1366, 768),
    lock_minutes: float = 10,
) -> Iterator[ClerkWindow]:
    """A window at its log-in, closed and gone afterwards."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    rings = install_focus_rings(app)
    made = ClerkWindow(
        Background(ward.open_desk),
        paper or Printers("Máy in giả định"),
        draw,
        settings=settings(folder),
        clock=ward.clock,
        lock_minutes=lock_minutes,
    )
    made.background.setParent(made)
    made.resize(*size)
    made.show()
    try:
        yield made
    finally:
        rings.show_on(None)
        made.close()
        made.deleteLater()


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Lets Qt work until something is so; every event wakes it, nothing sleeps."""
    late = QTimer()
    late.setSingleShot(True)
    late.start(round(seconds * 1000))
    while not true():
        assert late.isActive(), "waited too long"
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    late.stop()


def sign_in(made: ClerkWindow) -> None:
    """Signs Hà in and confirms the day; returns when the form may be used."""
    login = made.login
    until(lambda: login.step == "sign_in")
    made.login_view.password.edit.setText(PASSWORD)
    login.sign_in(HA.login, PASSWORD)
    until(lambda: login.step in ("day", "open"))
    if login.step == "day":
        login.open_day()
    until(lambda: made.desk is not None and made.desk.rooms.reception.ready)


def settle(made: ClerkWindow) -> None:
    """Waits until nothing is under way and everything is laid out."""
    until(lambda: not made.background.busy)
    for _ in range(4):
        QApplication.processEvents()


def render(widget: QWidget, name: str) -> Path:
    """Writes what a widget shows, focus ring included, to ``build/pictures/ui/NAME.png``."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    for _ in range(4):
        app.processEvents()
    path = PICTURES / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    widget.grab().save(str(path))
    return path
