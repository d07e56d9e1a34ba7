"""The run of a programme over all subjects: opens cases, follows corrections, ends notices, reports. Twice is as once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from zhiwei.law.divisions import load_divisions
from zhiwei.platform.accounts import queries as people
from zhiwei.platform.accounts import tasks
from zhiwei.platform.accounts.divisions import covered_by, name_of
from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.answers.laws import law
from zhiwei.platform.answers.rulebook import current
from zhiwei.platform.audit import log
from zhiwei.platform.cases import casetypes
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case, Origin
from zhiwei.platform.cases.models.cases import AMOUNT
from zhiwei.platform.cases.services.opening import Wanted
from zhiwei.platform.cases.services.ticking import tick
from zhiwei.platform.decisions.effects import portions
from zhiwei.platform.decisions.register import stamp
from zhiwei.platform.funds.models import Run
from zhiwei.platform.funds.programmes import key_of
from zhiwei.platform.funds.services.finding import close_absent, keep
from zhiwei.platform.funds.services.following import follow, without_budget
from zhiwei.platform.funds.services.settling import settle, wanted
from zhiwei.platform.funds.surveying import Found, Surveyor, surveyor
from zhiwei.platform.kit import clock, jobs
from zhiwei.platform.kit.garbage import seldom_searched
from zhiwei.platform.kit.phrases import add_phrase
from zhiwei.platform.subjects.models import Subject

NAMED = 200
"""Cases that could not go on, kept by name in the report; all are counted."""
ENTITLED = "entitled"
OPEN = frozenset({"undetermined", "unknown_law"})
"""Verdicts that change nothing for a case that is there: facts or law are not known."""

_log = structlog.get_logger("zhiwei.funds")
Progress = Callable[[int, int], None]
BY_NIGHT = add_phrase(gettext_noop("夜间核算，%(place)s，%(day)s"))
BY_OFFICE = add_phrase(gettext_noop("%(office)s发起的核算，%(place)s，%(day)s"))


@dataclass
class Report:
    """What a run found and did. Amounts in fen; ``deciding`` counts the criterion that decided against subjects."""

    total: int = 0
    unreadable: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    deciding: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    """Cases opened, revised, dropped …, and unchanged."""
    due: int = 0
    opened_fen: int = 0
    places: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    """By city: subjects in whose favour the verdict is, and the sum of their amounts."""
    refused: list[list[str]] = field(default_factory=list)
    refused_count: int = 0
    stuck: dict[UUID, str] = field(default_factory=dict)
    """Why cases of the portion at hand could not go on, by subject."""

    def refuse(self, subject: Subject, why: object) -> None:
        """Note that a case could not go on."""
        self.refused_count += 1
        self.stuck[subject.pk] = str(why)
        if len(self.refused) < NAMED:
            self.refused.append([str(subject.pk), subject.name, str(why)])

    def to_json(self) -> dict[str, Any]:
        """As the run keeps it."""
        return {
            "total": self.total, "unreadable": self.unreadable, "verdicts": dict(self.verdicts),
            "deciding": dict(self.deciding), "steps": dict(self.steps), "due": self.due, "opened_fen": self.opened_fen,
            "places": {code: list(pair) for code, pair in sorted(self.places.items())}, "refused": self.refused,
            "refused_count": self.refused_count,
        }  # fmt: skip


def begin(viewer: Viewer, type_id: str, division: str, as_of: date) -> Run:
    """Have the worker count what a run would do; it opens cases once another official has called :func:`release`."""
    made = Run.objects.create(
        type=type_id,
        division=division,
        as_of=as_of,
        stamp=stamp(),
        rulebook=current().hash,
        made_by_id=viewer.user_id,
    )
    title = _("免申即享核算：%(place)s %(day)s") % {"place": name_of(division), "day": as_of}
    made.job = jobs.enqueue(count, str(made.pk), title=title, started_by=viewer.user_id)
    made.save(update_fields=["job"])
    return made


def release(viewer: Viewer, counted: Run) -> Run:
    """Let a counted run open and publish its cases, as another person than who began it; again does nothing.

    Raises Refused where it is not counted or the viewer began it, PermissionDenied for who may not run in its division.
    """
    if not viewer.may("funds.run", division=counted.division):
        raise PermissionDenied(_("您不能复核这次核算"))
    with transaction.atomic():
        made = Run.objects.select_for_update(of=("self",)).get(pk=counted.pk)
        if made.plan is None:
            raise Refused([_("还在核算，请稍后再复核")])
        if made.released_at is not None:
            return made
        if viewer.user_id is None or viewer.user_id == made.made_by_id:
            raise Refused([_("由您发起的核算，须由另一位经办人复核后才立案公示")])
        made.released_by_id, made.released_at = viewer.user_id, clock.now()
        title = _("免申即享立案公示：%(place)s %(day)s") % {
            "place": name_of(made.division),
            "day": made.as_of,
        }
        made.job = jobs.enqueue(work, str(made.pk), title=title, started_by=viewer.user_id)
        made.save(update_fields=["released_by", "released_at", "job"])
        log.record(
            viewer, "funds.release", kind="run", key=str(made.pk), division=made.division, permission="funds.run",
            detail={"type": made.type, "as_of": made.as_of, "steps": made.plan["steps"], "fen": made.plan["opened_fen"]},
        )  # fmt: skip
    return made


def work(key: str) -> None:
    """The job that opens and publishes."""
    run(Run.objects.get(pk=UUID(key)), _told)


def count(key: str) -> None:
    """The job that counts only."""
    made = Run.objects.get(pk=UUID(key))
    made.plan = planned(made, _told)
    made.save(update_fields=["plan"])


def _told(done: int, total: int) -> None:
    jobs.report(done, total, _("已核算 %(done)s 户，共 %(total)s 户") % {"done": done, "total": total})


def planned(made: Run, progress: Progress = lambda done, total: None) -> dict[str, Any]:
    """What a run would find and do now, as its result would say; nothing is changed."""
    kind, report = casetypes.get(made.type), Report()
    for portion in _surveyed(report, kind, made, progress):
        for key, one in portion.found.items():
            case = portion.present.get(key)
            if case is not None:
                report.steps[wanted(case, _due(one)) or "unchanged"] += 1
            elif one.fen and one.verdict == ENTITLED:
                report.steps["open"] += 1
                report.opened_fen += one.fen
    return report.to_json()


def run(made: Run, progress: Progress = lambda done, total: None) -> Run:
    """Do a run and keep its report. Broken off and begun again, it goes on where cases are not there yet.

    Its steps in cases name it.
    """
    with tasks.working_on(task_of(made)), seldom_searched():
        return _run(made, progress)


def task_of(made: Run) -> str:
    """The run as the steps of its cases name it, in Chinese: which place and day, begun by the night or by which office."""
    begun = people.viewer(made.made_by, day=clock.day_of(made.made_at)).office if made.made_by else ""
    said = BY_OFFICE if begun else BY_NIGHT
    with override("zh-hans"):
        place = name_of(made.division)
    return said % {"place": place, "day": made.as_of, "office": begun}


def _run(made: Run, progress: Progress) -> Run:
    kind = casetypes.get(made.type)
    report = Report()
    for portion in _surveyed(report, kind, made, progress):
        _carry_out(report, kind, made, portion)
    close_absent(made)
    ticked = tick(type_id=made.type)
    report.steps["clear"] += ticked.moved
    report.steps["follow"] += follow(made.type)
    for case in without_budget(made.type):
        report.refuse(case.subject, _("企业已确认账户，但预留资金的预算期间已过，当地今年还没有可用的资金"))
    result = report.to_json() | {
        "waiting": [list(pair) for pair in ticked.failed[:NAMED]],
        "waiting_count": len(ticked.failed),
    }
    made.result, made.ended_at = result, clock.now()
    made.save(update_fields=["result", "ended_at"])
    log.record(
        SYSTEM, "funds.run", kind="run", key=str(made.pk), division=made.division,
        detail={"type": made.type, "as_of": made.as_of, "total": report.total, "steps": dict(report.steps)},
    )  # fmt: skip
    return made


def _subjects(kind: CaseType, division: str) -> QuerySet[Subject]:
    """The subjects of a division that exist, in a fixed order."""
    own = Subject.objects.filter(division__in=sorted(covered_by(division)), entity=kind.entity)
    return own.filter(state=Subject.State.ACTIVE).order_by("pk")


@dataclass(frozen=True, slots=True)
class _Portion:
    """Subjects that are looked at together: what is found of them, and the cases there are, by the key of the case."""

    asked: Surveyor
    subjects: Sequence[Subject]
    found: Mapping[str, Found]
    present: Mapping[str, Case]


def _surveyed(report: Report, kind: CaseType, made: Run, progress: Progress) -> Iterator[_Portion]:
    """Look at every subject of a run and count what is found; ``progress`` is told when a portion was dealt with."""
    rows = _subjects(kind, made.division)
    report.total, done = rows.count(), 0
    asked = surveyor(current(), law(made.as_of, clock.today()), kind.measure, report.total)
    for subjects in portions(rows):
        found, unreadable = asked.survey(subjects)
        report.unreadable += unreadable
        keys = {key_of(kind.id, one.subject.pk, made.as_of): one for one in found}
        for one in found:
            _count(report, one)
        yield _Portion(asked, subjects, keys, {case.key: case for case in _present(list(keys))})
        done += len(subjects)
        progress(done, report.total)


def _carry_out(report: Report, kind: CaseType, made: Run, portion: _Portion) -> None:
    report.stuck.clear()
    new: dict[str, Subject] = {}
    for key, one in portion.found.items():
        case = portion.present.get(key)
        if case is not None:
            _settle(report, case, one)
        elif one.fen and one.verdict == ENTITLED:
            new[key] = one.subject
    answers = portion.asked.answers(list(new.values()))
    asking = [Wanted(one, key, made.as_of, answer=answers.get(one.pk)) for key, one in new.items()]
    opened = cases.open_many(
        SYSTEM,
        kind.id,
        asking,
        origin=Origin.PROACTIVE,
        refused=lambda one, why: report.refuse(one.subject, why),
    )
    report.steps["open"] += len(opened)
    report.opened_fen += sum(int(case.data.get(AMOUNT) or 0) for case in opened)
    keep(made, portion.subjects, portion.found.values(), report.stuck)


def _present(keys: list[str]) -> list[Case]:
    return list(Case.objects.filter(key__in=keys).select_related("subject"))


def _count(report: Report, one: Found) -> None:
    report.verdicts[one.verdict] += 1
    if one.deciding:
        report.deciding[one.deciding] += 1
    if one.fen and one.verdict == ENTITLED:
        report.due += one.fen
        place = report.places[_city(one.subject.division)]
        place[0] += 1
        place[1] += one.fen


def _due(one: Found) -> int | None:
    """What is due to a subject, fen; None where facts or law are not known."""
    return None if one.verdict in OPEN else (one.fen if one.verdict == ENTITLED else 0)


def _settle(report: Report, case: Case, one: Found) -> None:
    try:
        step = settle(case, _due(one))
    except Refused as refused:
        report.refuse(one.subject, refused)
        return
    report.steps[step or "unchanged"] += 1


def _city(code: str) -> str:
    divisions = load_divisions()
    while code in divisions and divisions[code].level > 2:
        code = divisions[code].parent
    return code
