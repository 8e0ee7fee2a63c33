"""The right of closing: where today's acts are, the fees of the day, the signature."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.line_card import PlaceRow
from ui.icons import Icon
from ui.viewmodels.closing import ClosingViewModel
from ui.viewmodels.status import StatusViewModel
from ui.viewmodels.words import count_words, money
from ui.widgets import Button, Card, KeyValues, Label, Scroll, SidePanel
from ui.widgets.text import Align


class PlacesCard(Card):
    """The three counters (design §6.6), with what brings them on.

    Signals:
        send_wanted(): sync now.
        stick_wanted(): the sync room, where sticks are written.
    """

    send_wanted = Signal()
    stick_wanted = Signal()

    def __init__(self, status: StatusViewModel, parent: QWidget | None = None) -> None:
        super().__init__("…", parent=parent)
        self._status = status
        self.body.setSpacing(theme.space(3))
        self.rows = [PlaceRow() for _ in range(3)]
        for row in self.rows:
            self.body.addWidget(row)
        self.send = Button(self.tr("Gửi ngay"), icon=Icon.CLOUD_UPLOAD, key="Ctrl U")
        self.send.clicked.connect(self.send_wanted)
        self.stick = Button(self.tr("Ghi USB"), icon=Icon.USB)
        self.stick.clicked.connect(self.stick_wanted)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addWidget(self.send, 1)
        foot.addWidget(self.stick, 1)
        self.body.addSpacing(theme.space(1))
        self.body.addLayout(foot)
        status.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follows the view model."""
        status, line = self._status.status, self._status.line
        text = self.tr("{n} việc của máy này đang ở đâu")
        self.header.title.setText(text.format(n=count_words(status.events if status else 0)))
        self.setAccessibleName(self.header.title.text())
        for row, place in zip(self.rows, self._status.places, strict=False):
            row.show_place(place)
        joined = self._status.joined
        busy = line is not None and line.busy
        self.send.setVisible(joined)
        self.stick.setVisible(joined)
        self.send.setEnabled(not busy)
        self.send.set_words(self.tr("Đang gửi…") if busy else self.tr("Gửi ngay"))


class SidePanelView(SidePanel):
    """Binds counters, fees and signature.

    Signals:
        send_wanted(), stick_wanted(): as `PlacesCard`.
        sign_wanted(): the button that F12 presses.
    """

    send_wanted = Signal()
    stick_wanted = Signal()
    sign_wanted = Signal()

    def __init__(
        self, viewmodel: ClosingViewModel, status: StatusViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(left_line=False, parent=parent)
        self._vm = viewmodel
        self.places = PlacesCard(status)
        self.places.send_wanted.connect(self.send_wanted)
        self.places.stick_wanted.connect(self.stick_wanted)
        self.money = Card(self.tr("Phí, lệ phí theo sổ"))
        self.sums = KeyValues(right=True)
        self.money.body.addWidget(self.sums)
        self.sign = Button(
            self.tr("Ký đóng ngày"), "primary", icon=Icon.LOCK, key="F12", large=True
        )
        self.sign.clicked.connect(self.sign_wanted)
        self.left = Label("", "label", tone="text.muted", wrap=True, align=Align.AlignHCenter)
        page = QWidget()
        column = QVBoxLayout(page)
        side = theme.space(4)
        column.setContentsMargins(0, side, side, side)
        column.setSpacing(theme.space(3))
        column.addWidget(self.places)
        column.addWidget(self.money)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._page, self._scroll = page, Scroll(page)
        page.installEventFilter(self)
        outer.addWidget(self._scroll, 1)
        self.foot = QWidget()
        below = QVBoxLayout(self.foot)
        below.setContentsMargins(0, theme.space(2), side, theme.space(3))
        below.setSpacing(theme.space(2))
        below.addWidget(self.sign)
        below.addWidget(self.left)
        outer.addWidget(self.foot)
        viewmodel.changed.connect(self.refresh)
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Widens when the page needs it: another language, buttons that came."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._page:
            self._scroll.setMinimumWidth(self._page.minimumSizeHint().width())
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def refresh(self) -> None:
        """Follows the view model."""
        vm, seen = self._vm, self._vm.seen
        facts = seen.facts if seen else None
        is_open = vm.state == "open"
        self.foot.setVisible(is_open)
        self.money.setVisible(facts is not None)
        if facts is not None:
            self.sums.set_rows(
                [
                    (self.tr("Hồ sơ nhận"), count_words(facts.dossiers)),
                    (self.tr("Hồ sơ hủy"), count_words(facts.cancelled)),
                    (self.tr("Cộng"), money(facts.fees_vnd)),
                ]
            )
        self.sign.setEnabled(not vm.busy)
        self.sign.set_words(self.tr("Đang ký…") if vm.busy else self.tr("Ký đóng ngày"))
        self.left.setText(vm.left_words)
