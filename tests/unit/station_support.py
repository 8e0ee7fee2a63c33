"""A real data folder for tests: encrypted database, mark, keys, a few procedures."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from core.data import load_calendar, load_rule_packs
from core.domain import events as ev
from core.domain.account import Role
from core.domain.catalogue_file import COLUMNS
from core.domain.timezone import VIETNAM
from core.services.context import Actor, Context
from core.services.dossier_input import read_dossier
from core.services.import_catalogue import import_catalogue
from core.services.intake import take_in
from core.services.receive_dossier import Received
from core.services.station import first_events
from counter_app import BUILT
from counter_app.bootstrap import new_id
from db.keys import create_keys
from db.store import Store, create_store, default_mark, open_store, write_folder_file

MONDAY = datetime(2026, 11, 23, 10, 5, tzinfo=VIETNAM)

ROWS = (
    ("1.001193", "Thủ tục đăng ký khai sinh", "Hộ tịch", "ward", "UBND cấp xã", "1", "working_day",
     "0", "partial", "yes", "Tờ khai;Giấy chứng sinh", "test", "test", ""),
    ("2.000815", "Chứng thực bản sao từ bản chính", "Chứng thực", "ward", "UBND cấp xã", "0",
     "immediate", "2000", "none", "no", "", "test", "test", ""),
    ("1.004222", "Đăng ký thường trú", "Cư trú", "vertical", "Công an cấp xã", "7", "working_day",
     "20000", "none", "no", "", "test", "test", ""),
    ("", "Đăng ký sinh hoạt tôn giáo tập trung", "Tôn giáo", "ward", "UBND cấp xã", "", "",
     "", "none", "no", "", "test", "test", ""),
)  # fmt: skip


def catalogue(*rows: tuple[str, ...]) -> bytes:
    """A catalogue file."""
    quoted = (",".join(f'"{cell}"' for cell in row) for row in (COLUMNS, *rows))
    return "\n".join(quoted).encode()


@dataclass
class Clock:
    """A clock that tests set."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Station:
    """An open folder with what a use case needs."""

    data: Path
    clock: Clock
    store: Store

    @property
    def context(self) -> Context:
        return self.as_role(Role.SUPERVISOR)

    def as_role(self, role: Role) -> Context:
        """The context of somebody in a role."""
        return Context(
            actor=Actor("ha", role),
            clock=self.clock,
            new_id=new_id,
            packs=load_rule_packs(),
            calendar=load_calendar(),
            built=BUILT,
        )

    def receive(self, **fields: Any) -> Received:
        """Logs a dossier, or sends it away; the fields left out are ordinary ones."""
        return take_in(
            read_dossier(line(**fields), self.clock.now.date()), self.store, self.context
        )

    def reopen(self) -> None:
        """Closes and opens the folder, as the next program run does."""
        self.store.close()
        self.store = open_store(self.data, self.clock(), new_id)


def line(**fields: Any) -> dict[str, Any]:
    """A dossier as it comes from outside."""
    person = {
        "kind": "person",
        "name": "Nguyễn Thị Huyền Diệu",
        "sex": "Nữ",
        "dob": "1994-02-01",
        "personal_no": "022194000001",
        "address": "Số 999, khu Giả Định 1, phường Cửa Ông, Quảng Ninh",
        "phone": "0570000001",
    }
    applicant = {**person, **fields.pop("applicant", {})}
    return {"procedure_code": "1.001193", "applicant": applicant, **fields}


@contextmanager
def station(
    folder: Path,
    *,
    block: tuple[int, int] | None = (1, 500),
    practice: bool = False,
    site: str = "H49.215",
    number: int = 3,
) -> Iterator[Station]:
    """A newly set-up station."""
    data = folder / "data"
    data.mkdir()
    clock = Clock()
    keys = create_keys(data, None, use_keyring=False)
    store = create_store(data, keys.database_key, default_mark(data), new_id)
    facts = ev.StationSetUp(
        site=site,
        site_name="Trung tâm Phục vụ hành chính công phường Cửa Ông",
        station=number,
        public_key=store.public_key(),
        parent_org="Ủy ban nhân dân phường Cửa Ông",
        place="Cửa Ông",
        agency_id="H49.215",
        practice=practice,
    )
    account = ev.AccountCreated("ha", "Trần Thị Thu Hà", Role.SUPERVISOR.value, "x")
    with store.first_act() as act:
        first_events(act, facts, account, block, at=clock(), used_on=None, used=0)
    write_folder_file(data, default_mark(data))
    made = Station(data, clock, store)
    import_catalogue(catalogue(*ROWS), "test.csv", store, made.context)
    try:
        yield made
    finally:
        made.store.close()
