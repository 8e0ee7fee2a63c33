"""Why a sync did not come to its end; every reason has plain words in ``ui/messages.py``."""

from __future__ import annotations


class NotSynced(Exception):
    """The line or central is at fault; nothing is lost, the next try goes on from here.

    Attributes:
        reason: ``offline``, ``timeout``, ``tls``, ``not_central`` (something
            else answered), ``busy``, ``central_failed``, ``revoked``,
            ``unknown_station``, ``refused``, ``practice``, ``not_joined``,
            ``stick_only`` (no address of central is known).
        detail: for technicians; no personal data.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


#: reason told when this machine's own disk is at fault, see `sync.client.Outcome`
STORAGE = "storage"
