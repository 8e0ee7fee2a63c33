"""How often: token buckets by key, in the memory of one process.

With N processes a caller may have N times as much; the bound that matters,
how much one process takes on, holds all the same.
"""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

#: callers remembered; the one that was longest silent is forgotten first
REMEMBERED = 10_000


class Buckets:
    """A bucket of ``burst`` tokens for every caller, refilled at ``rate`` a second.

    Args:
        rate: tokens a second.
        burst: tokens at once.
        clock: seconds, never goes back.
    """

    def __init__(
        self, rate: float, burst: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._clock = rate, burst, clock
        self._held: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: Hashable) -> float:
        """Takes a token; the seconds to wait when there is none, 0 when it was taken."""
        now = self._clock()
        with self._lock:
            tokens, since = self._held.pop(caller, (self._burst, now))
            tokens = min(self._burst, tokens + (now - since) * self._rate)
            wait = 0.0 if tokens >= 1 else (1 - tokens) / self._rate
            self._held[caller] = (tokens if wait else tokens - 1, now)
            if len(self._held) > REMEMBERED:
                self._held.popitem(last=False)
        return wait


def caller_of(address: str) -> str:
    """Who is behind an address: IPv6 gives everybody a /64, so that is one caller."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return "-"
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.IPv6Network((found, 64), strict=False))
