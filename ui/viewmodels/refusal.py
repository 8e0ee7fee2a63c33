"""Refusing a dossier (Shift+F7): why, by which law, where to go instead, what is given back."""

from __future__ import annotations

from typing import Any, Final

import msgspec
from PySide6.QtCore import QObject

from core.domain.text import clean
from ui.viewmodels.base import translate
from ui.viewmodels.exit_state import RefusalDraft, refusal_begun
from ui.viewmodels.exits import REFUSAL, ExitViewModel
from ui.viewmodels.reception import ReceptionViewModel


def refusal_reasons() -> tuple[str, ...]:
    """Everyday reasons of Shift+F7, picked by digit; the clerk may write another."""
    return (
        translate("exits", "Việc này không thuộc thẩm quyền giải quyết của nơi tiếp nhận."),
        translate("exits", "Hồ sơ không đáp ứng điều kiện giải quyết của thủ tục."),
        translate("exits", "Đã hướng dẫn bổ sung nhưng hồ sơ vẫn chưa đủ, chưa đúng."),
        translate("exits", "Người nộp không có quyền nộp hồ sơ này và không có giấy ủy quyền."),
        translate("exits", "Giấy tờ bị tẩy xóa, sửa chữa, không dùng được."),
        translate("exits", "Việc này đã hoặc đang được giải quyết trong hồ sơ khác."),
        translate("exits", "Thủ tục này đã bãi bỏ, không còn thực hiện."),
        translate("exits", "Nội dung yêu cầu không thuộc thủ tục hành chính nào."),
    )


class RefusalViewModel(ExitViewModel):
    """Shift+F7. Keys: ``matter``, ``reason``, ``legal_basis``, ``competent_agency``."""

    FIELDS: Final = ("matter", "reason", "legal_basis", "competent_agency")

    def __init__(self, reception: ReceptionViewModel, parent: QObject | None = None) -> None:
        super().__init__(reception, parent)
        form = self._form
        form.state.refusal = refusal_begun(form.state.refusal, form.procedure, reception.hits.typed)

    @property
    def asks_matter(self) -> bool:
        """Whether what was asked for has to be written: no procedure was chosen."""
        return self._form.procedure is None

    @property
    def papers(self) -> tuple[tuple[str, bool], ...]:
        """Papers that were handed over, and whether they are given back."""
        kept = self._draft.kept
        names = (each["name"] for each in self._source()["attachments"])
        return tuple((name, name not in kept) for name in names)

    @property
    def reasons(self) -> tuple[str, ...]:
        return refusal_reasons()

    @property
    def preview(self) -> str:
        """What the citizen will get."""
        text = translate(
            "exits",
            "{person} nhận phiếu từ chối có lý do. Không có mã hồ sơ và ngày hẹn.",
        )
        said = [text.format(person=self._person())]
        agency = clean(self._draft.competent_agency)
        if agency:
            text = translate("exits", "Phiếu chỉ tới {agency}.")
            said.append(text.format(agency=agency))
        back = sum(returned for _, returned in self.papers)
        if back:
            said.append(translate("exits", "Trả lại {n} giấy tờ.").format(n=back))
        return " ".join(said)

    def value(self, key: str) -> str:
        return str(getattr(self._draft, key)) if key in self.FIELDS else ""

    def set_value(self, key: str, text: str) -> None:
        if key in self.FIELDS and text != self.value(key):
            self._form.state.refusal = msgspec.structs.replace(self._draft, **{key: text})
            self._kept(key)

    def set_returned(self, row: int, returned: bool) -> None:
        """Gives a paper back, or keeps it."""
        name, before = self.papers[row]
        if before != returned:
            kept = {*self._draft.kept} - {name} if returned else {*self._draft.kept, name}
            self._form.state.refusal = msgspec.structs.replace(
                self._draft, kept=tuple(sorted(kept))
            )
            self._kept("returned")

    def send(self, print_now: bool = True) -> None:
        """F12: stores it, unless reason or matter are missing."""
        errors: dict[str, str] = {}
        if self.asks_matter and not self.value("matter").strip():
            errors["matter"] = translate(
                "exits", "Chưa chọn thủ tục: ghi người dân yêu cầu việc gì."
            )
        if not self.value("reason").strip():
            errors["reason"] = translate(
                "exits", "Từ chối phải có lý do. Chọn một lý do thường gặp, hoặc gõ."
            )
        draft = self._draft
        part: dict[str, Any] = {
            "reason": draft.reason,
            "legal_basis": draft.legal_basis,
            "competent_agency": draft.competent_agency,
            "returned": [name for name, returned in self.papers if returned],
        }
        matter = {"matter": draft.matter} if self.asks_matter else {}
        self._store({REFUSAL: part} | matter, errors, print_now)

    @property
    def _draft(self) -> RefusalDraft:
        return self._form.state.refusal or RefusalDraft()

    def _key(self, path: str) -> str:
        if path == "matter" or (path == "procedure_code" and self.asks_matter):
            return "matter"
        head, _, name = path.partition(".")
        return name.partition("[")[0] if head == REFUSAL else ""
