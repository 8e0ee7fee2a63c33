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
from ui.viewmodels.line import (
    OLD,
    LineState,
    Place,
    clock_words,
    connection,
    places,
    places_words,
)

REFRESH_MS: Final = 20_000
FEW_NUMBERS: Final = 20


@dataclass(frozen=True, slots=True)
class StatusItem:
    """One thing told by the strip.

    Attributes:
        key: ``connection``, ``saved``, ``ends``, ``printer``, ``scanner``, ``numbers``, ``clock``.
        text: short words.
        tone: ``muted``, ``ok``, ``online``, ``offline``, ``warning`` or ``error``.
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
        self._line: LineState | None = None
        self._shown: object = None
        self._items: list[StatusItem] = []
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MS)
        self._timer.timeout.connect(self.refresh)

    @prop(object, changed)
    def items(self) -> list[StatusItem]:
        return self._items

    @prop(object, changed)
    def line(self) -> LineState | None:
        """What the background's sync last told, None before."""
        return self._line

    @prop(object, changed)
    def status(self) -> Status | None:
        """What the station last told, None before."""
        return self._status

    @prop(bool, changed)
    def known(self) -> bool:
        """The station told of itself."""
        return self._status is not None

    @prop(object, changed)
    def places(self) -> list[Place]:
        """Where this machine's acts are; none before the first answer."""
        return places(self._status, self._clock()) if self._status else []

    @prop(bool, changed)
    def joined(self) -> bool:
        """The station was enrolled with the province."""
        return self._status is not None and self._status.central_configured

    @prop(object, changed)
    def numbers_left(self) -> int | None:
        return self._status.numbers_left if self._status else None

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

    def set_line(self, state: LineState) -> None:
        """What the sync in the background tells."""
        ended = self._line is not None and self._line.busy and not state.busy
        self._line = state
        if ended:
            self.refresh()
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
        items = [self._connection(), *self._stored(), self._printer_item(), *self._scanner_item()]
        items += self._clock_item()
        shown = (self._line, self._status)
        if items != self._items or shown != self._shown:
            self._items, self._shown = items, shown
            self.changed.emit()

    def _connection(self) -> StatusItem:
        told = connection(self._line, self._status, self._clock())
        return StatusItem("connection", told.text, told.tone, told.icon, told.tip)

    def _stored(self) -> list[StatusItem]:
        if self._status is None:
            return []
        status, now = self._status, self._clock()
        tip = places_words(places(status, now))
        tone = "muted"
        if not status.unsent or status.oldest_unsent is None:
            text = translate("status", "Chưa có hồ sơ chờ gửi")
            if status.at_central:
                text = translate("status", "Hồ sơ đã về tỉnh hết")
        else:
            age = now - status.oldest_unsent
            text = translate("status", "Đã lưu tại máy: {n} hồ sơ chờ gửi, cũ nhất {age}")
            count = f"{status.unsent:,}".replace(",", ".")
            text = text.format(n=count, age=words.age_words(age))
            tone = "warning" if status.central_configured and age > OLD else tone
        saved = StatusItem("saved", text, tone, "database", tip)
        return [saved, *self._ends(status), *self._numbers(status)]

    @staticmethod
    def _ends(status: Status) -> list[StatusItem]:
        if not status.loose_ends:
            return []
        text = translate("status", "{n} việc cần xem lại").format(n=status.loose_ends)
        tip = translate(
            "status",
            "Tỉnh thấy {n} việc của điểm này chưa khớp (trùng số, trùng hồ sơ, đến muộn…). Hồ sơ"
            " vẫn được lưu; người phụ trách quyết định từng việc.",
        )
        tip = tip.format(n=status.loose_ends)
        return [StatusItem("ends", text, "warning", "triangle-alert", tip)]

    @staticmethod
    def _numbers(status: Status) -> list[StatusItem]:
        left = status.numbers_left
        if left is None:
            text = translate("status", "Số tạm")
            tip = translate(
                "status",
                "Máy trạm chưa có dải số: hồ sơ nhận số tạm, số chính thức về sau khi đồng bộ.",
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
            text, tip = clock_words(self._line)
            return [StatusItem("clock", text, "warning", "clock", tip)] if text else []
        tip = translate(
            "status",
            "Đồng hồ máy có vẻ sai. Hồ sơ vẫn lưu theo ngày làm việc đã mở và ghi “giờ nghi ngờ”;"
            " báo kỹ thuật chỉnh đồng hồ.",
        )
        return [StatusItem("clock", translate("status", "Giờ nghi ngờ"), "warning", "clock", tip)]
