"""The clocks of a case: when they began, how long they stood, when they end."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.cases.models.cases import Case


class Clock(models.Model):
    """One clock of the case type, running for one case.

    ``used`` are the days that had run when it was last paused; while it runs, the days since ``since`` come on top.
    ``certain`` is false where the working days of a year between are not published, so that ``due_on`` may move.
    """

    class State(models.TextChoices):
        """A clock that was met or lapsed does not run again; reopening begins a new one."""

        RUNNING = "running", _("计时中")
        PAUSED = "paused", _("暂停计时")
        MET = "met", _("按期完成")
        LAPSED = "lapsed", _("已超期")

    case = models.ForeignKey(Case, models.CASCADE, related_name="clocks")
    name = models.CharField(max_length=40)
    days = models.PositiveIntegerField()
    unit = models.CharField(max_length=10)
    """calendar or working."""
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.RUNNING)
    started_on = models.DateField()
    since = models.DateField()
    used = models.PositiveIntegerField(default=0)
    due_on = models.DateField(null=True, blank=True)
    certain = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
    lapsed_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("期限")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "name"], condition=models.Q(ended_on=None), name="cases_clock_once"
            )
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="cases_clocks_due")]

    def __str__(self) -> str:
        return self.name

    @property
    def length(self) -> str:
        """How long it runs, in the reader's words; a clock whose days the law of its day set keeps them."""
        from zhiwei.platform.cases.casetypes.model import Length, Words

        return str(Length(self.days, self.unit, Words("", "")))
