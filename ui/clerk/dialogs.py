"""Changing and cancelling a dossier: each asks why, and shows what will follow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui import theme
from ui.clerk.amendment import PERSON, AmendmentViewModel, changes
from ui.icons import Icon
from ui.viewmodels.dossier import DossierViewModel
from ui.widgets import (
    Banner,
    Button,
    ComboField,
    ConfirmDialog,
    Field,
    FieldRow,
    Label,
    Rule,
    Scroll,
)
from ui.widgets.panel import Ground

Told = Sequence[tuple[str, str]]


class CancelDialog(ConfirmDialog):
    """Names the dossier, asks why; Esc and Enter keep it.

    Signals:
        wanted(str): cancel it, for this reason.
    """

    wanted = Signal(str)

    def __init__(self, number: str, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("Hủy hồ sơ {number}?").format(number=number),
            self.tr(
                "Số này sẽ không dùng lại và giấy hẹn đã trao hết hiệu lực."
                " Hồ sơ vẫn còn trong nhật ký cùng lý do."
            ),
            act=self.tr("Hủy hồ sơ"),
            parent=parent,
        )
        self.reason = Field(
            self.tr("Lý do hủy"), placeholder=self.tr("Ví dụ: nộp trùng, nhập nhầm người")
        )
        self.act.clicked.disconnect()
        self.act.clicked.connect(self._ask)
        self.reason.edited.connect(lambda _: self.reason.clear_message())
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertSpacing(2, theme.space(2))
        column.insertWidget(3, self.reason)
        QWidget.setTabOrder(self.reason.edit, self.act)
        QWidget.setTabOrder(self.act, self.keep)
        self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_errors(self, told: Told) -> None:
        """Says why it cannot be cancelled."""
        self.reason.set_error(" ".join(said for _, said in told))

    def _ask(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.wanted.emit(reason)
        else:
            self.reason.set_error(self.tr("Ghi lý do: người kiểm tra sổ sau này sẽ đọc."))
            self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Enter in the reason goes on to the buttons; it never answers the question."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and self.focusWidget() is self.reason.edit:
            self.keep.setFocus(Qt.FocusReason.TabFocusReason)
            return
        super().keyPressEvent(event)


class AmendDialog(QDialog):
    """The fields of a dossier with what stands there, the reason, and the date that follows.

    Signals:
        wanted(dict, str): the changes and the reason.
    """

    wanted = Signal(dict, str)

    def __init__(self, viewmodel: AmendmentViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = viewmodel
        self._fields: dict[str, Field] = {}
        number = viewmodel.dossier.number
        title = self.tr("Sửa hồ sơ {number}").format(number=number)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.banner = Banner("danger", "", "")
        self.banner.hide()
        self.due = Banner("info", "", "", icon=Icon.CALENDAR_CLOCK)
        self.return_by = ComboField(
            self.tr("Nhận kết quả"),
            (("counter", self.tr("Tại quầy")), ("post", self.tr("Qua bưu chính công ích"))),
        )
        self.return_by.combo.set_value(viewmodel.before["return_by"])
        self.reason = Field(
            self.tr("Lý do sửa"),
            placeholder=self.tr("Ví dụ: nghe nhầm tên, dân bổ sung điện thoại"),
        )
        self.save = Button(
            self.tr("Lưu và in lại giấy hẹn"), "primary", icon=Icon.PRINTER, key="F12"
        )
        self.keep = Button(self.tr("Không sửa"), "secondary", key="Esc")
        self.save.clicked.connect(self._ask)
        self.keep.clicked.connect(self.reject)
        self._lay_out(title)
        self._bind()
        viewmodel.due_changed.connect(self._show_due)
        viewmodel.set_limit(viewmodel.before["limit"])
        self.resize(theme.size("dialog") + theme.size("panel"), theme.size("list") + 48)

    # --- building -------------------------------------------------------------------------

    def _lay_out(self, title: str) -> None:
        page = QWidget()
        rows = QVBoxLayout(page)
        side = theme.space(6)
        rows.setContentsMargins(side, theme.space(2), side, theme.space(4))
        rows.setSpacing(theme.space(3))
        filed = "representative.name" in self._vm.before
        if filed:
            rows.addWidget(Label(self.tr("Người nộp"), "body", weight=600))
            self._person(rows, "representative")
            rows.addWidget(Rule())
        owner = self.tr("Chủ hồ sơ") if filed else self.tr("Người nộp, cũng là chủ hồ sơ")
        rows.addWidget(Label(owner, "body", weight=600))
        self._person(rows, "applicant")
        rows.addWidget(Rule())
        rows.addWidget(Label(self.tr("Hẹn trả, lệ phí, trả kết quả"), "body", weight=600))
        first = FieldRow()
        first.add(self._field("limit", self.tr("Thời hạn")), 2)
        first.add(self._field("fee_vnd", self.tr("Lệ phí"), num=True), 1)
        first.add(self._field("copies", self.tr("Số bộ"), num=True), width=96)
        rows.addWidget(first)
        rows.addWidget(self.due)
        second = FieldRow()
        second.add(self.return_by, 1)
        second.add(self._field("return_address", self.tr("Nơi nhận, nếu qua bưu chính")), 2)
        rows.addWidget(second)
        rows.addWidget(self._field("note", self.tr("Ghi chú")))
        rows.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.space(5), 0, theme.space(5))
        column.setSpacing(theme.space(3))
        column.addLayout(_inset(Label(title, "section", weight=700)))
        column.addLayout(_inset(self.banner))
        column.addWidget(Scroll(page), 1)
        foot = Ground("bg.canvas")
        under = QVBoxLayout(foot)
        under.setContentsMargins(side, theme.space(3), side, theme.space(4))
        under.setSpacing(theme.space(3))
        under.addWidget(self.reason)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space(3))
        said = self.tr("Mã, ngày và quầy tiếp nhận không sửa được.")
        buttons.addWidget(Label(said, "label", tone="text.muted", wrap=True), 1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.save)
        under.addLayout(buttons)
        column.addWidget(foot)
        column.setContentsMargins(0, theme.space(5), 0, 0)

    def _field(self, key: str, label: str, *, num: bool = False) -> Field:
        field = Field(label, num=num)
        field.set_text(self._vm.before[key])
        field.edited.connect(lambda _: field.clear_message())
        self._fields[key] = field
        return field

    def _person(self, rows: QVBoxLayout, where: str) -> None:
        labels = {
            "name": self.tr("Họ và tên"),
            "personal_no": self.tr("Số định danh"),
            "dob": self.tr("Ngày sinh"),
            "phone": self.tr("Điện thoại"),
            "address": self.tr("Nơi cư trú"),
        }
        made = {
            name: self._field(f"{where}.{name}", labels[name], num=name not in ("name", "address"))
            for name in PERSON
        }
        first, second = FieldRow(), FieldRow()
        first.add(made["name"], 3)
        first.add(made["personal_no"], 2)
        first.add(made["dob"], width=132)
        second.add(made["address"], 3)
        second.add(made["phone"], 1)
        rows.addWidget(first)
        rows.addWidget(second)

    def _bind(self) -> None:
        self._fields["limit"].changed.connect(self._vm.set_limit)
        self.reason.edited.connect(lambda _: self.reason.clear_message())
        first = next(iter(self._fields.values()))
        first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- asking and being answered --------------------------------------------------------

    def field(self, key: str) -> Field:
        """Returns a field by the name the outside gives it."""
        return self._fields[key]

    def values(self) -> dict[str, str]:
        """Returns what stands in the fields."""
        found = {key: field.text() for key, field in self._fields.items()}
        return found | {"return_by": self.return_by.combo.value()}

    def show_errors(self, told: Told) -> None:
        """Puts each sentence under its field; what has no field goes above."""
        rest = []
        shown: list[Field] = []
        for key, said in told:
            field = self.reason if key == "reason" else self._fields.get(key)
            if field is None:
                rest.append(said)
            else:
                field.set_error(said)
                shown.append(field)
        count = self.tr("Chưa sửa. Còn {n} chỗ phải xem lại.").format(n=len(shown))
        self.banner.say(count if shown else " ".join(rest), " ".join(rest) if shown else "")
        self.banner.show()
        if shown:
            shown[0].edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_due(self, said: str, differs: bool) -> None:
        title = self.tr("Hẹn trả mới") if differs else self.tr("Hẹn trả giữ nguyên")
        first, _, rest = said.partition(". ")
        kind = "warning" if differs else "info"
        self.due.say(f"{title}: {first}", rest, kind="warning" if kind == "warning" else "info")

    def _ask(self) -> None:
        self.banner.hide()
        found = changes(self._vm.before, self.values())
        told: list[tuple[str, str]] = []
        if isinstance(found, list):
            told += [(wrong.field, wrong.words) for wrong in found]
        elif not found:
            told.append(("", self.tr("Chưa có gì thay đổi. Sửa ô cần sửa rồi lưu.")))
        if not self.reason.text().strip():
            why = self.tr("Ghi lý do sửa: lý do nằm trong diễn biến của hồ sơ.")
            told.append(("reason", why))
        if told:
            self.show_errors(told)
        elif isinstance(found, dict):
            self.wanted.emit(found, self.reason.text().strip())

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """F12 and Ctrl+Enter save; Enter goes on to the next field, never answers."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() == Qt.Key.Key_F12 or (enter and held):
            self._ask()
        elif enter:
            here = self.focusWidget()
            if isinstance(here, Button):
                here.click()
            else:
                self.focusNextChild()
        else:
            super().keyPressEvent(event)


def _inset(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(theme.space(6), 0, theme.space(6), 0)
    column.addWidget(widget)
    return column


class Changing:
    """Opens the dialogs over a window and ties them to the dossier's view model."""

    def __init__(
        self,
        viewmodel: DossierViewModel,
        amendment: Callable[[], AmendmentViewModel | None],
        window: QWidget,
    ) -> None:
        """Takes part in nothing before it is asked.

        Args:
            viewmodel: the dossier shown.
            amendment: makes the view model of a change; None when no dossier is shown.
            window: over which the dialogs stand.
        """
        self._vm, self._amendment, self._window = viewmodel, amendment, window
        self.open_now: AmendDialog | CancelDialog | None = None
        viewmodel.act_refused.connect(self._refused)
        viewmodel.done.connect(self._done)

    def cancel(self) -> CancelDialog | None:
        """Asks whether the dossier is to be cancelled."""
        page = self._vm.page
        if page is None or self.open_now is not None:
            return None
        dialog = CancelDialog(page.number, self._window)
        dialog.wanted.connect(self._vm.cancel)
        self._show(dialog)
        return dialog

    def amend(self) -> AmendDialog | None:
        """Opens the form of a change."""
        made = self._amendment() if self.open_now is None else None
        if made is None:
            return None
        dialog = AmendDialog(made, self._window)
        dialog.wanted.connect(self._vm.amend)
        dialog.finished.connect(lambda _: made.close())
        self._show(dialog)
        return dialog

    def close(self) -> None:
        """Takes an open dialog away."""
        if self.open_now is not None:
            self.open_now.reject()

    def _show(self, dialog: AmendDialog | CancelDialog) -> None:
        self.open_now = dialog
        room = self._window.size()
        side = theme.space(4)
        dialog.resize(dialog.size().boundedTo(QSize(room.width() - side, room.height() - side)))
        dialog.finished.connect(lambda _: self._closed())
        dialog.open()

    def _closed(self) -> None:
        if self.open_now is not None:
            self.open_now.deleteLater()
            self.open_now = None

    def _refused(self, told: Told) -> None:
        if self.open_now is not None:
            self.open_now.show_errors(told)

    def _done(self, _words: str) -> None:
        if self.open_now is not None:
            self.open_now.accept()
