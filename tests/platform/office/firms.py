"""A few firms of two counties with the facts of 2012, for tests of the desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact, create_subject
from zhiwei.platform.subjects.services.sizes import refresh

DAY = date(2012, 12, 31)
FACTS: dict[str, Any] = {
    "tax_industry": "industrial", "restricted_or_prohibited_industry": False, "collection_method": "audited",
    "high_tech_certified": False, "employees": 25, "total_assets": "5000000",
}  # fmt: skip
YEARLY = {"revenue@2012": "4000000", "average_employees@2012": 25, "average_total_assets@2012": "5000000"}


def firm(name: str, division: str, income: str | None) -> Subject:
    """A small manufacturer with a taxable income of 2012, or without one on record."""
    subject = create_subject(
        SYSTEM, entity="enterprise", name=name, division=division, legal_form="limited_company",
        industry="1713", industry_edition="2011", founded_on=date(2011, 3, 1), received_on=date(2011, 3, 1),
    )  # fmt: skip
    facts = {**FACTS, **YEARLY, **({} if income is None else {"taxable_income@2012": income})}
    for label, value in facts.items():
        add_fact(SYSTEM, subject, label, value, source="tax", received_on=date(2013, 5, 31))
    refresh([subject.pk])
    return subject


def firms() -> list[Subject]:
    """Three in 余杭区, one in 义乌市."""
    return [
        firm("余杭甲纺织有限公司", "330110", "60000"),
        firm("余杭乙纺织有限公司", "330110", "80000"),
        firm("余杭丙纺织有限公司", "330110", None),
        firm("义乌丁纺织有限公司", "330782", "50000"),
    ]
