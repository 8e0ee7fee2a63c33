"""From a stored dossier to what forms 02 and 03 show."""

from __future__ import annotations

from datetime import datetime

from core.domain.dossier import Dossier
from core.domain.events import DossierRefused, SupplementAsked
from core.domain.receipt import Reprint
from core.domain.slip import Issued, RefusalData, SlipHead, SupplementData
from core.ports.storage import StationFacts
from core.services.receipts import identity, unit_name

FORM_VERSION = 1


def supplement_data(
    dossier: Dossier,
    issued: Issued[SupplementAsked],
    station: StationFacts,
    *,
    reprinted_at: datetime | None = None,
) -> SupplementData:
    """Form 02 of a dossier; ``reprinted_at`` when the form was printed before."""
    asked = issued.body
    head = _head(dossier, issued, asked.asked_at, station, reprinted_at)
    return SupplementData(head, asked.wanted, asked.reason, asked.until, asked.times)


def refusal_data(
    dossier: Dossier,
    issued: Issued[DossierRefused],
    station: StationFacts,
    *,
    reprinted_at: datetime | None = None,
) -> RefusalData:
    """Form 03 of a dossier; ``reprinted_at`` when the form was printed before."""
    refused = issued.body
    return RefusalData(
        _head(dossier, issued, refused.refused_at, station, reprinted_at),
        refused.reason,
        refused.legal_basis,
        refused.competent_agency,
        refused.returned,
    )


def _head(
    dossier: Dossier,
    issued: Issued[SupplementAsked] | Issued[DossierRefused],
    at: datetime,
    station: StationFacts,
    reprinted_at: datetime | None,
) -> SlipHead:
    """The head as it was when the slip went out, although the dossier may have gone on."""
    event: SupplementAsked | DossierRefused = issued.body
    content = event.content or dossier.content
    person = content.hands_in
    label, identifier = identity(person)
    suffix, _, book = event.book.rpartition(".")
    if event.number is not None:
        code, code_label = event.number.text, "Số phiếu"
    else:
        code = dossier.number
        code_label = "Mã hồ sơ" if dossier.official_code else "Số tạm"
    return SlipHead(
        parent_org=station.parent_org.upper(),
        unit_name=unit_name(station).upper(),
        place=station.place,
        issued_at=at,
        number=f"{book}.{event.register_no}/{suffix}",
        code=code,
        code_label=code_label,
        lookup_code=issued.lookup_code,
        qr_text=f"{code} {issued.lookup_code}",
        person_name=person.name,
        person_id=identifier,
        person_id_label=label,
        person_address=person.address,
        person_phone=person.phone,
        person_email=person.email,
        owner_name=content.owner.name if content.filer is not None else "",
        procedure_name=content.procedure_name,
        procedure_code=content.procedure_code,
        officer_name=event.officer_name,
        station=station.station,
        pack_id=event.pack,
        form_version=FORM_VERSION,
        contact=station.hotline,
        clock_doubtful=issued.doubtful,
        practice=station.practice,
        reprint=Reprint(reprinted_at) if reprinted_at is not None else None,
    )
