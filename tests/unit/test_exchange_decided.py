"""A line of the exception list that the province decided: its stations hear of it."""

from __future__ import annotations

from core.domain import events as ev
from core.ports.exchange import LooseEnd
from db import site_dossiers
from db.verify import verify
from tests.unit.central_voice import NOON, join
from tests.unit.station_support import Station


def test_what_the_province_decided_waits_for_nobody_here(blockless: Station) -> None:
    joined = join(blockless)
    lines = [LooseEnd(n, "number_twice", joined.stream, 1, NOON, 3) for n in (7, 8)]
    joined.lists(*lines)
    decided = ev.ExceptionResolved(7, "number_twice", "keep", "đã đối chiếu hai giấy hẹn")
    assert joined.hear((decided, "exception:7")) == 2  # with the stream's beginning
    assert [line.id for line in site_dossiers.loose_ends(blockless.store.conn)] == [8]
    report = verify(blockless.store, full=True)
    assert report["ok"], report
