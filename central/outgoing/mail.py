"""One e-mail over SMTP, step by step, so that it is known what became of it."""

from __future__ import annotations

import re
import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP as WIRE
from typing import Final

from msgspec import Struct

from central.outgoing.config import MailServer

_GO_AHEAD: Final = 354
_DOT: Final = re.compile(rb"^\.", re.MULTILINE)


class Outcome(Struct, frozen=True):
    """What became of a notice.

    Attributes:
        state: ``sent``; ``later`` (certainly not sent, try again); ``refused``
            (certainly not sent, and never will be); ``unknown`` (perhaps sent).
        reason: a code.
        down: the server is at fault, not this notice: others need not be tried.
    """

    state: str
    reason: str = ""
    down: bool = False


class _Stop(Exception):
    """An outcome that ends the conversation."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


def message(
    server: MailServer, to: str, subject: str, text: str, occasion: str, now: datetime
) -> bytes:
    """The bytes of a mail; the same occasion always has the same ``Message-ID``."""
    made = EmailMessage(policy=WIRE)
    made["From"] = server.sender
    made["To"] = to
    made["Subject"] = subject
    made["Date"] = now
    made["Message-ID"] = f"<{occasion}@{server.sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(text, cte="base64")
    return made.as_bytes()


def send(server: MailServer, tls: ssl.SSLContext, to: str, data: bytes) -> Outcome:
    """Sends one mail; raises nothing that the line or the server may do."""
    line: smtplib.SMTP | None = None
    try:
        line = _connected(server, tls)
        _log_in(line, server)
        _envelope(line, server, to)
    except _Stop as stop:
        outcome = stop.outcome
    except (OSError, smtplib.SMTPException, ValueError) as wrong:
        # nothing of the mail has left yet; ValueError: an answer that is no SMTP
        outcome = Outcome("later", f"smtp_{type(wrong).__name__}", down=True)
    else:
        outcome = _body(line, data)
    if line is not None:
        _leave(line)
    return outcome


def _connected(server: MailServer, tls: ssl.SSLContext) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout, context=tls)
    line = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
    if server.security == "starttls":
        try:
            line.starttls(context=tls)
        except (OSError, smtplib.SMTPException, ValueError):
            line.close()
            raise
    return line


def _log_in(line: smtplib.SMTP, server: MailServer) -> None:
    line.ehlo_or_helo_if_needed()
    if server.user:
        line.login(server.user, server.password)


def _envelope(line: smtplib.SMTP, server: MailServer, to: str) -> None:
    """Sender, recipient, and leave to send the text."""
    code, _ = line.mail(server.sender)
    if code // 100 != 2:
        raise _Stop(Outcome("later", f"smtp_from_{code}", down=True))
    code, _ = line.rcpt(to)
    if code // 100 != 2:
        raise _Stop(_answered(code, "smtp_to"))
    code, _ = line.docmd("DATA")
    if code != _GO_AHEAD:
        raise _Stop(_answered(code, "smtp_data"))


def _body(line: smtplib.SMTP, data: bytes) -> Outcome:
    """From here on silence tells nothing: the server may have it."""
    try:
        line.send(_DOT.sub(b"..", data) + b".\r\n")
        code, _ = line.getreply()
    except (OSError, smtplib.SMTPException, ValueError):
        return Outcome("unknown", "unknown", down=True)
    if code // 100 == 2:
        return Outcome("sent")
    return _answered(code, "smtp_text")


def _answered(code: int, reason: str) -> Outcome:
    """4xx and anything odd: later; 5xx: never. 421 is the server going away."""
    if code // 100 == 5:
        return Outcome("refused", f"{reason}_{code}")
    return Outcome("later", f"{reason}_{code}", down=code in (421, -1))


def _leave(line: smtplib.SMTP) -> None:
    try:
        line.quit()
    except (OSError, smtplib.SMTPException, ValueError):
        line.close()
