"""Words of the public page in both languages; a state's words say what to do next."""

from __future__ import annotations

from core.domain.dossier import State

LANGUAGES = ("vi", "en")

#: state: (name, what it means for the citizen), per language
STATES: dict[str, dict[State, tuple[str, str]]] = {
    "vi": {
        State.REGISTERED: ("Mới đăng ký", "Cơ quan sẽ trả lời trong 8 giờ làm việc."),
        State.RECEIVED: ("Đã tiếp nhận", "Hồ sơ đầy đủ và đã được tiếp nhận."),
        State.NOT_ACCEPTED: (
            "Không được tiếp nhận",
            "Lý do ghi trên phiếu đã giao cho Ông/Bà.",
        ),
        State.PROCESSING: ("Đang xử lý", "Cơ quan có thẩm quyền đang giải quyết."),
        State.SUPPLEMENT_ASKED: (
            "Chờ bổ sung giấy tờ",
            "Mang các giấy tờ ghi trên phiếu yêu cầu bổ sung đến quầy.",
        ),
        State.PAYMENT_ASKED: ("Chờ nộp phí, lệ phí", "Nộp tại quầy hoặc trực tuyến."),
        State.WITHDRAWN: ("Đã đề nghị rút hồ sơ", "Đến quầy để nhận lại giấy tờ."),
        State.STOPPED: ("Đã dừng giải quyết", "Đến quầy để nhận lại giấy tờ."),
        State.FINISHED: (
            "Đã có kết quả",
            "Mang giấy hẹn và giấy tờ tùy thân đến quầy để nhận kết quả.",
        ),
        State.RETURNED: ("Đã trả kết quả", "Hồ sơ đã hoàn tất."),
        State.CANCELLED: ("Đã hủy", "Mã hồ sơ này không còn dùng. Hỏi tại quầy đã nhận hồ sơ."),
    },
    "en": {
        State.REGISTERED: ("Registered", "The office answers within 8 working hours."),
        State.RECEIVED: ("Received", "Your dossier is complete and has been accepted."),
        State.NOT_ACCEPTED: ("Not accepted", "The reason is on the slip you were given."),
        State.PROCESSING: ("In progress", "The responsible agency is working on it."),
        State.SUPPLEMENT_ASKED: (
            "More papers needed",
            "Please bring the papers listed on your slip to the counter.",
        ),
        State.PAYMENT_ASKED: ("Waiting for the fee", "Pay at the counter or online."),
        State.WITHDRAWN: ("Withdrawn on request", "Please collect your papers at the counter."),
        State.STOPPED: ("Stopped", "Please collect your papers at the counter."),
        State.FINISHED: (
            "Result ready",
            "Bring your receipt and an identity paper to the counter to collect it.",
        ),
        State.RETURNED: ("Result handed out", "Nothing more to do."),
        State.CANCELLED: ("Cancelled", "This code is void. Please ask at the counter."),
    },
}

TEXTS: dict[str, dict[str, str]] = {
    "vi": {
        "title": "Tra cứu hồ sơ",
        "lead": "Nhập mã hồ sơ và 4 ký tự tra cứu in trên giấy hẹn.",
        "code": "Mã hồ sơ hoặc số tạm",
        "code_hint": "Ví dụ: H49.22.5-261125-0042",
        "check": "Mã tra cứu (4 ký tự)",
        "check_hint": "In chữ lớn cạnh mã QR, ví dụ: 7KQF",
        "submit": "Tra cứu",
        "other": "English",
        "missing": "Còn thiếu mã hồ sơ hoặc mã tra cứu.",
        "not_found": "Không tìm thấy hồ sơ với mã và ký tự tra cứu này.",
        "not_found_hint": "Kiểm tra lại từng ký tự trên giấy hẹn. Hồ sơ vừa nộp có thể chưa về tới"
        " tỉnh vì quầy làm việc khi mất mạng; hồ sơ vẫn được giữ an toàn tại quầy. Xin tra cứu lại"
        " sau, hoặc gọi số ghi trên giấy hẹn.",
        "too_often": "Đã tra cứu quá nhiều lần. Xin thử lại sau {seconds} giây.",
        "state": "Tình trạng",
        "received": "Nhận hồ sơ",
        "due": "Hẹn trả kết quả",
        "due_unknown": "Cơ quan sẽ báo sau",
        "finished": "Có kết quả",
        "returned": "Trả kết quả",
        "place": "Nơi nhận hồ sơ",
        "official": "Mã hồ sơ chính thức",
        "as_of": "Số liệu của quầy này đến {time}.",
        "overdue": "Đã quá ngày hẹn. Cơ quan giải quyết phải xin lỗi và hẹn lại bằng văn bản.",
        "again": "Tra cứu hồ sơ khác",
        "privacy": "Trang này không hiện họ tên, địa chỉ hay nội dung hồ sơ.",
        "practice": "MÁY CHỦ TẬP – số liệu không có giá trị",
    },
    "en": {
        "title": "Check your dossier",
        "lead": "Enter the dossier code and the 4 look-up characters printed on your receipt.",
        "code": "Dossier code or provisional number",
        "code_hint": "For example: H49.22.5-261125-0042",
        "check": "Look-up characters (4)",
        "check_hint": "In large letters beside the QR code, for example: 7KQF",
        "submit": "Check",
        "other": "Tiếng Việt",
        "missing": "The dossier code or the look-up characters are missing.",
        "not_found": "No dossier was found with this code and these characters.",
        "not_found_hint": "Please check every character on your receipt. A dossier handed in just"
        " now may not have reached the province yet, because counters also work without a network;"
        " it is safe at the counter. Try again later, or call the number on the receipt.",
        "too_often": "Too many look-ups. Please try again in {seconds} seconds.",
        "state": "State",
        "received": "Received",
        "due": "Result due",
        "due_unknown": "The office will tell you",
        "finished": "Result ready",
        "returned": "Result handed out",
        "place": "Received at",
        "official": "Official dossier code",
        "as_of": "What this counter had sent by {time}.",
        "overdue": "The date has passed. The agency owes you a written apology and a new date.",
        "again": "Check another dossier",
        "privacy": "This page shows no name, address or content of a dossier.",
        "practice": "PRACTICE SERVER – nothing here is valid",
    },
}
