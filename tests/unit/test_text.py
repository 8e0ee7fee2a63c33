"""Cleaning, folding and sorting of Vietnamese text."""

from __future__ import annotations

import json
import sqlite3
import unicodedata

import pytest
from hypothesis import given, settings, strategies as st

from core.domain.text import (
    clean,
    clean_name,
    clean_note,
    fold,
    fold_code,
    has_letters,
    is_email,
    nfc,
    normal_phone,
    sort_key,
    words,
)

TEXT = st.text(max_size=40) | st.text("+00841 .(9", max_size=20)
VIETNAMESE = st.text(
    alphabet="aăâđeêioôơuưyáàảãạắằẳẵặểễệốỗợửữựỳ bcdghklmnpqrstvxABĐÊƯ'-", max_size=30
)


def every_letter() -> list[str]:
    """The 146 Vietnamese letters with marks, both cases."""
    lower = ["đ"]
    for vowel in "aăâeêioôơuưy":
        lower += [
            unicodedata.normalize("NFC", vowel + mark)
            for mark in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
        ]
    return lower + [letter.upper() for letter in lower]


def test_there_are_146_letters() -> None:
    assert len(set(every_letter())) == 146


@pytest.mark.parametrize("letter", every_letter())
def test_every_letter_folds_to_ascii_composed_or_not(letter: str) -> None:
    folded = fold(letter)
    assert folded.isascii()
    assert len(folded) == 1
    assert folded.islower()
    assert fold(unicodedata.normalize("NFD", letter)) == folded


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  Đỗ   Thị  Bích ", "Đỗ Thị Bích"),
        ("Ðỗ Ɖình ðắc", "Đỗ Đình đắc"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("Lan\x00 Anh\x07", "Lan Anh"),
        ("Lan\tAnh\r\nThư", "Lan Anh Thư"),
        ("Lan\u200b\u00a0Anh\ufeff\u202e", "Lan Anh"),
        ("a\ud800b", "ab"),
        ("王 伟 (WANG Wei) 😀", "王 伟 (WANG Wei) 😀"),
        ("", ""),
    ],
)
def test_clean(raw: str, expected: str) -> None:
    assert clean(raw) == expected


def test_clean_joins_what_an_invisible_character_had_parted() -> None:
    assert clean("e\u200d\u0302") == "ê"


def test_clean_note_keeps_lines() -> None:
    assert clean_note("\n dòng\tmột \r\n\n dòng  hai\x00\x0c\n") == "dòng một\n\ndòng hai"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("NGUYỄN VĂN A", "Nguyễn Văn A"),
        ("  nguyễn   THỊ  thanh   THÚY ", "Nguyễn Thị Thanh Thúy"),
        ("đỗ đình đắc", "Đỗ Đình Đắc"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("SMITH-O’CONNOR ANNE-MARIE", "Smith-O’Connor Anne-Marie"),
        ("H'Hen Niê", "H'Hen Niê"),
        ("Y Bhăm Êban", "Y Bhăm Êban"),
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("Ludwig van Thử", "Ludwig van Thử"),
        ("王 伟", "王 伟"),
        ("ИВАНОВ ИВАН", "ИВАНОВ ИВАН"),
        ("", ""),
    ],
)
def test_clean_name(raw: str, expected: str) -> None:
    assert clean_name(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("  ĐỖ  Thị Thuỷ ", "do thi thuy"),
        ("thủy", "thuy"),
        ("Ðức", "duc"),
        ("Müller Jürgen Straße", "muller jurgen strasse"),
        ("Łódź Ærø", "lodz aero"),
        ("İstanbul", "istanbul"),
        ("王 伟", "王 伟"),
        ("a\x00b\nc", "ab c"),
    ],
)
def test_fold(raw: str, expected: str) -> None:
    assert fold(raw) == expected


def test_words_are_cut_at_everything_but_letters_and_digits() -> None:
    assert words("H'Hen Niê, số 12/3_b – Đ.4") == (
        "h",
        "hen",
        "nie",
        "so",
        "12",
        "3",
        "b",
        "d",
        "4",
    )
    assert words(" ,; ") == ()


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("000.21.41.H49-261005-0042", "0002141H492610050042"),
        (" g22.99.08-260921-896048\r", "G229908260921896048"),
        ("T01-261005-T007", "T01261005T007"),
        ("", ""),
    ],
)
def test_fold_code(raw: str, expected: str) -> None:
    assert fold_code(raw) == expected


@pytest.mark.parametrize(("name", "some"), [
    ("Ý", True), ("H'Hen", True), ("李明", True), ("Cty 319", True),
    ("", False), ("0912 345-678", False), ("…", False), ("١٢٣", False), ("№ ½ Ⅳ", False),
])  # fmt: skip
def test_a_name_needs_a_letter(name: str, some: bool) -> None:
    assert has_letters(name) is some


@pytest.mark.parametrize(("address", "good"), [
    ("an.le@vidu.vn", True), (" an+1@mail.vidu.com.vn ", True), ("an@vidu", False),
    ("an.le(a)vidu.vn", False), ("an@le@vidu.vn", False), ("an le@vidu.vn", False),
    ("@vidu.vn", False),
])  # fmt: skip
def test_email(address: str, good: bool) -> None:
    assert is_email(address) is good


def test_people_are_listed_by_given_family_middle_name() -> None:
    listed = [
        "Nguyễn Văn A",
        "Bùi An",
        "Vũ An",
        "Vũ Thị An",
        "Lê Văn Àn",
        "Nguyễn Ăng",
        "Cao Ân",
        "Trần Dũng",
        "Đỗ Đắc",
        "Đỗ Đình Đắc",
        "Đỗ Thị Đắc",
        "Trần Hoa",
        "Bùi Hòa",
        "Bùi Hỏa",
        "An Thị Lan",
        "Đỗ Thị Lan",
        "Trương Quốc Ưu",
        "王 伟",
    ]
    assert sorted(reversed(listed), key=sort_key) == listed


def test_tones_are_ordered_none_huyen_hoi_nga_sac_nang_and_come_after_letters() -> None:
    listed = ["ma", "mà", "mả", "mã", "má", "mạ", "mai"]
    assert sorted(sorted(listed), key=sort_key) == listed


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hòa", "Hoà"), ("LÊ A", "lê a"), ("Thủy", "Thu\u0309y"), ("H'Hen Niê", "Hhen Niê")],
)
def test_same_place_in_the_list(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("+84570000031", "0570000031"),
        ("+84 (0)57 000 0031", "0570000031"),
        ("(+84) 570.000.031", "0570000031"),
        ("0084 570000031", "0570000031"),
        ("84570000031", "0570000031"),
        ("0570 000 030", "0570000030"),
        ("0570-000-030", "0570000030"),
        ("570000030", "0570000030"),
        ("0570000030 / 0570000031", "0570000030"),
        ("nhà: 0203 3999 999", "02033999999"),
        ("+1 555 0100 027", "+15550100027"),
        ("001 555 0100 027", "+15550100027"),
        ("1900 9999", "19009999"),
        ("113", "113"),
        ("00", "00"),
        ("+84 00 570000030", "0570000030"),
        ("", ""),
        ("không có", ""),
    ],
)
def test_normal_phone(raw: str, expected: str) -> None:
    assert normal_phone(raw) == expected


@settings(max_examples=300)
@given(TEXT | VIETNAMESE)
def test_everything_is_idempotent_and_nothing_fails(s: str) -> None:
    for make in (nfc, clean, clean_note, clean_name, fold, fold_code, normal_phone):
        once = make(s)
        assert make(once) == once, make.__name__


@settings(max_examples=300)
@given(TEXT)
def test_cleaned_text_is_composed_visible_and_storable(s: str) -> None:
    cleaned = clean(s)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert all(c == " " or unicodedata.category(c) not in {"Cc", "Cs", "Zs"} for c in cleaned)
    assert cleaned == cleaned.strip()
    cleaned.encode()


@settings(max_examples=200)
@given(VIETNAMESE)
def test_fold_does_not_care_how_letters_were_typed(s: str) -> None:
    assert fold(unicodedata.normalize("NFD", s)) == fold(s) == fold(s.upper())
    assert fold(s).isascii()
    assert " ".join(words(s)).split() == list(words(s))


@settings(max_examples=100)
@given(st.lists(TEXT | VIETNAMESE, max_size=8))
def test_sqlite_sorts_the_keys_as_python_does(names: list[str]) -> None:
    keys = [sort_key(name) for name in names]
    assert all(key.isascii() for key in keys)
    with sqlite3.connect(":memory:") as db:
        rows = db.execute(
            "select value from json_each(?) order by value", [json.dumps(keys)]
        ).fetchall()
    db.close()
    assert [row[0] for row in rows] == sorted(keys)


@settings(max_examples=200)
@given(VIETNAMESE, VIETNAMESE)
def test_sort_key_ignores_form_and_case(one: str, other: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", one)) == sort_key(one)
    assert sort_key(one.upper()) == sort_key(one)
    assert (sort_key(one) < sort_key(other)) == (sort_key(one.upper()) < sort_key(other))
