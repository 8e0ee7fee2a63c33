"""After a restore or a clone: what happened, what is safe, what comes next, step by step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ui import messages
from ui.viewmodels.base import translate
from ui.viewmodels.line import LineState

Progress = Literal["done", "now", "later"]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that comes next.

    Attributes:
        progress: ``done``, ``now`` (it is waited for) or ``later``.
    """

    title: str
    words: str
    progress: Progress


def title(reason: str) -> str:
    """What happened, in a line."""
    if reason == "forked":
        return translate("restart", "Có bản sao của máy này đang chạy ở nơi khác")
    if reason in ("mark_missing", "mark_damaged"):
        return translate("restart", "Không đọc được dấu mốc số của máy này")
    return translate("restart", "Dữ liệu máy này vừa quay về một bản cũ")


def happened(reason: str) -> str:
    """What happened, and what the program did about it."""
    if reason == "forked":
        return translate(
            "restart",
            "Một máy khác mang cùng dữ liệu đã gửi việc lên tỉnh trước. Phần của máy này được"
            " chuyển sang luồng ghi mới; số chưa dùng của luồng cũ bị hủy để không số nào cấp hai"
            " lần.",
        )
    if reason in ("mark_missing", "mark_damaged"):
        return translate(
            "restart",
            "Thiếu dấu mốc thì không chắc số cuối cùng đã cấp là số nào. Máy bắt đầu luồng ghi mới;"
            " số chưa dùng của luồng cũ bị hủy để không số nào cấp hai lần.",
        )
    return translate(
        "restart",
        "Dữ liệu cũ hơn những gì máy từng ghi, thường vì mới khôi phục từ bản sao lưu. Máy bắt đầu"
        " luồng ghi mới; số chưa dùng của luồng cũ bị hủy để không số nào cấp hai lần.",
    )


def safe(reason: str, *, joined: bool) -> str:
    """What is safe, and what may be missing."""
    if reason == "forked":
        return translate(
            "restart",
            "Không mất hồ sơ nào của cả hai máy. Chỉ để một máy làm việc với dữ liệu này; máy kia"
            " cài mới và ghi danh riêng.",
        )
    if reason in ("mark_missing", "mark_damaged"):
        return translate("restart", "Hồ sơ trong máy còn nguyên. Giấy đã trao vẫn có giá trị.")
    if not joined:
        return translate(
            "restart",
            "Hồ sơ trong máy còn nguyên. Việc làm sau bản sao lưu thì không còn ở máy này: giấy đã"
            " trao vẫn có giá trị, cần nhập lại.",
        )
    return translate(
        "restart",
        "Hồ sơ đã về tỉnh không mất. Việc làm sau bản sao lưu mà chưa kịp gửi thì không còn ở máy"
        " này: giấy đã trao vẫn có giá trị, cần nhập lại.",
    )


@dataclass(frozen=True, slots=True)
class Lost:
    """What the province has of this machine and this machine has not: how many, the newest."""

    count: int = 0
    numbers: tuple[str, ...] = ()


def steps(
    reason: str,
    *,
    joined: bool,
    line: LineState | None,
    numbers: int | None,
    lost: Lost | None = None,
) -> list[Step]:
    """What comes next, as far as it is done.

    Args:
        reason: as `core.ports.desk.Desk.restart` tells it.
        joined: the station was enrolled.
        line: what the background's sync told.
        numbers: ordinals left today, None without any.
        lost: known once a sync came to its end.
    """
    found = [_synced(line, lost) if joined else _not_joined(), _numbers(joined, numbers)]
    if reason != "forked":
        found.append(
            Step(
                translate("restart", "Đối chiếu giấy đã trao"),
                translate(
                    "restart",
                    "Tìm mã trên những giấy hẹn trao gần nhất (F3). Mã nào tìm không ra thì báo"
                    " người phụ trách hỏi tỉnh; tỉnh cũng không có thì nhập lại, ghi mã cũ vào ghi"
                    " chú.",
                ),
                "later",
            )
        )
    return found


def _synced(line: LineState | None, lost: Lost | None) -> Step:
    name = translate("restart", "Gửi và nhận với tỉnh")
    if line is None or line.busy:
        return Step(name, translate("restart", "Đang nối máy chủ tỉnh…"), "now")
    if line.reason:
        words = messages.SYNC[line.reason][0]
        text = translate("restart", "{why}. Quầy vẫn làm việc được; phần mềm tự gửi khi nối được.")
        return Step(name, text.format(why=words), "now")
    if lost is None:
        return Step(name, translate("restart", "Đã đồng bộ."), "done")
    if not lost.count:
        return Step(name, translate("restart", "Tỉnh không có gì mà máy này thiếu."), "done")
    text = translate(
        "restart",
        "Tỉnh đang giữ {n} hồ sơ của máy này mà bản cũ không có, không phải nhập lại: {numbers}.",
    )
    more = "…" if lost.count > len(lost.numbers) else ""
    return Step(name, text.format(n=lost.count, numbers=", ".join(lost.numbers) + more), "done")


def _not_joined() -> Step:
    return Step(
        translate("restart", "Máy này chưa ghi danh với tỉnh"),
        translate("restart", "Hồ sơ chỉ có ở máy này và ở bản sao lưu. Quầy vẫn làm việc được."),
        "later",
    )


def _numbers(joined: bool, numbers: int | None) -> Step:
    name = translate("restart", "Dải số mới")
    if numbers:
        text = translate("restart", "Đã có {n} số cho hôm nay.").format(n=numbers)
        return Step(name, text, "done")
    if joined:
        text = translate(
            "restart",
            "Tỉnh cấp khi đồng bộ xong. Trong lúc chờ, hồ sơ nhận số tạm; số chính thức về sau.",
        )
        return Step(name, text, "now")
    text = translate(
        "restart",
        "Người phụ trách xem số trên giấy hẹn cuối cùng, rồi cấp lại bằng lệnh station block. Trong"
        " lúc chờ, hồ sơ nhận số tạm.",
    )
    return Step(name, text, "now")
