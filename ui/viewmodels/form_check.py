"""What is wrong or odd on the reception form, field by field, in words.

The rules are the service's own (`core.services.dossier_input.read_dossier`);
added here is only what exists before there is a dossier: texts that are no
date or amount yet, empty cells, what differs from the card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from core.domain.errors import FieldError
from core.domain.personal_number import check_personal_number
from core.domain.text import fold
from core.services.dossier_input import read_dossier
from ui import messages
from ui.viewmodels.base import translate
from ui.viewmodels.form_state import EXTRAS, RELATED, FormState, related_key, related_place
from ui.viewmodels.papers import COUNTS, Paper, missing_words
from ui.viewmodels.words import money, read_date, read_limit, read_money

#: the service's names of fields that the form calls otherwise
_RENAMED: Final = {
    "procedure_code": "procedure",
    "fee_vnd": "fee",
    "immediate": "procedure",
    "submission": "procedure",
    "client_ref": "procedure",
}
_PERSON_RENAMED: Final = {"dob": "birth", "authorisation": "basis", "id_issued": "personal_no"}
_PAPER = re.compile(r"attachments\[(\d+)\](?:\.(\w+))?")
_RELATED = re.compile(r"related\[(\d+)\](?:\.(\w+))?")
#: what blocks saving only until a reason is written: shown as a warning, counted apart
REASONS: Final = frozenset({"fee_reason"})


@dataclass
class Checked:
    """Sentences by field key; the first one of a field is the one shown."""

    errors: dict[str, str] = field(default_factory=dict)
    warnings: dict[str, str] = field(default_factory=dict)


def check(state: FormState, papers: Sequence[Paper], today: date) -> Checked:
    """Everything wrong and odd at once, whether the clerk has been there or not."""
    found = Checked()
    for key, text in _own_errors(state, papers):
        found.errors.setdefault(key, text)
    attachments = [{"name": paper.name} for paper in papers if paper.ticked]
    read = read_dossier(state.source(attachments), today)
    for error in read.errors:
        key = field_key(error.field, state, papers)
        found.errors.setdefault(key, _error_words(error, key, state))
    for warning in read.warnings:
        key = field_key(warning.field, state, papers)
        found.warnings.setdefault(key, messages.refusal(warning))
    for key, text in _own_warnings(state, papers):
        if key not in found.errors:
            found.warnings.setdefault(key, text)
    return found


def field_key(path: str, state: FormState, papers: Sequence[Paper]) -> str:
    """The form's key of a field as the service names it."""
    paper = _PAPER.match(path)
    if paper:
        rows = [row for row, p in enumerate(papers) if p.ticked]
        row = rows[int(paper[1])] if int(paper[1]) < len(rows) else 0
        return f"papers.{row}.{paper[2] if paper[2] in COUNTS else COUNTS[0]}"
    related = _RELATED.match(path)
    if related:
        filled = state.related_filled() or [0]
        row = filled[min(int(related[1]), len(filled) - 1)]
        return related_key(row, related[2] if related[2] in RELATED else RELATED[0])
    who, _, name = path.partition(".")
    if who in ("applicant", "representative"):
        name = _PERSON_RENAMED.get(name, name) or "name"
        if name == "basis":
            return "basis"
        owner = who == "applicant" and state.owner_kind != "filer"
        return f"{'owner' if owner else 'filer'}.{name}"
    return _RENAMED.get(path, path or "procedure")


def _error_words(error: FieldError, key: str, state: FormState) -> str:
    if error.code == "missing":
        return _missing(key, state)
    return messages.refusal(error)


def _missing(key: str, state: FormState) -> str:
    if key == "procedure":
        return translate("form", "Chưa chọn thủ tục. Gõ vài chữ của tên thủ tục, không cần dấu.")
    if key == "filer.name":
        return translate("form", "Chưa có họ tên người nộp. Quét thẻ, hoặc gõ theo giấy tờ.")
    if key == "owner.name" and state.owner_kind == "organisation":
        return translate("form", "Chưa có tên tổ chức. Gõ theo giấy đăng ký.")
    if key == "owner.name":
        return translate("form", "Chưa có họ tên chủ hồ sơ. Gõ theo giấy tờ.")
    if related_place(key):
        return translate(
            "form", "Chưa có họ tên người liên quan. Gõ họ tên, hoặc bỏ dòng này bằng Ctrl Delete."
        )
    return messages.refusal(FieldError("missing", key))


def _persons(state: FormState) -> tuple[str, ...]:
    return ("filer", "owner") if state.owner_kind == "other" else ("filer",)


def _own_errors(state: FormState, papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    yield from _person_errors(state)
    if state.value("fee").strip() and read_money(state.value("fee")) is None:
        yield "fee", translate("form", "Ghi số tiền bằng đồng, ví dụ 94.000.")
    if state.fee_differs and not state.value("fee_reason").strip():
        text = translate("form", "Ghi vì sao thu khác mức tính; lý do được lưu vào ghi chú.")
        yield "fee_reason", text
    if state.value("limit").strip() and read_limit(state.value("limit")) is None:
        text = translate("form", "Ghi ví dụ: 5 (ngày làm việc), 15 ngày, 4 giờ, trong ngày.")
        yield "limit", text
    if not _counted(state.value("copies")):
        yield "copies", translate("form", "Ghi số bản từ 1 đến 9999.")
    if state.by_page is not None and not _counted(state.value("pages")):
        yield "pages", translate("form", "Ghi số trang từ 1 đến 9999.")
    for row, paper in enumerate(papers):
        if paper.missing:
            yield f"papers.{row}.{paper.missing_count}", missing_words(paper)


def _person_errors(state: FormState) -> Iterator[tuple[str, str]]:
    numbers = [f"{who}.personal_no" for who in _persons(state)]
    numbers += [related_key(row, "personal_no") for row in range(state.related_rows)]
    for key in numbers:
        number = "".join(state.value(key).split())
        for error in check_personal_number(number, "", None).errors if number else ():
            yield key, messages.refusal(error)
    for who in _persons(state):
        birth = state.value(f"{who}.birth").strip()
        if birth and read_date(birth) is None:
            text = translate(
                "form", "Ghi đủ ngày/tháng/năm, ví dụ 01/02/1994. Không biết ngày thì để trống."
            )
            yield f"{who}.birth", text


def _counted(typed: str) -> bool:
    text = typed.strip()
    return text.isascii() and text.isdigit() and 1 <= int(text) <= 9999


def _own_warnings(state: FormState, papers: Sequence[Paper]) -> Iterator[tuple[str, str]]:
    if state.card is not None:
        yield from _differences(state)
    for who in _persons(state):  # the service looks at numbers only beside a name
        number = "".join(state.value(f"{who}.personal_no").split())
        born = read_date(state.value(f"{who}.birth"))
        for odd in check_personal_number(number, state.value(f"{who}.sex"), born).warnings:
            yield f"{who}.personal_no", messages.refusal(odd)
    if state.procedure is not None and not state.limit:
        yield (
            "limit",
            translate(
                "form",
                "Thủ tục chưa công bố thời hạn. Hỏi cơ quan giải quyết rồi ghi; để trống thì giấy"
                " hẹn chưa có ngày trả.",
            ),
        )
    if state.fee_differs:
        yield "fee", _fee_words(state, papers)
    by_post = state.value("return_by") == "post"
    if by_post and not (state.value("return_address") or state.value("filer.address")).strip():
        yield "return_address", translate("form", "Chưa có địa chỉ để bưu chính gửi tới.")
    if state.owner_kind != "filer" and not state.value("basis").strip():
        yield (
            "basis",
            translate("form", "Chưa ghi căn cứ đại diện: cha mẹ, giấy ủy quyền, người đại diện…"),
        )


def _fee_words(state: FormState, papers: Sequence[Paper]) -> str:
    """What it comes to, and which papers are not in that yet."""
    missing = ", ".join(paper.name for paper in papers if paper.certify and paper.missing)
    if missing:
        text = translate(
            "form", "Tính tới lúc này là {computed}, chưa kể {papers}. Đang ghi {fee}."
        )
    else:
        text = translate("form", "Tính ra là {computed}. Đang ghi {fee}.")
    return text.format(computed=money(state.computed_fee), fee=money(state.fee), papers=missing)


def _differences(state: FormState) -> Iterator[tuple[str, str]]:
    card = state.card
    assert card is not None  # asked by the caller
    words = translate("form", "Khác với thẻ vừa quét. Xem lại thẻ; sẽ lưu giá trị gõ tay.")
    for name, said in (("personal_no", card.personal_no), ("name", card.name)):
        typed = state.value(f"filer.{name}")
        if said and typed.strip() and fold(typed) != fold(said):
            yield f"filer.{name}", words
    birth = state.value("filer.birth").strip()
    if card.birth and birth and read_date(birth) != read_date(card.birth):
        yield "filer.birth", words


def enter_order(state: FormState, papers: Sequence[Paper]) -> list[str]:
    """The fields at which Enter stops when they are empty, from top to bottom."""
    order = ["filer.personal_no", "filer.name"]
    if state.owner_kind != "filer":
        order.append("owner.name")
    order.append("procedure")
    if state.procedure is not None and not state.procedure.limit:
        order.append("limit")
    order += [
        f"papers.{row}.{paper.missing_count}" for row, paper in enumerate(papers) if paper.missing
    ]
    if state.at_once:
        order.append("copies")
        if state.computed_fee is None:
            order.append("fee")
    if state.fee_differs:
        order.append("fee_reason")
    return order


def next_empty(
    state: FormState, papers: Sequence[Paper], errors: dict[str, str], after: str
) -> str:
    """Where Enter goes: the next empty required field, ``save`` when there is none.

    Fields before ``after`` are gone back to only when the dossier cannot be
    saved without them. In "trả ngay" the number of copies is always visited
    after the procedure, since it makes the fee; unless several papers make it. Within a
    related person's row Enter goes through the cells that are still empty.
    """
    if state.at_once and after == "procedure" and len(state.sheets) < 2:
        return "copies"
    cell = _next_cell(state, after)
    if cell:
        return cell
    order = enter_order(state, papers)
    at = order.index(after) if after in order else _place(after, order)
    for key in order[at + 1 :]:
        if _is_empty(key, state):
            return key
    for key in order[: at + 1]:  # the field itself too: an empty one is not left for good
        if key in errors and _is_empty(key, state):
            return key
    return "save"


def _next_cell(state: FormState, after: str) -> str:
    place = related_place(after)
    if place is None or state.related_blank(place[0]):
        return ""
    keys = [related_key(place[0], name) for name in RELATED[RELATED.index(place[1]) + 1 :]]
    return next((key for key in keys if not state.value(key).strip()), "")


def _place(key: str, order: list[str]) -> int:
    """Where a field that is not required stands among those that are."""
    head, _, name = key.partition(".")
    if head == "filer" and name in EXTRAS:
        return order.index("filer.personal_no")  # opened beside the number; the name follows
    last = "owner.name" if "owner.name" in order else "filer.name"
    before = {
        "filer": "filer.name",
        "owner": "owner.name",
        "basis": "owner.name",
        "related": last,
        "limit": "procedure",
    }.get(head)
    if before in order:
        return order.index(before)
    return len(order) - 1


def _is_empty(key: str, state: FormState) -> bool:
    if key == "procedure":
        return state.procedure is None
    if key.startswith("papers."):
        return True
    if key == "filer.personal_no" and state.value("filer.passport_no").strip():
        return False
    return not state.value(key).strip()
