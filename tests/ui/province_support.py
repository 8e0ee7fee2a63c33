"""A ward of a province without any line: what central would have said is written in."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.domain.acts import CentralJoined
from core.domain.chain import Head
from core.domain.dossier_view import DossierView, fold
from core.ports.exchange import Arrived, LooseEnd
from counter_app.bootstrap import Programme, new_id
from db import journal
from db.store import open_store
from tests.ui.desk_support import Ward
from ui import messages
from ui.viewmodels.line import LineState

PROVINCE = "Tỉnh Giả Định"
_KEY = "11" * 32


def enrol(
    ward: Ward,
    *,
    at_central: int = 0,
    backed_up: int = 0,
    contact: datetime | None = None,
    loose_ends: int = 0,
    lost: tuple[DossierView, ...] = (),
) -> None:
    """Makes the ward a province's, and writes what central acknowledged.

    Args:
        ward: its folder.
        at_central: events at central; negative: all but so many.
        backed_up: events in central's backup; negative: all but so many.
        contact: when central last answered; None for never.
        loose_ends: lines of the exception list.
        lost: dossiers of this very station that central has.
    """
    store = open_store(ward.data, ward.clock(), new_id)
    try:
        exchange = Programme(ward.data, clock=ward.clock).exchange(store)
        exchange.join(CentralJoined("https://tinh.example", _KEY, _KEY, PROVINCE))
        exchange.seal()
        stream = store.station().stream
        last, _ = journal.head(store.conn, stream)
        sent, kept = (min(n, last) if n >= 0 else last + n for n in (at_central, backed_up))
        head = Head(stream, sent, journal.hash_at(store.conn, stream, sent) or b"", 1, kept)
        if contact is not None:
            lines = tuple(
                LooseEnd(n, "number_twice", stream, 1, contact, 3) for n in range(1, loose_ends + 1)
            )
            others = tuple((3, view) for view in lost)
            told = Arrived("c", 1, heads=((head, b""),), loose_ends=lines, others=others)
            exchange.arrive(told, contact)
    finally:
        store.close()


def views(ward: Ward) -> tuple[DossierView, ...]:
    """The folder's dossiers as central would tell of them."""
    store = open_store(ward.data, ward.clock(), new_id)
    try:
        return tuple(
            fold(None, stored.event, stored.hash)
            for stored in journal.replay(store.conn)
            if stored.event.kind == "dossier_received"
        )
    finally:
        store.close()


def told(reason: str = "", **more: object) -> LineState:
    """How a sync ended, with the words that people read."""
    words = messages.sync(reason) if reason else messages.synced(0, 0)
    return LineState(reason, words, **more)  # type: ignore[arg-type]


def ago(ward: Ward, **time: float) -> datetime:
    """A moment before the ward's now."""
    return ward.clock.now - timedelta(**time)
