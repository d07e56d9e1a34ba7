"""担保、贷款: business between subjects, each kept once, with what became of it; nothing is overwritten or deleted.

Each record has a subject of its own kind (``guarantee``, ``small_firm_loan``), so that the law can be asked about it and a
case can be opened on it. Amounts are whole fen.
"""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.subjects.models.subjects import Subject


class Told(models.Model):
    """Who said it and when."""

    source = models.CharField(_("来源"), max_length=40)
    """A code of ``data/sources.yaml``; ``self`` for what the guarantor or lender states itself."""
    received_on = models.DateField(_("收到日期"))
    recorded_at = models.DateTimeField(_("登记时间"), default=clock.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True


class Struck(models.Model):
    """What can be struck as a mistake, with its reason; it then counts for nothing and stays in sight."""

    struck_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    struck_why = models.CharField(_("作废理由"), max_length=300, blank=True)

    class Meta:
        abstract = True


class Loan(Told, Struck):
    """A loan of a bank or a micro-lender to a firm; ``fen`` is the amount of the contract."""

    subject = models.OneToOneField(Subject, models.PROTECT, related_name="loan")
    lender = models.ForeignKey(
        Subject, models.PROTECT, related_name="loans_given", verbose_name=_("贷款机构")
    )
    borrower = models.ForeignKey(
        Subject, models.PROTECT, related_name="loans_taken", verbose_name=_("借款企业")
    )
    contract = models.CharField(_("合同编号"), max_length=80)
    fen = FenField(_("贷款金额"))
    from_day = models.DateField(_("起"))
    to_day = models.DateField(_("止"))

    class Meta:
        verbose_name = _("贷款")
        constraints = [
            models.UniqueConstraint(
                fields=["lender", "contract"], condition=models.Q(struck_at=None), name="subjects_loan_once"
            ),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="subjects_loan_above_zero"),
            models.CheckConstraint(
                condition=models.Q(to_day__gte=models.F("from_day")), name="subjects_loan_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.contract


class Guarantee(Told, Struck):
    """A guarantee of a firm's loan; ``fen`` is the amount guaranteed by contract. A contract is kept once."""

    subject = models.OneToOneField(Subject, models.PROTECT, related_name="guarantee")
    guarantor = models.ForeignKey(
        Subject, models.PROTECT, related_name="guarantees_given", verbose_name=_("担保机构")
    )
    borrower = models.ForeignKey(
        Subject, models.PROTECT, related_name="guarantees_taken", verbose_name=_("被担保企业")
    )
    loan = models.ForeignKey(
        Loan, models.PROTECT, null=True, related_name="guarantees", verbose_name=_("贷款")
    )
    contract = models.CharField(_("合同编号"), max_length=80)
    fen = FenField(_("担保金额"))
    from_day = models.DateField(_("起"))
    to_day = models.DateField(_("止"))

    class Meta:
        verbose_name = _("融资性担保")
        constraints = [
            models.UniqueConstraint(
                fields=["guarantor", "contract"],
                condition=models.Q(struck_at=None),
                name="subjects_guarantee_once",
            ),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="subjects_guarantee_above_zero"),
            models.CheckConstraint(
                condition=models.Q(to_day__gte=models.F("from_day")),
                name="subjects_guarantee_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.contract


class GuaranteeEvent(Told, Struck):
    """What became of a guarantee: part of the loan repaid, a claim paid for the firm, money recovered afterwards."""

    class Kind(models.TextChoices):
        """Balance falls by the first two; the loss is the second less the third."""

        REPAID = "repaid", _("还款解除")
        CLAIM = "claim", _("代偿")
        RECOVERED = "recovered", _("追回")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    guarantee = models.ForeignKey(Guarantee, models.PROTECT, related_name="events")
    kind = models.CharField(_("事项"), max_length=9, choices=Kind)
    on_day = models.DateField(_("日期"))
    fen = FenField(_("金额"))
    document = models.CharField(_("凭证号"), max_length=120)

    class Meta:
        verbose_name = _("担保变动")
        ordering = ["on_day", "recorded_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["guarantee", "kind", "document"], condition=models.Q(struck_at=None),
                name="subjects_guarantee_event_once",
            ),
            models.CheckConstraint(condition=models.Q(fen__gt=0), name="subjects_guarantee_event_above_zero"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.on_day} {self.get_kind_display()}"
