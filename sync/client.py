"""One sync of a station: asks, applies, pushes, wishes (design §6, ADR 0007).

The client holds no state of its own between two calls but what the line was
able to carry; all that matters is in the station's storage
(`core.ports.exchange`) and at central. It may be killed at any instant and
begins again with a question.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from core.domain.acts import CentralJoined
from core.domain.errors import EnvironmentFault
from core.domain.timezone import local
from core.ports.exchange import Arrived, Counts, Exchange, LooseEnd
from sync.errors import STORAGE, NotSynced
from sync.pushing import Progress, Pusher, nobody
from sync.speaking import Clock, Speaker, decoded
from sync.transport import Transport
from sync.wire.batch import check_batch, decode_batch, expand
from sync.wire.bundle import LeaseWish
from sync.wire.changes import Changes, decode_changes
from sync.wire.limits import WireError
from sync.wire.signing import check_head

#: what central says cannot be taken in here; what this station did goes to central all the same
_FAULTS = {
    "newer_database": "program_old",
    "central_invalid": "central_failed",
    "chain_broken": "central_failed",
}
#: seconds before ordinals are asked for again that central just did not give
PATIENCE_S = 900.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one sync did; ``reason`` is empty when it came to its end.

    Attributes:
        pushed: events that central newly acknowledged.
        pulled: events of central's that were applied here.
        forked: streams that were left because a copy of this disk, or of this
            folder, had continued them at central.
        bytes_out, bytes_in: bodies and header lines.
        reason: of `NotSynced`; ``program_old`` when central's events are newer
            than this program; ``storage`` when this machine's disk is at fault.
        fault: what was met when central's answer was taken in, if anything.
        clock_offset: seconds that central's clock is ahead of ours, if known.
        counts: afterwards; None when the disk did not even tell them.
    """

    pushed: int
    pulled: int
    forked: int
    seconds: float
    requests: int
    bytes_out: int
    bytes_in: int
    reason: str
    detail: str
    fault: EnvironmentFault | None
    clock_offset: float | None
    counts: Counts | None

    @classmethod
    def nothing(
        cls, reason: str, detail: str = "", fault: EnvironmentFault | None = None
    ) -> Outcome:
        """A sync that could not even begin."""
        return cls(0, 0, 0, 0.0, 0, 0, 0, reason, detail, fault, None, None)


class Client:
    """Syncs one station over one transport."""

    def __init__(
        self,
        exchange: Exchange,
        transport: Transport,
        *,
        clock: Clock = lambda: datetime.now(UTC),
        progress: Progress = nobody,
    ) -> None:
        self._exchange, self._transport, self._clock = exchange, transport, clock
        self._speaker = Speaker(exchange, transport, clock)
        self._pusher = Pusher(exchange, self._speaker, clock, progress)
        self._pulled = self._epoch = 0
        self._offset: float | None = None
        self._denied = (b"", 0.0)  # the last wish that brought nothing, and when

    def sync_once(self) -> Outcome:
        """One whole exchange; never raises for the line, for central or for the disk."""
        began, traffic = time.monotonic(), self._transport.traffic
        before = (traffic.requests, traffic.bytes_out, traffic.bytes_in)
        self._pulled = 0
        self._pusher.begin()
        reason, detail, fault = self._run_guarded()
        counts = None
        try:
            counts = self._exchange.counts()
        except EnvironmentFault as found:
            reason, detail, fault = STORAGE, found.code, found
        return Outcome(
            pushed=self._pusher.pushed,
            pulled=self._pulled,
            forked=self._pusher.forked,
            seconds=time.monotonic() - began,
            requests=traffic.requests - before[0],
            bytes_out=traffic.bytes_out - before[1],
            bytes_in=traffic.bytes_in - before[2],
            reason=reason,
            detail=detail,
            fault=fault,
            clock_offset=self._offset,
            counts=counts,
        )

    def _run_guarded(self) -> tuple[str, str, EnvironmentFault | None]:
        try:
            self._run()
        except NotSynced as wrong:
            return wrong.reason, wrong.detail, None
        except WireError as wrong:  # inside an answer that central did sign
            return "central_failed", str(wrong), None
        except EnvironmentFault as found:
            return _FAULTS.get(found.code, STORAGE), found.code, found
        return "", "", None

    def _run(self) -> None:
        joined = self._exchange.joined()
        if joined is None:
            raise NotSynced("not_joined")
        self._speaker.meet(joined)
        self._exchange.seal()
        self._epoch = 0
        unheard: NotSynced | EnvironmentFault | None = None
        try:
            self._pull(joined)
        except NotSynced as wrong:
            if wrong.reason != "revoked":
                raise
            unheard = wrong  # what it did is kept there and put before a person
        except EnvironmentFault as found:
            if found.code not in _FAULTS:
                raise
            unheard = found
        self._pusher.push(self._epoch)
        if unheard is not None:
            raise unheard
        if self._wish() or self._pusher.began:
            self._pull(joined)

    def _pull(self, joined: CentralJoined) -> None:
        while True:
            cursor = self._exchange.cursor()
            answer = self._speaker.ask("GET", f"/v1/changes?cursor={cursor}")
            changes = decode_changes(expand(answer))
            arrived = arrived_of(changes, joined, self._clock())
            self._offset, self._epoch = arrived.clock_offset, arrived.epoch
            self._pulled += self._exchange.arrive(arrived, self._clock())
            if not changes.more:
                return
            if changes.cursor == cursor:
                raise NotSynced("central_failed", "cursor stands still")

    def _wish(self) -> bool:
        """Asks for ordinals; whether some were leased.

        What was asked in vain is not asked at every sync: the day's ordinals
        are used up, or frozen after a restore.
        """
        wishes = wishes_of(self._exchange, self._clock())
        if not wishes:
            return False
        body = msgspec.json.encode(wishes)
        denied, at = self._denied
        if body == denied and time.monotonic() - at < PATIENCE_S:
            return False
        leased = decoded(self._speaker.ask("POST", "/v1/leases", body), dict[str, int])
        if leased.get("leased", 0) > 0:
            return True
        self._denied = (body, time.monotonic())
        return False


def wishes_of(exchange: Exchange, now: datetime) -> tuple[LeaseWish, ...]:
    """The ordinals that the current stream lacks, as central is asked for them."""
    wishes = exchange.wishes(local(now).date())
    if not wishes:
        return ()
    current = bytes.fromhex(exchange.identity().streams[-1])
    return tuple(LeaseWish(current, w.day.isoformat(), w.left, w.held) for w in wishes)


def arrived_of(changes: Changes, joined: CentralJoined, now: datetime) -> Arrived:
    """Central's answer, every part believed by its own signature.

    Raises:
        WireError: something in it is not central's.
    """
    key = bytes.fromhex(joined.signing_key)
    batches = []
    for data in changes.batches:
        batch = decode_batch(data)
        check_batch(batch, lambda _: key)
        batches.append(batch)
    return Arrived(
        cursor=changes.cursor,
        epoch=changes.epoch,
        heads=tuple((check_head(key, s), msgspec.json.encode(s)) for s in changes.heads),
        batches=tuple(batches),
        others=tuple((d.station, d.view) for d in changes.dossiers),
        loose_ends=None
        if changes.exceptions is None
        else tuple(LooseEnd(**msgspec.structs.asdict(line)) for line in changes.exceptions),
        stations=None if changes.stations is None else msgspec.json.encode(changes.stations),
        clock_offset=(changes.time - now).total_seconds(),
    )
