"""技术股份 (20.4): intangible assets that a firm's founders turn into shares."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit.fields import FenField
from zhiwei.platform.talent.models.records import Record


class Asset(models.TextChoices):
    """What is turned into shares."""

    PATENT = "patent", _("专利权")
    ACHIEVEMENT = "achievement", _("科技创新成果")
    SOFTWARE = "software", _("软件著作权")
    OTHER = "other", _("其他知识产权")


class TechnologyShare(Record):
    """A conversion as it was appraised and resolved; amounts in fen.

    ``reading`` and ``highest`` are what the rulebook took and gave on the day of acceptance; nobody enters them.
    """

    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="+", verbose_name=_("企业"))
    asset = models.CharField(_("无形资产"), max_length=120)
    kind = models.CharField(_("类别"), max_length=12, choices=Asset)
    valuer = models.CharField(_("评估机构"), max_length=120)
    report = models.CharField(_("评估报告文号"), max_length=120)
    valued_on = models.DateField(_("评估基准日"))
    asset_value = FenField(_("评估价值"))
    share_value = FenField(_("折算为技术股份的金额"))
    capital = FenField(_("注册资本"))
    other_non_monetary = FenField(_("其他非货币出资额"))
    votes_for = models.PositiveIntegerField(_("同意的表决权数"))
    votes_all = models.PositiveIntegerField(_("全部表决权数"))
    resolution = models.CharField(_("股东决议文号或日期"), max_length=120)
    accepted_on = models.DateField(_("登记日期"), null=True, blank=True)
    reading = models.CharField(_("采用的读法"), max_length=40, blank=True)
    highest = FenField(_("最高可折算"), null=True, blank=True)

    class Meta:
        verbose_name = _("技术股份折算")
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["valuer", "report"], condition=models.Q(live=True), name="talent_appraisal_used_once"
            ),
            models.CheckConstraint(
                condition=models.Q(votes_for__lte=models.F("votes_all"), votes_all__gt=0),
                name="talent_votes_of_all",
            ),
        ]
