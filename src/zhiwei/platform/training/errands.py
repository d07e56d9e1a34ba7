"""What waits for a trainee or a training body, for the first page they see."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.pages import Errand
from zhiwei.platform.training.models import Course, Enrolment


def errands(viewer: Viewer, subject: Subject) -> Iterator[Errand]:
    """Courses the viewer himself has to confirm or may rate; courses of the body whose attendance is to be entered."""
    if subject.entity == "enterprise" and viewer.user_id is not None:
        yield from _trainee(viewer.user_id, subject)
    if subject.entity == "training":
        yield from _trainer(subject)


def _trainee(user_id: int, firm: Subject) -> Iterator[Errand]:
    rows = Enrolment.objects.filter(
        person=user_id, firm=firm, withdrawn_at=None, course__state=Course.State.OPEN
    )
    waits = Q(confirmed_at=None, present=True, course__settled_at=None) | Q(counts=True, grade=None)
    for one in rows.filter(waits).select_related("course"):
        text = _("评价课程") if one.counts else _("确认您参加了培训")
        yield Errand(text, one.course.title, reverse("training:own"))


def _trainer(body: Subject) -> Iterator[Errand]:
    rows = Course.objects.filter(
        commission__body=body, state=Course.State.OPEN, ends_on__lte=clock.today(), settled_at=None,
        enrolments__withdrawn_at=None, enrolments__present=None,
    )  # fmt: skip
    for one in rows.distinct().order_by("ends_on"):
        yield Errand(_("登记到课"), one.title, reverse("training:sheet", args=[one.pk]))
