"""Words for the exception list, stations and days in both languages."""

from __future__ import annotations

from typing import Final

#: what happened, by kind of line: (title, words, what to do)
KINDS: Final[dict[str, dict[str, tuple[str, str, str]]]] = {
    "vi": {
        "fork": (
            "Dữ liệu máy có bản sao đang chạy",
            "Dữ liệu của máy {station} có hai bản cùng gửi việc lên: máy đã được chép hoặc khôi"
            " phục. Không mất việc nào; phần của mỗi bản nằm ở một luồng ghi riêng.",
            "Hỏi điểm tiếp nhận: chỉ một máy được dùng dữ liệu này. Thu hồi máy kia nếu cần.",
        ),
        "late_after_close": (
            "Việc đến sau khi đã đóng ngày",
            "Máy {station} gửi một việc của ngày {day} sau khi ngày đó đã đóng. Việc vẫn được tính;"
            " số liệu đã ký không đổi.",
            "Điểm tiếp nhận lập phụ lục của ngày đó.",
        ),
        "unknown_procedure": (
            "Thủ tục chưa có trong danh mục",
            "Hồ sơ mang mã thủ tục {code} mà danh mục của tỉnh chưa có. Hồ sơ vẫn được lưu.",
            "Bổ sung danh mục (lệnh catalogue import) hoặc báo điểm sửa mã.",
        ),
        "suspected_duplicate": (
            "Có thể hai hồ sơ là một",
            "Cùng người, cùng thủ tục, cùng ngày: {number} ở máy {station} và {other} ở máy"
            " {other_station}. Cả hai vẫn được lưu.",
            "Điểm tiếp nhận hỏi người dân rồi chọn.",
        ),
        "number_twice": (
            "Một số nằm trên hai hồ sơ",
            "Số {number} đã in trên hai hồ sơ{elsewhere}. Cả hai vẫn được lưu và tra được.",
            "Đối chiếu giấy hẹn của hai bên, rồi cho một bên cấp số khác.",
        ),
        "revoked_key": (
            "Việc của máy đã bị thu hồi",
            "Máy {station} gửi việc sau khi khóa của máy bị thu hồi. Việc được giữ nguyên, chưa"
            " tính.",
            "Xem vì sao máy bị thu hồi. Hồ sơ cần dùng thì điểm nhập lại ở máy mới.",
        ),
        "hard_conflict": (
            "Hai máy làm trái nhau trên một hồ sơ",
            "Hồ sơ {number} đã được máy khác làm trước, nên việc của máy {station} không áp dụng"
            " được. Hồ sơ đang theo việc đến trước.",
            "Giữ như đang có, hoặc điểm làm lại việc đó trên hồ sơ.",
        ),
        "cause_missing": (
            "Việc đến trước hồ sơ của nó",
            "Một việc của máy {station} đến trước hồ sơ của nó. Khi hồ sơ tới, dòng này tự hết.",
            "Chờ máy gửi nốt. Chờ quá một ngày thì hỏi điểm tiếp nhận.",
        ),
        "newer_event": (
            "Máy chủ chưa đọc được một việc",
            "Máy {station} gửi một việc mà máy chủ chưa đọc được. Việc được giữ nguyên.",
            "Cập nhật phần mềm của máy chủ, rồi chạy lệnh rebuild.",
        ),
    },
    "en": {
        "fork": (
            "A copy of a station's data is at work",
            "Two copies of station {station}'s data send events: the machine was cloned or"
            " restored. Nothing is lost; each copy has a stream of its own.",
            "Ask the site: only one machine may use this data. Revoke the other one.",
        ),
        "late_after_close": (
            "Work after the day was closed",
            "Station {station} sent work of {day} after that day was closed. It counts; the signed"
            " figures do not change.",
            "The site prints an appendix to that day.",
        ),
        "unknown_procedure": (
            "Procedure not in the catalogue",
            "A dossier has the procedure code {code}, which the catalogue lacks. It is stored.",
            "Import a newer catalogue, or tell the site to amend the code.",
        ),
        "suspected_duplicate": (
            "Perhaps one dossier taken twice",
            "Same person, procedure and day: {number} at station {station}, {other} at station"
            " {other_station}. Both are stored.",
            "The site asks the citizen, then chooses.",
        ),
        "number_twice": (
            "One number on two dossiers",
            "{number} was printed on two dossiers{elsewhere}. Both are stored and can be found.",
            "Compare both receipts, then let one site give another number.",
        ),
        "revoked_key": (
            "Work of a revoked station",
            "Station {station} sent events after its key was revoked. They are kept, not applied.",
            "Look why it was revoked. What is needed is entered again at the new machine.",
        ),
        "hard_conflict": (
            "Two stations contradict each other",
            "Dossier {number} was changed by another station first, so the work of station"
            " {station} does not apply. What came first holds.",
            "Keep it as it is, or the site does that work again.",
        ),
        "cause_missing": (
            "An act before its dossier",
            "An act of station {station} came before its dossier. The line closes by itself.",
            "Wait for the station. After a day, ask the site.",
        ),
        "newer_event": (
            "An event that central cannot read",
            "Station {station} sent an event that central cannot read yet. It is kept.",
            "Upgrade central, then run the command rebuild.",
        ),
    },
}
OTHER_KIND: Final = {
    "vi": ("Việc chưa khớp", "Có một việc chưa khớp. Mọi việc vẫn được lưu.", "Ghi nhận."),
    "en": ("Something does not fit", "Something does not fit. All is stored.", "Take note."),
}
ELSEWHERE: Final = {
    "vi": ", hồ sơ kia ở điểm {site}",
    "en": ", the other one at site {site}",
}

#: values of a line's detail
FACTS: Final[dict[str, dict[str, str]]] = {
    "vi": {
        "other": "Hồ sơ kia",
        "other_station": "Máy kia",
        "other_site": "Điểm kia",
        "day": "Ngày",
        "code": "Mã thủ tục",
        "kind": "Loại việc",
        "why": "Vì sao",
        "dossier": "Hồ sơ (mã trong máy)",
        "before": "Luồng trước",
        "before_seq": "Sự kiện cuối của luồng trước",
    },
    "en": {
        "other": "Other dossier",
        "other_station": "Other station",
        "other_site": "Other site",
        "day": "Day",
        "code": "Procedure code",
        "kind": "Kind of act",
        "why": "Why",
        "dossier": "Dossier (id)",
        "before": "Stream before",
        "before_seq": "Last event of the stream before",
    },
}

#: decision: (name, what it means)
DECISIONS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "vi": {
        "keep": ("Giữ như đang có", "Đã xem; chấp nhận. Không đổi gì ở hồ sơ."),
        "cancel_other": (
            "Hủy hồ sơ kia",
            "Ghi quyết định; quầy giữ hồ sơ kia tự hủy, số không dùng lại.",
        ),
        "cancel_this": ("Hủy hồ sơ này", "Quầy đã hủy hồ sơ; số không dùng lại."),
        "merge": ("Gộp hai hồ sơ", "Hai hồ sơ là một."),
        "noted": ("Ghi nhận", "Đã biết. Không đổi gì ở hồ sơ; dòng này hết chờ."),
    },
    "en": {
        "keep": ("Keep as it is", "Looked at and accepted. No dossier changes."),
        "cancel_other": (
            "Cancel the other one",
            "The decision is told; the counter that holds the other dossier cancels it.",
        ),
        "cancel_this": ("Cancel this one", "The counter cancelled it; its number is void."),
        "merge": ("Merge both", "Both are one."),
        "noted": ("Noted", "Known. No dossier changes; the line waits no more."),
    },
}

STATION_STATES: Final[dict[str, dict[str, str]]] = {
    "vi": {
        "connected": "đang nối",
        "away": "tạm vắng",
        "silent": "im lặng",
        "never": "chưa từng nối",
        "revoked": "đã thu hồi",
        "off": "không dùng",
    },
    "en": {
        "connected": "connected",
        "away": "away",
        "silent": "silent",
        "never": "never connected",
        "revoked": "revoked",
        "off": "not in use",
    },
}
DAY_STATES: Final[dict[str, dict[str, str]]] = {
    "vi": {
        "complete": "đã đóng, đủ",
        "missing": "đã đóng, còn thiếu",
        "open": "đang mở",
        "silent": "im lặng",
        "idle": "không mở ngày",
    },
    "en": {
        "complete": "closed, complete",
        "missing": "closed, events missing",
        "open": "open",
        "silent": "silent",
        "idle": "not opened",
    },
}
