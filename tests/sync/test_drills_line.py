"""Drills with a broken line: whatever it does, nothing is lost, doubled or believed wrongly."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.verify import verify
from tests.sync.api_support import Served, new_site
from tests.sync.line_support import Counter, at_central, counter, figures, frames_at_central
from tests.sync.proxy import (
    BAD_GATEWAY,
    BROKEN,
    PORTAL,
    REDIRECT,
    Fault,
    Proxy,
    http,
    proxied,
)

LOST = Fault(down=0, only="POST")


@pytest.fixture
def proxy(served: Served) -> Iterator[Proxy]:
    with proxied(served.url) as made:
        yield made


@pytest.fixture
def here(tmp_path: Path, served: Served, proxy: Proxy) -> Iterator[Counter]:
    """A station whose first sync is done, over the proxy."""
    with counter(tmp_path, served, site=new_site(), url=proxy.url, answer_s=5) as made:
        made.good()
        yield made


def site_of(here: Counter) -> str:
    return here.store.station().site


def hold(name: str, served: Served, here: Counter, **more: tuple[object, object]) -> None:
    """Everything of the station is at central exactly once, and its folder is whole."""
    counts = here.exchange.counts()
    figures(
        name,
        dossiers=(len(here.uids()), len(at_central(served, site_of(here)))),
        events=(counts.here, frames_at_central(served, *here.streams())),
        acknowledged=(counts.here, counts.at_central),
        unsent=(0, counts.dossiers_unsent),
        whole=(True, verify(here.store)["ok"]),
        **more,
    )
    assert here.uids() == at_central(served, site_of(here))


def test_an_answer_lost_three_times_is_absorbed(
    served: Served, here: Counter, proxy: Proxy
) -> None:
    here.receive(30)
    proxy.plan(LOST, LOST, LOST)
    first = here.sync()
    done = first if not first.reason else here.good()
    hold("ack lost three times", served, here, lost=(0, proxy.waiting))
    assert len(proxy.posts()) >= 4
    assert done.counts is not None
    assert here.good().requests == 1


ANSWERS = {
    "portal": (PORTAL, "not_central"),
    "redirect": (REDIRECT, "not_central"),
    "500": (BROKEN, "central_failed"),
    "502": (BAD_GATEWAY, "busy"),
    "503": (http(503, b"", "Retry-After: 3600"), "busy"),
    "404": (http(404, b"{}", kind="application/json"), "not_central"),
}


def test_somebody_elses_answer_means_nothing(served: Served, here: Counter, proxy: Proxy) -> None:
    for name, (answer, reason) in ANSWERS.items():
        here.receive(3)
        before = here.exchange.counts()
        proxy.always = Fault(answer=answer)
        told = here.sync()
        assert (told.reason, told.pushed, told.pulled) == (reason, 0, 0), name
        assert here.exchange.counts() == before, name
        proxy.heal()
        here.good()
        hold(f"answered by somebody: {name}", served, here, told=(reason, told.reason))


def test_an_answer_of_centrals_to_another_question_is_not_believed(
    served: Served, here: Counter, proxy: Proxy
) -> None:
    here.receive(2)
    here.good()
    said = [each.answer for each in proxy.seen if each.method == "POST"][-1]
    here.receive(2)
    proxy.plan(Fault(answer=said, only="POST"))
    told = here.sync()
    counts = here.exchange.counts()
    figures("old answer again", told=("not_central", told.reason), pushed=(0, told.pushed))
    assert counts.at_central < counts.here
    here.good()
    hold("old answer again", served, here)


def cut_everywhere(
    served: Served, here: Counter, proxy: Proxy, way: str, how: str, count: int
) -> int:
    """A dossier a trial, each with the push cut at another byte; the number of cuts met."""
    here.receive()
    here.good()
    push = proxy.posts()[-1]
    size = push.size if way == "up" else len(push.answer)
    met = 0
    for n in range(count):
        here.receive()
        at = n * size // count
        proxy.plan(Fault(**{way: at}, how=how, only="POST"))  # type: ignore[arg-type]
        here.sync()
        met += 1 - proxy.waiting
        proxy.heal()
        if here.exchange.counts().dossiers_unsent:
            here.good()
    return met


@pytest.mark.parametrize("way", ["up", "down"])
def test_cut_at_any_byte_it_goes_on_where_it_was(
    served: Served, here: Counter, proxy: Proxy, way: str
) -> None:
    for how in ("fin", "rst", "half"):
        met = cut_everywhere(served, here, proxy, way, how, 5)
        hold(f"cut {way} ({how})", served, here, cuts=(5, met))


@pytest.mark.long
@pytest.mark.parametrize("way", ["up", "down"])
def test_cut_at_every_few_bytes(served: Served, here: Counter, proxy: Proxy, way: str) -> None:
    met = cut_everywhere(served, here, proxy, way, "rst", 300)
    hold(f"cut {way} at 300 places", served, here, cuts=(300, met))


def test_flipped_bits_are_noticed(served: Served, here: Counter, proxy: Proxy) -> None:
    chance = random.Random(26)
    here.receive()
    here.good()
    push = proxy.posts()[-1]
    body = push.size - push.size // 3  # its last two thirds are the batch
    trials = 12
    noticed = 0
    for n in range(trials):
        here.receive()
        bit = 8 * (push.size - body) + chance.randrange(8 * body)
        back = chance.randrange(8 * len(push.answer))
        fault = Fault(flip_up=bit) if n % 2 else Fault(flip_down=back)
        proxy.plan(Fault(**{**vars(fault), "only": "POST"}))
        here.through(proxy.url, answer_s=1)
        told = here.sync()
        noticed += bool(told.reason)
        assert frames_at_central(served, here.stream) <= here.exchange.counts().here
        proxy.heal()
        here.good()
    print(f"flipped bits: {noticed} of {trials} ended the sync, the others were resent or harmless")
    assert noticed > trials // 3
    hold("flipped bits", served, here)


def test_requests_said_twice_are_absorbed(served: Served, here: Counter, proxy: Proxy) -> None:
    proxy.always = Fault(twice=True)
    here.receive(10)
    done = here.sync()
    assert done.reason in ("", "busy")
    proxy.heal()
    here.good()
    hold("every request twice", served, here)


def test_a_slow_line_carries_it_all_the_same(served: Served, here: Counter, proxy: Proxy) -> None:
    here.receive(40)
    proxy.always = Fault(rate=20_000, delay=0.05)
    done = here.good()
    hold("20 kB/s", served, here, pushed=(done.pushed, done.pushed))


def test_a_line_that_trickles_is_given_up(here: Counter, proxy: Proxy) -> None:
    here.through(proxy.url, answer_s=0.3)
    proxy.always = Fault(rate=100)
    told = here.sync()
    figures("100 bytes/s", told=("timeout", told.reason))


def test_a_connection_gone_stale_costs_nobody_anything(
    served: Served, here: Counter, proxy: Proxy
) -> None:
    here.good()
    here.receive(2)
    proxy.plan(Fault(up=0))  # the kept connection is closed under the next request
    done = here.good()
    hold("stale connection", served, here, reason=("", done.reason))


def test_nobody_there(here: Counter) -> None:
    here.through("http://127.0.0.1:9")
    told = here.sync()
    figures("nobody listens", told=("offline", told.reason), requests=(1, told.requests))
