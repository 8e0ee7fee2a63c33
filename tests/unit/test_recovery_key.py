"""The recovery key as a person types it from the sheet."""

from random import Random

import pytest
from hypothesis import given, strategies as st

from core.domain.errors import Refused
from db.keys import new_recovery_key, parse_recovery_key


def test_a_recovery_key_is_nine_groups_of_four() -> None:
    groups = new_recovery_key().split("-")
    assert [len(group) for group in groups] == [4] * 9
    assert not set("".join(groups)) & set("ILOU")
    assert len({new_recovery_key() for _ in range(100)}) == 100


@given(st.integers(), st.booleans())
def test_a_key_is_found_however_it_is_typed(seed: int, lower: bool) -> None:
    key = new_recovery_key()
    secret = parse_recovery_key(key)
    assert len(secret) == 20
    choice = Random(seed).choice
    typed = "".join(
        choice(["-", " ", "", "\n", " – ", "\u2212", "  - ", "\u00ad", "\u00a0"])
        if character == "-"
        else choice(["O", "o", "0"])
        if character == "0"
        else choice(["I", "l", "i", "L", "1"])
        if character == "1"
        else character
        for character in key
    )
    assert parse_recovery_key(typed.lower() if lower else typed) == secret
    assert parse_recovery_key(f"Khóa khôi phục: {typed}\nQUAY MOT CUA") == secret


@given(st.integers(0, 35), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_noticed(place: int, character: str) -> None:
    plain = new_recovery_key().replace("-", "")
    typed = plain[:place] + character + plain[place + 1 :]
    if typed == plain:
        assert parse_recovery_key(typed)
    else:
        with pytest.raises(Refused):
            parse_recovery_key(typed)


@given(st.integers(0, 34))
def test_two_characters_changed_round_are_noticed(place: int) -> None:
    plain = new_recovery_key().replace("-", "")
    typed = plain[:place] + plain[place + 1] + plain[place] + plain[place + 2 :]
    if typed != plain:
        with pytest.raises(Refused):
            parse_recovery_key(typed)


@given(st.text(max_size=300))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_recovery_key(text)


def test_a_very_long_text_is_read_to_its_limit_only() -> None:
    with pytest.raises(Refused):
        parse_recovery_key("A " * 5_000_000)
