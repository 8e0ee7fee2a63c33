"""F7 and Shift+F7: the dialogs that send a citizen home with form 02 or form 03."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QWidget

from ui import theme
from ui.clerk.exit_dialog import ExitDialog
from ui.clerk.exit_parts import Lines
from ui.icons import Icon
from ui.viewmodels.exits import (
    REFUSAL,
    SUPPLEMENT,
    ExitViewModel,
    SupplementViewModel,
    may_begin,
)
from ui.viewmodels.printing import PrintQueueViewModel
from ui.viewmodels.reception import ReceptionViewModel
from ui.viewmodels.refusal import RefusalViewModel
from ui.widgets import AreaField, InputBox, Label, Labelled, LineEdit, MessageLine, Tick

WIDTH = 880


class SupplementDialog(ExitDialog[SupplementViewModel]):
    """F7: what is missing, line by line."""

    def __init__(self, viewmodel: SupplementViewModel, parent: QWidget) -> None:
        self.lines = Lines()
        self.missing = MessageLine()
        self.more = LineEdit()
        super().__init__(viewmodel, self.tr("Yêu cầu bổ sung"), Icon.PRINTER, parent)

    def _build(self) -> None:
        title = self.tr("Cần nộp hoặc sửa (phím cách đánh dấu, gõ để sửa chữ)")
        self.rows.addWidget(Label(title, "label", tone="text.secondary", wrap=True))
        self.rows.addWidget(self.lines)
        self.more.setPlaceholderText(self.tr("Nội dung khác, Enter để thêm"))
        self.more.setAccessibleName(self.tr("Nội dung khác cần bổ sung"))
        self.rows.addWidget(InputBox(self.more, Icon.PLUS))
        self.rows.addWidget(self.missing)
        self.rows.addSpacing(theme.space(1))
        self._add_reason()
        self.reason.edit.setPlaceholderText(
            self.tr("Để trống thì phiếu ghi: hồ sơ chưa đầy đủ, chưa chính xác ở nội dung trên")
        )
        vm = self.vm
        self.lines.ticked.connect(vm.set_wanted)
        self.lines.edited.connect(vm.set_line)
        self.lines.dropped.connect(self._drop)
        self.lines.left.connect(self._leave_lines)
        vm.rows_changed.connect(self._rebuild)
        self._rebuild()

    def _rebuild(self) -> None:
        self.lines.rebuild(self.vm.lines)
        stops: list[QWidget] = []
        for row in self.lines.rows:
            stops += [row.tick, row.field.edit]
        self.order_tabs([*stops, self.more, self.reasons.items[0], self.reason.edit])

    def _show_values(self) -> None:
        super()._show_values()
        if len(self.lines.rows) == len(self.vm.lines):
            self.lines.refresh(self.vm.lines)
        self.preview.say(self.vm.preview)

    def fields(self) -> dict[str, Labelled]:
        """Returns the reason and the lines."""
        lines = {f"wanted.{at}": row.field for at, row in enumerate(self.lines.rows)}
        return lines | super().fields()

    def _show_errors(self) -> None:
        super()._show_errors()
        self.missing.say("error", self.vm.errors.get("wanted", ""))
        self.more.setAccessibleDescription(self.missing.words())

    def _focus_error(self, key: str) -> None:
        if key == "wanted":
            first: QWidget = self.lines.rows[0].tick if self.lines.rows else self.more
            self.bring(first)
        else:
            super()._focus_error(key)

    def chain(self) -> list[QWidget]:
        """Returns the ticks, the line for more, the reason."""
        return [*(row.tick for row in self.lines.rows), self.more, self.reason.edit]

    def _leave_lines(self, step: int) -> None:
        if step > 0:
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, at: int) -> None:
        self.vm.remove(at)
        rows = self.lines.rows
        near: QWidget = rows[min(at, len(rows) - 1)].tick if rows else self.more
        near.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> bool:
        """Takes what stands in the line for more."""
        if not self.vm.add(self.more.text()):
            return False
        self.more.clear()
        return True

    def _before_sending(self) -> None:
        self._add()

    def _deliver(self, print_now: bool) -> None:
        self.vm.send(print_now)

    def _enter(self, here: QWidget | None) -> None:
        edits = [row.field.edit for row in self.lines.rows]
        if here is self.more and self._add():
            self.area.reveal(self.more)
        elif here in edits:  # from words to the next line's tick
            self._go_on(self.lines.rows[edits.index(here)].tick)
        else:
            super()._enter(here)


class RefusalDialog(ExitDialog[RefusalViewModel]):
    """Shift+F7: why, by which law, where to go instead, what is given back."""

    def __init__(self, viewmodel: RefusalViewModel, parent: QWidget) -> None:
        self.matter = AreaField(self.tr("Người dân yêu cầu việc gì"))
        self.basis = AreaField(self.tr("Căn cứ pháp lý"))
        self.agency = AreaField(self.tr("Cơ quan có thẩm quyền giải quyết"))
        self.ticks: list[Tick] = []
        super().__init__(viewmodel, self.tr("Từ chối tiếp nhận"), Icon.PRINTER, parent)

    def _build(self) -> None:
        self.matter.edit.setPlaceholderText(self.tr("Chưa chọn thủ tục: ghi theo lời người dân"))
        self.basis.edit.setPlaceholderText(self.tr("Nghị định, thông tư, điều khoản, nếu có"))
        self.agency.edit.setPlaceholderText(self.tr("Nơi người dân phải tới, nếu có"))
        self.rows.addWidget(self.matter)
        self.matter.setVisible(self.vm.asks_matter)
        self._add_reason()
        self.rows.addWidget(self.basis)
        self.rows.addWidget(self.agency)
        if self.vm.papers:
            title = self.tr("Giấy tờ trả lại người nộp")
            self.rows.addWidget(Label(title, "label", tone="text.secondary"))
        for at, (name, _) in enumerate(self.vm.papers):
            tick = Tick(name, most=3)
            tick.toggled.connect(lambda on, at=at: self.vm.set_returned(at, on))
            self.ticks.append(tick)
        for at, (_, returned) in enumerate(self.vm.papers):
            self.ticks[at].setChecked(returned)
            self.rows.addWidget(self.ticks[at])
        for key, field in self.fields().items():
            if key != "reason" and isinstance(field, AreaField):
                field.edited.connect(lambda words, key=key: self.vm.set_value(key, words))
        stops = [self.matter.edit, self.reasons.items[0], *self.chain()[int(self.vm.asks_matter) :]]
        self.order_tabs(stops)

    def begin(self) -> None:
        """What was asked for where no procedure tells it, else the usual reasons: a digit picks."""
        if self.vm.asks_matter and not self.vm.value("matter"):
            self.matter.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.vm.value("reason"):
            self.reason.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.reasons.focus(0)

    def fields(self) -> dict[str, Labelled]:
        """Returns the four texts."""
        return {
            "matter": self.matter,
            "reason": self.reason,
            "legal_basis": self.basis,
            "competent_agency": self.agency,
        }

    def _show_values(self) -> None:
        super()._show_values()
        for key, field in self.fields().items():
            if isinstance(field, AreaField) and field.text() != self.vm.value(key):
                field.set_text(self.vm.value(key))
        self.preview.say(self.vm.preview)

    def chain(self) -> list[QWidget]:
        """Returns the texts and the papers' ticks."""
        asked = [self.matter.edit] if self.vm.asks_matter else []
        texts = [self.reason.edit, self.basis.edit, self.agency.edit]
        return [*asked, *texts, *self.ticks]

    def _deliver(self, print_now: bool) -> None:
        self.vm.send(print_now)


class Exits:
    """Opens the dialogs over the reception and closes them when their view model says so."""

    def __init__(
        self, reception: ReceptionViewModel, prints: PrintQueueViewModel, window: QWidget
    ) -> None:
        self._reception, self._prints, self._window = reception, prints, window
        self.open_now: SupplementDialog | RefusalDialog | None = None
        reception.exit_requested.connect(self.begin)
        prints.ready_changed.connect(lambda ready, _: self._printer(ready))

    def begin(self, kind: str) -> None:
        """Opens a dialog, unless the form has to be corrected first."""
        if self.open_now is not None or not may_begin(self._reception, kind):
            return
        if kind == SUPPLEMENT:
            asking = SupplementViewModel(self._reception)
            self._show(SupplementDialog(asking, self._window), asking)
        elif kind == REFUSAL:
            refusing = RefusalViewModel(self._reception)
            self._show(RefusalDialog(refusing, self._window), refusing)

    def close(self) -> None:
        """Takes an open dialog away; what is in it stays in the draft."""
        if self.open_now is not None:
            self.open_now.reject()

    def _show(self, dialog: SupplementDialog | RefusalDialog, viewmodel: ExitViewModel) -> None:
        self.open_now = dialog
        viewmodel.setParent(dialog)
        dialog.set_printer(self._prints.ready)
        room = self._window.size()
        side = theme.space(4)
        width = min(WIDTH, room.width() - side)
        dialog.resize(QSize(width, min(dialog.wanted_height(width), room.height() - side)))
        viewmodel.left.connect(dialog.accept)
        dialog.finished.connect(lambda _: self._closed())
        dialog.open()
        dialog.begin()

    def _printer(self, ready: bool) -> None:
        if self.open_now is not None:
            self.open_now.set_printer(ready)

    def _closed(self) -> None:
        if self.open_now is not None:
            self.open_now.deleteLater()
            self.open_now = None
        self._reception.drafts.flush()
