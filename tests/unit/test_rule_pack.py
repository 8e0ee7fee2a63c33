"""Rule packs: data with an effective date."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import msgspec
import pytest

from core.data import load_rule_packs
from core.domain.errors import Refused
from core.domain.rule_pack import RulePack, pack_for
from core.domain.working_calendar import OfficeHours

PACK = next(pack for pack in load_rule_packs() if pack.id == "2025")
RAW: dict[str, Any] = {
    "id": "thử",
    "effective_from": date(2019, 1, 6),
    "code_pattern": "{agency}-{yymmdd}-{ordinal}",
    "agency_pattern": "X",
    "code_regex": "X",
    "forms": {},
}


def pack(**changes: Any) -> RulePack:
    return msgspec.convert({**RAW, **changes}, RulePack)


def test_the_2025_pack_holds_the_numbers_of_the_decree() -> None:
    assert PACK.effective_from == date(2025, 7, 1)
    assert PACK.office_hours == OfficeHours()
    assert PACK.same_day_cut_off == PACK.hand_over_cut_off == time(15)
    assert PACK.supplement.times_allowed == 1
    assert PACK.supplement.request_within_working_days == 3
    assert PACK.supplement.citizen_days == 15
    assert PACK.supplement.mode == "restart"
    assert (PACK.extension.times_allowed, PACK.extension.days_before_due) == (1, 1)


def test_forms_are_known_by_name_and_numbered_01_to_07() -> None:
    assert {name: form.number for name, form in PACK.forms.items()} == {
        "receipt": "01",
        "supplement": "02",
        "refusal": "03",
        "apology": "04",
        "stop_notice": "05",
        "control_sheet": "06",
        "register": "07",
    }
    assert PACK.forms["receipt"].copies == 2
    assert PACK.forms["register"].paper == "A4_landscape"


def test_the_code_made_from_the_pattern_is_a_code_of_the_pack() -> None:
    code = PACK.code_pattern.format(
        agency="H49.21.4", yymmdd="261005", ordinal=f"{42:0{PACK.ordinal_width}}"
    )
    assert code == "H49.21.4-261005-0042"
    assert PACK.knows_code(code)


@pytest.mark.parametrize(
    "code",
    ["000.21.41.H49-261005-0042", "G22.99.09-240114-0001", "G01.899.909-260916-890028"],
)
def test_codes_seen_in_the_country_are_known(code: str) -> None:
    assert PACK.knows_code(code)
    assert PACK.knows_agency(code.split("-")[0])


@pytest.mark.parametrize(
    "code",
    ["", "H49", "H49-261005-42", "h49-261005-0042", "H49-261005-0042\n", "T01K7QX-261005-007"],
)
def test_other_texts_are_not(code: str) -> None:
    assert not PACK.knows_code(code)


def test_pack_for_takes_the_pack_in_force() -> None:
    old = pack(id="2018", effective_to=date(2025, 6, 30))
    amended = pack(id="2026a", effective_from=date(2026, 3, 1))
    packs = (amended, PACK, old)
    assert pack_for(date(2019, 1, 6), packs) is old
    assert pack_for(date(2025, 6, 30), packs) is old
    assert pack_for(date(2025, 7, 1), packs) is PACK
    assert pack_for(date(2026, 2, 28), packs) is PACK
    assert pack_for(date(2026, 3, 1), packs) is amended


def test_no_pack_is_a_refusal_that_names_the_day() -> None:
    with pytest.raises(Refused) as caught:
        pack_for(date(2010, 1, 1), load_rule_packs())
    (error,) = caught.value.errors
    assert (error.code, error.params) == ("no_rule_pack", {"day": "2010-01-01"})


def test_transitions_of_a_pack_replace_the_built_in_ones() -> None:
    built_in = {"received": ("processing",)}
    assert PACK.may_follow("received", "processing", built_in)
    assert not PACK.may_follow("received", "returned", built_in)
    assert not PACK.may_follow("unheard_of", "processing", built_in)
    own = pack(transitions={"received": ["returned"]})
    assert own.may_follow("received", "returned", built_in)
    assert not own.may_follow("received", "processing", built_in)


@pytest.mark.parametrize(
    "changes",
    [
        {"agency_pattern": "("},
        {"code_regex": "["},
        {"code_pattern": "{agency}-{year}"},
        {"code_pattern": "{agency"},
        {"ordinal_width": 0},
        {"ordinal_width": 7},
        {"effective_to": date(2019, 1, 5)},
        {"supplement": {"mode": "forget"}},
        {"office_hours": {"sessions": []}},
        {"unknown": 1},
    ],
)
def test_a_pack_that_cannot_work_is_not_decoded(changes: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        pack(**changes)


def test_a_pack_survives_its_way_through_the_journal() -> None:
    for shipped in load_rule_packs():
        assert msgspec.json.decode(msgspec.json.encode(shipped), type=RulePack) == shipped
