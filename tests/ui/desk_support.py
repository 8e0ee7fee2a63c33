"""A real ward's folder for view models: encrypted database, accounts, some procedures."""

from __future__ import annotations

import atexit
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from argon2 import PasswordHasher
from pytestqt.qtbot import QtBot

from core.domain import events as ev
from core.domain.account import Role
from core.ports.desk import Desk, Person
from core.services.context import Actor
from core.services.import_catalogue import import_catalogue
from core.services.station import first_events
from counter_app.bootstrap import Programme, new_id
from counter_app.desk import StationDesk
from db.keys import create_keys
from db.store import create_store, default_mark, write_folder_file
from tests.unit.station_support import MONDAY, ROWS, catalogue, line
from ui.background import Background, Failure

T = TypeVar("T")
PASSWORD = "mot-mat-khau"
HA = Person("ha", "Trần Thị Thu Hà", Role.SUPERVISOR)
CARD = (
    "022194000001||Nguyễn Thị Huyền Diệu|01021994|Nữ|Số 999, tổ 99, khu Giả Định 1, phường Cửa"
    " Ông, Cẩm Phả, Quảng Ninh|15082021"
)
OTHER_CARD = "022091000002|100000002|Đặng Hoàng Ước Nguyện|31121991|Nam|Tổ 98, Cẩm Phả|15082021"
MORE_ROWS = (
    ("1.000656", "Thủ tục đăng ký khai tử", "Hộ tịch", "ward", "UBND cấp xã", "1", "working_day",
     "8000", "partial", "yes", "Tờ khai;Giấy báo tử;Văn bản ủy quyền (nếu có);"
     "Giấy tờ tùy thân (xuất trình)", "test", "test", ""),
)  # fmt: skip
LOCAL_NAME = "Đăng ký sinh hoạt tôn giáo tập trung"


@dataclass
class SharedClock:
    """A clock that ticks a second at each reading, for several threads."""

    now: datetime = MONDAY
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> datetime:
        with self._lock:
            self.now += timedelta(seconds=1)
            return self.now


@cache
def _hash() -> str:
    """A quick hash: what is slow on purpose is measured elsewhere."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)


@dataclass
class Ward:
    """A set-up folder and how to open its desk."""

    data: Path
    clock: SharedClock

    def open_desk(self) -> Desk:
        """The factory for `Background`; runs on its threads."""
        return StationDesk(Programme(self.data, clock=self.clock))

    def signed_in(self) -> StationDesk:
        """A desk for the test itself."""
        desk = StationDesk(Programme(self.data, clock=self.clock))
        desk.sign_in(HA.login, PASSWORD)
        return desk

    def receive(self, **fields: Any) -> str:
        """Logs a dossier past the windows; returns its uid."""
        desk = self.signed_in()
        try:
            return desk.receive(line(**fields)).uid
        finally:
            desk.close()


def make_ward(folder: Path) -> Ward:
    """A newly set-up ward with one account, ``ha``, and a block of numbers."""
    shutil.copytree(_template(), folder, dirs_exist_ok=True)
    return Ward(folder / "data", SharedClock())


@cache
def _template() -> Path:
    """The folder that wards are copies of, key and mark beside it."""
    folder = Path(tempfile.mkdtemp(prefix="quay-ward-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _set_up(folder / "data", SharedClock())
    return folder


def _set_up(data: Path, clock: SharedClock) -> None:
    data.mkdir()
    keys = create_keys(data, None, use_keyring=False)
    store = create_store(data, keys.database_key, default_mark(data), new_id)
    try:
        facts = ev.StationSetUp(
            site="H49.215",
            site_name="Trung tâm Phục vụ hành chính công phường Cửa Ông",
            station=3,
            public_key=store.public_key(),
            parent_org="Ủy ban nhân dân phường Cửa Ông",
            place="Cửa Ông",
            agency_id="H49.215",
        )
        account = ev.AccountCreated(HA.login, HA.name, HA.role.value, _hash())
        with store.first_act() as act:
            first_events(act, facts, account, (1, 500), at=clock(), used_on=None, used=0)
        write_folder_file(data, default_mark(data))
        context = Programme(data, clock=clock).context(Actor("ha", Role.SUPERVISOR))
        import_catalogue(catalogue(*ROWS, *MORE_ROWS), "test.csv", store, context)
    finally:
        store.close()


@contextmanager
def background(ward: Ward, *, signed_in: bool = True) -> Iterator[Background]:
    """The threads over a ward's folder, ended afterwards."""
    made = Background(ward.open_desk)
    try:
        if signed_in:
            made.submit(lambda desk: desk.sign_in(HA.login, PASSWORD))
            made.submit(lambda desk: desk.sign_in(HA.login, PASSWORD), reader=True)
        yield made
    finally:
        assert made.drain_and_close(20)
        made.deleteLater()


def ask(qtbot: QtBot, back: Background, work: Callable[[Desk], T], *, reader: bool = False) -> T:
    """The answer of a desk, waited for."""
    found: list[T] = []
    failures: list[Failure] = []
    back.submit(work, found.append, failures.append, reader=reader)
    qtbot.waitUntil(lambda: bool(found or failures), timeout=10_000)
    assert not failures, failures
    return found[0]
