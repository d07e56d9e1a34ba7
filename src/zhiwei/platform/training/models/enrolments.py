"""Who chose which course, and what proves that he was there. Nothing is deleted."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.training.models.courses import Course


class Enrolment(models.Model):
    """One person at one course: the person chose it by his own account, for a firm he runs.

    Two words prove attendance: the trainer's (``present``) and the person's own (``confirmed_at``). With both, the
    rulebook is asked; ``counts`` says that its verdict on 16.2 is in favour, ``receipt`` names the verdict. A person is at
    a course once, so a person-time is a row that counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="enrolments")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="enrolments")
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="enrolments")
    division = models.CharField(_("企业所在地区"), max_length=6, db_index=True)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("报名时间"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("退出时间"), null=True)
    present = models.BooleanField(_("到课"), null=True)
    present_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    present_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(_("本人确认时间"), null=True)
    by_code = models.BooleanField(default=False)
    verdict = models.CharField(max_length=20, blank=True)
    deciding = models.CharField(max_length=60, blank=True)
    missing = models.JSONField(default=list)
    counts = models.BooleanField(_("计入人次"), default=False)
    receipt = models.UUIDField(_("判定回执"), null=True)
    grade = models.PositiveSmallIntegerField(_("评价"), null=True)
    remark = models.TextField(_("评价说明"), blank=True)
    graded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("培训报名")
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["course", "person"],
                condition=Q(withdrawn_at=None),
                name="training_person_once_at_a_course",
            ),
            models.CheckConstraint(
                condition=Q(counts=False)
                | (Q(present=True) & Q(confirmed_at__isnull=False) & Q(withdrawn_at=None)),
                name="training_no_proof_no_person_time",
            ),
            models.CheckConstraint(
                condition=Q(chosen_by=models.F("person")), name="training_chosen_by_the_trainee"
            ),
            models.CheckConstraint(
                condition=Q(grade=None) | Q(grade__gte=1, grade__lte=5), name="training_grade_of_five"
            ),
        ]
        indexes = [models.Index(fields=["division", "counts"], name="training_by_division")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def number(self) -> str:
        """What a sign-in sheet calls it."""
        return self.pk.hex[:10].upper()

    @property
    def proved(self) -> bool:
        """Whether both have said that he was there."""
        return self.present is True and self.confirmed_at is not None


class Sheet(models.Model):
    """A sign-in sheet handed in as a file: taken as a whole, or kept with what is wrong in it and nothing taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, models.PROTECT, related_name="sheets")
    file = models.ForeignKey("kit.StoredFile", models.PROTECT, related_name="+")
    defects = models.JSONField(default=list)
    """Row, heading and text of each."""
    rows = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("签到表")
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return str(self.pk)
