"""The trainee's grade for a course he attended; changed as often as he likes, the last one counts."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.training.models import Enrolment
from zhiwei.platform.training.services.common import Fault, Refused, record_course

GRADES = range(1, 6)


def rate(viewer: Viewer, one: Enrolment, *, grade: int, remark: str = "") -> Enrolment:
    """Grade a course from 1 to 5. Raises Refused without proved attendance; PermissionDenied for another's enrolment."""
    if viewer.user_id is None or one.person_id != viewer.user_id:
        raise PermissionDenied(_("只有学员本人可以评价"))
    with transaction.atomic():
        held = Enrolment.objects.select_for_update(of=("self",)).select_related("course").get(pk=one.pk)
        wrong = [] if grade in GRADES else [Fault("grade", _("评价为 1 至 5 分"))]
        if not held.counts:
            wrong.append(Fault("", _("有参训证明以后才能评价")))
        if wrong:
            raise Refused(wrong)
        held.grade, held.remark, held.graded_at = grade, remark.strip(), clock.now()
        held.save(update_fields=["grade", "remark", "graded_at"])
        record_course(
            viewer, "training.rate", "training.enrol", held.course, enrolment=str(held.pk), grade=grade
        )
    return held
