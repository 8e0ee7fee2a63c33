"""From error codes to what a person reads: what happened, what is safe, what next.

The one place with the words for refusals, faults and warnings; windows, forms
and the command line all speak through it. No toolkit is imported here.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from core.domain.deadlines import CountedDay, Due
from core.domain.errors import EnvironmentFault, FieldError
from core.services.receipts import limit_text
from ui.closing_words import REFUSALS as _CLOSING_REFUSALS
from ui.sync_words import FIRST_STICK as FIRST_STICK, REFUSALS as _SYNC_REFUSALS, SYNC as SYNC

_REFUSALS: dict[str, str] = {
    # reading what came in
    "json_invalid": "Dòng này không phải JSON hợp lệ. Sửa dòng rồi gửi lại; các dòng khác không ảnh"
    " hưởng.",
    "json_repeated_key": "Ô này xuất hiện hai lần trong dòng nên không biết lấy giá trị nào.",
    "json_not_object": "Mỗi dòng phải là một đối tượng JSON {{…}}.",
    "json_too_deep": "Dữ liệu lồng nhau quá sâu. Kiểm tra phần mềm đã xuất tệp này.",
    "line_too_long": "Dòng dài quá {limit} byte nên không đọc. Tách bớt nội dung rồi gửi lại.",
    "not_utf8": "Tệp không phải UTF-8 (byte {at}). Lưu lại tệp với mã UTF-8.",
    "wrong_type": "Giá trị không đúng kiểu. Xem lại ô này.",
    "date_invalid": "Ngày không hợp lệ. Ghi theo dạng năm-tháng-ngày, ví dụ 1994-02-01.",
    "missing": "Thiếu thông tin bắt buộc. Điền ô này rồi lưu lại.",
    "too_long": "Dài {length} ký tự, tối đa {limit}.",
    "too_many": "Quá nhiều mục, tối đa {limit}.",
    "out_of_range": "Phải trong khoảng {low} đến {high}.",
    "not_a_choice": "Chỉ nhận một trong: {choices}.",
    "control_character": "Có ký tự điều khiển không in được. Nhập lại ô này.",
    "unknown_field": "Không có ô nào tên như vậy; kiểm tra chính tả. Giá trị này không được lưu.",
    # people
    "personal_number_length": "Mới có {length} chữ số, cần đủ 12. Quét lại thẻ, hoặc nhập lại số in"
    " trên thẻ.",
    "personal_number_digits": "Số định danh chỉ gồm chữ số. Quét lại thẻ, hoặc nhập lại số in trên"
    " thẻ.",
    "personal_number_prefix": "Ba số đầu {prefix} không phải mã tỉnh đã biết. Xem lại thẻ.",
    "personal_number_sex": "Số định danh không khớp giới tính. Xem lại thẻ; vẫn lưu được.",
    "personal_number_century": "Số định danh không khớp thế kỷ sinh. Xem lại thẻ; vẫn lưu được.",
    "personal_number_birth_year": "Số định danh không khớp năm sinh. Xem lại thẻ; vẫn lưu được.",
    "birth_in_future": "Ngày sinh ở sau ngày hôm nay. Xem lại ngày sinh.",
    "birth_invalid": "Ngày sinh không có thật. Xem lại ngày sinh.",
    "name_without_letters": "Tên chỉ có số hoặc dấu, không có chữ nào. Gõ tên theo giấy tờ.",
    "email_unusual": "Thư điện tử này thiếu @ hoặc tên miền. Hỏi lại người nộp; vẫn lưu được.",
    "differs_from_card": "Khác với thẻ vừa quét. Xem lại thẻ; đã lưu giá trị gõ tay.",
    # the card
    "card_not_a_card": "Mã vừa quét không phải thẻ căn cước. Quét lại mã QR trên thẻ.",
    "card_too_long": "Mã vừa quét quá dài, không phải thẻ căn cước.",
    "card_text_damaged": "Máy quét làm hỏng chữ tiếng Việt; chỉ nhận số và ngày. Gõ tên, địa chỉ"
    " theo thẻ và báo kỹ thuật chuyển máy quét sang cổng nối tiếp.",
    "card_encoding_guessed": "Chữ trên thẻ đọc theo mã cũ; đối chiếu tên, địa chỉ với thẻ.",
    "card_letters_lost": "Máy quét làm mất chữ (dấu ?). Đối chiếu tên, địa chỉ với thẻ.",
    "old_id_no_unusual": "Số CMND cũ trên thẻ có dạng lạ.",
    "birth_incomplete": "Thẻ không ghi đủ ngày sinh.",
    "sex_unknown": "Không đọc được giới tính trên thẻ.",
    "name_missing": "Thẻ không có họ tên. Gõ họ tên theo thẻ.",
    "address_missing": "Thẻ không có nơi cư trú. Gõ địa chỉ theo thẻ.",
    "issue_date_invalid": "Ngày cấp thẻ không có thật.",
    "issue_date_in_future": "Ngày cấp thẻ ở sau hôm nay.",
    # procedures and dossiers
    "procedure_unknown": "Không có thủ tục mã {code} trong danh mục. Tìm lại theo tên thủ tục.",
    "not_immediate": "Thủ tục {code} không thuộc loại trả ngay.",
    "limit_invalid": "Thời hạn “{limit}” không hợp lệ. Ghi ví dụ: 5 working_days, 15 days, 4 hours,"
    " same_day.",
    "limit_unknown": "Thủ tục chưa công bố thời hạn nên giấy hẹn chưa ghi ngày trả. Hỏi cơ quan"
    " giải quyết rồi sửa hồ sơ.",
    "client_ref_used": "Mã yêu cầu này đã dùng cho hồ sơ {number} khác nội dung.",
    "dossier_unknown": "Không tìm thấy hồ sơ {code}. Kiểm tra lại mã, hoặc tìm theo tên.",
    "dossier_cancelled": "Hồ sơ {code} đã hủy, không in giấy hẹn.",
    "not_amendable": "Hồ sơ đang ở trạng thái “{state}”, không sửa hay hủy được nữa. Cần sửa thì"
    " báo phụ trách bộ phận.",
    "transition_not_allowed": "Hồ sơ đang “{before}”, không chuyển sang “{after}” được.",
    "field_fixed": "Mã, ngày và quầy tiếp nhận không sửa được. Cần thì hủy hồ sơ và lập hồ sơ mới.",
    "nothing_to_change": "Không có gì thay đổi.",
    "form_field_missing": "Thiếu thông tin bắt buộc trên giấy nên chưa in. Bổ sung rồi in lại.",
    "form_field_unprintable": "Ô này có ký tự không in thành mã vạch được.",
    "form_field_too_long": "Nội dung quá dài để in thành mã QR.",
    "form_unknown": "Không có mẫu giấy tên {name}.",
    "form_not_issued": "Hồ sơ {code} chưa từng có mẫu giấy này, nên không có gì để in lại.",
    "slip_unknown": "Không tìm thấy phiếu yêu cầu bổ sung số {code} ở máy này. Kiểm tra lại số"
    " phiếu, hoặc nhập hồ sơ như mới.",
    "slip_done": "Phiếu này đã được tiếp nhận thành hồ sơ {number}. Mở hồ sơ đó để xem.",
    "slip_refused": "Phiếu này đã kết thúc bằng phiếu từ chối {number}. Nếu người dân nộp lại, nhập"
    " hồ sơ như mới, không ghi số phiếu.",
    "slip_fixed": "{number} là phiếu đã giao cho người dân, không sửa hay hủy được. Phiếu yêu"
    " cầu bổ"
    " sung thì tiếp nhận hoặc từ chối theo số phiếu; việc khác thì lập hồ sơ mới.",
    "matter_unused": "Đã chọn thủ tục nên nội dung yêu cầu gõ riêng không được lưu.",
    "supplement_once": "Phiếu {number} đã yêu cầu bổ sung một lần; pháp luật chỉ cho yêu cầu một"
    " lần (NĐ 118/2025 Điều 11). Hãy tiếp nhận hồ sơ hoặc từ chối có lý do.",
    "receipt_not_printed": "Hồ sơ đã lưu; giấy cho người dân chưa in được. Sửa nguyên nhân rồi"
    " in lại bằng"
    " lệnh form.",
    # numbers, days, clock
    "block_invalid": "Dải số phải có dạng ĐẦU-CUỐI, tối đa {width} chữ số, ví dụ 1-500.",
    "last_receipt_needed": "Máy này vừa được khôi phục. Nhập mã hồ sơ trên giấy hẹn cuối cùng đã"
    " trao hôm nay, hoặc “none” nếu chắc chắn chưa trao giấy nào.",
    "last_receipt_invalid": "Không đọc được số thứ tự trong mã giấy hẹn vừa nhập.",
    "last_receipt_later": "Giấy hẹn này mang ngày sau ngày làm việc {day}. Chỉnh lại đồng hồ, hoặc"
    " xác nhận ngày bằng lệnh: open-day --date NGÀY, rồi làm lại.",
    "date_needed": "Đồng hồ máy có vẻ sai nên chưa mở ngày. Xem lịch rồi ghi rõ: open-day --date"
    " NGÀY.",
    "agency_identifier_invalid": "Mã định danh {identifier} không đúng dạng, ví dụ H49.215.",
    "day_too_far": "Ngày {day} quá xa. Mở nhầm thì không lùi lại được; xem lịch rồi ghi lại.",
    "mark_in_data_folder": "Tệp dấu mốc không được nằm trong thư mục dữ liệu. Chọn chỗ khác cho"
    " --mark.",
    "day_before_last": "Ngày làm việc không thể sớm hơn ngày đã mở {last}.",
    "practice_only": "Chỉ thư mục tập huấn mới được ghi ngày khác hôm nay.",
    "already_begun": "Hồ sơ {number} đã được tiếp nhận từ trước. Chưa có gì thay đổi; tìm hồ sơ"
    " theo"
    " số này rồi làm tiếp.",
    "cause_missing": "Máy này chưa có phần đầu của hồ sơ nên chưa ghi được việc này. Chưa có gì"
    " thay"
    " đổi; đồng bộ rồi làm lại.",
    "clock_doubtful": "Đồng hồ máy có vẻ sai (giờ nghi ngờ). Hồ sơ đã lưu theo ngày làm việc đã mở;"
    " chỉnh lại đồng hồ, hoặc xác nhận ngày bằng lệnh open-day.",
    "date_out_of_range": "Năm {year} nằm ngoài khoảng tính được.",
    "pause_invalid": "Thời điểm tạm dừng và tiếp tục không đúng thứ tự.",
    "paused_after_due": "Tạm dừng sau khi đã quá hạn: hạn trả giữ nguyên.",
    "no_rule_pack": "Không có bộ quy định nào có hiệu lực ngày {day}.",
    "calendar_missing": "Chưa có lịch nghỉ năm {year}; chỉ trừ thứ Bảy, Chủ nhật.",
    "calendar_provisional": "Lịch nghỉ năm {year} là tạm tính.",
    # catalogue
    "file_too_large": "Tệp lớn hơn {limit} byte.",
    "columns_missing": "Thiếu cột: {columns}.",
    "csv_invalid": "Tệp CSV hỏng: {detail}.",
    "duplicate_code": "Mã {code} xuất hiện hai lần.",
    # people who work here
    "not_permitted": "Tài khoản vai trò “{role}” không được làm việc này. Đăng nhập tài khoản khác"
    " (COUNTER_USER, COUNTER_PASSWORD).",
    "password_needed": "Cần mật khẩu của {user}: đặt biến COUNTER_PASSWORD.",
    "sign_in_needed": "Chưa đăng nhập. Đăng nhập rồi làm lại.",
    "password_wrong": "Sai tên đăng nhập hoặc mật khẩu.",
    "locked_out": "Sai mật khẩu nhiều lần. Chờ {seconds} giây rồi thử lại.",
    "account_closed": "Tài khoản {user} đã bị khóa. Chưa có gì thay đổi; hỏi người phụ trách để mở"
    " lại, hoặc đăng nhập tài khoản khác.",
    "role_unknown": "Tỉnh giao cho tài khoản này vai trò “{role}” mà phần mềm ở máy này chưa biết."
    " Cài phiên bản mới, hoặc đăng nhập tài khoản khác.",
    "login_invalid": "Tên đăng nhập chỉ gồm chữ không dấu, số, dấu chấm và gạch, tối đa 40.",
    # folders, keys, files
    "folder_exists": "Thư mục {path} đã có dữ liệu. Không có gì bị thay đổi; chọn thư mục khác.",
    "setup_unfinished": "Thư mục {path} còn dở từ một lần cài bị ngắt. Nếu chưa từng tiếp nhận hồ"
    " sơ ở đây, xóa thư mục này rồi chạy lại setup.",
    "folder_already_set_up": "Thư mục này đã có khóa của một lần cài trước. Chọn thư mục khác.",
    "key_file_in_data_folder": "Tệp khóa không được nằm trong thư mục dữ liệu. Chọn chỗ khác cho"
    " --key-file.",
    "file_exists": "Tệp {path} đã có. Không ghi đè; chọn tên khác.",
    "folder_missing": "Không có thư mục chứa {path}. Tạo thư mục hoặc chọn chỗ khác.",
    "phone_unreadable": "Không thấy số điện thoại trong ô này nên để trống; ghi vào ghi chú nếu"
    " cần.",
    "file_unreadable": "Không đọc được tệp {path}. Kiểm tra đường dẫn.",
    "not_a_backup": "Tệp {path} không phải bản sao lưu của phần mềm này.",
    "recovery_key_invalid": "Khóa khôi phục gõ chưa đúng. Gõ lại đủ 9 nhóm 4 ký tự trên phiếu.",
    "recovery_key_other": "Khóa khôi phục này thuộc về thư mục khác.",
    "site_invalid": "Mã điểm tiếp nhận chỉ gồm chữ in, số, dấu chấm và gạch, tối đa 40.",
    "station_invalid": "Số máy trạm từ 1 đến 99.",
}

_ELSEWHERE: dict[str, str] = {**_SYNC_REFUSALS, **_CLOSING_REFUSALS}

_FAULTS: dict[str, str] = {
    "disk_full": "Chưa lưu vì ổ đĩa đầy. Những gì đã báo lưu trước đó vẫn còn nguyên. Dọn ổ đĩa"
    " chứa {path} rồi làm lại.",
    "read_only": "Chưa lưu vì ổ đĩa chỉ cho đọc. Những gì đã báo lưu trước đó vẫn còn nguyên. Báo"
    " kỹ thuật mở quyền ghi cho {path} rồi làm lại.",
    "locked": "Chưa lưu vì chương trình khác đang giữ dữ liệu. Chờ vài giây rồi làm lại.",
    "no_data_folder": "Không thấy dữ liệu của máy trạm tại {path}. Kiểm tra --data, hoặc chạy"
    " setup.",
    "no_key": "Không mở được khóa của dữ liệu ({reason}). Dữ liệu còn nguyên; dùng khóa khôi phục"
    " với lệnh restore trên một bản sao lưu.",
    "damaged": "Dữ liệu tại {path} bị hỏng. Không ghi gì thêm; chạy verify, rồi khôi phục từ bản"
    " sao lưu.",
    "newer_database": "Dữ liệu này do phiên bản mới hơn ghi. Cài phiên bản mới rồi mở lại.",
    "io_error": "Lỗi đọc ghi ổ đĩa tại {path} ({detail}). Những gì đã báo lưu vẫn còn nguyên.",
    "mark_failed": "Hồ sơ đã lưu nhưng chưa ghi được dấu mốc số, nên chưa in giấy. Kiểm tra ổ đĩa"
    " chứa {path} rồi gửi lại với cùng mã yêu cầu.",
    "not_read_back": "Đọc lại tệp {path} thì thấy khác lúc ghi: thẻ nhớ hoặc ổ đĩa có lỗi. Chưa có"
    " gì được tính là đã gửi. Đổi thẻ nhớ rồi xuất lại.",
    "chain_broken": "Nội dung tỉnh gửi về không nối tiếp những gì máy này đã có, nên không nhận."
    " Không có gì thay đổi. Chạy verify và báo kỹ thuật.",
    "central_invalid": "Tỉnh gửi về nội dung không dùng được nên không nhận. Hồ sơ đã lưu còn"
    " nguyên"
    " và vẫn gửi đi được. Báo kỹ thuật của tỉnh.",
    "event_too_large": "Nội dung quá lớn ({bytes} byte) nên chưa lưu. Bớt ghi chú hoặc tách hồ sơ.",
}

#: what a printer says: title and words
PRINTER: dict[str, tuple[str, str]] = {
    "no_printer": (
        "Không có máy in",
        "Hồ sơ vẫn lưu được, giấy chờ in. Cắm máy in, bật nguồn rồi kiểm tra lại, hoặc lưu PDF để"
        " in ở máy khác.",
    ),
    "unknown_printer": (
        "Không thấy máy in {name}",
        "Hồ sơ vẫn lưu được, giấy chờ in. Chọn máy in khác, hoặc nối lại máy này rồi kiểm tra lại.",
    ),
    "printer_stopped": (
        "Máy in đang dừng",
        "Hồ sơ vẫn lưu được, giấy chờ in. Xem máy hết giấy, kẹt giấy, mở nắp hay đang tạm dừng;"
        " xử lý xong rồi kiểm tra lại.",
    ),
    "paper_too_small": (
        "Khổ giấy của máy in nhỏ hơn mẫu",
        "Chưa in. Chọn máy in có giấy A5 hoặc A4.",
    ),
    "pdf_damaged": (
        "Không đọc được tờ in",
        "Hồ sơ đã lưu. Đóng rồi in lại; nếu vẫn lỗi, báo kỹ thuật.",
    ),
    "print_failed": (
        "Máy in không nhận tờ in",
        "Hồ sơ vẫn lưu được, giấy chờ in. Kiểm tra máy in rồi in lại; nếu vẫn lỗi, báo kỹ thuật.",
    ),
}

_PROVISIONAL: dict[str, str] = {
    "no_block": "Máy trạm chưa được cấp dải số, nên cấp số tạm.",
    "agency_unknown": "Chưa biết mã định danh cơ quan giải quyết, nên cấp số tạm.",
    "block_used_up": "Đã dùng hết dải số hôm nay, nên cấp số tạm.",
}

NOTICES: dict[str, str] = {
    "behind_mark": "Dữ liệu cũ hơn dấu mốc số (đã được khôi phục từ bản cũ). Bắt đầu luồng ghi mới,"
    " dải số cũ bị hủy; cấp lại bằng lệnh: station block ĐẦU-CUỐI.",
    "mark_missing": "Không thấy tệp dấu mốc số. Để không số nào bị cấp hai lần, bắt đầu luồng ghi"
    " mới và cấp số tạm; cấp lại dải số bằng lệnh: station block ĐẦU-CUỐI --last-receipt MÃ.",
    "forked": "Một bản sao của dữ liệu máy này đã gửi việc khác lên tỉnh. Không mất việc nào: phần"
    " của máy này được chuyển sang luồng ghi mới và gửi tiếp; số chưa dùng bị hủy. Báo người phụ"
    " trách: chỉ một máy được dùng dữ liệu này.",
    "mark_damaged": "Tệp dấu mốc số bị hỏng. Để không số nào bị cấp hai lần, bắt đầu luồng ghi mới"
    " và cấp số tạm; cấp lại dải số bằng lệnh: station block ĐẦU-CUỐI --last-receipt MÃ.",
}


STATES: dict[str, str] = {
    "cancelled": "đã hủy",
    "draft": "nháp",
    "registered": "mới đăng ký",
    "received": "được tiếp nhận",
    "not_accepted": "không được tiếp nhận",
    "processing": "đang xử lý",
    "supplement_asked": "yêu cầu bổ sung giấy tờ",
    "payment_asked": "yêu cầu thực hiện nghĩa vụ tài chính",
    "withdrawn": "công dân yêu cầu rút hồ sơ",
    "stopped": "dừng xử lý",
    "finished": "đã xử lý xong",
    "returned": "đã trả kết quả",
}
_STATE_PARAMS = ("state", "before", "after")


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "…"


def refusal(error: FieldError) -> str:
    """The sentence for one thing wrong, or for a warning of the same code."""
    params = {
        name: STATES.get(value, value) if name in _STATE_PARAMS else value
        for name, value in error.params.items()
    }
    words = _REFUSALS.get(error.code) or _ELSEWHERE[error.code]
    return words.format_map(_Blank(params))


def fault(found: EnvironmentFault) -> str:
    """The sentence for a fault of the machine."""
    return _FAULTS[found.code].format_map(_Blank(found.params))


def sync(reason: str, detail: str = "", found: EnvironmentFault | None = None) -> str:
    """Why a sync did not end well, and what to do; ``found`` with ``storage`` only."""
    title, words = SYNC[reason]
    told = fault(found) if found is not None else ""
    return f"{title}. {words}".format_map(_Blank(detail=detail, fault=told))


def synced(pushed: int, pulled: int) -> str:
    """What a sync that came to its end did."""
    if not pushed and not pulled:
        return "Đã đồng bộ, không có gì mới."
    return f"Đã đồng bộ: tỉnh nhận {pushed} việc, máy này nhận {pulled} việc của tỉnh."


def exported(events: int, left: int) -> str:
    """What a stick holds, and that nothing has arrived yet."""
    text = (
        f"Đã ghi {events} việc vào tệp và đã đọc lại đúng. Xuất ra chưa phải là tỉnh đã nhận: đưa"
        " tệp cho tỉnh, mang tệp trả lời về rồi nạp bằng bundle in."
    )
    return text + (f" Còn {left} việc cho lần xuất sau khi có trả lời." if left else "")


def imported(applied: int, here: int, at_central: int) -> str:
    """What the answer to a stick brought."""
    left = here - at_central
    rest = (
        f"còn {left} việc chưa về tỉnh, xuất tiếp bằng bundle out"
        if left
        else "không còn việc nào chờ gửi"
    )
    return f"Đã nạp trả lời của tỉnh: {applied} việc mới; tỉnh đã nhận {at_central}/{here}, {rest}."


def provisional(why: str) -> str:
    """Why a number is provisional, empty for an official one."""
    return _PROVISIONAL.get(why, "")


_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def day_text(day: date) -> str:
    """``thứ Tư 25/11/2026``."""
    return f"{_WEEKDAYS[day.weekday()]} {day:%d/%m/%Y}"


_REASONS = {
    "received": "ngày nhận, không tính",
    "weekend": "nghỉ cuối tuần",
    "holiday": "nghỉ lễ",
    "swap": "nghỉ hoán đổi",
    "make_up": "làm bù",
    "moved_end": "dời khỏi ngày nghỉ",
    "after_cut_off": "nhận sau giờ chốt",
    "after_hours": "hết giờ làm việc",
}


def counted_day(day: CountedDay) -> str:
    """One day of a deadline in words."""
    text = day_text(day.date)
    words = [w for w in (_REASONS.get(day.reason, ""), day.name) if w]
    if words:
        text += f" ({', '.join(words)})"
    return text


def due_text(due: Due) -> str:
    """How a due date was counted, in one sentence."""
    off = [counted_day(d) for d in due.counted if d.reason in ("holiday", "swap", "make_up")]
    text = (
        f"Nhận {due.received_at:%H:%M} {day_text(due.received_at.date())}, thời hạn"
        f" {limit_text(str(due.limit))}: hẹn trả trước {due.due_at:%H:%M}"
        f" {day_text(due.due_at.date())}."
    )
    return text + (f" Trên đường đi: {'; '.join(off)}." if off else "")


def known_codes() -> Iterable[str]:
    """Every code that has words."""
    return (*_REFUSALS, *_ELSEWHERE, *_FAULTS)
