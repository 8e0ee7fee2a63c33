"""The form of a change: everything but code, day and station, the reason, the date that follows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.domain.dossier import Party
from ui import theme
from ui.clerk.amend_papers import AmendPapers
from ui.clerk.amendment import AmendmentViewModel, person_fields
from ui.icons import Icon
from ui.viewmodels.procedures import HitRole
from ui.widgets import (
    Banner,
    Button,
    ComboField,
    Field,
    FieldRow,
    Label,
    Labelled,
    MessageLine,
    ProcedureField,
    ProcedureRow,
    Rule,
    Scroll,
)
from ui.widgets.panel import Ground

Told = Sequence[tuple[str, str]]
#: below this height the reason scrolls with the form
LOW = 520
_NUMBERS = ("personal_no", "tax_code", "dob", "phone")


class AmendDialog(QDialog):
    """The fields of a dossier with what stands there, the reason, and the date that follows.

    Keys: Enter and Tab go on, PgDn and PgUp to the next and the previous part, Ctrl+T to the
    procedure, F12 or Ctrl+Enter to the reason and, once it is written, save; Esc changes nothing.

    Signals:
        wanted(dict, str): the changes and the reason.
    """

    wanted = Signal(dict, str)

    def __init__(self, viewmodel: AmendmentViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vm = viewmodel
        self._fields: dict[str, Field] = {}
        self._combos: dict[str, ComboField] = {}
        self._parts: list[QWidget] = []  # the first field of each part
        number = viewmodel.dossier.number
        title = self.tr("Sửa hồ sơ {number}").format(number=number)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setModal(True)
        self.banner = Banner("danger", "", "")
        self.banner.hide()
        self.due = Banner("info", "", "", icon=Icon.CALENDAR_CLOCK)
        self.procedure = ProcedureField()
        self.procedure_message = MessageLine()
        self.papers = AmendPapers(viewmodel.papers)
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
        self._show_procedure()
        self.resize(theme.size("dialog") + theme.size("panel"), theme.size("list") + 160)

    # --- building -------------------------------------------------------------------------

    def _lay_out(self, title: str) -> None:
        page = QWidget()
        rows = self._rows = QVBoxLayout(page)
        side = theme.space(6)
        rows.setContentsMargins(side, theme.space(2), side, theme.space(4))
        rows.setSpacing(theme.space(3))
        self._people(rows)
        rows.addWidget(Rule())
        rows.addWidget(Label(self.tr("Thủ tục"), "body", weight=600))
        field = QVBoxLayout()
        field.setSpacing(0)
        field.addWidget(self.procedure)
        field.addWidget(self.procedure_message)
        rows.addLayout(field)
        rows.addWidget(self.papers)
        rows.addWidget(Rule())
        self._promise(rows)
        rows.addStretch(1)
        self.area = Scroll(page)
        self._column = QVBoxLayout(self)
        said = self.tr("Mã, ngày và quầy tiếp nhận không sửa được. PgDn sang phần sau.")
        self._hint = Label(said, "label", tone="text.muted", wrap=True)
        heading = _inset(Label(title, "section", weight=700))
        heading.addWidget(self._hint)
        self._column.addLayout(heading)
        self._column.addLayout(_inset(self.banner))
        self._column.addWidget(self.area, 1)
        self._column.addWidget(self._foot())
        self._set_low(False)

    def _people(self, rows: QVBoxLayout) -> None:
        content = self._vm.dossier.content
        if content.filer is not None:
            rows.addWidget(Label(self.tr("Người nộp"), "body", weight=600))
            self._person(rows, "representative", content.filer)
            basis = self._field("representative.authorisation", self.tr("Căn cứ đại diện"))
            rows.addWidget(basis)
            rows.addWidget(Rule())
        owner = self.tr("Chủ hồ sơ") if content.filer else self.tr("Người nộp, cũng là chủ hồ sơ")
        rows.addWidget(Label(owner, "body", weight=600))
        self._person(rows, "applicant", content.owner)

    def _person(self, rows: QVBoxLayout, where: str, party: Party) -> None:
        labels = {
            "name": self.tr("Họ và tên"),
            "personal_no": self.tr("Số định danh"),
            "dob": self.tr("Ngày sinh"),
            "phone": self.tr("Điện thoại"),
            "address": self.tr("Nơi cư trú"),
            "tax_code": self.tr("Mã số thuế"),
            "sex": self.tr("Giới tính"),
        }
        organisation = party.kind == "organisation"
        if organisation:
            labels |= {"name": self.tr("Tên tổ chức"), "address": self.tr("Trụ sở")}
        made: dict[str, Labelled] = {}
        for name in person_fields(party):
            key = f"{where}.{name}"
            if name == "sex":
                made[name] = self._combo(key, labels[name], [(s, s) for s in ("", "Nam", "Nữ")])
            else:
                made[name] = self._field(key, labels[name], num=name in _NUMBERS)
        self._parts.append(self._fields[f"{where}.name"].edit)
        first, second = FieldRow(), FieldRow()
        first.add(made["name"], 3)
        if organisation:
            first.add(made["tax_code"], 2)
        else:
            first.add(made["personal_no"], 2)
            first.add(made["dob"], width=116)
            first.add(made["sex"], width=84)
        second.add(made["address"], 3)
        second.add(made["phone"], 1)
        rows.addWidget(first)
        rows.addWidget(second)

    def _promise(self, rows: QVBoxLayout) -> None:
        rows.addWidget(Label(self.tr("Hẹn trả, lệ phí, trả kết quả"), "body", weight=600))
        first, second = FieldRow(), FieldRow()
        first.add(self._field("limit", self.tr("Thời hạn")), 2)
        first.add(self._field("fee_vnd", self.tr("Lệ phí"), num=True), 1)
        first.add(self._field("copies", self.tr("Số bộ"), num=True), width=96)
        ways = (("counter", self.tr("Tại quầy")), ("post", self.tr("Qua bưu chính công ích")))
        second.add(self._combo("return_by", self.tr("Nhận kết quả"), ways), 1)
        second.add(self._field("return_address", self.tr("Nơi nhận, nếu qua bưu chính")), 2)
        for each in (first, self.due, second):
            rows.addWidget(each)
        rows.addWidget(self._field("note", self.tr("Ghi chú")))
        self._parts += [self.procedure.edit, self.papers.add, self._fields["limit"].edit]

    def _foot(self) -> QWidget:
        foot = Ground("bg.canvas")
        self._under = QVBoxLayout(foot)
        self._under.setSpacing(theme.space(3))
        self._under.addWidget(self.reason)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.space(3))
        self.promise = Label("", "label", weight=600, wrap=True)
        buttons.addWidget(self.promise, 1)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.save)
        self._under.addLayout(buttons)
        return foot

    def _set_low(self, low: bool) -> None:
        """In a low window the reason scrolls with the form, so that something of it is seen."""
        side = theme.space(6)
        self._column.setContentsMargins(0, theme.space(2 if low else 5), 0, 0)
        self._column.setSpacing(theme.space(1 if low else 3))
        self._under.setContentsMargins(side, theme.space(2 if low else 3), side, theme.space(2))
        self._hint.setVisible(not low)
        self._low = low
        if low:
            self._rows.insertWidget(self._rows.count() - 1, self.reason)
        else:
            self._under.insertWidget(0, self.reason)

    def resizeEvent(self, event: QResizeEvent, /) -> None:
        """Keeps the form in sight at every height."""
        super().resizeEvent(event)
        low = event.size().height() < LOW * theme.text_scale()
        if low != self._low:
            self._set_low(low)

    def _field(self, key: str, label: str, *, num: bool = False) -> Field:
        field = Field(label, num=num)
        field.set_text(self._vm.before[key])
        field.edited.connect(lambda _: field.clear_message())
        self._fields[key] = field
        return field

    def _combo(self, key: str, label: str, options: Sequence[tuple[str, str]]) -> ComboField:
        combo = ComboField(label, options)
        combo.combo.set_value(self._vm.before[key])
        combo.picked.connect(lambda _: combo.clear_message())
        self._combos[key] = combo
        return combo

    def _bind(self) -> None:
        vm = self._vm
        vm.due_changed.connect(self._show_due)
        vm.procedure_changed.connect(self._take_procedure)
        vm.failed.connect(lambda words: self.show_errors([("", words)]))
        self._fields["limit"].changed.connect(vm.set_limit)
        vm.set_limit(vm.before["limit"])
        self.procedure.searched.connect(self._search)
        self.procedure.picked.connect(lambda key: vm.choose(int(key)))
        self.procedure.entered.connect(self.focusNextChild)
        self.papers.stops_changed.connect(self._order)
        self.reason.edited.connect(lambda _: self.reason.clear_message())
        QShortcut(QKeySequence("Ctrl+T"), self).activated.connect(self.procedure.open)
        for key, step in (("PgDown", 1), ("PgUp", -1)):  # else the scroll area would take them
            turn = QShortcut(QKeySequence(key), self)
            turn.activated.connect(lambda step=step: self._go_part(step))
        self._order()
        self._parts[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _order(self) -> None:
        """Tab goes from top to bottom, also through rows that came later."""
        stops = [self.procedure.edit, *self.papers.stops(), self._fields["limit"].edit]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    # --- the procedure ----------------------------------------------------------------------

    def _search(self, query: str) -> None:
        hits = self._vm.hits
        hits.look_for(query)
        rows = []
        for at in range(hits.rowCount()):
            index = hits.index(at, 0)
            facts = (HitRole.FIELD, HitRole.LIMIT, HitRole.FEE)
            code, name = str(index.data(HitRole.CODE)), str(index.data(HitRole.NAME))
            told = tuple(str(index.data(role)) for role in facts)
            rows.append(ProcedureRow(str(at), code, name, told))
        bar = self.area.verticalScrollBar()  # the list needs the room below the field
        bar.setValue(self.procedure.y() - theme.space(3))
        title = "" if query.strip() else self.tr("Hay dùng ở quầy này")
        self.procedure.set_results(rows, title)

    def _take_procedure(self) -> None:
        self._show_procedure()
        self.papers.remind(self._vm.left_over)
        self.procedure_message.say("", "")
        for key, words in self._vm.proposed.items():
            self._fields[key].set_text(words)
            self._fields[key].clear_message()

    def _show_procedure(self) -> None:
        self.procedure.set_choice(*self._vm.procedure)

    # --- asking and being answered --------------------------------------------------------

    def field(self, key: str) -> Field:
        """Returns a field by the name the outside gives it."""
        return self._fields[key]

    def combo(self, key: str) -> ComboField:
        """Returns a drop-down by the name the outside gives it."""
        return self._combos[key]

    def values(self) -> dict[str, str]:
        """Returns what stands in the fields."""
        found = {key: field.text() for key, field in self._fields.items()}
        return found | {key: combo.combo.value() for key, combo in self._combos.items()}

    def show_errors(self, told: Told) -> None:
        """Puts each sentence under its field; what has no field goes above."""
        rest = []
        shown: list[QWidget] = []
        for key, said in told:
            place = self._place_of(key)
            if place is None:
                rest.append(said)
            else:
                shown.append(place)
                self._say(key, said)
        count = self.tr("Chưa sửa. Còn {n} chỗ phải xem lại.").format(n=len(shown))
        self.banner.say(count if shown else " ".join(rest), " ".join(rest) if shown else "")
        self.banner.show()
        if shown:
            shown[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _place_of(self, key: str) -> QWidget | None:
        if key == "procedure_code":
            return self.procedure.edit
        if key.startswith("attachments"):
            return self.papers.add
        if key in self._combos:
            return self._combos[key].combo
        field = self.reason if key == "reason" else self._fields.get(key)
        return field.edit if field is not None else None

    def _say(self, key: str, said: str) -> None:
        if key == "procedure_code":
            self.procedure_message.say("error", said)
        elif key.startswith("attachments"):
            self.papers.say(said)
        elif key in self._combos:
            self._combos[key].set_error(said)
        else:
            (self.reason if key == "reason" else self._fields[key]).set_error(said)

    def _show_due(self, said: str, differs: bool) -> None:
        title = self.tr("Hẹn trả mới") if differs else self.tr("Hẹn trả giữ nguyên")
        first, _, rest = said.partition(". ")
        self.due.say(f"{title}: {first}", rest, kind="warning" if differs else "info")
        self.promise.setText(f"{title}: {first}")
        self.promise.set_tone("warning" if differs else "text.secondary")

    def _ask(self) -> None:
        self.banner.hide()
        found = self._vm.changes(self.values())
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

    # --- keys -------------------------------------------------------------------------------

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

    def _go_part(self, step: int) -> None:
        """Goes to the next or the previous part; the last one is the reason."""
        parts = [*self._parts, self.reason.edit]
        here = QApplication.focusWidget()
        tops = [each.mapTo(self, each.rect().topLeft()).y() for each in parts]
        now = here.mapTo(self, here.rect().topLeft()).y() if here is not None else -1
        at = max((n for n, top in enumerate(tops) if top <= now), default=0)
        if step < 0 and tops[at] < now:
            step = 0  # to the beginning of this part first
        parts[min(max(at + step, 0), len(parts) - 1)].setFocus(Qt.FocusReason.TabFocusReason)


def _inset(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setContentsMargins(theme.space(6), 0, theme.space(6), 0)
    column.addWidget(widget)
    return column
