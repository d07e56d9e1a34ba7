"""What the services of the room share: refusals, whose act it is, the audit, opening a record with its case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.accounts.viewer import SYSTEM, Viewer
from zhiwei.platform.audit import log
from zhiwei.platform.cases import services as cases
from zhiwei.platform.cases.models import Case, Origin
from zhiwei.platform.kit import refusals
from zhiwei.platform.kit.models import StoredFile
from zhiwei.platform.kit.refusals import Fault
from zhiwei.platform.subjects.models import Subject
from zhiwei.platform.subjects.services import create_subject
from zhiwei.platform.talent.kinds import BY_TYPE, AnyRecord, record_of
from zhiwei.platform.talent.parties import invite_all

__all__ = ["Fault", "Refused", "acts_for", "begin", "keeps", "note"]


class Refused(refusals.Refused):
    """An act of the room that was not done."""


def keeps(viewer: Viewer, unit: Subject) -> None:
    """Raise PermissionDenied for who does not keep the researchers of a unit."""
    own = unit.organisation_id
    if not viewer.is_system and (own is None or not viewer.may("talent.keep", organisation_id=own)):
        raise PermissionDenied(_("您不能登记这个单位的科技人员"))


def acts_for(viewer: Viewer, organisation_id: UUID | None) -> None:
    """Raise PermissionDenied for who does not speak for an organisation: a person, a firm, a unit."""
    if organisation_id is None or not viewer.may("cases.apply", organisation_id=organisation_id):
        raise PermissionDenied(_("这一步由有关的单位、企业或本人办理"))


def note(viewer: Viewer, act: str, record: AnyRecord, **detail: Any) -> None:
    """Write an act on a record to the audit, as the last step of its transaction."""
    subject = record.subject
    log.record(
        viewer, act, kind="subject", key=str(subject.pk), division=subject.division, detail=detail,
        permission="cases.apply",
    )  # fmt: skip


def begin(
    viewer: Viewer, type_id: str, *, name: str, division: str, organisation_id: UUID | None, key: str,
    content: Mapping[str, Any], make: Callable[[Subject], AnyRecord], twice: str,
    documents: Mapping[str, StoredFile] | None = None,
) -> AnyRecord:  # fmt: skip
    """Make the subject, the record and its case in one transaction; the same key again gives the same record.

    ``name`` is what the subject is called, without any person's name; ``make`` saves the record; ``twice`` is what is
    said where the database holds one like it already. Raises Refused with every fault, PermissionDenied for who does not
    speak for the applicant.
    """
    acts_for(viewer, organisation_id)
    found = Case.objects.filter(key=key).first()
    if found is None:
        try:
            with transaction.atomic():
                return _made(
                    viewer, type_id, f"{name}{uuid4().hex[:6].upper()}", division, organisation_id, key, content, make,
                    documents,
                )  # fmt: skip
        except IntegrityError:  # the same click, or another record of the same thing, was faster
            found = Case.objects.filter(key=key).first()
            if found is None:
                raise Refused([twice]) from None
    if found.type != type_id or found.subject.organisation_id != organisation_id:
        raise Refused([_("办件编号已用于另一事项")])
    record = record_of(found.subject_id)
    assert record is not None
    return record


def _made(
    viewer: Viewer, type_id: str, name: str, division: str, organisation_id: UUID | None, key: str,
    content: Mapping[str, Any], make: Callable[[Subject], AnyRecord], documents: Mapping[str, StoredFile] | None,
) -> AnyRecord:  # fmt: skip
    kind = BY_TYPE[type_id]
    subject = create_subject(SYSTEM, entity=kind.entity, name=name, division=division, personal_name=False)
    subject.organisation_id = organisation_id
    subject.save(update_fields=["organisation"])
    made = make(subject)
    try:
        case = cases.open_case(
            viewer,
            type_id,
            subject,
            key=key,
            origin=Origin.APPLICANT.value,
            content=content,
            documents=documents,
        )
    except cases.Refused as refused:
        raise Refused(refused.faults) from refused
    made.refresh_from_db()
    assert made.case_id == case.pk
    invite_all(made)
    return made
