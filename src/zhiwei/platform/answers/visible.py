"""Which receipts somebody may see, and what everybody may know of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from zhiwei.platform.accounts.divisions import name_of
from zhiwei.platform.accounts.viewer import Viewer
from zhiwei.platform.answers import receipts, telling
from zhiwei.platform.answers.codes import code_of
from zhiwei.platform.answers.models import Receipt
from zhiwei.platform.answers.upwards import Published, published
from zhiwei.platform.kit import clock
from zhiwei.platform.subjects import queries as subjects
from zhiwei.platform.subjects.models import Subject

NOTICE = "answers.notice"
"""The act of having a notice made, in the table of permissions."""


def visible(viewer: Viewer) -> QuerySet[Receipt]:
    """The receipts of subjects that the viewer may see; of nobody in the register, those of his divisions and his own."""
    rows = Receipt.objects.select_related("pattern")
    if viewer.is_system:
        return rows
    seen = Q(subject__in=subjects.visible(viewer).values("pk"))
    nobody = Q(division__in=sorted(viewer.divisions))
    if viewer.user_id is not None:
        nobody |= Q(made_by=viewer.user_id)
    return rows.filter(seen | (Q(subject=None) & nobody))


def visible_one(viewer: Viewer, key: UUID) -> Receipt:
    """One receipt; raises Http404 alike where there is none and where the viewer may not know of it."""
    found = visible(viewer).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def may_seal(viewer: Viewer, receipt: Receipt) -> bool:
    """Whether the viewer may have the notice of a receipt he sees made: its office, its subject, its maker; no reader."""
    if viewer.is_system:
        return True
    subject = Subject.objects.filter(pk=receipt.subject).first() if receipt.subject else None
    if subject is None:
        mine = viewer.user_id is not None and viewer.user_id == receipt.made_by_id
        return viewer.may(NOTICE) if mine else viewer.may(NOTICE, division=receipt.division)
    own = subject.organisation_id is not None and viewer.may(NOTICE, organisation_id=subject.organisation_id)
    return own or viewer.may(NOTICE, division=subject.division)


@dataclass(frozen=True, slots=True)
class Public:
    """What the check page says of a receipt: no fact, and of name and amount no more than a public notice showed."""

    genuine: bool
    measures: tuple[tuple[str, str, str, str], ...]
    """Id, name, verdict in words, kind of label."""
    as_of: date
    made_on: date
    place: str
    code: str
    published: Published | None


def public(key: UUID, lang: str) -> Public | None:
    """What everybody may know of a receipt whose code he holds; None where there is no such receipt.

    Where the record was changed since it was kept it is not genuine, and nothing of it is told.
    """
    found = Receipt.objects.select_related("pattern").filter(pk=key).first()
    if found is None:
        return None
    genuine = receipts.sound(found)
    told = telling.measures(found.record, lang) if genuine else []
    return Public(
        genuine=genuine,
        measures=tuple((one.id, one.label, one.word, one.tag) for one in told),
        as_of=found.as_of,
        made_on=clock.day_of(found.made_at),
        place=name_of(found.division) if found.division else "",
        code=code_of(found.pk),
        published=published(found.pk) if genuine else None,
    )
