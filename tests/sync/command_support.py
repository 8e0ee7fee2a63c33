"""A central for its commands, and what its stations are told of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from central import sites
from central.database import Database
from central.feed import changes
from central.house import Founding, opened
from central.ingest import Sender
from central.keys import open_keys
from central.projector import follow
from core.domain import events as ev
from sync.wire.batch import check_batch, decode_batch
from tests.sync.central_support import NOW, SITE, Author, Province
from tests.sync.cli_support import Commands, Done


class Central:
    """Commands, and what a station of the site is told of them."""

    def __init__(self, folder: Path, url: str, capture: pytest.CaptureFixture[bytes]) -> None:
        with opened(folder, url, founding=Founding("Tỉnh Giả Định")):
            pass
        self.commands = Commands(folder, url, capture)
        self.db = Database(url, size=4)
        self.province = Province(self.db, open_keys(folder))
        with self.db.transaction() as conn:
            sites.set_site(conn, SITE, name="Phường Cửa Ông")

    def run(self, *arguments: str | Path) -> Done:
        return self.commands.run(*arguments)

    def code(self, *arguments: str | Path) -> str:
        return self.commands.code(*arguments)

    def told(self) -> list[ev.Event[Any]]:
        """Central's events as the site's stations get them, every frame believed."""
        found, cursor, more = list[ev.Event[Any]](), "", True
        while more:
            with self.db.transaction() as conn:
                sender = Sender(SITE, 3, bytes(32), "station")
                answer = changes(conn, self.province.keys, sender, cursor, NOW)
            for data in answer.batches:
                batch = decode_batch(data)
                check_batch(batch, lambda _: self.province.keys.public)
                found += map(ev.decode, batch.events)
            cursor, more = answer.cursor, answer.more
        return [each for each in found if each.kind != "central_stream_began"]

    def last(self) -> Any:
        """The body of the last event."""
        return self.told()[-1].body

    def pushed(self, author: Author) -> None:
        self.province.push(author)
        follow(self.db, SITE)

    def view(self, number: str) -> dict[str, Any]:
        follow(self.db, SITE)
        ((view,),) = self.province.rows(
            "SELECT view FROM dossier WHERE %s IN (number, view->>'provisional_number')",
            number,
        )
        found: dict[str, Any] = view
        return found
