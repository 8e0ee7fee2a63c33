"""What of a dossier the counter may still change, why not, and who can help."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.account import Role
from core.domain.dossier import AMENDABLE, Dossier, State
from core.ports.desk import Person
from ui.viewmodels import words
from ui.viewmodels.base import translate

#: nothing more happens with these
_ENDED = frozenset({State.RETURNED, State.WITHDRAWN, State.STOPPED, State.NOT_ACCEPTED})


def why_fixed(dossier: Dossier) -> str:
    """Why the counter can no longer amend or cancel, beside the act; "" when it can."""
    if dossier.state in AMENDABLE:
        return ""
    if dossier.state is State.CANCELLED:
        return translate("dossier", "hồ sơ đã hủy, không sửa hay hủy được nữa")
    text = translate("dossier", "hồ sơ {state}, chỉ phụ trách bộ phận xử lý được")
    return text.format(state=words.state_words(dossier.state.key).lower())


def fixed_words(dossier: Dossier, people: Sequence[Person]) -> tuple[str, str]:
    """Title and sentences for the top of the page; both "" while it can be changed.

    Args:
        dossier: as it stands; of a slip its own card says what can follow.
        people: who works here; supervisors are named.
    """
    if dossier.at_intake or not why_fixed(dossier):
        return "", ""
    if dossier.state is State.CANCELLED:
        said = translate(
            "dossier",
            "Lý do: {reason}. Số này không dùng lại, không sửa hay hủy được nữa. Người dân vẫn cần"
            " thì tiếp nhận hồ sơ mới.",
        )
        return translate("dossier", "Hồ sơ đã hủy"), said.format(reason=dossier.reason.rstrip("."))
    chiefs = ", ".join(person.name for person in people if person.role is Role.SUPERVISOR)
    chief = translate("dossier", "phụ trách bộ phận ({names})").format(names=chiefs)
    if not chiefs:
        chief = translate("dossier", "phụ trách bộ phận")
    if dossier.state in _ENDED:
        title = translate("dossier", "Hồ sơ đã kết thúc: {state}")
        said = translate(
            "dossier",
            "Quầy không sửa hay hủy được nữa. Có sai sót thì báo {chief}, người làm việc với cơ"
            " quan giải quyết.",
        )
        state = words.state_words(dossier.state.key).lower()
        return title.format(state=state), said.format(chief=chief)
    title = translate("dossier", "Hồ sơ đã bàn giao cho cơ quan giải quyết")
    said = translate(
        "dossier",
        "Quầy không sửa hay hủy được nữa. Cần sửa hay hủy thì báo {chief}: chỉ người này đề nghị"
        " được {agency} trả lại hồ sơ.",
    )
    agency = dossier.content.agency or translate("dossier", "cơ quan giải quyết")
    return title, said.format(chief=chief, agency=agency)
