"""Checking the chains from a page: a job of the worker, whose outcome is an act."""

from __future__ import annotations

from django.utils.translation import gettext as _

from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts.models import User
from zhiwei.platform.accounts.rights import Viewer
from zhiwei.platform.audit import log, verification
from zhiwei.platform.audit.chain import CHAINS
from zhiwei.platform.audit.models import Act
from zhiwei.platform.kit import jobs
from zhiwei.platform.kit.models import Job

ACT = "audit.verify"


def begin(viewer: Viewer) -> Job:
    """Have both chains checked by the worker. Raises ValueError for somebody who has not logged in."""
    if viewer.user_id is None:
        raise ValueError("a check is begun by a user")
    return jobs.enqueue(run, viewer.user_id, viewer.origin, title=_("验证审计链"), started_by=viewer.user_id)


def run(user_id: int, origin: str) -> None:
    """The job: check, write the outcome down. Raises Failed with the first fault."""

    def told(done: int, total: int) -> None:
        jobs.report(done, total, _("已验证 %(done)s 条，共 %(total)s 条") % {"done": done, "total": total})

    checked = verification.check(told)
    fault = checked.fault
    viewer = people.viewer(User.objects.get(pk=user_id), origin=origin)
    detail = {"fault": "" if fault is None else str(fault), **checked.reached}
    log.record(viewer, ACT, kind="audit", key="chains", detail=detail)
    if fault is not None:
        raise jobs.Failed(_("审计链在此处不符：%(fault)s") % {"fault": fault})


def last() -> Act | None:
    """The latest check and its outcome."""
    found: Act | None = Act.objects.filter(act=ACT).order_by("-seq").first()
    return found


def count_of(check: Act) -> int:
    """How many rows a check looked at; 0 for one that did not write it down."""
    return sum(int(check.detail.get(chain, 0)) for chain in CHAINS)


def running(viewer: Viewer) -> Job | None:
    """The viewer's check that is not over."""
    begun = Job.objects.filter(
        started_by_id=viewer.user_id or 0, function=f"{run.__module__}.{run.__qualname__}"
    )
    found = begun.order_by("-created_at").first()
    return None if found is None or found.over else jobs.progress_of(found)
