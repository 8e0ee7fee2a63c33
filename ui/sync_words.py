"""The words of sync: joining the province, sticks, and why a sync did not end well.

`ui.messages` speaks them; each says what happened, what is safe, what next.
"""

from __future__ import annotations

REFUSALS: dict[str, str] = {
    # joining the province
    "not_joined": "Máy này chưa ghi danh với máy chủ tỉnh. Xin mã ghi danh của tỉnh rồi chạy: enrol"
    " MÃ --central ĐỊA-CHỈ.",
    "enrol_incomplete": "Ghi danh qua mạng cần cả mã và địa chỉ: enrol MÃ --central ĐỊA-CHỈ. Không"
    " có mạng thì dùng tệp của tỉnh: enrol --file TỆP.",
    "central_url_invalid": "Địa chỉ máy chủ tỉnh phải bắt đầu bằng https:// (http:// chỉ dùng được"
    " khi máy chủ ở ngay máy này). Kiểm tra lại địa chỉ.",
    "certificates_invalid": "Tệp {path} không phải chứng thư dạng PEM. Xin lại tệp của tỉnh.",
    "code_malformed": "Mã ghi danh gồm 16 chữ và số, bốn nhóm bốn. Gõ lại như trên giấy của tỉnh.",
    "code_wrong": "Mã ghi danh không đúng, hoặc không phải mã cho điểm và máy trạm này. Chưa ghi"
    " danh; xem lại mã, gõ sai nhiều lần thì mã bị khóa.",
    "code_locked": "Mã ghi danh đã bị khóa vì gõ sai nhiều lần. Xin tỉnh mã mới.",
    "code_expired": "Mã ghi danh đã quá hạn. Xin tỉnh mã mới.",
    "code_used": "Mã ghi danh này máy khác đã dùng. Xin tỉnh mã mới; nếu không biết máy nào, báo"
    " tỉnh.",
    "key_in_use": "Khóa của máy này đang ghi danh ở điểm khác. Báo tỉnh trước khi làm tiếp.",
    "practice_other": "Máy tập huấn chỉ ghi danh với máy chủ tập huấn, máy thật chỉ với máy chủ"
    " thật. Không có gì thay đổi. Kiểm tra lại địa chỉ hoặc tệp của tỉnh.",
    "joined_elsewhere": "Thư mục này đã thuộc {province}; mã vừa gõ là của máy chủ khác. Không có"
    " gì thay đổi. Kiểm tra lại mã; nếu tỉnh báo máy chủ đã thay khóa thì thêm --new-central.",
    "central_other": "Máy trả lời không giữ khóa mà mã ghi danh nêu, nên chưa ghi danh. Kiểm tra"
    " lại địa chỉ máy chủ và mã; nếu đúng cả hai, báo tỉnh.",
    "enrol_refused": "Máy chủ tỉnh không nhận ghi danh ({detail}). Không có gì thay đổi. Báo tỉnh"
    " kèm mã trong ngoặc.",
    "enrolment_file_invalid": "Tệp {path} không phải tệp ghi danh của tỉnh, hoặc bị hỏng. Xin lại.",
    "enrolment_file_other": "Tệp {path} là của điểm tiếp nhận hoặc máy trạm khác. Xin đúng tệp.",
    # sticks
    "stick_unreadable": "Không mở được tệp {path}: bị cụt, bị sửa, hoặc là trả lời cho máy khác hay"
    " cho lần xuất khác. Không có gì thay đổi. Chép lại tệp từ nơi nhận; vẫn vậy thì chạy bundle"
    " out và xin tỉnh trả lời lại.",
    "stick_is_ours": "Tệp {path} là tệp gửi lên tỉnh, không phải tệp trả lời. Không có gì thay đổi."
    " Đưa tệp này cho tỉnh rồi mang tệp trả lời về.",
    "stick_not_central": "Tệp {path} không do máy chủ của tỉnh này ký. Không có gì thay đổi. Hỏi"
    " lại nơi đưa tệp.",
}

#: why a sync did not come to its end: title and words
SYNC: dict[str, tuple[str, str]] = {
    "offline": (
        "Không nối được máy chủ tỉnh",
        "Mọi việc đã lưu ở máy này, quầy làm việc bình thường. Phần mềm tự gửi khi có mạng. Mất cả"
        " ngày thì báo kỹ thuật xem dây mạng, hoặc gửi bằng USB.",
    ),
    "timeout": (
        "Đường truyền quá chậm",
        "Mọi việc đã lưu ở máy này. Phần mềm tự gửi tiếp từng phần nhỏ, phần đã gửi không phải gửi"
        " lại. Chậm mãi thì báo kỹ thuật, hoặc gửi bằng USB.",
    ),
    "tls": (
        "Kết nối không bảo đảm bí mật",
        "Chứng thư của máy chủ tỉnh sai hoặc hết hạn, hoặc đồng hồ máy này sai. Chưa gửi gì ra"
        " ngoài, mọi việc đã lưu ở máy này. Xem ngày giờ của máy; đúng rồi thì báo tỉnh.",
    ),
    "not_central": (
        "Có máy khác trả lời thay tỉnh",
        "Thường là trang đăng nhập Wi-Fi hoặc tường lửa. Không nhận gì từ máy đó, mọi việc đã lưu ở"
        " máy này. Đăng nhập Wi-Fi rồi chờ phần mềm tự gửi lại; vẫn vậy thì báo kỹ thuật.",
    ),
    "busy": (
        "Máy chủ tỉnh đang bận",
        "Mọi việc đã lưu ở máy này. Phần mềm tự gửi lại sau ít phút, không cần làm gì.",
    ),
    "central_failed": (
        "Máy chủ tỉnh gặp lỗi",
        "Những gì tỉnh đã báo nhận vẫn còn, phần còn lại đã lưu ở máy này. Phần mềm tự thử lại; quá"
        " một giờ thì báo tỉnh.",
    ),
    "revoked": (
        "Tỉnh đã thu hồi máy này",
        "Việc làm ở máy này vẫn được lưu và gửi lên để tỉnh xem xét, nhưng chưa được tính. Liên hệ"
        " tỉnh; được làm tiếp thì ghi danh bằng mã mới.",
    ),
    "unknown_station": (
        "Tỉnh không biết máy này",
        "Có thể máy chủ tỉnh vừa được khôi phục từ bản cũ. Mọi việc đã lưu ở máy này. Xin tỉnh mã"
        " ghi danh mới rồi chạy: enrol MÃ --central ĐỊA-CHỈ.",
    ),
    "refused": (
        "Máy chủ tỉnh từ chối",
        "Tỉnh không nhận nội dung gửi lên ({detail}). Mọi việc đã lưu ở máy này. Cập nhật phần mềm,"
        " chạy verify, rồi báo kỹ thuật kèm mã trong ngoặc.",
    ),
    "practice": (
        "Máy chủ không hợp loại máy",
        "Máy tập huấn chỉ trao đổi với máy chủ tập huấn, máy thật chỉ với máy chủ thật. Không có gì"
        " thay đổi. Kiểm tra lại địa chỉ của tỉnh.",
    ),
    "not_joined": (
        "Chưa ghi danh với tỉnh",
        "Mọi việc đã lưu ở máy này, quầy làm việc bình thường. Người phụ trách xin mã ghi danh của"
        " tỉnh rồi chạy: enrol MÃ --central ĐỊA-CHỈ.",
    ),
    "stick_only": (
        "Gửi về tỉnh bằng USB",
        "Máy này ghi danh không có địa chỉ máy chủ. Mọi việc đã lưu ở máy này. Xuất bằng lệnh"
        " bundle out, mang tệp trả lời về và nạp bằng bundle in.",
    ),
    "crashed": (
        "Phần đồng bộ gặp lỗi",
        "Lỗi ngoài dự kiến, mã {detail}. Mọi việc đã lưu ở máy này, quầy làm việc bình thường. Phần"
        " mềm tự thử lại; vẫn vậy thì đọc mã này cho kỹ thuật.",
    ),
    "program_old": (
        "Phần mềm máy này đã cũ",
        "Tỉnh gửi nội dung mà bản này chưa đọc được. Việc của máy này vẫn gửi lên tỉnh bình thường."
        " Cài bản mới rồi đồng bộ lại.",
    ),
    "storage": ("Máy này chưa ghi được", "{fault}"),
}

#: after joining by a file
FIRST_STICK = (
    "Chưa có mạng: xuất bằng lệnh bundle out rồi đưa tệp cho tỉnh; tỉnh nhận tệp đầu tiên thì việc"
    " ghi danh mới xong."
)
