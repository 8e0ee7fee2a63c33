"""What an amendment's form holds, what of it differs, and the date that would be promised.

Imports no widget: the dialog shows what is decided here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.data import load_calendar, load_rule_packs
from core.domain.deadlines import Due, due, parse_limit
from core.domain.dossier import Component, Dossier, Party
from core.domain.errors import Refused
from core.domain.page_fee import page_fee
from core.domain.procedure import Procedure
from core.domain.text import fold
from core.domain.timezone import local
from ui.background import Background, Failure, Latest
from ui.viewmodels import due_words, words
from ui.viewmodels.base import ViewModel, translate, words_of
from ui.viewmodels.components import ComponentsModel
from ui.viewmodels.papers import Paper, paper_of
from ui.viewmodels.procedures import ProcedureHitsModel, prepared

#: fields of a person, and of an organisation, that the dialog shows, in the outside's shape
PERSON = ("name", "personal_no", "dob", "sex", "address", "phone")
ORGANISATION = ("name", "tax_code", "address", "phone")
#: what a procedure brings along: sent with it as it stands in the form
_OF_PROCEDURE = ("limit", "fee_vnd")


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field that cannot be read, in words."""

    field: str
    words: str


def values(dossier: Dossier) -> dict[str, str]:
    """What stands in each field now, as people write it; keys as the outside calls them."""
    content = dossier.content
    found = _person("applicant", content.owner)
    if content.filer is not None:
        found |= _person("representative", content.filer)
        found["representative.authorisation"] = content.filer.authorisation
    return found | {
        "limit": words.limit_words(content.limit) if content.limit else "",
        "fee_vnd": words.money(content.fee_vnd) if content.fee_vnd is not None else "",
        "copies": str(content.sets),
        "return_by": content.return_by,
        "return_address": content.return_address,
        "note": content.note,
    }


def person_fields(party: Party) -> tuple[str, ...]:
    """What of somebody is asked."""
    return ORGANISATION if party.kind == "organisation" else PERSON


def _person(where: str, party: Party) -> dict[str, str]:
    said = {
        "name": party.name,
        "personal_no": party.personal_no,
        "tax_code": party.tax_code,
        "dob": f"{party.birth:%d/%m/%Y}" if party.birth else "",
        "sex": party.sex,
        "phone": party.phone,
        "address": party.address,
    }
    return {f"{where}.{name}": said[name] for name in person_fields(party)}


def changes(
    before: Mapping[str, str], after: Mapping[str, str], always: Collection[str] = ()
) -> dict[str, Any] | list[Wrong]:
    """The fields that differ, in the shape of `core.services.amendment_input`, or what is wrong.

    Args:
        before: what stood in the form, `values`.
        after: what stands there now.
        always: fields told even when they do not differ.
    """
    found: dict[str, Any] = {}
    wrong: list[Wrong] = []
    for key, text in after.items():
        said = text.strip()
        if said == before.get(key, "").strip() and key not in always:
            continue
        value = _read(key, said)
        if isinstance(value, Wrong):
            wrong.append(value)
            continue
        where, _, name = key.rpartition(".")
        if where:
            found.setdefault(where, {})[name] = value
        else:
            found[name] = value
    return wrong or found


def _read(key: str, said: str) -> Any:
    name = key.rpartition(".")[2]
    if name == "dob":
        day = words.read_date(said) if said else None
        if said and day is None:
            text = translate("amend", "Ngày sinh chưa đủ. Ghi ngày/tháng/năm, ví dụ 01/02/1994.")
            return Wrong(key, text)
        return day.isoformat() if isinstance(day, date) else None
    if name == "limit" and not said:
        return ""  # the agency has to tell it first
    if name == "limit":
        limit = words.read_limit(said)
        text = translate("amend", "Chưa hiểu thời hạn. Ghi ví dụ: 5 ngày làm việc, trong ngày.")
        return limit if limit is not None else Wrong(key, text)
    if name == "fee_vnd":
        fee = words.read_money(said) if said else None
        if said and fee is None:
            return Wrong(key, translate("amend", "Số tiền chưa đúng. Ghi ví dụ: 94.000."))
        return fee
    if name == "copies":
        if said.isascii() and said.isdigit():
            return int(said)
        return Wrong(key, translate("amend", "Số bộ phải là chữ số."))
    return said


def promised(dossier: Dossier, limit: str) -> Due | None:
    """When it would be due under another limit, counted from its own receipt and rules."""
    pack = next((each for each in load_rule_packs() if each.id == dossier.pack), None)
    if pack is None or not limit:
        return None
    return due(
        dossier.received_at,
        parse_limit(limit),
        load_calendar(),
        pack.office_hours,
        cut_off=pack.same_day_cut_off,
    )


def paper_rows(components: Iterable[Component]) -> list[Paper]:
    """The papers of a dossier as rows of a form; what was only shown has no counts."""
    return [_row(component) for component in components]


def _row(component: Component) -> Paper:
    given = component.originals or component.certified or component.copies
    shown = not given and paper_of(component.name).kind == "shown"
    return Paper(
        component.name,
        "shown" if shown else "paper",
        originals=component.originals,
        certified=component.certified,
        copies=component.copies,
        pages=component.pages or None,
    )


def papers_for(procedure: Procedure, given: Sequence[Paper]) -> list[Paper]:
    """The papers of another procedure.

    What was handed in under the same name keeps its counts; the rest stays below, unticked,
    for the clerk to say what of it is kept.
    """
    left = {fold(paper.name): paper for paper in given}
    rows = [left.pop(fold(name), paper_of(name)) for name in procedure.documents]
    return [*rows, *(replace(paper, ticked=False) for paper in left.values())]


class AmendmentViewModel(ViewModel):
    """Finds procedures, holds the papers, counts the new due date while the limit is typed.

    Signals:
        due_changed(str, bool): what would be promised, and whether that differs from now.
        procedure_changed(): `procedure` and `proposed`; the papers follow.
    """

    due_changed = Signal(str, bool)
    procedure_changed = Signal()

    def __init__(
        self, background: Background, dossier: Dossier, parent: QObject | None = None
    ) -> None:
        super().__init__(background, parent)
        self.dossier = dossier
        self.before = values(dossier)
        self.hits = ProcedureHitsModel(self)
        self.papers = ComponentsModel(self)
        self._chosen: Procedure | None = None
        self._load(paper_rows(dossier.content.components))
        self._given = self.papers.attachments()
        self._asked: Latest[Due | None] = Latest(background, self._known, self._unknown)
        self._read(lambda desk: prepared(desk.catalogue(), desk.usage()), self.hits.load)

    # --- procedure and papers ---------------------------------------------------------------

    @property
    def procedure(self) -> tuple[str, str]:
        """Code and name, as they would be saved."""
        if self._chosen is not None:
            return self._chosen.code, self._chosen.name
        content = self.dossier.content
        return content.procedure_code, content.procedure_name

    @property
    def proposed(self) -> dict[str, str]:
        """Limit and fee that go with the procedure, as people write them.

        A fee by the page is not proposed: nobody counted the pages under this procedure.
        """
        chosen = self._chosen
        if chosen is None:
            return {key: self.before[key] for key in _OF_PROCEDURE}
        known = chosen.fee_vnd is not None and page_fee(chosen) is None
        return {
            "limit": words.limit_words(chosen.limit) if chosen.limit else "",
            "fee_vnd": words.money(chosen.fee_vnd) if known else "",
        }

    def choose(self, row: int) -> None:
        """Takes a procedure among `hits`; the dossier's own brings everything back."""
        chosen = self.hits.procedure(row)
        own = chosen.code == self.dossier.content.procedure_code
        rows = paper_rows(self.dossier.content.components)
        self._chosen = None if own else chosen
        self._load(rows if own else papers_for(chosen, rows))
        self.procedure_changed.emit()

    @property
    def left_over(self) -> int:
        """How many papers of the dossier the chosen procedure does not ask for."""
        if self._chosen is None:
            return 0
        return max(self.papers.rowCount() - len(self._chosen.documents), 0)

    def _load(self, rows: Iterable[Paper]) -> None:
        self.papers.from_draft(asdict(row) for row in rows)

    def changes(self, after: Mapping[str, str]) -> dict[str, Any] | list[Wrong]:
        """What is to be changed, in the shape of `core.services.amendment_input`.

        Args:
            after: what stands in the fields.
        """
        found = changes(self.before, after, _OF_PROCEDURE if self._chosen else ())
        if isinstance(found, list):
            return found
        if self._chosen is not None:
            found["procedure_code"] = self._chosen.code
        given = self.papers.attachments()
        if given != self._given:
            found["attachments"] = given
        return found

    # --- the promise ------------------------------------------------------------------------

    def set_limit(self, typed: str) -> None:
        """Counts again, off the interface thread."""
        limit = words.read_limit(typed.strip()) if typed.strip() else ""
        if limit is None:
            self._asked.cancel()
            self.due_changed.emit(translate("amend", "Ghi xong thời hạn để thấy ngày hẹn."), False)
            return
        dossier, wanted = self.dossier, limit
        self._asked.ask(lambda _desk: promised(dossier, wanted))

    def close(self) -> None:
        self._asked.cancel()
        super().close()

    def _known(self, found: Due | None) -> None:
        before = self.dossier.due_at
        if found is None:
            self.due_changed.emit(
                translate("amend", "Không có ngày hẹn: thủ tục chưa công bố thời hạn."),
                before is not None,
            )
            return
        at = local(found.due_at)
        text = translate("amend", "{day}, trước {time}")
        said = text.format(day=words.day_words(at.date()), time=f"{at:%H:%M}")
        told = [f"{said}.", due_words.sentence(found)]
        if found.due_at != before and before is not None:
            old = translate("amend", "Giấy hẹn đã trao ghi {day}: thu lại khi trao giấy mới.")
            told.append(old.format(day=f"{local(before):%d/%m/%Y}"))
        self.due_changed.emit(" ".join(told), found.due_at != before)

    def _unknown(self, failure: Failure) -> None:
        said = words_of(failure) if isinstance(failure, Refused) else ""
        self.due_changed.emit(said or words_of(failure), False)
