"""Handing a filing in: its case opens, its names are held, in one transaction."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Origin
from zhiwei.platform.kit import clock
from zhiwei.platform.registration import naming, queries
from zhiwei.platform.registration.models import Filing
from zhiwei.platform.registration.refused import Fault, Refused
from zhiwei.platform.registration.services.common import editable
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.names import is_personal
from zhiwei.platform.subjects.services import create_subject, relate


def submit(viewer: Viewer, filing: Filing) -> Filing:
    """Hand it in; again gives it as it is. What a law or a paper wants may still be missing: the office says so once.

    Raises Refused where a name is not free or nothing is said yet, the cases' Refused, PermissionDenied.
    """
    with transaction.atomic():
        there = Filing.objects.get(pk=filing.pk)
        if there.case_id is not None:
            if not (queries.own(viewer) | queries.of_divisions(viewer)).filter(pk=there.pk).exists():
                raise PermissionDenied(_("这件申请现在不能由您修改"))
            return there
        held = editable(viewer, filing)
        naming.lock(held.division)
        wrong = [Fault("", text) for text in naming.taken(held)]
        named = _name(held)
        if not named:
            wrong.append(Fault("name", _("请先填写名称")))
        if wrong:
            raise Refused(wrong)
        held.subject, held.submitted_on = _subject(held, named), clock.today()
        own = held.organisation_id in queries.organisations_of(viewer)
        origin = Origin.COUNTER if held.counter and not own else Origin.APPLICANT
        held.save()
        held.case = cases.open_case(
            viewer, queries.TYPE, held.subject, key=f"{queries.TYPE}/{held.pk}", origin=origin.value,
        )  # fmt: skip
        held.save()
        naming.hold(held)
    return held


def _name(filing: Filing) -> str:
    """Whom the filing is about, in words."""
    said = next((one.name for one in naming.named(filing)), "")
    return said or (filing.enterprise.name if filing.enterprise else "")


def _subject(filing: Filing, name: str) -> Subject:
    """The filing as the rulebook speaks of it, linked to the enterprise it is about; the register books, nobody's hand."""
    made = create_subject(
        SYSTEM, entity="registration_filing", name=f"{filing.get_kind_display()}：{name}"[:200],
        division=filing.division, personal_name=is_personal(name), organisation=filing.organisation,
    )  # fmt: skip
    if filing.enterprise is not None:
        relate(SYSTEM, made, filing.enterprise, "link", link="enterprise", on_day=clock.today())
    return made
