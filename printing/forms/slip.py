"""What forms 02 and 03 share: heading, person and matter, where to ask, the moment of writing."""

from __future__ import annotations

from core.domain.slip import SlipHead
from printing import wording
from printing.fonts import BOLD, ITALIC, REGULAR
from printing.forms import parts
from printing.forms.sheet import Heading, Sheet
from printing.layout import Strip

REQUIRED = (
    "head.unit_name",
    "head.place",
    "head.issued_at",
    "head.number",
    "head.code",
    "head.code_label",
    "head.lookup_code",
    "head.person_name",
    "head.procedure_name",
    "head.officer_name",
)
"""Without these no slip is printed; the others in the head may be blank."""
CODE, QR_TEXT = "head.code", "head.qr_text"

DECREE = "Nghị định số 118/2025/NĐ-CP"


def heading(
    head: SlipHead, form: str, title: tuple[str, ...], *, under: str = "", lossy: bool = False
) -> Heading:
    """The heading of a slip in one copy.

    Args:
        head: printable texts only.
        form: its number, "Mẫu 02".
        title: its lines.
        under: what stands in brackets under the title.
        lossy: whether characters were lost.
    """
    return Heading(
        form=form,
        title=title,
        copies=(under,),
        parent_org=head.parent_org,
        unit_name=head.unit_name,
        number=head.number,
        place=head.place,
        issued_on=wording.local(head.issued_at).date(),
        code=head.code,
        code_label=head.code_label,
        code_note="",
        lookup_code=head.lookup_code,
        lookup_head="Tra cứu hồ sơ",
        qr_text=head.qr_text,
        pack_id=head.pack_id,
        form_version=head.form_version,
        station=head.station,
        made_at=head.issued_at,
        doubtful=head.clock_doubtful,
        practice=head.practice,
        reprint=head.reprint,
        lossy=lossy,
    )


def people(sheet: Sheet, head: SlipHead) -> list[Strip]:
    """Whose dossier it is, what is asked for, and when the slip was written."""
    add = sheet.field
    strips = add("Hồ sơ của:", head.person_name, BOLD)
    strips += parts.identity(sheet, head.person_id_label, head.person_id, head.person_phone)
    strips += add("Địa chỉ:", head.person_address)
    strips += add("Email:", head.person_email)
    strips += add("Chủ hồ sơ:", head.owner_name, BOLD)
    matter = parts.matter(head.procedure_name, head.procedure_code)
    strips += add("Nội dung yêu cầu giải quyết:", matter, BOLD)
    written = [("Thời gian lập phiếu:", REGULAR), (wording.moment_text(head.issued_at), REGULAR)]
    if head.clock_doubtful:
        written.append((parts.DOUBTFUL, ITALIC))
    return strips + sheet.lines(written)


def reason(sheet: Sheet, text: str, label: str = "", face: str = REGULAR) -> list[Strip]:
    """The reason line by line, as it was typed, after its label if it has one."""
    first, *others = text.split("\n")
    strips = sheet.lines([(label, REGULAR), (first, face)])
    for line in others:
        strips += sheet.lines([(line, face)])
    return strips


def ask(head: SlipHead, when: str) -> str:
    """Whom to ask, and when: the sentence that closes the text of a slip."""
    phone = f", điện thoại {head.contact}," if head.contact else ""
    return f"{when}, Ông/Bà liên hệ cán bộ {head.officer_name}{phone} để được hướng dẫn."


def feedback(head: SlipHead) -> str:
    """Where to complain of how one was received (Đ6.1.c-d, Đ8.1.đ, Đ31)."""
    where = parts.office(head.unit_name) or "nơi tiếp nhận hồ sơ"
    return f"Phản ánh, kiến nghị: gửi tại {where} hoặc qua Cổng Dịch vụ công quốc gia."
