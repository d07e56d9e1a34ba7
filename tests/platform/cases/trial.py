"""A case type, subjects and people that the room's tests are made of."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tests.platform.accounts import people
from tests.platform.decisions.papers import in_effect
from zhiwei.platform.accounts.models import Organisation, User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.accounts.roles import Role
from zhiwei.platform.accounts.viewer import SYSTEM
from zhiwei.platform.cases import services
from zhiwei.platform.cases.acts import Context, Figure, effect, figures
from zhiwei.platform.cases.casetypes.registry import load
from zhiwei.platform.cases.models import Case
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import add_fact, create_subject

XIHU = "330106"
FILE = Path(__file__).parent / "trial.yaml"
YEAR_END = date(2012, 12, 31)
RECEIVED = date(2013, 5, 31)
FACTS: dict[str, Any] = {
    "tax_industry": "industrial", "restricted_or_prohibited_industry": False, "collection_method": "audited",
    "high_tech_certified": False, "employees": 25, "total_assets": "5000000", "average_employees@2012": 25,
    "average_total_assets@2012": "5000000",
}  # fmt: skip
counted: Counter[str] = Counter()
"""How often the effect of the trial ran, by case; also within transactions that were undone."""


@effect("trial_count")
def _count(context: Context) -> None:
    counted[str(context.case.pk)] += 1
    context.put("count", context.case.data.get("count", 0) + 1)


@figures("trial_figures")
def _figures(context: Context) -> list[Figure]:
    declared = context.case.content.get("declared", "")
    return [Figure("申报金额（元）", "amount declared (yuan)", declared, "19200.00")]


def raw() -> dict[str, Any]:
    """The trial's file as it is written."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def types() -> dict[str, Any]:
    """The trial as the platform loads it."""
    return dict(load([FILE]))


def firm(name: str = "杭州晨光五金制品有限公司", income: str = "300000.00", *, owned: bool = True) -> Subject:
    """A small low-profit firm of 西湖区 with the facts of 2012 that 27.2 asks for."""
    owner = Organisation.objects.create(kind="enterprise", name=name, division=XIHU) if owned else None
    subject = create_subject(
        SYSTEM, entity="enterprise", name=name, division=XIHU, legal_form="limited_company", industry="3311",
        industry_edition="2011", founded_on=date(2005, 3, 1), received_on=date(2005, 3, 1), organisation=owner,
    )  # fmt: skip
    for label, value in {**FACTS, "taxable_income@2012": income}.items():
        add_fact(SYSTEM, subject, label, value, source="tax", received_on=RECEIVED)
    return subject


def owner_of(subject: Subject) -> Viewer:
    """Somebody who logs in for a subject."""
    assert subject.organisation is not None
    return people.viewer(people.owner(subject.organisation))


def official(role: Role = Role.COUNTY, division: str = XIHU) -> User:
    """An official."""
    return people.official(role, division)


def viewer(role: Role = Role.COUNTY, division: str = XIHU) -> Viewer:
    """An official's viewer."""
    return people.viewer(official(role, division))


def opened(subject: Subject, by: Viewer | None = None, key: str = "", **content: Any) -> Case:
    """A case of the trial, applied for by the firm."""
    return services.open_case(
        by or owner_of(subject), "trial", subject, key=key or f"trial/{subject.pk}", origin="applicant",
        as_of=YEAR_END, content={"purpose": "转型升级", **content},
    )  # fmt: skip


def reward_decided() -> None:
    """西湖区 rewards half of the local contribution."""
    in_effect()
