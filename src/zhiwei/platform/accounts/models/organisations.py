"""Bodies that people belong to: agencies of the government, firms, banks, services."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock


class Organisation(models.Model):
    """A body with a name, a kind and the division it sits in (GB/T 2260 code, empty where it has none)."""

    class Kind(models.TextChoices):
        """What sort of body it is; what its people may do is said by their roles."""

        GOVERNMENT = "government", _("人民政府")
        AGENCY_OF_GOVERNMENT = "department", _("政府部门")
        ENTERPRISE = "enterprise", _("企业")
        INDIVIDUAL = "individual", _("个体工商户")
        COOPERATIVE = "cooperative", _("农民专业合作社")
        BANK = "bank", _("银行")
        GUARANTOR = "guarantor", _("担保机构")
        AGENCY = "agency", _("中介服务机构")
        INCUBATOR = "incubator", _("孵化器")
        BASE = "base", _("创业基地")
        TRAINING = "training", _("培训机构")
        INSTITUTE = "institute", _("高校、科研院所")
        PERSON = "person", _("个人")
        CREDIT_CENTRE = "credit_centre", _("信用中心")
        OTHER = "other", _("其他")

    id = models.UUIDField(_("公开编号"), primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("类型"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=120)
    division = models.CharField(_("行政区划"), max_length=6, blank=True, db_index=True)
    created_at = models.DateTimeField(_("建立时间"), default=clock.now, editable=False)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "name", "division"], name="organisation_once")
        ]

    def __str__(self) -> str:
        return self.name
