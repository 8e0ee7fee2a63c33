"""Central's private keys under a passphrase, to lie in a backup."""

from __future__ import annotations

import secrets
from typing import Final

import msgspec
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from msgspec import Struct

from central.keys import CentralKeys
from core.domain.errors import FieldError, Refused

#: argon2id, RFC 9106 second recommendation (64 MiB)
TIME, MEMORY_KIB, LANES = 3, 65_536, 4
_MOST: Final = (20, 1_048_576, 16)
_PURPOSE: Final = b"quay-mot-cua/1/central-keys"


class _Sealed(Struct, frozen=True):
    salt: bytes
    nonce: bytes
    time: int
    memory: int
    lanes: int
    cipher: bytes


class _Plain(Struct, frozen=True):
    signing: bytes
    box: bytes


def seal_keys(keys: CentralKeys, passphrase: str) -> bytes:
    """Both private keys, encrypted."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
    plain = msgspec.json.encode(
        _Plain(keys.signing.private_bytes_raw(), keys.box.private_bytes_raw())
    )
    key = _derive(passphrase, salt, TIME, MEMORY_KIB, LANES)
    cipher = ChaCha20Poly1305(key).encrypt(nonce, plain, _PURPOSE)
    return msgspec.json.encode(_Sealed(salt, nonce, TIME, MEMORY_KIB, LANES, cipher))


def open_sealed_keys(data: bytes, passphrase: str) -> tuple[bytes, bytes]:
    """``(signing, box)``, 32 bytes each.

    Raises:
        Refused: ``passphrase_wrong``.
    """
    sealed = msgspec.json.decode(data, type=_Sealed)
    cost = (sealed.time, sealed.memory, sealed.lanes)
    if any(given > most for given, most in zip(cost, _MOST, strict=True)):
        raise Refused(FieldError("backup_damaged", "file"))
    key = _derive(passphrase, sealed.salt, *cost)
    try:
        plain = ChaCha20Poly1305(key).decrypt(sealed.nonce, sealed.cipher, _PURPOSE)
    except InvalidTag:
        raise Refused(FieldError("passphrase_wrong", "passphrase")) from None
    opened = msgspec.json.decode(plain, type=_Plain)
    return opened.signing, opened.box


def _derive(passphrase: str, salt: bytes, time: int, memory: int, lanes: int) -> bytes:
    return hash_secret_raw(
        passphrase.encode(), salt, time, memory, lanes, hash_len=32, type=Type.ID
    )
