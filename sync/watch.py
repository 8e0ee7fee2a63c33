"""Keeps syncing in the background: by itself, on new acts, when the network comes back.

One thread that mostly waits. After a good sync it rests up to two minutes
(with jitter, so that a province's counters do not all ask at once); after a
failure it comes back sooner, ever more slowly. `wake` cuts the rest short.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable

from sync.client import Outcome

REST_S = 120.0
FIRST_RETRY_S = 5.0
#: several acts in a row are sent together
GATHER_S = 2.0
#: how often is looked for what other processes wrote
LOOK_S = 1.0


class Watcher(threading.Thread):
    """Runs ``sync`` again and again until `stop`; ``run`` may also be called on a thread one has.

    Args:
        sync: one whole sync; never raises.
        tell: gets each outcome, on this thread.
        news: asked every second, on this thread, whether there is something new.
        chance: gives 0..1 for the jitter.
    """

    def __init__(
        self,
        sync: Callable[[], Outcome],
        tell: Callable[[Outcome], object],
        *,
        news: Callable[[], bool] | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        super().__init__(name="sync", daemon=True)
        self._sync, self._tell, self._news, self._chance = sync, tell, news, chance
        self._changed = threading.Condition()
        self._woken = self._asked = self._stopped = False

    def wake(self, now: bool = False) -> None:
        """There is something new: sync soon; ``now`` when a person asks for it."""
        with self._changed:
            self._woken = True
            self._asked = self._asked or now
            self._changed.notify()

    def stop(self) -> None:
        """Ends after the sync that runs now; returns at once."""
        with self._changed:
            self._stopped = True
            self._changed.notify()

    def run(self) -> None:
        """The thread's work."""
        failures = 0
        while not self._stopped:
            outcome = self._sync()
            failures = failures + 1 if outcome.reason else 0
            self._tell(outcome)
            self._rest(pause(failures, self._chance()))

    def _rest(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        with self._changed:
            while not self._has_cause() and (left := until - time.monotonic()) > 0:
                self._changed.wait(left if self._news is None else min(left, LOOK_S))
            if self._woken:
                self._changed.wait_for(lambda: self._asked or self._stopped, GATHER_S)
            self._woken = self._asked = False

    def _has_cause(self) -> bool:
        """Whether to rest no longer."""
        if self._news is not None and self._news():
            self._woken = True
        return self._woken or self._stopped


def pause(failures: int, chance: float) -> float:
    """Seconds to wait: half to whole of two minutes, or of a delay that doubles by failure."""
    longest = REST_S if failures == 0 else min(REST_S, FIRST_RETRY_S * 2 ** min(failures - 1, 10))
    return longest * (0.5 + 0.5 * chance)
