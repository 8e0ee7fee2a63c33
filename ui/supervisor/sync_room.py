"""The room "Đồng bộ": sync now with its progress, the line in words, counters, sticks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.line_card import Meter, PlaceRow
from ui.icons import Icon
from ui.supervisor.page import COLUMN
from ui.viewmodels.base import Clock
from ui.viewmodels.status import StatusViewModel
from ui.viewmodels.sync_room import SyncRoomViewModel
from ui.widgets import Banner, Button, Card, KeyValues, Label, Scroll
from ui.widgets.panel import Ground
from ui.widgets.sections import Kind

#: width of the room from which the counters stand beside the rest
TWO = 820
_KINDS: dict[str, Kind] = {
    "success": "success",
    "info": "info",
    "offline": "offline",
    "warning": "warning",
}
ENDING = "quaymotcua"


class SyncView(Ground):
    """Binds `SyncRoomViewModel`."""

    told = Signal(str, str)

    def __init__(
        self,
        viewmodel: SyncRoomViewModel,
        status: StatusViewModel,
        clock: Clock,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("bg.canvas", parent=parent)
        self._vm, self._status, self._clock = viewmodel, status, clock
        self._make_line()
        self._make_places()
        self._make_stick()
        page = QWidget()
        self._columns = QHBoxLayout(page)
        self._columns.setDirection(QHBoxLayout.Direction.TopToBottom)  # its least width counts
        side = theme.space(6)
        self._columns.setContentsMargins(side, theme.space(5), side, theme.space(5))
        self._columns.setSpacing(theme.space(4))
        self._left = QVBoxLayout()
        self._left.setSpacing(theme.space(4))
        self._left.addWidget(self.line)
        self._left.addWidget(self.stick)
        self._left.addStretch(1)
        self._right = QVBoxLayout()
        self._right.addWidget(self.places)
        self._right.addStretch(1)
        self._columns.addLayout(self._left, 1)
        self._columns.addLayout(self._right)
        self._columns.addStretch(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(page))
        viewmodel.changed.connect(self.refresh)
        self.refresh()

    def _make_line(self) -> None:
        self.line = Card(self.tr("Đường về tỉnh"), Icon.CLOUD)
        self.line.body.setSpacing(theme.space(3))
        self.banner = Banner("info", "", "")
        self.meter = Meter()
        self.progress = Label("", "label", tone="text.secondary", num=True)
        self.facts = KeyValues()
        self.send = Button(
            self.tr("Gửi ngay"), "primary", icon=Icon.CLOUD_UPLOAD, key="Ctrl U", large=True
        )
        self.send.clicked.connect(self._vm.send_now)
        foot = QHBoxLayout()
        foot.addWidget(self.send)
        foot.addStretch(1)
        for widget in (self.banner, self.meter, self.progress, self.facts):
            self.line.body.addWidget(widget)
        self.line.body.addSpacing(theme.space(1))
        self.line.body.addLayout(foot)

    def _make_places(self) -> None:
        self.places = Card(self.tr("Việc của máy này đang ở đâu"), Icon.DATABASE)
        self.places.body.setSpacing(theme.space(4))
        self.rows = [PlaceRow() for _ in range(3)]
        for row in self.rows:
            self.places.body.addWidget(row)

    def _make_stick(self) -> None:
        self.stick = Card(self.tr("Không có mạng: mang bằng USB"), Icon.USB)
        self.stick.body.setSpacing(theme.space(3))
        words = self.tr(
            "Ghi việc chưa gửi ra tệp, đưa tệp cho tỉnh, rồi nạp tệp trả lời. Chỉ máy chủ tỉnh mở"
            " được tệp. Ghi ra chưa phải là tỉnh đã nhận."
        )
        self.stick.body.addWidget(Label(words, "body", tone="text.secondary", wrap=True))
        self.out = Button(self.tr("Ghi ra USB…"), icon=Icon.UPLOAD)
        self.out.clicked.connect(self._write)
        self.take = Button(self.tr("Nạp trả lời của tỉnh…"), icon=Icon.DOWNLOAD)
        self.take.clicked.connect(self._read)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(self.out)
        foot.addWidget(self.take)
        foot.addStretch(1)
        self.stick.body.addLayout(foot)

    # --- showing --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Follows the view model."""
        vm = self._vm
        self.banner.say(vm.title, vm.told, kind=_KINDS[vm.tone])
        done, of = vm.progress or (0, 0)
        self.meter.setVisible(vm.busy)
        self.meter.show_share(done / of if of else 0.0, "primary")
        self.meter.setAccessibleName(vm.progress_words)
        self.progress.setVisible(vm.busy)
        self.progress.setText(vm.progress_words)
        rows = [(name, value, tone or "text.primary") for name, value, tone in vm.facts]
        self.facts.set_rows(rows)
        for row, place in zip(self.rows, self._status.places, strict=False):
            row.show_place(place)
        self.send.setEnabled(vm.can_send)
        self.send.set_words(self.tr("Đang gửi…") if vm.busy else self.tr("Gửi ngay"))
        why = "" if vm.can_carry else self._why_not()
        for button in (self.out, self.take):
            button.set_reason(why)

    def _why_not(self) -> str:
        return self.tr("đang chạy") if self._vm.carrying else self.tr("máy chưa ghi danh")

    def focus(self) -> bool:
        """Puts the focus on sending, or on the sticks; False when neither is to be had."""
        first = self.send if self.send.isEnabled() else self.out
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first.isEnabled()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Counters beside the rest, or under it."""
        super().resizeEvent(event)
        scale = theme.text_scale()
        two = self.width() >= TWO * scale
        way = QHBoxLayout.Direction.LeftToRight if two else QHBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)
        self.places.setMaximumWidth(round(theme.size("panel") * scale) if two else 16_777_215)
        self.places.setMinimumWidth(round(theme.size("panel") * scale) if two else 0)
        for card in (self.line, self.stick):
            card.setMaximumWidth(round(COLUMN * scale))

    # --- acting ---------------------------------------------------------------------------

    def _write(self) -> None:
        now = self._clock()
        name = str(Path.home() / f"gui-tinh-{now:%y%m%d-%H%M}.{ENDING}")
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Ghi việc chưa gửi ra tệp"), name, f"Quầy Một Cửa (*.{ENDING});;* (*)"
        )
        if path:
            self._vm.stick_out(path)

    def _read(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.tr("Chọn tệp trả lời của tỉnh"), str(Path.home())
        )
        if path:
            self._vm.stick_in(path)
