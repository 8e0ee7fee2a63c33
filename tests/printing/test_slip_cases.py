"""Slips (forms 02 and 03) that their tests share: short, awkward, long; and their text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pypdfium2 as pdfium

from core.domain.receipt import Reprint
from core.domain.slip import RefusalData, SlipHead, SupplementData
from printing.forms.refusal import render_refusal
from printing.forms.supplement import render_supplement
from tests.printing.test_receipt_cases import ADDRESS, HUGE, LONG_NAME, VN

SLIP, LEGAL = "B03K7QF-261123-042", "000.21.41.H49-261005-0042"
CODES = (SLIP, LEGAL, "H49.215-261123-0042", "T01K7QF-261124-042")

HEAD = SlipHead(
    parent_org="ỦY BAN NHÂN DÂN PHƯỜNG CỬA ÔNG",
    unit_name="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    place="Cửa Ông",
    issued_at=datetime(2026, 11, 23, 10, 21, tzinfo=VN),
    number="03.17/HDHS",
    code=SLIP,
    code_label="Số phiếu",
    lookup_code="7KQF",
    qr_text=f"{SLIP} 7KQF",
    person_name="Nguyễn Thị Huyền Diệu",
    person_id="022194000001",
    person_id_label="Số định danh cá nhân",
    person_address=ADDRESS,
    person_phone="0570 000 001",
    person_email="huyen.dieu@thu.example.vn",
    owner_name=LONG_NAME,
    procedure_name="Thủ tục đăng ký khai sinh",
    procedure_code="1.001193",
    officer_name="Trần Thị Thu Hà",
    station=3,
    pack_id="2025",
    form_version=1,
    contact="0570 000 100",
)
BARE_HEAD = replace(
    HEAD,
    parent_org="",
    unit_name="VĂN PHÒNG TIẾP DÂN",
    qr_text="",
    person_id="",
    person_id_label="",
    person_address="",
    person_phone="",
    person_email="",
    owner_name="",
    procedure_code="",
    contact="",
)
LONG_HEAD = replace(
    HEAD,
    parent_org="ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
    unit_name="TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG PHƯỜNG CẨM PHẢ VÀ KHU VỰC PHỤ CẬN",
    number="03.112187/TTPVHCC-HDHS",
    code=LEGAL,
    code_label="Mã hồ sơ",
    qr_text=f"{LEGAL} 7KQF",
    person_name=f"{LONG_NAME} Hoàng Yến",
    person_id="0221940000012345678901234567890123456789",
    person_address=HUGE.filer_address,
    person_phone="0570 000 001, 0570 000 002, 0570 000 003",
    person_email="nguyen.phuoc.thien.an.bao.khanh.ngoc.quynh@thu-dien-tu.example.vn",
    owner_name="X" * 90 + " Ể",
    procedure_name=HUGE.procedure_name,
    officer_name=f"{LONG_NAME} Ỵ",
    contact="0570 000 100 (máy lẻ 1234), 0570 000 200 trong giờ làm việc",
)
AGAIN = Reprint(at=datetime(2026, 11, 24, 14, 5, tzinfo=VN))

ASKED = SupplementData(
    HEAD,
    wanted=(
        "Tờ khai đăng ký khai sinh: bổ sung họ tên, quốc tịch của người cha và chữ ký người khai",
        "Giấy chứng sinh (bản chính)",
        "Giấy tờ tùy thân của người đi khai còn thời hạn sử dụng",
    ),
    reason="Tờ khai ghi thiếu thông tin; chưa có giấy chứng sinh.",
)
AFTER = replace(
    ASKED,
    head=replace(
        HEAD,
        code="H49.215-261123-0042",
        code_label="Mã hồ sơ",
        qr_text="H49.215-261123-0042 7KQF",
    ),
    until=date(2026, 12, 8),
)
ASKED_BARE = SupplementData(BARE_HEAD, ("Đơn đề nghị",), "")
_PAPER = "Văn bản số {n} về quyền sử dụng đất, tài sản gắn liền với đất{more}"
_MORE = " kèm bản vẽ, trích lục, biên bản bàn giao mốc giới có xác nhận của các hộ giáp ranh"
SIXTY = tuple(_PAPER.format(n=n, more=_MORE * (n % 7)) for n in range(1, 61))
REASONS = "\n".join(
    f"{n}) Giấy tờ thứ {n} chưa đúng mẫu, " + "thiếu chữ ký của người có liên quan, " * (n * 3)
    for n in range(1, 9)
)
ASKED_LONG = SupplementData(LONG_HEAD, SIXTY, REASONS, until=date(2026, 12, 8), times=2)
SUPPLEMENTS = {
    "intake": ASKED,
    "after": AFTER,
    "bare": ASKED_BARE,
    "practice": replace(ASKED, head=replace(HEAD, practice=True)),
    "reprint": replace(AFTER, head=replace(AFTER.head, reprint=AGAIN)),
    "doubtful": replace(ASKED, head=replace(HEAD, clock_doubtful=True)),
    "foreign": replace(
        ASKED,
        head=replace(
            HEAD, person_name="王小明 (Wang Xiaoming)", owner_name="O'Brien & <b>Sons</b>"
        ),
    ),
    "long": ASKED_LONG,
}

REFUSED = RefusalData(
    replace(HEAD, number="03.9/TCTN", code="C03K7QF-261123-009", qr_text="C03K7QF-261123-009 7KQF"),
    reason="Thửa đất thuộc địa bàn xã khác và thủ tục không thuộc thẩm quyền của phường.",
    legal_basis="Điểm a khoản 1 Điều 14 Nghị định số 151/2025/NĐ-CP",
    competent_agency="Văn phòng đăng ký đất đai tỉnh Quảng Ninh, Chi nhánh Cẩm Phả",
    returned=("Đơn đăng ký biến động đất đai", "Giấy chứng nhận đã cấp (bản gốc)"),
)
REFUSED_BARE = RefusalData(BARE_HEAD, "Hồ sơ đã được giải quyết ở lần nộp trước.")
REFUSED_LONG = RefusalData(
    LONG_HEAD, REASONS, "Điều 14 và các điều khác; " * 20 + "hết", "Sở Nội vụ, " * 30 + "hết", SIXTY
)
WORDY = replace(
    REFUSED,
    legal_basis="Nghị định, thông tư " * 300 + "hết",
    competent_agency="Sở Nông nghiệp và Môi trường " * 200 + "hết",
    returned=("Giấy " * 900 + "hết", "X" * 900),
)
REFUSALS = {
    "refused": REFUSED,
    "bare": REFUSED_BARE,
    "practice": replace(REFUSED, head=replace(REFUSED.head, practice=True)),
    "reprint": replace(REFUSED, head=replace(REFUSED.head, reprint=AGAIN)),
    "doubtful": replace(REFUSED, head=replace(REFUSED.head, clock_doubtful=True)),
    "long": REFUSED_LONG,
    "wordy": WORDY,
}

Slip = SupplementData | RefusalData
CASES: dict[str, Slip] = {
    **{f"supplement-{name}": case for name, case in SUPPLEMENTS.items()},
    **{f"refusal-{name}": case for name, case in REFUSALS.items()},
}


def render(data: Slip, paper: str = "A5") -> bytes:
    if isinstance(data, SupplementData):
        return render_supplement(data, paper="A4" if paper == "A4" else "A5")
    return render_refusal(data, paper="A4" if paper == "A4" else "A5")


@cache
def pages(data: Slip, paper: str = "A5") -> list[str]:
    """The text of each page, as drawn."""
    pdf = pdfium.PdfDocument(render(data, paper))
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]


def squeezed(text: str) -> str:
    """Without blanks, so that line breaks do not matter."""
    return "".join(text.split())
