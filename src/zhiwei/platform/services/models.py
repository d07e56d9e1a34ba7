"""What agencies offer, what places decided about vouchers, and what was ordered with one."""

from __future__ import annotations

import uuid
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.ledger.chart import Level
from zhiwei.platform.programmes.money.splitting import split


class Category(models.TextChoices):
    """The five kinds of service that sentence 15.1 lists, in its order."""

    GUIDANCE = "guidance", _("创业指导")
    MARKET = "market", _("市场开拓")
    MANAGEMENT = "management", _("企业管理")
    POLICY = "policy", _("政策咨询")
    RIGHTS = "rights", _("权益维护")


class Offer(models.Model):
    """A service an agency offers at a price. What was ordered keeps its own price, so an offer may change."""

    class State(models.TextChoices):
        """A withdrawn offer takes no orders."""

        LISTED = "listed", _("上架")
        WITHDRAWN = "withdrawn", _("已下架")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="offers", verbose_name=_("机构")
    )
    category = models.CharField(_("类别"), max_length=10, choices=Category.choices)
    title = models.CharField(_("服务"), max_length=120)
    text = models.TextField(_("内容"), blank=True)
    price = FenField(_("价格"))
    telephone = models.CharField(_("服务电话"), max_length=60, blank=True)
    """Of the agency's office, of no person: it stands in the public catalogue."""
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.LISTED)
    made_at = models.DateTimeField(_("上架时间"), default=clock.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("服务项目")
        ordering = ["category", "title"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "title"], name="services_offer_once"),
            models.CheckConstraint(condition=models.Q(price__gt=0), name="services_price_above_zero"),
        ]

    def __str__(self) -> str:
        return self.title


class Scheme(models.Model):
    """服务券方案: how a county, its city and the province share the subsidy, and how much of it a firm may draw in a year.

    The sentence leaves rates and caps of the three levels open, so both come from a document. ``shares`` holds fractions
    of 1 as text by level and sums to 1; what cannot be divided to the fen falls to the county.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    division = models.CharField(_("行政区划"), max_length=6, db_index=True)
    document = models.CharField(_("文号"), max_length=120)
    shares = models.JSONField(_("三级分担"), default=dict)
    yearly_fen = FenField(_("每户每年上限"))
    from_day = models.DateField(_("起始日"))
    to_day = models.DateField(_("终止日"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("服务券方案")
        ordering = ["division", "-from_day"]
        constraints = [
            models.UniqueConstraint(fields=["division", "document"], name="services_scheme_once"),
            models.CheckConstraint(condition=models.Q(yearly_fen__gt=0), name="services_scheme_cap"),
        ]

    def __str__(self) -> str:
        return self.document

    def split(self, fen: int) -> dict[Level, int]:
        """A subsidy by level, whole fen: each level above the county its share cut down, the county the rest."""
        above = (Level.PROVINCE, Level.CITY)
        shares = {level: Fraction(self.shares.get(level.value, "0")) for level in above}
        return split(fen, shares, Level.COUNTY)


class Order(models.Model):
    """One service ordered with a voucher; where it stands is said by its case, what is paid by the ledger."""

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="order")
    offer = models.ForeignKey(Offer, models.PROTECT, related_name="orders")
    agency = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="orders")
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="ordered")
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="orders")
    price = FenField(_("价格"))
    reserved = FenField(_("预留的补贴"))
    invoice = models.CharField(_("发票号码"), max_length=60, blank=True)
    invoiced = FenField(_("发票金额"), null=True)
    grade = models.PositiveSmallIntegerField(_("评价"), null=True)
    subsidy = FenField(_("核定的补贴"), null=True)
    share = models.CharField(_("补贴比例"), max_length=40, blank=True)
    parts = models.JSONField(_("三级分担"), default=dict)
    receipt = models.UUIDField(_("判定回执"), null=True)
    found = FenField(_("查实的服务金额"), null=True)
    """The value that a decided clawback found; None where nothing was found wrong."""
    clawed = FenField(_("决定追回"), default=0)
    """What was decided to come back of the subsidy; what came is said by the ledger."""
    made_at = models.DateTimeField(_("下单时间"), default=clock.now)

    class Meta:
        verbose_name = _("服务单")
        ordering = ["-made_at"]
        indexes = [models.Index(fields=["agency", "invoice"], name="services_by_invoice")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(clawed=0)
                | models.Q(clawed__gt=0, subsidy__isnull=False, clawed__lte=models.F("subsidy")),
                name="services_clawed_within",
            )
        ]

    def __str__(self) -> str:
        return str(self.offer)

    @property
    def standing(self) -> int:
        """The fen that the order draws: what is reserved, and once settled the subsidy without what was clawed back."""
        left: int = self.reserved if self.subsidy is None else self.subsidy - self.clawed
        return left

    @property
    def proved(self) -> int:
        """The fen of its value that count for the agency's results."""
        value: int = (self.invoiced or 0) if self.found is None else self.found
        return value

    @property
    def basis(self) -> str:
        """What the ledger calls the invoice: the agency that wrote it and its number."""
        return f"{self.agency_id}/{self.invoice}"


class Clawback(models.Model):
    """追回: a paid subsidy found wrong, proposed by one official and decided by another; at most one decided for an order."""

    class State(models.TextChoices):
        """A proposal is decided or dismissed; what came back is said by the ledger."""

        PROPOSED = "proposed", _("待复核")
        DECIDED = "decided", _("已决定追回")
        DISMISSED = "dismissed", _("不予追回")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    order = models.ForeignKey(Order, models.PROTECT, related_name="clawbacks")
    found = FenField(_("查实的服务金额"))
    due = FenField(_("应得的补贴"))
    fen = FenField(_("应退"))
    parts = models.JSONField(_("各级应退"), default=dict)
    finding = models.CharField(_("检查或审计文书"), max_length=200)
    reason = models.TextField(_("理由"))
    receipt = models.UUIDField(_("判定回执"))
    decision = models.CharField(_("追回决定文号"), max_length=200, blank=True)
    return_by = models.DateField(_("退款期限"), null=True)
    state = models.CharField(_("状态"), max_length=9, choices=State.choices, default=State.PROPOSED)
    proposed_at = models.DateTimeField(_("提出时间"), default=clock.now)
    decided_at = models.DateTimeField(_("复核时间"), null=True)

    class Meta:
        verbose_name = _("追回")
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=models.Q(state__in=["proposed", "decided"]),
                name="services_clawback_once",
            ),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="services_clawback_above_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.get_state_display()}"
