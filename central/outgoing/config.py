"""Where to send, from the environment: addresses and secrets stay out of the database."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from core.domain.errors import EnvironmentFault
from core.domain.text import is_email

PREFIX: Final = "COUNTER_CENTRAL_"
#: scheme of the mail server's address: (security, ordinary port)
_MAIL: Final = {"smtp": ("starttls", 587), "smtps": ("tls", 465), "smtp+plain": ("none", 25)}


@dataclass(frozen=True, slots=True)
class MailServer:
    """An SMTP server.

    Attributes:
        security: ``starttls`` (demanded, never given up), ``tls``, or ``none``
            on this machine only.
        user, password: both empty for none.
        sender: address in ``From``.
        timeout: seconds that one step may take.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = ""
    timeout: float = 20.0


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An HTTP receiver of JSON.

    Attributes:
        key: shared secret of the signature header, empty for none.
        token: sent as bearer, empty for none.
        timeout: seconds of silence.
        deadline: seconds for an answer's body.
    """

    url: str
    key: str = ""
    token: str = ""
    timeout: float = 20.0
    deadline: float = 60.0


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is switched on; None is off.

    Attributes:
        mail, hook: notices by e-mail, and by somebody's SMS or Zalo gateway.
        national: the portal's receiver.
        record: the province's system of record.
        mapping: a mapping table of the province's own.
        authorities: PEM file of further certificate authorities.
    """

    mail: MailServer | None = None
    hook: Endpoint | None = None
    national: Endpoint | None = None
    record: Endpoint | None = None
    mapping: Path | None = None
    authorities: Path | None = None

    def tls(self) -> ssl.SSLContext:
        """Trusts what the system trusts, and ``authorities``.

        Raises:
            EnvironmentFault: ``outgoing_invalid``.
        """
        return _tls(self.authorities)


@cache
def _tls(authorities: Path | None) -> ssl.SSLContext:
    """Reads the system's authorities once: it takes longer than a request."""
    context = ssl.create_default_context()
    if authorities is not None:
        try:
            context.load_verify_locations(authorities)
        except OSError as wrong:  # ssl's own errors are among them
            raise _invalid("AUTHORITIES", str(wrong)[:100]) from wrong
    return context


def from_environment(env: Mapping[str, str]) -> Outgoing:
    """Reads ``COUNTER_CENTRAL_SMTP``, ``…_HOOK``, ``…_NATIONAL``, ``…_RECORD`` and their likes.

    Raises:
        EnvironmentFault: ``outgoing_invalid`` with the variable's name, never its value.
    """
    mapping, authorities = _value(env, "MAPPING"), _value(env, "AUTHORITIES")
    return Outgoing(
        mail=_mail(env),
        hook=_endpoint(env, "HOOK"),
        national=_endpoint(env, "NATIONAL"),
        record=_endpoint(env, "RECORD"),
        mapping=Path(mapping) if mapping else None,
        authorities=Path(authorities) if authorities else None,
    )


def _value(env: Mapping[str, str], name: str) -> str:
    return env.get(PREFIX + name, "").strip()


def _invalid(name: str, why: str) -> EnvironmentFault:
    return EnvironmentFault("outgoing_invalid", name=PREFIX + name, why=why)


def _split(name: str, text: str) -> tuple[SplitResult, int | None]:
    try:
        found = urlsplit(text)
        return found, found.port
    except ValueError as wrong:
        raise _invalid(name, "URL") from wrong


def _mail(env: Mapping[str, str]) -> MailServer | None:
    text = _value(env, "SMTP")
    if not text:
        return None
    found, port = _split("SMTP", text)
    security, ordinary = _MAIL.get(found.scheme, ("", 0))
    if not security or not found.hostname or found.username:
        raise _invalid("SMTP", "smtp://HOST:PORT, smtps://HOST:PORT")
    if security == "none" and not _here(found.hostname):
        raise _invalid("SMTP", "smtp+plain: 127.0.0.1")
    sender = _value(env, "MAIL_FROM")
    if not is_email(sender) or not sender.isascii():
        raise _invalid("MAIL_FROM", "a@b.vn")
    user, password = _value(env, "SMTP_USER"), env.get(PREFIX + "SMTP_PASSWORD", "")
    return MailServer(found.hostname, port or ordinary, security, sender, user, password)


def _endpoint(env: Mapping[str, str], name: str) -> Endpoint | None:
    text = _value(env, name)
    if not text:
        return None
    found, _ = _split(name, text)
    host = found.hostname or ""
    if not host or found.username or found.scheme not in ("https", "http"):
        raise _invalid(name, "https://HOST/…")
    if found.scheme == "http" and not _here(host):
        raise _invalid(name, "https")
    return Endpoint(text, env.get(f"{PREFIX}{name}_KEY", ""), _value(env, f"{name}_TOKEN"))


def _here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
