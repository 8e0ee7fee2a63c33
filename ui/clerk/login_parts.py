"""Parts of the log-in: who works here, the password, the day to confirm."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QVBoxLayout, QWidget

from core.domain.account import Role
from core.ports.desk import Person
from ui import theme
from ui.clerk.parts import PersonRow, clear
from ui.icons import Icon
from ui.viewmodels import words
from ui.viewmodels.base import translate
from ui.widgets import Banner, Button, ComboField, Field, Label, paint
from ui.widgets.rail import _draw_mark

MOST_ROWS = 4


def role_words(role: Role) -> str:
    """What somebody does here."""
    return {
        Role.CLERK: translate("login", "Cán bộ tiếp nhận"),
        Role.CASHIER: translate("login", "Thu ngân"),
        Role.SUPERVISOR: translate("login", "Phụ trách bộ phận"),
        Role.INSPECTOR: translate("login", "Kiểm tra, chỉ xem"),
        Role.TECHNICIAN: translate("login", "Kỹ thuật, không xem hồ sơ"),
    }[role]


class Mark(QWidget):
    """The programme's mark on the rail's ground."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        side = theme.space(8) + theme.space(2)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints it."""
        painter = paint.start(self)
        corner = theme.radius("card") + theme.space(0)
        paint.box(painter, self.rect().toRectF(), corner, theme.color("rail.bg"))
        _draw_mark(painter, QPointF(self.width() / 2, self.height() / 2))


class PeopleBox(QWidget):
    """Who works here: rows for a few, a drop-down for many.

    Signals:
        picked(): another person was chosen.
    """

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: list[Person] = []
        self._group = QButtonGroup(self)
        self._rows: list[PersonRow] = []
        self._combo: ComboField | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.space(2))
        self.setAccessibleName(self.tr("Người làm việc"))

    def show_people(self, people: list[Person], chosen: str) -> None:
        """Shows people, the one who was here last chosen and first."""
        self._people = sorted(people, key=lambda person: person.login != chosen)
        clear(self._column)
        self._rows, self._combo = [], None
        if len(self._people) > MOST_ROWS:
            pairs = [(p.login, f"{p.name}, {role_words(p.role)}") for p in self._people]
            self._combo = ComboField(self.tr("Người làm việc"), pairs)
            self._combo.combo.setPlaceholderText(self.tr("Chọn tên"))
            self._combo.combo.set_value(chosen)
            self._combo.picked.connect(lambda _: self.picked.emit())
            self._column.addWidget(self._combo)
            return
        for person in self._people:
            row = PersonRow(person.name, role_words(person.role))
            row.setChecked(person.login == chosen)
            row.clicked.connect(lambda _=False: self.picked.emit())
            self._group.addButton(row)
            self._rows.append(row)
            self._column.addWidget(row)

    def login(self) -> str:
        """Returns who is chosen, "" nobody yet."""
        if self._combo is not None:
            return self._combo.combo.value()
        at = next((n for n, row in enumerate(self._rows) if row.isChecked()), -1)
        return self._people[at].login if at >= 0 else ""

    def focus(self) -> None:
        """Puts the focus on the people."""
        target: QWidget | None = self._combo.combo if self._combo else None
        if target is None and self._rows:
            target = self._rows[0]
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)


class PasswordField(Field):
    """A password that tells when Caps Lock changes what is typed."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(label, parent=parent)
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.edit.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
        )
        self.edit.installEventFilter(self)
        self.caps = False

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Watches letters: a capital without Shift means Caps Lock."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            typed = event.text()
            if len(typed) == 1 and typed.isalpha():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._tell(typed.isupper() != shift)
            elif event.key() == Qt.Key.Key_CapsLock and self.caps:
                self._tell(False)
        return False

    def _tell(self, caps: bool) -> None:
        if caps != self.caps:
            self.caps = caps
            if caps:
                text = self.tr("Đang bật Caps Lock: chữ gõ ra là chữ in.")
                self.set_warning(text)
            elif self.state() == "warning":
                self.clear_message()


class DayBox(QWidget):
    """The business day, to be confirmed or chosen.

    Signals:
        confirmed(object): the day.
    """

    confirmed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self._sure = True
        self.weekday = Label("", "value", weight=600, tone="text.secondary")
        self.shown = Label("", "due", weight=700, num=True)
        self.doubt = Banner("warning", self.tr("Giờ nghi ngờ"), "")
        self.field = Field(self.tr("Ngày trên lịch"), placeholder="23/11/2026", num=True)
        self.field.edit.installEventFilter(self)
        self.field.changed.connect(self._typed)
        self.field.entered.connect(self._confirm)
        self.go = Button("", "primary", icon=Icon.CHECK, key="Enter", large=True)
        self.go.setAutoDefault(True)
        self.go.clicked.connect(self._confirm)
        self.other = Button(self.tr("Không phải, chọn ngày khác"), "link", icon=Icon.CALENDAR)
        self.other.clicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(2))
        column.addWidget(self.doubt)
        column.addWidget(self.weekday)
        column.addWidget(self.shown)
        column.addWidget(self.field)
        column.addSpacing(theme.space(2))
        column.addWidget(self.go)
        column.addWidget(self.other)

    def propose(self, day: date | None, doubtful: bool, said: str) -> None:
        """Shows the day that is proposed; a doubtful one has to be chosen."""
        self.doubt.setVisible(doubtful)
        first, _, rest = said.partition(". ")
        self.doubt.say(f"{first}.", rest)
        self._sure = not doubtful
        self.field.setVisible(doubtful)
        self.other.setVisible(not doubtful)
        self._show(day)
        if day is not None:
            self.field.set_text(f"{day:%d/%m/%Y}")

    def focus(self) -> None:
        """Puts the focus where the answer is given."""
        target: QWidget = self.field.edit if self.field.isVisibleTo(self) else self.go
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if target is self.field.edit:
            self.field.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Up and Down in the field go a day on or back."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
            if step and self._day is not None:
                self.field.set_text(f"{self._day + timedelta(days=step):%d/%m/%Y}")
            return bool(step)
        return False

    def _choose(self) -> None:
        self._sure = False
        self._show(self._day)
        self.field.show()
        self.other.hide()
        self.focus()

    def _typed(self, typed: str) -> None:
        day = words.read_date(typed)
        if day is None:
            self.field.set_hint(self.tr("Ghi ngày, tháng, năm, ví dụ 23/11/2026."))
        else:
            self.field.clear_message()
            self._show(day)

    def _show(self, day: date | None) -> None:
        self._day = day
        if day is not None:
            name = words.weekday_words(day)
            said = self.tr("Hôm nay là {day}") if self._sure else self.tr("Ngày làm việc: {day}")
            self.weekday.setText(said.format(day=name))
            self.shown.setText(f"{day:%d/%m/%Y}")
            self.go.set_words(self.tr("Mở ngày {day}").format(day=f"{day:%d/%m}"))
            self.setAccessibleName(words.day_words(day))

    def _confirm(self) -> None:
        if self.field.isVisibleTo(self) and words.read_date(self.field.text()) is None:
            self.field.set_error(self.tr("Ngày này không có thật. Ghi lại theo lịch."))
            self.field.edit.setFocus()
        elif self._day is not None:
            self.confirmed.emit(self._day)


class SmallIcon(QWidget):
    """A small quiet icon beside words."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(theme.size("iconSmall"), theme.size("iconSmall"))

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paints it."""
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint.image(paint.start(self), self._icon, middle, self.width(), "text.muted")
