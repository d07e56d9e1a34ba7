"""Who handles matters in a place, and how one reaches them: shown on public notices and to applicants."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhiwei.platform.accounts.models import Organisation
from zhiwei.platform.kit import clock


class Office(models.Model):
    """The authority of a division for one type of case, or for all of them (``type`` empty); contacts of an office, of
    no person. ``organisation``: whose people handle it there, which orders their lists and gives no right."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    division = models.CharField(_("行政区划"), max_length=6)
    type = models.CharField(_("事项"), max_length=40, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办单位")
    )
    authority = models.CharField(_("办理机关"), max_length=120, blank=True)
    telephone = models.CharField(_("联系电话"), max_length=60)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    hours = models.CharField(_("受理时间"), max_length=100, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    entered_at = models.DateTimeField(_("登记时间"), default=clock.now)

    class Meta:
        verbose_name = _("办理机关联系方式")
        constraints = [models.UniqueConstraint(fields=["division", "type"], name="cases_office_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What the public is told it is called: as it was entered, else its organisation's name."""
        return self.authority or (self.organisation.name if self.organisation else "")
