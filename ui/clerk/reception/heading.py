"""Above the form: title, way of returning, the draft's time, and what stands in the way."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.viewmodels.reception import ReceptionViewModel
from ui.widgets import Banner, Button, Choice, PageTitle

FIRST_MS, NEXT_MS = 400, 1000


class Heading(QWidget):
    """Title and banner of the page."""

    def __init__(self, viewmodel: ReceptionViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = viewmodel
        self.title = PageTitle(self.tr("Tiếp nhận hồ sơ"))
        ways = (("appointment", self.tr("Hẹn trả")), ("at_once", self.tr("Trả ngay")))
        self.way = Choice(ways, name=self.tr("Cách trả kết quả"), compact=True)
        self.clear = Button(self.tr("Xóa trắng"), "link")
        self.title.add(self.way)
        self.title.add(self.clear)
        self.banner = Banner("danger", "")
        self.banner.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addSpacing(theme.space(1) + 2)
        column.addWidget(self.banner)
        self._gap = QWidget()
        self._gap.setFixedHeight(theme.space(2))
        self._gap.hide()
        column.addWidget(self._gap)
        self.way.picked.connect(lambda key: viewmodel.form.set_at_once(key == "at_once"))
        self.clear.clicked.connect(viewmodel.clear)
        self.banner.activated.connect(lambda: viewmodel.next_error(""))
        viewmodel.banner.changed.connect(self._banner_changed)
        viewmodel.draft_text_changed.connect(self._draft)
        viewmodel.form.procedure_changed.connect(self.refresh)
        self._draft(viewmodel.draft_text)
        self._banner_changed()
        self.refresh()

    def refresh(self) -> None:
        """Shows what may be chosen."""
        form = self._vm.form
        key = "at_once" if form.at_once else "appointment"
        if self.way.value() != key:
            self.way.set_value(key)
        procedure = form.procedure
        segment = self.way.segment("at_once")
        allowed = procedure is not None and procedure.immediate
        segment.setEnabled(allowed)
        segment.setToolTip("" if allowed else self.tr("Chỉ cho thủ tục trả ngay"))
        self.clear.setVisible(not form.state.empty)

    def _draft(self, words: str) -> None:
        """A time, or that nothing could be kept; the reason stands in the tooltip."""
        kept = len(words) < 30
        self.title.aside.setText(words if kept else self.tr("chưa giữ được bản nháp"))
        self.title.aside.set_tone("text.muted" if kept else "danger")
        self.title.aside.setToolTip(words)
        self.title.aside.setAccessibleName(words)

    def _banner_changed(self) -> None:
        banner = self._vm.banner
        shown = bool(banner.kind)
        errors = banner.kind == "error"
        action, key = (self.tr("Tới lỗi đầu"), "F8") if errors else ("", "")
        self.banner.say(banner.title, banner.detail, kind="danger", action=action, key=key)
        self.banner.setVisible(shown)
        self._gap.setVisible(shown)


class WaitWords(QObject):
    """Says what is waited for when storing takes longer than one notices.

    Signals:
        changed(): `words` differ.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self._since = QElapsedTimer()
        self._words = ""

    def words(self) -> str:
        """Returns the sentence, or none."""
        return self._words

    def start(self) -> None:
        """Something is being stored."""
        self._since.start()
        self._timer.start(FIRST_MS)

    def stop(self) -> None:
        """It is over."""
        self._timer.stop()
        self._words = ""
        self.changed.emit()

    def _tick(self) -> None:
        self._timer.setInterval(NEXT_MS)
        seconds = self._since.elapsed() // 1000
        text = self.tr(
            "Đang chờ ghi xuống ổ đĩa, {n} giây rồi: có lẽ chương trình khác đang giữ dữ liệu."
            " Chưa mất gì, không cần bấm lại."
        )
        self._words = text.format(n=max(seconds, 1))
        self.changed.emit()
