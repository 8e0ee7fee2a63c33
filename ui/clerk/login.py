"""Log-in, lock and the day to confirm: one sheet over everything, nothing else on it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.login_parts import DayBox, Mark, PasswordField, PeopleBox, SmallIcon, role_words
from ui.clerk.parts import PersonRow, clear
from ui.icons import Icon
from ui.viewmodels.login import LoginViewModel
from ui.widgets import Badge, Banner, Button, Card, Label, Scroll
from ui.widgets.panel import Ground

#: below this height the mark and the title make room
LOW = 480


class LoginView(Ground):
    """Binds `LoginViewModel`: sign in, confirm the day, unlock."""

    def __init__(self, viewmodel: LoginViewModel, parent: QWidget | None = None) -> None:
        super().__init__("bg.canvas", parent=parent)
        self._vm = viewmodel
        self._back = "sign_in"  # the step that "busy" came from
        self._make_head()
        self._make_form()
        self.day = DayBox()
        self.day.confirmed.connect(viewmodel.open_day)
        self.fault = Banner("danger", "")
        self.again = Button(self.tr("Thử lại"), "primary", icon=Icon.REFRESH, key="Enter")
        self.again.setAutoDefault(True)
        self.again.clicked.connect(self._retry)
        self._lay_out()
        viewmodel.step_changed.connect(self._show_step)
        viewmodel.people_changed.connect(self._show_people)
        viewmodel.error_changed.connect(self._show_error)
        viewmodel.wait_changed.connect(self._show_wait)
        viewmodel.day_changed.connect(self._show_day)
        self._show_people()
        self._show_step(viewmodel.step)

    # --- building -------------------------------------------------------------------------

    def _make_head(self) -> None:
        self.site = Label("", "value", weight=600, wrap=True)
        self.place = Label("", "label", tone="text.secondary")
        self.practice = Badge(self.tr("Tập huấn"), "warning", Icon.TRIANGLE_ALERT)

    def _make_form(self) -> None:
        self.form = QWidget()
        self.title = Label("", "title", weight=700)
        self.people = PeopleBox()
        self.people.picked.connect(self._picked)
        self._who = QVBoxLayout()
        self.password = PasswordField(self.tr("Mật khẩu"))
        self.password.entered.connect(self._go)
        self.password.edited.connect(self._edited)
        self.enter = Button("", "primary", key="Enter", large=True)
        self.enter.setAutoDefault(True)
        self.enter.clicked.connect(self._go)
        self.switch = Button(self.tr("Người khác đăng nhập"), "link", icon=Icon.USERS)
        self.switch.clicked.connect(self._vm.sign_out)
        column = QVBoxLayout(self.form)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(3))
        column.addWidget(self.title)
        column.addWidget(self.people)
        column.addLayout(self._who)
        column.addWidget(self.password)
        column.addSpacing(theme.space(1))
        column.addWidget(self.enter)
        column.addWidget(self.switch)

    def _lay_out(self) -> None:
        card = Card()
        card.setFixedWidth(theme.size("login"))
        card.body.setContentsMargins(theme.space(3), theme.space(4), theme.space(3), theme.space(3))
        card.body.setSpacing(theme.space(4))
        head = QHBoxLayout()
        head.setSpacing(theme.space(4))
        self.mark = Mark()
        head.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.site)
        lines.addWidget(self.place)
        head.addLayout(lines, 1)
        card.body.addLayout(head)
        card.body.addWidget(self.practice)
        for widget in (self.fault, self.form, self.day, self.again):
            card.body.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space(2))
        foot.addStretch(1)
        foot.addWidget(SmallIcon(Icon.CLOUD_OFF))
        offline = self.tr("Đăng nhập được khi ngoại tuyến")
        foot.addWidget(Label(offline, "label", tone="text.muted"))
        foot.addStretch(1)
        page = QWidget()
        column = QVBoxLayout(page)
        side = theme.space(4)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(theme.space(4))
        column.addStretch(1)
        middle = QHBoxLayout()  # not an alignment: that would forget the heights of wrapped lines
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addLayout(foot)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(page))

    # --- following the view model ---------------------------------------------------------

    def _show_people(self) -> None:
        self.site.setText(self._vm.site_name or self.tr("Quầy Một Cửa"))
        window = self._vm.window
        self.place.setText(self.tr("Quầy {n}").format(n=window) if window else "")
        self.practice.setVisible(self._vm.practice)
        self.people.show_people(list(self._vm.people), self._vm.last_login)

    def _show_step(self, step: str) -> None:
        self.setEnabled(step != "busy")
        if step == "busy":
            self.enter.set_words(self.tr("Đang kiểm tra…"))
            return
        self._back = step
        locked = step == "locked"
        self.form.setVisible(step in ("sign_in", "locked"))
        self.day.setVisible(step == "day")
        self.people.setVisible(not locked)
        self.switch.setVisible(locked)
        self.title.setText(self.tr("Đang khóa") if locked else self.tr("Đăng nhập"))
        self.enter.set_words(self.tr("Mở khóa") if locked else self.tr("Đăng nhập"))
        clear(self._who)
        if locked and self._vm.person is not None:
            person = self._vm.person
            row = PersonRow(person.name, role_words(person.role))
            row.setChecked(True)
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._who.addWidget(row)
        if step in ("open", "loading", "locked", "day"):
            self.password.edit.clear()
        self._show_error(self._vm.error)
        self._focus()

    def _show_day(self) -> None:
        self.day.propose(self._vm.proposed, self._vm.doubtful, self._vm.day_words)

    def _show_error(self, words_: str) -> None:
        form = self._back in ("sign_in", "locked")
        if form:
            if words_:
                self.password.set_error(words_)
            elif self.password.state() == "error":
                self.password.clear_message()
        self.fault.say(words_)
        self.fault.setVisible(bool(words_) and not form)
        self.again.setVisible(bool(words_) and self._back == "loading")
        if words_ and form and self._vm.step != "busy":
            self.password.edit.selectAll()
            self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_wait(self, seconds: int) -> None:
        self.enter.set_reason(self.tr("chờ {n} giây").format(n=seconds) if seconds else "")

    # --- acting ---------------------------------------------------------------------------

    def _go(self) -> None:
        if self._vm.step == "locked":
            self._vm.unlock(self.password.text())
        elif not self.people.login():
            self.password.set_error(self.tr("Chưa chọn tên. Bấm vào tên ở trên."))
            self.people.focus()
        else:
            self._vm.sign_in(self.people.login(), self.password.text())

    def _picked(self) -> None:
        self.password.clear_message()
        self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self) -> None:
        if self.password.state() == "error" and not self._vm.wait_seconds:
            self.password.clear_message()

    def _retry(self) -> None:
        self.fault.hide()
        self.again.hide()
        self._vm.start()

    def _focus(self) -> None:
        if not self.isVisible():  # else the focus would leave what the lock is about to cover
            return
        if self._vm.step == "day":
            self.day.focus()
        elif self._vm.step == "locked" or self.people.login():
            self.password.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._vm.step == "sign_in":
            self.people.focus()

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Leaves out what only adorns where there is little height."""
        super().resizeEvent(event)
        low = self.height() < LOW
        self.mark.setVisible(not low)
        self.title.setVisible(not low or self._vm.step == "locked")

    def showEvent(self, event: QShowEvent, /) -> None:
        """Puts the focus where typing starts."""
        super().showEvent(event)
        self._focus()
