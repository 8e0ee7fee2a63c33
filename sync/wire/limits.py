"""Limits that both ends enforce, and the one error of everything structurally false."""

from __future__ import annotations

from core.domain.events import MAX_EVENT

PROTOCOL = "1"
#: events in one batch; a client halves it at each failure
BATCH_EVENTS = 500
#: bytes of a batch's frames: a client aims at the first, the second is refused
BATCH_BYTES = 4_000_000
MAX_BATCH_BYTES = 16_000_000 + MAX_EVENT
#: bytes of a request's or an answer's body on the wire (compressed)
MAX_BODY = 8_000_000
#: bytes of a body once expanded
MAX_EXPANDED = MAX_BATCH_BYTES + 1_000_000
#: longest header line that carries a signature
MAX_HEADER = 400


class WireError(Exception):
    """What came is structurally false: not ours, damaged, forged, or too large.

    Attributes:
        code: stable identifier: ``malformed``, ``too_large``,
            ``protocol_unknown``, ``chain_broken``, ``signature_wrong``,
            ``not_sealed``, ``event_invalid``, ``key_unknown``, ``replayed``,
            ``not_for_us``.
        detail: for logs; never a value of a citizen's.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
