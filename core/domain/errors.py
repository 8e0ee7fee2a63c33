"""Expected failures, each with a code and parameters and no text.

The words an operator reads are made from the code in `ui.messages`, so that
the same refusal speaks alike on the command line, in a window and on paper.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field.

    Attributes:
        code: stable identifier, e.g. ``personal_number_length``.
        field: dotted path of the field as the caller named it, e.g.
            ``applicant.personal_no``; empty when it concerns the whole.
        params: values for the message; never a whole citizen record.
    """

    code: str
    field: str = ""
    params: dict[str, Any] = dataclasses.field(default_factory=dict)


class Refused(Exception):
    """The input breaks a rule; nothing was stored (exit status 1)."""

    def __init__(self, *errors: FieldError) -> None:
        super().__init__(", ".join(f"{e.field}:{e.code}" for e in errors))
        self.errors = errors


class EnvironmentFault(Exception):
    """The machine is at fault, not the input (exit status 3).

    Codes: ``disk_full``, ``read_only``, ``locked``, ``no_key``, ``damaged``,
    ``no_data_folder``, ``newer_database``, ``io_error``.
    """

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
