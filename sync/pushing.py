"""Pushing what central has not acknowledged, and leaving streams that it continued otherwise."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from core.domain.chain import Batch, Head
from core.domain.events import GENESIS
from core.ports.exchange import Exchange, OwnStream
from sync.errors import NotSynced
from sync.speaking import Clock, Speaker, decoded, refusal
from sync.wire.batch import compress, encode_batch
from sync.wire.limits import BATCH_BYTES, BATCH_EVENTS

Progress = Callable[[int, int], None]
"""Events pushed so far, events to push."""

#: tries of one batch in a row, each half as large as the one before
TRIES = 4
#: times that histories are compared anew when another one turns up while pushing
ROUNDS = 3
#: batches in a row that went well before they grow again
GROW_AFTER = 4


class HashAt(msgspec.Struct, frozen=True):
    """Central's answer to the question for one event's hash, hex."""

    hash: str | None


def nobody(done: int, of: int) -> None:
    """Nobody watches."""


class Pusher:
    """Pushes one station's streams.

    Attributes:
        pushed: events that central newly acknowledged.
        forked: streams left because central continued them otherwise.
        began: central learnt of a stream that follows another one; it then
            tells what was lost with that.
    """

    def __init__(
        self, exchange: Exchange, speaker: Speaker, clock: Clock, progress: Progress = nobody
    ) -> None:
        self._exchange, self._speaker, self._clock = exchange, speaker, clock
        self._progress = progress
        self._events, self._good = BATCH_EVENTS, 0  # what the line carries is remembered
        self._of = 0
        self.pushed = self.forked = 0
        self.began = False

    def begin(self) -> None:
        """Counts from nothing."""
        self.pushed = self.forked = 0
        self.began = False

    def push(self, epoch: int = 0) -> None:
        """Sends everything that is sealed; older streams first.

        Args:
            epoch: central's, as it just said; 0 when it did not.

        Raises:
            NotSynced: the line or central; what was acknowledged stays so.
        """
        for stream in self._exchange.own_streams():
            if stream.head is not None and stream.head.epoch < epoch:
                self._ask_head(stream.stream)
        for _ in range(ROUNDS):
            for stream in self._exchange.own_streams():
                self._settle(stream)
            streams = self._exchange.own_streams()
            self._of = self.pushed + sum(stream.last - stream.agreed for stream in streams)
            if all(self._push_stream(stream) for stream in streams):
                self.began = any(stream.head is None for stream in streams[1:])
                return
        raise NotSynced("central_failed", "history changes")

    def _ask_head(self, stream: bytes) -> None:
        """A restored central tells the heads that it knows; of the others it knows nothing."""
        found = self._speaker.head(self._speaker.ask("GET", f"/v1/streams/{stream.hex()}/head"))
        if found is None or found[0].stream != stream:
            raise NotSynced("central_failed", "head")
        self._exchange.acknowledged(*found)

    # --- one history ------------------------------------------------------------------

    def _settle(self, stream: OwnStream) -> None:
        """Leaves a stream that central continued otherwise: a clone did, or we were restored."""
        head = stream.head
        if head is None or is_ours(self._exchange, head):
            return
        current = self._exchange.identity().streams[-1] == stream.stream.hex()
        if not current and stream.agreed == stream.last:
            return  # left behind by a restore or a fork, and known to be there
        common = self._common(stream, min(head.seq, stream.last))
        if current or common < stream.last:
            self._exchange.fork(stream.stream, common, self._clock())
            self._exchange.seal()
            self.forked += 1
        else:
            self._exchange.agreed(stream.stream, common)

    def _common(self, stream: OwnStream, high: int) -> int:
        """The last event up to ``high`` that both sides hold alike, 0 when none."""
        if self._same(stream.stream, high):
            return high
        low = 0
        if stream.agreed < high and self._same(stream.stream, stream.agreed):
            low = stream.agreed  # asked again: central may have been restored since
        while low + 1 < high:
            middle = (low + high) // 2
            if self._same(stream.stream, middle):
                low = middle
            else:
                high = middle
        return low

    def _same(self, stream: bytes, seq: int) -> bool:
        if seq == 0:
            return True
        answer = self._speaker.ask("GET", f"/v1/streams/{stream.hex()}/hash?seq={seq}")
        ours = self._exchange.hash_at(stream, seq)
        return ours is not None and decoded(answer, HashAt).hash == ours.hex()

    # --- frames -----------------------------------------------------------------------

    def _push_stream(self, stream: OwnStream) -> bool:
        """Pushes one stream to its end; False when central turns out to hold another history."""
        seq, failures = stream.agreed, 0
        while seq < stream.last:
            batch = self._exchange.batch(stream.stream, seq, self._events, BATCH_BYTES)
            if batch is None:
                return True  # the rest is not sealed yet
            try:
                head = self._push_batch(batch)
            except NotSynced as wrong:
                failures += 1
                if failures == TRIES or not _smaller_helps(wrong):
                    raise
                self._shrink()
                continue
            if head is None:
                return False
            failures = 0 if head.seq > seq else failures + 1
            if failures == TRIES:
                raise NotSynced("central_failed", "head stands still")
            self._grow()
            self.pushed += max(0, head.seq - seq)
            seq = head.seq
            self._progress(self.pushed, self._of)
        return True

    def _push_batch(self, batch: Batch) -> Head | None:
        """Pushes frames; the head in the answer is the only proof that they arrived.

        A 409 carries central's head as well: it holds another number of events
        than we believed. None when that head is not on our chain.
        """
        target = f"/v1/streams/{batch.stream.hex()}/events"
        status, data = self._speaker.request("POST", target, compress(encode_batch(batch)))
        found = self._speaker.head(data) if status in (200, 409) else None
        if found is None:
            raise refusal(status, data)
        head, witness = found
        if head.stream != batch.stream or (status == 200 and head.seq < batch.last):
            raise NotSynced("central_failed", "head")
        self._exchange.acknowledged(head, witness)
        return head if is_ours(self._exchange, head) else None

    def _shrink(self) -> None:
        self._events, self._good = max(1, self._events // 2), 0

    def _grow(self) -> None:
        self._good += 1
        if self._good == GROW_AFTER:
            self._events, self._good = min(BATCH_EVENTS, self._events * 2), 0


def is_ours(exchange: Exchange, head: Head) -> bool:
    """Whether central's head of a stream is on our chain."""
    return (exchange.hash_at(head.stream, head.seq) if head.seq else GENESIS) == head.hash


def _smaller_helps(wrong: NotSynced) -> bool:
    return wrong.reason in ("offline", "timeout") or wrong.detail == "too_large"
