"""Forms 02 and 03: every field on paper, nothing cut, inside the margins, marked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2 as pdfium
import pytest

from printing.forms import refusal, supplement
from tests.printing.test_receipt_cases import ADDRESS, LONG_NAME
from tests.printing.test_slip_cases import (
    AFTER,
    ASKED,
    ASKED_BARE,
    ASKED_LONG,
    CASES,
    REFUSALS,
    REFUSED,
    REFUSED_BARE,
    REFUSED_LONG,
    SUPPLEMENTS,
    WORDY,
    Slip,
    pages,
    render,
    squeezed,
)

SAFE = 4.2 * 72 / 25.4  # mm that common laser printers leave white
MATTER = "Nội dung yêu cầu giải quyết: Thủ tục đăng ký khai sinh (1.001193)"
PERSON = (
    "ỦY BAN NHÂN DÂN PHƯỜNG CỬA ÔNG",
    "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Cửa Ông, ngày 23 tháng 11 năm 2026",
    "Mã tra cứu:",
    "7KQF",
    "Hồ sơ của: Nguyễn Thị Huyền Diệu",
    "Số định danh cá nhân: 022194000001",
    "Điện thoại: 0570 000 001",
    f"Địa chỉ: {ADDRESS}",
    "Email: huyen.dieu@thu.example.vn",
    f"Chủ hồ sơ: {LONG_NAME}",
    MATTER,
    "Thời gian lập phiếu: 10 giờ 21 phút, ngày 23 tháng 11 năm 2026",
    "liên hệ cán bộ Trần Thị Thu Hà, điện thoại 0570 000 100, để được hướng dẫn",
    "Phản ánh, kiến nghị: gửi tại Trung tâm hoặc qua Cổng Dịch vụ công quốc gia.",
    "NGƯỜI NỘP HỒ SƠ",
    "(Ký và ghi rõ họ tên)",
    "Trang 1/1",
)


def flow(data: Slip, paper: str = "A5") -> str:
    """The text from page to page, squeezed, without what stands at the foot of each."""
    return squeezed("".join(text.rpartition("Mẫu 0")[0] for text in pages(data, paper)))


def shows(data: Slip, *wanted: str, paper: str = "A5") -> None:
    text = flow(data, paper) + squeezed("".join(pages(data, paper)))
    assert [words for words in wanted if squeezed(words) not in text] == []


def lacks(data: Slip, *unwanted: str) -> None:
    text = squeezed("".join(pages(data)))
    assert [words for words in unwanted if squeezed(words) in text] == []


@pytest.mark.parametrize("paper", ["A5", "A4"])
def test_every_field_of_form_02_at_intake(paper: str) -> None:
    shows(
        ASKED,
        *PERSON,
        "Số: 03.17/HDHS",
        "Số phiếu: B03K7QF-261123-042",
        "PHIẾU YÊU CẦU BỔ SUNG,",
        "HOÀN THIỆN HỒ SƠ",
        "(Lần thứ 1)",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
        *ASKED.wanted,
        f"Lý do: {ASKED.reason}",
        "Mang theo phiếu này: cán bộ quét mã để làm tiếp, không phải khai lại từ đầu.",
        "Thời hạn giải quyết chỉ tính từ khi hồ sơ được tiếp nhận đầy đủ, hợp lệ",
        "(khoản 3 Điều 17 Nghị định số 118/2025/NĐ-CP)",
        "NGƯỜI HƯỚNG DẪN",
        "Mẫu 02, gói 2025, bản 1. In tại Quầy 3 lúc 10:21.",
        paper=paper,
    )
    lacks(ASKED, "Hạn bổ sung", "Mã hồ sơ")
    assert len(pages(ASKED, paper)) == 1


def test_form_02_of_an_accepted_dossier_names_the_last_day_instead() -> None:
    shows(
        AFTER,
        *PERSON,
        "Mã hồ sơ: H49.215-261123-0042",
        "Hạn bổ sung, hoàn thiện hồ sơ:",
        "Đến hết thứ Ba, ngày 08 tháng 12 năm 2026",
        "Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ.",
        "(khoản 5 Điều 19 Nghị định số 118/2025/NĐ-CP)",
        "Mang theo phiếu này khi nộp bổ sung.",
    )
    lacks(AFTER, "Hồ sơ chưa được tiếp nhận", "không phải khai lại")


@pytest.mark.parametrize("paper", ["A5", "A4"])
def test_every_field_of_form_03(paper: str) -> None:
    shows(
        REFUSED,
        *PERSON,
        "Số: 03.9/TCTN",
        "Số phiếu: C03K7QF-261123-009",
        "PHIẾU TỪ CHỐI TIẾP NHẬN",
        "GIẢI QUYẾT HỒ SƠ",
        "Qua xem xét, Trung tâm thông báo không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể"
        f" như sau: {REFUSED.reason}",
        f"Căn cứ pháp lý: {REFUSED.legal_basis}",
        f"Cơ quan có thẩm quyền giải quyết: {REFUSED.competent_agency}",
        "Giấy tờ trả lại người nộp hồ sơ:",
        *REFUSED.returned,
        "Xin thông báo để Ông/Bà được biết.",
        "Ông/Bà có quyền phản ánh, kiến nghị, khiếu nại theo quy định của pháp luật",
        "(điểm d khoản 1 Điều 6 Nghị định số 118/2025/NĐ-CP)",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "Mẫu 03, gói 2025, bản 1. In tại Quầy 3 lúc 10:21.",
        paper=paper,
    )
    assert len(pages(REFUSED, paper)) == 1


def test_what_is_blank_leaves_no_empty_label() -> None:
    for bare in (ASKED_BARE, REFUSED_BARE):
        lacks(
            bare,
            "định danh",
            "Điện thoại",
            "Địa chỉ",
            "Email",
            "Chủ hồ sơ",
            "()",
            "điện thoại",
            "Căn cứ pháp lý",
            "Cơ quan có thẩm quyền",
            "Giấy tờ trả lại",
        )
        shows(bare, "liên hệ cán bộ Trần Thị Thu Hà để được hướng dẫn.", "gửi tại nơi tiếp nhận")
    shows(REFUSED_BARE, "Qua xem xét, nơi tiếp nhận hồ sơ thông báo không tiếp nhận")
    shows(ASKED_BARE, "Lý do: Hồ sơ chưa đầy đủ, chưa chính xác theo quy định")


@pytest.mark.parametrize("paper", ["A5", "A4"])
@pytest.mark.parametrize("case", [ASKED_LONG, REFUSED_LONG], ids=["supplement", "refusal"])
def test_nothing_is_cut(case: Slip, paper: str) -> None:
    head = case.head
    shows(
        case,
        head.unit_name,
        f"Số: {head.number}",
        f"Hồ sơ của: {head.person_name}",
        f"Số định danh cá nhân: {head.person_id}",
        f"Điện thoại: {head.person_phone}",
        f"Địa chỉ: {head.person_address}",
        f"Email: {head.person_email}",
        f"Chủ hồ sơ: {head.owner_name}",
        f"{head.procedure_name} ({head.procedure_code})",
        f"liên hệ cán bộ {head.officer_name}, điện thoại {head.contact}, để được hướng dẫn",
        *(line for line in case.reason.split("\n")),
        paper=paper,
    )
    texts = pages(case, paper)
    for number, text in enumerate(texts, start=1):
        assert f"Trang {number}/{len(texts)}" in text
        assert head.code in text


@pytest.mark.parametrize("paper", ["A5", "A4"])
def test_sixty_lines_are_all_there_whole_and_in_order(paper: str) -> None:
    for case, lines, head in (
        (ASKED_LONG, ASKED_LONG.wanted, supplement.WANTED),
        (REFUSED_LONG, REFUSED_LONG.returned, refusal.PAPER),
    ):
        told = squeezed(f"STT {head}")
        assert flow(case, paper).count(told) >= 4  # the table's head on every page
        rows = flow(case, paper).replace(told, "")
        at = 0
        for number, line in enumerate(lines, start=1):
            row = squeezed(f"{number} {line}")
            at = rows.index(row, at) + len(row)


def test_texts_beyond_all_measure_run_over_pages() -> None:
    """Nothing the program lets in is that long; the box and the rows give way all the same."""
    shows(
        WORDY,
        f"Căn cứ pháp lý: {WORDY.legal_basis}",
        f"Cơ quan có thẩm quyền giải quyết: {WORDY.competent_agency}",
    )
    papers = flow(WORDY).partition("trảlạingườinộphồsơ:")[2]
    assert papers.count("Giấy") == 900
    assert papers.count("X") == 901  # one in "Xin thông báo"


def test_reason_keeps_the_lines_it_was_typed_in() -> None:
    typed = "1) Thiếu chữ ký\n\n2) Thiếu ngày\t tháng\n"
    for case in (replace(ASKED, reason=typed), replace(REFUSED, reason=typed)):
        lines = pages(case)[0].split("\n")
        assert [line for line in lines if line.endswith("1) Thiếu chữ ký")]
        assert "2) Thiếu ngày tháng" in lines


@pytest.mark.parametrize("paper", ["A5", "A4"])
@pytest.mark.parametrize("name", CASES)
def test_every_character_is_inside_the_printable_area_and_has_its_own_place(
    name: str, paper: str
) -> None:
    data: Slip = replace(CASES[name], head=replace(CASES[name].head, practice=False))
    for page in pdfium.PdfDocument(render(data, paper)):
        width, height = page.get_size()
        text = page.get_textpage()
        seen: set[tuple[float, float]] = set()
        for index in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(index)
            if right <= left or top <= bottom or text.get_text_range(index, 1).isspace():
                continue
            assert left >= SAFE
            assert bottom >= SAFE
            assert right <= width - SAFE
            assert top <= height - SAFE
            place = (round((left + right) / 2, 1), round((bottom + top) / 2, 1))
            assert place not in seen
            seen.add(place)


@pytest.mark.parametrize("case", [ASKED, AFTER, REFUSED, ASKED_LONG, REFUSED_LONG])
def test_signatures_have_room_and_share_their_page_with_what_is_signed(case: Slip) -> None:
    pdf = pdfium.PdfDocument(render(case))
    text = pdf[len(pdf) - 1].get_textpage()
    whole = text.get_text_range()
    name = case.head.officer_name.split()[0]
    heading = whole.rindex("(Ký và ghi")
    below = whole.index(name, heading)
    assert text.get_charbox(heading)[1] - text.get_charbox(below)[3] >= 12 * 72 / 25.4
    assert "liên hệ" in whole[:heading].replace("\r\n", " ")


@pytest.mark.parametrize("case", [ASKED, ASKED_LONG, REFUSED, REFUSED_LONG])
def test_practice_is_marked_on_every_page(case: Slip) -> None:
    marked: Slip = replace(case, head=replace(case.head, practice=True))
    for text in pages(marked):
        assert squeezed(text).count("BẢNTẬP–KHÔNGCÓGIÁTRỊ") == 2
    lacks(case, "BẢN TẬP")


def test_reprint_and_doubtful_clock_are_told() -> None:
    for cases, plain in ((SUPPLEMENTS, ASKED), (REFUSALS, REFUSED)):
        again = cases["reprint"]
        shows(again, "Bản in lại lúc 14:05 ngày 24/11/2026", "lúc 10:21. Bản in lại lúc 14:05")
        shows(cases["doubtful"], "năm 2026 (giờ nghi ngờ)", "Giờ nghi ngờ: đồng hồ của máy in")
        lacks(plain, "Bản in lại", "nghi ngờ")


def test_foreign_and_marked_up_texts_are_printed_literally_and_losses_are_told() -> None:
    shows(
        SUPPLEMENTS["foreign"],
        "□□□ (Wang Xiaoming)",
        "O'Brien & <b>Sons</b>",
        "Dấu □ thay cho ký tự không in được trên giấy này.",
    )
    lacks(ASKED, "Dấu □")


def test_moments_are_told_on_vietnams_clock() -> None:
    """Half past one in the night at Cửa Ông is still the day before in UTC."""
    night = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
    case = replace(REFUSED, head=replace(REFUSED.head, issued_at=night))

    shows(case, "Cửa Ông, ngày 23 tháng 11", "01 giờ 30 phút, ngày 23 tháng 11", "lúc 01:30")
