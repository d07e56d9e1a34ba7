"""An answer in groups, as people ask for it: what I have, what fits and is worth nothing, what I could have, who decides,
why not, what is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhiwei.engine.answer import Answer
from zhiwei.engine.outcome import POSITIVE, Outcome

GRANTED, NOTHING, OPEN, LOCALITY, REFUSED, ENDED = (
    "granted",
    "nothing",
    "open",
    "locality",
    "refused",
    "ended",
)
GROUPS = (GRANTED, NOTHING, OPEN, LOCALITY, REFUSED, ENDED)
OF_VERDICT: Mapping[str, str] = {
    **dict.fromkeys(POSITIVE.values(), GRANTED),
    "undetermined": OPEN,
    "no_decision_filed": LOCALITY,
    "not_offered": LOCALITY,
    "not_in_force": ENDED,
    "unknown_law": ENDED,
}
"""Group of each verdict; any other is refused, and what is granted with an amount of 0 comes to nothing."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Outcomes by group, in the order of the rulebook's measures; every group is there."""

    groups: Mapping[str, tuple[Outcome, ...]]

    def count(self, group: str) -> int:
        """How many measures a group holds."""
        return len(self.groups[group])

    @property
    def granted_fen(self) -> int:
        """The sum of the known amounts of what is granted, in fen."""
        amounts = (o.amount for o in self.groups[GRANTED])
        return sum(a.value for a in amounts if a is not None and a.status == "known" and a.value is not None)


def group_of(verdict: str, *, zero: bool) -> str:
    """The group of a verdict; ``zero`` where its amount is known to be 0."""
    found = OF_VERDICT.get(verdict, REFUSED)
    return NOTHING if found == GRANTED and zero else found


def group(answer: Answer) -> Grouped:
    """The measures of an answer by group."""
    found: dict[str, list[Outcome]] = {name: [] for name in GROUPS}
    for outcome in answer.measures.values():
        amount = outcome.amount
        zero = amount is not None and amount.status == "known" and amount.value == 0
        found[group_of(outcome.verdict, zero=zero)].append(outcome)
    return Grouped({name: tuple(rows) for name, rows in found.items()})
