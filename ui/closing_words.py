"""The words of closing a day and of deciding about exceptions; `ui.messages` speaks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.domain.acts import DayClosed
from core.domain.day_close import DayFacts
from core.domain.timezone import local

REFUSALS: dict[str, str] = {
    "late_work": "Ngày {late} đã đóng nên việc này ghi vào ngày làm việc {day}, bổ sung ngày"
    " {late}. Giờ trên giấy và trong sổ giữ đúng giờ thật.",
    "day_closed": "Ngày {day} đã đóng, không mở lại được. Việc còn lại tự ghi vào ngày làm việc kế"
    " tiếp, có ghi bổ sung.",
    "day_already_closed": "Ngày {day} đã đóng từ trước. Không có gì thay đổi; cần biên bản thì in"
    " lại bằng: close-day --date NGÀY --dry-run --sheet TỆP.",
    "later_day_open": "Ngày {later} đã mở nên không đóng ngày {day} ở máy này được nữa. Không có gì"
    " thay đổi; ghi lý do khi đóng ngày toàn điểm.",
    "day_not_open": "Ngày {day} chưa mở ở máy này nên không có gì để đóng. Kiểm tra lại ngày.",
    "gap_unexplained": "Thiếu số {numbers}: không có hồ sơ nào mang các số này. Ghi lý do"
    " rồi ký lại; ngày chưa đóng.",
    "station_unexplained": "Quầy {station} chưa đóng ngày đủ. Ghi lý do rồi ký lại; ngày của điểm"
    " chưa đóng.",
    "office_already_closed": "Ngày {day} của toàn điểm đã đóng từ trước. Không có gì thay đổi.",
    "sheet_not_written": "Chưa ghi được biên bản ra tệp; ngày vẫn giữ nguyên như đã báo. Sửa nguyên"
    " nhân rồi chạy lại: close-day --date NGÀY --dry-run --sheet TỆP.",
    "exception_unknown": "Việc số {line} không còn trong danh sách chờ quyết: đã có người quyết,"
    " hoặc tỉnh đã gỡ. Không có gì thay đổi.",
    "exception_of_province": "Việc này do tỉnh quyết. Không có gì thay đổi; chờ tỉnh, hoặc gọi"
    " cho tỉnh.",
}

#: what the supervisor has to look at before signing
WARNINGS: dict[str, str] = {
    "numbers_missing": "Thiếu {gaps} số: không có hồ sơ nào ở máy này mang các số đó. Mỗi chỗ thiếu"
    " cần lời giải trình.",
    "paper_missing": "{unprinted} hồ sơ, phiếu của ngày chưa có giấy in. In lại, hoặc ghi lý do.",
    "prints_waiting": "{prints} giấy còn chờ máy in. Xem máy in rồi in hết.",
    "doubtful_events": "{doubtful} việc ghi lúc đồng hồ không tin được (giờ nghi ngờ).",
    "clock_wrong": "Đồng hồ máy đang có vẻ sai. Xem lịch và chỉnh lại trước khi ký.",
    "clock_differs": "Đồng hồ máy lệch máy chủ tỉnh {minutes} phút. Báo kỹ thuật chỉnh.",
    "day_ahead": "Theo đồng hồ thì ngày {day} chưa tới. Kiểm tra lại ngày trước khi ký.",
    "unsent_left": "{unsent} việc chưa về tỉnh{oldest}. Vẫn ký được; phần mềm tự gửi tiếp khi có"
    " mạng.",
    "exceptions_open": "{exceptions} việc chờ quyết trong danh sách của tỉnh.",
    "drafts_left": "Còn tờ tiếp nhận đang gõ dở của {drafts}. Lưu hoặc bỏ trước khi ký.",
    "closed_at_central": "Tỉnh đã có biên bản đóng ngày {closed} của máy này, có thể từ trước khi"
    " khôi phục dữ liệu. Đóng lần nữa thì tỉnh ghi thành việc chờ quyết.",
}


def params(facts: DayFacts) -> dict[str, Any]:
    """What the warnings about an open day name."""
    now = facts.standing
    oldest = f", cũ nhất từ {local(now.oldest_unsent):%H:%M %d/%m}" if now.oldest_unsent else ""
    return {
        "gaps": sum(gap.last - gap.first + 1 for gap in facts.gaps),
        "unprinted": len(facts.without_paper),
        "prints": now.prints_waiting,
        "doubtful": facts.doubtful,
        "minutes": round(abs(now.clock_offset) / 60),
        "day": f"{facts.day:%d/%m/%Y}",
        "unsent": facts.unsent,
        "oldest": oldest,
        "exceptions": now.exceptions,
        "drafts": ", ".join(now.drafts),
        "closed": f"{now.closed_at_central:%d/%m/%Y}" if now.closed_at_central else "",
    }


def params_of(body: DayClosed) -> dict[str, Any]:
    """What they named when the day was closed, as far as it is kept."""
    return {
        "gaps": sum(len(line.missing) for line in body.numbers),
        "unprinted": len(body.without_paper),
        "prints": body.prints_waiting,
        "doubtful": body.doubtful,
        "minutes": "…",
        "day": f"{body.day:%d/%m/%Y}",
        "unsent": body.unsent,
        "oldest": "",
        "exceptions": body.exceptions,
        "drafts": f"{body.drafts} người",
        "closed": f"{body.day:%d/%m/%Y}",
    }


def day_warning(code: str, named: Mapping[str, Any]) -> str:
    """The sentence of one warning; ``named`` is of `params` or `params_of`."""
    return WARNINGS[code].format_map(named)
