"""What waits for a firm: advice it had and has not graded."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.experts.models import Booking
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.pages import Errand


def of_firm(viewer: Viewer, subject: Subject) -> Iterator[Errand]:
    """One for each session that was held and not graded."""
    if not viewer.may("experts.book", organisation_id=subject.organisation_id):
        return
    held = Booking.objects.filter(firm=subject, state=Booking.State.HELD, grade=None)
    for one in held.select_related("session").order_by("booked_at"):
        yield Errand(_("评价专家咨询"), one.session.topic, "/my/advice/")
