"""What stands in the dialogs of the two other exits, and the slip that a citizen brought back.

Pure and frozen: a change makes another object, so that undoing and drafts need
no copies. All of it is part of the reception's draft.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec import Struct

from core.domain.numbering import SUPPLEMENT_SLIP, is_slip
from core.domain.procedure import Procedure
from core.domain.text import clean, fold
from ui.viewmodels.papers import Paper

#: the service takes as many (`core.services.input_reader.MAX_WANTED`)
MOST_LINES: Final = 60


class WantedLine(Struct, frozen=True, omit_defaults=True):
    """One line of form 02.

    Attributes:
        text: what the citizen reads.
        wanted: ticked: it goes on the form.
        paper: the form's paper it was offered for, "" typed by the clerk.
    """

    text: str
    wanted: bool = True
    paper: str = ""


class SupplementDraft(Struct, frozen=True, omit_defaults=True):
    """F7 as far as it was filled in."""

    reason: str = ""
    lines: tuple[WantedLine, ...] = ()


class RefusalDraft(Struct, frozen=True, omit_defaults=True):
    """Shift+F7 as far as it was filled in.

    Attributes:
        procedure: code of the procedure from which `competent_agency` was proposed.
        kept: papers that are not given back.
    """

    reason: str = ""
    legal_basis: str = ""
    competent_agency: str = ""
    procedure: str = ""
    matter: str = ""
    kept: tuple[str, ...] = ()


class SlipBack(Struct, frozen=True, omit_defaults=True):
    """The form 02 from which the form was filled.

    Attributes:
        number: as printed.
        asked_on: ``23/11/2026``.
        wanted: its lines.
        papers: for each line the paper it asks for, "" when it is about none.
        brought: rows of lines without a paper that the clerk ticked.
    """

    number: str
    asked_on: str
    wanted: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    brought: tuple[int, ...] = ()


def slip_typed(text: str) -> str:
    """The number of a form 02 in what was typed or scanned, "" when it is none."""
    number = clean(text).upper()
    return number if number.startswith(SUPPLEMENT_SLIP) and is_slip(number) else ""


def complete(paper: Paper) -> bool:
    """Whether a paper is on the counter, counted where it has counts."""
    return paper.ticked and not paper.missing


def offered(papers: Sequence[Paper], before: Sequence[WantedLine]) -> tuple[WantedLine, ...]:
    """The lines to begin with: every paper that is not there, then what was typed before.

    Papers to hand in are ticked; those that only some people need ("nếu có") are there to be
    ticked. What was changed on an earlier look stays.
    """
    known = {line.paper: line for line in before if line.paper}
    lines = []
    for paper in papers:
        if complete(paper) or paper.aside:
            continue
        own = WantedLine(paper.name, paper.ticked or paper.kind != "optional", paper.name)
        lines.append(known.get(paper.name, own))
    typed = [line for line in before if not line.paper]
    return tuple([*lines, *typed][:MOST_LINES])


def agency_elsewhere(procedure: Procedure | None) -> str:
    """The agency to send the citizen to, "" when the ward itself decides.

    The catalogue names some agencies twice, with full stops.
    """
    if procedure is None or procedure.level == "ward":
        return ""
    parts = [part.strip(" .") for part in procedure.agency.split(";")]
    return "; ".join({fold(part): part for part in parts if part}.values())


def refusal_begun(
    draft: RefusalDraft | None, procedure: Procedure | None, typed: str = ""
) -> RefusalDraft:
    """Shift+F7 as it opens: as it was left, with the agency of the procedure now chosen.

    ``typed`` is what was looked for in vain among the procedures: perhaps the matter.
    """
    code = procedure.code if procedure else ""
    if draft is None:
        matter = "" if procedure else clean(typed)
        return RefusalDraft(
            competent_agency=agency_elsewhere(procedure), procedure=code, matter=matter
        )
    if draft.procedure == code:
        return draft
    return msgspec.structs.replace(
        draft, competent_agency=agency_elsewhere(procedure), procedure=code
    )
