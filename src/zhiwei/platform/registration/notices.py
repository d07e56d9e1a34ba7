"""The one return of a filing that the law allows, as the step of its case that made it (17.4)."""

from __future__ import annotations

from zhiwei.platform.cases.casetypes import get
from zhiwei.platform.cases.models import Step
from zhiwei.platform.registration.models import Filing
from zhiwei.platform.registration.queries import TYPE


def returnable() -> frozenset[str]:
    """States of a case in which it may be returned, had it not been."""
    return frozenset(one for rule in get(TYPE).transitions.values() if rule.returns for one in rule.sources)


def of(filing: Filing) -> Step | None:
    """The step that named what was missing; None while nothing was returned."""
    if filing.case is None:
        return None
    returns = [rule.id for rule in get(TYPE).transitions.values() if rule.returns]
    return filing.case.steps.filter(transition__in=returns).order_by("number").first()
