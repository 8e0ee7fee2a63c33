"""What a dossier's papers are called, and which of them it has now."""

from __future__ import annotations

from typing import Final

from core.domain.dossier import Dossier, State
from core.domain.numbering import REFUSAL_SLIP, is_slip
from ui.viewmodels.base import translate

RECEIPT, SUPPLEMENT, REFUSAL = "receipt", "supplement", "refusal"
FORMS: Final = (RECEIPT, SUPPLEMENT, REFUSAL)


def form_of(dossier: Dossier) -> str:
    """The form that the citizen holds now: the receipt, or the slip that sent them away."""
    if not dossier.at_intake:
        return RECEIPT
    return REFUSAL if dossier.state is State.NOT_ACCEPTED else SUPPLEMENT


def form_of_number(number: str) -> str:
    """The form on which a number was printed."""
    if not is_slip(number):
        return RECEIPT
    return REFUSAL if number.startswith(REFUSAL_SLIP) else SUPPLEMENT


def full_name(form: str) -> str:
    """Number and name of a form."""
    return {
        RECEIPT: translate("papernames", "Mẫu 01, Giấy tiếp nhận hồ sơ và hẹn trả kết quả"),
        SUPPLEMENT: translate("papernames", "Mẫu 02, Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
        REFUSAL: translate("papernames", "Mẫu 03, Phiếu từ chối tiếp nhận giải quyết hồ sơ"),
    }.get(form, form)


def short_name(form: str) -> str:
    """As it is called at the counter, to begin a sentence with."""
    return {
        RECEIPT: translate("papernames", "Giấy hẹn"),
        SUPPLEMENT: translate("papernames", "Phiếu yêu cầu bổ sung"),
        REFUSAL: translate("papernames", "Phiếu từ chối"),
    }[form]


def print_words(form: str, printed: bool) -> str:
    """The act of printing it, again when it was printed before."""
    if form == RECEIPT:
        again = translate("papernames", "In lại giấy hẹn")
        first = translate("papernames", "In giấy hẹn")
    else:
        again = translate("papernames", "In lại phiếu")
        first = translate("papernames", "In phiếu")
    return again if printed else first
