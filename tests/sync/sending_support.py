"""Central's jobs of sending, run by hand at a time that only goes on; dossiers that ask for it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from central.outgoing import export, notices
from central.outgoing.config import Outgoing
from central.outgoing.export import Sent
from central.settings import Settings
from core.domain.dossier import Party
from tests.sync.central_support import NOW, Author, Province, received
from tests.sync.outgoing_support import Receiver

SETTINGS = Settings(address="https://quay.example.gov.vn")
MAIL = "nguyen.thi.gia@example.vn"


class Sending:
    """Runs the job at a time that only goes on."""

    def __init__(self, province: Province, config: Outgoing) -> None:
        self.province, self.config = province, config
        self.now = NOW - timedelta(minutes=1)
        self.run()  # switches it on
        self.now = NOW

    def run(self, after: timedelta = timedelta(seconds=1)) -> int:
        self.now += after
        return notices.run(
            self.province.db, self.province.keys, SETTINGS, self.now, config=self.config
        )

    def new(self, author: Author) -> None:
        """One dossier that asks, as the only notice there is."""
        self.now += timedelta(minutes=15)
        with self.province.db.transaction() as conn:
            conn.execute("DELETE FROM notice")
        asking(author, at=self.now)
        self.province.push(author, now=self.now)

    def rows(self) -> list[tuple[Any, ...]]:
        """``(kind, channel, state, reason)``"""
        return self.province.rows(
            "SELECT kind, channel, state, reason FROM notice ORDER BY happened_at, kind, channel"
        )

    def states(self) -> list[str]:
        return [row[2] for row in self.rows()]


def asking(
    author: Author, *tags: str, at: datetime = NOW + timedelta(seconds=5), **party: Any
) -> str:
    """A dossier whose filer asks to be told."""
    number = author.next_number()
    filer = Party(**{"name": "Trần Văn Nộp", "email": MAIL, "phone": "0912000111", **party})
    uid = f"{len(author.events):032x}"
    author.given += 1
    author.write(
        received(number, filer=filer, tags=tags or ("notify",)), uid, day=number.day, at=at
    )
    return uid


class Export:
    """Runs the job at a time that only goes on."""

    def __init__(self, province: Province, portal: Receiver) -> None:
        self.province = province
        self.config = Outgoing(national=portal.endpoint)
        self.now = NOW

    def run(self, after: timedelta = timedelta(seconds=1)) -> Sent:
        self.now += after
        return export.send(self.province.db, self.config, self.now)

    def rows(self) -> list[tuple[Any, ...]]:
        return self.province.rows("SELECT state, reason FROM hand_on ORDER BY uid")
