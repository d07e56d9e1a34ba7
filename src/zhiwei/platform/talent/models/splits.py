"""职务发明收益分配 (20.5): proceeds of a service invention shared between the unit and its people, to the fen."""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.talent.models.people import Researcher
from zhiwei.platform.talent.models.records import Record


class Split(Record):
    """A plan over one receipt of money; ``team`` and ``unit_part`` are what the rule gave when the plan was fixed."""

    unit = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="+", verbose_name=_("单位"))
    achievement = models.CharField(_("职务发明成果"), max_length=200)
    contract = models.CharField(_("转让、许可合同号"), max_length=120)
    voucher = models.CharField(_("收益到账凭证号"), max_length=60)
    received_on = models.DateField(_("到账日期"))
    proceeds = FenField(_("所得收益"))
    ratio = models.CharField(_("划归科技人员及团队的比例"), max_length=60)
    """An exact fraction as text."""
    ratio_document = models.CharField(_("规定比例的文件"), max_length=120)
    team = FenField(_("划归科技人员及团队"), null=True, blank=True)
    unit_part = FenField(_("单位留存"), null=True, blank=True)
    frozen_on = models.DateField(_("定案日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("职务发明收益分配")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "voucher"], condition=models.Q(live=True), name="talent_receipt_split_once"
            ),
            models.CheckConstraint(
                condition=models.Q(frozen_on=None)
                | models.Q(proceeds=models.F("team") + models.F("unit_part")),
                name="talent_split_sums",
            ),
        ]


class SplitMember(models.Model):
    """One person's part of the team's money: an agreed fraction, and the fen it came to."""

    split = models.ForeignKey(Split, models.PROTECT, related_name="members")
    researcher = models.ForeignKey(Researcher, models.PROTECT, related_name="splits")
    position = models.PositiveSmallIntegerField()
    share = models.CharField(_("份额"), max_length=60)
    """An exact fraction as text."""
    agreed_at = models.DateTimeField(_("本人同意时间"), null=True, blank=True)
    amount = FenField(_("应得金额"), null=True, blank=True)
    paid_on = models.DateField(_("发放日期"), null=True, blank=True)
    paid_voucher = models.CharField(_("发放凭证号"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("分配对象")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["split", "researcher"], name="talent_member_once"),
            models.CheckConstraint(
                condition=models.Q(paid_on=None) | models.Q(amount__isnull=False),
                name="talent_paid_what_is_fixed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.share}"

    @property
    def fraction(self) -> Fraction:
        """The share as a number."""
        return Fraction(self.share)
