"""The catalogue: an agency lists a service and takes it off."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases.services.offices import telephone_fault
from zhiwei.platform.ledger.faults import Fault, Refused, refuse
from zhiwei.platform.services.models import Category, Offer
from zhiwei.platform.subjects.models import Subject


def offer(
    viewer: Viewer, agency: Subject, *, category: str, title: str, price: int, text: str = "", telephone: str = "",
    one: Offer | None = None,
) -> Offer:  # fmt: skip
    """List a service, or ``one`` that is there, its title too, as it is to be; without ``one`` a title that the agency has
    already is changed and listed again.

    Raises Refused with every fault; PermissionDenied for another's agency.
    """
    _must(viewer, agency)
    wrong = []
    if one is not None and one.agency_id != agency.pk:
        wrong.append(Fault("agency", _("服务不能转给另一家机构")))
    if agency.entity != "agency":
        wrong.append(Fault("agency", _("只有登记的中介服务机构可以提供服务")))
    if category not in Category.values:
        wrong.append(Fault("category", _("服务类别须为第 15.1 句所列五类之一"), "15.1"))
    if not title.strip():
        wrong.append(Fault("title", _("请填写服务名称")))
    if price <= 0:
        wrong.append(Fault("price", _("价格须大于零")))
    if telephone.strip() and (said := telephone_fault(telephone)):
        wrong.append(Fault("telephone", said))
    if wrong:
        raise Refused(wrong)
    with transaction.atomic():
        rows = Offer.objects.select_for_update().filter(agency=agency)
        found = rows.filter(title=title.strip()).first() if one is None else rows.get(pk=one.pk)
        made = found or Offer(agency=agency)
        made.title = title.strip()
        made.category, made.price, made.text, made.state = category, price, text.strip(), Offer.State.LISTED
        made.telephone = telephone.strip()
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError:
            raise refuse("title", _("本机构已有同名服务")) from None
        _record(viewer, "services.offer", made)
    return made


def withdraw(viewer: Viewer, one: Offer) -> Offer:
    """Take a service off; orders made stay."""
    _must(viewer, one.agency)
    with transaction.atomic():
        held = Offer.objects.select_for_update().get(pk=one.pk)
        if held.state != Offer.State.WITHDRAWN:
            held.state = Offer.State.WITHDRAWN
            held.save()
            _record(viewer, "services.withdraw", held)
    return held


def _must(viewer: Viewer, agency: Subject) -> None:
    own = agency.organisation_id
    if not viewer.is_system and (own is None or not viewer.may("services.offer", organisation_id=own)):
        raise PermissionDenied(_("您只能管理自己机构的服务"))


def _record(viewer: Viewer, act: str, one: Offer) -> None:
    detail = {"title": one.title, "category": one.category, "price": one.price, "state": one.state}
    log.record(
        viewer, act, kind="subject", key=str(one.agency_id), division=one.agency.division, detail=detail,
        permission="services.offer",
    )  # fmt: skip
