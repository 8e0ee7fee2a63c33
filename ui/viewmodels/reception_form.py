"""The form part of the reception: fields, checks, sections, where Enter goes.

Knows no desk. `ui.viewmodels.reception` puts it together with catalogue, due
date, drafts and saving.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from core.domain.citizen_card import Card
from core.domain.errors import FieldError
from core.domain.procedure import Procedure
from ui import messages
from ui.viewmodels import form_check
from ui.viewmodels.base import prop
from ui.viewmodels.components import ComponentsModel
from ui.viewmodels.form_check import REASONS, Checked
from ui.viewmodels.form_state import (
    KEYS,
    MOST_RELATED,
    RELATED,
    CardFacts,
    FormState,
    OwnerKind,
    related_key,
)
from ui.viewmodels.procedures import chips
from ui.viewmodels.words import Chip

SECTIONS: Final = ("filer", "procedure", "papers", "fee")
_OWN_SECTION: Final = {"basis": "filer", "limit": "procedure", "procedure": "procedure"}
_ROW: Final = re.compile(r"\D+\.(\d+)", re.ASCII)


class ReceptionForm(QObject):
    """Fields by key (`ui.viewmodels.form_state`), with what is wrong with each.

    An error is shown once its field was left, or saving was tried; a warning
    as soon as it is true.

    Signals:
        value_changed(str): a field's text was set from inside (scan, procedure,
            draft, reset); views copy it, no cursor is lost while typing.
        edited(str): the clerk changed a field.
        check_changed(str): error or warning of a field differs.
        sections_changed(): states of sections differ.
        owner_kind_changed(str): ``filer``, ``other`` or ``organisation``.
        procedure_changed(): `procedure` and what follows from it.
        card_changed(): badge and time of the scanned card.
        related_changed(): there are more or fewer rows of related persons.
    """

    value_changed = Signal(str)
    edited = Signal(str)
    check_changed = Signal(str)
    sections_changed = Signal()
    owner_kind_changed = Signal(str)
    procedure_changed = Signal()
    card_changed = Signal()
    related_changed = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state = FormState("")
        self.papers = ComponentsModel(self)
        self._today = today
        self._touched: set[str] = set()
        self._checked = Checked()
        self._shown = Checked()
        self._from_card: dict[str, str] = {}
        self._answered: dict[str, str] = {}
        self._everything = False
        self.papers.edited.connect(self._papers_changed)
        self.recheck()

    # --- reading --------------------------------------------------------------------------

    def value(self, key: str) -> str:
        """The text of a field."""
        return self.state.value(key)

    def error(self, key: str) -> str:
        """Sentence under a field, "" when nothing is wrong that may be shown yet."""
        return self._shown.errors.get(key, "")

    def warning(self, key: str) -> str:
        """Sentence under a field that blocks nothing; "" beside an error."""
        return "" if self.error(key) else self._shown.warnings.get(key, "")

    @prop(str, owner_kind_changed)
    def owner_kind(self) -> str:
        return self.state.owner_kind

    @prop(object, procedure_changed)
    def procedure(self) -> Procedure | None:
        return self.state.procedure

    @prop(list, procedure_changed)
    def chips(self) -> list[Chip]:
        """Facts of the chosen procedure: field, limit, fee, postal, immediate."""
        return chips(self.state.procedure)

    @prop(bool, procedure_changed)
    def at_once(self) -> bool:
        """ "Trả ngay": logged and returned in one act."""
        return self.state.at_once

    @prop(bool, card_changed)
    def card_badge(self) -> bool:
        """Whether the personal number on the form is the one of a scanned card."""
        card = self.state.card
        return card is not None and card.personal_no == self.value("filer.personal_no").strip()

    @prop(str, card_changed)
    def card_time(self) -> str:
        """``10:03`` of the scan."""
        return self.state.card.at if self.state.card else ""

    def source(self) -> dict[str, Any]:
        """The dossier on the form as `core.ports.desk.Desk.receive` takes it.

        For every act that begins with this form (receiving, asking for a supplement, refusing):
        what does not parse is left out, `errors` tells whether it may be used.
        """
        return self.state.source(self.papers.attachments())

    @property
    def errors(self) -> dict[str, str]:
        """All that stands in the way of saving, shown or not, in the order of the form."""
        found = {**self._checked.errors, **self._answered}
        return {key: found[key] for key in sorted(found, key=self._position)}

    @property
    def shown_errors(self) -> list[str]:
        """Fields with an error in sight, from top to bottom (F8 walks through them)."""
        return sorted(self._shown.errors, key=self._position)

    @property
    def shown_counts(self) -> tuple[int, int]:
        """Of what is in sight and blocks: ``(to correct, only a reason to write)``."""
        reasons = sum(key in REASONS for key in self._shown.errors)
        return len(self._shown.errors) - reasons, reasons

    def next_error(self, after: str, *, back: bool = False) -> str:
        """The next field with an error in sight, around the end; "" without any."""
        errors = self.shown_errors
        if after in errors:
            return errors[(errors.index(after) + (-1 if back else 1)) % len(errors)]
        return (errors[-1] if back else errors[0]) if errors else ""

    def _position(self, key: str) -> tuple[int, int, int, str]:
        row = _ROW.match(key)
        at = KEYS.index(key) if key in KEYS else len(KEYS)
        return SECTIONS.index(self.section_of(key)), at, int(row[1]) if row else 0, key

    @staticmethod
    def section_of(key: str) -> str:
        """``filer`` (with owner), ``procedure``, ``papers`` or ``fee``."""
        head = key.partition(".")[0]
        if head in ("filer", "owner", "related"):
            return "filer"
        return "papers" if head == "papers" else _OWN_SECTION.get(key, "fee")

    def section_state(self, section: str) -> str:
        """``error``, ``warning``, ``done``, or "" while something is missing."""
        shown = {key for key in self._shown.errors if self.section_of(key) == section}
        if shown - REASONS:
            return "error"
        wrong = {key for key in self._checked.errors if self.section_of(key) == section}
        if wrong - REASONS:
            return ""
        if section != "filer" and self.state.procedure is None:
            return ""
        if wrong or any(self.section_of(key) == section for key in self._shown.warnings):
            return "warning"
        return "done"

    def next_field(self, after: str) -> str:
        """Where Enter goes from a field: a key, or ``save``."""
        return form_check.next_empty(self.state, self.papers.papers, self._checked.errors, after)

    # --- changing -------------------------------------------------------------------------

    def set_value(self, key: str, text: str) -> None:
        """The clerk typed."""
        if self.value(key) == text:
            return
        self.state.values[key] = text
        self._from_card.pop(key, None)
        self._answered.pop(key, None)
        if key == "fee":
            self.state.fee_edited = True
        if key in ("copies", "pages"):
            self._count(key, text)
        number = text.strip()
        if key.endswith(".personal_no") and number and not (number.isdigit() and len(number) < 12):
            self._touched.add(key)  # complete or plainly wrong: no need to wait
        self._changed(key)
        if key == "filer.personal_no":
            self.card_changed.emit()

    def put(self, key: str, text: str) -> None:
        """Sets a text from inside; the view shows it."""
        if self.value(key) != text:
            self.state.values[key] = text
            self.value_changed.emit(key)

    def leave(self, key: str) -> None:
        """The focus left a field: from now on its error is shown."""
        if self.value(key).strip() or key in self._shown.errors:
            self._touched.add(key)
            self.recheck()

    def set_owner_kind(self, kind: OwnerKind) -> None:
        """Filer, another person, or an organisation owns the dossier."""
        if kind != self.state.owner_kind:
            self.state.owner_kind = kind
            self.owner_kind_changed.emit(kind)
            self._changed("owner.name")

    def choose(self, procedure: Procedure) -> None:
        """Takes a procedure with its papers, fee and way of returning."""
        self.state.procedure = procedure
        self.state.at_once = procedure.immediate
        self.state.wants_receipt = False
        self.state.fee_edited = False
        for key, text in {"limit": "", "copies": "1", "pages": "1", "fee_reason": ""}.items():
            self.put(key, text)
        self._answered.clear()
        self.papers.load(procedure.documents, self.state.by_page is not None)
        self._follow_papers()
        self.procedure_changed.emit()
        self._changed("procedure")

    def set_at_once(self, at_once: bool) -> None:
        """Returns at once or makes an appointment; only immediate procedures may be returned."""
        procedure = self.state.procedure
        if procedure is not None and procedure.immediate and self.state.at_once != at_once:
            self.state.at_once = at_once
            self._follow_fee()
            self.procedure_changed.emit()
            self._changed("procedure")

    def set_wants_receipt(self, wanted: bool) -> None:
        """ "Trả ngay" with a receipt all the same."""
        if self.state.wants_receipt != wanted:
            self.state.wants_receipt = wanted
            self.procedure_changed.emit()
            self._changed("procedure")

    def take_computed_fee(self) -> None:
        """Alt+L: the fee as the catalogue has it."""
        self.state.fee_edited = False
        self._follow_fee()
        self._changed("fee")

    def add_related(self) -> str:
        """A row for one more person concerned; returns the key to be typed into."""
        blank = [row for row in range(self.state.related_rows) if self.state.related_blank(row)]
        if blank or self.state.related_rows >= MOST_RELATED:
            return related_key(blank[0] if blank else MOST_RELATED - 1)
        self.state.related_rows += 1
        self.related_changed.emit()
        self._changed("related")
        return related_key(self.state.related_rows - 1)

    def remove_related(self, row: int) -> None:
        """Takes a row away; those below move up."""
        if row < self.state.related_rows:
            keys = [related_key(at, n) for at in range(self.state.related_rows) for n in RELATED]
            for key in keys:
                self._touched.discard(key)
                self._answered.pop(key, None)
            self.state.remove_related(row)
            self.related_changed.emit()
            for key in keys:
                self.value_changed.emit(key)
            self._changed("related")

    def _papers_changed(self) -> None:
        self._follow_papers()
        self._changed("papers")

    def _follow_papers(self) -> None:
        """A fee by the page is counted over the papers: copies and pages show what they say."""
        self.state.sheets = self.papers.sheets
        if self.state.by_page is not None and self.state.sheets:
            self.put("copies", str(sum(sheets.copies for sheets in self.state.sheets)))
            if len(self.state.sheets) == 1:
                self.put("pages", str(self.state.sheets[0].pages))
        self._follow_fee()

    def _count(self, key: str, text: str) -> None:
        """Copies and pages as typed beside the fee belong to the one paper to be certified."""
        rows = self.papers.to_certify
        if self.state.by_page is not None and len(rows) == 1 and text.strip() not in ("", "0"):
            self.papers.set_count(rows[0], "certified" if key == "copies" else key, text)
        self._follow_fee()

    def _follow_fee(self) -> None:
        if not self.state.fee_edited:
            fee = self.state.computed_fee
            self.put("fee", "" if fee is None else f"{fee:,}".replace(",", "."))

    def fill_from_card(self, card: Card, at: str) -> None:
        """A scanned card fills the filer; what came damaged is left to be typed."""
        birth = f"{card.birth:%d/%m/%Y}" if card.birth else ""
        issued = card.issued.isoformat() if card.issued else ""
        self.state.card = CardFacts(card.personal_no, card.name, birth, card.old_id_no, issued, at)
        told = {
            "personal_no": card.personal_no,
            "name": card.name,
            "birth": birth,
            "sex": card.sex,
            "address": card.address,
        }
        for name, text in told.items():
            self._answered.pop(f"filer.{name}", None)
            self.put(f"filer.{name}", text)
        self._from_card = {
            f"filer.{warning.field or 'name'}": messages.refusal(warning)
            for warning in card.warnings
            if warning.field not in ("issued", "old_id_no")
        }
        self._changed("filer.personal_no")
        self.card_changed.emit()

    def replace(self, state: FormState, papers: list[dict[str, object]] | None = None) -> None:
        """Another state as a whole: a draft, an undone change, an empty form."""
        before = self.state
        self.state = state
        self._touched.clear()
        self._answered.clear()
        self._from_card.clear()
        self._everything = False
        self.papers.from_draft(papers or [], state.by_page is not None)
        state.sheets = self.papers.sheets
        for key in KEYS:
            if before.value(key) != state.value(key):
                self.value_changed.emit(key)
        self.related_changed.emit()
        self.owner_kind_changed.emit(state.owner_kind)
        self.procedure_changed.emit()
        self.card_changed.emit()
        self.recheck()

    # --- checking -------------------------------------------------------------------------

    def show_everything(self) -> None:
        """Saving was tried: every error comes into sight."""
        self._everything = True
        self.papers.touch()
        self.recheck()

    def show_fields(self, keys: Iterable[str]) -> None:
        """What is wrong with some fields comes into sight, as though they had been left."""
        self._touched.update(keys)
        self.recheck()

    def answer(self, errors: Iterable[FieldError]) -> None:
        """What the service refused; each goes when its field is changed."""
        self._answered.clear()
        for error in errors:
            key = form_check.field_key(error.field, self.state, self.papers.papers)
            self._answered.setdefault(key, messages.refusal(error))
        self.recheck()

    def recheck(self) -> None:
        """Looks at everything again and tells what differs."""
        self._checked = form_check.check(self.state, self.papers.papers, self._today())
        errors = {
            key: text
            for key, text in self._checked.errors.items()
            if self._everything or key in self._touched
        } | self._answered
        warnings = self._from_card | self._checked.warnings
        if not self._everything:
            warnings = {k: w for k, w in warnings.items() if k not in ("basis", "return_address")}
        before, self._shown = self._shown, Checked(errors, warnings)
        told = {*before.errors, *before.warnings, *errors, *warnings}
        for key in sorted(told, key=self._position):
            was = (before.errors.get(key), before.warnings.get(key))
            if was != (errors.get(key), warnings.get(key)):
                self.check_changed.emit(key)
        self.sections_changed.emit()

    def _changed(self, key: str) -> None:
        self.recheck()
        self.edited.emit(key)
