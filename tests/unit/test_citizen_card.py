"""Citizen cards as scanners deliver them, sound and damaged."""

from __future__ import annotations

import contextlib
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings, strategies as st

from core.domain.citizen_card import Card, read_card
from core.domain.errors import Refused

ADDRESS = "Số 999, tổ 99, khu Giả Định 1, phường Cửa Ông, Cẩm Phả, Quảng Ninh"
FULL = f"022194000001|100000001|Nguyễn Thị Huyền Diệu|01021994|Nữ|{ADDRESS}|15082021"
NO_OLD = FULL.replace("100000001", "")
CARD = Card(
    personal_no="022194000001",
    old_id_no="100000001",
    name="Nguyễn Thị Huyền Diệu",
    birth=date(1994, 2, 1),
    sex="Nữ",
    address=ADDRESS,
    issued=date(2021, 8, 15),
    extra=(),
    encoding="utf-8",
    warnings=(),
)


def warned(card: Card) -> list[str]:
    return [w.code for w in card.warnings]


def refused(raw: bytes | str, today: date | None = None) -> list[str]:
    with pytest.raises(Refused) as caught:
        read_card(raw, today=today)
    return [e.code for e in caught.value.errors]


@pytest.mark.parametrize("end", ["", "\r", "\n", "\r\n", "\t", "\x00"])
@pytest.mark.parametrize("start", ["", "]Q1", "]Q3", "\ufeff", "\x02"])
def test_a_sound_card_as_bytes_and_as_text(start: str, end: str) -> None:
    raw = start + FULL + end
    assert read_card(raw.encode()) == CARD
    assert read_card(raw) == CARD
    assert read_card(unicodedata.normalize("NFD", raw).encode()) == CARD


def test_bytearray_of_a_serial_driver() -> None:
    assert read_card(bytearray(FULL.encode())) == CARD


def test_eci_announcement_is_dropped_and_doubled_backslashes_halved() -> None:
    raw = "]Q2\\000026" + FULL.replace("Số 999", "Số 9\\\\99")
    assert read_card(raw).address.startswith("Số 9\\99")


def test_the_old_number_may_be_empty_or_its_slot_missing() -> None:
    assert read_card(NO_OLD).old_id_no == ""
    six_fields = NO_OLD.replace("||", "|")
    assert six_fields.count("|") == 5
    assert read_card(six_fields) == read_card(NO_OLD)


def test_more_than_seven_fields_are_kept_as_read() -> None:
    card = read_card(FULL + "|Trần Thị Giả|| Nguyễn Văn Thử")
    assert card.extra == ("Trần Thị Giả", "", "Nguyễn Văn Thử")
    assert card.issued == CARD.issued
    assert read_card(NO_OLD.replace("||", "|") + "|a|b").extra == ("a", "b")


def test_six_fields_without_issue_date() -> None:
    card = read_card(FULL.rpartition("|")[0])
    assert card.issued is None
    assert card.address == ADDRESS
    assert warned(card) == ["issue_date_invalid"]


@pytest.mark.parametrize("code_page", ["latin-1", "cp437"])
def test_a_wrong_code_page_is_undone_when_every_byte_is_there(code_page: str) -> None:
    card = read_card(FULL.encode().decode(code_page))
    assert card.encoding == f"utf-8 via {code_page}"
    assert (card.name, card.address, card.sex) == (CARD.name, ADDRESS, "Nữ")
    assert warned(card) == ["card_encoding_guessed"]


def test_windows_1252_with_c1_controls_is_undone() -> None:
    as_windows = "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in FULL.encode())
    assert read_card(as_windows).name == CARD.name
    assert read_card(as_windows.encode()).name == CARD.name  # encoded twice by the scanner


def test_windows_1252_with_lost_bytes_is_damage() -> None:
    card = read_card(FULL.encode().decode("cp1252", "replace"))
    assert (card.name, card.address, card.encoding) == ("", "", "damaged")


@pytest.mark.parametrize("code_page", ["gbk", "gb18030", "big5", "shift_jis", "cp932", "euc_kr"])
@pytest.mark.parametrize("raw", [FULL, NO_OLD])
def test_east_asian_damage_leaves_the_ascii_fields(code_page: str, raw: str) -> None:
    card = read_card(raw.encode().decode(code_page, "replace"))
    assert card.name == card.address == ""
    assert card.encoding == "damaged"
    assert warned(card) == ["card_text_damaged"]
    assert card.personal_no == CARD.personal_no
    assert card.old_id_no == read_card(raw).old_id_no
    assert (card.birth, card.sex, card.issued) == (CARD.birth, "Nữ", CARD.issued)


def test_a_bar_swallowed_by_an_east_asian_code_page() -> None:
    raw = FULL.replace("Nguyễn Thị Huyền Diệu", "Lê Thị Thử Hoà")
    text = raw.encode().decode("gbk", "replace")
    assert text.count("|") < 6
    card = read_card(text)
    assert (card.birth, card.issued) == (CARD.birth, CARD.issued)
    assert warned(card) == ["card_text_damaged"]


def test_a_flipped_bit_in_utf_8_is_damage_not_a_guess() -> None:
    raw = bytearray(FULL.encode())
    raw[raw.index(0xE1)] ^= 0x40
    assert read_card(raw).encoding == "damaged"


def test_windows_1258_bytes() -> None:
    name = bytes.fromhex("4E 67 75 79 EA DE 6E 20 54 68 69 F2 20 48 75 79 EA CC 6E")
    card = read_card(b"022194000001||" + name + b"|01021994|N\xfd\xde|C\xe2\xd2m Ph\xe0|15082021")
    assert card.name == "Nguyễn Thị Huyền"
    assert card.encoding == "cp1258"
    assert "card_encoding_guessed" in warned(card)


@pytest.mark.parametrize(
    ("old", "new", "field"), [("Nguyễn", "Nguy?n", "name"), ("Cửa", "C?a", "address")]
)
def test_a_question_mark_means_lost_letters(old: str, new: str, field: str) -> None:
    card = read_card(FULL.replace(old, new))
    assert [(w.code, w.field) for w in card.warnings] == [("card_letters_lost", field)]


def test_warnings_of_the_number_are_passed_on() -> None:
    assert warned(read_card(FULL.replace("|Nữ|", "|Nam|"))) == ["personal_number_sex"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("|100000001|", "|10000000|", "old_id_no_unusual"),
        ("|Nữ|", "|?|", "sex_unknown"),
        ("|15082021", "|31022021", "issue_date_invalid"),
        ("|15082021", "|15081993", "issue_date_invalid"),
        ("|15082021", "|15082031", "issue_date_in_future"),
        ("|01021994|", "|1994|", "birth_incomplete"),
        ("|01021994|", "||", "birth_incomplete"),
        ("|01021994|", "|00001994|", "birth_incomplete"),
        ("Nguyễn Thị Huyền Diệu", " ", "name_missing"),
        (ADDRESS, "", "address_missing"),
    ],
)
def test_what_a_person_should_look_at(old: str, new: str, code: str) -> None:
    assert warned(read_card(FULL.replace(old, new), today=date(2026, 11, 24))) == [code]


def test_year_only_without_the_old_number_slot() -> None:
    card = read_card(NO_OLD.replace("||", "|").replace("01021994", "1994"))
    assert card.birth is None
    assert card.name == CARD.name


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("", "card_not_a_card"),
        ("000.21.41.H49-261005-0042", "card_not_a_card"),
        ("a|b|c|d|e|f|g", "card_not_a_card"),
        ("GD4222200000001|4e67|01/02/1994|2|43e1|22 - 010|01/01/2026|-|", "card_not_a_card"),
        (FULL + "\r" + FULL, "card_not_a_card"),
        ("022194000001|100000001|Nguyễn", "card_not_a_card"),
        (FULL + "|" + "x" * 1000, "card_too_long"),
        (FULL[1:], "personal_number_length"),
        ("0" + FULL, "personal_number_length"),
        ("O" + FULL[1:], "personal_number_digits"),
        (FULL.replace("01021994", "31021994"), "birth_invalid"),
        (FULL.replace("01021994", "01021794"), "birth_invalid"),
        (FULL.replace("01021994", "x"), "birth_invalid"),
        (NO_OLD.replace("||", "|").replace("01021994", "31021994"), "birth_invalid"),
        (FULL.replace("01021994", "25112026"), "birth_in_future"),
    ],
)
def test_refusals(raw: str, code: str) -> None:
    assert refused(raw, date(2026, 11, 24)) == [code]
    assert refused(raw.encode(), date(2026, 11, 24)) == [code]


def test_a_birth_today_is_accepted_and_no_today_asks_nothing() -> None:
    future = FULL.replace("01021994", "24112026")
    assert read_card(future, today=date(2026, 11, 24)).birth == date(2026, 11, 24)
    assert read_card(future).birth == date(2026, 11, 24)


def test_a_thousand_characters_are_the_most() -> None:
    padded = FULL + "|" + "x" * (999 - len(FULL))
    assert len(padded) == 1000
    assert read_card(padded).personal_no == CARD.personal_no
    assert refused(padded + "x") == ["card_too_long"]
    assert refused(b"\xff" * 100_000) == ["card_too_long"]


def is_sound(card: Card) -> None:
    assert len(card.personal_no) == 12
    for text in (card.name, card.address, card.old_id_no):
        assert unicodedata.is_normalized("NFC", text)
        text.encode()


@settings(max_examples=300)
@given(
    st.binary(max_size=200)
    | st.text(max_size=80)
    | st.lists(
        st.sampled_from(
            ["022194000001", "01021994", "Nam", "Nữ", "", "x", "峄", "Ã¡", "\ud800", "99"]
        )
        | st.text(max_size=5),
        max_size=9,
    ).map("|".join)
)
def test_nothing_but_a_refusal_comes_out_of_any_input(raw: bytes | str) -> None:
    with contextlib.suppress(Refused):
        is_sound(read_card(raw, today=date(2026, 11, 24)))


@settings(max_examples=300)
@given(st.data())
def test_any_damage_to_a_sound_card_is_read_or_refused(data: st.DataObject) -> None:
    raw = bytearray(FULL.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(Refused):
        is_sound(read_card(bytes(raw)))


@settings(max_examples=100)
@given(
    st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậíìỉĩịễữựỹ AĐÊ'", min_size=1),
    st.sampled_from(["utf-8", "latin-1"]),
)
def test_any_vietnamese_name_comes_through(name: str, seen_as: str) -> None:
    raw = FULL.replace("Nguyễn Thị Huyền Diệu", name).encode().decode(seen_as)
    assert read_card(raw).name == " ".join(name.split())
