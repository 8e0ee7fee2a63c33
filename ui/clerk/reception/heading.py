"""Above the form: title, way of filing, the draft's time, and what stands in the way."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.viewmodels.reception import ReceptionViewModel
from ui.widgets import Banner, Button, Choice, Combo, PageTitle

FIRST_MS, NEXT_MS = 400, 1000


class Heading(QWidget):
    """Title and banner of the page."""

    def __init__(self, viewmodel: ReceptionViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = viewmodel
        self.title = PageTitle(self.tr("Tiếp nhận hồ sơ"))
        ways = (
            ("counter", self.tr("Trực tiếp")),
            ("post", self.tr("Bưu chính")),
            ("online", self.tr("Trực tuyến")),
        )
        self._keys = tuple(key for key, _ in ways)
        self.ways = Choice(ways, name=self.tr("Cách nộp hồ sơ"), compact=True)
        self.few = Combo(ways)
        self.few.setFixedHeight(theme.height("choiceCompact"))
        self.few.setAccessibleName(self.tr("Cách nộp hồ sơ"))
        self.clear = Button(self.tr("Xóa trắng"), "link")
        for each in (self.ways, self.few, self.clear):
            self.title.add(each)
        self.few.hide()
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
        self.ways.picked.connect(self._picked)
        self.few.currentIndexChanged.connect(lambda _: self._picked(self.few.value()))
        self.clear.clicked.connect(viewmodel.clear)
        self.banner.activated.connect(lambda: viewmodel.next_error(""))
        viewmodel.banner.changed.connect(self._banner_changed)
        viewmodel.draft_text_changed.connect(self._draft)
        viewmodel.form.value_changed.connect(self._value_changed)
        self._draft(viewmodel.draft_text)
        self._banner_changed()
        self.refresh()

    def refresh(self) -> None:
        """Shows how it was filed, and whether there is anything to clear."""
        self._value_changed("submission")
        self.clear.setVisible(not self._vm.form.state.empty)

    def stops(self) -> list[QWidget]:
        """The widgets at which Tab stops, in order; the form begins behind them."""
        return [*(self.ways.segment(key) for key in self._keys), self.few]

    def choose(self, at: int) -> None:
        """Alt 1, 2, 3: at the counter, by post, online."""
        self._picked(self._keys[at])
        self._value_changed("submission")

    def fit(self, width: int) -> None:
        """Shows the ways side by side, or as a drop-down where there is no room for that."""
        title, gap = self.title, theme.space(4)
        aside = max(title.aside.sizeHint().width(), theme.space(8) * 3)
        wanted = title.title.sizeHint().width() + self.clear.sizeHint().width() + aside
        wide = wanted + self.ways.sizeHint().width() + 4 * gap <= width
        self.ways.setVisible(wide)
        self.few.setVisible(not wide)

    def _picked(self, key: str) -> None:
        self._vm.set_value("submission", key)
        self._value_changed("submission")

    def _value_changed(self, key: str) -> None:
        if key == "submission":
            value = self._vm.form.value(key)
            if self.ways.value() != value:
                self.ways.set_value(value)
            if self.few.value() != value:
                self.few.set_value(value)

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
