"""Use case: the three exits of reception (NĐ 118/2025 Đ17.1.c).

A complete dossier is accepted (form 01, `core.services.receive_dossier`). An
incomplete one goes home with form 02; its slip number brings everything that
was entered back when the citizen returns. One that cannot be accepted goes
home with form 03. Neither of the latter gets a dossier code, and no clock runs.
"""

from __future__ import annotations

from core.domain.account import Right
from core.domain.business_day import Moment
from core.domain.dossier import Content, Dossier, State
from core.domain.errors import FieldError, Refused
from core.domain.events import DossierRefused, SupplementAsked
from core.domain.numbering import REFUSAL_SLIP, SUPPLEMENT_SLIP, Number, slip_number
from core.ports.storage import Act, Storage
from core.services.context import Context, begin
from core.services.dossier_input import NewDossier
from core.services.receive_dossier import (
    Received,
    answer_again,
    content_of,
    procedure_of,
    receive_dossier,
    register,
    slip_brought_back,
    time_warnings,
)

#: books in which the slips are numbered; also the suffix of the form's number
BOOKS = {"supplement": "HDHS", "refusal": "TCTN"}


def take_in(new: NewDossier, store: Storage, context: Context) -> Received:
    """Accepts a dossier, asks for what is missing, or refuses it: one transaction.

    Raises:
        Refused: everything wrong with the input; nothing is stored.
        EnvironmentFault: the machine is at fault; nothing is stored.
    """
    if new.supplement is None and new.refusal is None:
        return receive_dossier(new, store, context)
    context.require(Right.WRITE_DOSSIER)
    form, state = ("supplement", State.SUPPLEMENT_ASKED)
    if new.refusal is not None:
        form, state = ("refusal", State.NOT_ACCEPTED)
    if new.errors and not new.procedure_code:
        raise Refused(*new.errors)
    with store.act() as act:
        repeated = answer_again(act, new)
        if repeated is not None:
            return repeated
        known = _slip(act, new, state)
        content = _content(act, new)
        now = begin(act, context)
        book, row = register(act, now, of=f"{BOOKS[form]}.")
        letter = SUPPLEMENT_SLIP if form == "supplement" else REFUSAL_SLIP
        station = act.station
        number = slip_number(
            letter, day=now.day, station=station.station, stream=station.stream, row=row
        )
        uid = known.uid if known else context.new_id()
        stored = act.append(
            _event(act, new, content, number, (book, row), now, context),
            subject=uid,
            actor=context.actor.login,
            at=now.clock,
            day=now.day,
            doubtful=now.doubtful,
            new_subject=known is None,
        )
        if known is not None:
            act.prints_done("supplement", known.id)  # nobody waits for that paper any more
        job = act.queue_print(form, known.id if known else stored.pos)
    warnings = [*new.warnings, *time_warnings(now)]
    return Received(
        uid=uid,
        number=number.text,
        provisional=False,
        why_provisional="",
        due_at=None,
        received_at=now.at,
        doubtful=now.doubtful,
        job=job,
        repeated=False,
        returned_at_once=False,
        warnings=tuple(warnings),
        state=state,
        form=form,
    )


def _slip(act: Act, new: NewDossier, state: State) -> Dossier | None:
    """The slip brought back; asking for papers a second time is against the law.

    Raises:
        Refused: ``supplement_once`` (NĐ 118/2025 Đ11.2.c, Đ16.3), or no such slip.
    """
    known = slip_brought_back(act, new, State.NOT_ACCEPTED)
    if known is not None and state is State.SUPPLEMENT_ASKED:
        once = FieldError("supplement_once", "supplement", {"number": known.number})
        raise Refused(once, *new.errors)
    return known


def _content(act: Act, new: NewDossier) -> Content:
    """What was brought; a refusal may name a matter that no procedure covers."""
    if new.procedure_code or new.refusal is None:
        procedure, version = procedure_of(act, new)
        return content_of(new, procedure, version, act)
    assert new.owner is not None  # missing owners are among the errors
    return Content(
        procedure_code="",
        procedure_name=new.matter,
        procedure_version=0,
        owner=new.owner,
        filer=new.filer,
        related=new.related,
        components=new.components or (),
        channel=new.channel,
        helped_at=new.helped_at or act.station.site_name,
        received_at_org=new.received_at_org or act.station.site_name,
        agency=new.agency,
        note=new.note,
        tags=new.tags,
    )


def _event(
    act: Act,
    new: NewDossier,
    content: Content,
    number: Number,
    row: tuple[str, int],
    now: Moment,
    context: Context,
) -> SupplementAsked | DossierRefused:
    officer = act.officer_name(context.actor.login)
    pack = context.pack(now.day).id
    if new.refusal is not None:
        return DossierRefused(
            refused_at=now.at,
            reason=new.refusal.reason,
            book=row[0],
            register_no=row[1],
            pack=pack,
            officer_name=officer,
            legal_basis=new.refusal.legal_basis,
            competent_agency=new.refusal.competent_agency,
            returned=new.refusal.returned,
            number=number,
            content=content,
            client_ref=new.client_ref,
            client_digest=new.digest,
        )
    assert new.supplement is not None  # one of the two brought us here
    return SupplementAsked(
        asked_at=now.at,
        reason=new.supplement.reason,
        wanted=new.supplement.wanted,
        book=row[0],
        register_no=row[1],
        pack=pack,
        officer_name=officer,
        number=number,
        content=content,
        client_ref=new.client_ref,
        client_digest=new.digest,
    )
