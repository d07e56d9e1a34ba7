"""What may be done: report a firm's staff of a year."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.kit import clock, refusals
from zhiwei.platform.kit.language import lang
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.staff.models import Report
from zhiwei.platform.staff.rules import Staff, share
from zhiwei.platform.subjects.models import Subject

FIRST = 2012
"""The year of the Opinions."""


class Refused(refusals.Refused):
    """A report that was not kept."""


def report(
    viewer: Viewer, firm: Subject, *, year: int, technology: int | None = None, skilled: int | None = None,
    total: int | None = None,
) -> Report:  # fmt: skip
    """Keep what somebody says: officials for the statistics, the firm for itself.

    Raises Refused with every fault; PermissionDenied for who may state no facts of the firm.
    """
    source = _source(viewer, firm)
    faults = []
    if firm.entity != "enterprise":
        faults.append(Fault("", _("“%(name)s”不是企业") % {"name": firm.name}))
    if not FIRST <= year <= clock.today().year:
        faults.append(Fault("year", _("年度须在 %(first)d 年和今年之间") % {"first": FIRST}))
    elif technology is None and skilled is None and total is None:
        faults.append(Fault("total", _("至少填写一个数；不知道的可以不填，不要填零")))
    else:
        try:
            share(Staff(technology, skilled, total), year)
        except InputError as error:
            faults += [Fault("total", one.text(lang())) for one in error.defects]
    if faults:
        raise Refused(faults)
    with transaction.atomic():
        made = Report.objects.create(
            firm=firm, year=year, technology=technology, skilled=skilled, total=total, source=source,
            made_by_id=viewer.user_id,
        )  # fmt: skip
        detail = {
            "year": year, "technology_staff": technology, "skilled_staff": skilled, "all_staff": total, "source": _named(source),
        }  # fmt: skip
        act = "facts.declare" if source == Report.Source.SELF else "facts.add"
        log.record(
            viewer, "staff.report", kind="subject", key=str(firm.pk), division=firm.division, detail=detail, permission=act
        )  # fmt: skip
    return made


def _named(source: str) -> str:
    """The source in Chinese, in which the audit is written."""
    with translation.override("zh-hans"):
        return str(Report.Source(source).label)


def _source(viewer: Viewer, firm: Subject) -> str:
    if viewer.may("facts.add", division=firm.division):
        return Report.Source.STATISTICS.value
    if firm.organisation_id and viewer.may("facts.declare", organisation_id=firm.organisation_id):
        return Report.Source.SELF.value
    raise PermissionDenied(_("您不能登记这家企业的人员情况"))
