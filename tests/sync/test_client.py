"""One sync in detail: sizes of batches, numbers of requests, refusals, ordinals, resting."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from central.sites import revoke_station
from sync.client import Outcome
from sync.errors import NotSynced
from sync.transport import HttpTransport, NoLine, is_private
from sync.watch import FIRST_RETRY_S, REST_S, Watcher, pause
from tests.sync.api_support import Served, new_site
from tests.sync.central_support import NOW
from tests.sync.line_support import Counter, at_central, counter, frames_at_central
from tests.sync.proxy import Fault, Proxy, http, proxied


@pytest.fixture
def proxy(served: Served) -> Iterator[Proxy]:
    with proxied(served.url) as made:
        yield made


@pytest.fixture
def here(tmp_path: Path, served: Served, proxy: Proxy) -> Iterator[Counter]:
    with counter(tmp_path, served, site=new_site(), url=proxy.url) as made:
        made.good()
        yield made


def site_of(here: Counter) -> str:
    return here.store.station().site


def test_batches_shrink_to_what_the_line_carries(here: Counter, proxy: Proxy) -> None:
    here.receive(700)
    carried = 15_000
    proxy.always = Fault(up=carried, how="rst", only="POST")
    before = len(proxy.posts())
    done = here.good()
    sizes = [each.size for each in proxy.posts()[before:]]
    print(
        f"a line that carries {carried} bytes: {done.requests} requests, batches of {sizes} bytes"
    )
    assert max(sizes) <= carried
    assert done.requests <= 12, "two tries were too large, the rest went through"
    assert here.exchange.counts().dossiers_unsent == 0


def test_a_request_said_again_on_a_stale_connection_keeps_its_number(
    here: Counter, proxy: Proxy
) -> None:
    here.good()
    requests = here.line.traffic.requests
    proxy.plan(Fault(down=0))  # it arrived; its answer and the connection are gone
    done = here.good()
    assert here.line.traffic.requests - requests == 3, "once, again alike, then a new number"
    assert done.requests == 3


def test_who_is_asked_to_wait_a_moment_waits(here: Counter, proxy: Proxy) -> None:
    here.receive()
    later = http(429, b'{"code": "too_often"}', "Retry-After: 1", kind="application/json")
    proxy.plan(Fault(answer=later, only="POST"))
    done = here.good()
    assert done.seconds >= 1
    assert done.pushed == 2
    assert proxy.waiting == 0


def test_a_head_further_back_than_known_is_where_it_goes_on(served: Served, here: Counter) -> None:
    here.receive(10)
    here.good()
    with served.db.transaction() as conn:  # central forgot its end, in the same epoch
        conn.execute("DELETE FROM frame WHERE stream = %s AND seq > 6", (here.stream,))
        conn.execute(
            "UPDATE stream SET head_seq = 6, head_hash ="
            " (SELECT hash FROM frame WHERE stream = %(s)s AND seq = 6) WHERE stream = %(s)s",
            {"s": here.stream},
        )
    here.receive()
    here.good()
    assert frames_at_central(served, here.stream) == here.exchange.counts().here


def test_a_revoked_station_hands_in_what_it_has(served: Served, here: Counter) -> None:
    here.receive(3)
    with served.db.transaction() as conn:
        revoke_station(conn, site_of(here), 3, NOW, None)
    told = here.sync()
    assert told.reason == "revoked"
    assert told.pushed == 4  # the day was opened, too
    assert at_central(served, site_of(here)) == set(), "it is kept, not counted"
    kinds = {kind for kind, _ in served.province.exceptions(site_of(here))}
    assert kinds == {"revoked_key"}
    assert here.sync().pushed == 0


def test_ordinals_that_are_not_given_are_not_asked_for_at_every_sync(
    served: Served, tmp_path: Path, proxy: Proxy
) -> None:
    site = new_site()
    with counter(tmp_path, served, site=site, url=proxy.url) as here:
        with served.db.transaction() as conn:
            conn.execute("UPDATE site SET lease_size = 1 WHERE site = %s", (site,))
        here.good()
        here.receive(2)
        asked = []
        for _ in range(3):
            before = len(proxy.posts())
            here.good()
            asked.append(sum("/leases" in each.target for each in proxy.posts()[before:]))
        assert asked[-1] == 0
        assert here.good().requests == 1


def test_an_answer_that_is_not_central_is_never_applied(here: Counter, proxy: Proxy) -> None:
    cursor = here.exchange.cursor()
    for bit in range(0, 4000, 397):
        proxy.plan(Fault(flip_down=bit, only="GET"))
        here.through(proxy.url, answer_s=1)
        here.sync()
    proxy.heal()
    assert here.exchange.cursor() == cursor or here.good().reason == ""


@pytest.mark.parametrize(
    ("url", "fine"),
    [("https://tinh.example", True), ("http://127.0.0.1:8443", True), ("http://[::1]:1", True),
     ("http://localhost", True), ("http://10.0.0.1", False), ("http://tinh.example", False),
     ("ftp://tinh.example", False), ("https://", False), ("tinh.example", False),
     ("http://[", False)],
)  # fmt: skip
def test_nothing_is_sent_in_the_open(url: str, fine: bool) -> None:
    assert is_private(url) is fine
    if not fine:
        with pytest.raises(NotSynced):
            HttpTransport(url)


def test_where_there_is_no_line_it_says_why() -> None:
    line = NoLine("stick_only")
    with pytest.raises(NotSynced) as told:
        line.send("GET", "/", {}, b"")
    assert told.value.reason == "stick_only"
    line.abort()
    line.close()


# --- resting ------------------------------------------------------------------------------


def test_it_rests_two_minutes_after_a_good_sync_and_less_after_a_bad_one() -> None:
    assert (pause(0, 0.0), pause(0, 1.0)) == (REST_S / 2, REST_S)
    assert pause(1, 1.0) == FIRST_RETRY_S
    assert [pause(n, 1.0) for n in (2, 3, 4)] == [10, 20, 40]
    assert pause(50, 1.0) == REST_S


class Round:
    """Syncs that a test lets through one by one."""

    def __init__(self) -> None:
        self.count = 0
        self.told = threading.Semaphore(0)

    def sync(self) -> Outcome:
        self.count += 1
        return Outcome.nothing("")

    def tell(self, outcome: Outcome) -> None:
        self.told.release()

    def wait(self) -> None:
        assert self.told.acquire(timeout=10)


def test_a_wish_of_a_persons_cuts_the_rest_short() -> None:
    round_ = Round()
    watcher = Watcher(round_.sync, round_.tell)
    watcher.start()
    for _ in range(3):
        round_.wait()
        watcher.wake(now=True)
    round_.wait()
    watcher.stop()
    watcher.join(10)
    assert not watcher.is_alive()
    assert round_.count == 4


def test_it_notices_what_others_wrote() -> None:
    round_ = Round()
    news = iter([False, True])
    watcher = Watcher(round_.sync, round_.tell, news=lambda: next(news, False))
    watcher.start()
    round_.wait()
    watcher.wake(now=True)
    round_.wait()
    watcher.stop()
    watcher.join(10)
    assert round_.count == 2
