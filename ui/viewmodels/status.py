"""The strip at the bottom: what is true of this machine right now, always in sight."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from core.domain.timezone import local
from core.ports.desk import DayState, Desk, Status
from ui.background import Background
from ui.viewmodels import words
from ui.viewmodels.base import Clock, ViewModel, prop, system_now, translate

REFRESH_MS: Final = 20_000
FEW_NUMBERS: Final = 20


@dataclass(frozen=True, slots=True)
class StatusItem:
    """One thing told by the strip.

    Attributes:
        key: ``connection``, ``saved``, ``printer``, ``scanner``, ``numbers``, ``clock``.
        text: short words.
        tone: ``muted``, ``ok``, ``offline``, ``warning`` or ``error``.
        icon: name of the icon beside it.
        tip: a whole sentence, also for screen readers.
    """

    key: str
    text: str
    tone: str
    icon: str
    tip: str


class StatusViewModel(ViewModel):
    """Gathers the strip's items.

    Signals:
        changed(): `items` differ.
        time_changed(): `time_text`, `day_text`.
        numbers_changed(object): numbers left today, None without a block; for
            `SlipViewModel.set_numbers_left`.
    """

    changed = Signal()
    time_changed = Signal()
    numbers_changed = Signal(object)

    def __init__(
        self,
        background: Background,
        parent: QObject | None = None,
        *,
        clock: Clock = system_now,
    ) -> None:
        super().__init__(background, parent)
        self._clock = clock
        self._status: Status | None = None
        self._day: DayState | None = None
        self._printer = (False, translate("status", "Đang tìm máy in."))
        self._scanner = ("", "")
        self._items: list[StatusItem] = []
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    @prop(object, changed)
    def items(self) -> list[StatusItem]:
        return self._items

    @prop(str, time_changed)
    def time_text(self) -> str:
        """``10:05``."""
        return f"{local(self._clock()):%H:%M}"

    @prop(str, time_changed)
    def day_text(self) -> str:
        """The business day, ``Thứ Hai 23/11/2026``."""
        day = self._day.proposed if self._day else local(self._clock()).date()
        return words.day_words(day)

    def start(self) -> None:
        """Asks now and every twenty seconds."""
        self.refresh()
        self._timer.start()

    def refresh(self) -> None:
        """Asks again; after acts."""

        def work(desk: Desk) -> tuple[Status, DayState]:
            return desk.status(), desk.day()

        self._read(work, self._known)

    def set_printer(self, ready: bool, why: str) -> None:
        """What `PrintQueueViewModel.ready_changed` tells."""
        self._printer = (ready, why)
        self._tell_items()

    def set_scanner(self, state: str, why: str = "") -> None:
        """``ready``, ``lost`` or "" for none configured; ``why`` in words."""
        self._scanner = (state, why)
        self._tell_items()

    def close(self) -> None:
        self._timer.stop()
        super().close()

    def _known(self, answer: tuple[Status, DayState]) -> None:
        before = self._status.numbers_left if self._status else ...
        self._status, self._day = answer
        self._tell_items()
        self.time_changed.emit()
        if before != self._status.numbers_left:
            self.numbers_changed.emit(self._status.numbers_left)

    def _tell_items(self) -> None:
        items = [_connection(), *self._stored(), self._printer_item(), *self._scanner_item()]
        items += self._clock_item()
        if items != self._items:
            self._items = items
            self.changed.emit()

    def _stored(self) -> list[StatusItem]:
        if self._status is None:
            return []
        status = self._status
        tip = translate(
            "status", "Đã lưu tại máy này. Sẽ gửi về tỉnh khi có mạng. Không cần làm gì."
        )
        if not status.unsent or status.oldest_unsent is None:
            text = translate("status", "Chưa có hồ sơ chờ gửi")
        else:
            age = words.age_words(self._clock() - status.oldest_unsent)
            text = translate("status", "Đã lưu tại máy: {n} hồ sơ chờ gửi, cũ nhất {age}")
            text = text.format(n=f"{status.unsent:,}".replace(",", "."), age=age)
        return [StatusItem("saved", text, "muted", "database", tip), *self._numbers(status)]

    @staticmethod
    def _numbers(status: Status) -> list[StatusItem]:
        left = status.numbers_left
        if left is None:
            text = translate("status", "Số tạm")
            tip = translate(
                "status", "Máy trạm chưa được cấp dải số: hồ sơ nhận số tạm, đổi số khi đồng bộ."
            )
            return [StatusItem("numbers", text, "muted", "hash", tip)]
        text = translate("status", "Còn {n} số hôm nay").format(n=left)
        tip = translate("status", "Hết dải số hôm nay thì hồ sơ nhận số tạm; vẫn tiếp nhận được.")
        tone = "warning" if left < FEW_NUMBERS else "muted"
        return [StatusItem("numbers", text, tone, "hash", tip)]

    def _printer_item(self) -> StatusItem:
        ready, why = self._printer
        waiting = self._status.prints_waiting if self._status else 0
        text = translate("status", "Máy in")
        if not ready:
            text = why.partition(".")[0]
        if waiting:
            text += translate("status", ", {n} giấy chờ in").format(n=waiting)
        tip = translate("status", "Máy in sẵn sàng.") if ready else why
        return StatusItem("printer", text, "ok" if ready else "error", "printer", tip)

    def _scanner_item(self) -> list[StatusItem]:
        state, why = self._scanner
        if state == "ready":
            tip = why or translate("status", "Máy quét sẵn sàng.")
            return [StatusItem("scanner", translate("status", "Máy quét"), "ok", "scan-line", tip)]
        if state == "lost":
            text = translate("status", "Mất máy quét")
            tip = why or translate("status", "Cắm lại máy quét; vẫn gõ số định danh bằng tay được.")
            return [StatusItem("scanner", text, "error", "scan-line", tip)]
        return []

    def _clock_item(self) -> list[StatusItem]:
        if self._day is None or not self._day.doubtful:
            return []
        tip = translate(
            "status",
            "Đồng hồ máy có vẻ sai. Hồ sơ vẫn lưu theo ngày làm việc đã mở và ghi “giờ nghi ngờ”;"
            " báo kỹ thuật chỉnh đồng hồ.",
        )
        return [StatusItem("clock", translate("status", "Giờ nghi ngờ"), "warning", "clock", tip)]


def _connection() -> StatusItem:
    """Honest until there is synchronisation."""
    tip = translate(
        "status", "Bản này chưa nối máy chủ tỉnh: hồ sơ lưu tại máy, quầy làm việc bình thường."
    )
    text = translate("status", "Chưa nối máy chủ tỉnh")
    return StatusItem("connection", text, "offline", "cloud-off", tip)
