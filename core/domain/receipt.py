"""What form 01 (giấy tiếp nhận hồ sơ và hẹn trả kết quả) shows.

Frozen and complete: the form is a pure function of this object, so the same
object gives the same bytes today and on another machine. Field list after
Thông tư 03/2025/TT-VPCP, Mẫu 01, and the prints in use in 2025-2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ReceiptComponent:
    """One paper handed in; counts are sheets of paper, each >= 0.

    All three zero means the paper was shown and given back at once.
    """

    name: str
    originals: int = 0
    certified: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Reprint:
    """Why this paper exists beside an earlier one."""

    at: datetime
    replaces: datetime | None = None  # an amendment replaces the paper of that time


@dataclass(frozen=True, slots=True)
class ReceiptData:
    """Everything on form 01. Texts may arrive in any Unicode form.

    ``due_at`` is None only for a procedure whose limit is not published; the
    paper then says that the time will be announced. ``fee_vnd`` None means
    the fee is not known yet, 0 means nothing to pay.
    """

    parent_org: str
    unit_name: str
    place: str
    issued_on: date
    number: str  # "03.1187/TTPVHCC"
    book: str  # Quyển số
    register_no: int  # Số thứ tự
    dossier_code: str
    provisional: bool
    lookup_code: str
    qr_text: str
    filer_name: str
    filer_id: str  # personal number, passport or tax code; "" when not given
    filer_id_label: str  # "Số định danh cá nhân", "Số hộ chiếu", "Mã số thuế"
    filer_address: str
    filer_phone: str
    filer_email: str
    owner_name: str  # "" when the filer owns the dossier
    owner_address: str
    procedure_name: str
    procedure_code: str
    components: tuple[ReceiptComponent, ...]
    sets: int
    limit_text: str  # "03 ngày làm việc"; "" when not published
    received_at: datetime
    due_at: datetime | None
    return_place: str
    fee_vnd: int | None
    officer_name: str
    station: int
    pack_id: str  # "2025"
    form_version: int
    hotline: str = ""
    lookup_site: str = ""
    holiday_note: str = ""
    receiving_unit: str = ""  # where the dossier was received, when not unit_name
    deciding_agency: str = ""
    clock_doubtful: bool = False
    practice: bool = False
    reprint: Reprint | None = None
