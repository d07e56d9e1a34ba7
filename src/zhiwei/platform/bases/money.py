"""Which fund pays for bases: the local government's own, or the province's."""

from __future__ import annotations

from zhiwei.platform.accounts.divisions import with_above
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.ledger.models import Fund
from zhiwei.platform.programmes.money import funds


def local_fund(division: str, sentence: str) -> Fund | None:
    """The fund of the local government (当地政府): the county's before the city's, never the province's."""
    near = with_above(division)
    found = [one for one in funds.able(sentence, near) if one.level != Level.PROVINCE]
    return min(found, key=lambda one: (near.index(one.division), -one.budget_year, str(one.pk)), default=None)
