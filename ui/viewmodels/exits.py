"""The two other exits of reception: what they share, and asking for what is missing (F7).

Both begin with the form as it stands and keep what is filled in as part of its
draft. Nothing here knows a desk: `ReceptionViewModel.store` has it stored.
Refusing (Shift+F7) is in `ui.viewmodels.refusal`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from PySide6.QtCore import QObject, Signal

from core.domain.errors import FieldError
from core.domain.text import clean, clean_name
from ui import messages
from ui.viewmodels.banner import Banner
from ui.viewmodels.base import prop, translate
from ui.viewmodels.exit_state import (
    MOST_LINES,
    SupplementDraft,
    WantedLine,
    offered,
)
from ui.viewmodels.reception import ReceptionViewModel

SUPPLEMENT, REFUSAL = "supplement", "refusal"
# wrong only when a receipt is to be given: a paper without count is what F7 is for
_LATER: Final = ("fee", "fee_reason", "limit", "copies", "pages")


def supplement_reasons() -> tuple[str, ...]:
    """Everyday reasons of F7, picked by digit; the clerk may write another."""
    return (
        translate("exits", "Hồ sơ chưa đủ giấy tờ theo quy định của thủ tục."),
        translate("exits", "Tờ khai chưa điền đủ hoặc chưa ký."),
        translate("exits", "Thông tin trên tờ khai chưa khớp với giấy tờ kèm theo."),
        translate("exits", "Bản sao mờ, rách hoặc thiếu trang, không đọc được."),
        translate("exits", "Bản sao chưa chứng thực, không có bản chính để đối chiếu."),
        translate("exits", "Giấy tờ đã hết hạn, cần nộp giấy còn hạn."),
        translate("exits", "Người nộp thay chưa có giấy ủy quyền hoặc giấy chứng minh quan hệ."),
        translate("exits", "Dùng sai mẫu tờ khai, cần khai lại theo mẫu hiện hành."),
    )


def may_begin(reception: ReceptionViewModel, kind: str) -> bool:
    """Whether an exit's dialog may open; otherwise the form says what has to be done first.

    The form 02 or 03 needs the person, and form 02 the procedure: what is wrong with
    them is shown as saving would show it. Counts, fee and limit may be left as they are.
    """
    form = reception.form
    if reception.saving:
        return False
    if kind == SUPPLEMENT and form.state.slip is not None:
        once = FieldError("supplement_once", "supplement", {"number": form.state.slip.number})
        reception.failed.emit(messages.refusal(once))
        return False
    if form.state.empty:
        reception.notice.emit(
            translate("exits", "Nhập người nộp trước, rồi bấm lại. Phiếu ghi tên người nộp.")
        )
        reception.focus_requested.emit("filer.personal_no")
        return False
    wrong = [key for key in form.errors if _matters(key, kind)]
    if not wrong:
        reception.banner.clear()  # what stood in the way of a receipt does not concern this
        return True
    form.show_fields(wrong)
    reception.banner.show_errors(len(wrong))
    reception.focus_requested.emit(wrong[0])
    return False


def _matters(key: str, kind: str) -> bool:
    if key == "procedure":
        return kind == SUPPLEMENT
    return key not in _LATER and not key.startswith("papers.")


class ExitViewModel(QObject):
    """What both dialogs have: a reason with usual ones, errors by key, the way out.

    Signals:
        changed(): anything shown may differ, `errors` apart.
        rows_changed(): there are other rows than before.
        errors_changed(): `errors` differ.
        focus_requested(str): sending found something wrong; the key of the first.
        left(): the dialog is to close: it is stored, or the form has to be corrected first.
    """

    changed = Signal()
    rows_changed = Signal()
    errors_changed = Signal()
    focus_requested = Signal(str)
    left = Signal()

    def __init__(self, reception: ReceptionViewModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reception = reception
        self._form = reception.form
        self._errors: dict[str, str] = {}
        self.banner = Banner(self)
        reception.saved.connect(self.left)

    # --- reading --------------------------------------------------------------------------

    @prop(object, errors_changed)
    def errors(self) -> dict[str, str]:
        """Sentences by key, from top to bottom."""
        return self._errors

    @prop(str)
    def subject(self) -> str:
        """Whose dossier it is, and about what."""
        procedure = self._form.procedure
        about = f"{procedure.code} {procedure.name}" if procedure else ""
        return "  ·  ".join(filter(None, (self._person(), about)))

    @property
    def reasons(self) -> tuple[str, ...]:
        """The usual ones."""
        raise NotImplementedError

    def value(self, key: str) -> str:
        """The text of a field."""
        raise NotImplementedError

    def _person(self) -> str:
        return clean_name(self._form.value("filer.name"))

    # --- changing -------------------------------------------------------------------------

    def set_value(self, key: str, text: str) -> None:
        """The clerk typed into a field."""
        raise NotImplementedError

    def pick(self, row: int) -> bool:
        """Takes a usual reason: instead of another one, behind what was written freely."""
        if not 0 <= row < len(self.reasons) or self.reception.saving:
            return False
        said, reason = self.value("reason").strip(), self.reasons[row]
        if not said or said in self.reasons:
            self.set_value("reason", reason)
        elif reason not in said:
            self.set_value("reason", f"{said} {reason}")
        return True

    def _kept(self, key: str) -> None:
        """Something differs: the draft follows, and the error of its field goes."""
        self.reception.drafts.touch()
        if key in self._errors:
            self._set_errors({k: v for k, v in self._errors.items() if k != key})
        self.changed.emit()

    # --- storing --------------------------------------------------------------------------

    def _source(self) -> dict[str, Any]:
        """The form without what belongs to a receipt; papers that are missing are not handed in."""
        papers = self._form.papers
        missing = {paper.name for paper in papers.papers if paper.ticked and paper.missing}
        handed_in = [each for each in papers.attachments() if each["name"] not in missing]
        return self._form.state.source(handed_in) | {"immediate": False, "wants_receipt": False}

    def _store(self, part: dict[str, Any], errors: dict[str, str], print_now: bool) -> None:
        if self.reception.saving:
            return
        self._tell(errors)
        if not errors:
            self.reception.store(self._source() | part, print_now, self._refused)

    def _refused(self, told: Sequence[FieldError]) -> None:
        """What concerns the form is shown there; the rest here."""
        own: dict[str, str] = {}
        others = []
        for error in told:
            key = self._key(error.field)
            if key:
                own.setdefault(key, messages.refusal(error))
            else:
                others.append(error)
        if others:
            self.left.emit()
            self.reception.answer(others)
        else:
            self._tell(own)

    def _key(self, path: str) -> str:
        """The dialog's key of a field as the service names it, "" when it is the form's."""
        raise NotImplementedError

    def _tell(self, errors: dict[str, str]) -> None:
        self._set_errors(errors)
        if errors:
            self.focus_requested.emit(next(iter(errors)))

    def _set_errors(self, errors: dict[str, str]) -> None:
        self._errors = errors
        self.banner.show_errors(len(errors))
        self.errors_changed.emit()


def _row_of(path: str) -> int:
    """The row in ``wanted[3]``, -1 without one."""
    inside = path.partition("[")[2].rstrip("]")
    return int(inside) if inside.isdigit() else -1


class SupplementViewModel(ExitViewModel):
    """F7. Keys: ``wanted`` (the list), ``wanted.<row>``, ``reason``."""

    def __init__(self, reception: ReceptionViewModel, parent: QObject | None = None) -> None:
        super().__init__(reception, parent)
        before = self._form.state.supplement or SupplementDraft()
        lines = offered(self._form.papers.papers, before.lines)
        self._keep(SupplementDraft(before.reason, lines))

    @property
    def lines(self) -> tuple[WantedLine, ...]:
        return self._draft.lines

    @property
    def reasons(self) -> tuple[str, ...]:
        return supplement_reasons()

    @property
    def preview(self) -> str:
        """What the citizen will get."""
        wanted = self._wanted()
        if not wanted:
            return translate(
                "exits", "Phiếu chưa có nội dung nào. Đánh dấu hoặc gõ thứ cần nộp, cần sửa."
            )
        text = translate(
            "exits",
            "{person} nhận phiếu ghi {n} nội dung cần bổ sung. Hồ sơ chưa được tiếp nhận, chưa có"
            " mã và ngày hẹn. Mang phiếu quay lại thì làm tiếp ngay, không phải khai lại.",
        )
        return text.format(person=self._person(), n=len(wanted))

    def value(self, key: str) -> str:
        return self._draft.reason if key == "reason" else ""

    def set_value(self, key: str, text: str) -> None:
        if key == "reason" and text != self._draft.reason:
            self._keep(msgspec.structs.replace(self._draft, reason=text))
            self._kept(key)

    def set_wanted(self, row: int, wanted: bool) -> None:
        """Puts a line on the form, or leaves it out."""
        self._replace(row, msgspec.structs.replace(self.lines[row], wanted=wanted))

    def set_line(self, row: int, text: str) -> None:
        """The clerk changed a line's words."""
        self._replace(row, msgspec.structs.replace(self.lines[row], text=text))

    def add(self, typed: str) -> bool:
        """One more line; False when there is nothing, or no room for it."""
        text = clean(typed)
        if not text or len(self.lines) >= MOST_LINES:
            return False
        self._set_lines((*self.lines, WantedLine(text)))
        self.rows_changed.emit()
        return True

    def remove(self, row: int) -> None:
        """Takes a typed line away; an offered one is only left out."""
        if self.lines[row].paper:
            self.set_wanted(row, False)
            return
        self._set_lines((*self.lines[:row], *self.lines[row + 1 :]))
        self.rows_changed.emit()

    def send(self, print_now: bool = True) -> None:
        """F12: stores it, unless nothing is asked for."""
        wanted, errors = self._wanted(), {}
        if not wanted:
            errors["wanted"] = translate(
                "exits", "Chưa ghi cần bổ sung gì. Đánh dấu giấy tờ còn thiếu, hoặc gõ thêm."
            )
        part = {"reason": self._draft.reason, "wanted": [text for _, text in wanted]}
        self._store({SUPPLEMENT: part}, errors, print_now)

    @property
    def _draft(self) -> SupplementDraft:
        return self._form.state.supplement or SupplementDraft()

    def _wanted(self) -> list[tuple[int, str]]:
        """Row and text of every line that goes on the form."""
        lines = ((row, line) for row, line in enumerate(self.lines) if line.wanted)
        return [(row, clean(line.text)) for row, line in lines if line.text.strip()]

    def _replace(self, row: int, line: WantedLine) -> None:
        if line != self.lines[row]:
            self._set_lines((*self.lines[:row], line, *self.lines[row + 1 :]), f"wanted.{row}")

    def _set_lines(self, lines: tuple[WantedLine, ...], key: str = "wanted") -> None:
        self._keep(msgspec.structs.replace(self._draft, lines=lines))
        if self._wanted():
            self._kept("wanted")
        self._kept(key)

    def _keep(self, draft: SupplementDraft) -> None:
        self._form.state.supplement = draft

    def _key(self, path: str) -> str:
        head, _, name = path.partition(".")
        if head != SUPPLEMENT:
            return ""
        row, sent = _row_of(name), self._wanted()
        return f"wanted.{sent[row][0]}" if 0 <= row < len(sent) else name
