"""Texts of notices: dossier code, look-up characters, dates, and nothing else of the dossier."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from core.domain.dossier_view import DossierView
from core.domain.timezone import VIETNAM

#: a dossier asks for notices by one of these tags; the value is the language
TAGS: Final = {"notify": "vi", "notify-en": "en"}

_SUBJECTS: Final = {
    "vi": {
        "accepted": "Hồ sơ {number}: đã tiếp nhận",
        "supplement": "Hồ sơ {number}: cần bổ sung giấy tờ",
        "ready": "Hồ sơ {number}: đã có kết quả",
        "apology": "Hồ sơ {number}: xin lỗi và hẹn lại ngày trả kết quả",
    },
    "en": {
        "accepted": "Dossier {number}: received",
        "supplement": "Dossier {number}: more papers needed",
        "ready": "Dossier {number}: result ready",
        "apology": "Dossier {number}: our apology and a new date",
    },
}
_TEXTS: Final = {
    "vi": {
        "accepted": "Hồ sơ {number} đã được tiếp nhận lúc {received}. {due}",
        "supplement": "Hồ sơ {number} cần bổ sung giấy tờ{until}. Giấy tờ cần nộp ghi trên phiếu"
        " yêu cầu bổ sung; nếu chưa nhận phiếu, xin hỏi tại quầy.",
        "ready": "Hồ sơ {number} đã có kết quả ngày {finished}. Kết quả được trả theo cách đã ghi"
        " trên giấy hẹn; đến quầy xin mang giấy hẹn và giấy tờ tùy thân.",
        "apology": "Cơ quan giải quyết xin lỗi vì hồ sơ {number} chưa có kết quả đúng hẹn. {due}",
    },
    "en": {
        "accepted": "Dossier {number} was received at {received}. {due}",
        "supplement": "Dossier {number} needs more papers{until}. They are listed on the slip you"
        " were given; if you have none, please ask at the counter.",
        "ready": "The result of dossier {number} is ready since {finished}. It is handed out as"
        " your receipt says; at the counter please show the receipt and an identity paper.",
        "apology": "The agency apologises: dossier {number} is not ready on the promised date."
        " {due}",
    },
}
_PIECES: Final = {
    "vi": {
        "due": "Hẹn trả kết quả: {0}.",
        "new_due": "Ngày hẹn mới: {0}.",
        "no_due": "Ngày hẹn trả sẽ được báo sau.",
        "until": ", hạn đến hết ngày {0}",
        "lookup": "Tra cứu bằng mã hồ sơ và mã tra cứu {0}{1}.",
        "at": " tại {0}",
        "no_answer": "Thư tự động, xin không trả lời thư này.",
        "practice": "[TẬP HUẤN] ",
    },
    "en": {
        "due": "Result due: {0}.",
        "new_due": "New date: {0}.",
        "no_due": "The date will be told later.",
        "until": " by the end of {0}",
        "lookup": "Check it with the dossier code and the look-up characters {0}{1}.",
        "at": " at {0}",
        "no_answer": "This mail was sent automatically; please do not answer it.",
        "practice": "[PRACTICE] ",
    },
}
KINDS: Final = tuple(_TEXTS["vi"])


def language_of(tags: tuple[str, ...]) -> str:
    """Language in which the dossier asks for notices, empty when it asks for none."""
    return next((lang for tag, lang in TAGS.items() if tag in tags), "")


def subject(kind: str, view: DossierView, lang: str, *, practice: bool) -> str:
    """A mail's subject line."""
    text = _SUBJECTS[lang][kind].format(number=view.number)
    return _PIECES[lang]["practice"] + text if practice else text


def text(kind: str, view: DossierView, lang: str, *, address: str, practice: bool) -> str:
    """What a notice says, in one paragraph.

    Args:
        kind: one of `KINDS`.
        view: only number, look-up characters and dates are read.
        lang: ``vi`` or ``en``.
        address: of the public page, empty when there is none.
        practice: it is a training central's.
    """
    words = _PIECES[lang]
    due = "new_due" if kind == "apology" else "due"
    until = view.supplement_until
    said = _TEXTS[lang][kind].format(
        number=view.number,
        received=_moment(view.received_at),
        due=words[due].format(_moment(view.due_at)) if view.due_at else words["no_due"],
        until=words["until"].format(f"{until:%d/%m/%Y}") if until else "",
        finished=f"{(view.finished_at or view.received_at).astimezone(VIETNAM):%d/%m/%Y}",
    )
    where = words["at"].format(address) if address else ""
    start = words["practice"] if practice else ""
    return start + said + " " + words["lookup"].format(view.lookup_code, where)


def mail_text(kind: str, view: DossierView, lang: str, *, address: str, practice: bool) -> str:
    """The text of a mail."""
    said = text(kind, view, lang, address=address, practice=practice)
    return f"{said}\n\n{_PIECES[lang]['no_answer']}\n"


def _moment(value: datetime) -> str:
    return f"{value.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
