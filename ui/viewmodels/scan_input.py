"""What a scanner read, and whether it was a scanner that typed.

Pure: text or bytes in, a recognised thing out; key strokes with their times in,
a whole scan out. `recognise` never raises.

A scanner that plays keyboard cannot type Vietnamese letters, and an input
method that is on turns its letters into accents (the *Telex trap*): what of it
can be trusted are digits. `WedgeDetector` tells such a scan from a person by
the time between keys.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from core.domain.citizen_card import Card, read_card
from core.domain.errors import Refused
from core.domain.numbering import LOOKUP_LENGTH
from core.domain.text import clean, fold_code
from ui import messages
from ui.viewmodels.base import translate

Kind = Literal["card", "dossier", "insurance", "number", "unknown"]

#: keys of a person are further apart than this (seconds)
FAST_KEY: Final = 0.030
#: shorter bursts are a person rolling over keys
SHORTEST_SCAN: Final = 6
LONGEST_SCAN: Final = 1100

_AIM = re.compile(r"\A\][A-Za-z][0-9A-Fa-f]")
_INSURANCE = re.compile(r"[A-Z]{2}\d{13}\|")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9.\-/ ]{4,58}\d", re.ASCII)
_RECEIPT = re.compile(rf"(\S{{6,60}}) ([A-Z0-9]{{{LOOKUP_LENGTH}}})", re.ASCII)
_NUMBER = re.compile(r"\d{12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Scanned:
    """What was recognised.

    Attributes:
        kind: ``card``; ``dossier`` (bars or receipt QR: ``code`` is to be looked
            up); ``number`` (a bare personal number); ``insurance``; ``unknown``.
        card: of a citizen card.
        code: as read, with single spaces.
        key: ``code`` folded for look-up.
        lookup: the receipt's look-up characters, "" when only bars were read.
        words: what the clerk should know; "" when all is well.
        person: ``(name, birth)`` of an insurance card, to compare by eye.
    """

    kind: Kind
    card: Card | None = None
    code: str = ""
    key: str = ""
    lookup: str = ""
    words: str = ""
    person: tuple[str, str] = ("", "")


def recognise(
    data: bytes | bytearray | str, *, today: date | None = None, wedge: bool = False
) -> Scanned:
    """Tells what a scanner read.

    Args:
        data: the scan, terminator and AIM identifier allowed.
        today: births and issue dates are not later.
        wedge: the scanner typed it as a keyboard.
    """
    text = data if isinstance(data, str) else bytes(data).decode("utf-8", "replace")
    text = _AIM.sub("", text.strip("\r\n\t\0 \ufeff"))[: LONGEST_SCAN * 4]
    if _INSURANCE.match(text):
        return _insurance(text)
    if "|" not in text:
        return _code(text)
    try:
        card = read_card(data, today=today)
    except Refused as wrong:
        said = [messages.refusal(error) for error in wrong.errors]
        return Scanned("unknown", words=" ".join([*said, telex_words()] if wedge else said))
    words = [messages.refusal(warning) for warning in card.warnings if not warning.field]
    lost = any(warning.code == "card_letters_lost" for warning in card.warnings)
    if wedge and (lost or (card.name + card.address).isascii()):
        words.append(telex_words())
    return Scanned("card", card=card, words=" ".join(words))


def telex_words() -> str:
    """Why letters of a keyboard scanner cannot be trusted, and what to do."""
    return translate(
        "scan",
        "Máy quét đang gõ như bàn phím nên chữ có dấu bị mất, hoặc bộ gõ Telex biến thành chữ khác."
        " Số và ngày vẫn đúng; đối chiếu họ tên, địa chỉ với thẻ. Để hết hẳn: chuyển máy quét sang"
        " cổng nối tiếp (USB-COM), hoặc tắt bộ gõ tiếng Việt khi quét.",
    )


def _code(text: str) -> Scanned:
    plain = clean(text).upper()
    if _NUMBER.fullmatch(plain):
        return Scanned("number", code=plain)
    receipt = _RECEIPT.fullmatch(plain)
    if receipt and any(c.isdigit() for c in receipt[1]):
        return Scanned("dossier", code=receipt[1], key=fold_code(receipt[1]), lookup=receipt[2])
    if _CODE.fullmatch(plain) and any(c in ".-" for c in plain):
        return Scanned("dossier", code=plain, key=fold_code(plain))
    return Scanned(
        "unknown",
        words=translate(
            "scan",
            "Không nhận ra mã vừa quét. Quét mã QR trên thẻ căn cước, hoặc mã vạch trên giấy hẹn.",
        ),
    )


def _insurance(text: str) -> Scanned:
    """A health-insurance card: name and address are hex text of UTF-8 bytes."""
    fields = text.split("|")
    try:
        name = clean(binascii.unhexlify(fields[1][: len(fields[1]) // 2 * 2]).decode("utf-8"))
    except (ValueError, IndexError):
        name = ""
    birth = fields[2].strip() if len(fields) > 2 else ""
    return Scanned(
        "insurance",
        code=fields[0],
        person=(name, birth),
        words=translate(
            "scan",
            "Đây là thẻ bảo hiểm y tế, không có số định danh. Quét mã QR trên thẻ căn cước.",
        ),
    )


class WedgeDetector:
    """Tells a scanner's typing from a person's by the time between keys.

    Feed every key with a monotonic time. While `scanning` is true the keys
    should be kept from the focused field; those before (`typed`, at most
    three) have reached it and are to be taken back when `feed` returns a scan.
    """

    def __init__(self, fast: float = FAST_KEY, now: Callable[[], float] | None = None) -> None:
        self._fast = fast
        self._now = now
        self._text = ""
        self._last = -1e9

    @property
    def scanning(self) -> bool:
        """Whether the keys come too fast for a person."""
        return len(self._text) >= 4

    @property
    def typed(self) -> int:
        """Keys of the burst so far."""
        return len(self._text)

    def feed(self, text: str, at: float | None = None) -> str | None:
        """Takes one key.

        Args:
            text: the character typed; "\\r", "\\n" or "\\t" ends a scan.
            at: monotonic seconds of the key.

        Returns:
            The whole scan when this key ended one, else None.
        """
        moment = at if at is not None else self._now() if self._now else self._last
        fast = moment - self._last <= self._fast
        self._last = moment
        if text in ("\r", "\n", "\t"):
            whole, self._text = self._text, ""
            return whole if fast and len(whole) >= SHORTEST_SCAN else None
        if not fast or len(self._text) >= LONGEST_SCAN:
            self._text = ""
        self._text += text
        return None
