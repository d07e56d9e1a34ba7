"""特色基地、产业集群、园区 (9.1): where each lies, what it makes, who runs it, which firms belong, and who supplies whom."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.bases.models.registers import Struck
from zhiwei.platform.kit import clock


class ClusterKind(models.TextChoices):
    """What firms gather in; parks are those whose small firms 14.5 puts first for released land."""

    SPECIAL_BASE = "special_base", _("特色基地")
    CLUSTER = "cluster", _("产业集群")
    PARK = "park", _("园区")


class Cluster(models.Model):
    """A special base, a cluster or a park with its boundary, industry and operator."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("类型"), max_length=12, choices=ClusterKind)
    name = models.CharField(_("名称"), max_length=120)
    division = models.CharField(_("地区"), max_length=6, db_index=True)
    boundary = models.CharField(_("四至范围"), max_length=300)
    industry = models.CharField(_("主导产业"), max_length=120)
    operator = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="clusters_run", verbose_name=_("运营单位")
    )
    area = models.PositiveIntegerField(_("面积（公顷）"))
    founded_on = models.DateField(_("设立日期"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("特色基地、产业集群和园区")
        ordering = ["division", "name"]
        constraints = [
            models.UniqueConstraint(fields=["division", "name"], name="bases_cluster_once"),
            models.CheckConstraint(
                condition=~models.Q(boundary="") & ~models.Q(industry=""), name="bases_cluster_described"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Member(Struck):
    """A firm of a cluster from the day of joining to the day before leaving; a firm may belong to several."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="members")
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="clusters")
    joined_on = models.DateField(_("加入日期"))
    left_on = models.DateField(_("退出日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("成员企业")
        ordering = ["-joined_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "firm"],
                condition=models.Q(left_on=None, struck_at=None),
                name="bases_member_once",
            ),
            models.CheckConstraint(
                condition=models.Q(left_on=None) | models.Q(left_on__gte=models.F("joined_on")),
                name="bases_left_after_joined",
            ),
        ]


class ChainLink(Struck):
    """产业链协作配套: one firm supplies another, named leading (龙头企业) by whoever entered it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="supplies", verbose_name=_("配套企业")
    )
    leader = models.ForeignKey(
        "subjects.Subject", models.PROTECT, related_name="supplied_by", verbose_name=_("龙头企业")
    )
    product = models.CharField(_("配套产品或服务"), max_length=120)
    from_day = models.DateField(_("起始日期"))
    to_day = models.DateField(_("终止日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("产业链关系")
        ordering = ["-from_day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "leader", "product"], condition=models.Q(to_day=None, struck_at=None),
                name="bases_chain_once",
            ),
            models.CheckConstraint(condition=~models.Q(supplier=models.F("leader")), name="bases_chain_of_two"),
        ]  # fmt: skip
