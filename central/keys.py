"""Central's own keys: Ed25519 to sign heads and answers, X25519 to open sticks.

The private halves stand in one file of the data folder, mode 0600; all
processes of one central share it. The public halves are in the database, so
that a process with another folder's keys refuses to start.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from core.domain.errors import EnvironmentFault

FILE = "central.keys"


@dataclass(frozen=True, slots=True)
class CentralKeys:
    """Both private keys."""

    signing: Ed25519PrivateKey
    box: X25519PrivateKey

    @property
    def public(self) -> bytes:
        """32 bytes, Ed25519."""
        return self.signing.public_key().public_bytes_raw()

    @property
    def box_public(self) -> bytes:
        """32 bytes, X25519."""
        return self.box.public_key().public_bytes_raw()


def open_keys(folder: Path) -> CentralKeys:
    """Reads the keys of a folder, making both the first time.

    Raises:
        EnvironmentFault: ``damaged`` when the file is not ours, ``io_error``.
    """
    path = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _create(path)
        held = json.loads(path.read_bytes())
        return CentralKeys(
            Ed25519PrivateKey.from_private_bytes(bytes.fromhex(held["signing"])),
            X25519PrivateKey.from_private_bytes(bytes.fromhex(held["box"])),
        )
    except OSError as wrong:
        raise EnvironmentFault("io_error", path=str(path), cause=str(wrong)) from wrong
    except (ValueError, KeyError, TypeError) as wrong:
        raise EnvironmentFault("damaged", path=str(path)) from wrong


def put_keys(folder: Path, signing: bytes, box: bytes) -> CentralKeys:
    """Puts private keys that lay elsewhere into a folder that has none; returns those it has now.

    Raises:
        EnvironmentFault: as `open_keys`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / FILE).exists():
            _create(folder / FILE, signing, box)
    except OSError as wrong:
        raise EnvironmentFault("io_error", path=str(folder), cause=str(wrong)) from wrong
    return open_keys(folder)


def _create(path: Path, signing: bytes = b"", box: bytes = b"") -> None:
    """Whole or not at all, and the first of two processes wins; new keys unless given."""
    signing = signing or Ed25519PrivateKey.generate().private_bytes_raw()
    box = box or X25519PrivateKey.generate().private_bytes_raw()
    text = json.dumps({"signing": signing.hex(), "box": box.hex()})
    half = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(half, path)
        except FileExistsError:
            return
    finally:
        half.unlink(missing_ok=True)
