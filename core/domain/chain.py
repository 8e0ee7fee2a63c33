"""Frames: an event's bytes as they travel, with the seals that vouch for them (design §3, §6).

A frame is the event's exact bytes; nobody on its way serialises it again. A
seal is one Ed25519 signature over (stream, first, last, head hash); a batch of
frames ends where a seal ends, so that whoever stores or passes it on can prove
it, and a relay may pack frames anew without touching them.
"""

from __future__ import annotations

from msgspec import Struct

from core.domain.events import chain


class Seal(Struct, frozen=True):
    """One signature over the events ``first``..``last`` of a stream.

    Attributes:
        head: 32 bytes, hash of event ``last``.
        signature: 64 bytes, Ed25519 over `core.domain.events.seal_message`.
    """

    first: int
    last: int
    head: bytes
    signature: bytes


class Batch(Struct, frozen=True):
    """Consecutive events of one stream.

    Attributes:
        stream: 16 bytes.
        first: sequence number of the first event, from 1.
        previous: 32 bytes, hash of event ``first - 1``; zeros before the first.
        events: exact bytes, at least one.
        seals: in order; the last one ends at the last event.
    """

    stream: bytes
    first: int
    previous: bytes
    events: tuple[bytes, ...]
    seals: tuple[Seal, ...]

    @property
    def last(self) -> int:
        """Sequence number of the last event."""
        return self.first + len(self.events) - 1

    def hashes(self) -> list[bytes]:
        """The chain's hash after each event, 32 bytes each."""
        found, head = [], self.previous
        for data in self.events:
            head = chain(head, data)
            found.append(head)
        return found


class Head(Struct, frozen=True):
    """What central holds of a stream: the only acknowledgement there is (design §6.2).

    Attributes:
        stream: 16 bytes.
        seq: last event stored there, 0 when none.
        hash: 32 bytes, its hash; zeros when none.
        epoch: central's; it changes when central was restored.
        backed_up_seq: last event in central's newest backup.
    """

    stream: bytes
    seq: int
    hash: bytes
    epoch: int
    backed_up_seq: int
