"""Land: what there is, who asks, who gets it. Whom an allocation passes over is told why, in writing (14.5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts import duties
from zhiwei.platform.accounts.divisions import level_of, name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.land import law, queries
from zhiwei.platform.bases.models import Allocation, Base, LandKind, LandRequest, LandSource, PassedOver
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.bases.services.records import record_on, strike_row
from zhiwei.platform.kit import clock
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.subjects.models import Subject

KEEP, ASK = "bases.land", "bases.ask_land"
DUTY = "land_for_bases"
"""The yearly duty that the published report fulfils."""


def enter_source(
    viewer: Viewer, *, kind: str, division: str, year: int, area: int, document: str, name: str = ""
) -> LandSource:
    """Enter the year's new quota of a place, or a released plot; square metres. Raises Refused with every fault."""
    if not viewer.may(KEEP, division=division):
        raise PermissionDenied(_("您不能登记这个地区的建设用地"))
    faults = []
    if level_of(division) < 2:
        faults.append(Fault("division", _("用地指标由市、县登记")))
    if area <= 0:
        faults.append(Fault("area", _("面积须大于零")))
    if not document.strip():
        faults.append(Fault("document", _("请填写文号")))
    if kind == LandKind.RELEASED and not name.strip():
        faults.append(Fault("name", _("请填写地块名称")))
    twice = Fault("year", _("%(year)d 年度的新增指标已经登记") % {"year": year})
    if kind == LandKind.QUOTA and queries.quota(division, year) is not None:
        faults.append(twice)
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = LandSource.objects.create(
                    kind=kind, division=division, year=year, area=area, document=document.strip(), name=name.strip(),
                    entered_by_id=viewer.user_id,
                )  # fmt: skip
        except IntegrityError:  # somebody else was quicker
            raise Refused([twice]) from None
        _record(
            viewer, KEEP, "land", made.pk, division, land=kind, year=year, area=area, document=made.document
        )
    return made


def ask(viewer: Viewer, applicant: Subject, *, purpose: str, area: int) -> LandRequest:
    """Ask for land: a base or a firm, one request at a time. Raises Refused with every fault."""
    if not viewer.may(ASK, division=applicant.division, organisation_id=applicant.organisation_id):
        raise PermissionDenied(_("您不能为这个主体申请用地"))
    faults = []
    if applicant.entity != "enterprise" and not Base.objects.filter(subject=applicant).exists():
        faults.append(Fault("", _("只有企业和已登记的创业基地可以申请用地")))
    if not purpose.strip():
        faults.append(Fault("purpose", _("请填写用途")))
    if area <= 0:
        faults.append(Fault("area", _("面积须大于零")))
    twice = Fault("", _("已有一件用地申请在等待安排"))
    if LandRequest.objects.filter(applicant=applicant, state=LandRequest.State.WAITING).exists():
        faults.append(twice)
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = LandRequest.objects.create(
                    applicant=applicant, division=applicant.division, purpose=purpose.strip(), area=area,
                    asked_by_id=viewer.user_id,
                )  # fmt: skip
        except IntegrityError:  # two clicks
            raise Refused([twice]) from None
        _record(viewer, ASK, "land_request", made.pk, made.division, subject=str(applicant.pk), area=area)
    return made


def withdraw(viewer: Viewer, request: LandRequest) -> LandRequest:
    """The applicant no longer wants it."""
    applicant = request.applicant
    if not viewer.may(ASK, division=applicant.division, organisation_id=applicant.organisation_id):
        raise PermissionDenied(_("您不能撤回这件申请"))
    with transaction.atomic():
        held = LandRequest.objects.select_for_update().get(pk=request.pk)
        if held.state != LandRequest.State.WAITING:
            raise Refused(
                [Fault("", _("这件申请现为“%(state)s”，不能撤回") % {"state": held.get_state_display()})]
            )
        held.state = LandRequest.State.WITHDRAWN
        held.save(update_fields=["state"])
        _record(viewer, "bases.withdraw_land", "land_request", held.pk, held.division)
    return held


def allocate(
    viewer: Viewer, source: LandSource, *, area: int, on: date, document: str, request: LandRequest | None = None,
    receiver: str = "", reasons: Mapping[UUID, str] | None = None,
) -> Allocation:  # fmt: skip
    """Give land out of a source, to a request or to a named receiver; ``reasons`` by the request passed over.

    Raises Refused with every fault: beyond what is left, or a request that goes first passed over without a reason.
    """
    if not viewer.may(KEEP, division=source.division):
        raise PermissionDenied(_("您不能安排这个地区的用地"))
    said = {key: text.strip() for key, text in (reasons or {}).items()}
    with transaction.atomic():
        held = LandSource.objects.select_for_update().get(pk=source.pk)
        served = LandRequest.objects.select_for_update().get(pk=request.pk) if request is not None else None
        over = law.passed_over(held, served, on)
        faults = _faults(held, served, area, on, document, receiver)
        faults += [_unexplained(one) for one in over if not said.get(one.pk)]
        if faults:
            raise Refused(faults)
        made = Allocation.objects.create(
            source=held, request=served, receiver="" if served else receiver.strip(), area=area, decided_on=on,
            document=document.strip(), entered_by_id=viewer.user_id,
        )  # fmt: skip
        PassedOver.objects.bulk_create(
            PassedOver(allocation=made, request=one, reason=said[one.pk][:300]) for one in over
        )
        held.allocated += area
        held.save(update_fields=["allocated"])
        if served is not None:
            served.state = LandRequest.State.GIVEN
            served.save(update_fields=["state"])
        _record(
            viewer, "bases.allocate", "land", held.pk, held.division, area=area, document=made.document,
            request=str(served.pk) if served else "", receiver=made.receiver,
            passed_over={str(one.pk): said[one.pk] for one in over},
        )  # fmt: skip
    return made


def _faults(
    held: LandSource, served: LandRequest | None, area: int, on: date, document: str, receiver: str
) -> list[Fault]:
    faults = []
    if held.struck_at:
        faults.append(Fault("", _("这条用地登记已经作废")))
    if not 0 < area <= held.left:
        faults.append(Fault("area", _("可安排的面积只剩 %(left)d 平方米") % {"left": held.left}))
    if on > clock.today() or on.year < held.year:
        faults.append(Fault("on", _("决定日期应在 %(year)d 年以后，不晚于今天") % {"year": held.year}))
    if not document.strip():
        faults.append(Fault("document", _("请填写文号")))
    if served is None:
        if not receiver.strip():
            faults.append(Fault("receiver", _("请选择申请，或者写明用地单位")))
        return faults
    if served.state != LandRequest.State.WAITING:
        faults.append(Fault("request", _("这件申请现为“%(state)s”") % {"state": served.get_state_display()}))
    if served.division != held.division:
        faults.append(Fault("request", _("这件申请属于%(place)s") % {"place": name_of(served.division)}))
    if area > served.area:
        faults.append(Fault("area", _("申请的面积是 %(area)d 平方米") % {"area": served.area}))
    return faults


def _unexplained(one: LandRequest) -> Fault:
    text = _("“%(name)s”（%(day)s 申请）还在等待，越过它须写明理由：%(text)s") % {
        "name": one.applicant.name, "day": one.asked_on, "text": quoted(law.SENTENCE),
    }  # fmt: skip
    return Fault(f"reason-{one.pk}", text)


def strike_allocation(viewer: Viewer, allocation: Allocation, why: str) -> None:
    """Strike an allocation made by mistake: the land is there again, and the request waits again."""
    if not viewer.may(KEEP, division=allocation.source.division):
        raise PermissionDenied(_("您不能安排这个地区的用地"))
    with transaction.atomic():
        source = LandSource.objects.select_for_update().get(pk=allocation.source_id)
        held = strike_row(viewer, allocation, why)
        source.allocated -= held.area
        source.save(update_fields=["allocated"])
        if held.request is not None:
            waiting = LandRequest.State.WAITING
            other = LandRequest.objects.filter(applicant=held.request.applicant_id, state=waiting)
            if other.exists():
                raise Refused([Fault("", _("该主体已另有一件用地申请在等待，请先处理那一件"))])
            LandRequest.objects.filter(pk=held.request.pk).update(state=waiting)
        _record(
            viewer, "bases.strike", "land", source.pk, source.division, entry="allocation", row=str(held.pk),
            why=held.struck_why,
        )  # fmt: skip


def publish(viewer: Viewer, division: str, year: int, address: str) -> queries.Report:
    """Publish the report of a year that is over, or of this one; the yearly duty is fulfilled by it.

    Raises Refused where no quota is entered, PermissionDenied elsewhere.
    """
    if not viewer.may(KEEP, division=division):
        raise PermissionDenied(_("您不能公布这个地区的报告"))
    report = queries.report(division, year)
    if report.quota is None:
        raise Refused([Fault("", _("%(year)d 年度的新增指标还没有登记") % {"year": year})])
    with transaction.atomic():
        duties.announce(
            viewer, DUTY, year, division, document=report.document, summary=report.text(), address=address
        )
        _record(viewer, "bases.publish_land", "land", f"{division}/{year}", division, year=year)
    return report


def _record(viewer: Viewer, act: str, kind: str, key: object, division: str, **detail: object) -> None:
    permission = ASK if kind == "land_request" else KEEP
    record_on(viewer, act, kind, key, division, permission, **detail)
