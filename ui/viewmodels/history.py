"""A dossier's events in words, for people who were not there.

Pure: events in, sentences out. Changes are told field by field, with what stood
there before, by replaying the content from its first event.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from core.domain.events import (
    DossierAmended,
    DossierCancelled,
    DossierReceived,
    DossierRefused,
    Event,
    FormPrinted,
    ResultReturned,
    SupplementAsked,
)
from core.domain.timezone import local
from ui.viewmodels import words
from ui.viewmodels.base import translate
from ui.viewmodels.given import changed_papers
from ui.viewmodels.paper_names import FORMS, full_name, print_words


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the history.

    Attributes:
        kind: ``received``, ``supplement_asked``, ``refused``, ``amended``, ``cancelled``,
            ``returned``, ``printed``, ``other``.
        title: what happened.
        detail: who, what exactly, why; may hold several sentences.
        at: when, by the station's clock.
        time: ``10:21`` or ``23/11 10:21`` when it was another day.
    """

    kind: str
    title: str
    detail: str
    at: datetime
    time: str


@dataclass(frozen=True, slots=True)
class PrintedForm:
    """A form that came out of the printer; ``form`` is its key."""

    form: str
    name: str
    time: str
    reprint: bool


def happenings(
    events: Sequence[Event[Any]], people: Mapping[str, str], today: datetime
) -> list[Happening]:
    """The history, newest first.

    Args:
        events: as stored, the oldest first.
        people: display names by login.
        today: times of this day are told without their date.
    """
    found = []
    content: dict[str, Any] = {}
    for event in events:
        body = event.body
        kind, title, detail = _told(body, content)
        if isinstance(body, DossierReceived | SupplementAsked | DossierRefused):
            content = msgspec.to_builtins(body.content) if body.content else content
        elif isinstance(body, DossierAmended):
            content = content | body.changes
        who = people.get(event.actor, event.actor)
        doubt = translate("history", "Giờ nghi ngờ.") if event.doubtful else ""
        said = ". ".join(filter(None, (who, detail.rstrip(".")))) + "."
        found.append(
            Happening(kind, title, f"{said} {doubt}".strip(), event.at, _time(event.at, today))
        )
    return found[::-1]


def printed_forms(events: Sequence[Event[Any]], today: datetime) -> list[PrintedForm]:
    """Forms that were printed, newest first."""
    return [
        PrintedForm(
            e.body.form, full_name(e.body.form), _time(e.body.printed_at, today), e.body.reprint
        )
        for e in reversed(events)
        if isinstance(e.body, FormPrinted)
    ]


def _time(at: datetime, today: datetime) -> str:
    here = local(at)
    same = here.date() == local(today).date()
    return f"{here:%H:%M}" if same else f"{here:%d/%m/%Y %H:%M}"


def _told(body: Any, content: dict[str, Any]) -> tuple[str, str, str]:
    """``(kind, title, detail)`` of an event's body."""
    if isinstance(body, DossierReceived):
        text = translate("history", "Mã hồ sơ {number}")
        return (
            "received",
            translate("history", "Tiếp nhận hồ sơ"),
            text.format(number=body.number.text),
        )
    if isinstance(body, SupplementAsked | DossierRefused):
        return _sent_away(body)
    if isinstance(body, DossierAmended):
        return "amended", translate("history", "Sửa hồ sơ"), _amended(body, content)
    if isinstance(body, DossierCancelled):
        text = translate("history", "Lý do: {reason}. Mã hồ sơ không dùng lại")
        return "cancelled", translate("history", "Hủy hồ sơ"), text.format(reason=body.reason)
    if isinstance(body, ResultReturned):
        if body.at_once:
            return "returned", translate("history", "Trả kết quả ngay"), ""
        return "returned", translate("history", "Trả kết quả"), ""
    if isinstance(body, FormPrinted):
        title = print_words(body.form, body.reprint) if body.form in FORMS else body.form
        return "printed", title, full_name(body.form)
    return "other", translate("history", "Việc khác"), ""


def _sent_away(body: SupplementAsked | DossierRefused) -> tuple[str, str, str]:
    """Form 02 or 03: its number, what it asks for, why."""
    said = []
    if body.number is not None:
        said.append(translate("history", "Phiếu {number}").format(number=body.number.text))
    if isinstance(body, SupplementAsked):
        kind, title = "supplement_asked", translate("history", "Yêu cầu bổ sung")
        wanted = "; ".join(line.rstrip(" .") for line in body.wanted)
        said.append(translate("history", "Cần: {lines}").format(lines=wanted))
    else:
        kind, title = "refused", translate("history", "Từ chối tiếp nhận")
    if body.reason:
        reason = translate("history", "Lý do: {reason}").format(reason=body.reason.rstrip(" ."))
        said.append(reason)
    if isinstance(body, DossierRefused) and body.competent_agency:
        agency = translate("history", "Nơi giải quyết: {agency}")
        said.append(agency.format(agency=body.competent_agency))
    return kind, title, ". ".join(said)


def _amended(body: DossierAmended, before: dict[str, Any]) -> str:
    said = [text for name, value in body.changes.items() for text in _change(name, before, value)]
    if body.due_changed:
        due = f"{local(body.due_at):%H:%M %d/%m/%Y}" if body.due_at else ""
        text = translate("history", "Hẹn trả mới: {due}")
        said.append(text.format(due=due or translate("history", "chưa có")))
    said.append(translate("history", "Lý do: {reason}").format(reason=body.reason))
    return ". ".join(said)


def _labels() -> dict[str, str]:
    return {
        "procedure_name": translate("history", "Thủ tục"),
        "owner": translate("history", "Chủ hồ sơ"),
        "filer": translate("history", "Người nộp"),
        "sets": translate("history", "Số bộ"),
        "fee_vnd": translate("history", "Lệ phí"),
        "limit": translate("history", "Thời hạn"),
        "return_by": translate("history", "Nhận kết quả"),
        "return_address": translate("history", "Nơi nhận"),
        "note": translate("history", "Ghi chú"),
        "components": translate("history", "Giấy tờ"),
        "agency": translate("history", "Nơi quyết định"),
        "name": translate("history", "họ tên"),
        "personal_no": translate("history", "số định danh"),
        "birth": translate("history", "ngày sinh"),
        "sex": translate("history", "giới tính"),
        "address": translate("history", "nơi cư trú"),
        "phone": translate("history", "điện thoại"),
        "email": translate("history", "thư điện tử"),
        "tax_code": translate("history", "mã số thuế"),
        "authorisation": translate("history", "căn cứ đại diện"),
    }


def _change(name: str, before: dict[str, Any], after: Any) -> list[str]:
    """Sentences of one changed field; a person's fields one by one."""
    label = _labels().get(name)
    if label is None:
        return []  # code and version of the procedure follow its name
    old = before.get(name)
    if name in ("owner", "filer") and isinstance(after, dict):
        then = old if isinstance(old, dict) else {}
        keys = [k for k in {**then, **after} if then.get(k) != after.get(k) and k in _labels()]
        return [
            _replaced(f"{label}, {_labels()[key]}", _plain(key, then.get(key)),
                      _plain(key, after.get(key)))
            for key in keys
        ]  # fmt: skip
    if name == "components":
        return changed_papers(old or [], after)
    return [_replaced(label, _plain(name, old), _plain(name, after))]


def _replaced(label: str, old: str, new: str) -> str:
    if not old:
        text = translate("history", "{label}: ghi “{new}”")
    elif not new:
        text = translate("history", "{label}: bỏ “{old}”")
    else:
        text = translate("history", "{label}: “{old}” thành “{new}”")
    return text.format(label=label, old=old, new=new)


def _plain(key: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if key == "fee_vnd":
        return words.money(value)
    if key == "limit":
        return words.limit_words(value)
    if key == "personal_no":
        return words.masked(str(value))
    if key == "return_by":
        return return_words(str(value))
    return str(value)


def return_words(return_by: str) -> str:
    """How the result is handed out."""
    if return_by == "post":
        return translate("history", "Qua bưu chính công ích")
    return translate("history", "Tại quầy, mang theo giấy hẹn")
