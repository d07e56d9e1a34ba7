"""The register of service agencies that any legal person may join (15.4), and why it may be refused: a closed list."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit.language import listed


class Kind(models.TextChoices):
    """The five kinds of service that sentence 15.1 lists."""

    GUIDANCE = "guidance", _("创业指导")
    MARKET = "market", _("市场开拓")
    MANAGEMENT = "management", _("企业管理")
    POLICY = "policy", _("政策咨询")
    RIGHTS = "rights", _("权益维护")


class Ground(models.TextChoices):
    """All grounds on which an application is refused; the case type offers these and no other."""

    NO_LEGAL_PERSON = "no_legal_person", _("不具有法人资格")
    NO_SUCH_SERVICE = "no_such_service", _("提供的服务不属于所列五类")
    FALSE_STATEMENT = "false_statement", _("材料不实")
    STILL_LINKED = "still_linked", _("部门下属机构，尚未管办分离")
    NEW_PUBLIC_PLATFORM = "new_public_platform", _("《意见》以后新建的事业性质平台或中心")


class Listing(models.Model):
    """An agency in the register, from the day it was admitted until it leaves or is struck off."""

    class State(models.TextChoices):
        """Who left may apply again."""

        LISTED = "listed", _("在册")
        LEFT = "left", _("已退出")

    subject = models.OneToOneField(
        "subjects.Subject", models.PROTECT, primary_key=True, related_name="listing"
    )
    kinds = models.JSONField(_("服务类别"), default=list)
    state = models.CharField(_("状态"), max_length=6, choices=State, default=State.LISTED)
    admitted_on = models.DateField(_("入册日期"))
    left_on = models.DateField(_("退出日期"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("机构名录")
        ordering = ["subject__division", "subject__name"]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def words(self) -> str:
        """Its kinds of service in words."""
        return listed(Kind(one).label for one in self.kinds)
