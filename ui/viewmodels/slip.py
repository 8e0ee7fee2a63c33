"""The receipt to be: the panel on the right that grows while one types."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.domain.deadlines import Due
from core.domain.text import clean_name
from ui.viewmodels import due_words, words
from ui.viewmodels.base import prop, translate
from ui.viewmodels.components import ComponentsModel
from ui.viewmodels.due_words import CutOff, DayCell
from ui.viewmodels.form_state import FormState
from ui.viewmodels.words import Line


class SlipViewModel(QObject):
    """What the receipt will say.

    Signals:
        changed(): any property may differ.

    Attributes:
        filled: a due date is known; else `hint` says what is missing.
        hint: "Chọn thủ tục để thấy ngày hẹn".
        headline: "Hẹn trả thứ Tư".
        date_text: "25/11/2026".
        before_text: "trước 17:00, tại quầy trả kết quả".
        cells: every day counted (`DayCell`).
        strip: the same, at most seven cells.
        cut_off: `CutOff` of a procedure answered within the day, while that is today.
        sentence: how it was counted.
        rows: `Line`s: number, filer, owner, papers kept, fee.
        numbers_text: "Còn 158 số hôm nay cho quầy này".
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._due: Due | None = None
        self._cut_off: CutOff | None = None
        self._hint = translate("slip", "Chọn thủ tục để thấy ngày hẹn")
        self._by_post = False
        self._rows: list[Line] = []
        self._numbers = ""

    @prop(bool, changed)
    def filled(self) -> bool:
        return self._due is not None

    @prop(str, changed)
    def hint(self) -> str:
        return self._hint

    @prop(str, changed)
    def headline(self) -> str:
        return due_words.headline(self._due) if self._due else ""

    @prop(str, changed)
    def date_text(self) -> str:
        return f"{self._due.due_at:%d/%m/%Y}" if self._due else ""

    @prop(str, changed)
    def before_text(self) -> str:
        if self._due is None:
            return ""
        if self._by_post:
            text = translate("slip", "trước {time}, gửi qua bưu chính công ích")
        else:
            text = translate("slip", "trước {time}, tại quầy trả kết quả")
        return text.format(time=f"{self._due.due_at:%H:%M}")

    @prop(object, changed)
    def cells(self) -> tuple[DayCell, ...]:
        return due_words.day_cells(self._due) if self._due else ()

    @prop(object, changed)
    def strip(self) -> tuple[DayCell, ...]:
        return due_words.shortened(due_words.day_cells(self._due)) if self._due else ()

    @prop(object, changed)
    def cut_off(self) -> CutOff | None:
        return self._cut_off

    @prop(str, changed)
    def sentence(self) -> str:
        return due_words.sentence(self._due) if self._due else ""

    @prop(object, changed)
    def rows(self) -> list[Line]:
        return self._rows

    @prop(str, changed)
    def numbers_text(self) -> str:
        return self._numbers

    def set_due(self, due: Due | None, cut_off: CutOff | None = None) -> None:
        """The due date as the desk computed it, with the cut-off that still lies ahead."""
        self._due, self._cut_off = due, cut_off
        self.changed.emit()

    def set_numbers_left(self, left: int | None) -> None:
        """Numbers of today's block; None without a block."""
        if left is None:
            self._numbers = translate("slip", "Chưa có dải số: hồ sơ nhận số tạm")
        elif left == 0:
            self._numbers = translate("slip", "Đã dùng hết dải số hôm nay: hồ sơ nhận số tạm")
        else:
            text = translate("slip", "Còn {n} số hôm nay cho quầy này")
            self._numbers = text.format(n=left)
        self.changed.emit()

    def show(self, state: FormState, papers: ComponentsModel) -> None:
        """Takes what is on the form."""
        self._by_post = state.value("return_by") == "post"
        if state.procedure is None:
            self._hint = translate("slip", "Chọn thủ tục để thấy ngày hẹn")
        elif state.at_once:
            self._hint = translate("slip", "Trả ngay tại quầy, không cần giấy hẹn")
        elif not state.limit:
            self._hint = translate("slip", "Ghi thời hạn để thấy ngày hẹn")
        else:
            self._hint = translate("slip", "Đang tính ngày hẹn")
        self._rows = self._lines(state, papers)
        self.changed.emit()

    @staticmethod
    def _lines(state: FormState, papers: ComponentsModel) -> list[Line]:
        rows = [
            Line(
                translate("slip", "Mã hồ sơ"),
                translate("slip", "cấp khi lưu"),
                "muted",
                number=True,
            ),
            Line(translate("slip", "Người nộp"), clean_name(state.value("filer.name"))),
        ]
        if state.owner_kind != "filer":
            rows.append(Line(translate("slip", "Chủ hồ sơ"), clean_name(state.owner_name)))
        way = {
            "post": translate("slip", "qua bưu chính"),
            "online": translate("slip", "trực tuyến"),
        }.get(state.value("submission"))
        if way is not None:
            rows.append(Line(translate("slip", "Nộp"), way))
        if state.procedure is not None:
            rows.append(_papers_line(state, papers))
            tone = "warning" if state.fee is None or state.fee_differs else ""
            title = translate("slip", "Phí") if state.by_page else translate("slip", "Lệ phí")
            rows.append(Line(title, words.money(state.fee), tone, number=True))
        return rows


def _papers_line(state: FormState, papers: ComponentsModel) -> Line:
    """What is kept; of copies to be certified how many there are, since originals go back."""
    if state.by_page is None:
        return Line(translate("slip", "Giấy tờ giữ lại"), papers.kept_words)
    title = translate("slip", "Bản chứng thực")
    copies = sum(sheets.copies for sheets in papers.sheets)
    missing = len(papers.to_certify) - len(papers.sheets)
    if missing:
        text = translate("slip", "{n} bản, còn thiếu {k} loại")
        return Line(title, text.format(n=copies, k=missing), "error", number=True)
    return Line(title, translate("slip", "{n} bản").format(n=copies), number=True)
