"""Claims: taken by a step, free once the case ends against the applicant, taken again where it is reopened."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from zhiwei.platform.cases.casetypes import registry
from zhiwei.platform.cases.casetypes.model import CaseType
from zhiwei.platform.cases.faults import Refused
from zhiwei.platform.cases.models import Case
from zhiwei.platform.kit import clock
from zhiwei.platform.programmes.models import Claim

CLAIM = "claim"
"""The effect that claims."""


def holder(scope: str, key: str) -> Case | None:
    """The case that holds a key; None where it is free."""
    found = Claim.objects.filter(scope=scope, key=key, freed_at=None).select_related("case").first()
    return found.case if found is not None else None


def claim(case: Case, scope: str, key: str) -> Claim:
    """Let a case hold a key; again does nothing. Raises Refused where another case holds it, however close the race."""
    found = Claim.objects.filter(scope=scope, key=key, case=case, freed_at=None).first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return Claim.objects.create(scope=scope, key=key, case=case)
    except IntegrityError:
        raise Refused([taken(holder(scope, key))]) from None


def taken(other: Case | None) -> str:
    """What to say where another case holds a key."""
    if other is None:
        return _("这一项已有一件在办或办结，只能办一次")
    return _("这一项已由办件 %(number)s 占用，只能办一次") % {"number": other.number}


def follow_case(case: Case) -> None:
    """Free what a case holds once it ended against the applicant; take it again where the case goes on.

    Raises Refused where another case took it meanwhile.
    """
    kind = registry.all_types().get(case.type)
    if kind is None or not _claims(kind):
        return
    if case.ended_at is not None and _against(kind, case):
        Claim.objects.filter(case=case, freed_at=None).update(freed_at=clock.now())
        return
    for one in Claim.objects.filter(case=case, freed_at__isnull=False):
        if Claim.objects.filter(case=case, scope=one.scope, key=one.key, freed_at=None).exists():
            continue
        one.freed_at = None
        try:
            with transaction.atomic():
                one.save(update_fields=["freed_at"])
        except IntegrityError:
            raise Refused([taken(holder(one.scope, one.key))]) from None


def _claims(kind: CaseType) -> bool:
    steps = (kind.start, *kind.transitions.values())
    return any(call.name == CLAIM for step in steps for call in step.effects)


def _against(kind: CaseType, case: Case) -> bool:
    """Whether the step that ended the case went against the applicant, or was his own withdrawal."""
    step = case.steps.order_by("-number").first()
    rule = kind.transition(step.transition) if step is not None else None
    return rule is not None and (rule.rejects or rule.withdraws)
