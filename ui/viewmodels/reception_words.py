"""What the reception says: the label of F12, and what was done."""

from __future__ import annotations

from core.ports.desk import Logged
from ui.viewmodels.base import translate
from ui.viewmodels.form_state import FormState


def label_words(state: FormState, printer_ready: bool) -> str:
    """What F12 will do, truthfully."""
    if state.at_once and not state.wants_receipt:
        return translate("reception", "Lưu, trả ngay")
    if printer_ready:
        return translate("reception", "Lưu và in giấy hẹn")
    return translate("reception", "Lưu, in sau")


def saved_words(logged: Logged, printer_ready: bool, printer: str, print_now: bool = True) -> str:
    """What was stored under which number, what waits, and what to look at.

    ``printer`` says why it does not print.
    """
    if logged.form != "receipt":
        said = _slip_words(logged.form, printer_ready, print_now)
    elif logged.returned:
        said = translate("reception", "Đã lưu {number}, đã trả kết quả.")
    elif printer_ready:
        said = translate("reception", "Đã lưu {number}.")
    else:
        said = translate("reception", "Đã lưu {number}. Giấy hẹn chờ in. {printer}")
    text = said.format(number=logged.number, printer=printer).strip()
    warnings = dict.fromkeys(words for _, _, words in logged.warnings)
    return " ".join(filter(None, (text, logged.why_provisional, *warnings)))


def _slip_words(form: str, printer_ready: bool, print_now: bool) -> str:
    """The same of form 02 or 03."""
    if form == "supplement":
        said = translate("reception", "Đã lưu phiếu yêu cầu bổ sung {number}.")
    else:
        said = translate("reception", "Đã lưu phiếu từ chối {number}.")
    if not printer_ready:
        paper = translate("reception", "Phiếu chờ in. {printer}")
    elif print_now:
        paper = translate("reception", "Phiếu đã gửi tới máy in.")
    else:
        paper = translate("reception", "Phiếu chưa in.")
    return f"{said} {paper}"


def replaced_words() -> str:
    """A card took the place of other data."""
    return translate("reception", "Đã thay người nộp bằng thẻ vừa quét. Bấm Ctrl+Z để lấy lại.")
