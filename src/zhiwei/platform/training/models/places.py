"""资助名额 (16.3): the places of a year, who holds one and who waits. The places of a year are a hard counter."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.kit import clock
from zhiwei.platform.kit.fields import FenField


class Year(models.Model):
    """A year's funded training as the province announced it.

    ``places`` is the law's number on the day of the announcement. What 有发展潜力 means and how much a place is funded
    with the Opinions leave open: ``criteria`` and ``amount`` come from the province's document, the amount is None where
    it names none.
    """

    year = models.PositiveSmallIntegerField(_("年度"), primary_key=True)
    document = models.CharField(_("通知文号"), max_length=120)
    criteria = models.TextField(_("有发展潜力的认定标准"))
    amount = FenField(_("每个名额的资助"), null=True, blank=True)
    opens_on = models.DateField(_("受理起始日"))
    closes_on = models.DateField(_("受理截止日"))
    places = models.PositiveIntegerField(_("名额"))
    taken = models.PositiveIntegerField(_("已占名额"), default=0)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("资助培训年度")
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=Q(taken__lte=F("places")), name="training_places_hold"),
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="training_year_days"),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gt=0), name="training_amount_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def left(self) -> int:
        """Places still free."""
        return self.places - self.taken


class Place(models.Model):
    """An owner's application for a funded place; where it stands is said by its case.

    ``live`` until it is refused, withdrawn, forfeited or closed; ``holds`` while it takes one of the places, which it
    keeps after the training. The waiting list goes by ``applied_at``: the sentence sets no order, and the order of
    application is the one nobody can change afterwards.
    """

    case = models.OneToOneField("cases.Case", models.PROTECT, primary_key=True, related_name="training_place")
    year = models.ForeignKey(Year, models.PROTECT, related_name="applications")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="training_places")
    firm = models.ForeignKey("subjects.Subject", models.PROTECT, related_name="training_places")
    applied_at = models.DateTimeField(_("申请时间"), default=clock.now)
    live = models.BooleanField(default=True)
    potential = models.BooleanField(_("经评审有发展潜力"), null=True)
    holds = models.BooleanField(_("占用名额"), default=False)
    placed_at = models.DateTimeField(_("取得名额时间"), null=True)
    receipt = models.UUIDField(_("判定回执"), null=True)

    class Meta:
        verbose_name = _("资助名额")
        ordering = ["applied_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "person"], condition=Q(live=True), name="training_one_application_a_year"
            ),
            models.UniqueConstraint(
                fields=["year", "person"], condition=Q(holds=True), name="training_one_place_a_year"
            ),
            models.CheckConstraint(condition=Q(holds=False) | Q(live=True), name="training_place_is_live"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
