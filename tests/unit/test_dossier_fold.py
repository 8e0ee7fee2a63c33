"""A dossier's row is the fold of its events, whatever came in whatever order (design §3)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import msgspec
import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import given, settings, strategies as st

from core.domain import events as ev
from core.domain.dossier import Component, Content, Party, State
from core.domain.dossier_view import KINDS_OF_DOSSIER, DossierView, fold
from core.domain.errors import Refused
from core.domain.numbering import Number
from core.domain.timezone import VIETNAM
from db import dossier_rows, journal, projections
from db.connection import database
from db.migrations import migrations

DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 9, 0, tzinfo=VIETNAM)
OWN, CENTRAL = bytes(15) + b"\1", bytes(15) + b"\2"
CENTRALS = {"code_bound", "decision_recorded", "portal_dossier_arrived"}
SUBJECTS = ("a" * 32, "b" * 32)

names = st.sampled_from(["Lê Thị Mơ", "Đỗ Đình Đắc", "Nguyễn Thị Huyền Diệu"])
contents = st.builds(
    Content,
    procedure_code=st.sampled_from(["1.001193", "2.000815"]),
    procedure_name=st.just("Thủ tục"),
    owner=st.builds(Party, names, phone=st.sampled_from(["", "0570000001"])),
    components=st.lists(st.builds(Component, names, st.integers(0, 3)), max_size=2).map(tuple),
    fee_vnd=st.sampled_from([None, 0, 8000]),
)
maybe_due = st.sampled_from([None, AT + timedelta(days=3), AT + timedelta(days=9)])
reasons = st.sampled_from(["", "thiếu giấy", "nhầm"])
changes = st.fixed_dictionaries(
    {}, optional={"note": reasons, "sets": st.integers(1, 3), "limit": st.just("3 working_days")}
)
Draw = Any


def number(n: int, *, provisional: bool = False, letter: str = "") -> Number:
    if letter or provisional:
        return Number(f"{letter or 'T'}03ABCD-261123-{n:03d}", DAY, n, provisional=provisional)
    return Number(f"H49.215-261123-{n:04d}", DAY, n, agency_id="H49.215")


def received(draw: Draw, n: int) -> ev.DossierReceived:
    return ev.DossierReceived(
        number=number(n, provisional=draw(st.booleans())),
        book="03",
        register_no=n,
        pack="2025",
        received_at=AT + timedelta(minutes=n),
        due_at=draw(maybe_due),
        officer_name="Hà",
        content=draw(contents),
    )


def sent_away(draw: Draw, n: int, kind: str) -> ev.Body:
    begins = draw(st.booleans())
    letter = "B" if kind == "supplement_asked" else "K"
    common: dict[str, Any] = {
        "reason": draw(reasons), "book": f"{letter}.03", "register_no": n, "pack": "2025",
        "officer_name": "Hà",
        "number": number(n, letter=letter) if begins else None,
        "content": draw(contents) if begins else None,
    }  # fmt: skip
    at = AT + timedelta(minutes=n)
    if kind == "dossier_refused":
        return ev.DossierRefused(refused_at=at, **common)
    until = draw(st.sampled_from([None, DAY]))
    return ev.SupplementAsked(asked_at=at, wanted=("đơn",), times=n, until=until, **common)


def body(draw: Draw, kind: str, n: int) -> ev.Body:
    at = AT + timedelta(minutes=n)
    if kind == "dossier_received":
        return received(draw, n)
    if kind in ("supplement_asked", "dossier_refused"):
        return sent_away(draw, n, kind)
    simple: dict[str, ev.Body] = {
        "dossier_amended": ev.DossierAmended(
            draw(reasons), draw(changes), draw(maybe_due), draw(st.booleans())
        ),
        "dossier_cancelled": ev.DossierCancelled(draw(reasons)),
        "result_returned": ev.ResultReturned(at, at, draw(st.booleans())),
        "form_printed": ev.FormPrinted(draw(st.sampled_from(["receipt", "supplement"])), at),
        "code_bound": ev.CodeBound(number(draw(st.integers(9_001, 9_003)))),
        "decision_recorded": ev.DecisionRecorded(
            draw(st.sampled_from([*(s.key for s in State), "abolished"])),
            at,
            draw(reasons),
            due_at=draw(maybe_due),
        ),
        "portal_dossier_arrived": ev.PortalDossierArrived(
            f"G22.99-261123-{n:04d}", at, draw(contents)
        ),
    }
    return simple[kind]


class Tables:
    """The tables of a station, filled event by event."""

    def __init__(self, conn: Any) -> None:
        self.conn = conn
        self.heads = {OWN: (0, ev.GENESIS), CENTRAL: (0, ev.GENESIS)}

    def apply(self, body: ev.Body, subject: str, n: int) -> tuple[ev.Event[Any], bytes]:
        kind = ev.KIND_OF[type(body)]
        stream = CENTRAL if kind in CENTRALS else OWN
        seq, previous = self.heads[stream]
        event: ev.Event[Any] = ev.Event(
            stream.hex(), seq + 1, f"{n:032x}", kind, 1, subject,
            journal.parent_of(self.conn, subject), "ha", AT + timedelta(minutes=n), DAY,
            n % 7 == 0, body,
        )  # fmt: skip
        stored = journal.store(self.conn, event, ev.encode(event), stream, previous)
        projections.settle(self.conn, stored)
        self.heads[stream] = (seq + 1, stored.hash)
        return event, stored.hash

    def view(self, subject: str) -> DossierView | None:
        known = dossier_rows.find(self.conn, subject)
        return known[1] if known else None

    def found_by(self, text: str) -> set[int]:
        rows = self.conn.execute(
            "SELECT rowid FROM dossier_search WHERE dossier_search MATCH ?", (f'"{text}"*',)
        )
        return {row[0] for row in rows}


@pytest.fixture(scope="module")
def empty() -> Iterator[Any]:
    conn: Any = sqlcipher.connect(":memory:", isolation_level=None)
    migrations.apply(database(conn))
    yield conn
    conn.close()


@given(data=st.data())
@settings(max_examples=150)
def test_the_row_is_the_fold_of_its_events(empty: Any, data: st.DataObject) -> None:
    empty.execute("BEGIN")
    try:
        tables = Tables(empty)
        views: dict[str, DossierView | None] = dict.fromkeys(SUBJECTS)
        steps = data.draw(
            st.lists(
                st.tuples(st.sampled_from(sorted(KINDS_OF_DOSSIER)), st.sampled_from(SUBJECTS)),
                max_size=14,
            )
        )
        numbers = count(1)
        for kind, subject in [("dossier_received", SUBJECTS[0]), *steps]:
            n = next(numbers)
            event, digest = tables.apply(body(data.draw, kind, n), subject, n)
            with suppress(Refused):  # it stands in the journal, and the dossier stays as it was
                views[subject] = fold(views[subject], event, digest)
            assert tables.view(subject) == views[subject]
        check_what_hangs_on_it(tables, views)
    finally:
        empty.execute("ROLLBACK")


def check_what_hangs_on_it(tables: Tables, views: dict[str, DossierView | None]) -> None:
    conn = tables.conn
    for subject, view in views.items():
        if view is None:
            continue
        (dossier,) = conn.execute("SELECT id FROM dossier WHERE uid = ?", (subject,)).fetchone()
        components = conn.execute(
            "SELECT name, originals FROM component WHERE dossier = ? ORDER BY no", (dossier,)
        ).fetchall()
        assert components == [(c.name, c.originals) for c in view.content.components]
        fee = conn.execute("SELECT amount_vnd FROM fee WHERE dossier = ?", (dossier,)).fetchall()
        assert fee == [(view.content.fee_vnd,)]
        owner = conn.execute(
            "SELECT owner, procedure_code FROM dossier WHERE id = ?", (dossier,)
        ).fetchone()
        assert owner == (view.content.owner.name, view.content.procedure_code)
        for word in dossier_rows.search_words(view).split():
            assert dossier in tables.found_by(word)
        plain = "".join(c for c in view.number if c.isalnum()).lower()
        assert dossier in tables.found_by(plain)


def test_times_of_other_zones_are_the_same_instants(empty: Any) -> None:
    empty.execute("BEGIN")
    try:
        tables = Tables(empty)
        utc = msgspec.convert("2026-11-22T18:30:00Z", datetime)
        portal = ev.PortalDossierArrived("G22.99-261123-0001", utc, Content("1", "x", Party("A")))
        tables.apply(portal, SUBJECTS[0], 1)
        view = tables.view(SUBJECTS[0])
        assert view is not None
        assert (view.received_at, view.day) == (utc, DAY)
        (text,) = empty.execute("SELECT received_at FROM dossier").fetchone()
        assert text == "2026-11-23T01:30:00+07:00"
    finally:
        empty.execute("ROLLBACK")
