"""The reviews of a place and year made public together: the yearly duty of 19.2 is fulfilled by it."""

from __future__ import annotations

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from zhiwei.platform.accounts import duties
from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.instruments import queries
from zhiwei.platform.instruments.models import Grade, Review
from zhiwei.platform.instruments.services.common import Fault, Refused
from zhiwei.platform.kit.phrases import add_phrase
from zhiwei.platform.ledger.faults import quoted

DUTY, SENTENCE = "platform_review", "19.2"
REGISTER = "instruments.register"
"""The act of the table of permissions."""
SUMMARY = add_phrase(
    gettext_noop("%(n)d 家平台：优秀 %(excellent)d、良好 %(good)d、合格 %(qualified)d、不合格 %(failed)d")
)
"""What the yearly duty keeps of the reviews, in Chinese."""


def publish_reviews(viewer: Viewer, *, division: str, year: int, document: str, address: str) -> list[Review]:
    """Publish what the platforms of a place were graded for a year, once every grade stands.

    Raises Refused with every fault, PermissionDenied outside the viewer's divisions.
    """
    if not viewer.may(REGISTER, division=division):
        raise PermissionDenied(_("您只能公布本地区的考核结果"))
    platforms = list(queries.there_in(division, year))
    graded = {
        one.platform_id: one for one in queries.reviews(platforms).filter(year=year) if queries.final(one)
    }
    faults = []
    if not document.strip():
        faults.append(Fault("document", _("请填写公布考核结果的文号")))
    if not platforms:
        said = _("%(place)s %(year)d 年度没有登记的平台；当年不适用的，请在年度事项里写明理由")
        faults.append(Fault("year", said % {"place": name_of(division), "year": year}))
    for one in platforms:
        if one.pk not in graded:
            said = _("“%(platform)s”%(year)d 年度还没有定等，定等后才能公布（%(text)s）")
            faults.append(Fault("year", said % {"platform": one, "year": year, "text": quoted(SENTENCE)}))
    if faults:
        raise Refused(faults)
    found = [graded[one.pk] for one in platforms]
    with transaction.atomic():
        duties.announce(
            viewer, DUTY, year, division, document=document.strip(), summary=_summary(found), address=address
        )
        log.record(
            viewer, "instruments.publish", kind="duty", key=f"{DUTY}/{year}", division=division,
            detail={"year": year, "document": document.strip()}, permission=REGISTER,
        )  # fmt: skip
    return found


def _summary(reviews: list[Review]) -> str:
    counted = Counter(one.grade for one in reviews)
    return SUMMARY % {"n": len(reviews), **{grade.value: counted[grade] for grade in Grade}}
