"""A supervisor's window over a real ward: with gaps, with a province, with a day closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtWidgets import QApplication

from core.domain import events as ev
from core.ports.exchange import LooseEnd
from core.services.station import grant_block
from counter_app.bootstrap import new_id
from counter_app.clerk import draw
from counter_app.window_sticks import WindowSticks
from db.store import default_mark, open_store
from tests.ui.desk_support import HA, PASSWORD, Ward
from tests.ui.window_support import Printers, settings, settle, until
from tests.unit.central_voice import Joined, join
from tests.unit.station_support import Clock, Station
from ui.background import Background
from ui.clerk.window import ClerkWindow
from ui.supervisor.desk import SupervisorDesk
from ui.viewmodels.sync_room import StickIn, StickOut
from ui.widgets import install_focus_rings


@dataclass
class Carried:
    """Sticks as a test sets them: what was written and read is kept."""

    paths: list[tuple[str, str]] = field(default_factory=list)

    def write(self, path: str) -> StickOut:
        self.paths.append(("out", path))
        return StickOut(14, 0)

    def read(self, path: str) -> StickIn:
        self.paths.append(("in", path))
        return StickIn(2, 120, 118)


@contextmanager
def opened(ward: Ward) -> Iterator[Station]:
    """The ward's folder in the test's own hands."""
    store = open_store(ward.data, ward.clock(), new_id)
    made = Station(ward.data, Clock(ward.clock.now), store)
    try:
        yield made
    finally:
        ward.clock.now = max(ward.clock.now, made.clock.now)
        store.close()


def lose_numbers(ward: Ward, last_receipt: str) -> None:
    """The folder came out of a backup; the last receipt on paper is told."""
    default_mark(ward.data).unlink()
    with opened(ward) as here:
        grant_block("1-500", last_receipt, here.store, here.context)
    desk = ward.signed_in()
    desk.restart_told()  # somebody read what to do after a restore
    desk.close()


@contextmanager
def with_province(ward: Ward) -> Iterator[Joined]:
    """Enrols the ward; what central says is the test's to say."""
    with opened(ward) as here:
        yield join(here)


def loose_ends(now: datetime) -> tuple[LooseEnd, ...]:
    """One line of each kind."""
    kinds: tuple[tuple[str, str, dict[str, str]], ...] = (
        ("suspected_duplicate", "site", {"other": "H49.215-261123-0007", "other_station": "1"}),
        ("number_twice", "site", {"other": "0" * 32}),
        ("hard_conflict", "site", {"kind": "dossier_amended", "why": "same_field"}),
        ("late_after_close", "site", {"day": "2026-11-20", "kind": "dossier_received"}),
        ("fork", "site", {"before": "00" * 16, "before_seq": "310"}),
        ("cause_missing", "site", {}),
        ("unknown_procedure", "province", {"code": "9.999999"}),
        ("revoked_key", "province", {"dossier": ""}),
        ("newer_event", "province", {"kind": "fee_taken", "why": "newer"}),
    )
    return tuple(
        LooseEnd(
            id=at + 11,
            kind=kind,
            stream=b"s" * 16,
            seq=at + 1,
            raised_at=now.astimezone(UTC) - timedelta(hours=40 - 5 * at),
            station=3,
            owner=owner,
            number=f"H49.215-261123-{at + 1:04d}",
            detail=detail,
        )
        for at, (kind, owner, detail) in enumerate(kinds)
    )


def roster(joined: Joined, now: datetime) -> None:
    """Four stations: ours, one that closed, one at work, one that is silent."""
    entries = tuple(ev.RosterEntry(number) for number in (1, 2, 3, 4))
    joined.hear((ev.RosterSet(entries), ev.STATION))
    day = now.date().isoformat()
    seen: list[dict[str, Any]] = [
        {"station": 1, "last_contact": now, "events": 90, "closed_day": day},
        {"station": 2, "last_contact": now, "events": 40, "closed_day": ""},
        {"station": 3, "last_contact": now, "events": 60, "closed_day": ""},
        {"station": 4, "last_contact": now - timedelta(days=3), "events": 9, "closed_day": ""},
    ]
    told = joined.answer(stations=msgspec.json.encode(seen))
    joined.exchange.arrive(told, now)


@contextmanager
def supervisor(
    ward: Ward,
    folder: Path,
    paper: Printers | None = None,
    *,
    sticks: Carried | None = None,
    size: tuple[int, int] = (1366, 768),
    supervising: bool = True,
) -> Iterator[ClerkWindow]:
    """A window that opens the supervisor's rooms first; closed and gone afterwards."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    rings = install_focus_rings(app)
    background = Background(ward.open_desk)
    made = ClerkWindow(
        background,
        paper or Printers("Máy in giả định"),
        draw,
        settings=settings(folder),
        clock=ward.clock,
        sticks=sticks or WindowSticks(background, ward.clock),
        supervising=supervising,
    )
    background.setParent(made)
    made.resize(*size)
    made.show()
    try:
        yield made
    finally:
        rings.show_on(None)
        made.close()
        made.deleteLater()


def enter(made: ClerkWindow) -> SupervisorDesk:
    """Signs Hà in; returns her rooms when the day is read."""
    until(lambda: made.login.step == "sign_in")
    made.login.sign_in(HA.login, PASSWORD)
    until(lambda: made.supervision is not None)
    desk = made.supervision
    assert desk is not None
    until(lambda: desk.rooms.closing.state != "loading" and desk.rooms.exceptions.known)
    settle(made)
    return desk
