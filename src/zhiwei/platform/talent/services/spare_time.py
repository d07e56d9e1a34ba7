"""A researcher in post declares the firm he founded (20.3), a year at a time."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.talent.models import Researcher, SpareTime
from zhiwei.platform.talent.services.common import Fault, Refused, acts_for, begin
from zhiwei.platform.talent.services.secondments import firm_faults

TYPE = "spare_time"


def declare(
    viewer: Viewer,
    researcher: Researcher,
    firm: Subject,
    *,
    year: int,
    own_work_done: bool,
    duties: str,
    key: str,
) -> SpareTime:
    """Declare that the own work of a year was done beside the firm. Raises Refused with every fault."""
    acts_for(viewer, researcher.organisation_id)
    faults = firm_faults(firm)
    if researcher.left_on is not None and year > researcher.left_on.year:
        faults.append(Fault("year", _("您已登记离开原单位")))
    if year > clock.today().year or (firm.founded_on and year < firm.founded_on.year):
        faults.append(Fault("year", _("年度应在企业成立之年和今年之间")))
    if researcher.secondments.filter(live=True, filed_on__isnull=False).exists():
        faults.append(Fault("", _("您已离岗到企业工作，不是在职创业")))
    if not own_work_done:
        faults.append(Fault("own_work_done", _("声明须写明已完成本职工作")))
    if faults:
        raise Refused(faults)
    unit = researcher.unit

    def make(subject: Subject) -> SpareTime:
        return SpareTime.objects.create(
            subject=subject, researcher=researcher, unit=unit, firm=firm, year=year
        )

    made = begin(
        viewer, TYPE, name=f"{unit.name}在职创业声明", division=unit.division,
        organisation_id=researcher.organisation_id, key=key, make=make,
        content={"year": year, "own_work_done": own_work_done, "duties": duties.strip()},
        twice=_("%(year)d 年度已为这家企业声明过") % {"year": year},
    )  # fmt: skip
    return cast(SpareTime, made)
