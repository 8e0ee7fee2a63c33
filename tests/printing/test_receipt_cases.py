"""Receipts that the receipt tests and the benchmark share: short, awkward, long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from core.domain.receipt import ReceiptComponent, ReceiptData, Reprint

VN = timezone(timedelta(hours=7))
LONG_NAME = "Nguyễn Phước Thiên Ân Bảo Khánh Ngọc Quỳnh Như Ý"
ADDRESS = "Số 999, tổ 99, khu Giả Định 1, phường Cửa Ông, Cẩm Phả, Quảng Ninh"
CODES = (
    "H49.215-261123-0042",
    "000.21.41.H49-261005-0042",
    "G22.99.08-260921-896048",
    "T01K7QF-261124-042",
)

SHORT = ReceiptData(
    parent_org="Ủy ban nhân dân phường Cửa Ông",
    unit_name="Trung tâm Phục vụ hành chính công",
    place="Cửa Ông",
    issued_on=date(2026, 11, 23),
    number="03.1187/TTPVHCC",
    book="03",
    register_no=1187,
    dossier_code="H49.215-261123-0042",
    provisional=False,
    lookup_code="7KQF",
    qr_text="https://dvc.example.vn/t/H49.215-261123-0042?k=7KQF9A",
    filer_name="Nguyễn Thị Huyền Diệu",
    filer_id="022194000001",
    filer_id_label="Số định danh cá nhân",
    filer_address=ADDRESS,
    filer_phone="0570 000 001",
    filer_email="",
    owner_name=LONG_NAME,
    owner_address="",
    procedure_name="Thủ tục đăng ký khai sinh",
    procedure_code="1.001193",
    components=(
        ReceiptComponent("Tờ khai đăng ký khai sinh (nếu nộp trực tiếp)", originals=1),
        ReceiptComponent(
            "Giấy chứng sinh hoặc văn bản người làm chứng/cam đoan về việc sinh", originals=1
        ),
        ReceiptComponent("Giấy tờ tùy thân của người đi khai"),
    ),
    sets=1,
    limit_text="01 ngày làm việc",
    received_at=datetime(2026, 11, 23, 10, 21, tzinfo=VN),
    due_at=datetime(2026, 11, 25, 17, 0, tzinfo=VN),
    return_place="Quầy trả kết quả của Trung tâm",
    fee_vnd=0,
    officer_name="Trần Thị Thu Hà",
    station=3,
    pack_id="2025",
    form_version=3,
    hotline="0570 000 100",
    lookup_site="dvc.example.vn",
    holiday_note="Thứ Ba 24/11 nghỉ Ngày Văn hóa Việt Nam nên không tính vào thời hạn",
)
FIVE = replace(
    SHORT,
    components=(
        *SHORT.components,
        ReceiptComponent("Giấy chứng nhận kết hôn của cha, mẹ (nếu có)", copies=1),
        ReceiptComponent("Văn bản ủy quyền được chứng thực", certified=1),
    ),
)
LEGAL = replace(
    SHORT,
    dossier_code=CODES[1],
    qr_text=f"https://dvc.example.vn/t/{CODES[1]}?k=7KQF9A",
    fee_vnd=20_000,
)
PROVISIONAL = replace(
    SHORT,
    dossier_code=CODES[3],
    provisional=True,
    qr_text=f"{CODES[3]}|7KQF|a1b2",
    clock_doubtful=True,
    due_at=None,
    limit_text="",
    fee_vnd=None,
)
PRACTICE = replace(SHORT, practice=True)
REPRINT = replace(
    SHORT,
    reprint=Reprint(
        at=datetime(2026, 11, 24, 14, 5, tzinfo=VN),
        replaces=datetime(2026, 11, 23, 10, 21, tzinfo=VN),
    ),
)
MANY = replace(
    LEGAL,
    parent_org="Ủy ban nhân dân tỉnh Quảng Ninh",
    unit_name="Trung tâm Phục vụ hành chính công phường Cẩm Phả và khu vực phụ cận",
    filer_name=f"{LONG_NAME} Hoàng Yến",
    filer_email="nguyen.phuoc.thien.an.bao.khanh.ngoc.quynh@thu-dien-tu.example.vn",
    owner_address=f"Căn hộ 2404, {ADDRESS}",
    receiving_unit="Trung tâm Phục vụ hành chính công phường Mông Dương",
    deciding_agency="Sở Nông nghiệp và Môi trường tỉnh Quảng Ninh",
    components=tuple(
        ReceiptComponent(
            f"Văn bản số {n} về quyền sử dụng đất, tài sản gắn liền với đất"
            + (" kèm bản vẽ, trích lục, biên bản bàn giao mốc giới" if n % 3 == 0 else ""),
            originals=n % 2,
            certified=n % 4,
            copies=(n + 1) % 3,
        )
        for n in range(1, 25)
    ),
)
_BIT = (
    "Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất, quyền sở hữu tài sản gắn"
    " liền với đất theo thỏa thuận của các thành viên hộ gia đình hoặc của vợ và chồng; "
)
HUGE = replace(
    MANY,
    procedure_name=(_BIT * 7).strip()[:1100].strip(),
    filer_name="Nguyễn " * 22 + "Ỵ",
    filer_address=f"{ADDRESS}, " * 5 + "hết",
    owner_name="X" * 90 + " Ể",
    return_place=f"Bưu chính công ích, giao tận nơi: {ADDRESS}; " * 4 + "hết",
    components=tuple(
        ReceiptComponent(
            f"Giấy tờ thứ {n} " + "về việc chuyển nhượng quyền sử dụng đất ở " * (n % 13 + 1),
            originals=1,
            copies=n % 3,
        )
        for n in range(1, 66)
    ),
)
FOREIGN = replace(
    SHORT,
    filer_name="王小明 (Wang Xiaoming) 😀",
    owner_name='<b>O\'Brien & Sons</b> "Łódź"',
    filer_id="E12345678",
    filer_id_label="Số hộ chiếu",
    filer_address="12\x00 rue\tÉmile-Zola\n75015 Paris &amp; <i>étage</i>\x1b[31m",
)
CASES = {
    "short": SHORT,
    "legal-code": LEGAL,
    "provisional": PROVISIONAL,
    "practice": PRACTICE,
    "reprint": REPRINT,
    "components-24": MANY,
    "huge": HUGE,
    "foreign": FOREIGN,
}
