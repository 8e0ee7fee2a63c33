"""Bytes of a barcode scanner become scans, however the line cuts them into pieces."""

from itertools import pairwise

import pytest
from hypothesis import example, given, strategies as st

from devices.framing.scanner import MAX_FRAME, Scan, ScannerFraming

CARD = "001200000001||Nguyễn Thị Ánh|01012000|Nữ|Số 1, phường Nghĩa Đô|01012021"


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\t"])
def test_each_terminator_ends_a_scan(end: bytes) -> None:
    framing = ScannerFraming()

    scans = framing.feed(b"H01.01-261124-0001" + end + b"A032" + end)

    assert scans == [Scan(b"H01.01-261124-0001"), Scan(b"A032")]
    assert not framing.pending


@pytest.mark.parametrize(
    ("sent", "payload", "kind"),
    [
        (b"]C0123\r", b"123", "code128"),
        (b"]C1123\r", b"123", "code128"),
        (b"]Q1abc\r", b"abc", "qr"),
        (b"]d1abc\r", b"abc", "datamatrix"),
        (b"]z0abc\r", b"abc", "other"),
        (b"123\r", b"123", None),
        (b"]?0abc\r", b"]?0abc", None),
        (b"]Q1]Q1\r", b"]Q1", "qr"),
    ],
)
def test_aim_identifier_becomes_the_kind(sent: bytes, payload: bytes, kind: str | None) -> None:
    assert ScannerFraming().feed(sent) == [Scan(payload, kind)]


@pytest.mark.parametrize("nothing", [b"\r\n\t\r", b"]C0\r"])
def test_empty_scans_are_none(nothing: bytes) -> None:
    assert ScannerFraming().feed(nothing) == []


def test_vietnamese_card_text_comes_through() -> None:
    (scan,) = ScannerFraming().feed(b"]Q1" + CARD.encode() + b"\r")

    assert scan == Scan(CARD.encode(), "qr")
    assert scan.text == CARD


def test_bytes_that_are_not_utf8_stay_visible() -> None:
    assert Scan(b"Nguy\xecn").text == "Nguy\N{REPLACEMENT CHARACTER}n"


def test_longest_frame_passes_and_one_byte_more_does_not() -> None:
    framing = ScannerFraming()

    scans = framing.feed(b"x" * MAX_FRAME + b"\r" + b"y" * (MAX_FRAME + 1) + b"\rafter\r")

    assert scans == [Scan(b"x" * MAX_FRAME), Scan(b"after")]
    assert framing.discarded == 1


def test_noise_without_end_takes_no_memory() -> None:
    framing = ScannerFraming()
    for _ in range(100):
        framing.feed(b"\xff" * MAX_FRAME)

    assert framing.flush() == []
    assert framing.discarded == 1
    assert framing.feed(b"A001\r") == [Scan(b"A001")]


def test_idle_line_ends_a_scan_without_terminator() -> None:
    framing = ScannerFraming()
    assert framing.feed(b"]C0A0") == []
    assert framing.feed(b"01") == []
    assert framing.pending

    assert framing.flush() == [Scan(b"A001", "code128")]
    assert framing.flush() == []


def test_reset_forgets_half_a_scan() -> None:
    framing = ScannerFraming()
    framing.feed(b"half")
    framing.reset()

    assert framing.feed(b"whole\r") == [Scan(b"whole")]


_piece = st.one_of(
    st.binary(max_size=40),
    st.sampled_from([b"\r", b"\n", b"\r\n", b"\t", b"]C0", b"]Q1", CARD.encode()]),
    st.integers(MAX_FRAME - 2, MAX_FRAME + 2).map(lambda size: b"z" * size),
)


@given(
    stream=st.lists(_piece, max_size=12).map(b"".join),
    cuts=st.lists(st.integers(0, 3 * MAX_FRAME), max_size=12),
)
@example(stream=b"z" * (MAX_FRAME + 1) + b"\rA\r", cuts=[MAX_FRAME + 1])
def test_any_chunking_gives_the_same_scans(stream: bytes, cuts: list[int]) -> None:
    whole, pieces = ScannerFraming(), ScannerFraming()
    expected = whole.feed(stream) + whole.flush()

    bounds = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    scans = [s for start, stop in pairwise(bounds) for s in pieces.feed(stream[start:stop])]
    scans += pieces.flush()

    assert scans == expected
    assert pieces.discarded == whole.discarded
    assert not pieces.pending
    assert not any(set(b"\r\n\t") & set(scan.payload) for scan in scans)
