"""What forms 02 and 03 show: papers asked for, and a dossier not accepted.

Frozen and complete like `core.domain.receipt`: the form is a pure function of
the object. Field lists after Thông tư 03/2025/TT-VPCP, Mẫu 02 and Mẫu 03, and
the prints in use; legal basis and competent agency after NĐ 118/2025 Đ17.2.a.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from core.domain.receipt import Reprint

S = TypeVar("S")


@dataclass(frozen=True)
class Issued(Generic[S]):
    """A slip as it went out, whatever became of its dossier since.

    Attributes:
        body: what its event says, `core.domain.acts.SupplementAsked` or `DossierRefused`.
        lookup_code: characters of that event's hash, as printed.
        doubtful: the clock was not believed then.
    """

    body: S
    lookup_code: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class SlipHead:
    """Who issues the slip, to whom, on what matter. Texts may arrive in any Unicode form.

    Attributes:
        number: the form's own number, "01.12/HDHS".
        code: what the bars hold: the slip's number at intake, the dossier's
            code afterwards.
        code_label: what the code is called on paper: "Số phiếu", "Mã hồ sơ", "Số tạm".
        person_id_label: "Số định danh cá nhân", "Số hộ chiếu", "Mã số thuế".
        owner_name: empty when the person at the counter owns the dossier.
        contact: phone for help, empty when unknown.
    """

    parent_org: str
    unit_name: str
    place: str
    issued_at: datetime
    number: str
    code: str
    code_label: str
    lookup_code: str
    qr_text: str
    person_name: str
    person_id: str
    person_id_label: str
    person_address: str
    person_phone: str
    person_email: str
    owner_name: str
    procedure_name: str
    procedure_code: str
    officer_name: str
    station: int
    pack_id: str
    form_version: int
    contact: str = ""
    clock_doubtful: bool = False
    practice: bool = False
    reprint: Reprint | None = None


@dataclass(frozen=True, slots=True)
class SupplementData:
    """Form 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.

    Attributes:
        wanted: what to bring or to put right, at least one line.
        until: the citizen's last day, None at intake, where no clock runs yet.
        times: which request of this dossier, from 1; the law allows one.
    """

    head: SlipHead
    wanted: tuple[str, ...]
    reason: str
    until: date | None = None
    times: int = 1


@dataclass(frozen=True, slots=True)
class RefusalData:
    """Form 03, phiếu từ chối tiếp nhận giải quyết hồ sơ.

    Attributes:
        reason: why, at least one sentence.
        legal_basis: decree and article; empty when none was named.
        competent_agency: where to go instead; empty when nowhere else.
        returned: papers given back to the citizen, by name.
    """

    head: SlipHead
    reason: str
    legal_basis: str = ""
    competent_agency: str = ""
    returned: tuple[str, ...] = ()
