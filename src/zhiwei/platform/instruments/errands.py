"""What waits for the people of a platform or a firm: bookings to answer, uses to record, records to confirm."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.instruments import queries
from zhiwei.platform.instruments.addresses import PLATFORM
from zhiwei.platform.instruments.models import Booking
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.language import titled
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.pages import Errand

MOST = 5
"""Errands of one kind on a page; the lists show all."""


def find(viewer: Viewer, subject: Subject) -> Iterator[Errand]:
    """The viewer's next errands on a platform he keeps; those of firms stand among their cases."""
    if subject.entity != PLATFORM or not queries.kept_by(viewer).filter(pk=subject.pk).exists():
        return
    rows = Booking.objects.filter(platform=subject.pk).select_related("resource", "slot", "case", "firm")
    for one in rows.filter(case__state="requested").order_by("made_at")[:MOST]:
        yield _errand(one, _("答复预约"))
    over = rows.filter(case__state="agreed", slot__ends_at__lte=clock.now())
    for one in over.order_by("slot__ends_at")[:MOST]:
        yield _errand(one, _("登记使用记录"))


def _errand(one: Booking, text: str) -> Errand:
    about = f"{one.resource.title} {one.slot or ''}".strip()
    return Errand(text, titled(about, one.firm.name), reverse("instruments:keeper-booking", args=[one.pk]))
