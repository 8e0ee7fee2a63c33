"""Form 01: every field on paper, inside the margins, refused when incomplete, byte for byte."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
import pytest

from core.domain.errors import Refused
from core.domain.receipt import ReceiptComponent, ReceiptData
from printing import wording
from printing.forms.receipt import REQUIRED, render_receipt
from tests.printing.test_receipt_cases import (
    ADDRESS,
    CASES,
    FIVE,
    FOREIGN,
    HUGE,
    LEGAL,
    LONG_NAME,
    MANY,
    PRACTICE,
    PROVISIONAL,
    REPRINT,
    SHORT,
)

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden"
SAFE = 4.2 * 72 / 25.4  # mm that common laser printers leave white


@cache
def pages(data: ReceiptData, paper: str = "A5") -> list[str]:
    """The text of each page, as drawn."""
    pdf = pdfium.PdfDocument(
        render_receipt(data, paper="A4") if paper == "A4" else render_receipt(data)
    )
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]


def squeezed(text: str) -> str:
    """Without blanks, so that line breaks do not matter."""
    return "".join(text.split())


def copies(data: ReceiptData) -> tuple[str, str]:
    """The whole text of each copy, squeezed."""
    texts = [squeezed(text) for text in pages(data)]
    return "".join(texts[: len(texts) // 2]), "".join(texts[len(texts) // 2 :])


def both(data: ReceiptData, *wanted: str) -> None:
    for text in copies(data):
        for words in wanted:
            assert squeezed(words) in text


def test_two_copies_with_their_names() -> None:
    first, second = copies(SHORT)

    assert "(Liên1:Lưu)" in first
    assert "(Liên2:Giaocánhân,tổchức)" in second
    assert "Liên2" not in first
    assert "Liên1" not in second
    assert [len(pages(case)) for case in (SHORT, LEGAL, PROVISIONAL, PRACTICE, REPRINT)] == [2] * 5


@pytest.mark.parametrize("data", [SHORT, FIVE, LEGAL, PROVISIONAL, PRACTICE, REPRINT])
def test_one_page_a_copy_with_room_to_sign(data: ReceiptData) -> None:
    """15 mm from the foot of "(Ký và ghi rõ họ tên)" to the top of the names."""
    pdf = pdfium.PdfDocument(render_receipt(data))
    assert len(pdf) == 2
    for page in pdf:
        text = page.get_textpage()
        whole = text.get_text_range()
        heading = whole.rindex("(Ký và ghi")
        name = whole.rindex(data.officer_name)
        foot = text.get_charbox(heading)[1]
        assert foot - text.get_charbox(name)[3] >= 12 * 72 / 25.4


def test_every_field_of_the_short_case() -> None:
    both(
        SHORT,
        "ỦY BAN NHÂN DÂN PHƯỜNG CỬA ÔNG",
        "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 03.1187/TTPVHCC",
        "Cửa Ông, ngày 23 tháng 11 năm 2026",
        "Mã hồ sơ: H49.215-261123-0042",
        "Mã tra cứu:",
        "7KQF",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Trung tâm tiếp nhận hồ sơ của: Nguyễn Thị Huyền Diệu",
        "Số định danh cá nhân: 022194000001",
        "Điện thoại: 0570 000 001",
        f"Địa chỉ: {ADDRESS}",
        f"Chủ hồ sơ: {LONG_NAME}",
        "Nội dung yêu cầu giải quyết: Thủ tục đăng ký khai sinh (1.001193)",
        "1. Thành phần hồ sơ nộp gồm:",
        "Tờ khai đăng ký khai sinh (nếu nộp trực tiếp)",
        "Bản chính",
        "Xuất trình, trả ngay",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "3. Thời gian giải quyết hồ sơ theo quy định là: 01 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 10 giờ 21 phút, ngày 23 tháng 11 năm 2026",
        "5. Thời gian trả kết quả giải quyết hồ sơ:",
        "Trước 17 giờ 00 phút, thứ Tư, ngày 25 tháng 11 năm 2026",
        "6. Đăng ký nhận kết quả tại: Quầy trả kết quả của Trung tâm",
        "7. Phí, lệ phí: Không thu",
        "Vào Sổ theo dõi hồ sơ, Quyển số 03, Số thứ tự 1187",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Trần Thị Thu Hà",
        "Mang giấy này khi nhận kết quả",
        "giấy ủy quyền",
        "Mất giấy: mang giấy tờ tùy thân",
        "Hỏi đáp: 0570 000 100.",
        "Thứ Ba 24/11 nghỉ Ngày Văn hóa Việt Nam",
        "Tra cứu tại dvc.example.vn",
        "Mẫu 01, gói 2025, bản 3. In tại Quầy 3 lúc 10:21.",
        "Trang 1/1",
    )


@pytest.mark.parametrize("case", [MANY, HUGE], ids=["many", "huge"])
def test_nothing_is_cut(case: ReceiptData) -> None:
    texts = copies(case)
    wanted = [
        case.filer_name,
        case.filer_address,
        case.filer_email,
        case.owner_name,
        case.owner_address,
        f"{case.procedure_name} ({case.procedure_code})",
        case.return_place,
        case.receiving_unit,
        case.deciding_agency,
        case.unit_name.upper(),
    ]
    for text in texts:
        assert [words for words in wanted if squeezed(words) not in text] == []


def test_every_component_is_listed_with_its_kinds() -> None:
    lines = "\n".join(pages(MANY)[: len(pages(MANY)) // 2])
    for number, component in enumerate(MANY.components, start=1):
        assert f"Văn bản số {number} về" in lines
        assert component.name.split()[-1] in lines
    counts = {
        kind: sum(1 for c in MANY.components if getattr(c, field))
        for kind, field in (
            ("Bản chính", "originals"),
            ("Bản chứng thực", "certified"),
            ("Bản photo", "copies"),
        )
    }
    assert {kind: lines.count(kind) for kind in counts} == counts


@pytest.mark.parametrize("paper", ["A5", "A4"])
@pytest.mark.parametrize("name", CASES)
def test_every_character_is_inside_the_printable_area(name: str, paper: str) -> None:
    data = CASES[name]
    pdf = pdfium.PdfDocument(render_receipt(data, paper="A4" if paper == "A4" else "A5"))
    for page in pdf:
        width, height = page.get_size()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            if right <= left or top <= bottom:
                continue
            assert left >= SAFE
            assert bottom >= SAFE
            assert right <= width - SAFE
            assert top <= height - SAFE


@pytest.mark.parametrize("name", CASES)
def test_lines_do_not_overprint(name: str) -> None:
    """No ink of one line reaches the baseline of another; each character has its own place."""
    for page in pdfium.PdfDocument(render_receipt(replace(CASES[name], practice=False))):
        text = page.get_textpage()
        seen: set[tuple[float, float]] = set()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            if right > left and top > bottom and not text.get_text_range(index, 1).isspace():
                place = (round((left + right) / 2, 1), round((bottom + top) / 2, 1))
                assert place not in seen
                seen.add(place)


def test_many_pages_are_numbered_and_keep_signatures_with_the_due_box() -> None:
    for case in (MANY, HUGE):
        texts = pages(case)
        count = len(texts) // 2
        assert count > 1
        for copy in range(2):
            for number in range(count):
                page = texts[copy * count + number]
                assert f"Trang {number + 1}/{count}" in page
                assert case.dossier_code in page
            last = texts[copy * count + count - 1]
            assert "Trước 17 giờ" in last
            assert "NGƯỜI NỘP HỒ SƠ" in last
            assert case.officer_name in last
            assert "Mang giấy này" in last


def test_table_head_is_repeated() -> None:
    table_pages = [text for text in pages(HUGE)[1 : len(pages(HUGE)) // 2 - 1]]

    assert table_pages
    assert all("Tên giấy tờ" in text for text in table_pages)


def test_provisional_number_says_so() -> None:
    both(
        PROVISIONAL,
        "Số tạm: T01K7QF-261124-042",
        "SỐ TẠM – mã chính thức sẽ được cấp sau khi đồng bộ; tra cứu được bằng cả hai số",
        "(giờ nghi ngờ)",
        "Thời hạn giải quyết chưa được công bố",
        "7. Phí, lệ phí: Theo quy định – xác định khi thu",
        "theo quy định là: chưa công bố",
    )
    assert "Mã hồ sơ:" not in pages(PROVISIONAL)[0]


def test_practice_is_marked_on_every_page() -> None:
    for text in [*pages(PRACTICE), *pages(replace(MANY, practice=True))]:
        assert squeezed(text).count("BẢNTẬP–KHÔNGCÓGIÁTRỊ") == 2
    assert "BẢN TẬP" not in pages(SHORT)[0]


def test_reprint_is_marked() -> None:
    both(REPRINT, "Bản in lại lúc 14:05 ngày 24/11/2026, thay bản in lúc 10:21 ngày 23/11/2026")
    assert "Bản in lại" not in pages(SHORT)[0]


def test_foreign_and_marked_up_texts_are_printed_literally_and_losses_are_told() -> None:
    both(
        FOREIGN,
        "□□□ (Wang Xiaoming) □",
        '<b>O\'Brien & Sons</b> "Łódź"',
        "12 rue Émile-Zola 75015 Paris &amp; <i>étage</i> [31m",
        "Số hộ chiếu: E12345678",
        "Dấu □ thay cho ký tự không in được trên giấy này.",
    )
    assert "Dấu □" not in pages(SHORT)[0]


def test_fee_components_and_missing_options() -> None:
    both(LEGAL, "7. Phí, lệ phí: 20.000 đồng")
    bare = replace(
        SHORT,
        components=(),
        parent_org="",
        filer_phone="",
        filer_id="",
        owner_name="",
        holiday_note="",
        hotline="",
        lookup_site="",
        book="",
    )
    both(bare, "1. Thành phần hồ sơ nộp gồm: Không có giấy tờ nộp kèm", "Vào Sổ theo dõi hồ sơ, Số")
    text = pages(bare)[0]
    absent = ("Điện thoại", "Chủ hồ sơ", "định danh", "Email", "Hỏi đáp")
    assert [words for words in absent if words in text] == []


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_field_is_refused_by_name(name: str) -> None:
    blank: Any = {"sets": 0, "received_at": None}.get(name, " \u200b\t")

    with pytest.raises(Refused) as refused:
        render_receipt(replace(SHORT, **{name: blank}))
    assert [(e.code, e.field) for e in refused.value.errors] == [("form_field_missing", name)]


def test_all_that_is_missing_is_named_at_once() -> None:
    with pytest.raises(Refused) as refused:
        render_receipt(
            replace(SHORT, place="", filer_name="", components=(ReceiptComponent("  "),))
        )
    assert [e.field for e in refused.value.errors] == ["place", "filer_name", "components.0.name"]


def test_what_symbols_cannot_hold_is_refused() -> None:
    with pytest.raises(Refused, match="dossier_code:form_field_unprintable"):
        render_receipt(replace(SHORT, dossier_code="Đ49-1"))
    with pytest.raises(Refused, match="qr_text:form_field_too_long"):
        render_receipt(replace(SHORT, qr_text="x" * 5000))


def test_unicode_forms_print_alike() -> None:
    def decomposed(data: ReceiptData) -> ReceiptData:
        texts: dict[str, Any] = {
            name: unicodedata.normalize("NFD", getattr(data, name))
            for name in ("filer_name", "filer_address", "unit_name", "procedure_name", "place")
        }
        return replace(data, **texts)

    assert render_receipt(decomposed(SHORT)) == render_receipt(SHORT)


def test_moments_are_told_on_vietnams_clock() -> None:
    utc = replace(SHORT, received_at=datetime(2026, 11, 23, 3, 21, tzinfo=UTC))
    naive = replace(SHORT, received_at=datetime(2026, 11, 23, 10, 21))

    assert render_receipt(utc) == render_receipt(naive) == render_receipt(SHORT)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 5), "ngày 05 tháng 3 năm 2026"),
        (date(2027, 2, 6), "ngày 06 tháng 02 năm 2027"),
        (date(2026, 11, 25), "ngày 25 tháng 11 năm 2026"),
    ],
)
def test_date_style(day: date, words: str) -> None:
    assert wording.long_date(day) == words


def test_sunday_and_sums() -> None:
    sunday = datetime(2026, 11, 29, 9, 5)

    assert wording.due_text(sunday) == "Trước 09 giờ 05 phút, Chủ nhật, ngày 29 tháng 11 năm 2026"
    assert wording.dong(1_250_000) == "1.250.000 đồng"


def test_metadata_holds_the_code_and_no_person() -> None:
    made = render_receipt(SHORT)
    pdf = pdfium.PdfDocument(made)
    told = pdf.get_metadata_dict()

    assert told["Title"] == SHORT.dossier_code
    assert b"/Lang (vi)" in made
    assert [v for v in told.values() if "Nguy" in v or "Huy" in v] == []


def test_every_font_is_embedded() -> None:
    for page in pdfium.PdfDocument(render_receipt(MANY)):
        for item in page.get_objects(max_depth=3):
            if item.type == pdfium_raw.FPDF_PAGEOBJ_TEXT:
                font = pdfium_raw.FPDFTextObj_GetFont(item.raw)
                assert pdfium_raw.FPDFFont_GetIsEmbedded(font) == 1


def test_same_data_same_bytes_in_every_process() -> None:
    program = (
        "import hashlib\n"
        "from printing.forms.receipt import render_receipt\n"
        "from tests.printing.test_receipt_cases import CASES\n"
        "for case in CASES.values():\n"
        "    print(hashlib.sha256(render_receipt(case)).hexdigest())\n"
    )
    here = [hashlib.sha256(render_receipt(case)).hexdigest() for case in CASES.values()]
    for seed, zone in (("1", "UTC"), ("77", "Asia/Ho_Chi_Minh")):
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
            cwd=ROOT,
        )
        assert done.stdout.split() == here


@pytest.mark.parametrize("name", [n for n in CASES if n != "huge"])
def test_golden_text(name: str) -> None:
    """The text of copy 2 as drawn; set ``GOLDEN_WRITE`` to accept a change, then read the diff."""
    texts = pages(CASES[name])
    dump = "\n--- page ---\n".join(texts[len(texts) // 2 :]) + "\n"
    path = GOLDEN / f"receipt-{name}.txt"
    if os.environ.get("GOLDEN_WRITE"):
        path.write_text(dump, "utf-8", newline="\n")

    assert dump == path.read_text("utf-8")
