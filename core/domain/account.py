"""People who work at the station and what they may do."""

from __future__ import annotations

from enum import StrEnum

from core.domain.errors import FieldError, Refused


class Role(StrEnum):
    """Roles of design §11; a technician and an inspector never write dossiers."""

    CLERK = "clerk"
    CASHIER = "cashier"
    SUPERVISOR = "supervisor"
    INSPECTOR = "inspector"
    TECHNICIAN = "technician"


class Right(StrEnum):
    """What an act needs."""

    WRITE_DOSSIER = "write_dossier"
    READ_DOSSIER = "read_dossier"
    ADMINISTER = "administer"  # catalogue, agencies, blocks
    MAINTAIN = "maintain"  # verify, backup


_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CLERK: frozenset({Right.WRITE_DOSSIER, Right.READ_DOSSIER, Right.MAINTAIN}),
    Role.CASHIER: frozenset({Right.READ_DOSSIER}),
    Role.SUPERVISOR: frozenset(Right),
    Role.INSPECTOR: frozenset({Right.READ_DOSSIER}),
    Role.TECHNICIAN: frozenset({Right.MAINTAIN}),
}


def may(role: Role, right: Right) -> bool:
    """Whether a role has a right."""
    return right in _RIGHTS[role]


def require(role: Role, right: Right) -> None:
    """Raises Refused (``not_permitted``) when the role lacks the right."""
    if not may(role, right):
        raise Refused(FieldError("not_permitted", "user", {"role": role.value}))
