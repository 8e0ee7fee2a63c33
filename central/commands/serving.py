"""``serve``: everything that a central needs, in one command."""

from __future__ import annotations

import argparse
import ipaddress
import os
import ssl
from pathlib import Path

from central import words
from central.cli import ENVIRONMENT, OK, USAGE, say, write
from central.house import Founding, House, opened
from central.outgoing.turns import check_settings
from central.serve import listen, serve as run
from central.settings import Settings, remember_address
from core.domain.errors import EnvironmentFault
from core.domain.text import clean

_MOST_WORKERS = 64


def serve(args: argparse.Namespace) -> int:
    """Opens or makes the central, listens, says so in one line, serves until SIGTERM."""
    where = _host_and_port(args.listen)
    if where is None or not 1 <= args.workers <= _MOST_WORKERS:
        say("Ghi --listen dạng HOST:PORT, ví dụ 127.0.0.1:8443; --workers từ 1 đến 64.")
        return USAGE
    if bool(args.certificate) != bool(args.key):
        say("Cần cả --certificate và --key, hoặc không có cả hai.")
        return USAGE
    check_settings()
    host, port = where
    certificate, key = _paths(args.certificate, args.key)
    founding = Founding(clean(args.province), args.practice)
    settings = Settings()
    with opened(args.data, args.database, founding=founding, size=settings.pool) as house:
        sock = listen(host, port)
        base = _base(host, sock.getsockname()[1], certificate)
        address = args.address or ("" if _everywhere(host) else base)
        remember_address(args.data, address)
        if not certificate and not _loopback(host):
            say(words.notice("plain_http"))
        served = run(
            house,
            Settings(address=address),
            sock,
            lambda: _told(house, base, address, args.workers),
            workers=args.workers,
            certificate=certificate,
            key=key,
        )
    if not served:
        say(words.fault(EnvironmentFault("cannot_serve")))
    return OK if served else ENVIRONMENT


def _told(house: House, base: str, address: str, workers: int) -> None:
    write(
        {
            "ok": True,
            "listening": base,
            "address": address,
            "data": str(house.folder),
            "province": house.province,
            "practice": house.practice,
            "epoch": house.epoch,
            "workers": workers,
            "pid": os.getpid(),
        }
    )


def _host_and_port(text: str) -> tuple[str, int] | None:
    """``HOST:PORT``; an IPv6 address stands in brackets."""
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not colon or not host or not port.isascii() or not port.isdigit() or int(port) > 65_535:
        return None
    return host, int(port)


def _base(host: str, port: int, certificate: Path | None) -> str:
    scheme = "https" if certificate else "http"
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def _everywhere(host: str) -> bool:
    return host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _paths(certificate: str | None, key: str | None) -> tuple[Path | None, Path | None]:
    """Both files, tried before anything is started.

    Raises:
        EnvironmentFault: ``certificate_invalid``.
    """
    if certificate is None or key is None:
        return None, None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except (OSError, ValueError) as wrong:
        raise EnvironmentFault("certificate_invalid", cause=str(wrong)[:200]) from wrong
    return Path(certificate), Path(key)
