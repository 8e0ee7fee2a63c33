"""Signed requests and believed answers: how a station speaks with central (ADR 0007)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import msgspec

from core.domain.acts import CentralJoined
from core.domain.chain import Head
from core.ports.exchange import Exchange
from sync.errors import NotSynced
from sync.transport import Answer, Transport
from sync.wire.limits import WireError
from sync.wire.signing import (
    ANSWER_HEADER,
    SCHEME,
    SignedHead,
    check_answer,
    check_head,
    request_message,
)

T = TypeVar("T")
Clock = Callable[[], datetime]
#: request numbers reserved at once, in one durable step
NUMBERS = 1000
#: questions with a new number before somebody else with this very key is left alone
REPLAYS = 5
#: times that a request waits because central asks for it, and for how long at most, seconds
RESTS = 5
LONGEST_REST = 10.0
_OVERLOAD = (429, 502, 503, 504)
_REASONS = {
    "revoked": "revoked",
    "key_unknown": "unknown_station",
    "not_enrolled": "unknown_station",
    "practice": "practice",
    "slow": "timeout",
}


class Refusal(msgspec.Struct, frozen=True):
    """The body of central's refusals, as far as a station reads it."""

    code: str = ""
    last: int | None = None


class Speaker:
    """Asks central in the station's name.

    Args:
        exchange: signs and keeps the request numbers.
        transport: the line.
        clock: the station's, told to central for people to see.
    """

    def __init__(self, exchange: Exchange, transport: Transport, clock: Clock) -> None:
        self._exchange, self._transport, self._clock = exchange, transport, clock
        self._number = self._reserved = 0
        self._central = b""

    def meet(self, joined: CentralJoined) -> None:
        """Whom the next requests are for."""
        self._central = bytes.fromhex(joined.signing_key)

    def ask(self, method: str, target: str, body: bytes = b"") -> bytes:
        """The body of a good answer.

        Raises:
            NotSynced: central refuses, or it was not central that answered.
        """
        status, data = self.request(method, target, body)
        if status != 200:
            raise refusal(status, data)
        return data

    def request(self, method: str, target: str, body: bytes = b"") -> tuple[int, bytes]:
        """Status and body of central's own answer, whatever it is.

        A number that central has seen or passed is replaced by a higher one:
        the first request arrived although its answer did not, or a copy of
        this disk speaks with the same key.

        Raises:
            NotSynced: no answer, or not central's; ``busy`` when a copy of
                this disk is always quicker.
        """
        replays = rests = 0
        while replays < REPLAYS:
            number = self._next_number()
            public = self._exchange.identity().public_key  # another one behind a rotation
            signature = self._exchange.sign(request_message(method, target, number, body))
            headers = {
                "Authorization": f"{SCHEME} {public}:{number}:{signature.hex()}",
                "Counter-Time": self._clock().isoformat(),
            }
            answer = self._transport.send(method, target, headers, body)
            if rests < RESTS and (seconds := _asked_to_rest(answer)):
                self._transport.rest(seconds)
                rests += 1
                continue
            self._believe(answer, signature)
            told = told_of(answer.body) if answer.status == 409 else Refusal()
            if told.code != "replayed":
                return answer.status, answer.body
            self._reserve(told.last or number)
            replays += 1
        raise NotSynced("busy", "replayed")

    def head(self, data: bytes) -> tuple[Head, bytes] | None:
        """Central's signed head out of an answer with its signed bytes; None when it holds none.

        Raises:
            NotSynced: ``central_failed`` when its signature is wrong.
        """
        try:
            signed = msgspec.json.decode(data, type=SignedHead)
            return check_head(self._central, signed), msgspec.json.encode(signed)
        except msgspec.MsgspecError:
            return None
        except WireError as wrong:
            raise NotSynced("central_failed", str(wrong)) from None

    def _believe(self, answer: Answer, signature: bytes) -> None:
        """Nothing of an answer counts that central did not sign for this very request."""
        header = answer.headers.get(ANSWER_HEADER.lower(), "")
        if not header:
            raise _unsigned(answer)
        try:
            check_answer(self._central, header, answer.status, signature, answer.body)
        except WireError as wrong:
            raise NotSynced("not_central", str(wrong)) from None

    def _next_number(self) -> int:
        if self._number == self._reserved:
            self._reserve(0)
        self._number += 1
        return self._number

    def _reserve(self, seen: int) -> None:
        """Takes new numbers, all above one that central has seen."""
        first = self._exchange.request_numbers(at_least=seen, count=NUMBERS)
        self._number, self._reserved = first - 1, first + NUMBERS - 1


def _asked_to_rest(answer: Answer) -> float:
    """Seconds until a request may be said again, 0 when nobody asks for a bearable rest.

    Not signed when the gate turns a request away: whoever answers so gains nothing but the time.
    """
    asked = answer.headers.get("retry-after", "") if answer.status in (429, 503) else ""
    seconds = float(asked) if asked.isascii() and asked.isdigit() else 0.0
    return seconds if seconds <= LONGEST_REST else 0.0


def decoded(data: bytes, kind: type[T]) -> T:
    """An answer's JSON.

    Raises:
        NotSynced: ``central_failed``: central signed it, but it is not what was asked.
    """
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.MsgspecError:
        raise NotSynced("central_failed", "answer") from None


def told_of(body: bytes) -> Refusal:
    """What a refusal says, empty when it says nothing that we know."""
    try:
        return msgspec.json.decode(body, type=Refusal)
    except msgspec.MsgspecError:
        return Refusal()


def refusal(status: int, body: bytes) -> NotSynced:
    """Central's own refusal, by its code."""
    code = told_of(body).code[:60]
    if status in _OVERLOAD:
        return NotSynced("busy", code)
    if status >= 500:
        return NotSynced("central_failed", code or str(status))
    return NotSynced(_REASONS.get(code, "refused"), code or str(status))


def _unsigned(answer: Answer) -> NotSynced:
    """Central answers unsigned only what its gate turns away; a proxy or a portal always."""
    detail = " ".join(filter(None, (str(answer.status), told_of(answer.body).code[:40])))
    if answer.status in _OVERLOAD:
        return NotSynced("busy", detail)
    if answer.status >= 500:
        return NotSynced("central_failed", detail)
    if answer.status == 408:
        return NotSynced("timeout", detail)
    if answer.status == 413:
        return NotSynced("refused", "too_large")
    return NotSynced("not_central", detail)
