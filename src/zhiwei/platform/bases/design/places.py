"""The hard counter of 21.2: numbered places, taken one by one, never more than the sentence names."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.bases.design import law
from zhiwei.platform.bases.models import DesignPlace
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.ledger.faults import quoted
from zhiwei.platform.subjects.models import Subject


def full(held: int, most: int) -> str:
    """What is said to the base that comes too late."""
    return _("已支持 %(n)d 个，达到 %(most)d 个；%(text)s") % {
        "n": held, "most": most, "text": quoted(law.SENTENCE),
    }  # fmt: skip


def take(subject: Subject, case: UUID, document: str) -> DesignPlace:
    """Take the lowest free place for a base, within the caller's transaction. Raises Refused when all are taken.

    The database keeps a number for one base: of two at once the second tries the next free number.
    """
    most = law.target()
    for _try in range(most):
        held = set(DesignPlace.objects.values_list("number", flat=True))
        free = next((number for number in range(1, most + 1) if number not in held), None)
        if free is None:
            raise Refused([full(len(held), most)])
        try:
            with transaction.atomic():
                return DesignPlace.objects.create(number=free, subject=subject, case=case, document=document)
        except IntegrityError:
            continue
    raise Refused([_("名额刚被别的基地取得，请刷新后再办")])
