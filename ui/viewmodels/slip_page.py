"""What the page of a form 02 or 03 shows in place of a due date. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.domain.dossier import Dossier, State
from core.domain.events import DossierRefused, Event, SupplementAsked
from core.domain.timezone import local
from ui.viewmodels.base import translate
from ui.viewmodels.words import Line


@dataclass(frozen=True, slots=True)
class SlipFacts:
    """The newest paper with which the counter sent the citizen away.

    Attributes:
        title: what it is, and when it was written.
        lines: what was asked for, or the papers that were given back.
        rows: reason, legal basis, agency, as far as they were written.
        next: what happens now.
    """

    title: str
    lines: tuple[str, ...]
    rows: tuple[Line, ...]
    next: str


def slip_facts(dossier: Dossier, events: Sequence[Event[Any]]) -> SlipFacts | None:
    """The facts of a dossier that is still at intake, None of any other."""
    if not dossier.at_intake:
        return None
    for event in reversed(events):
        if isinstance(event.body, SupplementAsked):
            return _asked(event.body)
        if isinstance(event.body, DossierRefused):
            return _refused(event.body)
    return None


def waits(dossier: Dossier) -> bool:
    """Whether the citizen may come back with this form 02."""
    return dossier.at_intake and dossier.state is State.SUPPLEMENT_ASKED


def _asked(body: SupplementAsked) -> SlipFacts:
    return SlipFacts(
        translate("slippage", "Cần bổ sung, phiếu ngày {day}").format(day=_day(body.asked_at)),
        body.wanted,
        _rows(((translate("slippage", "Lý do"), body.reason),)),
        translate(
            "slippage",
            "Hồ sơ chưa được tiếp nhận, chưa tính thời hạn. Người dân quay lại: bấm Tiếp nhận tiếp"
            " hoặc quét mã trên phiếu.",
        ),
    )


def _refused(body: DossierRefused) -> SlipFacts:
    rows = (
        (translate("slippage", "Lý do"), body.reason),
        (translate("slippage", "Căn cứ"), body.legal_basis),
        (translate("slippage", "Nơi giải quyết"), body.competent_agency),
        (translate("slippage", "Đã trả lại"), "; ".join(body.returned)),
    )
    return SlipFacts(
        translate("slippage", "Từ chối tiếp nhận ngày {day}").format(day=_day(body.refused_at)),
        (),
        _rows(rows),
        translate("slippage", "Việc này đã kết thúc. Người dân nộp lại thì nhập hồ sơ mới."),
    )


def _day(at: datetime) -> str:
    return f"{local(at):%d/%m/%Y}"


def _rows(rows: Sequence[tuple[str, str]]) -> tuple[Line, ...]:
    return tuple(Line(label, value) for label, value in rows if value)
