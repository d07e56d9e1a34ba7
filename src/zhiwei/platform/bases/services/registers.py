"""The registers of a base: the base itself, residents, graduates. Mistakes are struck with a reason, never deleted."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases import queries
from zhiwei.platform.bases.models import Base, Graduation, Residency
from zhiwei.platform.bases.rewards import services as following
from zhiwei.platform.bases.services.common import Fault, Refused, keeper, record
from zhiwei.platform.bases.services.records import strike_row
from zhiwei.platform.cases.services.offices import telephone_fault
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects.models import Subject

BASE, FIRM = "base", "enterprise"


def register_base(
    viewer: Viewer, subject: Subject, *, kind: str, investor: str, area: int, floors: int, opened_on: date,
    boundary: str, industry: str, telephone: str = "",
) -> Base:  # fmt: skip
    """Keep a subject of the kind 创业基地 as a base, with boundary, industry and area. Raises Refused with every fault."""
    if not viewer.may("bases.keep", division=subject.division, organisation_id=subject.organisation_id):
        raise PermissionDenied(_("您不能登记这个基地"))
    base = Base(
        subject=subject, kind=kind, investor=investor, area=area, floors=floors, opened_on=opened_on,
        boundary=boundary.strip(), industry=industry.strip(), telephone=telephone.strip(),
    )  # fmt: skip
    faults = []
    if not base.boundary:
        faults.append(Fault("boundary", _("请填写四至范围")))
    if not base.industry:
        faults.append(Fault("industry", _("请填写主导产业")))
    if base.telephone and (said := telephone_fault(base.telephone)):
        faults.append(Fault("telephone", said))
    if subject.entity != BASE:
        faults.append(Fault("", _("“%(name)s”不是创业基地") % {"name": subject.name}))
    if area <= 0:
        faults.append(Fault("area", _("可出租面积须大于零")))
    if opened_on > clock.today():
        faults.append(Fault("opened_on", _("启用日期不能晚于今天")))
    if Base.objects.filter(subject=subject).exists():
        faults.append(Fault("", _("这个基地已经登记")))
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        base.save(force_insert=True)
        record(viewer, "bases.register", base, "bases.keep", kind=kind, area=area, opened_on=opened_on)
    return base


def set_telephone(viewer: Viewer, base: Base, telephone: str) -> Base:
    """Enter how the base is reached by who wants to move in. Raises Refused for what is no telephone number."""
    keeper(viewer, base)
    with transaction.atomic():
        held = Base.objects.select_for_update().get(pk=base.pk)
        if said := telephone_fault(telephone):
            raise Refused([Fault("telephone", said)])
        held.telephone = telephone.strip()
        held.save(update_fields=["telephone"])
        record(viewer, "bases.telephone", held, "bases.keep", phone=held.telephone)
    return held


def move_in(viewer: Viewer, base: Base, firm: Subject, *, on: date, area: int) -> Residency:
    """Enter a firm as a resident. Raises Refused with every fault: a firm resides in one base at a time."""
    keeper(viewer, base)
    with transaction.atomic():
        held = Base.objects.select_for_update().get(pk=base.pk)
        faults = _firm_faults(firm, on)
        if on < held.opened_on:
            faults.append(Fault("on", _("入驻日期不能早于基地启用日期 %(day)s") % {"day": held.opened_on}))
        if area <= 0:
            faults.append(Fault("area", _("租用面积须大于零")))
        elif queries.let(held, on) + area > held.area:
            left = held.area - queries.let(held, on)
            faults.append(Fault("area", _("可出租面积只剩 %(left)d 平方米") % {"left": left}))
        there = (
            Residency.objects.filter(firm=firm, moved_out_on=None, struck_at=None)
            .select_related("base")
            .first()
        )
        if there is not None:
            faults.append(
                Fault("firm", _("该企业现登记在“%(base)s”，迁出后才能登记入驻") % {"base": there.base})
            )
        if faults:
            raise Refused(faults)
        try:
            with transaction.atomic():
                made = Residency.objects.create(
                    base=held, firm=firm, moved_in_on=on, area=area, entered_by_id=viewer.user_id
                )
        except IntegrityError:  # another base was quicker
            raise Refused([Fault("firm", _("该企业刚被登记在另一个基地"))]) from None
        following.follow_since(held, on, _("登记了 %(day)s 的入驻") % {"day": on})
        record(viewer, "bases.move_in", held, "bases.keep", firm=str(firm.pk), on=on, area=area)
    return made


def move_out(viewer: Viewer, residency: Residency, *, on: date) -> Residency:
    """Enter the day from which a resident is gone. Raises Refused with every fault."""
    keeper(viewer, residency.base)
    with transaction.atomic():
        held = Residency.objects.select_for_update().get(pk=residency.pk)
        faults = []
        if held.struck_at or held.moved_out_on:
            faults.append(Fault("", _("这条入驻登记已经结束")))
        if on < held.moved_in_on or on > clock.today():
            faults.append(Fault("on", _("迁出日期应在入驻日期和今天之间")))
        if faults:
            raise Refused(faults)
        held.moved_out_on = on
        held.save(update_fields=["moved_out_on"])
        following.follow_since(held.base, on, _("登记了 %(day)s 的迁出") % {"day": on})
        record(viewer, "bases.move_out", held.base, "bases.keep", firm=str(held.firm_id), on=on)
    return held


def graduate(viewer: Viewer, base: Base, firm: Subject, *, on: date, document: str) -> Graduation:
    """Enter a firm that the base raised; it must have resided there by then, and graduates once."""
    keeper(viewer, base)
    with transaction.atomic():
        held = Base.objects.select_for_update().get(pk=base.pk)
        faults = _firm_faults(firm, on)
        resided = held.residencies.filter(firm=firm, moved_in_on__lte=on, struck_at=None)
        if not resided.exists():
            faults.append(Fault("firm", _("该企业在毕业日期之前没有入驻过这个基地")))
        if not document.strip():
            faults.append(Fault("document", _("请填写毕业证明的文号")))
        there = Graduation.objects.filter(firm=firm, struck_at=None).first()
        if there is not None:
            faults.append(Fault("firm", _("该企业已于 %(day)s 毕业，只计一次") % {"day": there.graduated_on}))
        if faults:
            raise Refused(faults)
        try:
            with transaction.atomic():
                made = Graduation.objects.create(
                    base=held,
                    firm=firm,
                    graduated_on=on,
                    document=document.strip(),
                    entered_by_id=viewer.user_id,
                )
        except IntegrityError:  # another base was quicker
            raise Refused([Fault("firm", _("该企业刚被登记在另一个基地毕业，只计一次"))]) from None
        following.open_for(made)
        following.follow_since(held, on, _("登记了 %(day)s 的毕业") % {"day": on})
        record(viewer, "bases.graduate", held, "bases.keep", firm=str(firm.pk), on=on, document=made.document)
    return made


def strike(viewer: Viewer, entry: Residency | Graduation, why: str) -> None:
    """Strike an entry made by mistake; what was ranked before stays as it was ranked, what a graduation earned is taken back."""
    keeper(viewer, entry.base)
    with transaction.atomic():
        held = strike_row(viewer, entry, why)
        if isinstance(held, Graduation):
            following.struck(held, held.struck_why)
        else:
            following.follow_since(held.base, held.moved_in_on, held.struck_why)
        record(
            viewer,
            "bases.strike",
            held.base,
            "bases.keep",
            entry=held._meta.model_name,
            key=str(held.pk),
            why=why.strip(),
        )


def _firm_faults(firm: Subject, on: date) -> list[Fault]:
    faults = []
    if firm.entity != FIRM:
        faults.append(Fault("firm", _("“%(name)s”不是企业") % {"name": firm.name}))
    if on > clock.today():
        faults.append(Fault("on", _("日期不能晚于今天")))
    if firm.founded_on and on < firm.founded_on:
        faults.append(Fault("on", _("日期不能早于企业成立日期 %(day)s") % {"day": firm.founded_on}))
    return faults
