"""Facts for the law out of the counts of a programme, each with what was counted and the day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.engine.errors import suggest
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


def computed(programme: Programme, name: str, case: Case, entity: str) -> dict[str, dict[str, Any]]:
    """The facts in file form: counted from the records of the case's subject in the year of the case's day."""
    known = current().entities[entity].facts
    found = {}
    for fact in programme.facts[name]:
        value = _value(programme, fact, case, known[fact.name].type.kind)
        if value is not None:
            found[fact.name] = {"value": value, "source": _source(programme, fact, case)}
    if "division" in known:
        found.setdefault("division", {"value": case.division, "source": _("办件")})
    return found


def _value(programme: Programme, fact: Fact, case: Case, kind: str) -> Any:
    """A count in the form the fact takes; None where it is over nothing."""
    number = _count(programme, fact.count, case)
    if fact.over:
        whole = _count(programme, fact.over, case)
        return str(Fraction(number, whole)) if whole else None
    return money.yuan(number, grouped=False) if kind == "money" else number


def _count(programme: Programme, name: str, case: Case) -> int:
    count = programme.counts[name]
    owner = case.subject if programme.registers[count.register].owner == case.subject.entity else None
    divisions = None if owner is not None else {case.division}
    return counting.value(programme, count, owner=owner, year=case.as_of.year, divisions=divisions)


def _source(programme: Programme, fact: Fact, case: Case) -> str:
    """What was counted, of which year, on which day."""
    count = programme.counts[fact.count]
    return _("登记册“%(register)s”：%(count)s，%(year)s 年，%(day)s 计算") % {
        "register": programme.registers[count.register].words, "count": count.words, "year": case.as_of.year,
        "day": clock.today(),
    }  # fmt: skip


def _names(one: CaseType, given: Mapping[str, Any]) -> Iterator[Wrong]:
    """Programmes are read after the case types and say themselves what they lack; here only the names' form counts."""
    if not given["programme"] or not given["facts"]:
        yield Wrong(
            "", "names no programme or no facts", "没有写明项目或事实", suggest(given["programme"], [])
        )


@answerer(COMPUTED, check=_names)
def asked(context: Context, *, programme: str, facts: str) -> Answer:
    """What the law says of the facts that the programme computes for the case, on the case's day."""
    whole = all_programmes()[programme]
    given = computed(whole, facts, context.case, context.entity)
    return answers.answer(
        given, as_of=context.case.as_of, known_on=clock.day_of(context.now), entity=context.entity,
        measures=[context.type.measure],
    )  # fmt: skip
