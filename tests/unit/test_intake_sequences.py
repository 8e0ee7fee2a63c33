"""Any order of acts at reception, older copies put back included: no number given twice."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from core.domain.dossier import State
from core.domain.errors import Refused
from core.services.change_dossier import cancel_dossier
from core.services.receive_dossier import Received
from counter_app.bootstrap import new_id
from db import journal, queries
from db.store import DATABASE, open_store
from db.verify import verify
from tests.unit.intake_support import ASK, REFUSE
from tests.unit.station_support import Clock, Station, station


@dataclass
class Known:
    """What the counter was told of a dossier: every number printed for it, and its state."""

    numbers: list[str]
    state: State


@dataclass
class Reception:
    """A station, and what its database must say after each act.

    Attributes:
        given: every number that was ever acknowledged, lost ones included.
        rows: every register row that was ever on paper, ``(book, year, row)``.
        dossiers: what is known now, by uid.
        copy: an older copy of the database, and what was known then.
    """

    ward: Station
    given: list[str] = field(default_factory=list)
    rows: list[tuple[str, int, int]] = field(default_factory=list)
    dossiers: dict[str, Known] = field(default_factory=dict)
    copy: tuple[Path, dict[str, Known]] | None = None

    def act(self, name: str, which: int) -> None:
        {
            "receive": lambda: self.note(self.ward.receive()),
            "supplement": lambda: self.note(self.ward.receive(supplement=ASK)),
            "refuse": lambda: self.note(self.ward.receive(refusal=REFUSE)),
            "bring back": lambda: self.bring_back(which),
            "bring back and refuse": lambda: self.bring_back(which, refusal=REFUSE),
            "cancel": lambda: self.cancel(which),
            "copy": self.take_copy,
            "put back": self.put_back,
        }[name]()

    def note(self, answer: Received) -> None:
        """Books an acknowledgement."""
        assert not answer.repeated
        self.given.append(answer.number)
        *_, last = queries.history(self.ward.store.conn, answer.uid)
        self.rows.append((last.body.book, answer.received_at.year, last.body.register_no))
        known = self.dossiers.setdefault(answer.uid, Known([], answer.state))
        known.numbers.append(answer.number)
        known.state = answer.state

    def bring_back(self, which: int, **fields: Any) -> None:
        """Any number there is: a slip that waits is taken, every other one refused."""
        uids = list(self.dossiers)
        if not uids:
            return
        uid = uids[which % len(uids)]
        number = self.dossiers[uid].numbers[0]
        if self.dossiers[uid].state is State.SUPPLEMENT_ASKED:
            answer = self.ward.receive(slip=number, **fields)
            assert answer.uid == uid
            self.note(answer)
        else:
            self.refused(lambda: self.ward.receive(slip=number, **fields))

    def cancel(self, which: int) -> None:
        uids = list(self.dossiers)
        if not uids:
            return
        known = self.dossiers[uids[which % len(uids)]]

        def attempt() -> object:
            return cancel_dossier(
                known.numbers[0], {"reason": "x"}, self.ward.store, self.ward.context
            )

        if known.state is State.RECEIVED:
            attempt()
            known.state = State.CANCELLED
        else:
            self.refused(attempt)

    def refused(self, attempt: Callable[[], object]) -> None:
        head = journal.last_pos(self.ward.store.conn)
        with pytest.raises(Refused):
            attempt()
        assert journal.last_pos(self.ward.store.conn) == head

    def take_copy(self) -> None:
        """Somebody copies the closed folder's database."""
        self.ward.store.close()
        target = self.ward.data.with_name("older.db")
        shutil.copy(self.ward.data / DATABASE, target)
        self.copy = target, {u: Known([*k.numbers], k.state) for u, k in self.dossiers.items()}
        self.open()

    def put_back(self) -> None:
        """The older copy takes the database's place; only the mark knows."""
        if self.copy is None:
            return
        self.ward.store.close()
        shutil.copy(self.copy[0], self.ward.data / DATABASE)
        self.dossiers = {u: Known([*k.numbers], k.state) for u, k in self.copy[1].items()}
        self.open()

    def open(self) -> None:
        self.ward.store = open_store(self.ward.data, self.ward.clock(), new_id)

    def check(self) -> None:
        """No number twice; each finds its dossier; the tables are the journal's."""
        assert len(set(self.given)) == len(self.given), sorted(self.given)
        assert len(set(self.rows)) == len(self.rows), sorted(self.rows)
        conn = self.ward.store.conn
        (count,) = conn.execute("SELECT count(*) FROM dossier").fetchone()
        assert count == len(self.dossiers)
        for uid, known in self.dossiers.items():
            for number in known.numbers:
                dossier = queries.dossier(conn, number)
                assert dossier is not None
                assert (dossier.uid, dossier.state) == (uid, known.state)
                assert [row.id for row in queries.find(conn, number)] == [uid]
        report = verify(self.ward.store, full=True)
        assert report["ok"], report
        self.check_registers()

    def check_registers(self) -> None:
        """Every book of every stream runs from 1 on without a gap, in the journal's order."""
        rows: dict[str, list[int]] = {}
        for stored in journal.replay(self.ward.store.conn):
            book = getattr(stored.event.body, "book", "")
            if book:
                rows.setdefault(book, []).append(stored.event.body.register_no)
        for book, found in rows.items():
            assert found == list(range(1, len(found) + 1)), (book, found)


ACTS = (
    *("receive", "supplement", "supplement", "refuse", "bring back", "bring back"),
    *("bring back and refuse", "cancel", "copy", "put back"),
)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as it was set up, for copies."""
    folder = tmp_path_factory.mktemp("template")
    with station(folder, block=(1, 500)):
        pass
    return folder


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), min_size=4, max_size=24))
def test_no_order_of_acts_gives_a_number_twice(template: Path, acts: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as place, ExitStack() as closing:
        shutil.copytree(template, place, dirs_exist_ok=True)
        data, clock = Path(place) / "data", Clock()
        reception = Reception(Station(data, clock, open_store(data, clock(), new_id)))
        closing.callback(lambda: reception.ward.store.close())
        for name, which in acts:
            reception.act(name, which)
        reception.check()
