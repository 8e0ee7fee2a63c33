"""The keys of the clerk's window in one table, and the sheet that F1 lays over the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from core.domain.text import fold
from ui import theme
from ui.clerk.parts import clear
from ui.icons import Icon
from ui.viewmodels.base import translate
from ui.widgets import Card, EmptyState, KeyCap, Label, Scroll, SearchField


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key and what it does.

    Attributes:
        keys: as caps show it: ``Ctrl K``; two that do the same are parted by ``/``.
        words: what it does.
        group: where it works.
    """

    keys: str
    words: str
    group: str


def key_map() -> tuple[KeyHint, ...]:
    """Every key, by the place where it works."""
    anywhere = translate("keys", "Ở mọi nơi")
    reception = translate("keys", "Tiếp nhận")
    dossiers = translate("keys", "Hồ sơ")
    slips = translate("keys", "Bổ sung và từ chối")
    amending = translate("keys", "Sửa hồ sơ")
    paper = translate("keys", "Xem trước khi in")
    return (
        KeyHint("F1", translate("keys", "Bảng phím này"), anywhere),
        KeyHint("F2", translate("keys", "Tiếp nhận hồ sơ"), anywhere),
        KeyHint("F3 / Ctrl K", translate("keys", "Tìm hồ sơ, người, mã, điện thoại"), anywhere),
        KeyHint("F4", translate("keys", "Việc (có ở bản sau)"), anywhere),
        KeyHint("F5", translate("keys", "Trả kết quả (có ở bản sau)"), anywhere),
        KeyHint("F6", translate("keys", "Hàng chờ (có ở bản sau)"), anywhere),
        KeyHint("Ctrl U", translate("keys", "Gửi về tỉnh ngay, xem việc đang ở đâu"), anywhere),
        KeyHint("Esc", translate("keys", "Lùi một bước, không mất gì"), anywhere),
        KeyHint("Ctrl Shift P", translate("keys", "Phòng phụ trách: đóng ngày, đồng bộ"), anywhere),
        KeyHint("Ctrl Shift T", translate("keys", "Đổi giao diện sáng, tối, tương phản"), anywhere),
        KeyHint("Ctrl Shift L", translate("keys", "Khóa màn hình, bản nháp còn nguyên"), anywhere),
        KeyHint("Enter", translate("keys", "Sang ô bắt buộc còn trống kế tiếp"), reception),
        KeyHint("Ctrl T", translate("keys", "Tìm thủ tục"), reception),
        KeyHint("F12 / Ctrl Enter", translate("keys", "Lưu và in giấy hẹn"), reception),
        KeyHint("Shift F12", translate("keys", "Lưu, chưa in"), reception),
        KeyHint("F7", translate("keys", "Yêu cầu bổ sung (phiếu, mẫu 02)"), reception),
        KeyHint("Shift F7", translate("keys", "Từ chối tiếp nhận (phiếu, mẫu 03)"), reception),
        KeyHint("F8 / Shift F8", translate("keys", "Tới lỗi kế tiếp, lỗi trước"), reception),
        KeyHint("Alt L", translate("keys", "Lấy mức thu đã tính"), reception),
        KeyHint(
            "Alt 1 / Alt 2 / Alt 3",
            translate("keys", "Nộp trực tiếp, bưu chính, trực tuyến"),
            reception,
        ),
        KeyHint("Alt E", translate("keys", "Hộ chiếu, thư điện tử"), reception),
        KeyHint("Alt Q", translate("keys", "Thêm người liên quan"), reception),
        KeyHint("Ctrl Delete", translate("keys", "Bỏ dòng người liên quan"), reception),
        KeyHint("Alt S", translate("keys", "Ghi số trang của giấy tờ"), reception),
        KeyHint("Ctrl Z", translate("keys", "Lấy lại những gì vừa bị thay"), reception),
        KeyHint("↑ / ↓", translate("keys", "Đi trong danh sách khi đang gõ"), dossiers),
        KeyHint("Enter", translate("keys", "Vào trang hồ sơ đang chọn"), dossiers),
        KeyHint("Alt H", translate("keys", "Hiện đủ số giấy tờ, hoặc che lại"), dossiers),
        KeyHint(
            "Ctrl E",
            translate("keys", "Sửa hồ sơ, ghi lý do; phiếu bổ sung: Tiếp nhận tiếp"),
            dossiers,
        ),
        KeyHint("Ctrl P", translate("keys", "In lại giấy hẹn, phiếu"), dossiers),
        KeyHint("Ctrl O", translate("keys", "Xem giấy hẹn, phiếu trước khi in"), dossiers),
        KeyHint("1 – 8 / Alt 1 – Alt 8", translate("keys", "Chọn lý do trên phiếu"), slips),
        KeyHint("Enter", translate("keys", "Thêm dòng, hoặc sang ô kế tiếp"), slips),
        KeyHint("Ctrl Delete", translate("keys", "Bỏ dòng cần bổ sung"), slips),
        KeyHint("F12 / Ctrl Enter", translate("keys", "Lưu và in phiếu"), slips),
        KeyHint("Shift F12", translate("keys", "Lưu phiếu, chưa in"), slips),
        KeyHint("Esc", translate("keys", "Quay lại tờ tiếp nhận, không mất gì"), slips),
        KeyHint("PgUp / PgDn", translate("keys", "Sang phần trước, phần sau"), amending),
        KeyHint("Ctrl T", translate("keys", "Tìm thủ tục"), amending),
        KeyHint("F12 / Ctrl Enter", translate("keys", "Ghi lý do, rồi lưu và in lại"), amending),
        KeyHint("Enter / Ctrl P", translate("keys", "In"), paper),
        KeyHint("Ctrl S", translate("keys", "Ghi ra tệp PDF"), paper),
        KeyHint("PgUp / PgDn", translate("keys", "Lật trang"), paper),
    )


def found(asked: str, among: Sequence[KeyHint] | None = None) -> list[KeyHint]:
    """The keys whose words or caps hold every word asked, accents or not."""
    words = fold(asked).split()
    return [
        hint
        for hint in (among if among is not None else key_map())
        if all(word in fold(f"{hint.words} {hint.keys} {hint.group}") for word in words)
    ]


class KeyMapSheet(QWidget):
    """Covers the window with the keys and a box to search them; Esc or F1 takes it away.

    Signals:
        closed(): it is away; the focus goes back to where it was.
    """

    closed = Signal()

    def __init__(self, window: QWidget, among: Sequence[KeyHint] | None = None) -> None:
        """Makes it over a window; ``among`` are other keys than the clerk's."""
        super().__init__(window)
        self._among = among
        self.search = SearchField(self.tr("Tìm phím theo việc cần làm"), "Esc")
        self.search.changed.connect(self._fill)
        self.search.line.installEventFilter(self)
        self._card = Card(self.tr("Phím tắt"), Icon.KEYBOARD)
        self._rows = QGridLayout()
        self._rows.setHorizontalSpacing(theme.space(6))
        self._rows.setVerticalSpacing(theme.space(1))
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, theme.space(3), 0)
        column.addLayout(self._rows)
        column.addStretch(1)
        self._scroll = Scroll(page)
        self._none = EmptyState(
            Icon.SEARCH,
            self.tr("Không có phím nào như vậy"),
            self.tr("Gõ việc cần làm, ví dụ: in, tìm, khóa."),
        )
        self._card.body.addWidget(self.search)
        self._card.body.addSpacing(theme.space(2))
        self._card.body.addWidget(self._scroll, 1)
        self._card.body.addWidget(self._none, 1)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(self._card)
        row.addStretch(1)
        self.setAccessibleName(self.tr("Bảng phím tắt"))
        window.installEventFilter(self)
        self._fill("")
        self.hide()

    def open(self) -> None:
        """Shows every key."""
        self.search.line.clear()
        self._place()
        self.show()
        self.raise_()
        self.search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Takes it away."""
        self.hide()
        self.closed.emit()

    def hints(self) -> list[KeyHint]:
        """Returns the keys in sight."""
        return found(self.search.text(), self._among)

    def _fill(self, asked: str) -> None:
        clear(self._rows)
        hints = found(asked, self._among)
        at, group = 0, ""
        for hint in hints:
            if hint.group != group:
                group = hint.group
                title = Label(group, "label", weight=600, tone="text.muted")
                self._rows.addWidget(title, at, 0, 1, 2)
                self._rows.setRowMinimumHeight(at, theme.height("row"))
                at += 1
            self._rows.addWidget(_caps(hint.keys), at, 0)
            self._rows.addWidget(Label(hint.words, "body", wrap=True), at, 1)
            self._rows.setRowMinimumHeight(at, theme.height("chip") + theme.space(1))
            at += 1
        for empty in range(at, self._rows.rowCount()):
            self._rows.setRowMinimumHeight(empty, 0)
        self._rows.setColumnStretch(1, 1)
        self._scroll.setVisible(bool(hints))
        self._none.setVisible(not hints)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
            side = theme.space(7)
            self._card.setFixedSize(
                min(theme.size("list") + theme.space(8), window.width() - side),
                min(theme.size("list") + theme.space(8), window.height() - side),
            )

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Follows the window's size; page keys in the box move the list."""
        if watched is self.parent():
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {
                Qt.Key.Key_Down: 1,
                Qt.Key.Key_Up: -1,
                Qt.Key.Key_PageDown: 8,
                Qt.Key.Key_PageUp: -8,
            }
            step = steps.get(Qt.Key(event.key()), 0)
            bar = self._scroll.verticalScrollBar()
            bar.setValue(bar.value() + step * theme.height("row"))
            return bool(step)
        return False

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Esc and F1 take it away; nothing reaches the window underneath."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.leave()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """A click beside the sheet takes it away."""
        if not self._card.geometry().contains(event.position().toPoint()):
            self.leave()

    def focusNextPrevChild(self, forward: bool, /) -> bool:
        """Keeps the focus in the box."""
        return True

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Dims the window."""
        from ui.widgets import paint

        painter = paint.start(self)
        shade = theme.color("rail.bg")
        shade.setAlphaF(0.62)
        painter.fillRect(QRectF(self.rect()), shade)


def _caps(keys: str) -> QWidget:
    place = QWidget()
    row = QHBoxLayout(place)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.space(1))
    for key in keys.split(" / "):
        row.addWidget(KeyCap(key, "solid"))
    row.addStretch(1)
    return place
