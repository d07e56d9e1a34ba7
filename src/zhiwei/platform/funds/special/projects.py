"""Projects of the provincial SME fund (26.2): small firms only, never more fiscal money than cost, technology firms first (26.5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.engine.outcome import POSITIVE
from zhiwei.platform.answers import services as answers
from zhiwei.platform.cases.acts import Context, guard
from zhiwei.platform.cases.casetypes.arguments import Wrong
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.models import Case
from zhiwei.platform.funds.sizes import small_on
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.money import parse, short
from zhiwei.platform.programmes.money import promises
from zhiwei.platform.programmes.standard import naming
from zhiwei.platform.subjects import queries as subjects

TYPE, PRIORITY = "sme_project", "26.5"
PLAN = "science_plan"
"""The field by which an applicant says that the project goes into a provincial science plan."""


@guard("applicant_small")
def _small(context: Context) -> Iterator[str]:
    """The applicant is small or micro today, by its facts; what is missing is named."""
    day = clock.today()
    small = small_on(context.case.subject, day)
    if small is None:
        yield _("企业规模还不能判定，请先补充营业收入、从业人员等数据")
    elif not small:
        yield _("专项资金用于小型、微型企业，按 %(day)s 的数据本企业不是") % {"day": day}


def _cost(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    yield from naming.field(one, "cost", given["cost"], "money")
    if "amount" in given:
        yield from naming.field(one, "amount", given["amount"], "money")


@guard("within_cost", check=_cost)
def _within_cost(context: Context, *, cost: str, amount: str = "") -> Iterator[str]:
    """What all levels promised for the case, with the amount of this step, is at most what the project costs."""
    held = promises.promised_fen(promises.promises(context.case))
    more = parse(str(naming.said(context, amount) or "0")) if amount else 0
    most = parse(str(naming.said(context, cost) or "0"))
    if held + more > most:
        said = _("财政资金合计 %(fen)s 元，超过项目投入 %(most)s 元")
        yield said % {"fen": short(held + more), "most": short(most)}


@dataclass(frozen=True, slots=True)
class Ranked:
    """An application with the verdict on its priority; ``first`` is None where facts are missing, which ``missing`` names."""

    case: Case
    first: bool | None
    missing: tuple[str, ...]


def ranked(cases: Iterable[Case]) -> list[Ranked]:
    """Applications with those that go first in front, else in the order they came; each asked of the rulebook today."""
    found = [_ranked(one) for one in cases]
    return sorted(found, key=lambda one: (not one.first, one.case.opened_at))


def _ranked(case: Case) -> Ranked:
    if not case.content.get(PLAN):
        return Ranked(case, False, ())
    day = clock.today()
    facts = {"application_scene": {"value": PLAN, "source": _("项目申请")}}
    links = {"applicant": {"facts": subjects.facts(case.subject, as_of=day)}}
    try:
        answer = answers.answer(
            facts, as_of=day, entity="project_application", measures=[PRIORITY], links=links
        )
    except InputError:
        return Ranked(case, None, ())
    outcome = answer.measures[PRIORITY]
    if outcome.verdict == "undetermined":
        return Ranked(case, None, tuple(outcome.missing))
    return Ranked(case, outcome.verdict in POSITIVE.values(), ())
