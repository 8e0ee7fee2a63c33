"""The keys of the supervisor's rooms, for the sheet that F1 lays over them."""

from __future__ import annotations

from ui.clerk.keys import KeyHint
from ui.viewmodels.base import translate


def key_map() -> tuple[KeyHint, ...]:
    """Every key, by the place where it works."""
    anywhere = translate("keys", "Ở mọi nơi")
    closing = translate("keys", "Đóng ngày")
    deciding = translate("keys", "Việc cần quyết")
    return (
        KeyHint("F1", translate("keys", "Bảng phím này"), anywhere),
        KeyHint("F2", translate("keys", "Đóng ngày"), anywhere),
        KeyHint("F3", translate("keys", "Đồng bộ với tỉnh"), anywhere),
        KeyHint("F4", translate("keys", "Việc cần quyết"), anywhere),
        KeyHint("F6", translate("keys", "Về quầy tiếp nhận"), anywhere),
        KeyHint("Ctrl U", translate("keys", "Gửi về tỉnh ngay"), anywhere),
        KeyHint("Ctrl Shift T", translate("keys", "Đổi giao diện sáng, tối, tương phản"), anywhere),
        KeyHint("Ctrl Shift L", translate("keys", "Khóa màn hình, bản nháp còn nguyên"), anywhere),
        KeyHint("↑ / ↓", translate("keys", "Đi trong mười việc, trong danh sách"), closing),
        KeyHint("Enter", translate("keys", "Vào câu trả lời; làm theo câu đã chọn"), closing),
        KeyHint("1 – 4 / Alt 1 – Alt 4", translate("keys", "Chọn câu trả lời"), closing),
        KeyHint("F12", translate("keys", "Tới việc cần giải trình; hết thì ký đóng ngày"), closing),
        KeyHint("Ctrl P", translate("keys", "In biên bản của ngày đã đóng"), closing),
        KeyHint("Ctrl S", translate("keys", "Ghi biên bản ra tệp PDF"), closing),
        KeyHint("Esc", translate("keys", "Lùi một bước, không mất gì"), closing),
        KeyHint("1 – 4 / Alt 1 – Alt 4", translate("keys", "Chọn quyết định"), deciding),
        KeyHint("Enter", translate("keys", "Ghi quyết định"), deciding),
    )
