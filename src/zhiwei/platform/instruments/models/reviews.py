"""How platforms are reviewed each year, what came of it, and the money that follows results (19.1, 19.2)."""

from __future__ import annotations

import uuid
from fractions import Fraction

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.instruments.models.platforms import Platform
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField


class Grade(models.TextChoices):
    """The grades of a review, best first; from which score each begins is said by a scheme."""

    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("良好")
    QUALIFIED = "qualified", _("合格")
    FAILED = "failed", _("不合格")


class Filed(models.Model):
    """Figures that a place filed with their document. They are not changed; another document is filed instead."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    division = models.CharField(_("地区"), max_length=6, db_index=True)
    document = models.CharField(_("文号"), max_length=120)
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    last_year = models.PositiveSmallIntegerField(_("终止年度"), null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True
        ordering = ["division", "-first_year", "-made_at"]

    def __str__(self) -> str:
        return self.document


class Scheme(Filed):
    """考核办法: what each indicator weighs, from which score a grade begins, and how much money each allows.

    19.2 names neither indicators nor grades nor money, so all of them come from the document. Weights are points that
    make 100; ``hours`` is the year's use that earns all points of that indicator.
    """

    small_weight = models.PositiveSmallIntegerField(_("小微企业使用占比的分值"))
    hours_weight = models.PositiveSmallIntegerField(_("使用时长的分值"))
    accepted_weight = models.PositiveSmallIntegerField(_("预约接受率的分值"))
    rating_weight = models.PositiveSmallIntegerField(_("企业评价的分值"))
    hours = models.PositiveIntegerField(_("使用时长满分的小时数"))
    excellent_from = models.PositiveSmallIntegerField(_("优秀的最低得分"))
    good_from = models.PositiveSmallIntegerField(_("良好的最低得分"))
    qualified_from = models.PositiveSmallIntegerField(_("合格的最低得分"))
    excellent_most = FenField(_("优秀的下年度经费上限"))
    good_most = FenField(_("良好的下年度经费上限"))
    qualified_most = FenField(_("合格的下年度经费上限"))

    class Meta(Filed.Meta):
        verbose_name = _("考核办法")
        constraints = [
            models.UniqueConstraint(fields=["division", "document"], name="instruments_scheme_once"),
            models.CheckConstraint(
                condition=models.Q(
                    excellent_from__gt=models.F("good_from"), good_from__gt=models.F("qualified_from")
                ),
                name="instruments_grades_fall",
            ),
            models.CheckConstraint(condition=models.Q(hours__gt=0), name="instruments_hours"),
        ]

    def grade_of(self, score: Fraction) -> Grade:
        """The grade of a score of 0 to 100."""
        for grade in (Grade.EXCELLENT, Grade.GOOD, Grade.QUALIFIED):
            if score >= getattr(self, f"{grade.value}_from"):
                return grade
        return Grade.FAILED

    def most(self, grade: str) -> int:
        """The money of the next year that a grade allows, fen; nothing for a platform that failed."""
        return 0 if grade == Grade.FAILED else int(getattr(self, f"{grade}_most"))


class Review(models.Model):
    """A platform's review for a year as it was computed: inputs, score and grade, so that it can be computed again."""

    case = models.OneToOneField(
        "cases.Case", models.PROTECT, primary_key=True, related_name="platform_review"
    )
    platform = models.ForeignKey(Platform, models.PROTECT, related_name="reviews")
    year = models.PositiveSmallIntegerField(_("年度"))
    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="reviews")
    inputs = models.JSONField(_("数据"), default=dict)
    score = models.CharField(_("得分"), max_length=40)
    """An exact fraction as text."""
    grade = models.CharField(_("等次"), max_length=10, choices=Grade)
    most = FenField(_("下年度经费上限"))
    computed_at = models.DateTimeField(_("计算时间"), default=clock.now)

    class Meta:
        verbose_name = _("绩效考核")
        ordering = ["-year", "platform"]
        constraints = [
            models.UniqueConstraint(fields=["platform", "year"], name="instruments_reviewed_once"),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.year}"


class Rate(Filed):
    """实绩补助标准: what a place pays for confirmed services of a private platform, under a decision on 19.1."""

    per_use = FenField(_("每次经确认的服务"))
    per_hour = FenField(_("每小时经确认的使用"))
    yearly_most = FenField(_("每家平台每年上限"))

    class Meta(Filed.Meta):
        verbose_name = _("实绩补助标准")
        constraints = [
            models.UniqueConstraint(fields=["division", "document"], name="instruments_rate_once"),
            models.CheckConstraint(
                condition=models.Q(per_use__gte=0, per_hour__gte=0, yearly_most__gt=0),
                name="instruments_rates",
            ),
        ]


class Subsidy(models.Model):
    """The subsidy of a private platform for a year: its inputs, the rate, and the amount computed from both."""

    case = models.OneToOneField(
        "cases.Case", models.PROTECT, primary_key=True, related_name="platform_subsidy"
    )
    platform = models.ForeignKey(Platform, models.PROTECT, related_name="subsidies")
    year = models.PositiveSmallIntegerField(_("年度"))
    rate = models.ForeignKey(Rate, models.PROTECT, related_name="subsidies")
    uses = models.PositiveIntegerField(_("经确认的服务次数"))
    minutes = models.PositiveIntegerField(_("经确认的使用时长（分钟）"))
    fen = FenField(_("补助金额"))
    live = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("实绩补助")
        ordering = ["-year", "platform"]
        constraints = [
            models.UniqueConstraint(
                fields=["platform", "year"],
                condition=models.Q(live=True),
                name="instruments_subsidised_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.platform} {self.year}"
