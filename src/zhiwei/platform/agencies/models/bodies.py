"""Bodies under government departments (15.5): linked, separated, converted, each stage with its day and document."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from zhiwei.platform.kit import clock


class Person(models.TextChoices):
    """What the body is in law; whatever is no enterprise legal person has to become one (属于非企业法人的)."""

    ENTERPRISE = "enterprise", _("企业法人")
    INSTITUTION = "institution", _("事业单位法人")
    SOCIAL = "social", _("社会团体、民办非企业单位")
    NONE = "none", _("不具备法人资格")


class State(models.TextChoices):
    """The three states of 15.5."""

    LINKED = "linked", _("未脱钩")
    SEPARATED = "separated", _("已管办分离")
    CONVERTED = "converted", _("已转制为企业")


class Body(models.Model):
    """A body in the list, with the plan of its department; the days of the plan are what it is late by."""

    subject = models.OneToOneField(
        "subjects.Subject", models.PROTECT, primary_key=True, related_name="subordinate"
    )
    department = models.CharField(_("主管部门"), max_length=120)
    person = models.CharField(_("法人性质"), max_length=12, choices=Person)
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.LINKED)
    """The latest stage, kept here for lists."""
    plan_document = models.CharField(_("工作方案文号"), max_length=120, blank=True)
    separate_by = models.DateField(_("计划分离日期"), null=True, blank=True)
    convert_by = models.DateField(_("计划转制日期"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("部门下属中介机构")
        ordering = ["subject__division", "subject__name"]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def must_convert(self) -> bool:
        """Whether 15.5 asks it to become an enterprise."""
        return self.person != Person.ENTERPRISE

    @property
    def done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state == State.CONVERTED or (self.state == State.SEPARATED and not self.must_convert)


class Stage(models.Model):
    """A state from a day on, with what proves it; each once for a body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.PROTECT, related_name="stages")
    state = models.CharField(_("状态"), max_length=10, choices=State)
    on = models.DateField(_("日期"))
    document = models.CharField(_("文号"), max_length=120)
    case = models.OneToOneField("cases.Case", models.PROTECT, null=True, related_name="body_stage")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("脱钩转制阶段")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["body", "state"], name="agencies_stage_once")]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.on}"
