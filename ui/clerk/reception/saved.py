"""What was just stored: the number, what happens with its paper, the ways back."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.ports.desk import Logged
from ui import theme
from ui.icons import Icon
from ui.widgets import Badge, Button, Label, paint, text as texts

SHADOW = 6


class SavedCard(QWidget):
    """Stands where the slip will grow, until the next dossier begins: it covers no field.

    Signals:
        reprint(str): print the receipt of this uid again.
        opened(str): show the dossier of this uid, to amend or cancel it.
        changed(): there is another dossier to tell of, or none any more.
    """

    reprint = Signal(str)
    opened = Signal(str)
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._uid = self._said = ""
        self._paper = False
        self._title = Label(self.tr("Đã lưu"), "body", weight=600, tone="success")
        self._badge = Badge(self.tr("Số tạm"), "warning")
        self._number = Label("", "title", weight=700, num=True, wrap=True)
        self._words = Label("", "label", tone="text.secondary", wrap=True)
        self._print = Button(self.tr("In lại"), "secondary", icon=Icon.PRINTER, key="Ctrl P")
        self._open = Button(self.tr("Sửa hoặc hủy"), "secondary", icon=Icon.UNDO, key="Ctrl O")
        self._print.clicked.connect(self.print_again)
        self._open.clicked.connect(self.open_it)
        first = QHBoxLayout()
        first.setContentsMargins(theme.size("icon") + theme.space(2), 0, 0, 0)
        first.setSpacing(theme.space(2))
        first.addWidget(self._title)
        first.addWidget(self._badge)
        first.addStretch(1)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(theme.space(1))
        column.addLayout(first)
        column.addWidget(self._number)
        column.addWidget(self._words)
        column.addSpacing(theme.space(2))
        column.addWidget(self._print)
        column.addWidget(self._open)
        self.set_narrow(False)
        self.hide()

    def set_narrow(self, narrow: bool) -> None:
        """Takes less room at the sides."""
        side = theme.space(3 if narrow else 5) + SHADOW
        self._column.setContentsMargins(
            side, theme.space(3) + SHADOW, side, theme.space(4) + SHADOW
        )

    # --- what it tells ----------------------------------------------------------------------

    def active(self) -> bool:
        """Tells whether there is a dossier to tell of, in sight or not."""
        return bool(self._uid)

    def show_saved(self, logged: Logged) -> None:
        """Takes a dossier."""
        self._uid, self._paper = logged.uid, logged.job is not None
        self._number.setText(logged.number)
        self._badge.setVisible(logged.provisional)
        self._title.setText(self._title_of(logged))
        slip = logged.form != "receipt"
        words = self.tr("Mở phiếu") if slip else self.tr("Sửa hoặc hủy")
        self._open.set_words(words, Icon.FILE_TEXT if slip else Icon.UNDO)
        self.explain("")

    def _title_of(self, logged: Logged) -> str:
        if logged.form == "supplement":
            return self.tr("Đã lưu phiếu yêu cầu bổ sung")
        if logged.form == "refusal":
            return self.tr("Đã lưu phiếu từ chối")
        return self.tr("Đã lưu, đã trả kết quả") if logged.returned else self.tr("Đã lưu")

    def explain(self, words: str) -> None:
        """Says what else there is to know."""
        _, found, rest = words.partition(self._number.text())
        said = rest.partition(".")[2].strip() if found else words  # title and number say the rest
        self._said = said
        self._words.setText(said)
        self.setToolTip(said)
        self.setAccessibleName(f"{self._title.text()} {self._number.text()} {said}".strip())
        self.show_details(0)
        self.changed.emit()

    def dismiss(self) -> None:
        """The next dossier has begun."""
        if self._uid:
            self._uid = ""
            self.hide()
            self.changed.emit()

    def show_details(self, left_out: int) -> None:
        """Leaves out words, then the way to the page, where the panel is low."""
        self._words.setVisible(bool(self._said) and left_out < 1)
        self._print.setVisible(self._paper)
        self._open.setVisible(left_out < 2 or not self._paper)

    def number(self) -> str:
        """Returns the number."""
        return self._number.text()

    def words(self) -> str:
        """Returns everything it says."""
        return self.accessibleName()

    def summary(self) -> str:
        """Returns title and first sentence, for a place of one line."""
        title = self._title.text()
        if not self._badge.isHidden():
            title = self.tr("{title}, số tạm").format(title=title)
        first = self._said.partition(". ")[0].rstrip(".")
        return f"{title}  ·  {first}" if first else title

    def prints(self) -> bool:
        """Tells whether there is paper to print again."""
        return self.active() and self._paper

    # --- the ways back ----------------------------------------------------------------------

    def print_again(self) -> None:
        """Asks for the paper once more."""
        if self.prints():
            self.reprint.emit(self._uid)

    def open_it(self) -> None:
        """Asks for the dossier."""
        if self.active():
            self.opened.emit(self._uid)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints surface and icon."""
        painter = paint.start(self)
        inside = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        shape = QPainterPath()
        corner = theme.radius("card")
        shape.addRoundedRect(inside, corner, corner)
        paint.shadow(painter, shape, SHADOW - 1)
        line, fill = theme.color("success"), theme.color("bg.raised")
        paint.box(painter, inside, corner, fill, line, theme.outline())
        size = theme.size("icon")
        middle = self._title.y() + texts.middle_of(self._title.text_font())
        at = QPointF(self._column.contentsMargins().left() + size / 2, middle)
        paint.image(painter, Icon.CIRCLE_CHECK, at, size, "success")
