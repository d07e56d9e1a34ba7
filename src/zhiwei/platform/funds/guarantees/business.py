"""The guarantee business of a year (32.3) and what each county does beside the province (32.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Sum

from zhiwei.engine.errors import InputError
from zhiwei.platform.decisions.matrix import Word, matrix
from zhiwei.platform.funds.guarantees import facts
from zhiwei.platform.funds.guarantees.facts import BASIS, LOCAL, PROVINCIAL
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.models import ENDED, Commitment
from zhiwei.platform.subjects.models import Guarantee
from zhiwei.platform.subjects.queries import records
from zhiwei.platform.subjects.queries.records import Standing

COUNTY = 3
"""Level of a county among divisions."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A guarantee of a year: where it stands at the year's end, whether it counts for the province, and why not.

    ``counts`` is None where facts are missing; ``why`` is the criterion that decided, or the names of what is missing.
    """

    guarantee: Guarantee
    standing: Standing
    counts: bool | None
    balance: int
    why: tuple[str, ...]
    provincial: int
    local: int

    @property
    def uncovered(self) -> int:
        """The loss that nobody compensated, fen."""
        return self.standing.loss - self.provincial - self.local


def of_year(rows: QuerySet[Guarantee], year: int) -> list[Counted]:
    """The guarantees that began or ran in a year, each once, in the order of the list."""
    last = min(date(year, 12, 31), clock.today())
    every = list(rows.filter(from_day__lte=last, to_day__gte=date(year, 1, 1)))
    stands = records.standings(every, last)
    paid = _paid(every)
    return [_counted(one, stands[one.pk], last, paid[facts.basis_key(one)]) for one in every]


def _counted(one: Guarantee, stands: Standing, last: date, paid: dict[str, int]) -> Counted:
    provincial, local = paid.get(PROVINCIAL, 0), paid.get(LOCAL, 0)
    try:
        answer = facts.ask(one, one.guarantor.division, last, PROVINCIAL, case=None)
    except InputError as wrong:
        texts = tuple(str(defect) for defect in wrong.defects)
        return Counted(one, stands, None, 0, texts, provincial, local)
    outcome = answer.measures[PROVINCIAL]
    counts = {"entitled": True, "undetermined": None, "unknown_law": None}.get(outcome.verdict, False)
    why = (outcome.deciding,) if outcome.deciding and not counts else tuple(outcome.missing)
    return Counted(
        one, stands, counts, stands.balance if counts else 0, () if counts else why, provincial, local
    )


def _paid(every: Iterable[Guarantee]) -> dict[str, dict[str, int]]:
    """Fen promised or paid by basis and sentence."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    sums = facts.commitments(every).order_by().values_list("basis_key", "sentence")
    for key, sentence, fen in sums.annotate(
        fen_now=Sum(F("reserved") + F("committed") + F("ordered") + F("paid"))
    ):
        found[key][sentence] = fen
    return found


@dataclass(frozen=True, slots=True)
class Place:
    """A county with what the register of decisions says of its rule (``word``), and fen paid on its guarantors' guarantees."""

    division: str
    word: Word
    document: str
    guarantees: int
    provincial: int
    local: int


def places(day: date | None = None) -> list[Place]:
    """Every county of the day; one without a filed rule shows as silent, whatever its neighbours do."""
    found = matrix(day or clock.today())
    at = found.sentences.index(LOCAL)
    paid, counted = _paid_by_place()
    return [
        Place(
            row.division.code, row.cells[at].word, row.cells[at].document, len(counted[row.division.code]),
            paid[row.division.code].get(PROVINCIAL, 0), paid[row.division.code].get(LOCAL, 0),
        )
        for row in found.rows
        if row.division.level == COUNTY
    ]  # fmt: skip


def _paid_by_place() -> tuple[dict[str, dict[str, int]], dict[str, set[str]]]:
    paid: dict[str, dict[str, int]] = defaultdict(dict)
    counted: dict[str, set[str]] = defaultdict(set)
    rows = Commitment.objects.filter(basis_kind=BASIS, paid__gt=0).exclude(state__in=ENDED)
    for code, sentence, key, fen in rows.values_list("subject__division", "sentence", "basis_key", "paid"):
        paid[code][sentence] = paid[code].get(sentence, 0) + fen
        counted[code].add(key)
    return paid, counted
