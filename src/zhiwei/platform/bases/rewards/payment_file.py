"""Tax payments from a file of the tax office: a receipt is entered once and does not change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, ClassVar

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts.divisions import called, covered_by, name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.bases.models import TaxPayment
from zhiwei.platform.bases.rewards.forms import PaymentForm
from zhiwei.platform.bases.rewards.payments import enter_payment, receipt
from zhiwei.platform.bases.services.common import Fault, Refused
from zhiwei.platform.kit import money
from zhiwei.platform.subjects.firm_field import ExactFirmField
from zhiwei.platform.subjects.list_files import Done, ListFile, Result
from zhiwei.platform.subjects.list_files.kinds import Words


class PaymentRow(PaymentForm):
    """A payment of a firm that is named whole."""

    firm = ExactFirmField(label=gettext_lazy("企业"))


class PaymentFile(ListFile):
    """What firms of a tax office's place paid."""

    name = "tax-payments"
    title = gettext_lazy("缴税记录")
    note = gettext_lazy(
        "一张完税凭证登记一次。登记过的不能用表修改，内容不同的行不收；登记有误的先在页面上作废。"
    )
    permission = "bases.tax"
    form = PaymentRow
    key = ("number",)
    most = 2_000
    heads: ClassVar[Mapping[str, Words]] = {"fen": gettext_lazy("缴纳税款（元）")}
    names: ClassVar[Mapping[str, tuple[Words, ...]]] = {
        "firm": ("企业名称", "纳税人", "纳税人名称", "统一社会信用代码"), "paid_on": ("入库日期",),
        "fen": ("税款", "入库税款"), "number": ("税票号",),
    }  # fmt: skip

    def target(self, viewer: Viewer, key: str) -> str:
        """The place of a tax office, for its own people."""
        if key not in {one.code for one in load_divisions()} or not viewer.may("bases.tax", division=key):
            raise Http404
        return key

    def whose(self, target: str) -> str:
        """Its name."""
        return name_of(target)

    def page(self, viewer: Viewer, target: str) -> str:
        """The payments of the viewer's places."""
        return reverse("bases:taxes")

    def division(self, target: str) -> str:
        """The place itself."""
        return target

    def owners(self, target: str) -> Mapping[Words, Collection[str]]:
        """Rows of places outside are refused."""
        return {gettext_lazy("地区"): set().union(*map(called, covered_by(target)))}

    def enter(self, viewer: Viewer, target: str, given: dict[str, Any]) -> Done:
        """A new payment; a receipt that is there says what the row says, or the row is refused."""
        firm, number = given["firm"], receipt(given["number"])
        if firm.division not in covered_by(target):
            words = _("“%(name)s”不在%(place)s，由当地税务机关登记；请删去这一行")
            raise Refused([Fault("firm", words % {"name": firm.name, "place": name_of(target)})])
        said = {"firm": firm, "paid_on": given["paid_on"], "fen": given["fen"]}
        rows = TaxPayment.objects.select_related("firm").filter(number=number)
        there = rows.filter(struck_at=None).first()
        if there is not None:
            if all(getattr(there, name) == value for name, value in said.items()):
                return Done(Result.SAME)
            words = _("这张凭证已经登记，内容不同：%(firm)s，%(day)s，%(fen)s 元；请改为一致或删去这一行")
            kept = {"firm": there.firm.name, "day": there.paid_on, "fen": money.short(there.fen)}
            raise Refused([Fault("number", words % kept)])
        if struck := rows.filter(**said).first():
            words = _("这条登记已经作废（%(why)s）；请删去这一行，确要登记的在页面上逐笔登记")
            raise Refused([Fault("number", words % {"why": struck.struck_why})])
        enter_payment(viewer, number=number, **said)
        return Done(Result.NEW)
