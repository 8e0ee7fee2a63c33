"""What it costs, how the result comes back, what the agency should know."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.clerk.reception.binding import Binder
from ui.clerk.reception.fold import FoldSection
from ui.clerk.reception.rows import FieldGrid, Place
from ui.viewmodels.reception import ReceptionViewModel
from ui.viewmodels.words import money
from ui.widgets import AreaField, ChoiceField, ComboField, Field, Label, TickField

FEE, COPIES, RETURN = 140, 90, 210


class FeeSection(FoldSection):
    """Fee with what it is counted by, way of return, note; a reason when another fee is taken.

    A procedure that may be returned at once asks for that here; then there is no appointment.
    """

    def __init__(
        self, viewmodel: ReceptionViewModel, binder: Binder, parent: QWidget | None = None
    ) -> None:
        super().__init__("fee", self.tr("Phí, trả kết quả"), parent)
        self._vm = viewmodel
        self._wide = True
        self._make_fee(binder)
        self._make_rest(binder)
        fields = (self.copies, self.pages, self.fee, self.at_once, self.way)
        self._grid = FieldGrid([*fields, self.reason, self.note, self.address])
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
        form.papers.summary_changed.connect(self._reflow)
        self._changed()

    def _make_fee(self, binder: Binder) -> None:
        self.copies = binder.field("copies", Field(self.tr("Số bản"), num=True))
        self.pages = binder.field("pages", Field(self.tr("Số trang"), num=True))
        self.fee = Field(self.tr("Lệ phí"), placeholder=self.tr("chưa rõ"), num=True)
        self._dong = Label(self.tr("đ"), "value", tone="text.secondary")
        self.fee.box.add(self._dong)
        self.fee.edited.connect(lambda text: self._vm.set_value("fee", text))
        self.fee.message.activated.connect(self._vm.form.take_computed_fee)
        binder.labelled("fee", self.fee, self.fee.edit)
        self.reason = binder.field(
            "fee_reason",
            AreaField(self.tr("Lý do thu khác mức tính"), placeholder=self.tr("Ghi lý do")),
        )

    def _make_rest(self, binder: Binder) -> None:
        when = (("appointment", self.tr("Hẹn trả")), ("at_once", self.tr("Trả ngay")))
        self.at_once = ChoiceField(self.tr("Trả kết quả"), when)
        for key, _ in when:  # Enter goes on from the fee
            binder.stop("fee", self.at_once.choice.segment(key), target=False)
        self.at_once.picked.connect(lambda key: self._vm.form.set_at_once(key == "at_once"))
        ways = (("counter", self.tr("Tại quầy")), ("post", self.tr("Qua bưu chính")))
        self.way = ComboField(self.tr("Nhận kết quả"), ways)
        binder.labelled("return_by", self.way, self.way.combo)
        self.way.picked.connect(self._way_picked)
        self.note = binder.field(
            "note",
            AreaField(
                self.tr("Ghi chú"),
                placeholder=self.tr("Ghi chú cho người thụ lý, không in lên giấy hẹn"),
            ),
        )
        self.address = binder.field(
            "return_address", AreaField(self.tr("Địa chỉ bưu chính gửi kết quả tới"))
        )
        self.receipt = TickField(self.tr("In giấy hẹn dù đã trả ngay"))
        binder.stop("wants_receipt", self.receipt.tick)
        self.receipt.ticked.connect(self._vm.form.set_wants_receipt)

    def stops(self) -> list[QWidget]:
        """The widgets at which Tab stops, in order."""
        counts = [self.line, self.copies.edit, self.pages.edit, self.fee.edit]
        segments = [self.at_once.choice.segment(key) for key in ("appointment", "at_once")]
        rest = [self.way.combo, self.reason.edit, self.note.edit, self.address.edit]
        return [*counts, *segments, *rest, self.receipt.tick]

    def set_wide(self, wide: bool) -> None:
        """Lays the fields out for a wide or a narrow form."""
        self._wide = wide
        self._reflow()

    # --- layout ---------------------------------------------------------------------------

    def _reflow(self) -> None:
        form = self._vm.form
        several = form.state.by_page is not None and len(form.papers.to_certify) > 1
        self.copies.set_locked(self.tr("Cộng từ các giấy tờ ở trên") if several else "")
        first = [*self._counts(several), Place(self.fee, 0, FEE)]
        ways = [] if form.at_once else [Place(self.way, 0, RETURN)]
        words = [Place(self.note, 1)]
        reason = [Place(self.reason, 1)] if form.state.fee_differs or self.reason.state() else []
        when = [Place(self.at_once)] if self._may_return_at_once() else []
        if not self._wide:
            lines = [first, [*when, *ways], reason, words]
        elif when:
            rest = [[*ways, *reason], words] if reason else [[*ways, *words]]
            lines = [[*first, *when], *rest]
        else:
            lines = [[*first, *ways, *(reason or words)], words if reason else []]
        if not form.at_once and form.value("return_by") == "post":
            lines.append([Place(self.address, 1)])
        self._grid.arrange([line for line in lines if line])

    def _counts(self, several: bool) -> list[Place]:
        """What the fee is counted by: copies, and pages of the one paper there is."""
        form = self._vm.form
        copies = form.at_once or form.state.by_page is not None or bool(self.copies.state())
        pages = form.state.by_page is not None and not several
        return [
            *([Place(self.copies, 0, COPIES)] if copies else []),
            *([Place(self.pages, 0, COPIES)] if pages else []),
        ]

    def _may_return_at_once(self) -> bool:
        procedure = self._vm.form.procedure
        return procedure is not None and procedure.immediate

    # --- what the form tells --------------------------------------------------------------

    def _changed(self) -> None:
        self._show_fee()
        form = self._vm.form
        by_page = form.state.by_page is not None
        self.fee.set_label(self.tr("Phí") if by_page else self.tr("Lệ phí"))
        when = "at_once" if form.at_once else "appointment"
        if self.at_once.choice.value() != when:
            self.at_once.choice.set_value(when)
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
        if key in ("copies", "fee", "fee_reason"):
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
