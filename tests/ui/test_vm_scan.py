"""What a scanner read, and whether a scanner typed it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, strategies as st

from tests.ui.desk_support import CARD
from ui.viewmodels.scan_input import FAST_KEY, WedgeDetector, recognise

TODAY = date(2026, 11, 23)
BHYT = (
    "GD4222200000001|4e677579e1bb856e205468e1bb8b20487579e1bb816e204469e1bb8775|01/02/1994|2|"
    "43e1bbad6120c3946e67|22 - 010|01/01/2026|-|"
)


@pytest.mark.parametrize(
    ("data", "kind", "code"),
    [
        (CARD, "card", ""),
        (CARD.encode() + b"\r", "card", ""),
        ("]Q1" + CARD, "card", ""),
        ("H49.215-261123-0042", "dossier", "H49.215-261123-0042"),
        (b"]C0H49.215-261123-0042\r\n", "dossier", "H49.215-261123-0042"),
        ("000.21.41.H49-261005-0042", "dossier", "000.21.41.H49-261005-0042"),
        ("H49.215-261123-0042 K7QM", "dossier", "H49.215-261123-0042"),
        ("T03ABCD-261123-001", "dossier", "T03ABCD-261123-001"),
        ("022194000001", "number", "022194000001"),
        (BHYT, "insurance", "GD4222200000001"),
        ("8934563138165", "unknown", ""),
        ("https://vi.du/x", "unknown", ""),
        ("a|b|c", "unknown", ""),
        (b"\xff\xfe\x00", "unknown", ""),
        ("", "unknown", ""),
    ],
)
def test_a_scan_is_recognised(data: str | bytes, kind: str, code: str) -> None:
    found = recognise(data, today=TODAY)
    assert (found.kind, found.code) == (kind, code)
    assert bool(found.words) == (kind in ("unknown", "insurance"))


def test_a_receipt_gives_its_look_up_characters() -> None:
    found = recognise("H49.215-261123-0042 K7QM")
    assert (found.lookup, found.key) == ("K7QM", "H492152611230042")


def test_an_insurance_card_tells_whose_it_is() -> None:
    assert recognise(BHYT).person == ("Nguyễn Thị Huyền Diệu", "01/02/1994")


def test_damaged_text_is_said_and_left_empty() -> None:
    found = recognise(CARD.encode().decode("gbk", "replace"), today=TODAY)
    assert found.card is not None
    assert (found.card.personal_no, found.card.name) == ("022194000001", "")
    assert "cổng nối tiếp" in found.words


def test_a_keyboard_scan_explains_the_telex_trap() -> None:
    typed = CARD.encode("ascii", "replace").decode()
    found = recognise(typed, today=TODAY, wedge=True)
    assert found.card is not None
    assert "Telex" in found.words
    assert "Telex" in recognise("02219|x|y", wedge=True).words
    assert recognise("H49.215-261123-0042", wedge=True).words == ""


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
def test_nothing_breaks_it(data: str | bytes) -> None:
    assert recognise(data).kind in ("card", "dossier", "insurance", "number", "unknown")


def feed(detector: WedgeDetector, text: str, step: float, start: float = 1.0) -> str | None:
    found = None
    for n, key in enumerate(text):
        found = detector.feed(key, start + n * step) or found
    return found


def test_fast_keys_with_an_end_are_a_scan() -> None:
    assert feed(WedgeDetector(), CARD + "\r", 0.004) == CARD
    assert feed(WedgeDetector(), "H49.215-261123-0042\t", FAST_KEY * 0.9) == "H49.215-261123-0042"


def test_a_person_is_no_scanner() -> None:
    detector = WedgeDetector()
    assert feed(detector, "dang ky khai sinh\r", 0.09) is None
    assert feed(detector, "abc\r", 0.005, 50.0) is None  # rolled over three keys
    assert feed(WedgeDetector(), "dang ky", 0.09) is None
    assert feed(detector, "022194000001", 0.005, 60.0) is None
    assert detector.scanning
    assert detector.feed("\r", 61.0) is None  # Enter by hand, much later


def test_a_scan_after_typing_is_cut_off_from_it() -> None:
    detector = WedgeDetector()
    feed(detector, "nguyen", 0.1, 1.0)
    assert feed(detector, "022194000001\r", 0.005, 5.0) == "022194000001"
