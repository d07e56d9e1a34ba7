"""Whether an incubator meets the national conditions of a day, by the rule and the registers."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.bases import indicators, queries
from zhiwei.platform.bases.models import Base
from zhiwei.platform.kit import money

ENTITY, MET = "incubator_recognition", "national_incubator_met"


def facts(base: Base, day: date, *, seed_fund: int, funded: int) -> dict[str, Any]:
    """What the rule asks: all counted from the registers on the day but the seed fund (fen) and the firms with investment,
    which the incubator declares with its papers."""
    here = indicators.residents(base, day).count()
    opened = base.opened_on
    years = day.year - opened.year - ((day.month, day.day) < (opened.month, opened.day))
    counted, declared = _("入驻和毕业名录，%(day)s 计算") % {"day": day}, _("孵化器申报")
    found: dict[str, Any] = {
        "operating_years": years, "incubation_area": base.area, "incubated_area_share": queries.occupancy(base, day),
        "incubated_firms": here, "graduated_firms": base.graduations.filter(graduated_on__lte=day, struck_at=None).count(),
    }  # fmt: skip
    said: dict[str, Any] = {
        "seed_fund": money.yuan(seed_fund, grouped=False),
        "funded_firms_share": Fraction(min(funded, here), here) if here else 0,
    }
    return {name: {"value": value, "source": counted} for name, value in found.items()} | {
        name: {"value": value, "source": declared} for name, value in said.items()
    }


def met(told: dict[str, Any], day: date) -> bool | None:
    """Whether the conditions are met; None where the law of the day is not known or not in force."""
    book = current()
    found = book.calc_case(book.case(told, day, entity=ENTITY), law(day), (MET,))[MET]
    return bool(found.value) if found.status == "known" else None
