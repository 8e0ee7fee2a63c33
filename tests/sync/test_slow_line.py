"""10,000 dossiers over a line of 256 kbit/s on which every twentieth request is cut (minutes)."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from benchmarks import bulk
from central.projector import follow
from sync.wire.batch import compress, encode_batch
from sync.wire.limits import BATCH_BYTES, BATCH_EVENTS
from tests.sync.api_support import Served
from tests.sync.line_support import Counter, counter
from tests.sync.proxy import Fault, proxied

DOSSIERS, RATE, CUTS = 10_000, 32_000, 0.05
ROUNDS = 40


@pytest.mark.long
@pytest.mark.timeout(900)
def test_ten_thousand_over_a_thin_line_that_is_cut(served: Served, tmp_path: Path) -> None:
    chance = random.Random(5)
    with counter(tmp_path / "here", served, site="H49.SLOW", answer_s=60) as here:
        bulk.build(here.store, DOSSIERS, days=100)
        with proxied(served.url) as line:
            line.always = Fault(rate=RATE)
            line.plan(
                *(
                    Fault(up=chance.randrange(1, 60_000), rate=RATE)
                    if chance.random() < CUTS
                    else Fault(rate=RATE)
                    for _ in range(400)
                )
            )
            here.through(line.url, answer_s=60)
            began, outcomes = time.monotonic(), []
            for _ in range(ROUNDS):
                outcomes.append(here.sync())
                counts = here.exchange.counts()
                if counts.at_central == counts.here:
                    break
            seconds = time.monotonic() - began
            sent = line.bytes_up
        follow(served.db, "H49.SLOW")
        counts = here.exchange.counts()
        [(stored,)] = served.province.rows(
            "SELECT count(*) FROM dossier WHERE site = %s", "H49.SLOW"
        )
        needed = sum(len(each) for each in _bodies(here))
    cut = sum(1 for each in outcomes if each.reason)
    print(
        f"\nwanted {DOSSIERS}, found {stored}; {seconds:.0f} s, {sent} bytes up,"
        f" {needed} needed, re-sent {100 * (sent - needed) / needed:.1f} %,"
        f" {len(outcomes)} syncs, {cut} of them broken off"
    )
    assert stored == DOSSIERS
    assert counts.at_central == counts.here


def _bodies(here: Counter) -> list[bytes]:
    """What one push without any cut would have sent."""
    found = []
    for stream in here.exchange.own_streams():
        seq = 0
        while seq < stream.last:
            batch = here.exchange.batch(stream.stream, seq, BATCH_EVENTS, BATCH_BYTES)
            if batch is None:
                break
            found.append(compress(encode_batch(batch)))
            seq = batch.last
    return found
