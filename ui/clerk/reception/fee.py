"""What it costs, how the result comes back, what the agency should know."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.clerk.reception.binding import Binder
from ui.clerk.reception.fold import FoldSection
from ui.clerk.reception.rows import FieldGrid, Place
from ui.viewmodels.reception import ReceptionViewModel
from ui.viewmodels.words import money
from ui.widgets import ComboField, Field, Label, TickField

FEE, COPIES, RETURN = 140, 90, 210


class FeeSection(FoldSection):
    """Fee, way of return, note; in "trả ngay" the copies first and no appointment."""

    def __init__(
        self, viewmodel: ReceptionViewModel, binder: Binder, parent: QWidget | None = None
    ) -> None:
        super().__init__("fee", self.tr("Phí, trả kết quả"), parent)
        self._vm = viewmodel
        self._wide = True
        self.copies = binder.field("copies", Field(self.tr("Số bản"), num=True))
        self.fee = Field(self.tr("Lệ phí"), placeholder=self.tr("chưa rõ"), num=True)
        self._dong = Label(self.tr("đ"), "value", tone="text.secondary")
        self.fee.box.add(self._dong)
        self.fee.edited.connect(lambda text: viewmodel.set_value("fee", text))
        self.fee.message.activated.connect(viewmodel.form.take_computed_fee)
        binder.labelled("fee", self.fee, self.fee.edit)
        ways = (("counter", self.tr("Tại quầy")), ("post", self.tr("Qua bưu chính")))
        self.way = ComboField(self.tr("Nhận kết quả"), ways)
        binder.labelled("return_by", self.way, self.way.combo)
        self.way.picked.connect(self._way_picked)
        self.note = binder.field("note", Field(self.tr("Ghi chú")))
        self.address = binder.field(
            "return_address", Field(self.tr("Địa chỉ bưu chính gửi kết quả tới"))
        )
        self.receipt = TickField(self.tr("In giấy hẹn dù đã trả ngay"))
        binder.stop("wants_receipt", self.receipt.tick)
        self.receipt.ticked.connect(viewmodel.form.set_wants_receipt)
        self._grid = FieldGrid([self.copies, self.fee, self.way, self.note, self.address])
        self._none = Label(
            self.tr("Chọn thủ tục để thấy mức thu."), "label", tone="text.muted", wrap=True
        )
        self.inner.addWidget(self._none)
        self.inner.addWidget(self._grid)
        self.inner.addWidget(self.receipt)
        form = viewmodel.form
        self._check_changed("fee")
        form.value_changed.connect(self._value_changed)
        form.check_changed.connect(self._check_changed)
        form.procedure_changed.connect(self._changed)
        self._changed()

    def stops(self) -> list[QWidget]:
        """The widgets at which Tab stops, in order."""
        fields = [self.line, self.copies.edit, self.fee.edit, self.way.combo, self.note.edit]
        return [*fields, self.address.edit, self.receipt.tick]

    def set_wide(self, wide: bool) -> None:
        """Lays the fields out for a wide or a narrow form."""
        self._wide = wide
        self._reflow()

    def _reflow(self) -> None:
        at_once = self._vm.form.at_once
        copies = [Place(self.copies, 0, COPIES)] if at_once or self.copies.state() else []
        way = [] if at_once else [Place(self.way, 0 if self._wide else 1, RETURN * self._wide)]
        first = [*copies, Place(self.fee, 0, FEE), *way]
        note = Place(self.note, 1)
        lines = [[*first, note]] if self._wide else [first, [note]]
        if not at_once and self._vm.form.value("return_by") == "post":
            lines.append([Place(self.address, 1)])
        self._grid.arrange(lines)

    # --- what the form tells --------------------------------------------------------------

    def _changed(self) -> None:
        self._show_fee()
        form = self._vm.form
        self._value_changed("return_by")
        self._grid.setVisible(form.procedure is not None)
        self._none.setVisible(form.procedure is None)
        self.receipt.setVisible(form.at_once)
        if self.receipt.tick.isChecked() != form.state.wants_receipt:
            self.receipt.tick.setChecked(form.state.wants_receipt)
        self._reflow()

    def _way_picked(self, key: str) -> None:
        self._vm.set_value("return_by", key)
        self._reflow()

    def _value_changed(self, key: str) -> None:
        if key == "fee":
            self._show_fee()
        elif key == "return_by":
            if self.way.combo.value() != self._vm.form.value(key):
                self.way.combo.set_value(self._vm.form.value(key))
            self._reflow()
        if key in ("filer.address", "return_by"):
            home = self._vm.form.value("filer.address")
            words = self.tr("để trống thì gửi tới: {home}").format(home=home) if home else ""
            self.address.edit.setPlaceholderText(words)

    def show_again(self) -> None:
        """Copies the fee from the form."""
        self._show_fee()

    def _show_fee(self) -> None:
        state = self._vm.form.state
        free = state.computed_fee == 0 and not state.fee_edited
        self.fee.set_locked(self.tr("Thủ tục này không thu lệ phí") if free else "")
        wanted = money(0) if free else state.value("fee")
        if self.fee.text() != wanted:
            self.fee.set_text(wanted)
        self._dong.setVisible(not free and bool(wanted))

    def _check_changed(self, key: str) -> None:
        if key == "copies":
            self._reflow()
        if key != "fee":
            return
        error, warning = self._vm.form.error(key), self._vm.form.warning(key)
        if error:
            self.fee.set_error(error)
        elif warning:
            self.fee.set_warning(warning, self.tr("Lấy mức tính"), "Alt L")
        else:
            self.fee.clear_message()
        odd = bool(warning)
        self.note.set_label(self.tr("Lý do thu khác mức tính") if odd else self.tr("Ghi chú"))
        self.note.edit.setPlaceholderText(
            self.tr("Ghi lý do")
            if odd
            else self.tr("Ghi chú cho người thụ lý, không in lên giấy hẹn")
        )

    def folded_words(self) -> str:
        """The section in one line."""
        fee = self.fee.text() + (self.tr(" đ") if not self._dong.isHidden() else "")
        parts = [fee]
        if self._vm.form.at_once:
            parts.append(self.tr("{n} bản").format(n=self._vm.form.value("copies")))
        else:
            parts.append(self.way.combo.currentText())
        parts.append(self._vm.form.value("note"))
        return "  ·  ".join(part for part in parts if part.strip())
