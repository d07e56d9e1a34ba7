"""Facts for the law out of the counts of a programme, each with what was counted and the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.platform.answers import services as answers
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.cases.acts import Context, answerer
from zhiwei.platform.cases.casetypes.arguments import Wrong
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock, money
from zhiwei.platform.programmes.files.checking import COMPUTED
from zhiwei.platform.programmes.files.model import Fact, Programme
from zhiwei.platform.programmes.files.registry import all_programmes
from zhiwei.platform.programmes.registers import counting
from zhiwei.platform.programmes.standard import naming


def computed(
    programme: Programme, name: str, case: Case, entity: str, year: int
) -> dict[str, dict[str, Any]]:
    """The facts in file form: counted from the records of the case's subject in a year."""
    known = current().entities[entity].facts
    found = {}
    for fact in programme.facts[name]:
        value = _value(programme, fact, case, year, known[fact.name].type.kind)
        if value is not None:
            found[fact.name] = {"value": value, "source": _source(programme, fact, year)}
    if "division" in known:
        found.setdefault("division", {"value": case.division, "source": _("办件")})
    return found


def _value(programme: Programme, fact: Fact, case: Case, year: int, kind: str) -> Any:
    """A count in the form the fact takes; None where it is over nothing."""
    number = _count(programme, fact.count, case, year)
    if fact.over:
        whole = _count(programme, fact.over, case, year)
        return str(Fraction(number, whole)) if whole else None
    return money.yuan(number, grouped=False) if kind == "money" else number


def _count(programme: Programme, name: str, case: Case, year: int) -> int:
    count = programme.counts[name]
    owner = case.subject if programme.registers[count.register].owner == case.subject.entity else None
    divisions = None if owner is not None else {case.division}
    return counting.value(programme, count, owner=owner, year=year, divisions=divisions)


def _source(programme: Programme, fact: Fact, year: int) -> str:
    """What was counted, of which year, on which day."""
    count = programme.counts[fact.count]
    return _("登记册“%(register)s”：%(count)s，%(year)s 年，%(day)s 计算") % {
        "register": programme.registers[count.register].words, "count": count.words, "year": year,
        "day": clock.today(),
    }  # fmt: skip


def _names(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    """Programmes are read after the case types and say themselves whether a case type asks with their facts."""
    if given.get("year"):
        yield from naming.field(one, "year", given["year"], "count")


@answerer(COMPUTED, check=_names)
def asked(context: Context, *, programme: str, facts: str, year: str = "") -> Answer:
    """What the law says on the case's day of the facts that the programme computes for the case's subject.

    They are counted in the year that the field ``year`` names, else in that of the case's day.
    """
    whole, case = all_programmes()[programme], context.case
    wanted = naming.said(context, year) if year else ""
    counted = int(wanted) if str(wanted).isdecimal() else case.as_of.year
    return answers.answer(
        computed(whole, facts, case, context.entity, counted), as_of=case.as_of,
        known_on=clock.day_of(context.now), entity=context.entity, measures=[context.type.measure],
    )  # fmt: skip
