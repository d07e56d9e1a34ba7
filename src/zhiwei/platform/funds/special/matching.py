"""Money of all levels on the same things (26.1): beside each provincial fund what city, county and park put to it.

What is matched is told by the basis: a promise of another level on the same basis. Private money is
what an applicant proved to spend on a project above all fiscal money in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import QuerySet

from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.amounts import held
from zhiwei.platform.kit import money
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import ENDED, Commitment, Fund

COST = "proven_cost"
"""The field in which the check of a project settles what it cost, with its proof."""
Key = tuple[str, str]
"""Kind and number of a basis."""


@dataclass(frozen=True, slots=True)
class Matched:
    """A provincial fund: its own money, others' by level on the same bases, private money beside both; all in fen."""

    fund: Fund
    provincial: int
    by_level: dict[Level, int]
    private: int
    projects: int

    @property
    def local(self) -> int:
        """Money of all other levels."""
        return sum(self.by_level.values())

    @property
    def ratio(self) -> Fraction | None:
        """Local yuan for each yuan of the province; None without any."""
        return Fraction(self.local, self.provincial) if self.provincial else None

    @property
    def leverage(self) -> Fraction | None:
        """Private yuan for each fiscal yuan of all levels; None without any."""
        fiscal = self.provincial + self.local
        return Fraction(self.private, fiscal) if fiscal else None


def matched(funds: QuerySet[Fund]) -> list[Matched]:
    """Every provincial fund among some, the latest budget year first."""
    own = list(funds.filter(level=Level.PROVINCE).order_by("-budget_year", "name"))
    rows = Commitment.objects.exclude(state__in=ENDED)
    provincial = list(rows.filter(fund__in=own))
    kinds = {one.basis_kind for one in provincial}
    others: dict[Key, Counter[Level]] = defaultdict(Counter)
    for one in rows.filter(basis_kind__in=kinds).exclude(level=Level.PROVINCE):
        others[_key(one)][Level(one.level)] += held(one)
    costs = _costs(one.case for one in provincial)
    by_fund: dict[object, list[Commitment]] = defaultdict(list)
    for one in provincial:
        by_fund[one.fund_id].append(one)
    return [_matched(fund, by_fund[fund.pk], others, costs) for fund in own]


def _key(one: Commitment) -> Key:
    return one.basis_kind, one.basis_key


def _matched(
    fund: Fund, own: list[Commitment], others: dict[Key, Counter[Level]], costs: dict[str, int]
) -> Matched:
    by_level: Counter[Level] = Counter({level: 0 for level in Level if level != Level.PROVINCE})
    private = 0
    for key in {_key(one) for one in own}:
        by_level.update(others.get(key, {}))
    for case in {one.case for one in own if one.case in costs}:
        mine = [one for one in own if one.case == case]
        beside = sum(sum(others.get(key, {}).values()) for key in {_key(one) for one in mine})
        fiscal = sum(map(held, mine)) + beside
        private += max(costs[case] - fiscal, 0)
    return Matched(fund, sum(map(held, own)), dict(by_level), private, len({_key(one) for one in own}))


def _costs(keys: Iterable[str]) -> dict[str, int]:
    """What projects cost by proof, by the key of their case, fen."""
    asked = []
    for key in set(keys):
        try:
            asked.append(UUID(key))
        except ValueError:
            continue
    found = {}
    for pk, content in Case.objects.filter(pk__in=asked).values_list("pk", "content"):
        if content.get(COST):
            found[str(pk)] = money.parse(str(content[COST]))
    return found
