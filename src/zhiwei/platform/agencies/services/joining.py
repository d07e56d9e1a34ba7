"""Joining the open register of agencies: any legal person applies, its case decides; leaving it again."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.agencies.models import Kind, Listing
from zhiwei.platform.agencies.services.bodies import ENTITY
from zhiwei.platform.agencies.services.common import Fault, Refused, found_or_made, record
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import Subject

TYPE = "agency_listing"
APPLY = "cases.apply"
NOT_LEGAL_PERSONS = ("individual_business", "other_individual", "sole_proprietorship", "partnership")
"""Legal forms of enterprises that are no legal person."""


def apply(viewer: Viewer, who: Subject, *, kinds: Sequence[str], services: str, key: str) -> Case:
    """Apply for a legal person of the viewer's own, whatever kind it is; the same key again gives the same case.

    One that is no agency yet is registered as one for the same organisation. Raises Refused with every fault,
    PermissionDenied for another's subject.
    """
    own = who.organisation_id
    if own is None or not viewer.may(APPLY, organisation_id=own):
        raise PermissionDenied(_("您只能为自己的单位申请"))
    faults = []
    kind = entities.kinds().get(who.entity)
    if kind is None or not kind.actor or who.legal_form in NOT_LEGAL_PERSONS:
        faults.append(Fault("who", _("“%(name)s”不具有法人资格，不能申请") % {"name": who.name}))
    if not kinds or set(kinds) - set(Kind.values):
        faults.append(Fault("kinds", _("请从第 15.1 句所列五类服务中选择")))
    if not services.strip():
        faults.append(Fault("services", _("请写明提供哪些服务")))
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        subject = who
        if who.entity != ENTITY:
            subject = found_or_made(ENTITY, who.name, who.division, organisation=who.organisation)
            if subject.organisation_id != own:
                raise Refused([Fault("who", _("已有同名的机构，请与当地经办人联系"))])
        content = {"services": services.strip()} | dict.fromkeys(kinds, "true")
        return cases.open_case(
            viewer, TYPE, subject, key=f"{TYPE}/{key}", origin="applicant", content=content
        )


def leave(viewer: Viewer, listing: Listing) -> Listing:
    """Leave the register. Raises Refused for who is not in it, PermissionDenied for another's agency."""
    own = listing.subject.organisation_id
    if own is None or not viewer.may(APPLY, organisation_id=own):
        raise PermissionDenied(_("您只能退出自己的机构"))
    with transaction.atomic():
        held = Listing.objects.select_for_update().get(pk=listing.pk)
        if held.state != Listing.State.LISTED:
            raise Refused([_("这家机构不在册")])
        held.state, held.left_on = Listing.State.LEFT, clock.today()
        held.save()
        record(viewer, "agencies.leave", held.subject, APPLY)
    return held
