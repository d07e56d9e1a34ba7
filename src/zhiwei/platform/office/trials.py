"""Trials of other values over the registered enterprises of a division."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from zhiwei.engine.decisions import decision_json
from zhiwei.engine.errors import InputError
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.audit import log
from zhiwei.platform.decisions import register
from zhiwei.platform.kit import jobs
from zhiwei.platform.office import snapshot
from zhiwei.platform.office.models import Trial
from zhiwei.population.defects import InputDefects
from zhiwei.population.kernels import kernel_cache
from zhiwei.population.what_if.json_form import to_json
from zhiwei.population.what_if.reading import read_reform
from zhiwei.population.what_if.run import what_if

NOTCH_SECONDS = 8


def visible(viewer: Viewer) -> QuerySet[Trial]:
    """The trials of the divisions whose figures the viewer may see."""
    return Trial.objects.filter(division__in=sorted(viewer.divisions)).order_by("-made_at")


def reform_of(title: str, as_of: date, changes: Mapping[str, Any]) -> Any:
    """The reform as the population floor reads it. Raises InputError with every defect."""
    raw = {"title": title, "as_of": as_of.isoformat(), "changes": dict(changes)}
    return read_reform(current(), raw, file=_("测算"))


def begin(viewer: Viewer, division: str, title: str, as_of: date, changes: Mapping[str, Any]) -> Trial:
    """Have a trial made by the worker. Raises InputError with every defect of the changes."""
    reform_of(title, as_of, changes)
    trial = Trial.objects.create(
        division=division, as_of=as_of, stamp=register.stamp(), rulebook=current().hash, title=title,
        changes=dict(changes), made_by_id=viewer.user_id,
    )  # fmt: skip
    log.record(
        viewer, "office.whatif", kind="trial", key=str(trial.pk), division=division,
        detail={"title": title, "changes": dict(changes)},
    )  # fmt: skip
    trial.job = jobs.enqueue(run, str(trial.pk), title=title, started_by=viewer.user_id)
    trial.save(update_fields=["job"])
    return trial


def run(key: str) -> None:
    """The job: compute a trial and keep its result."""
    trial = Trial.objects.get(pk=UUID(key))
    trial.result = compute(trial.division, trial.title, trial.as_of, trial.changes)
    trial.save(update_fields=["result"])


def compute(division: str, title: str, as_of: date, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Winners, losers, cost, distribution and notches, as ``zhiwei what-if --format json`` gives them."""
    book = current()
    filed = [decision_json(one, book.data) for one in register.in_force(as_of=as_of)]

    def copied(done: int, total: int) -> None:
        jobs.report(done, 2 * total, _("读取事实 %(done)s / %(total)s") % {"done": done, "total": total})

    with tempfile.TemporaryDirectory(prefix="zhiwei-trial-") as folder:
        table = Path(folder) / "enterprises.csv"
        count = snapshot.write(division, as_of, table, copied)
        jobs.report(count, 2 * count, _("按两套规则计算"))
        try:
            found = what_if(
                book, reform_of(title, as_of, changes), table, cache=kernel_cache(), decisions=filed,
                notch_seconds=NOTCH_SECONDS, threads=1,
            )  # fmt: skip
        except (InputError, InputDefects) as error:
            raise jobs.Failed(str(error)) from error
    return to_json(found)
