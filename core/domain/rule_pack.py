"""What the law sets and may change, as data with an effective date.

A pack is read from a file (`core/data/rule_packs`) or arrives from central;
a dossier keeps the pack under which it was accepted (design §5). A new decree
or circular is a new pack, not new code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Literal

import msgspec
from msgspec import Struct

from core.domain.errors import FieldError, Refused
from core.domain.working_calendar import OfficeHours

Paper = Literal["A4", "A4_landscape", "A5", "A5_landscape"]


class Form(Struct, frozen=True, forbid_unknown_fields=True):
    """One printed form, known in code by its name, because numbers changed meaning.

    ``number`` is that of the circular's annex; ``copies`` (liên) is at least 1.
    """

    number: str
    title: str
    copies: int = 1
    paper: Paper = "A5"


class SupplementRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Asking for supplements (NĐ 118/2025 Đ11.2.c, Đ16.3, Đ17.2.a, Đ19.5).

    ``mode``: ``restart`` counts the limit anew once complete; ``pause`` counts
    on (sector rules). Days are working days for the request, calendar days
    for the citizen.
    """

    times_allowed: int = 1
    request_within_working_days: int = 3
    citizen_days: int = 15
    mode: Literal["restart", "pause"] = "restart"


class ExtensionRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A new date for a late result (NĐ 118/2025 Đ19.6); days are calendar days."""

    times_allowed: int = 1
    days_before_due: int = 1


class RulePack(Struct, frozen=True, forbid_unknown_fields=True):
    """One set of rules in force from a day on.

    Attributes:
        id: short stable name, e.g. "2025".
        effective_from: first day in force.
        effective_to: last day in force, None while it stands.
        code_pattern: `str.format` template over ``agency``, ``yymmdd``, ``ordinal``.
        ordinal_width: digits of the ordinal, 1-6, zero filled.
        agency_pattern: regular expression of an agency identifier (whole text).
        code_regex: regular expression of a dossier code (whole text).
        forms: form name (``receipt``, ``supplement``, ...) to its number and title.
        same_day_cut_off: for procedures "within the day": later is the next day.
        hand_over_cut_off: paper received later goes to the agency next working day.
        correction_working_days: agency's own error corrected within (Đ23.1).
        transfer_working_days: paper to the competent agency within (Đ20.1).
        online_answer_working_hours: answer to an online dossier within (Đ17.2).
        transitions: state key to the keys that may follow; empty = as built in.
        sources: decrees, circulars and articles, for people.

    Raises:
        ValueError: an expression or the template cannot work, or dates are reversed.
    """

    id: str
    effective_from: date
    code_pattern: str
    agency_pattern: str
    code_regex: str
    forms: dict[str, Form]
    effective_to: date | None = None
    ordinal_width: int = 4
    office_hours: OfficeHours = msgspec.field(default_factory=OfficeHours)
    same_day_cut_off: time = time(15, 0)
    hand_over_cut_off: time = time(15, 0)
    supplement: SupplementRule = msgspec.field(default_factory=SupplementRule)
    extension: ExtensionRule = msgspec.field(default_factory=ExtensionRule)
    correction_working_days: int = 3
    transfer_working_days: int = 1
    online_answer_working_hours: int = 8
    transitions: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    sources: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for expression in (self.agency_pattern, self.code_regex):
            try:
                re.compile(expression)
            except re.error as error:
                raise ValueError(f"rule pack {self.id}: {error}") from error
        try:
            self.code_pattern.format(agency="", yymmdd="", ordinal="")
        except (KeyError, IndexError) as error:
            raise ValueError(f"rule pack {self.id}: code_pattern: {error!r}") from error
        if not 1 <= self.ordinal_width <= 6:
            raise ValueError(f"rule pack {self.id}: ordinal_width")
        if self.effective_to is not None and self.effective_to < self.effective_from:
            raise ValueError(f"rule pack {self.id}: ends before it begins")

    def in_force(self, day: date) -> bool:
        """Tell whether the pack applies to a dossier accepted that day."""
        until = self.effective_to
        return self.effective_from <= day and (until is None or day <= until)

    def knows_agency(self, identifier: str) -> bool:
        """Tell whether the text has the shape of an agency identifier."""
        return re.fullmatch(self.agency_pattern, identifier) is not None

    def knows_code(self, code: str) -> bool:
        """Tell whether the text has the shape of a dossier code of this pack."""
        return re.fullmatch(self.code_regex, code) is not None

    def may_follow(self, before: str, after: str, built_in: Mapping[str, Iterable[str]]) -> bool:
        """Tell whether state ``after`` may follow ``before``.

        Args:
            before, after: state keys.
            built_in: the table to use when the pack brings none.
        """
        return after in (self.transitions or built_in).get(before, ())


def pack_for(day: date, packs: Iterable[RulePack]) -> RulePack:
    """Return the pack in force on a day; of several the latest to have begun.

    Raises:
        Refused: ``no_rule_pack`` with the day.
    """
    in_force = [pack for pack in packs if pack.in_force(day)]
    if not in_force:
        raise Refused(FieldError("no_rule_pack", "received_at", {"day": day.isoformat()}))
    return max(in_force, key=lambda pack: pack.effective_from)
