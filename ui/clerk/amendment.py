"""What an amendment's form holds, what of it differs, and the date that would be promised.

Imports no widget: the dialog shows what is decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.data import load_calendar, load_rule_packs
from core.domain.deadlines import Due, due, parse_limit
from core.domain.dossier import Dossier, Party
from core.domain.errors import Refused
from core.domain.timezone import local
from ui.background import Background, Failure, Latest
from ui.viewmodels import due_words, words
from ui.viewmodels.base import ViewModel, translate, words_of

#: fields of a person that the dialog shows, in the outside's shape
PERSON = ("name", "personal_no", "dob", "phone", "address")


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
    return found | {
        "limit": words.limit_words(content.limit) if content.limit else "",
        "fee_vnd": words.money(content.fee_vnd) if content.fee_vnd is not None else "",
        "copies": str(content.sets),
        "return_by": content.return_by,
        "return_address": content.return_address,
        "note": content.note,
    }


def _person(where: str, party: Party) -> dict[str, str]:
    return {
        f"{where}.name": party.name,
        f"{where}.personal_no": party.personal_no,
        f"{where}.dob": f"{party.birth:%d/%m/%Y}" if party.birth else "",
        f"{where}.phone": party.phone,
        f"{where}.address": party.address,
    }


def changes(before: Mapping[str, str], after: Mapping[str, str]) -> dict[str, Any] | list[Wrong]:
    """The fields that differ, in the shape of `core.services.amendment_input`, or what is wrong."""
    found: dict[str, Any] = {}
    wrong: list[Wrong] = []
    for key, text in after.items():
        said = text.strip()
        if said == before.get(key, "").strip():
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


class AmendmentViewModel(ViewModel):
    """Counts the new due date while the limit is typed.

    Signals:
        due_changed(str, bool): what would be promised, and whether that differs from now.
    """

    due_changed = Signal(str, bool)

    def __init__(
        self, background: Background, dossier: Dossier, parent: QObject | None = None
    ) -> None:
        super().__init__(background, parent)
        self.dossier = dossier
        self.before = values(dossier)
        self._asked: Latest[Due | None] = Latest(background, self._known, self._unknown)

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
        self.due_changed.emit(f"{said}. {due_words.sentence(found)}", found.due_at != before)

    def _unknown(self, failure: Failure) -> None:
        said = words_of(failure) if isinstance(failure, Refused) else ""
        self.due_changed.emit(said or words_of(failure), False)
