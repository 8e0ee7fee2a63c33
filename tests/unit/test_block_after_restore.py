"""A block granted after a restore keeps a clock that goes back from giving a number twice."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from core.services.station import grant_block
from db import queries
from db.streams import begin
from tests.unit.station_support import MONDAY, station


def test_a_clock_that_goes_back_after_the_block_gives_no_number_of_an_earlier_day(
    tmp_path: Path,
) -> None:
    with station(tmp_path) as ward:
        given = [ward.receive(applicant={"name": f"Người Giả {n}"}).number for n in "ABC"]
        begin(ward.store, "restored", ward.clock())
        ward.clock.now = MONDAY + timedelta(days=1)
        last = given[-1].replace("261123", "261124")
        grant_block("1-500", last, ward.store, ward.context)
        ward.clock.now = MONDAY + timedelta(hours=2)
        again = [ward.receive(applicant={"name": f"Người Khác {n}"}).number for n in "DEF"]
        assert queries.last_day(ward.store.conn) == (MONDAY + timedelta(days=1)).date()
    assert len(set(given + again)) == 6
    assert all("261124" in number for number in again)
