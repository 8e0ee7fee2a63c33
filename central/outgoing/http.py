"""One POST to somebody else's server, told apart by what is certain afterwards."""

from __future__ import annotations

import hashlib
import hmac
import logging
import ssl
import time
from typing import Any, Final

import httpx
import msgspec
from msgspec import Struct

from central.outgoing.config import Endpoint

#: longest answer that is read, bytes
MAX_ANSWER: Final = 64_000
SIGNATURE: Final = "Counter-Signature"
#: answers by which a receiver, or what stands before it, says: not taken, come later
LATER: Final = frozenset({429, 503})


# it would log every address, and a gateway's may hold a key
logging.getLogger("httpx").setLevel(logging.WARNING)


class NotReached(Exception):
    """Nothing can have arrived: no connection came about."""


class AnswerLost(Exception):
    """It may have arrived, or not: the line broke, or time ran out, after it was sent."""


class Reply(Struct, frozen=True):
    """What came back; ``body`` is empty unless it is a JSON object."""

    status: int
    body: dict[str, Any]

    @property
    def accepted(self) -> bool | None:
        """What the receiver itself said; None when it was not the receiver that spoke."""
        said = self.body.get("accepted")
        return said if isinstance(said, bool) else None

    def text(self, name: str, most: int = 200) -> str:
        """A text of the answer without control characters, empty when it has none."""
        found = self.body.get(name)
        if not isinstance(found, str):
            return ""
        return "".join(c if c.isprintable() else " " for c in found).strip()[:most]


def sign(key: str, body: bytes) -> str:
    """``sha256=`` and the HMAC of the body, hex."""
    return "sha256=" + hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def post(
    client: httpx.Client, to: Endpoint, message: dict[str, Any], idempotency_key: str
) -> Reply:
    """Sends JSON and reads a JSON answer. Redirects are not followed.

    Raises:
        NotReached, AnswerLost: no whole answer came.
    """
    body = msgspec.json.encode(message)
    headers = {"Content-Type": "application/json", "Idempotency-Key": idempotency_key}
    if to.key:
        headers[SIGNATURE] = sign(to.key, body)
    if to.token:
        headers["Authorization"] = f"Bearer {to.token}"
    until = time.monotonic() + to.deadline
    try:
        with client.stream(
            "POST", to.url, content=body, headers=headers, timeout=to.timeout
        ) as answer:
            read = b""
            for part in answer.iter_bytes(4096):
                read += part
                if len(read) > MAX_ANSWER or time.monotonic() > until:
                    raise AnswerLost("too long")
            return Reply(answer.status_code, _object(read))
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as wrong:
        raise NotReached(type(wrong).__name__) from wrong
    except (httpx.HTTPError, httpx.InvalidURL) as wrong:
        raise AnswerLost(type(wrong).__name__) from wrong


def client(tls: ssl.SSLContext) -> httpx.Client:
    """For one run. Proxies come from the environment, as for other programs."""
    return httpx.Client(verify=tls, follow_redirects=False)


def _object(data: bytes) -> dict[str, Any]:
    try:
        return msgspec.json.decode(data, type=dict[str, Any])
    except (msgspec.MsgspecError, RecursionError):
        return {}
