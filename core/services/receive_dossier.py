"""Use case: a dossier is accepted at the counter (NĐ 118/2025 Đ17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from core.domain.account import Right
from core.domain.business_day import Moment
from core.domain.deadlines import Due, due, parse_limit
from core.domain.dossier import Content, Dossier, State, check_transition
from core.domain.errors import FieldError, Refused
from core.domain.events import DossierReceived, ResultReturned
from core.domain.numbering import Number, characters, next_number
from core.domain.procedure import Procedure, base_code
from core.domain.rule_pack import RulePack
from core.ports.storage import Act, Storage
from core.services.context import Context, begin
from core.services.dossier_input import NewDossier


@dataclass(frozen=True, slots=True)
class Received:
    """A dossier that is safely stored.

    Attributes:
        uid: identifier for ever.
        number: the printed number.
        due_at: None when the procedure's limit is not published.
        job: the waiting print job of the receipt, None when none is asked.
        state: the dossier's state after the act.
        form: name of the form that goes to the citizen.
        repeated: an earlier act with the same ``client_ref`` is the answer.
    """

    uid: str
    number: str
    provisional: bool
    why_provisional: str
    due_at: datetime | None
    received_at: datetime
    doubtful: bool
    job: int | None
    repeated: bool
    returned_at_once: bool
    warnings: tuple[FieldError, ...]
    state: State = State.RECEIVED
    form: str = "receipt"


def receive_dossier(new: NewDossier, store: Storage, context: Context) -> Received:
    """Logs one dossier: one transaction, journal and tables together.

    Raises:
        Refused: everything wrong with the input; nothing is stored.
        EnvironmentFault: the machine is at fault; nothing is stored.
    """
    assert new.supplement is None  # the other exits are `core.services.intake.take_in`'s
    assert new.refusal is None
    context.require(Right.WRITE_DOSSIER)
    if new.errors and not new.procedure_code:
        raise Refused(*new.errors)
    with store.act() as act:
        repeated = answer_again(act, new)
        if repeated is not None:
            return repeated
        sent_away = slip_brought_back(act, new, State.RECEIVED)
        procedure, version = procedure_of(act, new)
        now = begin(act, context)
        pack = context.pack(now.day)
        content = content_of(new, procedure, version, act)
        promised = deadline(content.limit, now.at, pack, context)
        warnings = [*new.warnings, *(promised.warnings if promised else ())]
        if promised is None:
            warnings.append(FieldError("limit_unknown", "limit"))
        warnings += time_warnings(now)
        number = _number(act, content, procedure, now, pack)
        book, register_no = register(act, now)
        uid = sent_away.uid if sent_away else context.new_id()
        stored = act.append(
            DossierReceived(
                number=number,
                book=book,
                register_no=register_no,
                pack=pack.id,
                received_at=now.at,
                due_at=promised.due_at if promised else None,
                officer_name=act.officer_name(context.actor.login),
                content=content,
                client_ref=new.client_ref,
                client_digest=new.digest,
                warnings=tuple(w.code for w in warnings),
            ),
            subject=uid,
            actor=context.actor.login,
            at=now.clock,
            day=now.day,
            doubtful=now.doubtful,
            new_subject=sent_away is None,
        )
        if sent_away is not None:
            act.prints_done("supplement", sent_away.id)  # nobody waits for that paper any more
        if new.at_once:
            _return_at_once(act, uid, now, context)
        job = None
        if not new.at_once or new.wants_receipt:
            job = act.queue_print("receipt", sent_away.id if sent_away else stored.pos)
    return Received(
        uid=uid,
        number=number.text,
        provisional=number.provisional,
        why_provisional=number.why,
        due_at=promised.due_at if promised else None,
        received_at=now.at,
        doubtful=now.doubtful,
        job=job,
        repeated=False,
        returned_at_once=new.at_once,
        warnings=tuple(warnings),
        state=State.RETURNED if new.at_once else State.RECEIVED,
    )


def answer_again(act: Act, new: NewDossier) -> Received | None:
    """What the same request was answered before, None when it is new.

    A form 02 is answered with its own number although its dossier may have
    got a code since; the state is today's.

    Raises:
        Refused: ``client_ref_used``: the reference stands for another request.
    """
    known = act.dossier_by_client_ref(new.client_ref) if new.client_ref else None
    if known is None:
        return None
    if act.client_digest(new.client_ref) != new.digest:
        raise Refused(FieldError("client_ref_used", "client_ref", {"number": known.number}))
    form = "supplement" if new.supplement else "refusal" if new.refusal else "receipt"
    asked = act.supplement(known.id) if form == "supplement" else None
    number = asked.body.number if asked else None
    return Received(
        uid=known.uid,
        number=number.text if number else known.number,
        provisional=known.provisional and asked is None,
        why_provisional="",
        due_at=known.due_at if asked is None else None,
        received_at=asked.body.asked_at if asked else known.received_at,
        doubtful=asked.doubtful if asked else known.doubtful,
        job=act.waiting_job(form, known.id),  # the first time died before its paper
        repeated=True,
        returned_at_once=known.state is State.RETURNED,
        warnings=(),
        state=known.state,
        form=form,
    )


def slip_brought_back(act: Act, new: NewDossier, after: State) -> Dossier | None:
    """The dossier that a form 02 sent away, None when no slip was brought.

    Raises:
        Refused: ``slip_unknown``, ``slip_done`` when its dossier was accepted
            already, ``slip_refused`` when it ended with a form 03; with all
            else that is wrong.
    """
    if not new.slip:
        return None
    known = act.dossier(new.slip)
    if known is None or not known.slip_number:
        raise Refused(FieldError("slip_unknown", "slip", {"code": new.slip[:60]}), *new.errors)
    if not known.at_intake:
        raise Refused(FieldError("slip_done", "slip", {"number": known.number}), *new.errors)
    if known.state is State.NOT_ACCEPTED:
        raise Refused(FieldError("slip_refused", "slip", {"number": known.number}), *new.errors)
    check_transition(known.state, after)
    return known


def procedure_of(act: Act, new: NewDossier) -> tuple[Procedure, int]:
    found = act.procedure(base_code(new.procedure_code))
    errors = list(new.errors)
    if found is None:
        errors.insert(
            0, FieldError("procedure_unknown", "procedure_code", {"code": new.procedure_code})
        )
    elif new.at_once and not found[0].immediate:
        errors.append(FieldError("not_immediate", "immediate", {"code": found[0].code}))
    if errors or found is None:
        raise Refused(*errors)
    return found


def content_of(new: NewDossier, procedure: Procedure, version: int, act: Act) -> Content:
    assert new.owner is not None  # missing owners are among the errors
    station = act.station
    return Content(
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        procedure_version=version,
        owner=new.owner,
        filer=new.filer,
        related=new.related,
        components=new.components or (),
        sets=new.sets,
        limit=new.limit or procedure.limit,
        fee_vnd=new.fee_vnd if new.fee_vnd is not None else procedure.fee_vnd,
        channel=new.channel,
        return_by=new.return_by,
        return_address=new.return_address,
        helped_at=new.helped_at or station.site_name,
        received_at_org=new.received_at_org or station.site_name,
        agency=new.agency or deciding_agency(procedure, station.parent_org),
        note=new.note,
        tags=new.tags,
    )


def deciding_agency(procedure: Procedure, own: str) -> str:
    """Who decides: the ward itself, or the agency that the catalogue names."""
    return own if procedure.level == "ward" and own else procedure.agency


def deadline(limit: str, received_at: datetime, pack: RulePack, context: Context) -> Due | None:
    """When a dossier is due, None when its procedure publishes no limit."""
    if not limit:
        return None
    return due(
        received_at,
        parse_limit(limit),
        context.calendar,
        pack.office_hours,
        cut_off=pack.same_day_cut_off,
    )


def _number(
    act: Act, content: Content, procedure: Procedure, now: Moment, pack: RulePack
) -> Number:
    station = act.station
    agency_id = act.agency_identifier(content.agency)
    if not agency_id and procedure.level == "ward":
        agency_id = station.agency_id
    return next_number(
        pack,
        day=now.day,
        station=station.station,
        stream=station.stream,
        agency_id=agency_id,
        ranges=act.ranges(now.day),
        counter=act.counter(now.day),
    )


def time_warnings(now: Moment) -> list[FieldError]:
    """What is to be said of an act's time: a doubtful clock, or work for a day already closed."""
    if now.doubtful:
        return [FieldError("clock_doubtful", "received_at")]
    if now.late is not None:
        params = {"late": f"{now.late:%d/%m/%Y}", "day": f"{now.day:%d/%m/%Y}"}
        return [FieldError("late_work", "received_at", params)]
    return []


def register(act: Act, now: Moment, of: str = "") -> tuple[str, int]:
    """Book and row: a book a station, a new one for each stream after a restore.

    Args:
        act: the transaction.
        now: when.
        of: what kind of book, empty for the register of dossiers.
    """
    station = act.station
    book = f"{of}{station.station:02d}"
    if station.generation > 1:
        book += f"/{characters(station.stream, 4)}"
    return book, act.register_no(book, now.at.year) + 1


def _return_at_once(act: Act, uid: str, now: Moment, context: Context) -> None:
    """ "Trả ngay": the result is logged in the same act (NĐ 118/2025 Đ17.4)."""
    act.append(
        ResultReturned(finished_at=now.at, returned_at=now.at, at_once=True),
        subject=uid,
        actor=context.actor.login,
        at=now.clock,
        day=now.day,
        doubtful=now.doubtful,
    )
