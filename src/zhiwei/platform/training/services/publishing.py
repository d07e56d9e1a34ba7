"""What was counted of a year made public by the province: the yearly duties of 16.2 and 16.3 are fulfilled by it."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.platform.accounts import duties
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.phrases import add_phrase
from zhiwei.platform.training import report
from zhiwei.platform.training.services.common import Fault, Refused, record
from zhiwei.platform.training.services.places import FUND, PROVINCE

SHORT, FUNDED = "short_training", "funded_training"
"""The duties of 16.2 and 16.3."""

TRAINED = add_phrase(gettext_noop("有证明的短期培训 %(n)d 人次，目标 %(target)d 人次"))
PLACES = add_phrase(gettext_noop("资助 %(n)d 名企业主，名额 %(target)d 名"))
"""What the yearly duties keep of a year, in Chinese."""


def publish_year(viewer: Viewer, *, year: int, document: str, address: str) -> None:
    """Publish person-times and funded owners of a year that is over; the second only where the year was announced.

    The figures are counted here. Raises Refused with every fault, PermissionDenied for who is not of the province.
    """
    if not viewer.may(FUND, division=PROVINCE):
        raise PermissionDenied(_("年度培训结果由省级公布"))
    faults = []
    if not document.strip():
        faults.append(Fault("document", _("请填写公布结果的文号")))
    if year >= clock.today().year:
        faults.append(Fault("year", _("%(year)d 年度还没有结束，结束后才能公布结果") % {"year": year}))
    if faults:
        raise Refused(faults)
    short = report.short_training(year)
    told = {SHORT: TRAINED % {"n": short.counted, "target": short.target}}
    if report.year_of(year) is not None:
        funded = report.funded_owners(year)
        told[FUNDED] = PLACES % {"n": funded.counted, "target": funded.target}
    with transaction.atomic():
        for duty, summary in told.items():
            duties.announce(
                viewer, duty, year, PROVINCE, document=document.strip(), summary=summary, address=address
            )
        record(
            viewer, "training.publish_year", FUND, kind="training_year", key=year, division=PROVINCE,
            document=document.strip(),
        )  # fmt: skip
