"""A unit files an award in equity for a transferred service result (20.6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock, money
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent.models import EquityAward, Researcher
from zhiwei.platform.talent.services.common import Fault, Refused, begin, keeps
from zhiwei.platform.talent.services.secondments import firm_faults

TYPE = "equity_award"


def file_award(
    viewer: Viewer, researcher: Researcher, company: Subject, given: Mapping[str, Any], *, key: str
) -> EquityAward:
    """File an award; the tax office records the deferral. ``given`` holds the fields that documents state, fen.

    Raises Refused with every fault: an award of the same contract in the same company is deferred once.
    """
    unit = researcher.unit
    keeps(viewer, unit)
    faults = firm_faults(company)
    if given["obtained_on"] > clock.today():
        faults.append(Fault("obtained_on", _("取得日期不能晚于今天")))
    if given["value"] <= 0:
        faults.append(Fault("value", _("取得时的价值须大于零")))
    if faults:
        raise Refused(faults)

    def make(subject: Subject) -> EquityAward:
        return EquityAward.objects.create(
            subject=subject, researcher=researcher, unit=unit, company=company, **given
        )

    made = begin(
        viewer, TYPE, name=f"{unit.name}股权奖励", division=unit.division,
        organisation_id=unit.organisation_id, key=key, make=make,
        content={
            "result": given["result"], "contract": given["contract"], "form": given["form"],
            "obtained_on": given["obtained_on"].isoformat(), "value": money.yuan(given["value"], grouped=False),
        },
        twice=_("这项奖励已经申报过"),
    )  # fmt: skip
    return cast(EquityAward, made)
