"""The demo's last scene: one reception through the real window, with pictures of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from counter_app.bootstrap import Programme

CARD = (
    "022194000041||Nguyễn Thị Huyền Diệu|01021994|Nữ|"
    "Số 999, tổ 99, khu Giả Định 1, phường Cửa Ông, Quảng Ninh|15082021"
)
TYPED = "khai sinh"
#: longest wait for any answer of the window, milliseconds
PATIENCE_MS = 30_000


class Stuck(Exception):
    """The window did not come to where the scene needed it; the text says where."""


def has_screen() -> bool:
    """Whether a person can see a window here."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(programme: Programme) -> int:
    """The practice ward's window for a person to try, until it is closed."""
    from counter_app.clerk import run

    return run(programme)


def play(programme: Programme, folder: Path) -> dict[str, Any]:
    """Logs in, opens the day, receives one dossier and finds it again, all in the window.

    On a screen where there is one, offscreen elsewhere.

    Args:
        programme: the practice ward, its user and password.
        folder: pictures and the receipt go there.

    Returns:
        ``dossier_code``, ``receipt`` and ``pictures`` (file names).

    Raises:
        Stuck: an answer did not come.
    """
    if not has_screen():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QSettings

    from counter_app.clerk import make_window
    from ui import theme
    from ui.clerk.application import application

    app = application("Quầy Một Cửa")
    theme.apply(app, "light", motion=False)
    folder.mkdir(parents=True, exist_ok=True)
    settings = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    window, _ = make_window(programme, settings)
    scene = _Scene(window, folder)
    ended: list[bool] = []
    window.closed.connect(lambda: ended.append(True))
    try:
        window.resize(1366, 768)
        window.show()
        return scene.play(programme)
    finally:
        window.close()
        _until(lambda: bool(ended), "đóng cửa sổ")
        settings.sync()
        (folder / "window.ini").unlink(missing_ok=True)


def _until(condition: Callable[[], bool], what: str) -> None:
    """Lets the window work until something holds.

    Raises:
        Stuck: it did not within `PATIENCE_MS`.
    """
    from PySide6.QtCore import QEventLoop, QTimer

    if condition():
        return
    loop, watch, limit = QEventLoop(), QTimer(), QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    watch.timeout.connect(lambda: loop.quit() if condition() else None)
    watch.start(10)
    limit.start(PATIENCE_MS)
    loop.exec()
    watch.stop()
    limit.stop()
    if not condition():
        raise Stuck(what)


class _Scene:
    """The steps, each with its picture."""

    def __init__(self, window: Any, folder: Path) -> None:
        self._window = window
        self._folder = folder
        self._pictures: list[str] = []

    def _picture(self, name: str) -> None:
        file = f"{len(self._pictures) + 1}-{name}.png"
        if not self._window.grab().save(str(self._folder / file)):
            raise Stuck(f"ghi ảnh {file}")
        self._pictures.append(file)

    def play(self, programme: Programme) -> dict[str, Any]:
        login = self._window.login
        _until(lambda: login.step == "sign_in", "màn hình đăng nhập")
        self._picture("dang-nhap")
        login.sign_in(programme.user, programme.password)
        _until(lambda: login.step in ("day", "open"), "đăng nhập")
        if login.step == "day":
            self._picture("mo-ngay")
            login.open_day(login.proposed)
        _until(lambda: self._window.desk is not None, "mở ngày làm việc")
        rooms = self._window.desk.rooms
        reception = rooms.reception
        _until(lambda: bool(reception.ready), "màn hình tiếp nhận")
        self._picture("tiep-nhan-trong")
        code, uid = self._receive(reception)
        receipt = self._receipt(uid, code)
        self._find(rooms.search)
        return {"dossier_code": code, "receipt": receipt, "pictures": self._pictures}

    def _receive(self, reception: Any) -> tuple[str, str]:
        saved: list[Any] = []
        reception.saved.connect(saved.append)
        self._window.desk.scan(CARD)
        reception.type_procedure(TYPED)
        _until(lambda: reception.hits.rowCount() > 0, "tìm thủ tục")
        reception.choose_hit(0)
        _until(lambda: bool(reception.slip.filled and reception.slip.date_text), "ngày hẹn")
        self._picture("tiep-nhan")
        reception.save()
        _until(lambda: bool(saved), "lưu hồ sơ")
        self._picture("da-luu")
        return saved[0].number, saved[0].uid

    def _receipt(self, uid: str, code: str) -> str:
        found: list[bytes] = []
        failed: list[Exception] = []
        self._window.background.submit(
            lambda desk: desk.form("receipt", uid), found.append, failed.append
        )
        _until(lambda: bool(found or failed), "giấy hẹn")
        if failed:
            raise Stuck(f"giấy hẹn: {failed[0]}")
        name = f"{code}.pdf"
        (self._folder / name).write_bytes(found[0])
        return name

    def _find(self, search: Any) -> None:
        self._window.desk.go_search()
        search.set_text("dieu khai sinh")
        _until(lambda: search.rows.rowCount() > 0, "tìm hồ sơ")
        search.select(0)
        _until(lambda: search.dossier.page is not None, "trang hồ sơ")
        self._picture("ho-so")
