"""The result of a comparison as data; money in fen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from zhiwei.engine.rulebook import Rulebook
from zhiwei.population.defects import Defect
from zhiwei.population.what_if.groups import Grouping
from zhiwei.population.what_if.lines import Line, Lines
from zhiwei.population.what_if.reform import Reform, Variant
from zhiwei.population.what_if.tally import LineTally, Totals

TOTAL = "total"
TOLD = 1_000
"""Defects kept to be told, so that a bad table does not fill the memory."""


@dataclass(frozen=True)
class NotchChange:
    """A notch (断崖) under either law, yuan as text: ``kept``, ``changed``, ``new`` or ``vanished``.

    ``before`` and ``after`` are (size, dominated_to), None where there is none.
    """

    fact: str
    fact_zh: str
    fact_en: str
    lines: tuple[str, ...]
    at: str
    kind: str
    before: tuple[str, str] | None
    after: tuple[str, str] | None


@dataclass(frozen=True)
class NotchReport:
    """The notches found. ``state``: ``complete``, ``incomplete`` (some lists not settled in time), ``none_asked``, ``no_solver``."""

    state: str
    notches: tuple[NotchChange, ...] = ()
    unsettled: tuple[str, ...] = ()


@dataclass
class VariantResult:
    """Totals of a variant by line, the total of all under :data:`TOTAL`."""

    variant: Variant
    totals: dict[str, Totals]


@dataclass
class Result:
    """What a reform does to a table of subjects."""

    book: Rulebook
    reform: Reform
    lines: Lines
    groupings: Sequence[Grouping]
    source: str
    law: Mapping[str, object]
    tallies: dict[str, LineTally]
    variants: list[VariantResult] = field(default_factory=list)
    answered: int = 0
    rejected: int = 0
    defects: list[Defect] = field(default_factory=list)
    untold: int = 0
    notches: NotchReport = field(default_factory=lambda: NotchReport("none_asked"))

    def line(self, name: str) -> Line | None:
        """The line of that name; None for the total."""
        return next((line for line in self.lines.every if line.name == name), None)

    def ranked(self) -> Iterator[tuple[str, LineTally]]:
        """The total, if there is one, then each line that has winners and losers."""
        for name, tally in self.tallies.items():
            line = self.line(name)
            if line is None or line.ranked:
                yield name, tally

    def headline(self) -> str | None:
        """The total, else the first line that has winners and losers."""
        return next((name for name, _ in self.ranked()), None)

    def tell(self, found: Iterable[Defect]) -> None:
        """Keep defects to be told, the first :data:`TOLD` of them; count the others."""
        for defect in found:
            if len(self.defects) < TOLD:
                self.defects.append(defect)
            else:
                self.untold += 1

    @property
    def ok(self) -> bool:
        """Whether every row could be read."""
        return not self.untold and not any(d.is_error for d in self.defects)
