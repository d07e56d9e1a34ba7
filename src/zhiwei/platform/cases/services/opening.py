"""Opening a case: once for each key, by the applicant, at the counter, or by the platform itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.engine.answer import Answer
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases import casetypes, permissions
from zhiwei.platform.cases.acts import Context
from zhiwei.platform.cases.casetypes.model import OPEN, CaseType
from zhiwei.platform.cases.faults import Fault, Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.cases.services import moving, refused_money
from zhiwei.platform.kit import clock
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.subjects.models import Subject


@dataclass(frozen=True)
class Wanted:
    """A case to be opened by :func:`open_many`."""

    subject: Subject
    key: str
    as_of: date
    content: Mapping[str, Any] = field(default_factory=dict)
    answer: Answer | None = None
    """What the law says of the subject on the day, where the caller has asked already."""


@dataclass(frozen=True)
class AtTheCounter:
    """Who came to the counter, in his own words (name and what he is to the firm), and why he did not file himself."""

    person: str
    reason: str

    def faults(self) -> list[Fault]:
        """What is not said."""
        found = []
        if not self.person.strip():
            found.append(Fault("counter_person", _("请写明为谁代办")))
        if not self.reason.strip():
            found.append(Fault("counter_reason", _("请写明代办的原因")))
        return found

    def told(self) -> dict[str, str]:
        """The same as it is kept with a step."""
        return {"counter_person": self.person.strip(), "counter_reason": self.reason.strip()}


def open_case(
    viewer: Viewer,
    type_id: str,
    subject: Subject,
    *,
    key: str,
    origin: str,
    content: Mapping[str, Any] | None = None,
    documents: Mapping[str, StoredFile] | None = None,
    as_of: date | None = None,
    counter: AtTheCounter | None = None,
    again: bool = True,
) -> Case:
    """A new case of a subject, or the one that was opened under the same key before.

    ``as_of`` is the day of the law its verdicts are asked for, today unless said; ``counter`` says for whom an official
    files and why, and is kept with the case. Without ``again`` an application that says what one under way says is refused,
    at ``again``. Raises Refused with every fault,
    PermissionDenied where the viewer may not open it in this way, KeyError for an unknown type. What the ledger refused to
    a person is written to the audit all the same.
    """
    kind = casetypes.get(type_id)
    with refused_money.of_opening(viewer, kind.id, subject), transaction.atomic():
        found = _before(viewer, kind, subject, key, origin)
        if found is not None:
            return found
        with log.at_the_end():
            context = _opened(
                viewer, kind, subject, key, origin, as_of or clock.today(), content or {}, documents or {},
                counter=counter, again=again,
            )  # fmt: skip
            said = {"reason": counter.reason.strip()} if counter else {}
            moving.record(context, "cases.open", origin=origin, **said)
    return context.case


def open_many(
    viewer: Viewer, type_id: str, wanted: Iterable[Wanted], *, origin: str,
    refused: Callable[[Wanted, Refused], None] | None = None,
) -> list[Case]:  # fmt: skip
    """Cases of many subjects, those opened before left out; each in a savepoint of its own, all in one transaction.

    What is refused is told to ``refused``, or raised where nobody listens.
    """
    kind = casetypes.get(type_id)
    made = []
    with transaction.atomic():
        asked = list(wanted)
        present = set(Case.objects.filter(key__in=[one.key for one in asked]).values_list("key", flat=True))
        for one in asked:
            if one.key in present:
                continue
            try:
                with transaction.atomic(), log.at_the_end():
                    context = _opened(
                        viewer, kind, one.subject, one.key, origin, one.as_of, one.content, {}, one.answer
                    )
                    moving.record(context, "cases.open", origin=origin)
            except Refused as error:
                if refused is None:
                    raise
                refused(one, error)
            except IntegrityError:
                if not Case.objects.filter(key=one.key).exists():  # somebody else was faster
                    raise
            else:
                made.append(context.case)
    return made


def _before(viewer: Viewer, kind: CaseType, subject: Subject, key: str, origin: str) -> Case | None:
    """The case of the key, made sure to be the same matter."""
    if not permissions.may_open(viewer, kind, subject, origin):
        raise PermissionDenied(_("您不能以这种方式为该主体办理此事项"))
    Subject.objects.select_for_update().get(pk=subject.pk)  # two clicks wait for each other here
    found = Case.objects.filter(key=key).first()
    if found is not None and (found.type, found.subject_id) != (kind.id, subject.pk):
        raise Refused([_("办件编号已用于另一事项")])
    return found


def _opened(
    viewer: Viewer, kind: CaseType, subject: Subject, key: str, origin: str, as_of: date,
    content: Mapping[str, Any], documents: Mapping[str, StoredFile], answer: Answer | None = None,
    counter: AtTheCounter | None = None, again: bool = True,
) -> Context:  # fmt: skip
    if not permissions.may_open(viewer, kind, subject, origin):
        raise PermissionDenied(_("您不能以这种方式为该主体办理此事项"))
    now = clock.now()
    case = Case(
        key=key, type=kind.id, type_hash=kind.hash, subject=subject, division=subject.division, as_of=as_of,
        state=kind.start.to, origin=origin, opened_at=now, opened_by_id=viewer.user_id,
    )  # fmt: skip
    context = Context(viewer, case, kind, kind.start, dict(content), dict(documents), now=now)
    if answer is not None:
        context.answer = answer
    if counter is not None:
        case.data["counter"] = {"person": counter.person.strip(), "reason": counter.reason.strip()}
    found = [*moving.faults(context), *(counter.faults() if counter else ())]
    if subject.entity != kind.entity:
        found.insert(0, Fault("", _("“%(title)s”不受理这类主体") % {"title": kind.title}))
    if not again and (other := _alike(context)) is not None:
        text = _("内容完全相同的申请 %(number)s 正在办理中，不用再交。")
        found.append(Fault("again", text % {"number": other.number}))
    if found:
        raise Refused(found)
    case.save(force_insert=True)
    moving.take(context)
    return context


def _alike(context: Context) -> Case | None:
    """A case of the same matter and subject under way that was filed with the same words and files; the subject is locked."""
    asked = {one.name for one in context.type.start.form}
    files = sorted(file.sha256 for file in context.documents.values())
    same = Case.objects.filter(type=context.type.id, subject=context.case.subject_id, ended_at=None)
    for case in same.order_by("opened_at"):
        if {name: value for name, value in case.content.items() if name in asked} == context.content:
            handed_in = case.documents.filter(step__transition=OPEN)
            if sorted(handed_in.values_list("file__sha256", flat=True)) == files:
                return case
    return None
