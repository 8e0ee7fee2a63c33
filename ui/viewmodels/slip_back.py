"""A form 02 that a citizen brings back: fills the reception, and lists what was wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import Signal

from core.domain.dossier import Dossier, State
from core.domain.errors import FieldError
from core.domain.events import SupplementAsked
from core.domain.procedure import base_code
from core.ports.desk import Desk
from ui import messages
from ui.background import Background, Latest
from ui.viewmodels.base import ViewModel, prop, translate
from ui.viewmodels.exit_state import SlipBack, complete, slip_typed
from ui.viewmodels.slip_form import draft_rows, form_of

if TYPE_CHECKING:
    from ui.viewmodels.reception import ReceptionViewModel

Found = tuple[Dossier, SupplementAsked | None] | None


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One thing that was wanted.

    Attributes:
        text: as on the slip.
        here: it was brought: its paper is ticked and counted, or the clerk said so.
    """

    text: str
    here: bool


class SlipBackViewModel(ViewModel):
    """Follows the slip from which the form was filled, none most of the time.

    Signals:
        changed(): `title`, `lines` or `number` differ.
        told(str): the slip leads elsewhere; the words say why. Its page is asked for as well.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(self, background: Background, reception: ReceptionViewModel) -> None:
        super().__init__(background, reception)
        self._reception, self._form = reception, reception.form
        self._asked: Latest[Found] = Latest(
            background, self._found, self._tell, on_crash=self._tell_crash
        )
        self._wanted = ""
        self._shown: tuple[str, tuple[SlipLine, ...]] = ("", ())
        self.failed.connect(reception.failed)
        self._form.procedure_changed.connect(self._look)
        self._form.papers.summary_changed.connect(self._look)

    # --- reading --------------------------------------------------------------------------

    @prop(str, changed)
    def number(self) -> str:
        """The slip's number, "" while there is none."""
        return self._shown[0]

    @prop(object, changed)
    def lines(self) -> tuple[SlipLine, ...]:
        return self._shown[1]

    @prop(str, changed)
    def title(self) -> str:
        """ "Hồ sơ đã hướng dẫn bổ sung ngày 23/11/2026, thiếu:"."""
        slip = self._form.state.slip
        if slip is None:
            return ""
        if all(line.here for line in self.lines):
            text = translate("slip", "Hồ sơ đã hướng dẫn bổ sung ngày {day}, nay đã mang đủ:")
        else:
            text = translate("slip", "Hồ sơ đã hướng dẫn bổ sung ngày {day}, thiếu:")
        return text.format(day=slip.asked_on)

    def next_field(self, key: str) -> str:
        """Where Enter goes: from a line (``slip.0``) to the next, behind the last to the form."""
        head, _, row = key.partition(".")
        if head == "slip" and int(row) + 1 < len(self.lines):
            return f"slip.{int(row) + 1}"
        return self._form.next_field("" if head == "slip" else key)

    # --- changing -------------------------------------------------------------------------

    def set_here(self, row: int, here: bool) -> None:
        """The clerk ticked a line: its paper is ticked with it."""
        slip = self._form.state.slip
        if slip is None or self.lines[row].here == here or self._reception.saving:
            return
        at = self._paper_row(slip, row)
        if at >= 0:
            self._tick(at, here)
            return
        brought = {*slip.brought, row} if here else {*slip.brought} - {row}
        self._form.state.slip = msgspec.structs.replace(slip, brought=tuple(sorted(brought)))
        self._reception.drafts.touch()
        self._look()

    def _tick(self, at: int, here: bool) -> None:
        model = self._form.papers
        if model.papers[at].ticked != here:
            model.toggle(at)
        if here and model.papers[at].missing:
            model.set_count(at, model.papers[at].missing_count, "1")

    def take_typed(self, key: str) -> bool:
        """Enter behind a slip's number, typed where people or procedures are looked for."""
        hits, form = self._reception.hits, self._form
        typed = {"procedure": hits.typed, "filer.personal_no": form.value("filer.personal_no")}
        number = slip_typed(typed.get(key, ""))
        if not number:
            return False
        if key == "filer.personal_no":
            form.set_value(key, "")
            form.value_changed.emit(key)
        self.take(number)
        return True

    def take(self, number: str) -> None:
        """Fills the form from a slip; what stood there comes back with `undo`.

        A slip that was accepted or refused since leads to its page instead; an unknown one
        changes nothing.
        """
        if self._reception.saving:
            return
        if self.number == number:
            self._reception.focus_requested.emit("slip.0")
            return
        self._wanted = number

        def work(desk: Desk) -> Found:
            dossier = desk.dossier(number)
            return None if dossier is None else (dossier, desk.supplement(dossier.uid))

        self._asked.ask(work)

    def close(self) -> None:
        self._asked.cancel()
        super().close()

    # --- what the desk answers ------------------------------------------------------------

    def _found(self, found: Found) -> None:
        if found is None or found[1] is None or not found[0].slip_number:
            error = FieldError("slip_unknown", "slip", {"code": self._wanted[:60]})
            self.failed.emit(messages.refusal(error))
            return
        dossier, asked = found
        if dossier.at_intake and dossier.state is State.SUPPLEMENT_ASKED:
            assert asked is not None
            self._fill(dossier, asked)
            return
        code = "slip_refused" if dossier.at_intake else "slip_done"
        self.told.emit(messages.refusal(FieldError(code, "slip", {"number": dossier.number})))
        self._reception.lookup_requested.emit(dossier.uid)

    def _fill(self, dossier: Dossier, asked: SupplementAsked) -> None:
        reception = self._reception
        if reception.saving:
            return
        code = dossier.content.procedure_code
        procedure = reception.hits.by_code(base_code(code))
        state, papers = form_of(dossier, asked, procedure, reception.new_reference())
        replaced = reception.replace(state, draft_rows(papers))
        reception.focus_requested.emit("slip.0")
        if replaced:
            text = translate(
                "slip", "Đã mở phiếu {number}. Hồ sơ đang nhập dở: bấm Ctrl+Z để lấy lại."
            )
            reception.notice.emit(text.format(number=self.number))
        if procedure is None:
            text = translate(
                "slip", "Thủ tục {code} không còn trong danh mục của máy này. Chọn lại thủ tục."
            )
            self.failed.emit(text.format(code=code))

    def _paper_row(self, slip: SlipBack, row: int) -> int:
        """The form's row of the paper that a line asks for, -1 when it asks for none."""
        name = slip.papers[row] if row < len(slip.papers) else ""
        papers = self._form.papers.papers
        return next((at for at, p in enumerate(papers) if name and p.name == name), -1)

    def _here(self, slip: SlipBack, row: int) -> bool:
        at = self._paper_row(slip, row)
        return row in slip.brought if at < 0 else complete(self._form.papers.papers[at])

    def _look(self) -> None:
        """Compares with what was told last."""
        slip = self._form.state.slip
        shown: tuple[str, tuple[SlipLine, ...]] = ("", ())
        if slip is not None:
            lines = (SlipLine(text, self._here(slip, n)) for n, text in enumerate(slip.wanted))
            shown = slip.number, tuple(lines)
        if shown != self._shown:
            self._shown = shown
            self.changed.emit()
