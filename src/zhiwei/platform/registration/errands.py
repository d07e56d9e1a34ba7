"""What waits for the people of an enterprise: filings to be corrected, instalments that are due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.money import short
from zhiwei.platform.registration import capital, queries
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.pages import Errand

SOON = timedelta(days=60)
"""How long before its day an instalment is named."""


def find(viewer: Viewer, subject: Subject) -> Iterator[Errand]:
    """One errand for each filing to be corrected, and one for instalments that are due soon or late."""
    if subject.entity != "enterprise" or subject.organisation_id not in queries.organisations_of(viewer):
        return
    about = Q(enterprise=subject) | Q(enterprise=None, organisation=subject.organisation_id)
    for filing in queries.own(viewer).filter(about, case__state__in=queries.EDITABLE):
        yield Errand(
            _("补正登记申请"), str(filing.get_kind_display()), reverse("registration:own", args=[filing.pk])
        )
    today = clock.today()
    due = capital.standing(subject).filter(paid_on=None, due_on__lte=today + SOON).order_by("due_on")
    if rows := list(due):
        said = _("%(day)s 前缴付出资 %(fen)s 元") % {
            "day": rows[0].due_on,
            "fen": short(sum(r.fen for r in rows)),
        }
        yield Errand(said, subject.name, reverse("registration:firm", args=[subject.pk]))
