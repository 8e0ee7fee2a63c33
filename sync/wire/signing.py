"""Who speaks: Ed25519 over requests, answers and heads.

A request carries ``Authorization: Counter KEY:N:SIGNATURE`` (hex, decimal,
hex): the sender's public key, a number that rises with every request of that
key, and a signature over method, path with query, N and the body's SHA-256.
Central refuses an N it has seen or passed (replay), whatever any clock says,
and answers 409 with the last N, from which the station goes on.

An answer carries ``Counter-Signature: SIGNATURE`` over its status, the
request's signature and the body's SHA-256: a captive portal, a proxy or an
older answer cannot pass for central's.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from msgspec import Struct

from core.domain.chain import Head
from sync.wire.limits import MAX_HEADER, WireError

SCHEME = "Counter"
ANSWER_HEADER = "Counter-Signature"
_REQUEST, _ANSWER, _HEAD = (
    b"quay-mot-cua/1/request\0",
    b"quay-mot-cua/1/answer\0",
    b"quay-mot-cua/1/head\0",
)


@dataclass(frozen=True, slots=True)
class Authorisation:
    """A request's ``Authorization`` header, parsed but not believed yet."""

    key: bytes  # 32 bytes
    number: int
    signature: bytes  # 64 bytes


def request_message(method: str, target: str, number: int, body: bytes) -> bytes:
    """What a request's signature covers."""
    head = f"{method.upper()} {target} {number}\n".encode()
    return _REQUEST + head + hashlib.sha256(body).digest()


def authorise(
    key: Ed25519PrivateKey, number: int, method: str, target: str, body: bytes
) -> tuple[str, bytes]:
    """Signs a request.

    Args:
        key: the sender's.
        number: rises with every request of this key.
        method: ``GET``, ``POST``.
        target: path with query, as sent.
        body: exact bytes as sent (compressed).

    Returns:
        The header's value and the signature, to check the answer with.
    """
    signature = key.sign(request_message(method, target, number, body))
    public = key.public_key().public_bytes_raw().hex()
    return f"{SCHEME} {public}:{number}:{signature.hex()}", signature


def parse_authorisation(header: str) -> Authorisation:
    """Reads the header.

    Raises:
        WireError: ``malformed``.
    """
    scheme, _, rest = header[:MAX_HEADER].partition(" ")
    parts = rest.split(":")
    if scheme != SCHEME or len(parts) != 3 or not parts[1].isascii() or not parts[1].isdigit():
        raise WireError("malformed", "authorization")
    try:
        key, number, signature = bytes.fromhex(parts[0]), int(parts[1]), bytes.fromhex(parts[2])
    except ValueError:
        raise WireError("malformed", "authorization") from None
    if len(key) != 32 or len(signature) != 64 or not 0 < number < 1 << 63:
        raise WireError("malformed", "authorization")
    return Authorisation(key, number, signature)


def check_request(given: Authorisation, method: str, target: str, body: bytes) -> None:
    """Believes a request of a key that the caller knows.

    Raises:
        WireError: ``signature_wrong``.
    """
    verify(
        given.key, given.signature, request_message(method, target, given.number, body), "request"
    )


def _answer_message(status: int, request: bytes, body: bytes) -> bytes:
    return _ANSWER + status.to_bytes(2) + request + hashlib.sha256(body).digest()


def sign_answer(key: Ed25519PrivateKey, status: int, request: bytes, body: bytes) -> str:
    """The value of `ANSWER_HEADER`; ``request`` is the request's signature."""
    return key.sign(_answer_message(status, request, body)).hex()


def check_answer(key: bytes, header: str, status: int, request: bytes, body: bytes) -> None:
    """Believes an answer of central's key.

    Raises:
        WireError: ``signature_wrong``, also when the header is missing.
    """
    try:
        signature = bytes.fromhex(header[:MAX_HEADER])
    except ValueError:
        raise WireError("signature_wrong", "answer") from None
    verify(key, signature, _answer_message(status, request, body), "answer")


class SignedHead(Struct, frozen=True):
    """A head with central's signature over its exact bytes; kept as a witness."""

    head: bytes
    signature: bytes

    @property
    def value(self) -> Head:
        """The head; check the signature first.

        Raises:
            WireError: ``malformed``.
        """
        try:
            return msgspec.json.decode(self.head, type=Head)
        except msgspec.MsgspecError:
            raise WireError("malformed", "head") from None


def sign_head(key: Ed25519PrivateKey, head: Head) -> SignedHead:
    """Central's acknowledgement."""
    data = msgspec.json.encode(head)
    return SignedHead(data, key.sign(_HEAD + data))


def check_head(key: bytes, signed: SignedHead) -> Head:
    """Believes a head of central's key.

    Raises:
        WireError: ``signature_wrong``, ``malformed``.
    """
    verify(key, signed.signature, _HEAD + signed.head, "head")
    return signed.value


def verify(key: bytes, signature: bytes, message: bytes, what: str) -> None:
    """Believes a signature.

    Raises:
        WireError: ``signature_wrong``.
    """
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise WireError("signature_wrong", what) from None
