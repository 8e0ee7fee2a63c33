"""What really happened, as the convergence machine itself remembers it.

Nothing here asks the program: an act is noted when a use case acknowledged it,
with the number that its paper bears. A `Memory` is what one disk holds; disks
are copied, put back and lost, and their memories with them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from core.domain.acts import DayClosed


@dataclass(frozen=True, eq=False, slots=True)
class Act:
    """One acknowledged act: an event of this kind about this subject.

    Attributes:
        day: business day on which it stands.
        number: on its paper, empty when it has none.
        fee: by how much it changed what is owed, đồng.
        told: the number is one of central's, which a restored central may not know any more.
    """

    subject: str
    kind: str
    station: int
    day: date
    number: str = ""
    fee: int = 0
    told: bool = False


@dataclass(frozen=True, slots=True)
class Closed:
    """A day that was closed, and the stream in which."""

    stream: bytes
    body: DayClosed


@dataclass
class Memory:
    """What one disk holds.

    Attributes:
        acts: in the order done.
        received: dossiers that may still be amended; their number by uid.
        slips: numbers of forms 02 that may be brought back, with their uid.
        fees: of each dossier, đồng.
        sticks: those whose answers this disk can read.
        unmarked: its last number was stored, and the mark beside does not tell.
    """

    acts: list[Act] = field(default_factory=list)
    received: dict[str, str] = field(default_factory=dict)
    slips: dict[str, str] = field(default_factory=dict)
    fees: dict[str, int] = field(default_factory=dict)
    closed: list[Closed] = field(default_factory=list)
    sticks: list[int] = field(default_factory=list)
    unmarked: bool = False

    def copy(self) -> Memory:
        """The same on another disk."""
        return replace(
            self,
            acts=list(self.acts),
            received=dict(self.received),
            slips=dict(self.slips),
            fees=dict(self.fees),
            closed=list(self.closed),
            sticks=list(self.sticks),
        )

    def owe(self, uid: str, fee: int) -> int:
        """A dossier's fee is now this; by how much it changed."""
        change = fee - self.fees.get(uid, 0)
        self.fees[uid] = fee
        return change


@dataclass
class Ledger:
    """All that ever happened in one example.

    Attributes:
        ever: every act that was acknowledged, wherever.
        at_central: acts of which central's signed word was seen; what a restore
            of central took back is taken out.
        numbers: uids by printed number.
        blurred: stations of which two disks were used, or one that was put back
            with its mark: only these may give a number twice.
        decided: dossiers that an agency decided.
        restores: how often central was put back.
        rotated: some station has a new key.
    """

    ever: list[Act] = field(default_factory=list)
    at_central: set[Act] = field(default_factory=set)
    numbers: dict[str, set[str]] = field(default_factory=dict)
    blurred: set[int] = field(default_factory=set)
    decided: set[str] = field(default_factory=set)
    portal: set[str] = field(default_factory=set)
    restores: int = 0
    rotated: bool = False

    def note(self, memory: Memory, act: Act) -> Act:
        """An act was acknowledged.

        A number given to a second dossier is a defect at once, unless nobody
        could know better.
        """
        memory.acts.append(act)
        self.ever.append(act)
        if act.number:
            uids = self.numbers.setdefault(act.number, set())
            uids.add(act.subject)
            assert len(uids) == 1 or act.station in self.blurred, (
                f"{act.number} was given twice at station {act.station}"
            )
        return act

    def must(self, disks: Iterable[Memory]) -> set[Act]:
        """What has to be at central once every disk that is left has spoken with it."""
        return self.at_central.union(*(disk.acts for disk in disks))


@dataclass
class Tally:
    """What a run met, over all its examples."""

    examples: int = 0
    steps: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def compare(self, what: str, wanted: int, found: int) -> None:
        """Counts a comparison for the report; asserting is the caller's affair."""
        self.wanted[what] += wanted
        self.found[what] += found

    def lines(self) -> list[str]:
        """For people."""
        told = [f"examples {self.examples}, steps {self.steps.total()}"]
        told += [f"  step {name}: {count}" for name, count in sorted(self.steps.items())]
        told += [f"  fault {name}: {count}" for name, count in sorted(self.faults.items())]
        told += [
            f"  {what}: wanted {self.wanted[what]} / found {self.found[what]}"
            for what in sorted(self.wanted)
        ]
        return told
