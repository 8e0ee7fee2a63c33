"""What central refuses over HTTP: a status, a stable code, words that name the next step.

The words hold no value of a citizen's and none of a request's.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from sync.wire.limits import WireError


class Answer(Struct, frozen=True, omit_defaults=True):
    """The body of every refusal.

    Attributes:
        code: stable.
        message: Vietnamese, for people.
        last: highest request number seen of this key, with ``replayed`` only.
    """

    code: str
    message: str
    last: int | None = None


#: code: (status, message)
WORDS: Final[dict[str, tuple[int, str]]] = {
    # who speaks
    "authorization_missing": (
        401, "Yêu cầu không có chữ ký của máy trạm. Cập nhật phần mềm rồi đồng bộ lại."),
    "request_signature_wrong": (
        401, "Chữ ký của yêu cầu không đúng. Kiểm tra đường truyền có bị sửa nội dung không."),
    "key_unknown": (
        401, "Máy chủ chưa biết máy trạm này. Xin mã ghi danh mới của tỉnh rồi ghi danh lại."),
    "revoked": (
        403, "Máy trạm đã bị thu hồi. Sự kiện gửi lên vẫn được giữ để xem xét; liên hệ tỉnh."),
    "replayed": (409, "Số thứ tự yêu cầu đã dùng. Phần mềm sẽ tự gửi lại."),
    "not_for_us": (403, "Nội dung này không thuộc điểm tiếp nhận của máy trạm."),
    # joining
    "code_wrong": (
        403, "Mã ghi danh không đúng. Kiểm tra mã, điểm tiếp nhận và số máy trạm rồi nhập lại."),
    "code_locked": (403, "Mã ghi danh đã nhập sai quá nhiều lần. Xin mã mới của tỉnh."),
    "code_expired": (403, "Mã ghi danh đã quá hạn. Xin mã mới của tỉnh."),
    "code_used": (403, "Mã ghi danh đã dùng cho máy khác. Xin mã mới của tỉnh."),
    "key_in_use": (403, "Khóa của máy này đã ghi danh ở nơi khác. Báo tỉnh trước khi làm tiếp."),
    "practice": (
        403, "Máy tập huấn chỉ ghi danh với máy chủ tập huấn, và ngược lại."),
    # structurally false
    "malformed": (400, "Nội dung gửi lên không đọc được hoặc bị cắt. Gửi lại."),
    "input_invalid": (400, "Tham số của yêu cầu không đúng dạng."),
    "protocol_unknown": (400, "Phiên bản giao thức không khớp. Cập nhật phần mềm."),
    "chain_broken": (400, "Chuỗi sự kiện gửi lên bị đứt hoặc bị sửa. Chạy verify tại máy trạm."),
    "signature_wrong": (400, "Chữ ký của chuỗi sự kiện không đúng. Chạy verify tại máy trạm."),
    "not_sealed": (400, "Chuỗi sự kiện gửi lên chưa được ký. Chạy verify tại máy trạm."),
    "event_invalid": (400, "Có sự kiện sai cấu trúc. Chạy verify tại máy trạm."),
    "not_enrolled": (403, "Luồng sự kiện được ký bằng khóa mà máy chủ chưa biết. Ghi danh lại."),
    "too_large": (413, "Nội dung gửi lên quá lớn. Chia nhỏ rồi gửi lại."),
    # not now
    "slow": (408, "Đường truyền quá chậm nên máy chủ đã ngắt. Gửi lại từng phần nhỏ."),
    "too_often": (429, "Yêu cầu quá dồn dập. Phần mềm sẽ tự gửi lại sau."),
    "busy": (503, "Máy chủ đang bận. Phần mềm sẽ tự gửi lại sau."),
    "database_away": (503, "Cơ sở dữ liệu của máy chủ đang ngừng. Phần mềm sẽ tự gửi lại sau."),
    # nothing there
    "not_found": (404, "Không có địa chỉ này trên máy chủ."),
    "method_not_allowed": (405, "Địa chỉ này không nhận kiểu yêu cầu như vậy."),
    "internal": (500, "Máy chủ gặp lỗi và đã ghi lại. Những gì đã báo nhận vẫn còn nguyên."),
}  # fmt: skip


class Turned(Exception):
    """A request is turned away.

    Attributes:
        code: key of `WORDS`.
        wait: seconds for ``Retry-After``, 0 for none.
        last: see `Answer`.
    """

    def __init__(self, code: str, *, wait: float = 0.0, last: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.wait = wait
        self.last = last

    @property
    def status(self) -> int:
        """HTTP status."""
        return WORDS[self.code][0]

    def body(self) -> bytes:
        """JSON of `Answer`."""
        return msgspec.json.encode(Answer(self.code, WORDS[self.code][1], self.last))


def turned_by(wrong: WireError) -> Turned:
    """What is structurally false in a request's body."""
    code = "not_enrolled" if wrong.code == "key_unknown" else wrong.code
    return Turned(code if code in WORDS else "malformed")
