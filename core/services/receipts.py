"""From a stored dossier to what form 01 shows, and the record that it was printed."""

from __future__ import annotations

from datetime import date, datetime

from core.domain.account import Right
from core.domain.deadlines import parse_limit
from core.domain.dossier import Content, Dossier, Party, State
from core.domain.errors import FieldError, Refused
from core.domain.events import FormPrinted
from core.domain.receipt import ReceiptComponent, ReceiptData, Reprint
from core.domain.timezone import local
from core.domain.working_calendar import WorkingCalendar
from core.ports.storage import StationFacts, Storage
from core.services.context import Context, begin

FORM_VERSION = 1
_UNITS = {
    "working_days": "ngày làm việc",
    "days": "ngày",
    "hours": "giờ làm việc",
    "months": "tháng",
}


def limit_text(limit: str) -> str:
    """A limit as forms write it: "03 ngày làm việc"."""
    if not limit:
        return ""
    parsed = parse_limit(limit)
    if parsed.unit == "same_day":
        return "trong ngày làm việc"
    amount = f"{parsed.amount:02.0f}" if parsed.amount % 1 == 0 else f"{parsed.amount:g}"
    return f"{amount.replace('.', ',')} {_UNITS[parsed.unit]}"


def identity(party: Party) -> tuple[str, str]:
    """``(label, number)`` of whoever stands at the counter."""
    for label, number in (
        ("Số định danh cá nhân", party.personal_no),
        ("Số hộ chiếu", party.passport_no),
        ("Mã số thuế", party.tax_code),
        ("Số CMND", party.old_id_no),
    ):
        if number:
            return label, number
    return "Số định danh cá nhân", ""


def unit_name(station: StationFacts) -> str:
    """The unit as the form's head names it: the line above already says which ward."""
    ward = station.parent_org.removeprefix("Ủy ban nhân dân ").strip()
    name = station.site_name
    if ward and name.lower().endswith(ward.lower()):
        name = name[: -len(ward)].strip()
    return name or station.site_name


def _return_place(content: Content, station: StationFacts) -> str:
    if content.return_by == "post":
        address = content.return_address or content.hands_in.address
        return "Bưu chính công ích" + (f", gửi tới {address}" if address else "")
    return f"Quầy trả kết quả của {unit_name(station)}"


def _holidays(received: datetime, due_at: datetime | None, calendar: WorkingCalendar) -> str:
    """Days off between receipt and due date, so that the citizen can count along."""
    if due_at is None or (due_at.date() - received.date()).days > 60:
        return ""
    names = []
    for ordinal in range(received.toordinal() + 1, due_at.toordinal()):
        off = calendar.why_off(date.fromordinal(ordinal))
        if off is not None and off.reason != "weekend":
            names.append(f"{date.fromordinal(ordinal):%d/%m} {off.name}".strip())
    return "Không tính ngày nghỉ: " + "; ".join(names) + "." if names else ""


def receipt_data(
    dossier: Dossier,
    station: StationFacts,
    calendar: WorkingCalendar,
    *,
    reprinted_at: datetime | None = None,
) -> ReceiptData:
    """Builds form 01 of a dossier.

    Args:
        dossier: as it stands now.
        station: who prints.
        calendar: to name the days off on the way to the due date.
        reprinted_at: set when the form was printed before.

    Raises:
        Refused: ``dossier_cancelled``: a void code is not handed out again.
    """
    if dossier.state is State.CANCELLED:
        raise Refused(FieldError("dossier_cancelled", "code", {"code": dossier.number}))
    content = dossier.content
    filer = content.hands_in
    other_owner = content.owner if content.filer is not None else None
    label, number = identity(filer)
    reprint = None
    if reprinted_at is not None:
        reprint = Reprint(reprinted_at, dossier.printed_at if dossier.amended_at else None)
    return ReceiptData(
        parent_org=station.parent_org.upper(),
        unit_name=unit_name(station).upper(),
        place=station.place,
        issued_on=local(dossier.received_at).date(),  # late work stands on a later day
        number=f"{dossier.book}.{dossier.register_no}/TTPVHCC",
        book=dossier.book,
        register_no=dossier.register_no,
        dossier_code=dossier.number,
        provisional=not dossier.official_code,
        lookup_code=dossier.lookup_code,
        qr_text=f"{dossier.number} {dossier.lookup_code}",
        filer_name=filer.name,
        filer_id=number,
        filer_id_label=label,
        filer_address=filer.address,
        filer_phone=filer.phone,
        filer_email=filer.email,
        owner_name=other_owner.name if other_owner else "",
        owner_address=other_owner.address if other_owner else "",
        procedure_name=content.procedure_name,
        procedure_code=content.procedure_code,
        components=tuple(
            ReceiptComponent(c.name, c.originals, c.certified, c.copies) for c in content.components
        ),
        sets=content.sets,
        limit_text=limit_text(content.limit),
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        return_place=_return_place(content, station),
        fee_vnd=content.fee_vnd,
        officer_name=dossier.officer_name,
        station=station.station,
        pack_id=dossier.pack,
        form_version=FORM_VERSION,
        hotline=station.hotline,
        lookup_site=station.lookup_site,
        holiday_note=_holidays(dossier.received_at, dossier.due_at, calendar),
        receiving_unit=""
        if content.received_at_org == station.site_name
        else content.received_at_org,
        deciding_agency=content.agency,
        clock_doubtful=dossier.doubtful,
        practice=station.practice,
        reprint=reprint,
    )


def record_printed(number: str, form: str, store: Storage, context: Context) -> None:
    """The paper left the station: an act of its own, after the number's commit.

    Every job that waited for this form of this dossier is done with it.

    Raises:
        Refused: ``dossier_unknown``.
    """
    context.require(Right.WRITE_DOSSIER)
    with store.act() as act:
        dossier = act.dossier(number)
        if dossier is None:
            raise Refused(FieldError("dossier_unknown", "code", {"code": number[:60]}))
        now = begin(act, context)
        act.append(
            FormPrinted(form, now.at, reprint=act.form_printed(form, dossier.id) is not None),
            subject=dossier.uid,
            actor=context.actor.login,
            at=now.clock,
            day=now.day,
            doubtful=now.doubtful,
        )
        act.prints_done(form, dossier.id)
