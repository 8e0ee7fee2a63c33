"""Builds a large station database through the journal, by the same projector.

Every dossier is a `DossierReceived` event appended, chained, signed and
projected by the product's own `StationAct`; only the transactions are large
and not synced while building. The content depends on the seed alone, except
the stream and the keys, which belong to the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from benchmarks.people import Invented, People
from core.data import load_calendar, load_rule_packs
from core.domain import events as ev
from core.domain.deadlines import due, parse_limit
from core.domain.dossier import Component, Content, Party
from core.domain.numbering import Block, Counter, next_number
from core.domain.rule_pack import RulePack, pack_for
from core.domain.timezone import VIETNAM
from core.ports.storage import StationFacts
from core.services.receive_dossier import deciding_agency
from counter_app import BUILT
from db import queries
from db.act import StationAct
from db.connection import CACHE_KIB, immediate
from db.store import Store

#: events a transaction
BATCH = 5_000
#: ordinals a day
BLOCK = Block(1, 9_999)
OFFICER = "canbo"

Progress = Callable[[int], None]


def nobody(done: int) -> None:
    """Nobody watches the progress."""


def business_days(count: int, first: date = BUILT) -> list[date]:
    """The first ``count`` working days from ``first`` on."""
    calendar = load_calendar()
    days = [calendar.on_or_after(first)]
    while len(days) < count:
        days.append(calendar.next_working_day(days[-1]))
    return days


def build(
    store: Store, count: int, *, seed: int = 1, days: int = 300, progress: Progress = nobody
) -> date:
    """Appends ``count`` dossiers, spread over ``days`` business days.

    Args:
        store: a folder that is set up and holds no dossier; nobody else has it open.
        count: dossiers; at most 9,999 a day.
        seed: decides all content.
        days: business days, the first on or after the program's build date.
        progress: called with the number of events stored after each batch.

    Returns:
        The last business day.
    """
    if count > days * BLOCK.last:
        raise ValueError("more dossiers than ordinals")
    people = People(seed, [p for p, _ in queries.procedures(store.conn)])
    calendar = business_days(days)
    new_id = _ids(people)
    source = _events(store.station(), people, calendar, count)
    conn = store.conn
    conn.execute("PRAGMA synchronous = OFF")
    conn.execute("PRAGMA cache_size = -256000")
    try:
        done = 0
        while batch := list(islice(source, BATCH)):
            with immediate(conn):
                act = StationAct(conn, new_id, store.signing_key)
                for body, at in batch:
                    opened = isinstance(body, ev.DayOpened)
                    act.append(
                        body,
                        subject=f"day:{at.date().isoformat()}" if opened else new_id(),
                        actor=OFFICER,
                        at=at,
                        day=at.date(),
                        new_subject=True,
                    )
            if act.mark is not None:
                store.mark.raise_to(act.mark)
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            done += len(batch)
            progress(done)
        merge_all(store)
        store.sign()
    finally:
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return calendar[-1]


def merge_all(store: Store, pages: int = 1024) -> int:
    """Merges the index as far as idle steps ever would; returns the steps taken."""
    steps = 0
    while True:
        before = store.conn.total_changes
        store.conn.execute(
            "INSERT INTO dossier_search (dossier_search, rank) VALUES ('merge', ?)", (pages,)
        )
        # FTS5 documents fewer than two changed rows as the sign that nothing was left to do
        if store.conn.total_changes - before < 2:
            return steps
        steps += 1


def _ids(people: People) -> Callable[[], str]:
    """UUIDv7-shaped identifiers that rise and depend on the seed alone."""
    clock = iter(range(1_782_000_000_000, 1 << 48))

    def new_id() -> str:
        return f"{next(clock):012x}70008{people.chance.getrandbits(60):015x}"

    return new_id


def _events(
    station: StationFacts, people: People, days: list[date], count: int
) -> Iterator[tuple[ev.Body, datetime]]:
    """The events in order: each day opened, then its dossiers from 7:30 to 17:00."""
    packs = load_rule_packs()
    register: dict[int, int] = {}
    for index, day in enumerate(days):
        pack = pack_for(day, packs)
        opens = datetime.combine(day, time(7, 30), VIETNAM)
        yield ev.DayOpened(day, confirmed=True), opens
        today = count * (index + 1) // len(days) - count * index // len(days)
        for given in range(today):
            at = opens + timedelta(seconds=34_200 * given // today)
            row = register[day.year] = register.get(day.year, 0) + 1
            yield _received(station, people, pack, at, given, row), at


def _received(
    station: StationFacts, people: People, pack: RulePack, at: datetime, given: int, row: int
) -> ev.DossierReceived:
    procedure = people.procedure()
    number = next_number(
        pack,
        day=at.date(),
        station=station.station,
        stream=station.stream,
        agency_id=station.agency_id,
        ranges=(BLOCK,),
        counter=Counter(official=given),
    )
    owner = people.person()
    content = Content(
        procedure_code=procedure.code,
        procedure_name=procedure.name,
        owner=_party(owner),
        filer=_party(people.person()) if people.chance.random() < 0.15 else None,
        components=tuple(Component(n, o, 0, c) for n, o, c in people.papers(procedure)),
        limit=procedure.limit,
        fee_vnd=procedure.fee_vnd,
        helped_at=station.site_name,
        received_at_org=station.site_name,
        agency=deciding_agency(procedure, station.parent_org),
        note=f"Hẹn gọi trước qua số {owner.phone}",
    )
    due_at = None
    if content.limit:
        limit = parse_limit(content.limit)
        hours, cut_off = pack.office_hours, pack.same_day_cut_off
        due_at = due(at, limit, load_calendar(), hours, cut_off=cut_off).due_at
    return ev.DossierReceived(
        number=number,
        book=f"{station.station:02d}",
        register_no=row,
        pack=pack.id,
        received_at=at,
        due_at=due_at,
        officer_name=OFFICER,
        content=content,
        warnings=() if due_at else ("limit_unknown",),
    )


def _party(person: Invented) -> Party:
    return Party(
        name=person.name,
        personal_no=person.personal_no,
        birth=person.birth,
        sex=person.sex,
        address=person.address,
        phone=person.phone,
    )
