"""Previews: asked for by an official, computed at once where few subjects are concerned, else as a job."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.decisions.effects.compute import compute, subjects_of
from zhiwei.platform.decisions.models import Filing, Preview
from zhiwei.platform.decisions.register import stamp
from zhiwei.platform.kit import clock, jobs

AT_ONCE = 400
"""Subjects up to which the official waits for the page instead of a job."""


def day_for(filing: Filing) -> date:
    """Today, or the nearest day of the filing's own period."""
    today = clock.today()
    latest = min(today, filing.to_day) if filing.to_day else today
    return max(latest, filing.from_day)


BEARS = (
    "division", "sentence", "document", "issued_on", "fills", "declines", "from_day", "to_day", "replaces_id",
)  # fmt: skip
"""What of a filing an answer can depend on; that it was handed over since changes nothing."""


def speaks_of(preview: Preview, filing: Filing) -> bool:
    """Whether a preview was computed of what the filing says now, be it by an earlier revision."""
    if preview.revision == filing.revision:
        return True
    then = filing.history.filter(revision=preview.revision).order_by("-history_date").first()
    return then is not None and all(getattr(then, name) == getattr(filing, name) for name in BEARS)


def latest(filing: Filing) -> Preview | None:
    """The latest preview of what the filing says now; None where there is none."""
    rows = filing.previews.order_by("-made_at").defer("result")  # thousands of answers, asked of one only
    return next((one for one in rows if speaks_of(one, filing)), None)


def start(viewer: Viewer, filing: Filing, as_of: date) -> Preview:
    """A preview, computed or begun. Raises InputError where the engine refuses the filing."""
    preview = Preview.objects.create(
        filing=filing, revision=filing.revision, stamp=stamp(), as_of=as_of, made_by_id=viewer.user_id
    )
    if subjects_of(filing).count() <= AT_ONCE:
        preview.result = compute(filing, as_of).to_json()
        preview.save(update_fields=["result"])
        return preview
    title = _("效果预览：%(document)s") % {"document": filing.document}
    preview.job = jobs.enqueue(run, str(preview.pk), title=title, started_by=viewer.user_id)
    preview.save(update_fields=["job"])
    return preview


def run(key: str) -> None:
    """The job: compute a preview and keep its result."""
    preview = Preview.objects.select_related("filing").get(pk=UUID(key))

    def told(done: int, total: int) -> None:
        jobs.report(done, total, _("已比较 %(done)s 户，共 %(total)s 户") % {"done": done, "total": total})

    preview.result = compute(preview.filing, preview.as_of, told).to_json()
    preview.save(update_fields=["result"])
