"""Clusters, their firms and the chains between firms: entered, ended, struck; every act in the audit."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.clusters import queries
from zhiwei.platform.bases.models import ChainLink, Cluster, Member
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.bases.services.records import record_on, strike_row
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import entities
from zhiwei.platform.subjects.models import Subject

FIRM = "enterprise"


def found(
    viewer: Viewer, *, kind: str, name: str, division: str, boundary: str, industry: str, operator: Subject, area: int,
    founded_on: date,
) -> Cluster:  # fmt: skip
    """Register a special base, a cluster or a park. Raises Refused with every fault, PermissionDenied elsewhere."""
    if not viewer.may("bases.keep", division=division):
        raise PermissionDenied(_("您不能在这个地区登记"))
    faults = [
        Fault(field, said)
        for field, text, said in (
            ("name", name, _("请填写名称")),
            ("boundary", boundary, _("请填写四至范围")),
            ("industry", industry, _("请填写主导产业")),
        )
        if not text.strip()
    ]
    kinds = entities.kinds()
    if operator.entity not in kinds or not kinds[operator.entity].actor:
        faults.append(Fault("operator", _("“%(name)s”不是可以运营的单位") % {"name": operator.name}))
    if area <= 0:
        faults.append(Fault("area", _("面积须大于零")))
    if founded_on > clock.today():
        faults.append(Fault("founded_on", _("日期不能晚于今天")))
    if Cluster.objects.filter(division=division, name=name.strip()).exists():
        faults.append(Fault("name", _("当地已经登记了同名的集群或园区")))
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        made = Cluster.objects.create(
            kind=kind, name=name.strip(), division=division, boundary=boundary.strip(), industry=industry.strip(),
            operator=operator, area=area, founded_on=founded_on, made_by_id=viewer.user_id,
        )  # fmt: skip
        _record(viewer, "bases.cluster", made, name=made.name, operator=str(operator.pk))
    return made


def join(viewer: Viewer, cluster: Cluster, firm: Subject, *, on: date) -> Member:
    """Enter a firm as a member. A firm may belong to several clusters, to each once at a time."""
    _keeper(viewer, cluster)
    faults = _firm_faults("firm", firm, on)
    if on < cluster.founded_on:
        faults.append(Fault("on", _("日期不能早于设立日期 %(day)s") % {"day": cluster.founded_on}))
    twice = Fault("firm", _("该企业已经是“%(name)s”的成员") % {"name": cluster})
    if cluster.members.filter(firm=firm, left_on=None, struck_at=None).exists():
        faults.append(twice)
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = Member.objects.create(
                    cluster=cluster, firm=firm, joined_on=on, entered_by_id=viewer.user_id
                )
        except IntegrityError:  # somebody else was quicker
            raise Refused([twice]) from None
        _record(viewer, "bases.join", cluster, firm=str(firm.pk), on=on)
    return made


def leave(viewer: Viewer, member: Member, *, on: date) -> Member:
    """Enter the day from which a firm belongs no more."""
    _keeper(viewer, member.cluster)
    with transaction.atomic():
        held = Member.objects.select_for_update().get(pk=member.pk)
        faults = []
        if held.struck_at or held.left_on:
            faults.append(Fault("", _("这条成员登记已经结束")))
        if on < held.joined_on or on > clock.today():
            faults.append(Fault("on", _("退出日期应在加入日期和今天之间")))
        if faults:
            raise Refused(faults)
        held.left_on = on
        held.save(update_fields=["left_on"])
        _record(viewer, "bases.leave", held.cluster, firm=str(held.firm_id), on=on)
    return held


def strike_member(viewer: Viewer, member: Member, why: str) -> None:
    """Strike a membership entered by mistake."""
    _keeper(viewer, member.cluster)
    with transaction.atomic():
        held = strike_row(viewer, member, why)
        _record(viewer, "bases.strike", held.cluster, entry="member", row=str(held.pk), why=held.struck_why)


def link(viewer: Viewer, supplier: Subject, leader: Subject, *, product: str, from_day: date) -> ChainLink:
    """Enter that a firm supplies a leading firm. By general government of the supplier's place."""
    _of_place(viewer, supplier)
    faults = _firm_faults("", supplier, from_day) + _firm_faults("leader", leader, from_day)
    twice = Fault("", _("这项配套关系已经登记"))
    if supplier.pk == leader.pk:
        faults.append(Fault("leader", _("龙头企业不能是本企业")))
    if not product.strip():
        faults.append(Fault("product", _("请填写配套的产品或服务")))
    if ChainLink.objects.filter(
        supplier=supplier, leader=leader, product=product.strip(), to_day=None, struck_at=None
    ).exists():
        faults.append(twice)
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        try:
            with transaction.atomic():
                made = ChainLink.objects.create(
                    supplier=supplier, leader=leader, product=product.strip(), from_day=from_day,
                    entered_by_id=viewer.user_id,
                )  # fmt: skip
        except IntegrityError:  # somebody else was quicker
            raise Refused([twice]) from None
        _on_firm(viewer, "bases.chain", supplier, leader=str(leader.pk), product=made.product)
    return made


def unlink(viewer: Viewer, chain: ChainLink, *, why: str = "") -> None:
    """End a link today, or with a reason strike one entered by mistake."""
    _of_place(viewer, chain.supplier)
    with transaction.atomic():
        if why.strip():
            strike_row(viewer, chain, why)
        else:
            held = ChainLink.objects.select_for_update().get(pk=chain.pk)
            if held.struck_at or held.to_day:
                raise Refused([Fault("", _("这项配套关系已经结束"))])
            held.to_day = clock.today()
            held.save(update_fields=["to_day"])
        _on_firm(viewer, "bases.chain_ends", chain.supplier, row=str(chain.pk), why=why.strip())


def _firm_faults(field: str, firm: Subject, on: date) -> list[Fault]:
    faults = []
    if firm.entity != FIRM:
        faults.append(Fault(field, _("“%(name)s”不是企业") % {"name": firm.name}))
    if on > clock.today():
        faults.append(Fault("on", _("日期不能晚于今天")))
    if firm.founded_on and on < firm.founded_on:
        faults.append(Fault("on", _("日期不能早于企业成立日期 %(day)s") % {"day": firm.founded_on}))
    return faults


def _keeper(viewer: Viewer, cluster: Cluster) -> None:
    if not queries.may_keep(viewer, cluster):
        raise PermissionDenied(_("您不能登记这里的成员企业"))


def _of_place(viewer: Viewer, supplier: Subject) -> None:
    if not viewer.may("bases.keep", division=supplier.division):
        raise PermissionDenied(_("您不能登记这个企业的产业链关系"))


def _record(viewer: Viewer, act: str, cluster: Cluster, **detail: object) -> None:
    record_on(viewer, act, "cluster", cluster.pk, cluster.division, "bases.keep", **detail)


def _on_firm(viewer: Viewer, act: str, firm: Subject, **detail: object) -> None:
    record_on(viewer, act, "subject", firm.pk, firm.division, "bases.keep", **detail)
