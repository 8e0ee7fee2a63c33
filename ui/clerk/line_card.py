"""Where this machine's acts are, and how the line to the province stands: a card over the strip."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui import messages, theme
from ui.icons import Icon
from ui.viewmodels.base import translate
from ui.viewmodels.line import LineState, Place
from ui.viewmodels.status import StatusViewModel
from ui.widgets import Banner, Button, Card, Label, paint
from ui.widgets.sections import Kind

_BARS = {"ok": "success", "offline": "offline", "warning": "warning"}
_PASSING: Kind = "offline"
BAR = 8
#: below this height of the window the card says less
LOW = 480


class Meter(QWidget):
    """A bar: how much of all there is."""

    def __init__(self) -> None:
        super().__init__()
        self._share, self._tone = 0.0, "success"
        self.setFixedHeight(BAR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, tone: str) -> None:
        """Fills it from 0 to 1."""
        self._share, self._tone = share, tone
        self.update()

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints ground and bar."""
        painter, rect = paint.start(self), QRectF(self.rect())
        line = theme.color("line.control") if theme.is_contrast() else None
        paint.box(painter, rect, BAR / 2, theme.color("bg.sunken"), line, theme.outline())
        if self._share > 0:
            rect.setWidth(max(float(BAR), rect.width() * min(1.0, self._share)))
            paint.box(painter, rect, BAR / 2, theme.color(self._tone))


class PlaceRow(QWidget):
    """One place: its name, how many acts are there, the bar, a few words."""

    def __init__(self) -> None:
        super().__init__()
        self._name = Label("", "body", weight=600)
        self._count = Label("", "body", weight=600, num=True)
        self._meter = Meter()
        self._caption = Label("", "label", tone="text.muted", wrap=True)
        first = QHBoxLayout()
        first.addWidget(self._name)
        first.addStretch(1)
        first.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addLayout(first)
        column.addWidget(self._meter)
        column.addWidget(self._caption)

    def set_low(self, low: bool) -> None:
        """Leaves out the words below the bar; they stay in what is read aloud."""
        self._caption.setVisible(not low)

    def show_place(self, place: Place) -> None:
        """Says how much is there."""
        count = f"{place.count:,}".replace(",", ".")
        self._name.setText(place.name)
        self._count.setText(count)
        self._meter.show_share(place.count / place.of if place.of else 0.0, _BARS[place.tone])
        self._caption.setText(place.caption)
        self.setAccessibleName(f"{place.name}: {count}, {place.caption}")


class LineCard(QDialog):
    """Three places with their counts, the line in words, and "send now"; gone with Esc.

    Signals:
        send_wanted(): sync now.
    """

    send_wanted = Signal()

    def __init__(self, status: StatusViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._status = status
        name = self.tr("Việc của máy này đang ở đâu")
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        self.setFixedWidth(theme.size("dialog"))
        self._card = Card(name, Icon.DATABASE)
        self._card.body.setSpacing(theme.space(3))
        self.rows = [PlaceRow() for _ in range(3)]
        for row in self.rows:
            self._card.body.addWidget(row)
        self.line = Banner("info", "", "")
        self._card.body.addWidget(self.line)
        self._card.body.addSpacing(theme.space(1))
        self.send = Button("", "primary", icon=Icon.CLOUD_UPLOAD, key="Ctrl U")
        self.send.clicked.connect(self.send_wanted)
        self.send.setAutoDefault(True)
        self._card.body.addWidget(self.send)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        status.changed.connect(self._show)
        self._show()

    def open_over(self, item: QWidget) -> None:
        """Shows it above an item of the strip; in a low window without the quiet words."""
        for row in self.rows:
            row.set_low(item.window().height() < LOW)
        self.adjustSize()
        place = item.mapToGlobal(QPoint(0, -self.sizeHint().height() - theme.space(1)))
        self.move(place.x(), max(place.y(), item.screen().availableGeometry().top()))
        self.show()
        self.send.setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self) -> None:
        for row, place in zip(self.rows, self._status.places, strict=False):
            row.show_place(place)
        item = next((i for i in self._status.items if i.key == "connection"), None)
        state = self._status.line
        if item is not None:
            kind, words = _banner(state, item.tone, item.tip)
            title = messages.SYNC[state.reason][0] if state and state.reason else item.text
            self.line.say(title, words, kind=kind, icon=item.icon)
        self._show_send(state)
        if self.isVisible():
            self.adjustSize()

    def _show_send(self, state: LineState | None) -> None:
        busy = state is not None and state.busy
        none = state is None or state.reason in ("not_joined", "stick_only")
        self.send.setVisible(self._status.joined and (busy or not none))
        self.send.setEnabled(not busy)
        self.send.set_words(self.tr("Đang gửi…") if busy else self.tr("Gửi ngay"))


def _banner(state: LineState | None, tone: str, tip: str) -> tuple[Kind, str]:
    kinds: dict[str, Kind] = {"online": "success", "offline": "offline", "warning": "warning"}
    words = tip
    if state is not None and state.reason:
        words = messages.SYNC[state.reason][1]
        words = state.words.partition(". ")[2] or words
    elif state is None:
        words = translate("line", "Mọi việc đã lưu ở máy này, quầy làm việc bình thường.")
    return kinds.get(tone, "info"), words
